"""One call as the company's side of it goes: the parts of the script, one after the other, until somebody hangs up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..answering import Memory, answer, worded
from ..desk import Reply
from ..staff import Staff
from . import tones
from .call_log import CallLog, at_of
from .lines import Lines
from .playing import Segment, play
from .recognising import recognise
from .script import Part, PhoneDesk
from .utterances import Utterance, Utterances
from .voice import RATE

if TYPE_CHECKING:
    from ...telephony import AudioChunk, Call, Dtmf, Moment

_TONES = {"ringing": tones.ringback, "busy_tone": tones.busy_tone, "beep": tones.beep, "silence": tones.silence}
_SOUNDING = frozenset({*_TONES, "say", "announce", "music", "jingle"})
_QUIET_S = 0.6
_ANNOUNCER = "the announcement"


@dataclass(frozen=True, slots=True)
class _Heard:
    utterance: Utterance
    start: Moment
    end: Moment


class _Hangs(Exception):
    """The company hangs up."""


class Conversation:
    """question: of the order that the call answers, "" for none."""

    def __init__(
        self,
        call: Call,
        desk: PhoneDesk,
        staff: Staff,
        lines: Lines,
        log: CallLog,
        *,
        language: str,
        question: str = "",
    ) -> None:
        self.log = log
        self._call = call
        self._desk = desk
        self._staff = staff
        self._lines = lines
        self._question = question
        self._memory = Memory(language=language)
        self._digits: asyncio.Queue[str] = asyncio.Queue()
        self._heard: asyncio.Queue[_Heard] = asyncio.Queue()
        self._utterances = Utterances(_QUIET_S)
        self._music_s = 0.0
        self._base: int | None = None
        call.on_audio = self._listen

    async def play(self, parts: Sequence[Part]) -> None:
        """The parts, to their end; returns when the company wants to hang up. To be cancelled when the call is over."""
        try:
            await self._parts(parts)
        except _Hangs:
            return

    # what comes from the caller
    def press(self, digit: Dtmf) -> None:
        self.log.add("in", "digit", at_of(digit.at), text=digit.digit, sender="customer")
        self._digits.put_nowait(digit.digit)

    def _listen(self, chunk: AudioChunk) -> None:
        if self._base is None:
            self._base = chunk.first_sample
        fed = chunk.first_sample - self._base
        for utterance in self._utterances.feed(chunk.pcm):
            start, end = (chunk.at.plus((n - fed) / RATE) for n in (utterance.first, utterance.last))
            self._heard.put_nowait(_Heard(utterance, start, end))

    async def _words(self, patience_s: float) -> tuple[_Heard, str] | None:
        """The caller's next utterance and its words; None when there is none for so long."""
        try:
            heard = await asyncio.wait_for(self._heard.get(), timeout=patience_s)
        except TimeoutError:
            return None
        found = await asyncio.to_thread(recognise, heard.utterance.pcm, self._lines.known(), self._memory.language)
        text = " ".join(phrase.text for phrase in found)
        until = at_of(heard.end)
        self.log.add(
            "in", "heard", at_of(heard.start), text=text, sender="customer", until_us=until[0], until_mono_ns=until[1]
        )
        return heard, text

    def prepare(self, parts: Sequence[Part]) -> None:
        """Make what will be heard, so that nobody waits for it later."""
        for part in parts:
            if part.kind in _SOUNDING or part.menu:
                self._segment(part)
            self.prepare(part.inner())
        self._music_s = 0.0

    # the parts
    async def _parts(self, parts: Sequence[Part]) -> None:
        waiting: list[Segment] = []  # sounds that are played in one piece
        for part in _unrolled(parts):
            if part.kind in _SOUNDING:
                waiting.append(self._segment(part))
                continue
            await self._play(waiting)
            waiting = []
            await self._part(part)
        await self._play(waiting)

    async def _part(self, part: Part) -> None:
        match part.kind:
            case "menu":
                await self._menu(part)
            case "answer_order":
                await self._reply(self._question, since=None)
            case "listen":
                await self._words(part.listen)
            case "talk":
                await self._talk()
            case "hang_up":
                raise _Hangs

    async def _play(self, segments: Sequence[Segment]) -> None:
        if segments:
            await play(self._call, segments, self.log)

    def _segment(self, part: Part) -> Segment:
        match part.kind:
            case "jingle":
                return Segment("music", "sound", tones.jingle())
            case "music":
                begin, self._music_s = self._music_s, self._music_s + part.music
                return Segment("music", "sound", tones.hold_music(part.music, begin=begin))
            case "say" | "announce" | "menu":
                live = bool(part.say)
                text = worded(part.text, self._memory, self._staff.company)
                name = part.name or (self._desk.name if live else _ANNOUNCER)
                spoken = self._lines.line(text, name, self._memory.language, part.recording)
                return Segment.of(spoken, text, name, live=live)
            case kind:
                return Segment("silence" if kind == "silence" else "tone", "sound", _TONES[kind](part.seconds))

    async def _menu(self, part: Part) -> None:
        speaking = asyncio.create_task(self._play([self._segment(part)]))
        pressing = asyncio.create_task(self._digits.get())
        try:
            await asyncio.wait({speaking, pressing}, return_when=asyncio.FIRST_COMPLETED)
            if pressing.done():
                self._call.stop_playing()
            else:
                await asyncio.wait({pressing}, timeout=part.wait)
            await speaking
            pressed = pressing.result() if pressing.done() else ""
        finally:
            for task in (speaking, pressing):
                task.cancel()
            await asyncio.gather(speaking, pressing, return_exceptions=True)
        await self._parts(part.keys.get(pressed, part.otherwise))

    async def _talk(self) -> None:
        while True:
            heard = await self._words(self._desk.patience)
            if heard is None:
                raise _Hangs
            await self._reply(heard[1], since=heard[0].end)

    async def _reply(self, text: str, since: Moment | None) -> None:
        self._memory, replies = answer(self._staff, self._desk, self._memory, text)
        loop = asyncio.get_running_loop()
        begun = loop.time() - (self._now_since(since) if since else 0.0)
        for reply in replies:
            await asyncio.sleep(max(0.0, begun + reply.after - loop.time()))
            if reply.text:
                await self._speak_reply(reply)
            if reply.close:
                raise _Hangs

    async def _speak_reply(self, reply: Reply) -> None:
        text = worded(reply.text, self._memory, self._staff.company)
        name = reply.name or (_ANNOUNCER if reply.bot else self._desk.name)
        spoken = await asyncio.to_thread(self._lines.line, text, name, self._memory.language)
        await self._play([Segment.of(spoken, text, name, live=not reply.bot)])

    @staticmethod
    def _now_since(moment: Moment) -> float:
        return type(moment).now().seconds_since(moment)


def _unrolled(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with every repetition written out."""
    for part in parts:
        if part.repeat:
            for _ in range(part.repeat):
                yield from _unrolled(part.parts)
        else:
            yield part
