"""A telephone network that the test plays: lines on which it rings, calls that do what it says, an ear that it tells
what to hear."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopper.engine.probe import Conversation, Host, Incoming, Outgoing, Receipt
from shopper.errors import OurFault
from shopper.model import Stamp, TurnKind
from shopper.programme.loading import load_stock
from shopper.settings.models import Channel, Company, GuardRails, Persona
from shopper.settings.phone import PhoneAccount

if TYPE_CHECKING:
    from probes.phone.line import OnCall
    from probes.phone.probe import PhoneProbe
    from tests.probes.conftest import FakeHost

line = load_stock("probes.phone.line")
listening = load_stock("probes.phone.ear.listening")
Kind = load_stock("probes.phone.ear.segments").Kind
What, By, How = line.What, line.By, line.How

SHOP, HOTLINE, STRANGER, OWN = "+380440001122", "+380440001123", "+380440009999", "+380440000017"
TIMES = {"sla": "1 s", "tolerable": "2 s", "patience": "5 s", "quiet": "0.2 s"}
COMPANY: dict[str, Any] = {
    "name": "Call Shop",
    "zone": "Europe/Kyiv",
    "languages": ["en"],
    "guard_rails": GuardRails(authorised_by="Iryna Koval"),
    "legal_basis": "a test",
    "channels": {
        "callback": {
            "kind": "callback", "address": SHOP, **TIMES, "order": {"by": "conversation"},
            "call": {"answer_after": "0.01 s", "prove_every": "0.05 s"},
        },
        "hotline": {"kind": "hotline", "address": HOTLINE, **TIMES, "call": {"menu": []}},
    },
}  # fmt: skip


class PlayedCall:
    """One call; what happens in it is what `happen` says."""

    def __init__(self, network: Network, number: str, *, incoming: bool) -> None:
        self.network, self.number, self.name, self.incoming = network, number, "", incoming
        self.id = f"call-{len(network.calls)}"
        self.began = network.host.stamp()
        self.said: list[bytes] = []
        self.pressed: list[str] = []
        self.answered = asyncio.Event()
        self.over = asyncio.Event()
        self.rejected = False
        self.file: Path | None = None
        self._course: asyncio.Queue[Any] = asyncio.Queue()

    def happen(self, what: Any, **more: Any) -> None:
        self._course.put_nowait(line.Happening(what, self.network.host.stamp(), **more))

    def sound(self, *events: Any) -> None:
        """The ear hears these with the next chunk, a tenth of a second long."""
        self.network.ear.next.append(events)
        self._course.put_nowait(line.Sound(self.network.sample, self.network.host.stamp(), bytes(1600)))
        self.network.sample += 800

    def end(self, by: Any = By.THEM, how: Any = How.HUNG_UP, status: str = "") -> None:
        if not self.over.is_set():
            self.over.set()
            self.happen(What.ENDED, by=by, how=how, status=status)

    async def happenings(self) -> AsyncIterator[Any]:
        while True:
            one = await self._course.get()
            yield one
            if getattr(one, "what", None) is What.ENDED:
                return

    async def answer(self) -> None:
        if not self.over.is_set():
            self.answered.set()
            self.happen(What.ANSWERED)

    async def reject(self) -> None:
        self.rejected = True
        self.end(By.US, How.DECLINED)

    async def hang_up(self) -> None:
        self.end(By.US)

    async def play(self, pcm: bytes) -> Any:
        if self.over.is_set():
            return None
        began = self.network.host.stamp()
        self.said.append(pcm)
        return line.Played(began, self.network.host.stamp())

    async def press(self, digits: str) -> Stamp | None:
        if self.over.is_set():
            return None
        self.pressed.append(digits)
        return self.network.host.stamp()

    def keep(self, path: Path) -> bool:
        self.file = path
        path.write_bytes(b"RIFF")
        return True

    async def recording(self) -> bytes | None:
        return None


@dataclass
class PlayedEar:
    """Hears what the test says."""

    next: list[Sequence[Any]] = field(default_factory=list)
    live: bool = False

    def hear(self, first: int, pcm: bytes) -> list[Any]:
        events = list(self.next.pop(0)) if self.next else []
        self.live = self.live or any(isinstance(e, listening.Live) for e in events)
        return events

    def finish(self) -> list[Any]:
        return []

    def understood(self, first: int, text: str) -> list[Any]:
        return []

    def customer_spoke(self, at: int) -> None:
        pass


@dataclass
class Network:
    """All lines of a test; `down` and `trouble` are what is wrong with them."""

    host: FakeHost
    calls: list[PlayedCall] = field(default_factory=list)
    ear: PlayedEar = field(default_factory=PlayedEar)
    down: list[Any] = field(default_factory=list)
    trouble: OurFault | None = None
    proofs: int = 0
    sample: int = 0
    live: bool = True
    number: str = OWN
    on_call: dict[str, OnCall] = field(default_factory=dict)

    def engine(self, where: str, account: PhoneAccount, host: Host, on_call: OnCall) -> Any:
        self.on_call[account.number] = on_call
        return _PlayedLine(self)

    def ring(self, number: str = SHOP, own: str = OWN) -> PlayedCall:
        call = PlayedCall(self, number, incoming=True)
        self.calls.append(call)
        self.on_call[own](call)
        return call


class _PlayedLine:
    def __init__(self, network: Network) -> None:
        self.network, self.live, self.number = network, network.live, network.number

    async def start(self) -> None:
        if self.network.trouble is not None:
            raise self.network.trouble

    async def aclose(self) -> None:
        for call in self.network.calls:
            call.end(By.US)

    async def dial(self, number: str, *, within_s: float, language: str, record: bool = False) -> PlayedCall:
        call = PlayedCall(self.network, number, incoming=False)
        self.network.calls.append(call)
        return call

    async def prove(self) -> bool:
        self.network.proofs += 1
        return True

    def down(self, since_us: int) -> list[Any]:
        return self.network.down


@dataclass
class Customer:
    """One conversation by telephone, and its probe."""

    probe: PhoneProbe
    network: Network
    conversation: Conversation
    attempts: int = 0
    said: int = 0

    @property
    def host(self) -> FakeHost:
        return self.network.host

    async def attempting(self) -> None:
        self.attempts += 1

    async def attach(self, *, resumed: bool = False) -> None:
        await self.probe.attach(self.conversation, resumed=resumed)

    async def say(self, text: str = "☎", **more: Any) -> Receipt:
        self.said += 1
        message = Outgoing(f"{self.conversation.visit}/{self.said}", text, **more)
        return await self.probe.say(self.conversation, message, self.attempting)

    async def dial(self) -> PlayedCall:
        await self.say(act="dial")
        call = self.network.calls[-1]
        await self.heard("dialled")
        return call

    async def heard(self, name: str, nth: int = 1) -> Incoming:
        """The nth notice of that name (or "spoken"), once it is there."""

        def found(host: FakeHost) -> Incoming | None:
            return next(iter(self.told(name)[nth - 1 : nth]), None)

        message: Incoming = await asyncio.to_thread(self.host.wait_for, found)
        return message

    def told(self, name: str) -> list[Incoming]:
        return [one for one in self.host.incoming if one.data.get("call") == name and not one.revises]

    def carried(self) -> Incoming | None:
        """What was handed in again with the recording and the figures."""
        return next((one for one in self.host.incoming if one.revises and "figures" in one.data), None)

    def closed(self) -> list[Incoming]:
        return [one for one in self.host.incoming if one.kind is TurnKind.CLOSED]

    async def answered(self) -> PlayedCall:
        """A callback from the company, answered."""
        await self.say(act="await")
        call = self.network.ring()
        await self.heard("answered")
        return call


def conversation(channel: str = "callback", visit: str = "j1.1", persona: str = "mark", **company: Any) -> Conversation:
    made = Company.model_validate({**COMPANY, **company})
    number = OWN if persona == "mark" else OWN[:-1] + "8"
    phone = {"number": number, "sip": {"user": persona, "server": "127.0.0.1", "password": "sandbox:password"}}
    who = Persona.model_validate({"name": "Mark Bell", "languages": ["en"], "phone": phone})
    own: Channel = made.channels[channel]
    return Conversation(visit, visit.replace(".", ""), channel, own, made, persona, who, "en")


def with_call(talk: Conversation, **call: Any) -> Conversation:
    """The same, with other settings of its calls."""
    settings = talk.channel.call.model_validate({**talk.channel.call.model_dump(), **call})
    return replace(talk, channel=talk.channel.model_copy(update={"call": settings}))


@contextlib.asynccontextmanager
async def shopping(host: FakeHost, talk: Conversation | None = None, **network: Any) -> AsyncIterator[Customer]:
    """An opened probe on a played network, with one conversation; closed at the end."""
    played = Network(host, **network)
    probe = load_stock("probes.phone.probe").PhoneProbe(played.engine, lambda: played.ear)
    await probe.open(host)
    try:
        yield Customer(probe, played, talk or conversation())
    finally:
        await probe.aclose()
