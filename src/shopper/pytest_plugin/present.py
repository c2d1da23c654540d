"""Which session shops, for hooks that are not told. Imports nothing: it is asked where there is no programme, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shopping import Shopping

_current: Shopping | None = None


def current() -> Shopping | None:
    """The session that shops, None where nothing does."""
    return _current


def enter(shopping: Shopping) -> None:
    """It begins; one pytest may run inside another's process, and then the newest counts."""
    global _current
    _current = shopping


def leave(shopping: Shopping) -> None:
    """It has ended."""
    global _current
    if _current is shopping:
        _current = None
