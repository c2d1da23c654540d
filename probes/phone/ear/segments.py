"""Tells from windows what is heard: speech, music, a tone, noise or silence, each from its first sample to its last.

A switch is told when it is sure, with the sample at which it was: speech after a tenth of a second, music and tones
after a second. Pauses inside speech, rests inside music and the pauses of a ringing tone are no switches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import SURE, Kind, Rest, Sound, changed_at, goes_on, kind_of, pitch_of
from .windows import RATE, STEP, WINDOW, Window

_SPEAKS, _SPOKE = 0.5, 0.35  # silero-vad's own thresholds: to begin, and to go on
SURELY = 0.8  # once at least, before it is told: the first notes of music pass the other for a tenth of a second
_BEGINS, _BEGINS_OF = 4, 6  # windows in which speech shows itself out of silence …
_STANDS_OUT, _STANDS_OUT_OF = 8, 10  # … and out of a sound that has lasted
_PAUSE = 25  # windows (0.8 s) without speech that end it
_OTHER_SOUND = 19  # windows (0.6 s) of another sound that end it sooner
_REACH = 38  # steps (0.3 s) by which a word's soft beginning or end reaches beyond what the meter takes for speech
_GAP = 12  # steps (0.1 s) of quiet that part a word from another sound
_STARTS, _STARTS_OF = 6, 8  # steps that are more than a click
_LINGERS = 100  # steps (0.8 s) by which the meter may believe in speech that is over
_RESTS = 25  # steps (0.2 s) of quiet that end a sound
_AGAIN = 12  # windows after which it is judged again
_LASTING = 16  # windows (0.5 s) of a sound that no speech can have begun with
_REST_S = {"music": 1.0, "tone": 4.5}  # rests inside them: between notes, between two rings


@dataclass(frozen=True, slots=True)
class Change:
    """From sample `at` on it is `now`."""

    at: int
    now: Kind


class Segments:
    """What is heard, from the windows of one call in their order."""

    def __init__(self) -> None:
        self._kind = Kind.SILENCE
        self._told_at = 0
        self._changes: list[Change] = []
        self._steps: deque[tuple[int, bool]] = deque(maxlen=4 * _REACH)  # (first sample, loud)
        self._likely: deque[tuple[int, float]] = deque(maxlen=_STANDS_OUT_OF)
        self._quiet = 0  # steps since the last loud one
        self._sound: Sound | None = None
        self._rest: Rest | None = None
        self._speaking = False
        self._voiced_to = 0
        self._since: list[Window] = []  # windows since somebody spoke

    def take(self, window: Window) -> list[Change]:
        """What became sure with this window, in order."""
        if self._speaking:
            self._go_on_speaking(window)
        else:
            self._listen(window, window.loud)
        return self._given()

    def end(self) -> list[Change]:
        """What can be said of the rest when nothing more comes."""
        if self._speaking:
            self._end_speech()
        if self._sound is not None:
            self._end_sound(self._sound)
        self._end_rest()
        if self._kind is Kind.SPEECH:
            self._tell(self._voiced_to, Kind.SILENCE)
        return self._given()

    @property
    def undecided(self) -> bool:
        """Whether something is heard of which it is not yet sure what it is."""
        return self._sound is not None and not self._sound.told

    def _given(self) -> list[Change]:
        changes, self._changes = self._changes, []
        return changes

    def _tell(self, at: int, now: Kind) -> None:
        if now is not self._kind:
            self._told_at = max(at, self._told_at)
            self._kind = now
            self._changes.append(Change(self._told_at, now))

    # -- speech ------------------------------------------------------------------------------------------------------
    def _begins(self) -> int | None:
        """The first sample of speech that has just shown itself."""
        lasting = self._sound is not None and self._sound.count >= _LASTING
        least, of = (_STANDS_OUT, _STANDS_OUT_OF) if lasting else (_BEGINS, _BEGINS_OF)
        likely = [(first, speech) for first, speech in list(self._likely)[-of:] if speech >= _SPEAKS]
        sure = len(likely) >= least and max(speech for _, speech in likely) >= SURELY
        return likely[0][0] if sure else None

    def _begin_speech(self, first: int) -> None:
        start = self._soft_beginning(first)
        sound = self._sound
        if sound is not None and (sound.told or (start - sound.start) / RATE >= _LASTING * WINDOW / RATE):
            sound.end = min(sound.end, start)
            while len(sound.windows) > 1 and sound.windows[-1].first >= start:
                sound.windows.pop()
            self._judge(sound)
        self._sound = None
        if self._rest is not None:
            self._tell(self._rest.end, Kind.SILENCE)
            self._rest = None
        self._tell(start, Kind.SPEECH)
        self._speaking, self._voiced_to = True, first + WINDOW
        self._since.clear()
        self._likely.clear()

    def _soft_beginning(self, first: int) -> int:
        """The first loud step of the word which the meter took for speech at `first`; `first` itself where a sound
        was there without a gap."""
        if self._sound is not None and not self._sound.told and 0 <= first - self._sound.start <= _REACH * STEP:
            return self._sound.start
        start, gap, steps = first, 0, 0
        for at, loud in reversed(self._steps):
            if at >= first + WINDOW:
                continue
            if loud:
                start, gap = at, 0
            elif at < first:
                gap += 1
                if gap >= _GAP:
                    return start
            if at < first:
                steps += 1
                if steps > _REACH:
                    return first
        return start

    def _go_on_speaking(self, window: Window) -> None:
        self._since.append(window)
        self._steps.extend((window.first + n * STEP, flag) for n, flag in enumerate(window.loud))
        if window.speech >= _SPOKE:
            self._voiced_to = window.first + WINDOW
            self._since.clear()
            return
        steps = [flag for since in self._since[-_OTHER_SOUND:] for flag in since.loud]
        other = len(self._since) >= _OTHER_SOUND and sum(steps) >= 0.8 * len(steps)
        if other or len(self._since) >= _PAUSE:
            self._end_speech()

    def _end_speech(self) -> None:
        since, self._since = self._since, []
        self._speaking = False
        self._quiet = 0
        end, contiguous = _soft_end(self._voiced_to, since)
        # The meter goes on a little after the last word.
        late = [(at, loud) for at, loud in self._steps if end - _LINGERS * STEP <= at < end]
        if contiguous:
            gap = _last_gap(late)
            contiguous, end = gap is None, end if gap is None else gap
        else:
            end = next((at + STEP for at, loud in reversed(late) if loud), end)
        self._voiced_to = end
        self._steps.clear()
        if not contiguous:
            self._tell(end, Kind.SILENCE)
        for at, loud in late:
            if at >= end:
                self._step(at, loud)
        for window in since:
            here = tuple(flag and window.first + n * STEP >= end for n, flag in enumerate(window.loud))
            if window.first + WINDOW > end:
                self._listen(window, here, speech=False)

    # -- everything else ---------------------------------------------------------------------------------------------
    def _listen(self, window: Window, loud: tuple[bool, ...], *, speech: bool = True) -> None:
        for n, flag in enumerate(loud):
            self._step(window.first + n * STEP, flag)
        sound = self._sound
        if sound is not None:
            sound.count += 1
            if all(loud):
                sound.windows.append(window)
        self._likely.append((window.first, window.speech if speech else 0.0))
        if (first := self._begins()) is not None:
            self._begin_speech(first)
            return
        if sound is not None and sound.count >= SURE and (sound.count - SURE) % _AGAIN == 0:
            self._judge(sound)
        rest = self._rest
        if rest is not None and sound is None and window.first - rest.end > _REST_S[rest.kind] * RATE:
            self._end_rest()

    def _step(self, at: int, loud: bool) -> None:
        self._steps.append((at, loud))
        if loud:
            self._quiet = 0
            if self._sound is not None:
                self._sound.end = at + STEP
            else:
                self._maybe_begin_sound(at)
            return
        self._quiet += 1
        if self._sound is not None and self._quiet >= _RESTS:
            self._end_sound(self._sound)

    def _maybe_begin_sound(self, at: int) -> None:
        latest = [first for first, loud in list(self._steps)[-_STARTS_OF:] if loud]
        if len(latest) >= _STARTS:
            self._sound = Sound(latest[0], at + STEP)

    def _end_sound(self, sound: Sound) -> None:
        self._sound = None
        kind = self._kind if sound.told else self._judge(sound)
        if kind in (Kind.MUSIC, Kind.TONE):
            self._rest = Rest(kind, sound.end, pitch_of(sound.windows))
        elif kind is Kind.NOISE:
            self._tell(sound.end, Kind.SILENCE)
        if self._kind is Kind.SPEECH:  # a click right after the last word
            self._tell(self._voiced_to, Kind.SILENCE)

    def _end_rest(self) -> None:
        if self._rest is not None:
            self._tell(self._rest.end, Kind.SILENCE)
            self._rest = None

    def _judge(self, sound: Sound) -> Kind:
        """Tell what a sound is, where it is not told yet or has changed; SILENCE: nothing worth telling."""
        kind = kind_of(sound)
        rest = self._rest
        if sound.told:
            if kind is not self._kind:
                self._tell(changed_at(sound, self._kind), kind)
            return kind
        if kind is Kind.SILENCE:
            return kind
        if rest is not None:
            self._rest = None
            if goes_on(rest, kind, sound):
                sound.told = True
                return rest.kind
            self._tell(rest.end, Kind.SILENCE)
        self._tell(sound.start, kind)
        sound.told = True
        return kind


def _last_gap(steps: Sequence[tuple[int, bool]]) -> int | None:
    """Where the last quiet between two sounds began."""
    start, gap = None, 0
    for n, (_, loud) in enumerate(steps):
        if not loud:
            gap += 1
        elif gap >= _GAP and n > gap:
            start, gap = steps[n - gap][0], 0
        else:
            gap = 0
    return start


def _soft_end(voiced_to: int, since: Sequence[Window]) -> tuple[int, bool]:
    """(the sample after the last word's soft end, whether another sound follows without a gap)."""
    end, gap, steps = voiced_to, 0, 0
    for window in since:
        for n, flag in enumerate(window.loud):
            steps += 1
            if steps > _REACH:
                return voiced_to, True
            if flag:
                end, gap = window.first + (n + 1) * STEP, 0
            else:
                gap += 1
                if gap >= _GAP:
                    return end, False
    return end, False


__all__ = ["Change", "Kind", "Segments"]
