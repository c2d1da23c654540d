"""What the command line says, in an owner's language: a catalogue for each, with the same keys.

What is found of the company is in findings.py. Mistakes in the config are in English for now.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping

LANGUAGES = ("en", "uk", "ru", "pl")
NAMES = {"en": "English", "uk": "Українська", "ru": "Русский", "pl": "Polski"}


class Words:
    """The catalogue of a language. words("wrote", path=…) is its text with the values in their places.

    part: "" for what most commands say; the name of a catalogue of its own, such as "look" (look_en.py …).
    """

    def __init__(self, language: str, part: str = "") -> None:
        self.language = language
        module = f".{part}_{language}" if part else f".{language}"
        self._texts: Mapping[str, str] = importlib.import_module(module, __name__).TEXTS

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values) if values else self._texts[key]

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def translated(self, sort: str, english: str) -> str:
        """An English text of the keys that begin so, in this language; one that is none of them as it stands."""
        texts = importlib.import_module(".en", __name__).TEXTS
        key = next((key for key, text in texts.items() if key.startswith(sort) and text == english), None)
        return english if key is None else self._texts[key]

    def choices(self, key: str) -> list[str]:
        """A text that lists words that mean one thing, as ("yes", "y")."""
        return [word.strip().casefold() for word in self._texts[key].split(",")]


def of_this_computer() -> str:
    """The language that the terminal is set to; English where that is none of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            code = value.replace("-", "_").partition("_")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"
