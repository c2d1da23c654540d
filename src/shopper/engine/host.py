"""Runs the probes: one asyncio loop in a background thread, one queue of sayings for each visit."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import JournalError, LineLeased, OurFault
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
_ATTACH_TIMEOUT_S = 180.0
_CLOSE_TIMEOUT_S = 20.0
_GAP_RETRY_S = 0.05


class ProbeHost:
    """What a probe sees of the engine (engine.probe.Host), for one kind of channel."""

    def __init__(self, host: Hosting, kind: str) -> None:
        self._host, self._scope, self._kind = host, f"probe:{kind}", kind
        self.evidence_dir: Path = host.evidence_dir
        self._state: dict[str, Any] = {}  # what was put and may not be stored yet

    def stamp(self) -> Stamp:
        return clocks.now(self._host.process)

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        if cursor is None:
            self._host.writer.heard(incoming, ())
            return
        key, value = cursor[0], _as_json(cursor[1])
        self._state[key] = value
        self._host.writer.heard(incoming, ((self._scope, key, value),))

    def fault(self, visit: str, message: str, *, code: str) -> None:
        self._host.fault(visit, message, code=code, kind=self._kind)

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        return self._host.store.put_evidence(data, media_type=media_type, name=name)

    def get_state(self, key: str) -> Any | None:
        return _as_json(self._state[key]) if key in self._state else self._host.store.get_state(self._scope, key)

    def put_state(self, key: str, value: Any) -> None:
        # By the same way as what is heard: a cursor that was handed in before must not overwrite this later.
        self._state[key] = value = _as_json(value)
        self._host.writer.put_state(self._scope, key, value)


def _as_json(value: Any) -> Any:
    """A copy as it will be read again; the probe may go on changing its own. Raises TypeError for what is not JSON."""
    return json.loads(json.dumps(value))


@dataclass(slots=True)
class _Talk:
    """A visit's conversation on its probe: its sayings go out one after the other."""

    conversation: Conversation
    probe: Probe
    jobs: asyncio.Queue[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=asyncio.Queue)
    task: asyncio.Task[None] | None = None
    attached: bool = False
    resumed: bool = False
    failed: bool = False  # something of ours broke: nothing more is said in it
    going_out: str = ""  # the message whose attempt is journalled and whose end is not
    counted: bool = False
    slots: list[asyncio.Semaphore | asyncio.Lock] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


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
        self._on_line: dict[str, str] = {}  # an exclusive line -> the journey that is on it
        self._pace: dict[str, asyncio.Lock] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="shopper-probes", daemon=True)

    # -- life --------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self.writer.start()
        self._thread.start()

    def _run(self) -> None:
        loop = self._running
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        except BaseException as error:  # without this loop every journey would wait in silence
            _log.exception("the probes' loop ended")
            self.writer.give_up(JournalError(f"a probe ended the loop of all probes: {type(error).__name__}: {error}"))

    @property
    def _running(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "the probes' loop was not started"
        return self._loop

    def _soon(self, call: Callable[..., None], *args: Any) -> None:
        self._running.call_soon_threadsafe(call, *args)

    def stop(self) -> None:
        """Close every probe and end the loop; what was heard until now is written. Bounded in time, whatever a probe
        does."""
        loop = self._loop
        if loop is not None and self._thread.is_alive():
            closing = asyncio.run_coroutine_threadsafe(self._close(), loop)
            with contextlib.suppress(Exception):
                closing.result(timeout=_CLOSE_TIMEOUT_S * 2)
            loop.call_soon_threadsafe(loop.stop)
            self._thread.join(timeout=_CLOSE_TIMEOUT_S)
        self.writer.stop()
        if loop is not None and not loop.is_running():
            loop.close()

    async def _close(self) -> None:
        tasks = [talk.task for talk in self._talks.values() if talk.task is not None]
        await _ended(tasks)
        await _ended(list(self._releasing), cancel=False)
        await _ended(list(self._opened.values()))
        await asyncio.gather(*(self._close_probe(kind) for kind in self._opened))
        ending = self._running.create_task(self._running.shutdown_default_executor())
        await asyncio.wait([ending], timeout=_CLOSE_TIMEOUT_S / 2)

    async def _close_probe(self, kind: str) -> None:
        """Even one that could not be opened holds what it had begun to open."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._probes[kind].aclose(), _CLOSE_TIMEOUT_S / 2)

    # -- orders from the journeys ------------------------------------------------------------------------------------
    def say(self, conversation: Conversation, message: Outgoing) -> None:
        """Send a message, after those of the same visit that were ordered before; its intent is in the journal."""
        self._soon(self._order, conversation, lambda talk: self._say(talk, message), False)

    def recover(self, conversation: Conversation, visit: VisitState, message_of: Callable[[Saying], Outgoing]) -> None:
        """Take a visit up again after a crash: re-attach it, and settle the sayings whose end is not known."""
        pending = [(saying.attempted, message_of(saying)) for saying in visit.said if saying.pending]
        resumed = any(saying.done or saying.attempted for saying in visit.said)

        async def settle(talk: _Talk) -> None:
            await self._write()  # attaching handed in what came meanwhile: it is stored before anybody calls it silence
            self._caught_up(visit.id)
            for attempted, message in pending:
                if not talk.failed:
                    await self._settle(talk, message, attempted=attempted)

        self._soon(self._order, conversation, settle, resumed)

    def release(self, visit: str) -> None:
        """The visit has closed: let its conversation go."""
        self._inbox.close(visit)
        self._soon(self._release, visit)

    def fault(self, visit: str, message: str, *, code: str, kind: str = "") -> None:
        """Journal a fault of ours for a visit, or for all open ones of a kind."""
        visits = [visit] if visit else [v for v, talk in list(self._talks.items()) if talk.probe.kind == kind]
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
        if talk.failed:
            return  # its fault is in the journal, and ends every wait for it
        talk.jobs.put_nowait(lambda: job(talk))
        if talk.task is None or talk.task.done():
            talk.task = self._running.create_task(self._serve(talk))

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
            talk.failed = True
            self.fault(visit, str(fault), code=fault.code)
        except Exception as error:
            talk.failed = True
            _log.exception("the probe of %s failed", talk.conversation.channel.kind)
            self.fault(visit, f"the {talk.probe.kind} probe failed: {type(error).__name__}: {error}", code="bug")

    async def _attach(self, talk: _Talk) -> None:
        conversation, probe = talk.conversation, talk.probe
        await self._open(probe)
        line = probe.line(conversation.persona_id, conversation.persona)
        await asyncio.to_thread(self._take_line, line)
        await self._take_place(talk, line)
        if not talk.resumed:
            await self._keep_gap(conversation.channel_id)
        async with self._within(_ATTACH_TIMEOUT_S, f"the conversation in {conversation.channel_id} did not open"):
            await probe.attach(conversation, resumed=talk.resumed)
        talk.attached = True

    async def _take_place(self, talk: _Talk, line: str) -> None:
        """Wait for one of the probe's places, and for the line where only one conversation can be on it."""
        probe, journey = talk.probe, journey_of(talk.conversation.visit)
        if probe.at_once is not None:
            place = self._places.setdefault(probe.kind, asyncio.Semaphore(probe.at_once))
            inside = self._journeys_in.get((probe.kind, journey), 0)
            self._journeys_in[probe.kind, journey] = inside + 1
            talk.counted = True
            if inside == 0:  # a journey's second visit rides along, else two journeys could wait for each other
                await self._acquire(talk, place, f"a place among {probe.at_once} conversations of {probe.kind}")
        if probe.exclusive:
            if self._on_line.get(line) == journey:
                raise OurFault(
                    f"the line {line} is still in use by an earlier conversation of the same scenario, and carries one "
                    "at a time; give the persona another line, or shorten the scenario",
                    code="line_busy",
                )
            await self._acquire(talk, self._lines.setdefault(line, asyncio.Lock()), f"the line {line}")
            self._on_line[line] = journey
            talk.lines.append(line)

    async def _acquire(self, talk: _Talk, slot: asyncio.Semaphore | asyncio.Lock, what: str) -> None:
        journey = journey_of(talk.conversation.visit)
        holds = any(t.slots for t in self._talks.values() if journey_of(t.conversation.visit) == journey)
        # Who waits for one while it holds another may wait for somebody who waits for it.
        at_most = talk.conversation.channel.patience if holds else None
        async with self._within(at_most, f"{what} did not become free while another was held"):
            await slot.acquire()
        talk.slots.append(slot)

    @contextlib.asynccontextmanager
    async def _within(self, seconds: float | None, what: str) -> AsyncIterator[None]:
        """A limit on what a probe does: a journey must not wait for ever for something of ours."""
        try:
            async with asyncio.timeout(seconds) as limit:
                yield
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise OurFault(f"{what} within {seconds:.0f} s", code="timeout") from error

    async def _open(self, probe: Probe) -> None:
        task = self._opened.get(probe.kind)
        if task is None:
            task = self._running.create_task(probe.open(ProbeHost(self, probe.kind)))
            self._opened[probe.kind] = task
        async with self._within(_ATTACH_TIMEOUT_S, f"the {probe.kind} probe did not start"):
            await asyncio.shield(task)

    async def _keep_gap(self, channel: str) -> None:
        """Hold back the beginning of a visit until the guard rail's gap since the last one has passed."""
        if self._gap_s <= 0:
            return
        async with self._pace.setdefault(channel, asyncio.Lock()):
            at = await self._reserve(channel)
            await asyncio.sleep(max(0.0, at - time.time()))

    async def _reserve(self, channel: str) -> float:
        """The next moment (UTC seconds) at which a visit may begin, which no other process gets too."""
        while True:
            try:
                return await asyncio.to_thread(self._reserve_now, channel)
            except LineLeased:
                await asyncio.sleep(_GAP_RETRY_S)

    def _reserve_now(self, channel: str) -> float:
        self.store.lease(f"gap:{channel}", self.process)
        try:
            last = self.store.get_state("pace", channel) or 0
            at: float = max(time.time(), last / 1e6 + self._gap_s)
            self.store.put_state("pace", channel, round(at * 1e6))
            return at
        finally:
            self.store.release(f"gap:{channel}", self.process)

    async def _say(self, talk: _Talk, message: Outgoing) -> None:
        visit = talk.conversation.visit

        async def attempting() -> None:
            talk.going_out = message.id
            await self._write(self._event(visit, Kind.SAY_ATTEMPT, {"id": message.id}))

        if self.writer.broken is not None:
            raise self.writer.broken
        at_most = _SAY_TIMEOUT_S + 3 * len(message.text) / talk.conversation.persona.pace
        async with self._within(at_most, f"sending in {talk.conversation.channel_id} did not end"):
            receipt = await talk.probe.say(talk.conversation, message, attempting)
        self._inbox.sent(visit, receipt.key)
        body = {"id": message.id, "key": receipt.key, "evidence": [dump_evidence(e) for e in receipt.evidence]}
        done = self.writer.write(self._event(visit, Kind.SAY_DONE, body, receipt.at))
        talk.going_out = ""
        await asyncio.wrap_future(done)

    async def _settle(self, talk: _Talk, message: Outgoing, *, attempted: Stamp | None) -> None:
        """After a crash: nothing is said twice. What may have gone out is asked for; what surely did not is sent."""
        if attempted is None:
            await self._say(talk, message)
            return
        visit = talk.conversation.visit
        async with self._within(_ATTACH_TIMEOUT_S, "whether a message went out could not be asked"):
            said, receipt = await talk.probe.was_said(talk.conversation, message)
        if said is Said.YES and receipt is not None:
            self._inbox.sent(visit, receipt.key)
            body = {
                "id": message.id,
                "key": receipt.key,
                "evidence": [dump_evidence(e) for e in receipt.evidence],
                "reconciled": True,
            }
            # Our own clock says when the trace was found, and a server may date it coarsely: then the journalled
            # attempt is nearer to the truth.
            coarse = receipt.at.clock is Clock.LOCAL or receipt.at.accuracy_us > _SAY_TIMEOUT_S * 1e6
            at = Stamp(attempted.wall_us, None, "", Clock.LOCAL, round(_SAY_TIMEOUT_S * 1e6)) if coarse else receipt.at
            await self._write(self._event(visit, Kind.SAY_DONE, body, at))
        elif said is Said.NO:
            await self._say(talk, message)
        else:
            talk.failed = True  # the visit is unmeasured from here, so nothing more is said in it
            await self._write(self._event(visit, Kind.SAY_UNKNOWN, {"id": message.id}))

    def _release(self, visit: str) -> None:
        talk = self._talks.pop(visit, None)
        if talk is not None:
            task = self._running.create_task(self._let_go(talk))
            self._releasing.add(task)
            task.add_done_callback(self._releasing.discard)

    async def _let_go(self, talk: _Talk) -> None:
        if talk.task is not None and not talk.task.done():
            await _ended([talk.task])
        visit = talk.conversation.visit
        if talk.going_out:  # the scenario ended in the middle of a send
            self.writer.write(self._event(visit, Kind.SAY_UNKNOWN, {"id": talk.going_out}))
        with contextlib.suppress(Exception):
            if talk.attached:
                await asyncio.wait_for(talk.probe.detach(talk.conversation), _CLOSE_TIMEOUT_S)
        if talk.counted:
            self._journeys_in[talk.probe.kind, journey_of(visit)] -= 1
        for line in talk.lines:
            self._on_line.pop(line, None)
        for slot in talk.slots:
            slot.release()


async def _ended(tasks: Sequence[asyncio.Task[None]], *, cancel: bool = True) -> None:
    """Wait until these tasks have ended, but not for one that will not."""
    for task in tasks if cancel else ():
        task.cancel()
    if tasks:
        done, _ = await asyncio.wait(tasks, timeout=_CLOSE_TIMEOUT_S / 2)
        for task in done:
            if not task.cancelled():
                task.exception()
