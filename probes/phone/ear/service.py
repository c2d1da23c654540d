"""A transcription service with OpenAI's interface: the owner's own server, or a provider's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from shopper.errors import OurFault
from shopper.settings.hearing import Hearing
from shopper.telephony.audio import wav_bytes

from ..speech_service import BadRequest, SpeechService
from .doubtful import Said, believed
from .transcribing import Transcript

_PATH = "/audio/transcriptions"


class ServiceTranscriber:
    """Raises OurFault ("secret", "outside") where it could not work."""

    def __init__(self, hearing: Hearing, *, loopback_only: bool = False) -> None:
        self.model = hearing.model or "whisper-1"
        self._service = SpeechService(
            hearing.url,
            hearing.key,
            what="the transcription service",
            within_s=hearing.within,
            loopback_only=loopback_only,
        )
        self._form = "verbose_json"  # tells how sure it is; not every model knows it

    async def transcribe(self, pcm: bytes, language: str) -> Transcript:
        told = await self._ask(wav_bytes(pcm), language)
        parts = _parts(told)
        text, confidence = believed(parts)
        doubted = any(part.text.strip() for part in parts) and not text
        why = "no transcript: the words were too doubtful to be believed" if doubted else ""
        return Transcript(text, "openai", self.model, confidence, why, str(told.get("language") or language))

    async def aclose(self) -> None:
        await self._service.aclose()

    async def _ask(self, wav: bytes, language: str) -> Mapping[str, Any]:
        fields = {"model": self.model, "response_format": self._form, "temperature": "0"}
        if language:
            fields["language"] = language
        try:
            response = await self._service.post(_PATH, data=fields, files={"file": ("call.wav", wav, "audio/wav")})
        except BadRequest:
            if self._form == "json":
                raise
            self._form = "json"
            return await self._ask(wav, language)
        try:
            told = response.json()
        except ValueError:
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("text"), str):
            raise OurFault(
                "the transcription service gave no transcript; is “url” that of …/v1?", code="speech_refused"
            )
        return told


def _parts(told: Mapping[str, Any]) -> list[Said]:
    segments = told.get("segments")
    parts = [_part(segment) for segment in segments if isinstance(segment, dict)] if isinstance(segments, list) else []
    return parts if any(part.text.strip() for part in parts) else [Said(told["text"])]


def _part(segment: Mapping[str, Any]) -> Said:
    logprob, silent = segment.get("avg_logprob"), segment.get("no_speech_prob")
    return Said(
        str(segment.get("text") or ""),
        float(logprob) if isinstance(logprob, int | float) and math.isfinite(logprob) else None,
        float(silent) if isinstance(silent, int | float) and math.isfinite(silent) else 0.0,
    )
