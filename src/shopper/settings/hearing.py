"""How the customer understands and speaks on the telephone, as the config names it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from .block import Block
from .mailing import is_loopback
from .values import Language, Seconds, Secret

_BLANK = re.compile(r"\{(\w*)\}")
_BLANKS = ("language", "file", "text")


def _base(url: str) -> str:
    """The address before /audio/…, without a slash at its end. Raises ValueError."""
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise ValueError(f"“{url}” is no address of a service; write it like https://api.openai.com/v1")
    if parts.username or parts.password:
        raise ValueError("the key does not belong in the address; write it as key: env:NAME")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError(f"http would send calls and the key to {parts.hostname} unprotected; use https")
    return url


ServiceAddress = Annotated[str, AfterValidator(lambda url: _base(url) if url else url)]


class Hearing(Block):
    """What makes words of what was said to the customer. Without it a call is measured in full, and has no transcript.

    engine: `faster-whisper` runs on this computer, with a model of yours; `openai` is any service with that interface.
    model: the folder with the model (faster-whisper), or the model's name at the service.
    url: the service's address, before /audio/transcriptions. within: the longest that one utterance may take.
    """

    engine: Literal["none", "faster-whisper", "openai"] = "none"
    model: str = ""
    url: ServiceAddress = ""
    key: Secret | None = None
    within: Seconds = Field(default=60.0, gt=0)

    @field_validator("model")
    @classmethod
    def _from_the_programme(cls, model: str, info: ValidationInfo) -> str:
        if info.data.get("engine") != "faster-whisper" or not model:
            return model
        return _inside(model, info)

    @model_validator(mode="after")
    def _all_that_it_needs(self) -> Hearing:
        if self.engine == "faster-whisper" and not self.model:
            raise ValueError("faster-whisper needs the folder with its model: model: FOLDER. Nothing is downloaded")
        if self.engine == "openai" and not self.url:
            raise ValueError("say where the service is, such as url: https://api.openai.com/v1")
        if self.engine != "openai" and (self.url or self.key):
            raise ValueError(f"url and key are of a service; write engine: openai (it says {self.engine})")
        return self


class Speaking(Block):
    """What the customer's lines are said with: recordings first; else a program; else a service.

    recordings: a folder with a WAV for each line. command: a program and its arguments, with {text}, {language} and
    {file} (the WAV that it writes) filled in; without {text} it reads the words from its standard input.
    url: the address of a service with OpenAI's interface, before /audio/speech. voice: its voice, or one for each
    language. within: the longest that one line may take.
    """

    recordings: str = ""
    command: tuple[str, ...] = ()
    url: ServiceAddress = ""
    model: str = "tts-1"
    voice: str | dict[Language, str] = "alloy"
    key: Secret | None = None
    within: Seconds = Field(default=30.0, gt=0)

    @field_validator("recordings")
    @classmethod
    def _from_the_programme(cls, folder: str, info: ValidationInfo) -> str:
        return _inside(folder, info) if folder else folder

    @field_validator("command")
    @classmethod
    def _known_blanks(cls, command: tuple[str, ...]) -> tuple[str, ...]:
        for argument in command:
            for name in _BLANK.findall(argument):
                if name not in _BLANKS:
                    raise ValueError(f"{{{name}}} is not known here; what is filled in: {{text}} {{language}} {{file}}")
        if command and not command[0].strip():
            raise ValueError("the program's name is expected first, such as [espeak-ng, -w, “{file}”, “{text}”]")
        if command and not any("{file}" in argument for argument in command):
            raise ValueError("say where the program writes its WAV: an argument with {file}")
        return command

    def voice_in(self, language: str) -> str:
        """The service's voice for a language."""
        if isinstance(self.voice, str):
            return self.voice
        voices = {str(code): voice for code, voice in self.voice.items()}
        return voices.get(language) or next(iter(voices.values()), "alloy")


def _inside(path: str, info: ValidationInfo) -> str:
    root = (info.context or {}).get("root")
    return str(Path(root) / Path(path).expanduser()) if root is not None else path
