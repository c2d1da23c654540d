"""Orders a callback by the form on a company's page, as a customer fills it in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Error, Frame, Locator, Page, Response

from shopper.engine.probe import Conversation, Host, Receipt
from shopper.errors import OurFault
from shopper.model import Evidence, Stamp
from shopper.settings.phone import CallbackOrder
from shopper.settings.site_keys import SiteKeys

from ..webchat.context import new_context, new_page
from .ordering import filled

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

_FIND_S = 15.0
_TAKEN_S = 20.0
_LOOK_S = 0.1
_SELECTOR = ("#", ".", "[", "//", "css=", "xpath=")


class Form:
    """One order. texts: what is filled in, by name."""

    def __init__(self, conversation: Conversation, host: Host, order: CallbackOrder, texts: dict[str, str]) -> None:
        self._conversation, self._host, self._order = conversation, host, order
        self._fields: dict[str, str] = filled(order.fill, texts)
        self._sent = False
        self._answered: Stamp | None = None

    async def send(self, browser: Browser, keys: SiteKeys, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        """Fill it in and send it. Raises OurFault."""
        context = await new_context(browser, self._conversation, keys, None)
        try:
            return await self._send_in(context, keys, attempting)
        except Error as error:
            raise OurFault(
                f"the form on {self._order.page} could not be filled in: {str(error).splitlines()[0]}", code="browser"
            ) from error
        finally:
            await context.close()

    async def _send_in(
        self, context: BrowserContext, keys: SiteKeys, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        page = await new_page(context, keys)
        page.on("response", self._responded)
        try:
            await page.goto(self._order.page, wait_until="domcontentloaded", timeout=30_000)
        except Error as error:
            raise OurFault(
                f"the page {self._order.page} did not open: {str(error).splitlines()[0]}", code="network"
            ) from error
        if self._order.open:
            await (await self._found(page, self._order.open, _buttons)).click()
        for field, text in self._fields.items():
            await (await self._found(page, field, _inputs)).fill(text)
        button = await self._found(page, self._order.send, _buttons)
        await attempting()
        self._sent = True
        await button.click()
        at = await self._taken(page)
        return Receipt(at, f"order-{self._conversation.tag}", (await self._picture(page),))

    async def _found(self, page: Page, name: str, ways: Callable[[Frame, str], Iterable[Locator]]) -> Locator:
        """The one that a customer would see under that name, in whatever frame."""
        until = asyncio.get_running_loop().time() + _FIND_S
        while True:
            for frame in page.frames:
                for way in ways(frame, name):
                    for locator in await _all(way):
                        if await _visible(locator):
                            return locator
            if asyncio.get_running_loop().time() > until:
                raise OurFault(
                    f"the page {self._order.page} shows no “{name}”; look at it, and correct order: of this channel in "
                    "config/company.yaml",
                    code="form_not_found",
                )
            await asyncio.sleep(_LOOK_S)

    async def _taken(self, page: Page) -> Stamp:
        """When the company had taken it: as its server answered, or as the page says so."""
        until = asyncio.get_running_loop().time() + _TAKEN_S
        while asyncio.get_running_loop().time() < until:
            shown = not self._order.accepted or await _says(page, self._order.accepted)
            if shown and (self._answered is not None or self._order.accepted):
                return self._answered or self._host.stamp()
            await asyncio.sleep(_LOOK_S)
        wanted = f"“{self._order.accepted}”" if self._order.accepted else "anything"
        raise OurFault(
            f"after the form on {self._order.page} was sent, the page did not show {wanted} within {_TAKEN_S:.0f} s, "
            "so whether the order was taken is not known; look at it, and correct order: in config/company.yaml",
            code="order_not_taken",
        )

    def _responded(self, response: Response) -> None:
        if self._sent and self._answered is None and response.request.method != "GET" and response.ok:
            self._answered = _when_answered(response.request.timing, self._host.stamp())

    async def _picture(self, page: Page) -> Evidence:
        picture = await page.screenshot(type="png")
        return self._host.put_evidence(picture, media_type="image/png", name="order.png")


def _when_answered(timing: Any, now: Stamp) -> Stamp:
    """When a server's answer began to come in, by the browser's own clock, which is this machine's: its word may reach
    us much later. Playwright gives milliseconds, -1 for what is not known."""
    began, answered = float(timing.get("startTime", -1)), float(timing.get("responseStart", -1))
    ago_us = now.wall_us - round((began + answered) * 1000)
    if began <= 0 or answered < 0 or not 0 <= ago_us < _TAKEN_S * 1e6:
        return now
    mono_ns = None if now.mono_ns is None else now.mono_ns - ago_us * 1000
    return replace(now, wall_us=now.wall_us - ago_us, mono_ns=mono_ns, accuracy_us=5_000)


def _inputs(frame: Frame, name: str) -> Iterable[Locator]:
    if name.startswith(_SELECTOR):
        yield frame.locator(name)
        return
    yield frame.get_by_label(name, exact=False)
    yield frame.get_by_placeholder(name, exact=False)


def _buttons(frame: Frame, name: str) -> Iterable[Locator]:
    if name.startswith(_SELECTOR):
        yield frame.locator(name)
        return
    yield frame.get_by_role("button", name=name)
    yield frame.get_by_role("link", name=name)
    yield frame.get_by_text(name, exact=True)


async def _all(locator: Locator) -> list[Locator]:
    try:
        return await locator.all()
    except Error:  # its frame is gone, or is still being loaded
        return []


async def _visible(locator: Locator) -> bool:
    try:
        return await locator.is_visible()
    except Error:
        return False


async def _says(page: Page, words: str) -> bool:
    for frame in page.frames:
        for locator in await _all(frame.get_by_text(words)):
            if await _visible(locator):
                return True
    return False
