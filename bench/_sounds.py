"""Sounds for test recordings, made by arithmetic: music, tones, noises. 8 kHz, one channel, 16 bits."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Callable, Sequence

RATE = 8_000
_MINOR_TUNE = (220.0, 261.6, 329.6, 293.7, 349.2, 329.6, 293.7, 246.9)
_CHORDS = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6), (261.6, 329.6, 392.0))
_VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410))

Maker = Callable[[float], bytes]  # seconds -> sound


def pcm_of(samples: Sequence[float], peak: float = 9_000) -> bytes:
    """Samples of any size, with this peak."""
    most = max(map(abs, samples), default=0.0) or 1.0
    return array("h", [int(sample * peak / most) for sample in samples]).tobytes()


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def tones(*pitches: float) -> Maker:
    """Some pitches at once, without change."""
    return lambda seconds: pcm_of(
        [sum(math.sin(2 * math.pi * p * n / RATE) for p in pitches) for n in range(round(seconds * RATE))]
    )


def cadence(on_s: float, off_s: float, *pitches: float) -> Maker:
    """A tone that comes and goes; it ends with a whole one."""

    def make(seconds: float) -> bytes:
        times = max(1, round((seconds + off_s) / (on_s + off_s)))
        return silence(off_s).join([tones(*pitches)(on_s)] * times)

    return make


def plucked(seconds: float) -> bytes:
    """Strings by Karplus and Strong (1983)."""
    chance, out = random.Random(1), list[float]()
    for n in range(math.ceil(seconds / 0.5)):
        string = [chance.uniform(-1, 1) for _ in range(round(RATE / _MINOR_TUNE[n % 8]))]
        for i in range(RATE // 2):
            at = i % len(string)
            out.append(string[at])
            string[at] = 0.498 * (string[at] + string[(at + 1) % len(string)])
    return pcm_of(out[: round(seconds * RATE)])


def piano(seconds: float) -> bytes:
    """Chords with overtones, which fade."""
    out = []
    for n in range(round(seconds * RATE)):
        t = n / RATE
        partials = (math.sin(2 * math.pi * p * k * t) / k for p in _CHORDS[int(t) % 4] for k in (1, 2, 3, 4))
        out.append(math.exp(-1.5 * (t % 1)) * sum(partials))
    return pcm_of(out)


def organ(seconds: float) -> bytes:
    """Chords that stand."""
    out = []
    for n in range(round(seconds * RATE)):
        t = n / RATE
        out.append(sum(math.sin(2 * math.pi * p * k * t) for p in _CHORDS[int(t / 2) % 4] for k in (1, 2, 4)))
    return pcm_of(out, 7_000)


def band(seconds: float) -> bytes:
    """A tune over a bass and drums."""
    chance, out = random.Random(2), []
    for n in range(round(seconds * RATE)):
        t = n / RATE
        beat, note = t % 0.5, t % 0.25
        lead = sum(math.sin(2 * math.pi * 2 * _MINOR_TUNE[int(t / 0.25) % 8] * k * t) / k for k in (1, 2, 3))
        bass = math.sin(2 * math.pi * _MINOR_TUNE[int(t / 2) % 8] / 2 * t)
        drum = chance.uniform(-1, 1) * math.exp(-40 * beat)
        out.append(math.exp(-4 * note) * lead + 1.2 * bass + 1.5 * drum)
    return pcm_of(out)


def sung(seconds: float) -> bytes:
    """Vowels sung on notes, with a vibrato."""
    phase, out = 0.0, []
    rings = [[0.0, 0.0] for _ in range(3)]
    for n in range(round(seconds * RATE)):
        t = n / RATE
        phase += _MINOR_TUNE[int(t / 0.7) % 8] * (1 + 0.015 * math.sin(2 * math.pi * 5.5 * t)) / RATE
        pulse, phase = (1.0, phase - 1) if phase >= 1 else (0.0, phase)
        total = 0.0
        for ring, formant, loud in zip(rings, _VOWELS[int(t / 0.7) % 4], (1, 0.5, 0.3), strict=True):
            fade = math.exp(-math.pi * 90 / RATE)
            value = pulse + 2 * fade * math.cos(2 * math.pi * formant / RATE) * ring[0] - fade * fade * ring[1]
            ring[0], ring[1] = value, ring[0]
            total += loud * value
        out.append(total)
    return pcm_of(out)


def hiss(seconds: float) -> bytes:
    chance = random.Random(3)
    return pcm_of([chance.gauss(0, 1) for _ in range(round(seconds * RATE))], 6_000)


def rumble(seconds: float) -> bytes:
    """As of a street: mostly low, and never the same."""
    chance, value, out = random.Random(4), 0.0, []
    for _ in range(round(seconds * RATE)):
        value = 0.97 * value + chance.gauss(0, 1)
        out.append(value)
    return pcm_of(out, 6_000)


def hum(seconds: float) -> bytes:
    """Of the mains."""
    return pcm_of(
        [sum(math.sin(2 * math.pi * 50 * k * n / RATE) / k for k in (1, 2, 3, 5)) for n in range(round(seconds * RATE))]
    )


MUSIC: dict[str, Maker] = {"plucked": plucked, "piano": piano, "organ": organ, "band": band}
TONES: dict[str, Maker] = {
    "ring-back": cadence(1, 4, 425),
    "ring-back, US": cadence(2, 4, 440, 480),
    "busy": cadence(0.5, 0.5, 425),
    "congestion": cadence(0.25, 0.25, 425),
    "dial tone": tones(350, 440),
}
NOISES: dict[str, Maker] = {"hiss": hiss, "rumble": rumble}


def at_level(pcm: bytes, times: float) -> bytes:
    """Louder or fainter."""
    return array("h", [max(-32_768, min(32_767, round(v * times))) for v in array("h", pcm)]).tobytes()


def over(pcm: bytes, ground: bytes) -> bytes:
    """With another sound beneath, which is repeated as often as needed."""
    other = array("h", ground)
    return array(
        "h", [max(-32_768, min(32_767, v + other[n % len(other)])) for n, v in enumerate(array("h", pcm))]
    ).tobytes()
