"""Orders a callback: by a form, by a request, or by nothing where it was asked for in another channel."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shopper.engine.probe import Conversation, Host, Outgoing, Receipt
from shopper.errors import OurFault
from shopper.settings.mailing import is_loopback
from shopper.settings.phone import CallbackOrder
from shopper.settings.secrets import resolve

if TYPE_CHECKING:
    from ..webchat.browsers import Browsers

_ANSWER_S = 30.0


class Orders:
    """Places the orders of a session; the browser is started with the first that needs one."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._browsers: Browsers | None = None
        self._starting = asyncio.Lock()

    async def place(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Place the order of a conversation. message: its text is the question, and what the customer tells besides.

        Raises OurFault."""
        order = conversation.channel.order
        if order is None or order.by == "conversation":
            raise OurFault(
                f"config/company.yaml does not say how a callback is ordered in “{conversation.channel_id}”; add "
                "order: with by: form or by: http",
                code="no_order",
            )
        texts = what_is_told(conversation, message)
        if order.by == "http":
            return await self._by_request(conversation, order, texts, attempting)
        return await self._by_form(conversation, order, texts, attempting)

    async def aclose(self) -> None:
        """Let the browser go. Never raises."""
        browsers, self._browsers = self._browsers, None
        if browsers is not None:
            await browsers.close()

    # -- by a form ---------------------------------------------------------------------------------------------------
    async def _by_form(
        self,
        conversation: Conversation,
        order: CallbackOrder,
        texts: dict[str, str],
        attempting: Callable[[], Awaitable[None]],
    ) -> Receipt:
        from shopper.settings.site_keys import keys_of

        from ..webchat.browsers import Browsers
        from .form import Form

        self._own_machine_only(conversation, order.page)
        keys = await asyncio.to_thread(keys_of, conversation.channel.access, order.page, conversation.channel_id)
        async with self._starting:
            if self._browsers is None:
                browsers = Browsers(lambda _ca: None)
                try:
                    await browsers.open()
                except BaseException:
                    await browsers.close()
                    raise
                self._browsers = browsers
        running = await self._browsers.living(keys.ca)
        return await Form(conversation, self._host, order, texts).send(running.browser, keys, attempting)

    # -- by a request ------------------------------------------------------------------------------------------------
    async def _by_request(
        self,
        conversation: Conversation,
        order: CallbackOrder,
        texts: dict[str, str],
        attempting: Callable[[], Awaitable[None]],
    ) -> Receipt:
        import httpx

        url = order.url.format(**texts)
        self._own_machine_only(conversation, url)
        where = f"the order of a callback in “{conversation.channel_id}”"
        headers = {name: await asyncio.to_thread(_header, value, where) for name, value in order.headers.items()}
        body = filled(order.body, texts)
        async with httpx.AsyncClient(timeout=_ANSWER_S, trust_env=not is_loopback(_host_of(url))) as client:
            await attempting()
            try:
                answer = await client.request(order.method, url, json=body or None, headers=headers)
            except httpx.HTTPError as error:
                raise OurFault(f"{where}: {_host_of(url)} gave no answer ({error})", code="network") from error
        at = self._host.stamp()
        if not answer.is_success:
            raise OurFault(
                f"{where} was not taken: {answer.status_code} {answer.text[:200].strip()}; correct order: in "
                "config/company.yaml",
                code="order_not_taken",
            )
        shown = self._host.put_evidence(answer.content, media_type=_media_type(answer.headers), name="order.answer")
        return Receipt(at, f"order-{conversation.tag}", (shown,))

    @staticmethod
    def _own_machine_only(conversation: Conversation, address: str) -> None:
        if conversation.company.sandbox and not is_loopback(_host_of(address)):
            raise OurFault(
                f"the sandbox company is on this machine, and {address} is not; nothing is sent there",
                code="not_the_sandbox",
            )


def what_is_told(conversation: Conversation, message: Outgoing) -> dict[str, str]:
    """What can be filled in: the persona's facts, and the question as it is asked."""
    told = conversation.persona.told(conversation.language)
    question = message.text.partition("\n")[0]
    return {"question": question, **told}


def filled(value: Any, texts: dict[str, str]) -> Any:
    """A JSON value with all its texts filled in. Raises OurFault for a place that nothing fits."""
    if isinstance(value, dict):
        return {key: filled(child, texts) for key, child in value.items()}
    if isinstance(value, list):
        return [filled(child, texts) for child in value]
    if not isinstance(value, str):
        return value
    try:
        return value.format(**texts)
    except (KeyError, IndexError, ValueError) as error:
        raise OurFault(
            f"“{value}” in order: of config/company.yaml cannot be filled in ({error}); it may name "
            f"{', '.join(sorted(texts))}",
            code="no_such_fact",
        ) from None


def _header(value: str, where: str) -> str:
    return resolve(value, where) if value.startswith(("env:", "keyring:", "sandbox:")) else value


def _host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


def _media_type(headers: Any) -> str:
    return str(headers.get("content-type", "text/plain")).partition(";")[0].strip() or "text/plain"
