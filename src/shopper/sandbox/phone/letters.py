"""Letters to sounds, roughly: enough that a synthesised line has the length, the rhythm and the breaks of speech.

One letter is one sound or none. Nobody is meant to understand the words from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Manner = Literal["vowel", "nasal", "liquid", "buzz", "hiss", "stop", "voiced stop"]


@dataclass(frozen=True, slots=True)
class Sound:
    """formants: Hz, of an average mouth. seconds: at an ordinary pace. hiss: Hz of the middle of its noise."""

    manner: Manner
    formants: tuple[int, int, int]
    seconds: float
    hiss: int = 0


_VOWELS = {
    "a": Sound("vowel", (730, 1150, 2500), 0.105),
    "e": Sound("vowel", (530, 1800, 2500), 0.095),
    "i": Sound("vowel", (300, 2200, 2950), 0.085),
    "y": Sound("vowel", (390, 1700, 2500), 0.085),
    "o": Sound("vowel", (520, 900, 2450), 0.105),
    "u": Sound("vowel", (330, 800, 2300), 0.090),
}
_CONSONANTS = {
    "m": Sound("nasal", (260, 1100, 2200), 0.065),
    "n": Sound("nasal", (260, 1500, 2500), 0.060),
    "l": Sound("liquid", (360, 1200, 2600), 0.060),
    "r": Sound("liquid", (420, 1350, 1900), 0.050),
    "w": Sound("liquid", (320, 750, 2300), 0.055),
    "j": Sound("liquid", (290, 2150, 2900), 0.045),
    "v": Sound("buzz", (280, 1150, 2400), 0.055, 2600),
    "z": Sound("buzz", (280, 1600, 2500), 0.070, 3400),
    "x": Sound("hiss", (500, 1500, 2500), 0.070, 1800),
    "h": Sound("hiss", (500, 1500, 2500), 0.050, 1300),
    "f": Sound("hiss", (300, 1200, 2400), 0.080, 2800),
    "s": Sound("hiss", (300, 1600, 2500), 0.090, 3500),
    "c": Sound("hiss", (300, 1700, 2500), 0.090, 2500),
    "p": Sound("stop", (300, 800, 2300), 0.075, 900),
    "t": Sound("stop", (300, 1700, 2600), 0.070, 3000),
    "k": Sound("stop", (300, 1700, 2300), 0.080, 1800),
    "b": Sound("voiced stop", (250, 800, 2300), 0.065, 700),
    "d": Sound("voiced stop", (250, 1600, 2600), 0.060, 2600),
    "g": Sound("voiced stop", (250, 1600, 2300), 0.065, 1600),
}
SOUNDS = _VOWELS | _CONSONANTS

_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё",
        ["a", "b", "v", "h", "g", "d", "e", "je", "z", "z", "y", "i", "ji", "j", "k", "l", "m", "n", "o", "p", "r", "s",
         "t", "u", "f", "x", "ts", "tc", "c", "ct", "", "ju", "ja", "y", "e", "", "jo"],
        strict=True,
    )
)  # fmt: skip
_LATIN = {letter: letter for letter in "abdefghijklmnoprstuvwyz"} | {"c": "k", "q": "k", "x": "ks"}
_LATIN |= {"ą": "on", "ć": "tc", "ę": "en", "ł": "w", "ń": "n", "ó": "u", "ś": "c", "ź": "z", "ż": "z"}
_PAIRS = {
    "sh": "c",
    "ch": "tc",
    "th": "s",
    "sz": "c",
    "cz": "tc",
    "rz": "z",
    "ee": "i",
    "oo": "u",
    "ck": "k",
    "ou": "aw",
}

_DIGITS = {
    "en": "zirow wan tu sri fowr faiv siks seven eit nain",
    "uk": "nulj odyn dva try tcotyry pjat cist sim visim devjat",
    "ru": "nolj adin dva try tcityrje pjat cest sem vosem devjat",
    "pl": "zero jeden dva tcy tctery pjentc cectc sedem osem djevjentc",
}
_WORD = re.compile(r"\d|[^\W\d_]+")


def sounds_of(words: str, language: str) -> list[list[Sound]]:
    """The sounds of each word. A digit is a word of its own, said in the language; other signs are silent."""
    digits = _DIGITS.get(language, _DIGITS["en"]).split()
    said = [digits[int(word)] if word.isdecimal() else _spelled(word.lower()) for word in _WORD.findall(words)]
    return [[SOUNDS[letter] for letter in word] for word in said if word]


def _spelled(word: str) -> str:
    for pair, sound in _PAIRS.items():
        word = word.replace(pair, sound.upper())
    return "".join(
        letter.lower() if letter.isupper() else _CYRILLIC.get(letter, _LATIN.get(letter, "")) for letter in word
    )
