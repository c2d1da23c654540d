"""Waves put together, and which of them may be: what a week is compared with.

Old waves are scored anew from their observations, never read from an old score. Two waves are of one kind where the
method, the promises of the channels and the scripts are the same; a change of any of them is no change of the company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from .odm.method import Scored, score
from .odm.table import Row, Table, TableError, read_table

SCRIPTS, METHOD, TERMS = "scripts", "method", "terms"


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave as history knows it. began: ISO, with its offset. table: None where this version cannot score it, and
    then why says so in a sentence. scripts: a digest of what its customers were to do. over: it has ended. asked: when
    the customer asked, ISO in the company's zone, by the visit's id; tables of elsewhere may not say it."""

    name: str
    began: str
    table: Table | None
    scripts: str = ""
    environment: str = ""
    over: bool = True
    page: str = ""
    why: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def visits(self) -> int:
        """How many of its visits count."""
        return sum(row.valid for row in self.table.rows) if self.table is not None else 0


def wave_of(document: Mapping[str, Any], name: str, **more: Any) -> Wave:
    """A wave by its observation table; one that cannot be scored is kept with the reason."""
    try:
        table, why = read_table(document, name=name), ""
    except TableError as error:
        table, why = None, str(error)
    asked = {str(v["id"]): _asked(v) for v in document["visits"] if _asked(v)} if table is not None else {}
    return Wave(name=name, table=table, why=why, asked=asked, **more)


def _asked(visit: Mapping[str, Any]) -> str:
    """When it was asked; "" where the table does not say it as a moment."""
    at = visit.get("asked_at")
    try:
        return at if isinstance(at, str) and datetime.fromisoformat(at) else ""
    except ValueError:
        return ""


def differs(one: Wave, other: Wave) -> str:
    """Why two waves are not compared: METHOD, TERMS or SCRIPTS; "" where they can be."""
    if one.table is None or other.table is None:
        return METHOD
    if one.table.config.channels != other.table.config.channels:
        return TERMS
    return SCRIPTS if one.scripts != other.scripts else ""


def pooled(waves: Sequence[Wave]) -> Table:
    """The visits of several waves of one kind as one table, ids made distinct. A fact belongs to its wave: a price that
    was raised between two of them is no contradiction. Raises ValueError for none."""
    tables = [wave.table for wave in waves if wave.table is not None]
    if not tables:
        raise ValueError("there is no wave to be put together")
    if len(tables) == 1:
        return tables[0]
    newest = tables[-1].config
    config = replace(
        newest,
        services=tuple(dict.fromkeys(service for table in tables for service in table.config.services)),
        critical_facts=frozenset(
            (service, f"{n}/{fact}") for n, table in enumerate(tables) for service, fact in table.config.critical_facts
        ),
    )
    rows = [_renamed(row, n) for n, table in enumerate(tables) for row in table.rows]
    unconfirmed = frozenset(_finding(id_, n) for n, table in enumerate(tables) for id_ in table.unconfirmed)
    return Table(config, rows, unconfirmed)


def _renamed(row: Row, n: int) -> Row:
    facts = {f"{n}/{fact}": value for fact, value in row.facts.items()}
    return replace(row, id=f"{n}/{row.id}", journey=f"{n}/{row.journey}", facts=facts)


def _finding(id_: str, n: int) -> str:
    """A finding's id after the renaming."""
    kind, _, what = id_.partition(":")
    if kind == "trapped_journey":
        return f"{kind}:{n}/{what}"
    service, slash, fact = what.partition("/")
    return f"{kind}:{service}/{n}/{fact}" if kind == "critical_contradiction" and slash else id_


class Scorer:
    """Scores waves, and pools of them, once each."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Scored] = {}

    def __call__(self, waves: Iterable[Wave]) -> Scored:
        """The score of these waves together. Raises ValueError for none that can be scored."""
        waves = [wave for wave in waves if wave.table is not None]
        key = tuple(wave.name for wave in waves)
        if key not in self._known:
            self._known[key] = score(pooled(waves))
        return self._known[key]


def moment(iso: str) -> datetime:
    """A moment as UTC; a date alone, or a time without its offset, is taken as UTC. The beginning of time for none."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)
