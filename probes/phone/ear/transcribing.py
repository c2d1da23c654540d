"""Makes words of what was said, by an engine of the owner's choice; without one there is none, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from shopper.errors import OurFault
from shopper.settings.hearing import Hearing


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one utterance.

    confidence: from 0 to 1, None where the engine does not say. why: "" or why there is no transcript; that is ours,
    and says nothing about the company. With text and why both "" the engine heard no words.
    """

    text: str
    engine: str
    model: str = ""
    confidence: float | None = None
    why: str = ""
    language: str = ""


class Transcriber(Protocol):
    """Makes transcripts."""

    async def transcribe(self, pcm: bytes, language: str) -> Transcript:
        """The words of 8 kHz, 16 bits, one channel; language: en, uk, ru or pl. Never raises: see Transcript.why."""

    async def aclose(self) -> None:
        """Let everything go."""


class NoTranscriber:
    """There is no engine."""

    async def transcribe(self, pcm: bytes, language: str) -> Transcript:
        return Transcript("", "none", why="no transcript: no engine is set (hearing)", language=language)

    async def aclose(self) -> None:
        pass


class Guarded:
    """Turns every failure of an engine into a transcript that says why there is none."""

    def __init__(self, engine: Transcriber, name: str, model: str) -> None:
        self._engine, self._name, self._model = engine, name, model

    async def transcribe(self, pcm: bytes, language: str) -> Transcript:
        if len(pcm) < 2:
            return Transcript("", self._name, self._model, language=language)
        try:
            return await self._engine.transcribe(pcm[: len(pcm) // 2 * 2], language)
        except OurFault as fault:
            why = str(fault)
        except Exception as error:  # an engine's own troubles must not end a call
            why = f"{self._name} failed: {type(error).__name__}: {error}"
        return Transcript("", self._name, self._model, why=f"no transcript: {why}", language=language)

    async def aclose(self) -> None:
        await self._engine.aclose()


def transcriber_of(hearing: Hearing, *, loopback_only: bool = False) -> Transcriber:
    """The engine that the settings name. loopback_only: nothing may leave this machine.

    Raises OurFault before any call is made: "no_model", "not_installed", "secret", "outside".
    """
    if hearing.engine == "faster-whisper":
        from .whisper import Whisper

        return Guarded(Whisper(hearing.model, within_s=hearing.within), "faster-whisper", hearing.model)
    if hearing.engine == "openai":
        from .service import ServiceTranscriber

        service = ServiceTranscriber(hearing, loopback_only=loopback_only)
        return Guarded(service, "openai", service.model)
    return NoTranscriber()
