"""Several companies side by side: one method, and only the sorts of channel that all of them have.

What a company does in a channel that another lacks would make it better or worse for having it, so it counts in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .odm.grades import UNGRADED
from .odm.method import WEIGHTS, Scored, score
from .odm.survival import MEDIAN, Waits
from .odm.table import Row, Table


@dataclass(frozen=True, slots=True)
class Company:
    """One company's wave. kinds: what sort of channel each of its channels is, by id. scripts: a digest of what its
    customers were to do, "" where that is not known."""

    name: str
    wave: str
    began: str
    table: Table
    kinds: Mapping[str, str]
    scripts: str = ""


def common_kinds(companies: Sequence[Company]) -> list[str]:
    """Sorts of channel in which every company was visited, in the order of the first."""
    seen = [{one.kinds.get(row.channel, "") for row in one.table.rows if row.valid} - {""} for one in companies]
    order = dict.fromkeys(one for company in companies[:1] for one in company.kinds.values())
    return [kind for kind in order if all(kind in kinds for kinds in seen)]


def side_by_side(companies: Sequence[Company]) -> dict[str, Any]:
    """The comparison, as JSON values. kinds: the common sorts of channel, in which alone all is counted. companies: in
    the order given, each with its degree, its criteria, and for each sort of channel what became of the visits."""
    kinds = common_kinds(companies)
    return {
        "schema": "shopper-companies/1",
        "kinds": kinds,
        "criteria": list(WEIGHTS),
        "same_scripts": len({one.scripts for one in companies}) == 1 and bool(companies and companies[0].scripts),
        "companies": [_company(one, kinds) for one in companies] if kinds else [],
    }


def _company(company: Company, kinds: Sequence[str]) -> dict[str, Any]:
    scored = score(_part(company, kinds))
    overall = scored.overall
    told = overall.grade != UNGRADED  # too little for a letter is too little to be put beside another
    return {
        "name": company.name,
        "wave": company.wave,
        "began": company.began,
        "visits": sum(row.valid for row in scored.table.rows),
        "grade": overall.grade,
        "score": overall.score if told else None,
        "lo": overall.lo if told else None,
        "hi": overall.hi if told else None,
        "evidence": overall.evidence,
        "criteria": {name: _criterion(scored, name) for name in WEIGHTS},
        "kinds": {kind: _kind(company, kind) for kind in kinds},
    }


def _part(company: Company, kinds: Iterable[str]) -> Table:
    """The company's table with the channels of these sorts alone."""
    wanted = set(kinds)
    table = company.table
    channels = {key: terms for key, terms in table.config.channels.items() if company.kinds.get(key) in wanted}
    rows = [row for row in table.rows if row.channel in channels]
    return replace(table, config=replace(table.config, channels=channels), rows=rows)


def _criterion(scored: Scored, name: str) -> dict[str, Any] | None:
    """None where it was not measured, or cannot be there."""
    value = scored.categories.get(name)
    return None if value is None else {"score": value.score, "lo": value.lo, "hi": value.hi, "n": value.n}


def _kind(company: Company, kind: str) -> dict[str, Any]:
    rows = [row for row in company.table.rows if row.valid and company.kinds.get(row.channel) == kind]
    told = [row for row in rows if row.reply_s is not None or row.outcome is not None]
    waits = Waits((row.reply_s, True) if row.reply_s is not None else (row.observed_s or 0.0, False) for row in told)
    silent = [row.observed_s or 0.0 for row in told if row.reply_s is None]
    return {
        "answered": {"k": sum(row.reply_s is not None for row in told), "n": len(told)},
        "within_sla": {"k": sum(_in_time(row, company.table) for row in told), "n": len(told)},
        "median_s": waits.quantile(MEDIAN).est,
        "watched_s": max(silent, default=None),
    }


def _in_time(row: Row, table: Table) -> bool:
    return row.reply_s is not None and row.reply_s <= table.config.channels[row.channel].sla_s
