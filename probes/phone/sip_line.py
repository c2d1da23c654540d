"""The SIP engine: a telephone line that hears and speaks while the call goes on."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopper.errors import OurFault, Refused
from shopper.model import Clock, Stamp
from shopper.settings.phone import PhoneAccount
from shopper.settings.secrets import resolve

from .line import By, Happening, How, Interval, OnCall, Played, Sound, What

if TYPE_CHECKING:
    from shopper.telephony import Call as Wire
    from shopper.telephony import Moment, SipLine
    from shopper.telephony.events import AudioChunk, Closed, LineEvent

ACCURACY_US = 50_000  # what the measured instants are good for, whatever single ones may be
_PROOF_S = 5.0
_ANY = "127.0.0.1"

# SIP codes of a call that was not answered (RFC 3261 §21): what the other side did.
_BUSY = {486, 600}
_DECLINED = {603, 403, 433}
_NO_ANSWER = {408, 480, 487}
_OURS = {401, 402, 407}


def stamp_of(moment: Moment, process: str) -> Stamp:
    """A line's moment as the engine's stamp. Both clocks are of this machine, so they are this process's too."""
    return Stamp(moment.wall_us, moment.mono_ns, process, Clock.LOCAL, ACCURACY_US)


def caller_of(wire: Wire) -> str:
    """The other side's number; where the caller shows none, the one that the network vouches for (RFC 3325)."""
    from shopper.telephony.call import number_of

    number = wire.number
    if number.casefold() in ("", "anonymous", "unavailable", "unknown"):
        vouched = wire.headers.get("P-Asserted-Identity", "")
        number = number_of(vouched.partition("<")[2].partition(">")[0] or vouched) if vouched else ""
    return number


def how_it_ended(closed: Closed, *, incoming: bool, answered: bool) -> tuple[By, How]:
    """Who ended a call, and how, by its last word on the wire."""
    by = By(closed.by)
    status = closed.status or 0
    if answered:
        return by, How.HUNG_UP
    if by is By.LOST:
        return by, How.FAILED
    if incoming:
        return by, How.GAVE_UP if by is By.THEM else How.DECLINED
    if by is By.US:
        return by, How.NO_ANSWER
    if status in _BUSY:
        return by, How.BUSY
    if status in _DECLINED:
        return by, How.DECLINED
    if status in _NO_ANSWER:
        return by, How.NO_ANSWER
    # A server that fails is as a rule that of our own provider: nobody at the company is blamed for it.
    return (By.US, How.FAILED) if status in _OURS or status >= 500 else (by, How.UNREACHABLE)


class SipCall:
    """A call on the wire, as the probe sees it; see line.Call."""

    def __init__(self, wire: Wire, process: str) -> None:
        self._wire, self._process = wire, process
        self.number, self.name = caller_of(wire), wire.name
        self.incoming = wire.direction == "in"
        began = wire.rang if self.incoming else wire.dialled
        assert began is not None, "a call begins when it is heard of"
        self.began = stamp_of(began, process)
        self.id = wire.sip_call_id or f"{wire.id}-{began.wall_us}"
        self._course: asyncio.Queue[Happening | Sound] = asyncio.Queue()
        self._answered = False
        wire.on_audio = self._heard

    async def happenings(self) -> AsyncIterator[Happening | Sound]:
        """All that happens, in order, until it has ended."""
        while True:
            one = await self._course.get()
            yield one
            if isinstance(one, Happening) and one.what is What.ENDED:
                return

    async def answer(self) -> None:
        await self._wire.answer()

    async def reject(self) -> None:
        await self._wire.reject()

    async def hang_up(self) -> None:
        await self._wire.hang_up()

    async def play(self, pcm: bytes) -> Played | None:
        played = await self._wire.play(pcm)
        if played.first is None or played.last is None:
            return None
        return Played(stamp_of(played.first, self._process), stamp_of(played.last, self._process), played.whole)

    async def press(self, digits: str) -> Stamp | None:
        pressed = await self._wire.press(digits)
        return None if pressed is None else stamp_of(pressed, self._process)

    def keep(self, path: Path) -> bool:
        """Record both sides into this file from now on."""
        self._wire.record(path)
        return True

    async def recording(self) -> bytes | None:
        return None

    # -- told by the line --------------------------------------------------------------------------------------------
    def _heard(self, chunk: AudioChunk) -> None:
        at = stamp_of(chunk.at, self._process)
        self._course.put_nowait(Sound(chunk.first_sample, at, chunk.pcm, early=not self._answered))

    def told(self, event: LineEvent) -> None:
        from shopper.telephony import Answered, Closed, Dtmf, EarlyMedia, Ringing

        at = stamp_of(event.at, self._process)
        match event:
            case Ringing():
                self._tell(What.RINGING, at)
            case EarlyMedia():
                self._tell(What.EARLY, at)
            case Answered():
                self._answered = True
                self._tell(What.ANSWERED, at)
            case Dtmf(digit=digit):
                self._tell(What.DIGIT, at, data={"digit": digit})
            case Closed():
                by, how = how_it_ended(event, incoming=self.incoming, answered=self._answered)
                status = f"{event.status or ''} {event.reason}".strip()
                self._tell(What.ENDED, at, by=by, how=how, status=status)
            case _:
                pass

    def _tell(self, what: What, at: Stamp, **more: Any) -> None:
        self._course.put_nowait(Happening(what, at, **more))


class SipEngine:
    """A persona's line by SIP; see line.PhoneLine."""

    live = True

    def __init__(self, account: PhoneAccount, process: str, on_call: OnCall, *, where: str) -> None:
        assert account.sip is not None
        self.number, self._sip, self._process = account.number, account.sip, process
        self._on_call, self._where = on_call, where
        self._line: SipLine | None = None
        self._calls: dict[int, SipCall] = {}
        self._began: Moment | None = None

    async def start(self) -> None:
        """Register. Raises OurFault with what to do."""
        from shopper.telephony import Moment, SipAccount, SipLine

        sip = self._sip
        password = await asyncio.to_thread(resolve, sip.password, self._where)
        try:
            account = SipAccount(
                user=sip.user,
                domain=sip.domain or sip.host,
                password=password,
                registrar=sip.registrar,
                auth_user=sip.auth_user,
                transport=sip.transport,
                srtp=sip.srtp,
                ca_file=Path(sip.ca) if sip.ca else None,
                interface=_ANY if sip.loopback else None,
                register_every_s=sip.register_every,
                rtp_ports=sip.ports,
            )
        except Refused as error:
            raise OurFault(f"{self._where}: {error}", code="no_account") from error
        self._line = SipLine(account, on_event=self._told)
        await self._line.start()
        self._began = Moment.now()

    async def aclose(self) -> None:
        if self._line is not None:
            await self._line.aclose()

    async def dial(self, number: str, *, within_s: float, language: str, record: bool = False) -> SipCall:
        """Call a number, or a SIP address. What is recorded is said by Call.keep."""
        try:
            wire = await self._up.dial(number, ring_s=within_s)
        except Refused as error:
            raise OurFault(f"{self._where}: {error}", code="no_number") from error
        return self._calls.get(wire.id) or self._known(wire)

    async def prove(self) -> bool:
        """Ring ourselves; a provider may not let a number ring itself. Raises OurFault (code "line_down")."""
        proof = await self._up.prove(within_s=_PROOF_S)
        if not proof.up and not self._up.is_up:
            raise OurFault(f"{self._where}: the line could not be rung ({proof.why})", code="line_down")
        return proof.up

    def down(self, since_us: int) -> Sequence[Interval]:
        """The times in which it is not known to have been up."""
        if self._began is None:
            return ()
        from shopper.telephony import Moment

        now = Moment.now()
        since = now.plus((since_us - now.wall_us) / 1e6)
        return [
            Interval(max(d.since.wall_us, since_us), d.until.wall_us if d.until else None, d.why)
            for d in self._up.down_between(since, now)
        ]

    @property
    def _up(self) -> SipLine:
        if self._line is None:
            raise OurFault(f"{self._where}: the line was not started", code="no_line")
        return self._line

    def _known(self, wire: Wire) -> SipCall:
        call = SipCall(wire, self._process)
        self._calls[wire.id] = call
        return call

    def _told(self, event: LineEvent) -> None:
        from shopper.telephony import Closed, Incoming
        from shopper.telephony.events import CallEvent

        if not isinstance(event, CallEvent):
            return
        call = self._calls.get(event.call.id)
        if isinstance(event, Incoming):
            if call is None:
                self._on_call(self._known(event.call))
            return
        if call is None:
            call = self._known(event.call)  # dialled, and told of before `dial` came back
        call.told(event)
        if isinstance(event, Closed):
            asyncio.get_running_loop().call_later(5.0, functools.partial(self._calls.pop, event.call.id, None))


__all__ = ["SipCall", "SipEngine", "how_it_ended", "stamp_of"]
