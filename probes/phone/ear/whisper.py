"""faster-whisper on this computer, with a model in a folder of the owner's; nothing is ever downloaded.

Only its words are taken: its times are up to half a second off, and the ear's are not.
"""

from __future__ import annotations

import asyncio
import threading
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shopper.errors import OurFault
from shopper.telephony.audio import resample

from .doubtful import Said, believed
from .transcribing import Transcript
from .windows import RATE

_RATE = 16_000  # what Whisper hears
_AROUND = bytes(2 * _RATE * 3 // 10)  # 0.3 s of silence: cut close, first and last words get lost
_FILES = ("model.bin", "config.json", "tokenizer.json")  # without the last one the library would fetch it
_LEAST_LANGUAGE = 0.7  # of a language that it found itself; below, it has been Hebrew


class _Model:
    """A model in memory, used by one call at a time."""

    def __init__(self, folder: str) -> None:
        self._folder, self._model, self._lock = folder, None, threading.Lock()

    def words(self, pcm: bytes, language: str) -> tuple[list[Said], str, float]:
        """(parts, language, how sure it is of the language)."""
        numpy = import_module("numpy")
        with self._lock:
            model = self._loaded()
            samples = numpy.frombuffer(pcm, dtype="<i2").astype("float32") / 32_768
            parts, info = model.transcribe(
                samples,
                language=language or None,
                beam_size=5,
                condition_on_previous_text=False,
                without_timestamps=True,
                vad_filter=False,
            )
            said = [Said(part.text, float(part.avg_logprob), float(part.no_speech_prob)) for part in parts]
            return said, str(info.language), float(info.language_probability)

    def _loaded(self) -> Any:
        if self._model is None:
            library: Any = import_module("faster_whisper")
            self._model = library.WhisperModel(
                self._folder, device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True
            )
        return self._model


_models: dict[str, _Model] = {}  # one in memory for all calls: it takes half a gigabyte


class Whisper:
    """Raises OurFault ("no_model", "not_installed") where it could not work."""

    def __init__(self, folder: str, *, within_s: float) -> None:
        missing = [name for name in _FILES if not (Path(folder) / name).is_file()]
        if missing:
            raise OurFault(
                f"{folder} holds no model for faster-whisper: {', '.join(missing)} is missing. Put a CTranslate2 model "
                "of Whisper there, or correct hearing.model.",
                code="no_model",
            )
        if find_spec("faster_whisper") is None:
            raise OurFault(
                "hearing.engine is faster-whisper, which is not installed. Run: pip install faster-whisper",
                code="not_installed",
            )
        self._folder, self._within_s = folder, within_s
        self._model = _models.setdefault(str(Path(folder).resolve()), _Model(folder))

    async def transcribe(self, pcm: bytes, language: str) -> Transcript:
        def work() -> tuple[list[Said], str, float]:
            return self._model.words(_AROUND + resample(pcm, RATE, _RATE) + _AROUND, language)

        try:
            parts, found, sure = await asyncio.wait_for(asyncio.to_thread(work), self._within_s)
        except TimeoutError:
            raise OurFault(f"faster-whisper took longer than {self._within_s:g} s", code="speech_slow") from None
        name = Path(self._folder).name
        if not language and sure < _LEAST_LANGUAGE:
            why = "no transcript: the language could not be told"
            return Transcript("", "faster-whisper", name, why=why)
        text, confidence = believed(parts)
        why = "no transcript: the words were too doubtful to be believed" if parts and not text else ""
        return Transcript(text, "faster-whisper", name, confidence, why, found)

    async def aclose(self) -> None:
        pass
