"""Runs the probes: one asyncio loop in a background thread, one queue of sayings for each visit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import OurFault
from ..journal.codec import dump_evidence
from ..journal.events import Kind, NewEvent, Store
from ..model import Clock, Evidence, Stamp
from . import clocks
from .inbox import Inbox
from .ledger import Saying, VisitState
from .probe import Conversation, Incoming, Outgoing, Probe, Said
from .writer import Writer, journey_of

_log = logging.getLogger(__name__)
_SAY_TIMEOUT_S = 300.0
_CLOSE_TIMEOUT_S = 20.0


class ProbeHost:
    """What a probe sees of the engine (engine.probe.Host), for one kind of channel."""

    def __init__(self, host: Hosting, kind: str) -> None:
        self._host, self._kind = host, kind
        self.evidence_dir: Path = host.evidence_dir

    def stamp(self) -> Stamp:
        return clocks.now(self._host.process)

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        state = [(f"probe:{self._kind}", cursor[0], cursor[1])] if cursor is not None else []
        self._host.writer.heard(incoming, state)

    def fault(self, visit: str, message: str, *, code: str) -> None:
        self._host.fault(visit, message, code=code, kind=self._kind)

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        return self._host.store.put_evidence(data, media_type=media_type, name=name)

    def get_state(self, key: str) -> Any | None:
        return self._host.store.get_state(f"probe:{self._kind}", key)

    def put_state(self, key: str, value: Any) -> None:
        self._host.store.put_state(f"probe:{self._kind}", key, value)


@dataclass(slots=True)
class _Talk:
    """A visit's conversation on its probe: its sayings go out one after the other."""

    conversation: Conversation
    probe: Probe
    jobs: asyncio.Queue[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=asyncio.Queue)
    task: asyncio.Task[None] | None = None
    attached: bool = False
    resumed: bool = False
    slots: list[asyncio.Semaphore | asyncio.Lock] = field(default_factory=list)


class Hosting:
    """The probes' loop. Every public method may be called from the main thread and returns at once."""

    def __init__(
        self,
        store: Store,
        wave: str,
        probes: Mapping[str, Probe],
        inbox: Inbox,
        *,
        process: str,
        evidence_dir: Path,
        wake: Callable[[str], None],
        gap_s: float,
        take_line: Callable[[str], None],
        caught_up: Callable[[str], None],
    ) -> None:
        self.store, self.wave, self.process, self.evidence_dir = store, wave, process, evidence_dir
        self.writer = Writer(store, wave, inbox, wake)
        self._probes, self._inbox, self._gap_s = probes, inbox, gap_s
        self._take_line, self._caught_up = take_line, caught_up
        self._opened: dict[str, asyncio.Task[None]] = {}
        self._releasing: set[asyncio.Task[None]] = set()
        self._talks: dict[str, _Talk] = {}
        self._places: dict[str, asyncio.Semaphore] = {}
        self._journeys_in: dict[tuple[str, str], int] = {}
        self._lines: dict[str, asyncio.Lock] = {}
        self._pace: dict[str, asyncio.Lock] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="shopper-probes", daemon=True)

    # -- life --------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        self.writer.start()
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def stop(self) -> None:
        """Close every probe and end the loop; what was heard until now is written."""
        if self._thread.is_alive():
            with contextlib.suppress(Exception):
                asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=_CLOSE_TIMEOUT_S * 2)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=_CLOSE_TIMEOUT_S)
        self.writer.stop()
        if not self._loop.is_running():
            self._loop.close()

    async def _close(self) -> None:
        tasks = [talk.task for talk in self._talks.values() if talk.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*self._releasing, return_exceptions=True)
        opened = [kind for kind, task in self._opened.items() if task.done() and not task.exception()]
        for kind in opened:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._probes[kind].aclose(), _CLOSE_TIMEOUT_S)
        for task in self._opened.values():
            task.cancel()
        await self._loop.shutdown_default_executor()

    # -- orders from the journeys ------------------------------------------------------------------------------------
    def say(self, conversation: Conversation, message: Outgoing) -> None:
        """Send a message, after those of the same visit that were ordered before; its intent is in the journal."""
        self._loop.call_soon_threadsafe(self._order, conversation, lambda talk: self._say(talk, message), False)

    def recover(self, conversation: Conversation, visit: VisitState, message_of: Callable[[Saying], Outgoing]) -> None:
        """Take a visit up again after a crash: re-attach it, and settle the sayings whose end is not known."""
        pending = [(saying.attempted, message_of(saying)) for saying in visit.said if saying.pending]
        resumed = any(saying.done or saying.attempted for saying in visit.said)

        async def settle(talk: _Talk) -> None:
            await self._write()  # attaching handed in what came meanwhile: it is stored before anybody calls it silence
            self._caught_up(visit.id)
            for attempted, message in pending:
                await self._settle(talk, message, attempted=attempted)

        self._loop.call_soon_threadsafe(self._order, conversation, settle, resumed)

    def release(self, visit: str) -> None:
        """The visit has closed: let its conversation go."""
        self._inbox.close(visit)
        self._loop.call_soon_threadsafe(self._release, visit)

    def fault(self, visit: str, message: str, *, code: str, kind: str = "") -> None:
        """Journal a fault of ours for a visit, or for all open ones of a kind."""
        visits = [visit] if visit else [v for v, talk in self._talks.items() if talk.probe.kind == kind]
        self.writer.write(*(self._event(v, Kind.FAULT, {"code": code, "message": message}) for v in visits))

    # -- in the loop -------------------------------------------------------------------------------------------------
    def _event(self, visit: str, kind: Kind, body: Mapping[str, Any], at: Stamp | None = None) -> NewEvent:
        return NewEvent(
            wave=self.wave,
            kind=kind,
            at=at or clocks.now(self.process),
            journey=journey_of(visit),
            visit=visit,
            body=body,
        )

    async def _write(self, *events: NewEvent) -> None:
        """Store these, after all that was handed to the writer before; with none it only waits for that."""
        await asyncio.wrap_future(self.writer.write(*events))

    def _order(
        self, conversation: Conversation, job: Callable[[_Talk], Coroutine[Any, Any, None]], resumed: bool
    ) -> None:
        talk = self._talks.get(conversation.visit)
        if talk is None:
            talk = _Talk(conversation, self._probes[conversation.channel.kind], resumed=resumed)
            self._talks[conversation.visit] = talk
        talk.jobs.put_nowait(lambda: job(talk))
        if talk.task is None or talk.task.done():
            talk.task = self._loop.create_task(self._serve(talk))

    async def _serve(self, talk: _Talk) -> None:
        """Attach, then do what was ordered; ends when nothing is left (a waiting visit holds no task)."""
        visit = talk.conversation.visit
        try:
            if not talk.attached:
                await self._attach(talk)
            while not talk.jobs.empty():
                await talk.jobs.get_nowait()()
        except asyncio.CancelledError:
            raise
        except OurFault as fault:
            self.fault(visit, str(fault), code=fault.code)
        except Exception as error:
            _log.exception("the probe of %s failed", talk.conversation.channel.kind)
            self.fault(visit, f"the {talk.probe.kind} probe failed: {type(error).__name__}: {error}", code="bug")

    async def _attach(self, talk: _Talk) -> None:
        conversation, probe = talk.conversation, talk.probe
        await self._open(probe)
        line = probe.line(conversation.persona_id, conversation.persona)
        await asyncio.to_thread(self._take_line, line)
        journey = journey_of(conversation.visit)
        if probe.at_once is not None:
            place = self._places.setdefault(probe.kind, asyncio.Semaphore(probe.at_once))
            inside = self._journeys_in.get((probe.kind, journey), 0)
            self._journeys_in[probe.kind, journey] = inside + 1
            if inside == 0:  # a journey's second visit rides along, else two journeys could wait for each other
                await place.acquire()
                talk.slots.append(place)
        if probe.exclusive:
            lock = self._lines.setdefault(line, asyncio.Lock())
            await lock.acquire()
            talk.slots.append(lock)
        if not talk.resumed:
            await self._keep_gap(conversation.channel_id)
        await probe.attach(conversation, resumed=talk.resumed)
        talk.attached = True

    async def _open(self, probe: Probe) -> None:
        task = self._opened.get(probe.kind)
        if task is None:
            task = self._loop.create_task(probe.open(ProbeHost(self, probe.kind)))
            self._opened[probe.kind] = task
        await asyncio.shield(task)

    async def _keep_gap(self, channel: str) -> None:
        """Hold back the beginning of a visit until the guard rail's gap since the last one has passed."""
        if self._gap_s <= 0:
            return
        async with self._pace.setdefault(channel, asyncio.Lock()):
            last = self.store.get_state("pace", channel) or 0
            wait = last / 1e6 + self._gap_s - time.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self.store.put_state("pace", channel, time.time_ns() // 1000)

    async def _say(self, talk: _Talk, message: Outgoing) -> None:
        visit = talk.conversation.visit

        async def attempting() -> None:
            await self._write(self._event(visit, Kind.SAY_ATTEMPT, {"id": message.id}))

        try:
            async with asyncio.timeout(_SAY_TIMEOUT_S):
                receipt = await talk.probe.say(talk.conversation, message, attempting)
        except TimeoutError:
            raise OurFault(
                f"sending in {talk.conversation.channel_id} did not end within {_SAY_TIMEOUT_S:.0f} s",
                code="say_timeout",
            ) from None
        self._inbox.sent(visit, receipt.key)
        body = {"id": message.id, "key": receipt.key, "evidence": [dump_evidence(e) for e in receipt.evidence]}
        await self._write(self._event(visit, Kind.SAY_DONE, body, receipt.at))

    async def _settle(self, talk: _Talk, message: Outgoing, *, attempted: Stamp | None) -> None:
        """After a crash: nothing is said twice. What may have gone out is asked for; what surely did not is sent."""
        if attempted is None:
            await self._say(talk, message)
            return
        visit = talk.conversation.visit
        said, receipt = await talk.probe.was_said(talk.conversation, message)
        if said is Said.YES and receipt is not None:
            self._inbox.sent(visit, receipt.key)
            body = {
                "id": message.id,
                "key": receipt.key,
                "evidence": [dump_evidence(e) for e in receipt.evidence],
                "reconciled": True,
            }
            # A trace found days later may be dated coarsely: then the journalled attempt is nearer to the truth.
            coarse = receipt.at.accuracy_us > _SAY_TIMEOUT_S * 1e6
            at = Stamp(attempted.wall_us, None, "", Clock.LOCAL, round(_SAY_TIMEOUT_S * 1e6)) if coarse else receipt.at
            await self._write(self._event(visit, Kind.SAY_DONE, body, at))
        elif said is Said.NO:
            await self._say(talk, message)
        else:
            await self._write(self._event(visit, Kind.SAY_UNKNOWN, {"id": message.id}))

    def _release(self, visit: str) -> None:
        talk = self._talks.pop(visit, None)
        if talk is not None:
            task = self._loop.create_task(self._let_go(talk))
            self._releasing.add(task)
            task.add_done_callback(self._releasing.discard)

    async def _let_go(self, talk: _Talk) -> None:
        if talk.task is not None and not talk.task.done():
            talk.task.cancel()
            await asyncio.gather(talk.task, return_exceptions=True)
        with contextlib.suppress(Exception):
            if talk.attached:
                await talk.probe.detach(talk.conversation)
        key = (talk.probe.kind, journey_of(talk.conversation.visit))
        self._journeys_in[key] = self._journeys_in.get(key, 1) - 1
        for slot in talk.slots:
            slot.release()
