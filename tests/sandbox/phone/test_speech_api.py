"""The sandbox's endpoints of speech: its own voices and no others, and what may go wrong there."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shopper.sandbox.company import RunningCompany, running_company
from shopper.telephony.audio import to_line_audio

from .calling import script
from .speech import LINES, speechlike


@pytest.fixture(scope="module")
def company() -> Iterator[RunningCompany]:
    with running_company(script({"refuses": "declined"})) as running:
        yield running


@pytest.fixture
def api(company: RunningCompany) -> Iterator[httpx.Client]:
    headers = {"Authorization": "Bearer sandbox"}
    with httpx.Client(
        base_url=f"{company.facts.site}/v1/audio", headers=headers, trust_env=False, timeout=30
    ) as client:
        yield client
    company.faults.phone.transcription = company.faults.phone.speech = 0


def speech(api: httpx.Client, text: str, **more: Any) -> httpx.Response:
    return api.post("/speech", json={"model": "any", "voice": "olena", "input": text, **more})


def transcribed(api: httpx.Client, audio: bytes, **more: str) -> httpx.Response:
    return api.post("/transcriptions", files={"file": ("call.wav", audio)}, data={"model": "any", **more})


@pytest.mark.parametrize(("language", "text"), LINES, ids=[language for language, _ in LINES])
def test_what_was_spoken_here_is_transcribed_here(api: httpx.Client, language: str, text: str) -> None:
    spoken = speech(api, text)
    assert spoken.headers["Content-Type"] == "audio/wav"
    assert sum(speechlike(to_line_audio(spoken.content))) > 20
    assert transcribed(api, spoken.content, language=language).json() == {"text": text}


def test_the_long_form_tells_when_each_phrase_was_said(api: httpx.Client) -> None:
    spoken = speech(api, "Good day. It costs 1,299 UAH.").content
    told = transcribed(api, spoken, response_format="verbose_json", language="en").json()
    assert told["text"] == "Good day. It costs 1,299 UAH."
    assert told["language"] == "en"
    first, second = told["segments"]
    assert first["end"] < second["start"] < second["end"] <= told["duration"] + 0.1


def test_a_stranger_has_no_words(api: httpx.Client) -> None:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16000)
        out.writeframes(bytes(32000))
    assert transcribed(api, kept.getvalue(), response_format="text").text == "\n"


def test_sound_without_a_file_around_it_is_at_the_rate_that_is_usual_there(api: httpx.Client) -> None:
    wav, pcm = (speech(api, "Good day.", response_format=form) for form in ("wav", "pcm"))
    assert abs(len(pcm.content) - 3 * len(wav.content)) < 1000
    assert pcm.headers["Content-Type"] == "audio/pcm"


@pytest.mark.parametrize("status", [401, 429, 500])
def test_it_goes_wrong_when_told_to(company: RunningCompany, api: httpx.Client, status: int) -> None:
    good = speech(api, "Good day.").content
    company.faults.phone.transcription = company.faults.phone.speech = status
    for answer in (transcribed(api, good), speech(api, "Good day.")):
        assert answer.status_code == status
        assert answer.json()["error"]["message"]


def test_a_wrong_key_is_refused(api: httpx.Client) -> None:
    api.headers["Authorization"] = "Bearer other"
    assert speech(api, "Good day.").status_code == 401
    assert transcribed(api, b"RIFF").status_code == 401


@pytest.mark.parametrize(("text", "form"), [("", "wav"), ("x" * 5000, "wav"), ("Good day.", "mp3")])
def test_what_cannot_be_spoken_is_refused(api: httpx.Client, text: str, form: str) -> None:
    assert speech(api, text, response_format=form).status_code == 400


@pytest.mark.parametrize(
    ("audio", "more"), [(b"no wav", {}), (b"", {}), (b"RIFF", {"response_format": "srt"}), (b"RIFF0000WAVE", {})]
)
def test_what_cannot_be_heard_is_refused(api: httpx.Client, audio: bytes, more: dict[str, str]) -> None:
    assert transcribed(api, audio, **more).status_code == 400
