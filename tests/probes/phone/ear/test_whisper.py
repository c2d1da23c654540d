"""faster-whisper with a model of the owner's: what it needs is told before a call, what it makes up is left out.

With SHOPPER_WHISPER set to a model's folder, and faster-whisper installed, the real one is asked, too.
"""

from __future__ import annotations

import asyncio
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.hearing import Hearing

from .sounds import RATE, silence, speech

transcribing = load_stock("probes.phone.ear.transcribing")
whisper = load_stock("probes.phone.ear.whisper")


class FakeWhisper:
    """Stands for the library: hears what the test says."""

    parts: ClassVar[list[tuple[str, float, float]]] = []
    language: ClassVar[tuple[str, float]] = ("en", 1.0)
    loaded: ClassVar[list[dict[str, Any]]] = []
    asked: ClassVar[list[dict[str, Any]]] = []
    error: ClassVar[Exception | None] = None

    def __init__(self, folder: str, **options: Any) -> None:
        FakeWhisper.loaded.append({"folder": folder, **options})

    def transcribe(self, samples: Any, **options: Any) -> Any:
        FakeWhisper.asked.append({"samples": len(samples), **options})
        if FakeWhisper.error is not None:
            raise FakeWhisper.error
        parts = [SimpleNamespace(text=t, avg_logprob=p, no_speech_prob=s) for t, p, s in FakeWhisper.parts]
        return iter(parts), SimpleNamespace(language=self.language[0], language_probability=self.language[1])


class Samples(list[float]):
    def astype(self, _: str) -> Samples:
        return self

    def __truediv__(self, by: float) -> Samples:
        return self


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).touch()
    library, numpy = ModuleType("faster_whisper"), ModuleType("numpy")
    library.WhisperModel = FakeWhisper  # type: ignore[attr-defined]
    library.__spec__ = SimpleNamespace(name="faster_whisper")  # type: ignore[assignment]
    numpy.frombuffer = lambda pcm, dtype: Samples([0.0] * (len(pcm) // 2))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "faster_whisper", library)
    monkeypatch.setitem(sys.modules, "numpy", numpy)
    fresh: dict[str, Any] = {"parts": [], "loaded": [], "asked": [], "error": None, "language": ("en", 1.0)}
    for name, value in fresh.items():
        monkeypatch.setattr(FakeWhisper, name, value)
    return str(tmp_path)


def transcribe(folder: str, *calls: tuple[bytes, str]) -> list[Any]:
    async def run() -> list[Any]:
        transcriber = transcribing.transcriber_of(Hearing(engine="faster-whisper", model=folder))
        return [await transcriber.transcribe(pcm, language) for pcm, language in calls]

    return asyncio.run(run())


def test_the_model_is_loaded_once_from_the_folder_and_never_fetched(model: str) -> None:
    FakeWhisper.parts = [(" Good day.", -0.2, 0.0)]
    told = transcribe(model, (silence(1), "en"), (silence(1), "pl"))
    assert [t.text for t in told] == ["Good day.", "Good day."]
    (loaded,) = FakeWhisper.loaded
    assert loaded["folder"] == model and loaded["local_files_only"] is True
    assert [asked["language"] for asked in FakeWhisper.asked] == ["en", "pl"]
    assert all(asked["condition_on_previous_text"] is False for asked in FakeWhisper.asked)
    assert all(asked["samples"] > 2 * RATE for asked in FakeWhisper.asked), "it hears 16,000 samples a second"


def test_what_it_makes_up_is_left_out(model: str) -> None:
    FakeWhisper.parts = [(" Good day.", -0.2, 0.0), (" Thanks for watching.", -1.4, 0.2)]
    (told,) = transcribe(model, (silence(1), "en"))
    assert (told.text, told.why) == ("Good day.", "")
    FakeWhisper.parts = [(" so so so so so so so", -0.2, 0.0)]
    (told,) = transcribe(model, (silence(1), "en"))
    assert told.text == "" and "too doubtful" in told.why


def test_a_language_that_it_only_guesses_is_no_transcript(model: str) -> None:
    FakeWhisper.parts = [(" שלום", -0.2, 0.0)]
    FakeWhisper.language = ("he", 0.25)
    (told,) = transcribe(model, (silence(1), ""))
    assert told.text == "" and "language" in told.why


def test_a_model_that_breaks_is_no_transcript(model: str) -> None:
    FakeWhisper.error = RuntimeError("out of memory")
    (told,) = transcribe(model, (silence(1), "en"))
    assert "RuntimeError: out of memory" in told.why


@pytest.mark.parametrize("missing", ["model.bin", "tokenizer.json"])
def test_a_folder_without_a_whole_model_is_told_before_a_call(model: str, missing: str) -> None:
    (Path(model) / missing).unlink()
    with pytest.raises(OurFault, match=missing) as told:
        transcribing.transcriber_of(Hearing(engine="faster-whisper", model=model))
    assert told.value.code == "no_model"


def test_a_missing_library_is_told_with_what_to_run(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper, "find_spec", lambda name: None)
    with pytest.raises(OurFault, match="pip install faster-whisper") as told:
        transcribing.transcriber_of(Hearing(engine="faster-whisper", model=model))
    assert told.value.code == "not_installed"


@pytest.mark.skipif(
    not os.environ.get("SHOPPER_WHISPER") or find_spec("faster_whisper") is None,
    reason="no model of Whisper here: set SHOPPER_WHISPER to its folder and install faster-whisper",
)
def test_a_real_model_answers() -> None:
    (told,) = transcribe(os.environ["SHOPPER_WHISPER"], (speech("Good day, how can I help you?"), "en"))
    assert told.engine == "faster-whisper"
    assert told.text or told.why
