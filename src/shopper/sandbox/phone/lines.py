"""What is said on the sandbox's telephone: lines in the voices of their speakers, made once and remembered."""

from __future__ import annotations

from pathlib import Path

from ...errors import ConfigError, Mistake
from ...telephony.audio import to_line_audio
from .voice import Phrase, Spoken, Voice, speak

_KEPT = 2000


class Lines:
    """folder: where recordings of the script lie."""

    def __init__(self, folder: str = "") -> None:
        self._folder = Path(folder)
        self._said: dict[tuple[str, str, str, str], Spoken] = {}

    def line(self, text: str, name: str, language: str, recording: str = "") -> Spoken:
        """The line as samples. recording: a WAV file that is played in place of the synthesised voice. Raises
        ConfigError where that cannot be read."""
        key = (text, name, language, recording)
        if key not in self._said:
            self._said[key] = self._recorded(text, recording) if recording else speak(text, Voice.of(name), language)
            if len(self._said) > _KEPT:
                del self._said[next(iter(self._said))]
        return self._said[key]

    def known(self) -> list[Spoken]:
        """Everything said so far, the newest first."""
        return list(reversed(self._said.values()))

    def _recorded(self, text: str, recording: str) -> Spoken:
        path = self._folder / recording
        try:
            pcm = to_line_audio(path)
        except (OSError, ValueError) as error:
            what = f"the recording {path} cannot be played: {error}."
            raise ConfigError([Mistake("staff script", None, "recording", what, "Give a WAV file.")]) from error
        return Spoken(pcm, (Phrase(text, 0, len(pcm) // 2),))
