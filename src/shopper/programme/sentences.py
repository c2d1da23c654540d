"""Sentences: one step definition for all its languages, on one cached parser.

pytest-bdd tries every definition for every step at every replay, so each sentence is one definition whose parser
answers from a cache, whatever the number of languages.

    @when(sentence(en="I press {button}", uk="я натискаю {button}", ru="я нажимаю {button}", pl="naciskam {button}"))
    def press(visit, button): ...

A parameter stands for a quoted text ("…", “…”, «…» or „…”) or for plain words. Alternatives are written (a|b), words
that may be left out [x]; parameters and alternatives may stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pytest_bdd.parsers import StepParser

_PARAMETER = re.compile(r"\{(\w+)\}")
_TOKEN = re.compile(r"\{(\w+)\}|\(([^)]*)\)|([\[\]])|([^{\[\](]+)")
_VALUE = (
    r"(?:\"(?P<{0}__q>[^\"]*)\"|“(?P<{0}__t>[^”]*)”|«(?P<{0}__g>[^»]*)»|„(?P<{0}__l>[^”“]*)[”“]"
    r"|(?P<{0}__w>[^\"“”«»„]+?))"
)


class Quoted(str):
    """A parameter that stood in quotation marks: a text that is meant as it is written."""

    __slots__ = ()


class Sentence(StepParser):
    """A step parser over the forms of one sentence in several languages.

    forms: language -> its forms, in order; the first is the one that is shown in docs and suggestions.
    """

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        first = next(iter(forms.values()))[0]
        super().__init__(first)
        self.forms = {language: tuple(texts) for language, texts in forms.items()}
        self._patterns = [_pattern(form) for texts in self.forms.values() for form in texts]
        self._match = lru_cache(maxsize=4096)(self._parse)

    def _parse(self, name: str) -> tuple[tuple[str, str], ...] | None:
        for pattern in self._patterns:
            match = pattern.fullmatch(name.strip())
            if match is not None:
                return tuple(_argument(k, v) for k, v in match.groupdict().items() if v is not None)
        return None

    def is_matching(self, name: str) -> bool:
        """Whether the step is this sentence, in any of its languages."""
        return self._match(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The parameters by name, one that was quoted as Quoted; None if the step is not this sentence."""
        found = self._match(name)
        return None if found is None else dict(found)

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the parameters that any form has."""
        return frozenset(p for texts in self.forms.values() for t in texts for p in _PARAMETER.findall(t))


def sentence(
    *, en: str | tuple[str, ...], uk: str | tuple[str, ...], ru: str | tuple[str, ...], pl: str | tuple[str, ...]
) -> Sentence:
    """A sentence in its four languages: a form, or several forms with the usual one first."""
    forms = {"en": en, "uk": uk, "ru": ru, "pl": pl}
    return Sentence({k: (v,) if isinstance(v, str) else v for k, v in forms.items()})


def shown(form: str) -> str:
    """A form as a person would write it: the first of alternatives, without what may be left out."""
    return re.sub(r"\(([^)|]*)[^)]*\)", r"\1", re.sub(r"\[[^\]]*\]", "", form)).strip()


def _argument(group: str, value: str) -> tuple[str, str]:
    name, _, kind = group.partition("__")
    return name, value.strip() if kind == "w" else Quoted(value.strip())


def _pattern(form: str) -> re.Pattern[str]:
    out = []
    for parameter, choice, bracket, plain in _TOKEN.findall(form):
        if parameter:
            out.append(_VALUE.format(parameter))
        elif choice:
            out.append("(?:" + "|".join(_words(c) for c in choice.split("|")) + ")")
        elif bracket:
            out.append("(?:" if bracket == "[" else ")?")
        else:
            out.append(_words(plain))
    return re.compile("".join(out), re.IGNORECASE)


def _words(text: str) -> str:
    """Plain words: an apostrophe is any apostrophe, white space is any white space, and ё may be written е."""
    escaped = re.escape(text).replace("\\ ", r"\s+").replace("ё", "[её]")
    return re.sub(r"['’ʼ]", "['’ʼ]", escaped)
