"""Speech endpoints in the shape of OpenAI's, for tests and the demo: they know the sandbox's own voices and no others.

    POST /v1/audio/transcriptions   multipart: file (WAV), response_format (json, verbose_json, text). What the sandbox
                                    said, or spoke for a customer, is found again (recognising.py); all else is "".
    POST /v1/audio/speech           JSON: input, voice (any name), response_format (wav, pcm). The sandbox's voice.

Both want "Authorization: Bearer sandbox". `faults: {phone: {transcription: 429, slow: 2}}` makes them fail.
"""

from __future__ import annotations

import asyncio
import io
import wave
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from ...errors import ShopperError
from ...telephony.audio import resample, to_line_audio
from ..tongues import tongue_of
from .faults import PhoneFaults
from .lines import Lines
from .recognising import recognise
from .voice import RATE

KEY = "sandbox"
_PCM_RATE = 24000  # of OpenAI's "pcm"
_LONGEST = 4096  # characters, as there
_LARGEST = 25 * 1024 * 1024  # bytes, as there


class SpeechApi:
    """The two endpoints, as routes of the sandbox's site."""

    def __init__(self, lines: Lines, faults: PhoneFaults) -> None:
        self._lines = lines
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/v1/audio/transcriptions", self._transcribe), web.post("/v1/audio/speech", self._speak)]

    async def _transcribe(self, request: web.Request) -> web.Response:
        if wrong := await self._wrong(request, self._faults.transcription):
            return wrong
        fields: dict[str, bytes] = {}
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                if isinstance(part, BodyPartReader) and part.name:
                    fields[part.name] = bytes(await part.read(decode=True))
        if not fields.get("file") or not fields.get("model"):
            return _error(400, "Give a form with the fields file and model.")
        if len(fields["file"]) > _LARGEST:
            return _error(413, "The file is larger than 25 MB.")
        form = fields.get("response_format", b"json").decode(errors="replace")
        if form not in ("json", "verbose_json", "text"):
            return _error(400, f"response_format {form} is not supported: json, verbose_json or text.")
        try:
            pcm = to_line_audio(fields["file"])
        except (ValueError, ShopperError) as error:
            return _error(400, f"The file is no WAV: {error}")
        wanted = fields.get("language", b"").decode(errors="replace")
        found = await asyncio.to_thread(recognise, pcm, self._lines.known(), wanted)
        text = " ".join(phrase.text for phrase in found)
        if form == "text":
            return web.Response(text=text + "\n")
        if form == "json":
            return web.json_response({"text": text})
        segments = [
            {
                "id": n, "start": round(phrase.start, 3), "end": round(phrase.end, 3), "text": phrase.text,
                "avg_logprob": round(phrase.alike - 1, 3), "no_speech_prob": 0.0,
            }
            for n, phrase in enumerate(found)
        ]  # fmt: skip
        language = wanted or tongue_of(text, "en")
        whole = {"task": "transcribe", "language": language, "duration": len(pcm) / 2 / RATE}
        return web.json_response({**whole, "text": text, "segments": segments})

    async def _speak(self, request: web.Request) -> web.Response:
        if wrong := await self._wrong(request, self._faults.speech):
            return wrong
        try:
            wanted: Any = await request.json()
            text, voice = str(wanted["input"]).strip(), str(wanted["voice"])
            form = str(wanted.get("response_format", "wav"))
        except (ValueError, KeyError, TypeError, AttributeError):
            return _error(400, "Give JSON with input and voice.")
        if not text or len(text) > _LONGEST:
            return _error(400, "input must have 1 to 4096 characters.")
        if form not in ("wav", "pcm"):
            return _error(400, f"response_format {form} is not supported: wav or pcm.")
        spoken = await asyncio.to_thread(self._lines.line, text, voice, tongue_of(text, "en"))
        if form == "pcm":
            louder = await asyncio.to_thread(resample, spoken.pcm, RATE, _PCM_RATE)
            return web.Response(body=louder, content_type="audio/pcm")
        return web.Response(body=_wav(spoken.pcm), content_type="audio/wav")

    async def _wrong(self, request: web.Request, fault: int) -> web.Response | None:
        await asyncio.sleep(self._faults.slow)
        if fault:
            return _error(fault, "It goes wrong on purpose.", {"Retry-After": "1"} if fault in (429, 503) else None)
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "Incorrect API key provided.")
        return None


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> web.Response:
    kind = "invalid_request_error" if status < 500 else "server_error"
    body = {"error": {"message": message, "type": kind, "param": None, "code": None}}
    return web.json_response(body, status=status, headers=headers)


def _wav(pcm: bytes) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm)
    return kept.getvalue()
