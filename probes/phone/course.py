"""One call, from its first sign to its end: what is heard becomes turns of the conversation, as it happens.

Switches between music, speech and silence, the ring, the answer and the end are notices (data {"call": …}) at their
precise instants. What a person says is a message; what a recording or a menu says is an automatic one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from shopper.engine.probe import Conversation, Host, Incoming
from shopper.errors import OurFault
from shopper.model import Stamp, TurnKind
from shopper.words.calls import SPOKEN

from .ear.listening import Ear, Event, Live, Recorded, Switch, Utterance
from .ear.sample_clock import SampleClock
from .ear.segments import Kind
from .ear.transcribing import Transcript
from .figures import Figures
from .keeping import kept_of
from .line import By, Call, Happening, How, Played, Sound, What

_log = logging.getLogger(__name__)
_STILL = (Kind.SILENCE, Kind.NOISE)
_TURN_S = 0.1  # so long the other side must be still before the customer speaks
_TRANSCRIPT_S = 60.0
_MENU_S = 20.0  # a menu that never pauses is pressed into after so long


class Scribe(Protocol):
    """Writes down what was spoken. Never raises."""

    async def transcribe(self, pcm: bytes, language: str) -> Transcript: ...


@dataclass(slots=True)
class Course:
    """Drives one call. `run` ends with it.

    known: the caller is the company; else nothing here counts as its answer. file: where it is recorded, None: nowhere.
    down_s: for how long before it our line may not have rung.
    """

    call: Call
    conversation: Conversation
    host: Host
    line: str
    ear: Ear
    scribe: Scribe | None
    known: bool = True
    file: Path | None = None
    live: bool = True
    down_s: float = 0.0
    figures: Figures = field(init=False)
    _last: Incoming = field(init=False)
    _n: int = 0
    _now: Kind = Kind.SILENCE
    _now_since: float = 0.0
    _clock: SampleClock = field(default_factory=SampleClock)
    _sample: int = 0  # the next one to be heard
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)
    _menu_done: asyncio.Event = field(default_factory=asyncio.Event)
    _spoke: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _in_order: asyncio.Lock = field(default_factory=asyncio.Lock)
    _carrier: tuple[str, Stamp, str] | None = None  # the turn that carries the recording: key, moment, what
    _recorded: set[int] = field(default_factory=set)
    _sounds: dict[int, Incoming] = field(default_factory=dict)  # the notices of speech, by its first sample
    _settled: asyncio.Event = field(default_factory=asyncio.Event)  # a person is there
    _handed_in: dict[int, Incoming] = field(default_factory=dict)
    _ours: bool = False

    def __post_init__(self) -> None:
        self.figures = Figures(incoming=self.call.incoming, began=self.call.began)

    # -- life --------------------------------------------------------------------------------------------------------
    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self._ended.is_set()

    @property
    def final(self) -> bool:
        """Whether nothing more is to be expected after it: it was ours, or it was answered."""
        return self.known and not (self.call.incoming and self.figures.answered is None)

    def unsaid(self) -> None:
        """Tell that it was over before something could be said."""
        self._notice("unsaid", self.host.stamp())

    async def run(self) -> None:
        """Hear it to its end, and hand in what happens."""
        settings = self.conversation.channel.call
        first = "ring" if self.call.incoming else "dialled"
        told = {"number": self.call.number, "name": self.call.name, **({"down_s": self.down_s} if self.down_s else {})}
        self._carry(self._notice(first, self.call.began, **told), first)
        if self.call.incoming and self.live:
            self._start(self._pick_up(settings.answer_after))
        self._start(self._no_longer_than(settings.longest))
        try:
            async for item in self.call.happenings():
                if isinstance(item, Sound):
                    self._heard(item)
                else:
                    self._happened(item)
        finally:
            self._ended.set()
            self._changed.set()
            self._menu_done.set()
        self._took(self.ear.finish())
        self._settled.set()
        self._changed.set()
        await self._all_written_down()
        await self._close()

    async def wait_over(self) -> None:
        """Wait until it has ended on the wire."""
        await self._ended.wait()

    async def hang_up(self) -> None:
        """We end it."""
        self._ours = True
        await self.call.hang_up()

    def stop(self) -> None:
        """Let go of what still runs."""
        for task in tuple(self._tasks):
            task.cancel()

    # -- the customer's side -----------------------------------------------------------------------------------------
    async def wait_turn(self) -> bool:
        """Wait until it is the customer's turn: answered, through the menu, and the other side still. False where the
        call ends before."""
        loop = asyncio.get_running_loop()
        while not self.over:
            self._changed.clear()
            rest: float | None = None
            if self.figures.answered is not None and self._menu_done.is_set() and self._now in _STILL:
                rest = self._now_since + _TURN_S - loop.time()
                if rest <= 0:
                    return True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), rest)
        return False

    async def speak(self, pcm: bytes) -> Played | None:
        """Say this now."""
        self.ear.customer_spoke(self._sample)
        played = await self.call.play(pcm)
        self._now_since = asyncio.get_running_loop().time()
        return played

    async def press(self, digits: str) -> Stamp | None:
        """Press keys; None where the call is over."""
        return await self.call.press(digits)

    # -- what happens ------------------------------------------------------------------------------------------------
    def _happened(self, item: Happening) -> None:
        self.figures.take(item)
        match item.what:
            case What.RINGING if not self.call.incoming:
                self._notice("ringing", item.at)
            case What.EARLY:
                self._notice("early", item.at)
            case What.ANSWERED:
                key = self._notice("answered", item.at)
                self._carry(key, "answered", item.at)
                self._now_since = asyncio.get_running_loop().time()
                self._start(self._through_the_menu())
                self._changed.set()
            case What.DIGIT:
                self._notice("digit", item.at, digit=item.data.get("digit", ""))
            case _:
                pass

    def _heard(self, sound: Sound) -> None:
        self._clock.heard(sound.first, sound.at)
        self._sample = sound.first + len(sound.pcm) // 2
        self._took(self.ear.hear(sound.first, sound.pcm))

    def _took(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case Switch():
                    self._switched(event)
                case Utterance():
                    if event.recorded:
                        self._recorded.add(event.first)
                    self._start(self._write_down(event))
                    self._spoke.set()
                case Recorded():
                    self._was_recorded(event.first, event.why)
                case Live():
                    self.figures.person_spoke(event.first, self._clock.at(event.first))
                    self._settled.set()
                    self._changed.set()

    def _switched(self, switch: Switch) -> None:
        at = self._clock.at(switch.at)
        lasted = self.figures.switched(switch.now, at)
        self._now, self._now_since = switch.now, asyncio.get_running_loop().time()
        self._notice("sound", at, now=switch.now.value, was=switch.was.value, s=round(lasted, 3))
        if switch.now is Kind.SPEECH:
            self._sounds[switch.at] = self._last
        self._changed.set()

    # -- what is spoken ----------------------------------------------------------------------------------------------
    async def _write_down(self, utterance: Utterance) -> None:
        """Hand in an utterance with its transcript, after those before it."""
        in_menu = self.figures.answered is None or not self._menu_done.is_set()
        async with self._in_order:
            words = await self._words(utterance.pcm)
            self._took(self.ear.understood(utterance.first, words.text))
            # On a hotline nobody can know yet whether music follows, which makes it an announcement.
            while not (in_menu or self.call.incoming or utterance.first in self._recorded or self._settled.is_set()):
                self._changed.clear()
                await self._changed.wait()
            if not in_menu and utterance.first not in self._recorded:
                self.figures.person_spoke(utterance.first, self._clock.at(utterance.first))
            self._hand_in(utterance, words, automatic=in_menu or utterance.first in self._recorded)

    async def _words(self, pcm: bytes) -> Transcript:
        if self.scribe is None:
            return Transcript("", "none", "", None, "no engine for transcripts is set", self.conversation.language)
        return await self.scribe.transcribe(pcm, self.conversation.language)

    def _hand_in(self, utterance: Utterance, words: Transcript, *, automatic: bool) -> None:
        kind = TurnKind.AUTO if automatic else TurnKind.MESSAGE
        told = {"engine": words.engine, "model": words.model, "confidence": words.confidence}
        transcript = told if words.text else {**told, "none": words.why or "nothing was understood"}
        message = Incoming(
            visit=self.conversation.visit,
            line=self.line,
            key=f"{self.call.id}:said:{utterance.first}",
            text=words.text or SPOKEN,
            at=self._clock.at(utterance.first),
            read_at=self._clock.at(utterance.last),
            kind=kind if self.known else TurnKind.SYSTEM,
            sender=self.call.number,
            data={"call": "spoken", "spoken": True, "transcript": transcript, **self._whose},
        )
        self._handed_in[utterance.first] = message
        self.host.heard(message)

    def _was_recorded(self, first: int, why: str) -> None:
        self._recorded.add(first)
        self.figures.was_recorded(first)
        if not self.ear.live:
            self._settled.clear()
        if (message := self._handed_in.get(first)) is not None and message.kind is TurnKind.MESSAGE:
            self._handed_in[first] = changed = replace(message, kind=TurnKind.AUTO, revises=True)
            self.host.heard(changed)
        if (notice := self._sounds.pop(first, None)) is not None:
            data = {**notice.data, "now": "announcement", "why": why}
            self._tell(replace(notice, data=data, revises=True))
        self._changed.set()

    async def _all_written_down(self) -> None:
        writing = [task for task in self._tasks if not task.done() and task.get_name() == "_write_down"]
        if writing:
            await asyncio.wait(writing, timeout=_TRANSCRIPT_S)

    # -- in its course -----------------------------------------------------------------------------------------------
    async def _pick_up(self, after_s: float) -> None:
        await self._at_most(after_s)
        if not self.over:
            await self.call.answer()

    async def _no_longer_than(self, longest_s: float) -> None:
        await self._at_most(longest_s)
        if not self.over:
            self._notice("longest", self.host.stamp(), s=longest_s)
            await self.hang_up()

    async def _through_the_menu(self) -> None:
        """Press what the channel's settings say, in order; each when the menu has spoken, or at its time."""
        try:
            for step in self.conversation.channel.call.menu:
                if step.after is not None:
                    await self._at_most(step.after)
                else:
                    self._spoke.clear()
                    await self._first_of(self._spoke, _MENU_S)
                if self.over:
                    return
                if (at := await self.call.press(step.press)) is not None:
                    self._notice("pressed", at, digits=step.press)
        except OurFault as fault:
            self._fault(str(fault), fault.code)
        finally:
            self._menu_done.set()
            self._changed.set()

    async def _at_most(self, seconds: float) -> None:
        """Wait so long, or until the call ends."""
        await self._first_of(self._ended, seconds)

    async def _first_of(self, event: asyncio.Event, seconds: float) -> None:
        waits = [asyncio.ensure_future(e.wait()) for e in {event, self._ended}]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    # -- its end -----------------------------------------------------------------------------------------------------
    async def _close(self) -> None:
        """Hand in how it ended, with the recording and all instants."""
        figures = self.figures
        end = figures.ended
        assert end is not None, "a call ends with its end"
        told = figures.told()
        evidence = await kept_of(self.call, self.host, self.file, {**told, "course": figures.course})
        if not self.conversation.visit:
            data = {"call": "ended", "figures": told, "number": self.call.number, "possible": True}
            self.host.heard(
                self._incoming(self._key("ended"), "ended", end.at, TurnKind.SYSTEM, data, evidence=evidence)
            )
            return
        if self._carrier is not None:
            key, at, what = self._carrier
            data = {"call": what, "figures": told, "number": self.call.number, **self._whose}
            self.host.heard(self._incoming(key, what, at, TurnKind.SYSTEM, data, evidence=evidence, revises=True))
        by, how = end.by or By.THEM, end.how or How.HUNG_UP
        if by is By.LOST or how is How.FAILED:
            lost = f"the call was lost on our own side ({end.status or 'no word why'}); look at the telephone line"
            refused = f"our own telephone line did not carry the call ({end.status}); ask its provider"
            code = "call_lost" if by is By.LOST else "call_refused"
            self._fault(lost if by is By.LOST else refused, code)
            return
        if self._ours and by is By.US:
            return  # the customer has left; the visit is closed, or will be
        kind = TurnKind.CLOSED if self.final else TurnKind.SYSTEM
        data = {"call": "ended", "by": by.value, "how": how.value, "status": end.status, **told, **self._whose}
        self.host.heard(self._incoming(self._key("ended"), "ended", end.at, kind, data))

    # -- handing in --------------------------------------------------------------------------------------------------
    @property
    def _whose(self) -> dict[str, Any]:
        return {} if self.known else {"possible": True}

    def _carry(self, key: str, what: str, at: Stamp | None = None) -> None:
        self._carrier = (key, at or self.call.began, what)

    def _key(self, what: str) -> str:
        self._n += 1
        return f"{self.call.id}:{self._n}:{what}"

    def _notice(self, what: str, at: Stamp, **data: Any) -> str:
        key = self._key(what)
        told = {name: value for name, value in data.items() if value != ""}
        self.figures.note(what, at, told)
        self._last = self._incoming(key, what, at, TurnKind.SYSTEM, {"call": what, **told, **self._whose})
        self._tell(self._last)
        return key

    def _tell(self, notice: Incoming) -> None:
        if self.conversation.visit:  # of a call that nobody awaited only what was said is handed in, and its end
            self.host.heard(notice)

    def _incoming(self, key: str, text: str, at: Stamp, kind: TurnKind, data: dict[str, Any], **more: Any) -> Incoming:
        return Incoming(
            self.conversation.visit, self.line, key, text, at, kind=kind, sender=self.call.number, data=data, **more
        )

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        task.set_name(work.__name__)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("a call's %s failed", task.get_name(), exc_info=error)
            code = error.code if isinstance(error, OurFault) else "bug"
            self._fault(str(error) or type(error).__name__, code)

    def _fault(self, sentence: str, code: str) -> None:
        if self.conversation.visit:  # a call that nobody awaited spoils nothing
            self.host.fault(self.conversation.visit, sentence, code=code)
