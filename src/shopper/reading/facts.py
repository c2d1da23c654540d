"""Typed values in a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    text: str


def stated(text: str, kind: str, told: Sequence[str] = ()) -> list[Value]:
    """Values of a kind."""
    return [Value(text)]
