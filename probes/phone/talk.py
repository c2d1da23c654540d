"""One conversation on the telephone: the wait for a callback, the calls that belong to it, and what is not known."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopper.engine.probe import Conversation, Host, Incoming
from shopper.errors import OurFault
from shopper.model import TurnKind
from shopper.settings.models import Company
from shopper.settings.phone import same_number

from .line import Interval

if TYPE_CHECKING:
    from .course import Course
    from .lines import Line

_MARK_S = 20.0  # so often it is noted that we are there
_LOOK_AGAIN_US = 250_000


@dataclass(slots=True)
class Talk:
    """A visit's. awaits_us: since when a callback is awaited (UTC µs), 0: none is."""

    conversation: Conversation
    line: Line
    host: Host
    awaits_us: int = 0
    course: Course | None = None
    running: asyncio.Task[None] | None = None
    possible: list[str] = field(default_factory=list)
    proven_us: list[int] = field(default_factory=list)
    closed: bool = False
    over: bool = False  # its call has ended, as calls do
    holds_line: bool = False
    _down: list[Interval] = field(default_factory=list)
    _proving: asyncio.Task[None] | None = None
    _settled: bool | None = None  # at the end of patience: whether it is sure that nobody called
    _settling: bool = False
    _at_last: asyncio.Task[None] | None = None

    @property
    def journey(self) -> str:
        return self.conversation.visit.rpartition(".")[0]

    @property
    def in_call(self) -> bool:
        return self.course is not None and not self.course.over

    def takes(self, number: str) -> bool:
        """Whether a call from that number is the company's, as far as its number tells."""
        order = self.conversation.channel.order
        return (order is not None and order.any_caller) or bool(channel_of(self.conversation.company, number))

    # -- awaiting a callback -----------------------------------------------------------------------------------------
    def await_call(self, since_us: int, *, away: Interval | None = None) -> None:
        """From now on a ring is expected. away: a time before in which we were not there."""
        self.awaits_us = since_us
        if away is not None:
            self._down.append(away)
        self._proving = asyncio.ensure_future(self._keep_proving())

    async def _keep_proving(self) -> None:
        """Show again and again that the line can be rung; between two proofs an outage could go unseen."""
        every = self.conversation.channel.call.prove_every
        next_proof = 0.0
        loop = asyncio.get_running_loop()
        while True:
            self.mark()
            if loop.time() >= next_proof and not self.in_call:
                await self.prove()
                next_proof = loop.time() + every
            await asyncio.sleep(min(_MARK_S, every))

    async def prove(self) -> bool:
        """Ring ourselves once."""
        try:
            proven = await self.line.engine.prove()
        except OurFault:
            return False  # the engine knows since when
        if proven:
            self.proven_us.append(self.host.stamp().wall_us)
        return proven

    def down_s(self) -> float:
        """How many seconds of the wait the line was not known to be up."""
        now_us = self.host.stamp().wall_us
        return sum(((i.until_us or now_us) - i.since_us) / 1e6 for i in self.down())

    def down(self) -> list[Interval]:
        """When the line could not be rung, or cannot be shown to have been up, since a callback is awaited."""
        return [*self._down, *self.line.engine.down(self.awaits_us)]

    def about_to_order(self, at_us: int) -> None:
        """From now on a ring may come, though nothing was confirmed yet."""
        self.awaits_us = at_us
        self.mark()

    def mark(self) -> None:
        """Keep for a process after this one what is waited for, and that we are there."""
        self.host.put_state(state_key(self.conversation.visit), {**self._state, "here_us": self.host.stamp().wall_us})

    @property
    def _state(self) -> dict[str, Any]:
        return {"awaits_us": self.awaits_us, "called": self.course is not None, "over": self.over}

    # -- the end of patience -----------------------------------------------------------------------------------------
    def silence(self, loop: asyncio.AbstractEventLoop, until_us: int) -> int | None:
        """Whether nobody called until then: None where that is sure, else when to ask again; see engine.probe."""
        if self._settled:
            return None
        if self._settled is None and not self._settling:
            self._settling = True
            loop.call_soon_threadsafe(self._start_settling)
        return self.host.stamp().wall_us + _LOOK_AGAIN_US

    def _start_settling(self) -> None:
        self._at_last = asyncio.ensure_future(self._settle())

    async def _settle(self) -> None:
        """One last proof; then the silence is theirs, or what spoils it is told."""
        if self.awaits_us:
            await self.prove()
        why = self._doubt()
        if self.awaits_us:
            self._tell_of_the_line()
        if why is not None:
            self.host.fault(self.conversation.visit, str(why), code=why.code)
        self._settled = True

    def _doubt(self) -> OurFault | None:
        if not self.awaits_us or (self.course is not None and self.course.known):
            return None  # they called, and what came of it was heard
        channel = self.conversation.channel_id
        if down := self.down():
            worst = max(down, key=lambda i: (i.until_us or self.host.stamp().wall_us) - i.since_us)
            lasted = ((worst.until_us or self.host.stamp().wall_us) - worst.since_us) / 1e6
            return OurFault(
                f"while a callback in “{channel}” was awaited our own line could not be shown to be up for "
                f"{lasted:.0f} s ({worst.why}), so nobody can say that they did not call",
                code="line_down",
            )
        if self.possible:
            numbers = ", ".join(dict.fromkeys(number or "a withheld number" for number in self.possible))
            return OurFault(
                f"while a callback in “{channel}” was awaited, {numbers} called, which is not among the company's "
                f"numbers; if it is theirs, add it to channels.{channel}.aliases in config/company.yaml",
                code="possible_callback",
            )
        return None

    def _tell_of_the_line(self) -> None:
        at = self.host.stamp()
        down = [{"since_us": i.since_us, "until_us": i.until_us, "why": i.why} for i in self.down()]
        data = {"call": "line", "proven": len(self.proven_us), "down": down}
        visit = self.conversation.visit
        key = f"line:{self.conversation.tag}"
        self.host.heard(Incoming(visit, self.line.name, key, "line", at, kind=TurnKind.SYSTEM, data=data))

    # -- the end -----------------------------------------------------------------------------------------------------
    async def close(self) -> None:
        """The visit is over: hang up, let go of everything but the line."""
        self.closed = True
        for task in (self._proving, self._at_last):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        if self.course is not None and not self.course.over:
            await self.course.hang_up()
        if self.running is not None:
            done, _ = await asyncio.wait([self.running], timeout=10.0)
            if not done:
                self.running.cancel()
                await asyncio.gather(self.running, return_exceptions=True)
        if self.course is not None:
            self.course.stop()

    def rest(self) -> None:
        """Its call is over: nothing more is awaited, and others may have the line."""
        self.awaits_us, self.over = 0, True
        self.mark()
        if self._proving is not None:
            self._proving.cancel()
        self.let_go()

    def let_go(self) -> None:
        """Give the line to others, once."""
        if self.holds_line:
            self.holds_line = False
            self.line.give_back()


def channel_of(company: Company, number: str) -> str:
    """The id of the company's channel that a number belongs to, "" where it is nobody's we know."""
    for cid, channel in company.channels.items():
        if any(same_number(own, number) for own in (channel.address, *channel.aliases)):
            return cid
    return ""


def state_key(visit: str) -> str:
    """Where it is noted what a visit waits for."""
    return f"awaits:{visit}"


__all__ = ["Talk", "channel_of", "state_key"]
