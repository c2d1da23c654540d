"""A voice made of arithmetic: grains of damped sines at the pace of the vocal cords, and filtered noise.

It need not be understood; it must have what a detector of speech looks for: voice with moving formants, breath,
syllables, breaks between phrases. The method is that of formant-wave synthesis (Rodet 1984): each opening of the vocal
cords rings the resonances of the mouth, and the sound is the sum of those rings.
"""

from __future__ import annotations

import hashlib
import math
import random
import re
from array import array
from dataclasses import dataclass

from .letters import Sound, sounds_of

RATE = 8000
_BANDWIDTHS = (70.0, 100.0, 150.0)
_WEIGHTS = (1.0, 0.55, 0.3)
_LOUDNESS = {"vowel": 1.0, "nasal": 0.45, "liquid": 0.6, "buzz": 0.4, "hiss": 0.0, "stop": 0.0, "voiced stop": 0.25}
_GRAIN_S = 0.022
_BLEND_S = 0.035  # half of the way from one sound to the next
_BREAK_S = {"": 0.30, ",": 0.22, ";": 0.26, ":": 0.26, ".": 0.42, "!": 0.42, "?": 0.42, "…": 0.45, "\n": 0.45}
_ENDS = re.compile(r"([,;:.!?…]+)(?=\s|$)|(\n)")


@dataclass(frozen=True, slots=True)
class Voice:
    """pitch: Hz. mouth: 1 is an average man's; smaller mouths have larger numbers. pace: 1 is ordinary."""

    pitch: float
    mouth: float
    pace: float

    @classmethod
    def of(cls, name: str) -> Voice:
        """The voice that goes with a name: always the same one, and hardly ever that of another name."""
        digest = hashlib.sha256(name.casefold().encode()).digest()
        high = bool(digest[0] & 1)
        pitch = (180 if high else 95) + digest[1] / 255 * (55 if high else 45)
        mouth = (1.1 if high else 0.95) + digest[2] / 255 * 0.1
        return cls(pitch, mouth, 0.92 + digest[3] / 255 * 0.2)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said in one breath. start, end: in samples."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line: signed 16-bit samples at 8 kHz, and where its phrases lie. It begins and ends with sound."""

    pcm: bytes
    phrases: tuple[Phrase, ...]

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / RATE


def phrases_of(text: str) -> list[tuple[str, str]]:
    """What is said in one breath, with the sign that ends it: ("Hello", ","). A sign inside a number or an address ends
    nothing."""
    found: list[tuple[str, str]] = []
    at = 0
    for end in _ENDS.finditer(text):
        found.append((text[at : end.start()].strip(), end[0][-1]))
        at = end.end()
    found.append((text[at:].strip(), ""))
    return [each for each in found if each[0]]


def speak(text: str, voice: Voice, language: str) -> Spoken:
    """Say a text. The same arguments give the same samples. A text without a letter or digit is a short hum."""
    out: list[float] = []
    phrases: list[Phrase] = []
    said = [(words, sign, sounds_of(words, language)) for words, sign in phrases_of(text)]
    said = [each for each in said if each[2]] or [("", "", sounds_of("mm", language))]
    chance = random.Random(f"{[sounds for _, _, sounds in said]} {voice}")
    pause = 0.0
    for words, sign, sounds in said:
        out.extend([0.0] * int(pause * RATE))
        start = len(out)
        out.extend(_breath(sounds, voice, chance, rising=sign == "?"))
        phrases.append(Phrase(words + sign.strip(), start, len(out)))
        pause = _BREAK_S[sign] / voice.pace
    loudest = max(map(abs, out)) or 1.0
    pcm = array("h", (int(sample / loudest * 15000) for sample in out))
    return Spoken(pcm.tobytes(), tuple(phrases))


@dataclass(frozen=True, slots=True)
class _Placed:
    sound: Sound
    start: float
    end: float
    stress: float


def _breath(words: list[list[Sound]], voice: Voice, chance: random.Random, *, rising: bool) -> list[float]:
    placed: list[_Placed] = []
    at = 0.0
    for word in words:
        for n, sound in enumerate(word):
            stress = 1.25 if sound.manner == "vowel" and n == len(word) // 2 else 1.0
            length = sound.seconds * stress * chance.uniform(0.9, 1.1) / voice.pace
            placed.append(_Placed(sound, at, at + length, stress))
            at += length
        at += 0.012
    whole = at + _GRAIN_S
    out = [0.0] * (int(whole * RATE) + 1)
    _add_voice(out, placed, voice, chance, at, rising=rising)
    for each in placed:
        if each.sound.hiss:
            _add_noise(out, each, chance)
    return out


def _add_voice(
    out: list[float], placed: list[_Placed], voice: Voice, chance: random.Random, length: float, *, rising: bool
) -> None:
    at, n = 0.0, 0
    while at < length:
        while n + 1 < len(placed) and at >= placed[n].end:
            n += 1
        each = placed[n]
        through = at / length
        melody = 1.12 - 0.22 * through + (0.35 * max(0.0, through - 0.7) if rising else 0.0)
        pitch = voice.pitch * melody * (1 + 0.06 * (each.stress - 1) * 4) * chance.uniform(0.985, 1.015)
        loud = _LOUDNESS[each.sound.manner] * each.stress
        edge = min(at - each.start, each.end - at)
        if loud and at < each.end:
            near = placed[n - 1] if at - each.start < each.end - at else placed[min(n + 1, len(placed) - 1)]
            blend = 0.5 * max(0.0, 1 - edge / _BLEND_S)
            formants = [
                (own * (1 - blend) + other * blend) * voice.mouth
                for own, other in zip(each.sound.formants, near.sound.formants, strict=True)
            ]
            ease = min(1.0, 0.35 + max(edge, 0.0) / 0.03)
            _add_grain(out, int(at * RATE), formants, loud * ease)
        at += 1 / pitch


def _add_grain(out: list[float], start: int, formants: list[float], loud: float) -> None:
    count = min(int(_GRAIN_S * RATE), len(out) - start)
    for formant, bandwidth, weight in zip(formants, _BANDWIDTHS, _WEIGHTS, strict=True):
        if formant > RATE * 0.47:
            continue
        decay = math.exp(-math.pi * bandwidth / RATE)
        turn = 2 * decay * math.cos(2 * math.pi * formant / RATE)
        fade = -decay * decay
        before, now = 0.0, loud * weight * decay * math.sin(2 * math.pi * formant / RATE)
        for n in range(start, start + count):
            out[n] += now
            before, now = now, turn * now + fade * before


def _add_noise(out: list[float], each: _Placed, chance: random.Random) -> None:
    manner = each.sound.manner
    start, end = int(each.start * RATE), int(each.end * RATE)
    if "stop" in manner:
        start = max(start, end - int(0.018 * RATE))  # closed lips, then a burst
    loud = {"buzz": 0.12, "voiced stop": 0.3, "stop": 0.45}.get(manner, 0.28)
    decay = math.exp(-math.pi * 500 / RATE)
    turn, fade = 2 * decay * math.cos(2 * math.pi * each.sound.hiss / RATE), -decay * decay
    before = now = 0.0
    half = max(1.0, (end - start) / 2)
    for n in range(start, min(end, len(out))):
        before, now = now, turn * now + fade * before + chance.uniform(-1, 1) * 0.4
        ease = min(1.0, 1.6 * (1 - abs(n - start - half) / half) + 0.2)
        out[n] += now * loud * ease
