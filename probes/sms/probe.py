"""The SMS probe: a customer with a number at a provider that is driven over its REST API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from shopper.engine.probe import Conversation, Host, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault, ShopperError
from shopper.model import Stamp
from shopper.settings.models import Persona
from shopper.settings.phone_rest import RestAccount

from .rhythm import Rhythm

if TYPE_CHECKING:
    from .line import Line


class SmsProbe:
    """Any number of conversations on one number; see shopper.engine.probe.Probe.

    Two numbers exchange texts without threads, so visits of different journeys to one of the company's take turns."""

    kind: ClassVar[str] = "sms"
    survives_detach: ClassVar[bool] = True
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None
    attach_within_s: float = 24 * 3600.0  # the number may have to be waited for

    def __init__(self, rhythm: Rhythm | None = None) -> None:
        self._rhythm = rhythm or Rhythm()
        self._host: Host | None = None
        self._lines: dict[str, Line] = {}
        self._owner: dict[str, str] = {}  # number -> the persona whose it is

    def line(self, persona_id: str, persona: Persona) -> str:
        """The persona's line; raises OurFault (code "no_account") where the persona has no number."""
        account_of(persona_id, persona)
        return f"{persona_id}:sms"

    async def open(self, host: Host) -> None:
        self._host = host

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Begin to listen for what the company's number writes, and with `resumed` hand in what it wrote meanwhile."""
        line = await self._line_of(conversation.persona_id, conversation.persona, resumed=resumed)
        await line.attach(conversation, resumed=resumed)

    async def listen(self, persona_id: str, persona: Persona) -> None:
        """Hear whatever comes in on the persona's number until the end of the session."""
        await self._line_of(persona_id, persona)

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Type it, then send it: once. Where the provider does not say whether it took it, it is looked for."""
        line = await self._line_of(conversation.persona_id, conversation.persona)
        return await line.sending.say(conversation, message, attempting)

    @property
    def say_within_s(self) -> float:
        """How long one message may take while the provider is busy or away."""
        return 2 * (self._rhythm.reach_for + self._rhythm.settle) + 60.0

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """By the provider's list of what was sent; UNKNOWN where that cannot be read or does not tell."""
        line = await self._line_of(conversation.persona_id, conversation.persona, resumed=True)
        return await line.sending.was_said(conversation, message)

    def deaf_since(self, conversation: Conversation) -> Stamp | None:
        """Since when the provider could not be asked for this conversation's number; None while it answers."""
        line = self._lines.get(conversation.persona_id)
        return line.deaf_since if line is not None else None

    def silence(self, conversation: Conversation, until_us: int) -> int | None:
        """None where surely nothing came until then (UTC µs), else when that is known: the provider is asked only from
        time to time."""
        line = self._lines.get(conversation.persona_id)
        return line.heard_until(until_us) if line is not None else None

    async def detach(self, conversation: Conversation) -> None:
        if (line := self._lines.get(conversation.persona_id)) is not None:
            line.detach(conversation)

    async def aclose(self) -> None:
        """Let go of all numbers. Never raises."""
        lines = list(self._lines.values())
        self._lines.clear()
        await asyncio.gather(*(line.aclose() for line in lines), return_exceptions=True)

    async def _line_of(self, persona_id: str, persona: Persona, *, resumed: bool = False) -> Line:
        from .line import Line

        if self._host is None:
            raise ShopperError("the SMS probe was used before it was opened")
        account, where = account_of(persona_id, persona)
        owner = self._owner.setdefault(account.number, persona_id)
        if owner != persona_id:
            raise OurFault(
                f"{persona_id} and {owner} have one number between them ({account.number}); give each persona its own, "
                "or take it from one of them.",
                code="account_shared",
            )
        line = self._lines.get(persona_id)
        if line is None:
            line = self._lines[persona_id] = Line(persona_id, account, self._host, self._rhythm, where)
        await line.ready(resumed=resumed)
        return line


def account_of(persona_id: str, persona: Persona) -> tuple[RestAccount, str]:
    """The account that a persona's texts go by, and the setting it stands in. Raises OurFault (code "no_account")."""
    if persona.sms is not None:
        return persona.sms, f"personas.{persona_id}.sms"
    if persona.phone is not None and persona.phone.rest is not None:
        return persona.phone.rest, f"personas.{persona_id}.phone.rest"
    raise OurFault(
        f"Persona {persona_id} has no number for text messages; add personas.{persona_id}.sms with number, account and "
        "token to config/personas.yaml.",
        code="no_account",
    )


PROBE: type[Probe] = SmsProbe
