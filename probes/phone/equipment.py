"""What writes down and what speaks in the calls of each channel, made once in a session."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from shopper.engine.probe import Conversation, Host

if TYPE_CHECKING:
    from .ear.transcribing import Transcriber
    from .voice.speaking import Voice


class Equipment:
    """By channel. Raises OurFault where what the settings name cannot work."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._scribes: dict[str, Transcriber] = {}
        self._voices: dict[str, Voice] = {}

    def scribe(self, conversation: Conversation) -> Transcriber:
        """What makes words of what is heard."""
        from .ear.transcribing import transcriber_of

        if conversation.channel_id not in self._scribes:
            hearing, sandbox = conversation.channel.call.hearing, conversation.company.sandbox
            self._scribes[conversation.channel_id] = transcriber_of(hearing, loopback_only=sandbox)
        return self._scribes[conversation.channel_id]

    def voice(self, conversation: Conversation) -> Voice:
        """What the customer's lines are said with."""
        from .voice.speaking import voice_of

        if conversation.channel_id not in self._voices:
            cache = Path(self._host.evidence_dir).parent / "voice"
            speaking, sandbox = conversation.channel.call.speaking, conversation.company.sandbox
            self._voices[conversation.channel_id] = voice_of(speaking, cache=cache, loopback_only=sandbox)
        return self._voices[conversation.channel_id]

    async def aclose(self) -> None:
        """Let all go. Never raises."""
        parts: list[Transcriber | Voice] = [*self._scribes.values(), *self._voices.values()]
        self._scribes, self._voices = {}, {}
        await asyncio.gather(*(part.aclose() for part in parts), return_exceptions=True)
