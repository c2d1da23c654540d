"""Cuts what was heard into windows of 32 ms, and measures each: how loud, how like speech, how like a note.

All figures are of 8 kHz, one channel, 16 bits, little endian. The same audio gives the same windows however it was cut
into chunks on its way here.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import mul

from .floor import Floor
from .speech_meter import SpeechMeter

RATE = 8_000
WINDOW = 256  # what silero-vad judges at once
STEP = 64  # 8 ms: how exactly a beginning and an end are told
STEPS = WINDOW // STEP
LONGEST_GAP = 64 * WINDOW  # 2 s: of a longer gap only so much is listened to: it is silence, and no end of work
QUIETEST_DB = -90.0

_FULL = 32_768.0
_HANN = [0.5 - 0.5 * math.cos(2 * math.pi * (n + 0.5) / WINDOW) for n in range(WINDOW)]
_STILL = 12  # windows (0.4 s) of quiet
_MOST = 16.0  # times that a faint line is lifted
_ORDER = 4  # two steady tones together are foretold by four samples


@dataclass(frozen=True, slots=True)
class Window:
    """256 samples from `first` on, and as they were heard.

    speech: how likely somebody speaks, 0–1. levels: dB below full scale of each step; loud: which of them are more than
    the line's own hiss. colours: of each step, how alike
    neighbouring samples are, -1…1 (low notes near 1, hiss near 0). surprise: the part of the sound that the samples
    before do not foretell: near 0 for tones, near 1 for noise. pitch: the colour of the whole window; it stands still
    for a steady tone.
    """

    first: int
    pcm: bytes
    speech: float
    levels: tuple[float, ...]
    loud: tuple[bool, ...]
    colours: tuple[float, ...]
    surprise: float
    pitch: float


class Windows:
    """Collects chunks and gives their windows."""

    def __init__(self, meter: SpeechMeter) -> None:
        self._meter = meter
        self._left = bytearray()  # not yet a whole window; may end in half a sample
        self._next = 0  # the number of the first sample in it
        self._began = False
        self._gain = 1.0
        self._floor = Floor()
        self._quiet = 0  # windows since the last sound

    def take(self, first: int, pcm: bytes) -> Iterator[Window]:
        """The windows that are whole with this chunk, whose first sample has the number `first`.

        A jump ahead is a gap, and is silence; samples that were heard already are left out.
        """
        if not self._began:
            self._began, self._next = True, first
        ahead = first - (self._next + len(self._left) // 2)
        if ahead and len(self._left) % 2:
            self._left.pop()
        if ahead > LONGEST_GAP:
            self._left += bytes(2 * (-(len(self._left) // 2) % WINDOW + LONGEST_GAP))
            yield from self._whole()
            left_out = (first - self._next) // WINDOW * WINDOW
            self._next += left_out
            ahead = first - self._next
        self._left += bytes(2 * ahead) + pcm if ahead >= 0 else pcm[-2 * ahead :]
        yield from self._whole()

    def _whole(self) -> Iterator[Window]:
        while len(self._left) >= 2 * WINDOW:
            samples = _samples(self._left[: 2 * WINDOW])
            del self._left[: 2 * WINDOW]
            yield self._measured(samples)

    def rest(self) -> Iterator[Window]:
        """The last window, measured as if silence followed; half a sample at the end is none."""
        whole = len(self._left) // 2 * 2
        if whole:
            samples = _samples(self._left[:whole])
            samples.extend([0] * (WINDOW - whole // 2))
            window = self._measured(samples)
            yield replace(window, pcm=window.pcm[:whole])
        self._left.clear()

    def _measured(self, samples: array[int]) -> Window:
        first, self._next = self._next, self._next + WINDOW
        levels, colours = _steps(samples)
        surprise, pitch = _shape(samples)
        loud = self._floor.loud(levels, surprise)
        speech = self._speech(samples, max(levels), loud=any(loud))
        return Window(first, samples.tobytes(), speech, levels, loud, colours, surprise, pitch)

    def _speech(self, samples: array[int], level: float, *, loud: bool) -> float:
        # After a long time without speech the meter takes half a second to believe in it again; a fresh one does not.
        if loud and self._quiet >= _STILL:
            self._meter.reset()
            self._gain = _MOST
        self._quiet = 0 if loud else self._quiet + 1
        # The meter was made for voices at a usual level: a faint line is lifted, by what was loudest of late.
        wanted = min(_MOST, max(1.0, 10 ** ((-20.0 - level) / 20)))
        self._gain = wanted if wanted < self._gain else self._gain * 1.01 if loud else self._gain
        scale = self._gain / _FULL
        return self._meter.speech(array("f", [max(-1.0, min(1.0, sample * scale)) for sample in samples]))


def _samples(pcm: bytes | bytearray) -> array[int]:
    samples = array("h")
    samples.frombytes(pcm)
    return samples


def _steps(samples: Sequence[int]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    levels, colours = [], []
    for start in range(0, WINDOW, STEP):
        step = samples[start : start + STEP]
        power = sum(map(mul, step, step))
        levels.append(decibels(power / STEP))
        colours.append(sum(map(mul, step, step[1:])) / power if power else 0.0)
    return tuple(levels), tuple(colours)


def decibels(power: float) -> float:
    """dB below full scale of a mean square of 16-bit samples."""
    return max(QUIETEST_DB, 10 * math.log10(power / _FULL**2)) if power > 0 else QUIETEST_DB


def _shape(samples: Sequence[int]) -> tuple[float, float]:
    """(surprise, pitch) by linear prediction (Levinson and Durbin) of the faded window."""
    faded = list(map(mul, _HANN, samples))
    alike = [sum(map(mul, faded, faded[lag:])) for lag in range(_ORDER + 1)]
    power = alike[0]
    if power < WINDOW:  # fainter than the least step of a sample: nothing to tell
        return 1.0, 0.0
    weights, left = [1.0], power * (1 + 1e-9)
    for order in range(1, _ORDER + 1):
        reflection = -sum(weight * alike[order - n] for n, weight in enumerate(weights)) / left
        padded = [*weights, 0.0]
        weights = [ahead + reflection * back for ahead, back in zip(padded, reversed(padded), strict=True)]
        left *= 1 - reflection * reflection
        if left <= power * 1e-9:
            return 0.0, alike[1] / power
    return left / power, alike[1] / power


def spread(values: Sequence[float]) -> float:
    """From the tenth to the ninetieth percent."""
    ordered = sorted(values)
    return ordered[int(0.9 * (len(ordered) - 1))] - ordered[int(0.1 * (len(ordered) - 1))] if ordered else 0.0
