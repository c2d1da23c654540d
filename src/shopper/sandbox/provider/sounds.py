"""What the other side of a call sounds like: silence, music, a voice, a file; as a WAV that a recording is made of."""

from __future__ import annotations

import array
import io
import json
import math
import wave
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...settings.durations import parse_duration
from ..phone.lines import Lines
from ..tongues import Tongue

RATE = 8000
_LOUD = 8000


class Sound(BaseModel):
    """A part of a call. lasts: seconds, of silence and music, and of a voice that says no words: a hum in syllables,
    which is loud and no speech. says, name: the words of a voice, and whose it is. file: of "wav", mono, 16 bits, 8 or
    16 kHz."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    kind: Literal["silence", "music", "voice", "wav"] = Field(alias="sound")
    lasts: Annotated[float, BeforeValidator(parse_duration), Field(ge=0)] = 1.0
    says: str = ""
    name: str = Field(default="", alias="as")
    language: Tongue = "en"
    file: str = ""


def dump(sounds: Sequence[Sound]) -> str:
    return json.dumps([sound.model_dump() for sound in sounds])


def load(text: str) -> list[Sound]:
    return [Sound(**each) for each in json.loads(text)]


def length_s(sounds: Sequence[Sound], lines: Lines) -> float:
    """How long all of them last together. lines: who makes what is said."""
    return sum(len(_samples(s, lines)) / RATE if s.says or s.kind == "wav" else s.lasts for s in sounds)


def recording(sounds: Sequence[Sound], lines: Lines, *, lasts_s: float, channels: int) -> bytes:
    """The WAV of a call of that length; with two channels our own side, which is silent, is the first."""
    samples = array.array("h")
    for sound in sounds:
        samples.extend(_samples(sound, lines))
    wanted = round(lasts_s * RATE)
    samples = samples[:wanted]
    samples.extend([0] * (wanted - len(samples)))
    if channels == 2:
        both = array.array("h", bytes(4 * len(samples)))
        both[1::2] = samples
        samples = both
    kept = io.BytesIO()
    with wave.open(kept, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    return kept.getvalue()


def _samples(sound: Sound, lines: Lines) -> array.array[int]:
    if sound.says:
        return array.array("h", lines.line(sound.says, sound.name, sound.language).pcm)
    return _file(sound.file) if sound.kind == "wav" else _made(sound.kind, sound.lasts)


def _made(kind: str, seconds: float) -> array.array[int]:
    n = range(round(seconds * RATE))
    match kind:
        case "music":
            notes = (262, 330, 392, 523)
            return array.array(
                "h", (round(_LOUD * math.sin(2 * math.pi * notes[i * 2 // RATE % 4] * i / RATE)) for i in n)
            )
        case "voice":
            hum = (sum(math.sin(2 * math.pi * 120 * k * i / RATE) / k for k in (1, 2, 3, 5)) for i in n)
            return array.array(
                "h", (round(_LOUD / 2 * h * (i % (RATE // 4) < RATE // 5)) for i, h in zip(n, hum, strict=True))
            )
        case _:
            return array.array("h", bytes(2 * len(n)))


def _file(path: str) -> array.array[int]:
    with wave.open(path, "rb") as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2 or file.getframerate() not in (RATE, 2 * RATE):
            raise ValueError(f"{path} must be mono, 16 bits, 8 or 16 kHz")
        samples = array.array("h", file.readframes(file.getnframes()))
        return samples if file.getframerate() == RATE else samples[::2]
