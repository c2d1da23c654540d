"""What judging knows of a need that a customer can have: its facts, what settles it, and where staff may send one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

EVERYBODY = ""
# Asking for these is asking what the matter is; for anything else, beginning to take it.
_ABOUT_THE_MATTER = frozenset({"details", "product", "device", "version", "error", "screenshot", "url", "other"})


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One thing that a right answer states. kind: as settings.models.FactKind.

    right: the right answers as staff would write them, by what is asked for (“Aurora”); EVERYBODY where they are the
    same for all; empty where nobody wrote any down."""

    kind: str = "text"
    right: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoneWhen:
    """What settles a need beside its facts; each of the three is enough. states: all of these facts are told. asks:
    staff ask for one of these slots. says: one of these words stands in an answer (plain, lower case)."""

    states: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllowedHandover:
    """Sending a customer on that the company has good reason for. to: ids, kinds or targets. sent_from: ids; empty is
    every channel. because: the reason, for people."""

    to: tuple[str, ...]
    sent_from: tuple[str, ...] = ()
    because: str = ""

    def covers(self, channel: str, there: Collection[str]) -> bool:
        """Whether it allows sending from a channel to what is called so: its id, its kind, the target."""
        return (not self.sent_from or channel in self.sent_from) and any(name in self.to for name in there)


@dataclass(frozen=True, slots=True)
class Need:
    """One need. transact: staff would take an order, a return or the like; they offer it by asking for what they need.

    done: what settles it, None for what is usual of its sort."""

    facts: Mapping[str, KnownFact] = field(default_factory=dict)
    transact: bool = False
    done: DoneWhen | None = None
    allowed: tuple[AllowedHandover, ...] = ()


def taken_up(asks: Iterable[str]) -> bool:
    """Whether who asks for these slots begins to take an order, a return or the like."""
    return any(slot not in _ABOUT_THE_MATTER for slot in asks)


def asked_for(names: Iterable[str], said: str, known: Iterable[str]) -> str | None:
    """Which of several names a customer means, who said this and knows these facts: the longest that stands in their
    words, else one that is a fact of theirs; None where it is none."""
    words, facts = said.casefold(), {value.casefold() for value in known}
    found = [name for name in names if name and name.casefold() in words]
    found = found or [name for name in names if name and name.casefold() in facts]
    return max(found, key=len, default=None)
