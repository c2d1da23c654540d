"""What of a wave turns the build red: --fail-on, the limits of the rubric, and known findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..engine import limits
from ..engine.ending import Failure
from ..engine.journey import Journey
from ..engine.known import Found, known_among
from ..errors import Mistake, ScenarioError, did_you_mean
from ..scoring.odm.table import read_table
from ..settings.models import Settings
from ..words import Words

SCENARIOS, ASSERTIONS, NEVER = "scenarios", "assertions", "never"
FAIL_ON = (SCENARIOS, ASSERTIONS, NEVER)
# On reports, so that they travel from xdist's workers, too: the company failed; a known finding is overdue.
COMPANYS, OVERDUE = "shopper_companys", "shopper_overdue"


@dataclass(frozen=True, slots=True)
class Knowing:
    """What is known of one journey's failures. all_known: the scenario need not be red; told: a sentence for each."""

    all_known: bool = False
    overdue: bool = False
    told: tuple[str, ...] = ()


def knowing(journey: Journey, failures: Sequence[Failure], settings: Settings, today: date, words: Words) -> Knowing:
    """Which failures of a journey are known. words: of the catalogue "ci"."""
    if not settings.known:
        return Knowing()
    visits = journey.ledger.visits
    entry = next(iter(visits.values()), None)
    found = []
    for failure in failures:
        visit = visits.get(failure.visit) or entry
        channels = dict.fromkeys(v.channel for v in (entry, visit) if v is not None)
        service = visit.service if visit is not None else ""
        found.append(Found(journey.identity.scenario, failure.judge, tuple(channels), service))
    entries = known_among(settings.known, found)
    expired = [known is not None and known.expired(today) for known in entries]
    told = [
        words("known_expired" if known.expired(today) else "known_until", until=known.until, ticket=known.ticket)
        for known in entries
        if known is not None
    ]
    all_known = bool(entries) and None not in entries and not any(expired)
    return Knowing(all_known, any(expired), tuple(dict.fromkeys(told)))


def check_known(settings: Settings, scenarios: Iterable[str]) -> None:
    """Raise ScenarioError where config/known.yaml names a scenario that there is not."""
    there = set(scenarios)
    mistakes = [
        Mistake(
            "config/known.yaml",
            None,
            f"known[{n}].scenario",
            f"there is no scenario “{entry.scenario}”.",
            did_you_mean(entry.scenario, there),
        )
        for n, entry in enumerate(settings.known)
        if entry.scenario and entry.scenario not in there
    ]
    if mistakes:
        raise ScenarioError(mistakes)


def is_red(report: Any, fail_on: str) -> bool:
    """Whether a failed report alone turns the build red. Faults of ours and broken steps always do."""
    if not getattr(report, COMPANYS, False) or fail_on == SCENARIOS:
        return True
    return fail_on == ASSERTIONS and getattr(report, OVERDUE, False)


def broken_limits(
    card: Mapping[str, Any], table: Mapping[str, Any], settings: Settings, words: Words, *, whole: bool
) -> list[limits.Broken]:
    """The limits of the rubric that a wave breaks, or that could not be judged, a sentence for each."""
    read = read_table(table) if table else None
    return limits.broken(card, settings.rubric.assertions, words, whole=whole, table=read)


def gone(card: Mapping[str, Any], words: Words) -> list[str]:
    """A sentence for every known finding that is not found any more."""
    told = []
    for entry in card.get("known", ()):
        if entry["state"] == "gone":
            what = ", ".join(filter(None, (entry["scenario"], entry["judge"], entry["channel"], entry["service"])))
            told.append(words("known_gone", what=what, ticket=entry["ticket"]))
    return told
