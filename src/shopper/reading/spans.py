"""Where in a message the words stand by which it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Reading folds these together (text.plain), so they are one here as well.
_FOLDED = {"'": "['’ʼ‘`]", "-": "[-–—‑]", " ": r"[\s\u00a0\u202f\u200b\u202a-\u202e\u2066-\u2069,]*"}
_LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class Span:
    """start, end: in the text as it was given, in characters. text: the words there."""

    start: int
    end: int
    text: str


def find_spans(text: str, clauses: Iterable[str]) -> tuple[Span, ...]:
    """The places of clauses of the prepared message in the message itself, in their order; one that the preparing has
    changed beyond recognition is left out."""
    found = []
    for clause in clauses:
        match = _find(text, clause)
        if match is not None:
            found.append(Span(match.start(), match.end(), match[0]))
    return tuple(sorted(dict.fromkeys(found), key=lambda span: span.start))


def _find(text: str, clause: str) -> re.Match[str] | None:
    at = text.lower().find(clause) if len(text.lower()) == len(text) else -1
    if at >= 0:
        return re.compile(re.escape(text[at : at + len(clause)])).search(text, at)
    words = clause.split()[:_LONGEST_QUOTE]
    # A placeholder, and the “please” between a verb and its object, may have been left out between two words.
    gap = (
        r"[\s\u00a0\u202f\u200b\u202a-\u202e\u2066-\u2069,.:!]*(?:[\[<][\w' .-]{0,24}[\]>]|будь[ -]ласка|"
        r"пожалуйста)?[\s\u00a0\u202f,.:!]*"
    )
    pattern = gap.join("".join(_FOLDED.get(c, re.escape(c)) for c in word) for word in words)
    return re.compile(pattern, re.IGNORECASE).search(text) if words else None
