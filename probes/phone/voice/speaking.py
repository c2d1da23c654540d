"""What the customer says on the telephone: a recording of the line; else a program or a service says it.

Made once and kept by its content, so that a line is there at once when it is needed in a call.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from shopper.errors import OurFault, ShopperError
from shopper.settings.hearing import Speaking
from shopper.telephony.audio import to_line_audio

from .program import said_by_program
from .recordings import Recording, recording_of, recordings_in

if TYPE_CHECKING:
    from ..speech_service import SpeechService

_SHOWN = 3


class Voice:
    """Says lines. cache: a folder for what was made. Raises OurFault ("voice", "secret", "outside") where it could not
    work."""

    def __init__(self, speaking: Speaking, *, cache: Path, loopback_only: bool = False) -> None:
        self._speaking, self._cache = speaking, cache
        self._recordings: tuple[Recording, ...] = ()
        if speaking.recordings:
            self._recordings = recordings_in(Path(speaking.recordings))
        self._service: SpeechService | None = None
        if speaking.url and not speaking.command:
            from ..speech_service import SpeechService

            self._service = SpeechService(
                speaking.url,
                speaking.key,
                what="the speech service",
                within_s=speaking.within,
                loopback_only=loopback_only,
            )
        self._at_once = asyncio.Semaphore(2)

    async def pcm(self, text: str, language: str, persona: str = "") -> bytes:
        """The line as 8 kHz, 16 bits, one channel. Raises OurFault: "no_voice" where there is no way to say it,
        "voice" and those of SpeechService where the way failed."""
        recording = recording_of(self._recordings, text, language, persona)
        if recording is not None:
            wav = await asyncio.to_thread(_read, recording.file)
            return await self._kept(["recorded", sha256(wav).hexdigest()], wav, str(recording.file))
        if not self._speaks:
            raise _no_voice([text], language, persona, self._speaking)
        identity = self._identity(text, language)
        kept = self._file(identity)
        if kept.is_file():
            return await asyncio.to_thread(kept.read_bytes)
        async with self._at_once:
            return await self._kept(identity, await self._made(text, language), "what was made of the line")

    async def ready(self, texts: Iterable[str], language: str, persona: str = "") -> None:
        """Have these lines made, before a call in which they are said. Raises OurFault as `pcm` does, for all lines at
        once where there is no way to say them."""
        lines = list(dict.fromkeys(texts))
        if missing := self.missing(lines, language, persona):
            raise _no_voice(missing, language, persona, self._speaking)
        await asyncio.gather(*(self.pcm(line, language, persona) for line in lines))

    def missing(self, texts: Iterable[str], language: str, persona: str = "") -> list[str]:
        """The lines that there is no way to say."""
        if self._speaks:
            return []
        lines = dict.fromkeys(texts)
        return [line for line in lines if recording_of(self._recordings, line, language, persona) is None]

    async def aclose(self) -> None:
        """Let everything go."""
        if self._service is not None:
            await self._service.aclose()

    @property
    def _speaks(self) -> bool:
        return bool(self._speaking.command or self._service)

    def _identity(self, text: str, language: str) -> list[str]:
        speaking = self._speaking
        if speaking.command:
            return ["program", *speaking.command, language, text]
        return ["service", speaking.url, speaking.model, speaking.voice_in(language), language, text]

    async def _made(self, text: str, language: str) -> bytes:
        speaking = self._speaking
        if self._service is None:
            return await said_by_program(speaking.command, text, language, within_s=speaking.within)
        asked = {
            "model": speaking.model,
            "voice": speaking.voice_in(language),
            "input": text,
            "response_format": "wav",
        }
        response = await self._service.post("/audio/speech", json=asked)
        return response.content

    def _file(self, identity: list[str]) -> Path:
        return self._cache / f"{sha256(json.dumps(identity).encode()).hexdigest()}.pcm"

    async def _kept(self, identity: list[str], wav: bytes, what: str) -> bytes:
        file = self._file(identity)
        return await asyncio.to_thread(_converted, file, wav, what)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OurFault(f"the recorded line {file} cannot be read: {error.strerror}.", code="voice") from error


def _converted(file: Path, wav: bytes, what: str) -> bytes:
    if file.is_file():
        return file.read_bytes()
    try:
        pcm = to_line_audio(wav)
    except ShopperError as error:
        raise OurFault(f"{what} cannot be played: {error}.", code="voice") from error
    if not pcm:
        raise OurFault(f"{what} is a WAV without any sound.", code="voice")
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(pcm)
    unfinished.replace(file)
    return pcm


def _no_voice(texts: list[str], language: str, persona: str, speaking: Speaking) -> OurFault:
    shown = ", ".join(f"“{text}”" for text in texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")
    who = f" by {persona}" if persona else ""
    folder = speaking.recordings or "a folder named by speaking.recordings"
    return OurFault(
        f"there is no way to say this on the telephone{who} ({language}): {shown}. Record it as a WAV into {folder} "
        "(its words as the file's name, or in a .txt beside it), or set speaking.command or speaking.url.",
        code="no_voice",
    )


def voice_of(speaking: Speaking, *, cache: Path, loopback_only: bool = False) -> Voice:
    """The voice that the settings name. loopback_only: nothing may leave this machine. Raises OurFault like Voice."""
    return Voice(speaking, cache=cache, loopback_only=loopback_only)
