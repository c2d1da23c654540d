"""Several sounds of a call in one piece, so that no gap comes between them, each logged with its own first and last
sample as they went out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .call_log import CallLog, at_of
from .voice import RATE, Spoken

if TYPE_CHECKING:
    from ...telephony import AudioChunk, Call, Moment


@dataclass(frozen=True, slots=True)
class Segment:
    """One sound. what: music, tone, silence, speech or announcement. kind: of its entry in the log."""

    what: str
    kind: str
    pcm: bytes
    text: str = ""
    sender: str = ""
    phrases: tuple[tuple[str, float, float], ...] = ()

    @classmethod
    def of(cls, spoken: Spoken, text: str, sender: str, *, live: bool) -> Segment:
        """A line. live: a person says it, not a recording."""
        phrases = tuple((each.text, each.start / RATE, each.end / RATE) for each in spoken.phrases)
        what, kind = ("speech", "message") if live else ("announcement", "auto")
        return cls(what, kind, spoken.pcm, text, sender, phrases)


async def play(call: Call, segments: Sequence[Segment], log: CallLog) -> None:
    """Play them one after the other; returns when the last sample went out, or the call is over or fell silent. What
    was begun is logged, also when this is cancelled."""
    ledger = _Ledger(segments, log)
    call.on_sent = ledger.sent
    try:
        await call.play(b"".join(segment.pcm for segment in segments))
    finally:
        call.on_sent = None
        ledger.cut()


class _Ledger:
    """Which of the sounds went out, and when."""

    def __init__(self, segments: Sequence[Segment], log: CallLog) -> None:
        self._rest = [segment for segment in segments if segment.pcm]
        self._log = log
        self._start = 0  # the number of the first sample of the sound that is being sent
        self._first: Moment | None = None
        self._last: Moment | None = None

    def sent(self, chunk: AudioChunk) -> None:
        end = chunk.first_sample + len(chunk.pcm) // 2
        self._last = chunk.at.plus((end - chunk.first_sample) / RATE)
        while self._rest and self._start < end:
            if self._first is None:
                self._first = chunk.at.plus((self._start - chunk.first_sample) / RATE)
            stop = self._start + len(self._rest[0].pcm) // 2
            if stop > end:
                return
            self._tell(chunk.at.plus((stop - chunk.first_sample) / RATE), whole=True)
            self._start = stop

    def cut(self) -> None:
        """Nothing more is sent."""
        if self._first is not None and self._last is not None and self._rest:
            self._tell(self._last, whole=False)

    def _tell(self, last: Moment, *, whole: bool) -> None:
        segment, first = self._rest.pop(0), self._first
        assert first is not None
        self._first = None
        until = at_of(last)
        more: dict[str, Any] = {"what": segment.what, "until_us": until[0], "until_mono_ns": until[1], "whole": whole}
        if segment.phrases:
            more["phrases"] = segment.phrases
        self._log.add("out", segment.kind, at_of(first), text=segment.text, sender=segment.sender, **more)
