"""What a sound is that is no speech: music, a tone or noise, by how much it surprises and how steady it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from .windows import RATE, Window, spread

SURE = 38  # windows (1.2 s) after which a sound is judged where it has not ended
_CLICK_S, _MUSIC_S = 0.12, 0.8
_HISS, _CLEAR, _STEADY = 0.55, 0.08, 0.006  # of surprise; of surprise and of pitch, for one note
_RESTLESS = 0.27  # of pitch from window to window: music ≤ 0.17, noise of any colour ≥ 0.35


class Kind(StrEnum):
    """What is heard."""

    SILENCE = "silence"
    SPEECH = "speech"
    MUSIC = "music"
    TONE = "tone"  # ringing, busy, a beep: one note, or the same two, without change
    NOISE = "noise"  # a cough, hiss


@dataclass(slots=True)
class Sound:
    """A sound that is no speech, from `start` on; `end` is after its last loud step."""

    start: int
    end: int
    told: bool = False
    count: int = 0
    windows: deque[Window] = field(default_factory=lambda: deque(maxlen=SURE))

    @property
    def seconds(self) -> float:
        return (self.end - self.start) / RATE


@dataclass(frozen=True, slots=True)
class Rest:
    """What was told goes on if it comes again soon enough after `end`."""

    kind: Kind
    end: int
    pitch: float


def kind_of(sound: Sound) -> Kind:
    """Music, a tone or noise, as far as its last windows tell; SILENCE for a click."""
    windows = sound.windows
    if sound.seconds < _CLICK_S and len(windows) < 2:
        return Kind.SILENCE
    surprise = median([window.surprise for window in windows]) if windows else 1.0
    if windows and surprise < _CLEAR and spread([window.pitch for window in windows]) < _STEADY:
        return Kind.TONE
    music = surprise < _HISS and _restless(windows) < _RESTLESS and sound.seconds >= _MUSIC_S
    return Kind.MUSIC if music else Kind.NOISE


def _restless(windows: Sequence[Window] | deque[Window]) -> float:
    """How much the pitch moves from one window to the next, as a part of what it could."""
    moves = [abs(b.pitch - a.pitch) / (1.0001 - a.pitch) for a, b in pairwise(windows)]
    return median(moves) if moves else 1.0


def pitch_of(windows: Sequence[Window] | deque[Window]) -> float:
    """The usual one."""
    return median([window.pitch for window in windows]) if windows else 0.0


def goes_on(rest: Rest, kind: Kind, sound: Sound) -> bool:
    """Whether a sound after a rest is more of the same."""
    if rest.kind is Kind.MUSIC:
        return kind is not Kind.TONE or sound.seconds < _MUSIC_S
    return kind is Kind.TONE and abs(rest.pitch - pitch_of(sound.windows)) < 2 * _STEADY


def changed_at(sound: Sound, was: Kind) -> int:
    """From where on a lasting sound is something else, as far as its last windows tell."""
    windows = list(sound.windows)
    if was is Kind.TONE:
        usual = windows[0].pitch
        return next((w.first for w in windows if abs(w.pitch - usual) > 2 * _STEADY), windows[0].first)
    return windows[0].first
