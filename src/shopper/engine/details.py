"""How the customer answers when the company asks for their details."""

from __future__ import annotations

from collections.abc import Iterable

from .journey import Journey

# Asking for these is asking what the matter is; for anything else, beginning to take it.
_ABOUT_THE_MATTER = frozenset({"details", "product", "device", "version", "error", "screenshot", "url", "other"})


def taken_up(asks: Iterable[str]) -> bool:
    """Whether who asks for these slots begins to take an order, a return or the like."""
    return any(slot not in _ABOUT_THE_MATTER for slot in asks)


def give_details(journey: Journey) -> None:
    """Tell what they ask for."""
