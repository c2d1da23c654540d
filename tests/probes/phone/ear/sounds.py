"""Sounds that tests listen to, as bytes of 8 kHz, 16 bits, and what the ear makes of them."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from shopper.programme.loading import load_stock
from shopper.sandbox.phone.voice import Voice, speak

RATE = 8_000
listening = load_stock("probes.phone.ear.listening")
Kind = load_stock("probes.phone.ear.kinds").Kind


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def tone(seconds: float, *pitches: float, level: float = 6_000) -> bytes:
    """Some pitches at once, in Hz."""
    parts = [
        level * sum(math.sin(2 * math.pi * pitch * n / RATE) for pitch in pitches) / len(pitches)
        for n in range(round(seconds * RATE))
    ]
    return array("h", [int(part) for part in parts]).tobytes()


def tune(*pitches: float, each_s: float = 0.5) -> bytes:
    """Notes with overtones that fade, one after the other without a rest."""
    samples = array("h")
    for pitch in pitches:
        for n in range(round(each_s * RATE)):
            wave = sum(math.sin(2 * math.pi * pitch * k * n / RATE) / k for k in (1, 2, 3))
            samples.append(int(6_000 * math.exp(-2.0 * n / RATE) * wave / 1.8))
    return samples.tobytes()


MUSIC = tune(330, 392, 440, 523, 494, 440)  # 3 s


def hiss(seconds: float, *, level: float, seed: int = 1) -> bytes:
    chance = random.Random(seed)
    samples = (int(chance.gauss(0, level)) for _ in range(round(seconds * RATE)))
    return array("h", [max(-32_768, min(32_767, sample)) for sample in samples]).tobytes()


def speech(text: str = "Good day, how can I help you?", *, who: str = "Iryna", language: str = "en") -> bytes:
    return speak(text, Voice.of(who), language).pcm


def seconds(pcm: bytes) -> float:
    return len(pcm) / 2 / RATE


def louder(pcm: bytes, times: float) -> bytes:
    samples = array("h", pcm)
    return array("h", [max(-32_768, min(32_767, round(sample * times))) for sample in samples]).tobytes()


def mixed(one: bytes, other: bytes) -> bytes:
    """Both at once, as long as the first."""
    pair = zip(array("h", one), array("h", other[: len(one)]), strict=True)
    return array("h", [max(-32_768, min(32_767, a + b)) for a, b in pair]).tobytes()


def listen(*parts: bytes, chunk: int = 320, ear: Any = None) -> tuple[Any, list[Any]]:
    """(the ear, everything it told) after it heard the parts in a row, in chunks of so many bytes."""
    ear = ear or listening.Ear()
    pcm, events = b"".join(parts), []
    for at in range(0, len(pcm), chunk):
        events += ear.hear(at // 2, pcm[at : at + chunk])
    return ear, events + ear.finish()


def told(events: Sequence[Any], name: str) -> list[Any]:
    """The events of one class."""
    return [event for event in events if type(event).__name__ == name]


def course(events: Sequence[Any]) -> list[tuple[str, float]]:
    """The switches: what began when, in seconds."""
    return [(str(event.now), event.at / RATE) for event in told(events, "Switch")]


class Counting:
    """A meter without a model: it takes what has many changes of sign for speech, and remembers, as a real one does."""

    def __init__(self) -> None:
        self._before = 0.0

    def speech(self, window: array[float]) -> float:
        changes = sum((a < 0) != (b < 0) for a, b in pairwise(window))
        self._before = 0.3 * self._before + 0.7 * min(1.0, changes / 60)
        return self._before

    def reset(self) -> None:
        self._before = 0.0
