"""A telephone line: registered, called, calling, and kept up."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import uuid
from collections.abc import Callable
from typing import Any

from ..errors import Refused
from .account import SipAccount, host_of, is_loopback, sip_uri
from .call import Call, name_in
from .call_news import take_news
from .events import (
    AudioChunk,
    By,
    Down,
    Incoming,
    LineEvent,
    Proof,
    Registered,
    RegistrationFailed,
    Unregistered,
)
from .faults import LineFault, not_registered
from .frames import Frame, Heard
from .moments import Moment
from .sip_client import SipProcess
from .upkeep import Upkeep

_RESTART_S = (0.1, 1.0, 5.0, 15.0, 60.0)
_STEADY_S = 60.0  # one that lived so long is started again at once; one that dies sooner is given time
_SLACK_S = 5.0


class SipLine:
    """One SIP account on one process of its own, which is started anew when it dies.

    on_event: called with every LineEvent in the loop that called start(); it must not block.
    """

    def __init__(self, account: SipAccount, on_event: Callable[[LineEvent], None] | None = None) -> None:
        self.account = account
        self._on_event = on_event or (lambda event: None)
        self._instance = str(uuid.uuid4())
        self._port = 0
        self._process: SipProcess | None = None
        self._calls: dict[int, Call] = {}
        self._numbers = itertools.count(-1, -1)
        self._rung = 0
        self._upkeep = Upkeep(Moment.now(), account.register_every_s if account.registrar else None, self._tell)
        self._first: asyncio.Future[RegistrationFailed | None] | None = None
        self._restarting: asyncio.Task[None] | None = None
        self._spawned = Moment.now()
        self._deaths = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    # -- its life

    async def start(self) -> None:
        """Come up and register. Raises LineFault when the registrar refuses or is silent; Refused for a bad account."""
        if self._process is not None:
            raise LineFault(f"the telephone line {self.account.user} was started already")
        self._first = asyncio.get_running_loop().create_future()
        await self._spawn()
        if not self.account.registrar:
            return
        try:
            failure = await asyncio.wait_for(self._first, self.account.answer_s + _SLACK_S)
        except TimeoutError:
            failure = RegistrationFailed(Moment.now(), None, "it gives no answer")
        if failure is not None:
            await self.aclose()
            raise not_registered(self.account, failure.status, failure.reason)

    async def aclose(self) -> None:
        """Hang up, unregister, end the process. It may be called twice."""
        if self._closing:
            return
        self._closing = True
        if self._restarting is not None:
            self._restarting.cancel()
            await asyncio.wait([self._restarting])
        if self._process is not None:
            was_up = self._upkeep.is_up
            await self._process.end()
            if self.account.registrar and was_up:
                self._tell(Unregistered(Moment.now()))
        self._lose_calls(Moment.now(), "the line was closed", "us")
        for task in list(self._tasks):
            task.cancel()

    async def __aenter__(self) -> SipLine:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    @property
    def is_up(self) -> bool:
        """Whether it was up when it was last looked at."""
        return self._upkeep.is_up and not self._closing

    @property
    def last_up(self) -> Moment:
        """The last moment at which the line was known to be up."""
        return self._upkeep.last_up

    @property
    def why_down(self) -> str:
        return self._upkeep.why_down

    @property
    def uri(self) -> str:
        """Our address as others know it."""
        domain = self.account.domain or f"{self.account.interface}:{self._port + (self.account.transport == 'tls')}"
        return f"sip:{self.account.user}@{domain}"

    @property
    def address(self) -> str:
        """Where this line listens: dialled peer to peer, without a registrar."""
        plain = self.account.transport == "udp"
        port = self._port + (self.account.transport == "tls")
        where = f"sip:{self.account.user}@{self.account.interface or '127.0.0.1'}:{port}"
        return where if plain else f"{where};transport={self.account.transport}"

    @property
    def pid(self) -> int:
        """Of the process that holds the line now."""
        return self._process.pid if self._process else 0

    def down_between(self, start: Moment, end: Moment) -> tuple[Down, ...]:
        """The times that touch [start, end] in which this line is not known to have been up."""
        return self._upkeep.between(start, end)

    # -- calling

    async def dial(self, target: str, *, ring_s: float = 60.0) -> Call:
        """Call a number or address; back when the INVITE is out. Not answered within ring_s, it is given up.

        Raises Refused for what may not be dialled and LineFault when the line is down."""
        process = self._up()
        uri = self._allowed(target)
        call = Call(process, next(self._numbers), "out", uri)
        self._calls[call.id] = call
        try:
            await process.ask("dial", call=call.id, uri=uri)
        except LineFault:
            self._calls.pop(call.id, None)
            raise
        call._give_up_after(ring_s, lambda: self._begin(call.hang_up("no answer")))
        return call

    async def prove(self, within_s: float = 5.0) -> Proof:
        """Call our own number through the registrar and see whether it rings; the ring is refused and told to nobody.

        Not up, with why, also where the provider does not let a number call itself. Only silence is taken for a line
        that is down. Takes two of the line's calls. Raises LineFault when the line is down already."""
        answer = await self._up().ask("prove", timeout_s=within_s + 10, uri=self.uri, within_s=within_s)
        begun = Moment(*answer["begun"])
        if answer["rang"] is None:
            if answer["silent"]:
                self._upkeep.failed(Moment.now(), f"a call to our own number did not ring within {within_s:g} s")
            return Proof(False, begun, Moment.now().seconds_since(begun), answer["why"])
        rang = Moment(*answer["rang"])
        self._upkeep.proved(rang)
        return Proof(True, begun, rang.seconds_since(begun))

    def _up(self) -> SipProcess:
        if self._process is None or self._closing or self._restarting is not None:
            why = "was not started" if self._process is None else "is down"
            raise LineFault(f"the telephone line {self.account.user} {why}")
        return self._process

    def _allowed(self, target: str) -> str:
        domain = self.account.domain or host_of(target)
        uri = sip_uri(target, domain)
        known = bool(self.account.registrar) and host_of(uri) == host_of(self.account.domain)
        if self.account.on_loopback and not known and not is_loopback(host_of(uri)):
            raise Refused(f"{uri} is not on this machine, and the line {self.account.user} may only speak with it")
        return uri

    # -- its process

    async def _spawn(self) -> None:
        process = SipProcess(self._take, self._died)
        self._process, self._spawned = process, Moment.now()
        told = self.account.as_json()
        answer = await process.start({**told, "port": self._port, "instance": self._instance, "calls": self._rung})
        self._port = answer["port"]
        if not self.account.registrar:
            self._upkeep.proved(Moment.now())

    def _died(self, why: str) -> None:
        now = Moment.now()
        self._upkeep.failed(now, why, since=now)
        self._lose_calls(now, why, "lost")
        if not self._closing and self._restarting is None:
            self._restarting = self._begin(self._restart())

    async def _restart(self) -> None:
        if Moment.now().seconds_since(self._spawned) >= _STEADY_S:
            self._deaths = 0
        while self._restarting is not None:
            await asyncio.sleep(_RESTART_S[min(self._deaths, len(_RESTART_S) - 1)])
            self._deaths += 1
            with contextlib.suppress(LineFault, OSError):
                await self._spawn()
                self._restarting = None

    def _lose_calls(self, at: Moment, why: str, by: By) -> None:
        for call in list(self._calls.values()):
            self._tell(call._was_closed(at, None, why, by))
        self._calls.clear()

    def _begin(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # a call that could not be given up is told by its own events

    # -- what the process tells

    def _tell(self, event: LineEvent) -> None:
        self._on_event(event)

    def _take(self, frame: Frame) -> None:
        if isinstance(frame, Heard):
            if (call := self._calls.get(frame.call)) is not None:
                at = Moment(frame.wall_ns, frame.mono_ns)
                call._heard(AudioChunk(frame.first_sample, at, frame.pcm, frame.filled))
        elif isinstance(frame, dict) and "news" in frame:
            at = Moment(*frame["at"])
            if "call" in frame:
                self._news_of_call(frame, at)
            else:
                self._news_of_line(frame, at)

    def _news_of_line(self, news: dict[str, Any], at: Moment) -> None:
        if news["news"] == "registered":
            if self._first is not None and not self._first.done():
                self._first.set_result(None)
            self._tell(Registered(at))
            if not self._closing:
                self._upkeep.proved(at)
        else:
            failure = RegistrationFailed(at, news["status"], news["reason"])
            if self._first is not None and not self._first.done():
                self._first.set_result(failure)
            self._tell(failure)
            status = f"{news['status']} " if news["status"] else ""
            self._upkeep.failed(at, f"the registrar: {status}{news['reason']}")

    def _news_of_call(self, news: dict[str, Any], at: Moment) -> None:
        assert self._process is not None
        kind = news["news"]
        if kind == "incoming":
            call = Call(self._process, news["call"], "in", news["peer"], name_in(news["headers"].get("From", "")))
            call.headers, call.sip_call_id, call.rang = news["headers"], news["sip_call_id"], at
            self._calls[call.id], self._rung = call, call.id
            self._tell(Incoming(at, call))
            return
        known = self._calls.get(news["call"])
        if known is not None:
            if kind == "closed":
                self._calls.pop(known.id)
            event = take_news(known, news, at)
            if event is not None:
                self._tell(event)
