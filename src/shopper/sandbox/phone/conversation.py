"""One call as the company's side of it goes: the parts of the script, one after the other, until somebody hangs up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..answering import Memory, answer, worded
from ..desk import Reply
from ..staff import Staff
from . import tones
from .call_log import CallLog, at_of
from .lines import Lines
from .recognising import recognise
from .script import Part, PhoneDesk
from .utterances import Utterance, Utterances
from .voice import RATE, Spoken

if TYPE_CHECKING:
    from ...telephony import AudioChunk, Call, Dtmf, Moment

_TONES = {"ringing": tones.ringback, "busy_tone": tones.busy_tone, "beep": tones.beep, "silence": tones.silence}
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

    # the parts
    async def _parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            await self._part(part)

    async def _part(self, part: Part) -> None:
        match part.kind:
            case "say" | "announce":
                await self._say(part)
            case "menu":
                await self._menu(part)
            case "repeat":
                for _ in range(part.repeat):
                    await self._parts(part.parts)
            case "answer_order":
                await self._reply(self._question, since=None)
            case "listen":
                await self._words(part.listen)
            case "talk":
                await self._talk()
            case "hang_up":
                raise _Hangs
            case "jingle":
                self.log.played("music", "sound", await self._call.play(tones.jingle()))
            case "music":
                played = await self._call.play(tones.hold_music(part.music, begin=self._music_s))
                self._music_s += part.music
                self.log.played("music", "sound", played)
            case kind:
                played = await self._call.play(_TONES[kind](part.seconds))
                self.log.played("silence" if kind == "silence" else "tone", "sound", played)

    def _line(self, part: Part) -> tuple[str, str, Spoken]:
        live = bool(part.say)
        name = part.name or (self._desk.name if live else _ANNOUNCER)
        text = worded(part.text, self._memory, self._staff.company)
        return text, name, self._lines.line(text, name, self._memory.language, part.recording)

    async def _say(self, part: Part) -> None:
        text, name, spoken = self._line(part)
        await self._speak(text, name, spoken, live=bool(part.say))

    async def _speak(self, text: str, name: str, spoken: Spoken, *, live: bool) -> None:
        phrases = [[each.text, each.start / RATE, each.end / RATE] for each in spoken.phrases]
        played = await self._call.play(spoken.pcm)
        what, kind = ("speech", "message") if live else ("announcement", "auto")
        self.log.played(what, kind, played, text=text, sender=name, phrases=phrases)

    async def _menu(self, part: Part) -> None:
        speaking = asyncio.create_task(self._say(part))
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
        await self._speak(text, name, self._lines.line(text, name, self._memory.language), live=not reply.bot)

    @staticmethod
    def _now_since(moment: Moment) -> float:
        return type(moment).now().seconds_since(moment)
