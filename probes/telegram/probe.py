"""The Telegram probe: a customer with an account of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from shopper.engine.probe import Conversation, Host, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault, ShopperError
from shopper.model import Stamp
from shopper.programme.loading import IMPORTING
from shopper.settings.models import Persona
from shopper.settings.telegram import TelegramAccount

from .rhythm import Rhythm

if TYPE_CHECKING:
    from .account import Account


class TelegramProbe:
    """One client for each account, with any number of chats; see shopper.engine.probe.Probe.

    The line is leased to one process, as every line is; inside it an account carries many conversations, but in one
    chat, which has no threads, the visits of different journeys take turns."""

    kind: ClassVar[str] = "telegram"
    survives_detach: ClassVar[bool] = True
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None
    extra: ClassVar[str] = "telegram"
    libraries: ClassVar[tuple[str, ...]] = ("telethon",)
    attach_within_s: float = 3600.0  # a chat may have to be waited for, and a new one to be begun some minutes later

    def __init__(self, rhythm: Rhythm | None = None) -> None:
        self._rhythm = rhythm or Rhythm()
        self._host: Host | None = None
        self._accounts: dict[str, Account] = {}
        self._owner: dict[str, str] = {}  # phone -> the persona whose it is

    def line(self, persona_id: str, persona: Persona) -> str:
        """The persona's line; raises OurFault (code "no_account") where the persona has no Telegram account."""
        _account(persona_id, persona)
        return f"{persona_id}:telegram"

    async def open(self, host: Host) -> None:
        """Raises OurFault (code "not_installed") without Telethon."""
        try:
            await asyncio.to_thread(_load)
        except ImportError as error:
            raise OurFault(
                f"Telegram needs Telethon, which is not installed ({error}). "
                "Run: pip install 'mystery-shopper[telegram]'",
                code="not_installed",
            ) from None
        self._host = host

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Find the company's account and listen to the chat with it. A new visit waits until no other journey is in
        that chat."""
        account = await self._account_of(conversation.persona_id, conversation.persona, resumed=resumed)
        await account.book.attach(conversation, resumed=resumed)

    async def listen(self, persona_id: str, persona: Persona) -> None:
        """Hear whatever comes in on the persona's account until the end of the session."""
        await self._account_of(persona_id, persona)

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Type it, then send it or press its button. Sent again, if need be, under one random_id: Telegram takes one of
        them only."""
        account = await self._account_of(conversation.persona_id, conversation.persona)
        return await account.sending.say(conversation, message, attempting)

    @property
    def say_within_s(self) -> float:
        """How long one message may take while the network is away or Telegram makes us wait."""
        return self._rhythm.reach_for + self._rhythm.flood + 180.0

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """By the chat's history, which holds everything; UNKNOWN where it cannot be read, and of a pressed button."""
        account = await self._account_of(conversation.persona_id, conversation.persona)
        return await account.sending.was_said(conversation, message)

    def deaf_since(self, conversation: Conversation) -> Stamp | None:
        """Since when nothing can be heard on this conversation's account; None while it can."""
        account = self._accounts.get(conversation.persona_id)
        return account.deaf_since if account is not None else None

    async def detach(self, conversation: Conversation) -> None:
        if (account := self._accounts.get(conversation.persona_id)) is not None:
            account.book.detach(conversation)

    async def aclose(self) -> None:
        """Let go of all accounts. Never raises."""
        accounts = list(self._accounts.values())
        self._accounts.clear()
        await asyncio.gather(*(account.aclose() for account in accounts), return_exceptions=True)

    async def _account_of(self, persona_id: str, persona: Persona, *, resumed: bool = False) -> Account:
        from .account import Account

        if self._host is None:
            raise ShopperError("the Telegram probe was used before it was opened")
        settings = _account(persona_id, persona)
        owner = self._owner.setdefault(settings.phone, persona_id)
        if owner != persona_id:
            raise OurFault(
                f"{persona_id} and {owner} have one Telegram account between them ({settings.phone}); give each "
                "persona its own, or take it from one of them.",
                code="account_shared",
            )
        account = self._accounts.get(persona_id)
        if account is None:
            account = Account(persona_id, settings, self._host, self._rhythm, persona.languages[0])
            self._accounts[persona_id] = account
        await account.ready(resumed=resumed)
        return account


def _load() -> None:
    """Import what takes a second, outside the loop."""
    with IMPORTING:
        from . import account  # noqa: F401


def _account(persona_id: str, persona: Persona) -> TelegramAccount:
    if persona.telegram is None:
        raise OurFault(
            f"Persona {persona_id} has no Telegram account; add personas.{persona_id}.telegram with phone, api_id, "
            "api_hash and session to config/personas.yaml.",
            code="no_account",
        )
    return persona.telegram


PROBE: type[Probe] = TelegramProbe
