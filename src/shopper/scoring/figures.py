"""One figure of a table, for a part of its channels and services: what an assertion looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from .odm.grades import LETTERS
from .odm.intervals import Estimate, estimate
from .odm.method import Scored, score
from .odm.table import Row, Table


@dataclass(frozen=True, slots=True)
class Scope:
    """Which channels and services, by patterns (“chat*”); none of a sort: all of it."""

    channels: Sequence[str] = ()
    services: Sequence[str] = ()

    def has_channel(self, channel: str) -> bool:
        return not self.channels or any(fnmatchcase(channel, pattern) for pattern in self.channels)

    def has_service(self, service: str) -> bool:
        return not self.services or any(fnmatchcase(service, pattern) for pattern in self.services)

    @property
    def whole(self) -> bool:
        """Everything is in it."""
        return set(self.channels) <= {"*"} and set(self.services) <= {"*"}


def within(table: Table, scope: Scope) -> Table | None:
    """The table of this part alone; None where no channel of it is there."""
    if scope.whole:
        return table
    channels = {key: terms for key, terms in table.config.channels.items() if scope.has_channel(key)}
    if not channels:
        return None
    services = tuple(service for service in table.config.services if scope.has_service(service))
    rows = [row for row in table.rows if row.channel in channels and row.service in services]
    return replace(table, config=replace(table.config, channels=channels, services=services), rows=rows)


def answered(table: Table, *, in_time: bool = False) -> tuple[int, int]:
    """(k, n): of the conversations that were answered or watched to the end, how many were answered (as promised)."""
    rows = [row for row in table.rows if _told(row) and table.config.channels[row.channel].shopped]
    return sum(_answered(row, table, in_time) for row in rows), len(rows)


def share(k: int, n: int) -> Estimate | None:
    """k of n as an estimate; None for no conversation."""
    return estimate(k / n, n) if n else None


def points(scored: Scored, name: str) -> Estimate | None:
    """The degree, or a criterion, as an estimate; None where it was not measured. n: the conversations, or the number
    of independent values that it rests on."""
    overall = scored.overall
    if name != "degree":
        return scored.categories.get(name)
    if overall.score is None or overall.lo is None or overall.hi is None:
        return None
    return Estimate(overall.score, overall.lo, overall.hi, valid(scored.table))


def valid(table: Table) -> int:
    """How many of its visits count."""
    return sum(row.valid for row in table.rows)


def dead(scored: Scored) -> list[str]:
    """Channels where nobody answers."""
    return [channel for channel, reach in scored.reaches.items() if reach.dead]


def as_good(letter: str, least: str) -> bool:
    """Whether a letter is that one or a better one."""
    return LETTERS.index(letter) <= LETTERS.index(least)


def scored_within(table: Table, scope: Scope) -> Scored | None:
    """The score of this part alone; None where no channel of it is there."""
    part = within(table, scope)
    return score(part) if part is not None else None


def _told(row: Row) -> bool:
    return row.valid and (row.reply_s is not None or row.outcome is not None)


def _answered(row: Row, table: Table, in_time: bool) -> bool:
    if row.reply_s is None:
        return False
    return not in_time or row.reply_s <= table.config.channels[row.channel].sla_s
