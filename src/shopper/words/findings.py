"""What is found of the company, said in its owner's language: sentences, numbers with their nouns, times and lists.

A catalogue for each language, findings_<language>.py: TEXTS are sentences with named places, FORMS are nouns as they
stand after 1, 2, 5 and 1.5, in the case that the sentences need. A channel's title is put in as it stands, so every
sentence has it where a nominative fits. Faults of ours are in faults.py.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
_BRIEF = ((86_400, "day"), (3_600, "h"), (60, "min"))
ONE, FEW, MANY, FRACTION = range(4)


class FindingWords:
    """The catalogue of a language. say("silent", title=…, time=say.time(8)) is a whole sentence."""

    def __init__(self, language: str) -> None:
        catalogue = importlib.import_module(f".findings_{language}", __package__)
        self.language = language
        self._texts: Mapping[str, str] = catalogue.TEXTS
        self._forms: Mapping[str, tuple[str, str, str, str]] = catalogue.FORMS

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)

    def over(self, texts: Mapping[str, Mapping[str, str]]) -> FindingWords:
        """These words with sentences of one's own, by language and key; English ones where this language has none."""
        words = copy(self)
        words._texts = {**self._texts, **texts.get("en", {}), **texts.get(self.language, {})}
        return words

    def named(self, sort: str, name: str, otherwise: str | None = None) -> str:
        """The name of one of a sort: named("slot", "phone"). One that is not in the catalogue keeps its own name."""
        return self._texts.get(f"{sort}_{name}", name.replace("_", " ") if otherwise is None else otherwise)

    def count(self, noun: str, number: float) -> str:
        """A number with its noun: “1 reply”, “5 replies”."""
        return f"{self._number(number)} {self._forms[noun][plural(self.language, number)]}"

    def time(self, seconds: float) -> str:
        """“8 seconds”, “2 minutes 5 seconds”, “1 day 4 hours”: the two largest units, tenths below ten seconds."""
        if seconds < 9.95:
            return self.count("second", round(seconds, 1))
        rest = round(seconds)
        parts: list[str] = []
        for size, unit in _UNITS:
            count, rest_after = divmod(rest, size)
            if count:
                parts.append(self.count(unit, count))
                if len(parts) == 2:
                    break
            elif parts:
                break
            rest = rest_after
        return " ".join(parts)

    def brief(self, seconds: float) -> str:
        """The whole duration, in short: “1 h 30 min”, “2 days”, “1.5 s”. It can be read again as a duration."""
        whole, parts = round(seconds, 3), []
        for length, unit in _BRIEF:
            count, whole = divmod(whole, length)
            if count:
                parts.append(self.count(unit, int(count)))
        whole = round(whole, 3)
        if whole or not parts:
            parts.append(self.count("s", whole))
        return " ".join(parts)

    def listed(self, words: Sequence[str]) -> str:
        """“a”, “a and b”, “a, b and c”."""
        return self._texts["and"].join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def _number(self, number: float) -> str:
        text = f"{number:g}" if number != int(number) else f"{int(number)}"
        return text.replace(".", self._texts["decimal_point"])


def plural(language: str, number: float) -> int:
    """Which form of a noun stands after a number (by the Unicode CLDR's plural rules): ONE, FEW, MANY or FRACTION."""
    if number != int(number):
        return FRACTION
    last, last_two = int(number) % 10, int(number) % 100
    if number == 1 or (language in ("uk", "ru") and last == 1 and last_two != 11):
        return ONE
    return FEW if 2 <= last <= 4 and not 12 <= last_two <= 14 else MANY


@cache
def finding_words(language: str) -> FindingWords:
    """The words of a language, read once."""
    return FindingWords(language)
