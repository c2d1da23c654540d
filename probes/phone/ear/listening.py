"""The ear: fed with a call's audio as it comes, it tells what is heard, from which sample on, and who has finished."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from .fingerprints import fingerprint
from .kinds import Kind
from .phrases import sounds_recorded
from .recordings import Piece, heard_before, led_away
from .segments import Change, Segments
from .speech_meter import SileroMeter, SpeechMeter
from .windows import RATE, STEP, Window, Windows

_LONGEST_UTTERANCE = 60 * RATE  # then what was said so far is handed on
_LOOKBACK = 128  # windows (4 s): a beginning is told later than it was
_EARLY = 2 * RATE // STEP  # steps (2 s) after which a recording that was heard before is known again
_RINGS = RATE  # a tone told so late is ringing; that of a line that was hung up comes in shorter pieces
_LIVE_AFTER = 2 * RATE  # no music for so long after it: it was no announcement of a queue


@dataclass(frozen=True, slots=True)
class Switch:
    """From sample `at` on `now` is heard, where before it `was`."""

    at: int
    now: Kind
    was: Kind


@dataclass(frozen=True, slots=True)
class Utterance:
    """Somebody has spoken from sample `first` to `last`, and finished.

    recorded: by what it is known to be a recording ("repeated", "before music", "before ringing", "its words", or what
    `mark` was told); "" where it is taken for a person's.
    """

    first: int
    last: int
    pcm: bytes = field(repr=False)
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What began at sample `first` turned out to be a recording. It may have been told as an Utterance before."""

    first: int
    why: str


@dataclass(frozen=True, slots=True)
class Live:
    """What began at sample `first` is taken for the first speech of a person: nothing speaks against it any more. A
    Recorded of the same sample may take that back."""

    first: int


Event = Switch | Utterance | Recorded | Live


class Ear:
    """Listens to the other side of one call.

    Every sample has the number that the call counts by. Costs about one percent of a core. Never raises, whatever the
    audio is.
    """

    def __init__(self, *, meter: SpeechMeter | None = None) -> None:
        self._windows = Windows(meter or SileroMeter())
        self._segments = Segments()
        self._recent: deque[Window] = deque(maxlen=_LOOKBACK)
        self._pieces: list[Piece] = []
        self._speech: Piece | None = None
        self._audio = bytearray()
        self._levels: list[float] = []
        self._colours: list[float] = []
        self._now = 0
        self._live: Piece | None = None
        self._ended = False

    # -- what is fed in ----------------------------------------------------------------------------------------------
    def hear(self, first: int, pcm: bytes) -> list[Event]:
        """Take the samples from number `first` on (8 kHz, 16 bits, one channel); what became sure with them."""
        if self._ended:
            return []
        return [event for window in self._windows.take(first, pcm) for event in self._window(window)]

    def finish(self) -> list[Event]:
        """Nothing more comes: the rest of what can be told."""
        if self._ended:
            return []
        events = [event for window in self._windows.rest() for event in self._window(window)]
        self._ended = True
        for change in self._segments.end():
            events += self._changed(Change(min(change.at, self._now), change.now))
        if self._pieces and self._pieces[-1].last is None:
            self._pieces[-1].last = self._now
        return [*events, *self._settle()]

    def customer_spoke(self, at: int) -> None:
        """Our side began to speak at sample `at`: what was said before it was answered, as in a conversation."""
        for piece in self._pieces:
            if piece.kind is Kind.SPEECH and piece.last is not None and piece.last <= at:
                piece.answered = True

    def understood(self, first: int, text: str) -> list[Event]:
        """The words of the utterance that began at `first`; they may show that it was a recording."""
        return self.mark(first, "its words") if sounds_recorded(text) else []

    def mark(self, first: int, why: str) -> list[Event]:
        """Whoever knows better (the company's menu is in the settings) says that this utterance was a recording."""
        return list(self._record([p for p in self._pieces if p.first == first and p.kind is Kind.SPEECH], why))

    # -- what is known so far ----------------------------------------------------------------------------------------
    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that was heard, in order; speech with its marks."""
        return tuple(self._pieces)

    @property
    def first_sound(self) -> int | None:
        """The first sample of anything."""
        return next((piece.first for piece in self._pieces if piece.kind is not Kind.SILENCE), None)

    @property
    def first_speech(self) -> int | None:
        """The first sample of any speech, a recording's too."""
        return next((piece.first for piece in self._pieces if piece.kind is Kind.SPEECH), None)

    @property
    def first_live_speech(self) -> int | None:
        """The first sample of speech that is taken for a person's (a heuristic). Before a Live event it may turn out to
        be a recording's."""
        return next((p.first for p in self._pieces if p.kind is Kind.SPEECH and not p.recorded), None)

    @property
    def live(self) -> bool:
        """Whether a person's speech has been told."""
        return self._live is not None

    def hold_s(self, answered: int) -> float | None:
        """Seconds from the sample at which the call was answered to the first speech of a person; None: nobody's."""
        first = self.first_live_speech
        return None if first is None else max(0.0, (first - answered) / RATE)

    def seconds(self, kind: Kind, since: int = 0) -> float:
        """How long something of a kind was heard, from sample `since` on."""
        spans = ((max(p.first, since), self._now if p.last is None else p.last) for p in self._pieces if p.kind is kind)
        return sum(max(0, last - first) for first, last in spans) / RATE

    # -- inside ------------------------------------------------------------------------------------------------------
    def _window(self, window: Window) -> Iterator[Event]:
        self._now = window.first + len(window.pcm) // 2
        self._recent.append(window)
        self._collect(window)
        for change in self._segments.take(window):
            yield from self._changed(change)
        yield from self._meanwhile()

    def _changed(self, change: Change) -> Iterator[Event]:
        was = self._pieces[-1].kind if self._pieces else Kind.SILENCE
        if self._pieces:
            self._pieces[-1].last = change.at
        piece = Piece(change.at, change.now)
        ended, self._speech = self._speech, None
        if ended is not None:
            recorded = list(self._close(ended, change.at))
        self._pieces.append(piece)
        yield Switch(change.at, change.now, was)
        if change.now is Kind.SPEECH:
            self._open(piece)
        if ended is not None:
            yield from recorded
        if change.now is Kind.MUSIC:
            yield from self._record(led_away(self._pieces, in_talk=self.live), "before music")
        elif change.now is Kind.TONE and self._now - change.at >= _RINGS and not self.live:
            yield from self._record(led_away(self._pieces, in_talk=False), "before ringing")
        if ended is not None:
            yield self._utterance(ended, change.at)

    def _open(self, piece: Piece) -> None:
        self._speech = piece
        self._audio.clear()
        self._levels.clear()
        self._colours.clear()
        for window in self._recent:
            self._collect(window)

    def _collect(self, window: Window) -> None:
        if self._speech is None:
            return
        skip = max(0, self._speech.first - window.first)
        self._audio += window.pcm[2 * skip :]
        self._levels += window.levels[-(-skip // STEP) :]
        self._colours += window.colours[-(-skip // STEP) :]

    def _close(self, piece: Piece, last: int) -> Iterator[Event]:
        steps = (last - piece.first) // STEP
        print_ = fingerprint(self._levels[:steps], self._colours[:steps])
        again = heard_before(self._pieces, print_, ended=True)
        piece.print = print_
        if again:
            yield from self._record([*again, piece], "repeated")

    def _utterance(self, piece: Piece, last: int) -> Utterance:
        return Utterance(piece.first, last, bytes(self._audio[: 2 * (last - piece.first)]), piece.recorded)

    def _meanwhile(self) -> Iterator[Event]:
        """What becomes sure by nothing having happened."""
        speech = self._speech
        if speech is not None:
            if not speech.recorded and _EARLY <= len(self._levels) < _EARLY + 4:
                print_ = fingerprint(self._levels, self._colours)
                again = [
                    p for p in heard_before(self._pieces, print_, ended=False) if p.print and p.print.whole > _EARLY
                ]
                if again:
                    yield from self._record([*again, speech], "repeated")
            if self._now - speech.first >= _LONGEST_UTTERANCE:
                yield from self._cut(speech)
        yield from self._settle()

    def _cut(self, speech: Piece) -> Iterator[Event]:
        speech.last = self._now
        yield from self._close(speech, self._now)
        yield self._utterance(speech, self._now)
        self._pieces.append(Piece(self._now, Kind.SPEECH, recorded=speech.recorded))
        self._recent.clear()
        self._open(self._pieces[-1])

    def _record(self, pieces: list[Piece], why: str) -> Iterator[Event]:
        for piece in sorted(pieces, key=lambda piece: piece.first):
            if not piece.recorded:
                piece.recorded = why
                if self._live is piece:
                    self._live = None
                if piece.last is not None or why == "repeated" or self._speech is piece:
                    yield Recorded(piece.first, why)

    def _settle(self) -> Iterator[Event]:
        if self._live is not None or not self._pieces:
            return
        still = self._speech is None and not self._segments.undecided
        for piece in self._pieces:
            if piece.kind is not Kind.SPEECH or piece.recorded or piece.last is None:
                continue
            if piece.answered or self._ended or (still and self._now - self._spoken_to() >= _LIVE_AFTER):
                self._live = piece
                yield Live(piece.first)
            return

    def _spoken_to(self) -> int:
        return max((p.last for p in self._pieces if p.kind is Kind.SPEECH and p.last is not None), default=0)


__all__ = ["Ear", "Event", "Live", "Recorded", "Switch", "Utterance"]
