"""Runs the probes: one asyncio loop in a background thread, one queue of sayings for each visit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import JournalError, OurFault
from ..journal.codec import dump_evidence
from ..journal.events import Kind, NewEvent, Store
from ..model import Clock, Stamp
from ..settings.models import Persona
from . import clocks
from .elsewhere import Elsewhere
from .inbox import Inbox
from .ledger import Saying, VisitState
from .pace import Pace
from .places import Held, Places, within
from .probe import Conversation, Outgoing, Probe, Said
from .probe_host import ProbeHost
from .writer import Writer, journey_of

_log = logging.getLogger(__name__)
_SAY_TIMEOUT_S = 300.0
_ATTACH_TIMEOUT_S = 180.0
_CLOSE_TIMEOUT_S = 20.0


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
    held: Held = field(init=False)

    def __post_init__(self) -> None:
        self.held = Held(journey_of(self.conversation.visit))


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
        rest_s: float = 0.0,
        listens: bool = True,
        tell: Callable[[str, str], None] = lambda journey, waiting_for: None,
        elsewhere: Callable[[str, str], None] = lambda visit, via: None,
    ) -> None:
        self.store, self.wave, self.process, self.evidence_dir = store, wave, process, evidence_dir
        self.writer = Writer(store, wave, inbox, wake, elsewhere)
        self.pace = Pace(store, process, gap_s=gap_s, rest_s=rest_s, tell=tell)
        self._probes, self._inbox, self._listens = probes, inbox, listens
        self._elsewhere = Elsewhere(probes, opened=self._open, take_line=take_line, told=self._not_listening)
        self._take_line, self._caught_up = take_line, caught_up
        self._opened: dict[str, asyncio.Task[None]] = {}
        self._releasing: set[asyncio.Task[None]] = set()
        self._talks: dict[str, _Talk] = {}
        self._places = Places()
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
        await _ended([*tasks, *self._elsewhere.tasks])
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
    def listen(self, persona_id: str, persona: Persona) -> None:
        """Listen on all lines of a persona who is about to speak, or waits for an answer; once, until the end."""
        if self._listens:
            self._soon(self._elsewhere.listen, persona_id, persona)

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
        at_us = clocks.now(self.process).wall_us
        self._inbox.close(visit, at_us)
        self._soon(self._release, visit, at_us)

    def forget(self, visit: str, kind: str) -> None:
        """The visit's journey has ended, so nobody comes back to it: what its probe kept for that is forgotten."""
        if hasattr(self._probes.get(kind), "forget"):
            self._soon(self._forget, visit, kind)

    def fault(self, visit: str, message: str, *, code: str, kind: str = "") -> None:
        """Journal a fault of ours for a visit, or for all open ones of a kind."""
        visits = [visit] if visit else [v for v, talk in list(self._talks.items()) if talk.probe.kind == kind]
        self.writer.write(*(self._event(v, Kind.FAULT, {"code": code, "message": message}) for v in visits))

    def _not_listening(self, line: str, code: str, sentence: str) -> None:
        """No fault of any visit: silence there is still silence in the channel where the question was asked."""
        _log.warning("%s is not listened on: %s", line, sentence)
        body = {"code": code, "message": sentence, "line": line}
        self.writer.write(NewEvent(self.wave, Kind.FAULT, clocks.now(self.process), body=body))

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
            talk = _Talk(conversation, self._probes[conversation.channel.driver], resumed=resumed)
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
        if not talk.resumed:
            threads = getattr(probe, "threads", False)
            await self.pace.rest(conversation, journey_of(conversation.visit), threads=threads)
        await self._places.take(talk.held, probe, line, conversation.channel.patience)
        if not talk.resumed:
            await self.pace.keep_gap(conversation.channel_id)
        await self._elsewhere.begun(conversation.persona_id)
        at_most: float = getattr(probe, "attach_within_s", _ATTACH_TIMEOUT_S)
        async with within(at_most, f"the conversation in {conversation.channel_id} did not open"):
            await probe.attach(conversation, resumed=talk.resumed)
        talk.attached = True

    async def _open(self, probe: Probe) -> None:
        task = self._opened.get(probe.kind)
        if task is None:
            task = self._running.create_task(probe.open(ProbeHost(self, probe.kind)))
            self._opened[probe.kind] = task
        async with within(_ATTACH_TIMEOUT_S, f"the {probe.kind} probe did not start"):
            await asyncio.shield(task)

    async def _say(self, talk: _Talk, message: Outgoing) -> None:
        visit = talk.conversation.visit

        async def attempting() -> None:
            talk.going_out = message.id
            self._inbox.asks(visit, clocks.now(self.process).wall_us)
            await self._write(self._event(visit, Kind.SAY_ATTEMPT, {"id": message.id}))

        if self.writer.broken is not None:
            raise self.writer.broken
        longest: float = getattr(talk.probe, "say_within_s", _SAY_TIMEOUT_S)
        at_most = longest + 3 * len(message.text) / talk.conversation.persona.pace
        async with within(at_most, f"sending in {talk.conversation.channel_id} did not end"):
            receipt = await talk.probe.say(talk.conversation, message, attempting)
        self._inbox.sent(visit, receipt.key)
        body = {"id": message.id, "key": receipt.key, "evidence": [dump_evidence(e) for e in receipt.evidence]}
        done = self.writer.write(self._event(visit, Kind.SAY_DONE, body, receipt.at))
        talk.going_out = ""
        await asyncio.wrap_future(done)
        if self.pace.rests and (resting := await asyncio.to_thread(self.pace.said, talk.conversation)) is not None:
            self.writer.put_state(*resting)

    async def _settle(self, talk: _Talk, message: Outgoing, *, attempted: Stamp | None) -> None:
        """After a crash: nothing is said twice. What may have gone out is asked for; what surely did not is sent."""
        if attempted is None:
            await self._say(talk, message)
            return
        visit = talk.conversation.visit
        async with within(_ATTACH_TIMEOUT_S, "whether a message went out could not be asked"):
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

    def _release(self, visit: str, at_us: int) -> None:
        task = self._running.create_task(self._end(visit, at_us, self._talks.pop(visit, None)))
        self._releasing.add(task)
        task.add_done_callback(self._releasing.discard)

    def _forget(self, visit: str, kind: str) -> None:
        released = list(self._releasing)

        async def forgotten() -> None:
            await _ended(released, cancel=False)  # until then something may still be kept
            forget: Callable[[ProbeHost, str], None] = getattr(self._probes[kind], "forget")  # noqa: B009
            forget(ProbeHost(self, kind), visit)

        task = self._running.create_task(forgotten())
        self._releasing.add(task)
        task.add_done_callback(self._releasing.discard)

    async def _end(self, visit: str, at_us: int, talk: _Talk | None) -> None:
        if talk is not None:
            await self._let_go(talk)
        if self.pace.rests:
            with contextlib.suppress(JournalError):  # told by the writer; then the line rests too long, not too short
                await asyncio.to_thread(self.pace.closed, visit, at_us)
            self.pace.changed()

    async def _let_go(self, talk: _Talk) -> None:
        if talk.task is not None and not talk.task.done():
            await _ended([talk.task])
        visit = talk.conversation.visit
        if talk.going_out:  # the scenario ended in the middle of a send
            self.writer.write(self._event(visit, Kind.SAY_UNKNOWN, {"id": talk.going_out}))
        with contextlib.suppress(Exception):
            if talk.attached:
                await asyncio.wait_for(talk.probe.detach(talk.conversation), _CLOSE_TIMEOUT_S)
        self._places.give_back(talk.held)


async def _ended(tasks: Sequence[asyncio.Task[None]], *, cancel: bool = True) -> None:
    """Wait until these tasks have ended, but not for one that will not."""
    for task in tasks if cancel else ():
        task.cancel()
    if tasks:
        done, _ = await asyncio.wait(tasks, timeout=_CLOSE_TIMEOUT_S / 2)
        for task in done:
            if not task.cancelled():
                task.exception()
