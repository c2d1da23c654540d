"""Where in a message the words stand by which it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Reading folds these together (text.plain), so they are one here as well.
_SAME = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "ё": "е", "‑": "-", "\u00a0": " ", "\u202f": " "}
)
# Between two words of a clause there may stand what the preparing leaves out: a placeholder, a “please”.
_GAP = 40
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Span:
    """start, end: in the text as it was given, in characters. text: the words there."""

    start: int
    end: int
    text: str


def find_spans(text: str, clauses: Iterable[str]) -> tuple[Span, ...]:
    """The places of clauses of the prepared message in the message itself, in their order; one that the preparing has
    changed beyond recognition is left out."""
    folded = "".join(low if len(low := c.lower()) == 1 else c for c in text).translate(_SAME)
    found = []
    for clause in dict.fromkeys(clauses):
        at = folded.find(clause)
        place = (at, at + len(clause)) if at >= 0 else _find_words(folded, clause.split())
        if place is not None:
            found.append(Span(*place, text[place[0] : place[1]]))
    return tuple(sorted(found, key=lambda span: span.start))


def _find_words(text: str, words: list[str]) -> tuple[int, int] | None:
    """Where the words stand one after another with little between them."""
    if not words:
        return None
    start = -1
    for _ in range(_TRIES):
        start = text.find(words[0], start + 1)
        if start < 0:
            return None
        end = start + len(words[0])
        for word in words[1:]:
            at = text.find(word, end, end + _GAP + len(word))
            if at < 0:
                break
            end = at + len(word)
        else:
            return start, end
    return None
