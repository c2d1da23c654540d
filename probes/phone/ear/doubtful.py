"""Leaves out of a transcript what the engine made up: doubtful words, and loops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_LEAST_LOGPROB = -1.0  # Whisper's own limit for text that it would try again
_LEAST_OF_FAINT, _FAINT = -0.5, 0.6  # where it also believes that nobody spoke
_LONGEST_GRAM = 8
_TIMES = 3  # of a phrase in a row; single words may stand four times (“no, no, no, no”)


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a transcript as an engine gives it. logprob: the mean of its words', None where it isn't told; silent:
    how likely nobody spoke."""

    text: str
    logprob: float | None = None
    silent: float = 0.0


def believed(parts: Sequence[Said]) -> tuple[str, float | None]:
    """(the words that can be believed, how sure they are from 0 to 1, None where the engine does not say)."""
    kept = [part for part in parts if part.text.strip() and not _doubtful(part)]
    text = " ".join(" ".join(part.text.split()) for part in kept)
    if is_loop(text):  # its parts alone may look sound
        return "", None
    known = [(part.logprob, len(part.text)) for part in kept if part.logprob is not None]
    weight = sum(length for _, length in known)
    sure = math.exp(min(0.0, sum(logprob * length for logprob, length in known) / weight)) if weight else None
    return text, sure


def _doubtful(part: Said) -> bool:
    if is_loop(part.text):
        return True
    if part.logprob is None:
        return False
    return part.logprob < _LEAST_LOGPROB or (part.silent > _FAINT and part.logprob < _LEAST_OF_FAINT)


def is_loop(text: str) -> bool:
    """Whether a phrase is said over and over, as engines do that have lost the thread."""
    words = text.casefold().split()
    for size in range(1, min(_LONGEST_GRAM, len(words) // _TIMES) + 1):
        times = _TIMES if size > 1 else _TIMES + 2
        run = 0
        for at in range(size, len(words)):
            run = run + 1 if words[at] == words[at - size] else 0
            if run >= size * (times - 1):
                return True
    return False
