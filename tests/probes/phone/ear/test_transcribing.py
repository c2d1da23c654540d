"""Words of what was said, by an engine of the owner's choice; what fails is “no transcript”, and why."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.hearing import Hearing
from shopper.telephony.audio import read_wav

from ..speech_server import SpeechServer, answer, with_server
from .sounds import silence, speech

transcribing = load_stock("probes.phone.ear.transcribing")
service = load_stock("probes.phone.speech_service")
PCM = speech("Good day")


def hearing(url: str, **more: Any) -> Hearing:
    return Hearing.model_validate({"engine": "openai", "url": url, "key": "sandbox:password", **more})


def transcribe(*answers: Any, pcm: bytes = PCM, language: str = "uk", **more: Any) -> tuple[Any, SpeechServer]:
    async def use(server: SpeechServer) -> Any:
        transcriber = transcribing.transcriber_of(hearing(server.url, **more), loopback_only=True)
        try:
            return await transcriber.transcribe(pcm, language)
        finally:
            await transcriber.aclose()

    return with_server(use, *answers)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_PAUSES", (0.0, 0.0, 0.0))


def test_without_an_engine_there_is_no_transcript_and_no_guess() -> None:
    told = asyncio.run(transcribing.transcriber_of(Hearing()).transcribe(PCM, "en"))
    assert (told.text, told.engine, told.confidence) == ("", "none", None)
    assert "no engine is set" in told.why


def test_a_service_is_asked_with_the_sound_and_the_language() -> None:
    told, server = transcribe(answer(200, {"text": "Добрий день"}), model="large")
    assert (told.text, told.why, told.model, told.language) == ("Добрий день", "", "large", "uk")
    (asked,) = server.asked
    assert asked["path"] == "/v1/audio/transcriptions"
    assert (asked["language"], asked["model"], asked["auth"]) == ("uk", "large", "Bearer sandbox")
    sound = read_wav(asked["file"])
    assert (sound.rate, sound.channels, sound.pcm) == (8_000, 1, PCM)


def test_how_sure_the_service_is_comes_with_the_words_and_its_inventions_do_not() -> None:
    parts = [
        {"text": " Good day.", "avg_logprob": -0.1, "no_speech_prob": 0.01},
        {"text": " Thanks for watching!", "avg_logprob": -0.8, "no_speech_prob": 0.9},
        {"text": " something", "avg_logprob": -1.7, "no_speech_prob": 0.1},
    ]
    told, _ = transcribe(answer(200, {"text": "Good day. Thanks for watching! something", "segments": parts}))
    assert told.text == "Good day."
    assert told.confidence == pytest.approx(0.9, abs=0.02)


def test_words_that_are_all_doubtful_are_no_transcript() -> None:
    told, _ = transcribe(answer(200, {"text": "la la la la la la la", "segments": []}))
    assert told.text == ""
    assert "too doubtful" in told.why


def test_no_words_heard_is_a_transcript_without_words() -> None:
    told, _ = transcribe(answer(200, {"text": "", "segments": []}))
    assert (told.text, told.why) == ("", "")


def test_a_model_that_knows_only_the_plain_form_is_asked_for_that() -> None:
    async def use(server: SpeechServer) -> Any:
        transcriber = transcribing.transcriber_of(hearing(server.url))
        try:
            return [await transcriber.transcribe(PCM, "en") for _ in range(2)]
        finally:
            await transcriber.aclose()

    told, server = with_server(
        use, answer(400, {"error": {"message": "verbose_json is not supported"}}), answer(200, {"text": "Good day"})
    )
    assert [t.text for t in told] == ["Good day", "Good day"]
    assert [asked["response_format"] for asked in server.asked] == ["verbose_json", "json", "json"]


@pytest.mark.parametrize(
    ("status", "why"), [(401, "refused our key"), (429, "too busy"), (500, "too busy"), (400, "answered 400")]
)
def test_a_service_that_refuses_is_no_transcript_and_says_why(status: int, why: str) -> None:
    told, _ = transcribe(answer(status, {}))
    assert told.text == ""
    assert told.why.startswith("no transcript: ") and why in told.why


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[]", b'{"text": null}', b"<html>not found</html>", {"words": 1}])
def test_an_answer_that_is_no_transcript_is_told_as_such(body: Any) -> None:
    told, _ = transcribe(answer(200, body))
    assert "gave no transcript" in told.why


@pytest.mark.parametrize(
    "segments", [None, "x", [1, None], [{}], [{"text": None}], [{"text": "Good day", "avg_logprob": "high"}]]
)
def test_parts_in_any_form_do_no_harm(segments: Any) -> None:
    told, _ = transcribe(answer(200, {"text": "Good day", "segments": segments}))
    assert (told.text, told.confidence, told.why) == ("Good day", None, "")


@pytest.mark.parametrize("pcm", [b"", b"\x01"])
def test_nothing_is_not_sent_anywhere(pcm: bytes) -> None:
    told, server = transcribe(answer(200, {"text": "Hm"}), pcm=pcm)
    assert (told.text, told.why, server.asked) == ("", "", [])


def test_the_sandboxs_calls_are_sent_nowhere_else() -> None:
    with pytest.raises(OurFault, match="not on this machine"):
        transcribing.transcriber_of(hearing("https://speech.example/v1"), loopback_only=True)


def test_an_engine_that_breaks_is_no_transcript_and_not_the_end_of_the_call() -> None:
    class Broken:
        async def transcribe(self, pcm: bytes, language: str) -> Any:
            raise ZeroDivisionError("oh")

        async def aclose(self) -> None:
            pass

    told = asyncio.run(transcribing.Guarded(Broken(), "mine", "m").transcribe(silence(1), "en"))
    assert told.why == "no transcript: mine failed: ZeroDivisionError: oh"
