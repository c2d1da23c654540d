"""What reports say themselves, in the language that the scorecard names: a catalogue for each, _words_<language>.py.

A catalogue's TEXTS hold plain text, never markup; where a number decides the form of the sentence, a text for each of
the plural forms that whole numbers have in that language (Unicode CLDR). An owner's reports/_words_<language>.py is
laid over ours: it holds only what is to be said differently, or another language. What no catalogue of the language
holds is said in English.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Mapping

from babel import Locale
from babel.numbers import format_decimal, format_percent, get_decimal_symbol
from markupsafe import Markup

from shopper.judges import JUDGES
from shopper.programme.loading import load_stock
from shopper.scoring.odm.grades import shown
from shopper.words import LANGUAGES
from shopper.words.faults import fault_in_words

LOCALES = {"en": "en_GB"}
_CODE = re.compile(r"[a-z]{2,3}")
Text = str | Mapping[str, str]


class Words:
    """The catalogue of a language. words("over", time="9 h") is its text with the values in their places, for HTML."""

    def __init__(self, language: str) -> None:
        own = _catalogue(language)
        self.language = language if own else "en"
        self.locale = LOCALES.get(self.language, self.language)
        self.decimal_point = get_decimal_symbol(self.locale)
        self._texts: Mapping[str, Text] = {**_catalogue("en"), **own}

    def __call__(self, key: str, n: int | None = None, **values: object) -> Markup:
        """The text of a key; `n` is written as a number and chooses the form. Values are escaped."""
        return Markup(self._form(key, n)).format(**self._with_number(n, values))

    def plain(self, key: str, n: int | None = None, **values: object) -> str:
        """The same as plain text, for reports that are no HTML."""
        return self._form(key, n).format(**self._with_number(n, values))

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def number(self, value: float) -> str:
        """“1,299” in English, “1 299” in Ukrainian."""
        return format_decimal(value, locale=self.locale)

    def signed(self, value: int) -> str:
        """“+13”, “−2”, “0”."""
        return f"+{self.number(value)}" if value > 0 else self.number(value).replace("-", "−")

    def percent(self, share: float) -> str:
        """“70%” in English, “70 %” in Russian; whole percents, never rounded up."""
        return format_percent(shown(share) / 100, locale=self.locale)

    def judge(self, name: str) -> str:
        """What a judge is called where it found a failure."""
        if name in JUDGES:
            failures = JUDGES[name].meta.failures
            return failures.get(self.language) or failures["en"]
        key = f"judge_{name}"
        return self.plain(key) if key in self else name.replace("_", " ").capitalize()

    def fault(self, code: str) -> str:
        """What sort of fault of ours a code is; "" in English, and where it has no words."""
        return fault_in_words(self.language, code) if self.language in LANGUAGES else ""

    def _form(self, key: str, n: int | None) -> str:
        text = self._texts[key]
        if isinstance(text, str):
            return text
        form = Locale.parse(self.locale).plural_form(n or 0)
        return text.get(form) or text["other"]

    def _with_number(self, n: int | None, values: dict[str, object]) -> dict[str, object]:
        return values if n is None else {**values, "n": self.number(n)}


def _catalogue(language: str) -> dict[str, Text]:
    """Our texts in a language with the programme's laid over them; none where neither has a catalogue."""
    stock = load_stock("reports").__name__
    texts: dict[str, Text] = {}
    for package in dict.fromkeys((stock, str(__package__))) if _CODE.fullmatch(language) else ():
        name = f"{package}._words_{language}"
        if importlib.util.find_spec(name) is not None:
            texts |= importlib.import_module(name).TEXTS
    return texts
