"""Another number of samples a second, without what would fold back into the voice: a windowed sinc, in phases."""

from __future__ import annotations

import math
from array import array
from functools import lru_cache
from operator import mul

from .g711 import pcm_of, samples_of

_CROSSINGS = 16  # zero crossings of the sinc on either side
_ROLL_OFF = 0.94
_BETA = 9.0  # of the Kaiser window: what would fold back is about 90 dB down


def resample(pcm: bytes, from_rate: int, to_rate: int) -> bytes:
    """Mono pcm16 at another rate: round(samples * to_rate / from_rate) of them, as loud as before, in the same place.

    About 30 ms of work for a second of 22 kHz sound to 8 kHz.
    """
    if from_rate <= 0 or to_rate <= 0:
        raise ValueError(f"a rate is a number of samples a second, not {min(from_rate, to_rate)}")
    samples = samples_of(pcm)
    if from_rate == to_rate or not samples:
        return pcm_of(samples)
    common = math.gcd(from_rate, to_rate)
    up, down = to_rate // common, from_rate // common
    half, phases = _filter(up, down)
    width = 2 * half
    padded = array("h", bytes(2 * half)) + samples + array("h", bytes(2 * (half + 1)))
    count = round(len(samples) * up / down)
    out = array("h", bytes(2 * count))
    whole, phase = 1, 0  # the filter's middle lies between padded[whole + half - 1] and the next
    step, rest = divmod(down, up)
    for place in range(count):
        value = round(sum(map(mul, padded[whole : whole + width], phases[phase])))
        out[place] = -32768 if value < -32768 else min(value, 32767)
        whole += step
        phase += rest
        if phase >= up:
            phase -= up
            whole += 1
    return pcm_of(out)


@lru_cache(maxsize=16)
def _filter(up: int, down: int) -> tuple[int, list[list[float]]]:
    """Taps on either side, and the taps of each phase."""
    cutoff = _ROLL_OFF * min(1.0, up / down)
    half = math.ceil(_CROSSINGS / cutoff)
    phases = []
    for phase in range(up):
        shift = phase / up
        taps = [_tap(offset - shift, cutoff, half) for offset in range(1 - half, half + 1)]
        total = sum(taps)
        phases.append([tap / total for tap in taps])
    return half, phases


def _tap(distance: float, cutoff: float, half: int) -> float:
    x = distance / half
    if abs(x) >= 1:
        return 0.0
    angle = math.pi * distance * cutoff
    sinc = 1.0 if angle == 0 else math.sin(angle) / angle
    return cutoff * sinc * _bessel(_BETA * math.sqrt(1 - x * x)) / _bessel(_BETA)


def _bessel(x: float) -> float:
    """Modified Bessel function of the first kind, order 0."""
    total = term = 1.0
    for k in range(1, 50):
        term *= (x / (2 * k)) ** 2
        total += term
        if term < total * 1e-12:
            break
    return total
