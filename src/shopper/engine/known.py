"""Known findings (config/known.yaml) in a wave: which of its findings they are, which have expired, which are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..scoring.findings import IMPLIED
from ..settings.known import KnownFinding


@dataclass(frozen=True, slots=True)
class Found:
    """What a known finding is recognised by. channels: where the scenario began, and where this was found."""

    scenario: str
    judge: str
    channels: tuple[str, ...] = ()
    service: str = ""


def known_among(entries: Sequence[KnownFinding], found: Sequence[Found]) -> list[KnownFinding | None]:
    """For each finding of one journey the entry that knows it. What a known finding implies is known with it."""
    direct = [_entry_for(entries, one) for one in found]
    implied = {judge: entry for entry in direct if entry for judge in IMPLIED.get(entry.judge, ())}
    return [entry or implied.get(one.judge) for entry, one in zip(direct, found, strict=True)]


def _entry_for(entries: Sequence[KnownFinding], found: Found) -> KnownFinding | None:
    """Of several the one that holds longest."""
    covering = [
        entry
        for entry in entries
        if entry.covers(scenario=found.scenario, judge=found.judge, channels=found.channels, service=found.service)
    ]
    return max(covering, key=lambda entry: entry.until, default=None)


def mark_known(card: dict[str, Any], entries: Sequence[KnownFinding], today: date) -> None:
    """Write into a scorecard what is known of its findings. today: in the company's zone.

    A known failure, finding or row under one has `known`: {ticket, until, why, expired}. A journey all of whose
    failures are known and not expired has `known`: true. `card["known"]` lists the entries: {scenario, judge, channel,
    service, ticket, until, state}, state being "found", "expired", "gone" (it was looked for, and is no more) or
    "not_tried"."""
    if not entries:
        return
    visits = {visit["id"]: visit for visit in card["visits"]}
    used: set[KnownFinding] = set()
    marks: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in card["journeys"]:
        found = [_found(row, failure, visits) for failure in row["failures"]]
        knowing = known_among(entries, found)
        for failure, entry in zip(row["failures"], knowing, strict=True):
            if entry is not None:
                used.add(entry)
                failure["known"] = marks[row["id"], failure["judge"], failure["visit"]] = _mark(entry, today)
        if knowing and all(entry is not None and not entry.expired(today) for entry in knowing):
            row["known"] = True
    for finding in card["findings"]:
        for part in (finding, *finding["also"]):
            mark = marks.get((finding["journey"], part["judge"], part["visit"])) or marks.get(
                (finding["journey"], part["judge"], "")  # told at its first visit, found over the whole journey
            )
            if mark is not None:
                part["known"] = mark
    card["known"] = [_told(entry, _state(entry, entry in used, card, visits, today)) for entry in entries]


def _found(row: Mapping[str, Any], failure: Mapping[str, Any], visits: Mapping[str, Mapping[str, Any]]) -> Found:
    visit = visits.get(failure["visit"], {})
    channels = dict.fromkeys(filter(None, (row["channel"], visit.get("channel", ""))))
    return Found(row["scenario"], failure["judge"], tuple(channels), visit.get("service") or row["service"])


def _mark(entry: KnownFinding, today: date) -> dict[str, Any]:
    mark: dict[str, Any] = {"ticket": entry.ticket, "until": entry.until.isoformat(), "expired": entry.expired(today)}
    return mark | ({"why": entry.why} if entry.why else {})


def _state(
    entry: KnownFinding, used: bool, card: Mapping[str, Any], visits: Mapping[str, Mapping[str, Any]], today: date
) -> str:
    if used:
        return "expired" if entry.expired(today) else "found"
    measured = [row for row in card["journeys"] if _could_find(entry, row, visits)]
    return "gone" if measured else "not_tried"


def _could_find(entry: KnownFinding, row: Mapping[str, Any], visits: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a journey would have shown it: it was measured to its end, where the entry says."""
    mine = [visits[visit] for visit in row["visits"] if visit in visits]
    return (
        row["result"] in ("passed", "failed")
        and entry.scenario in ("", row["scenario"])
        and entry.channel in ("", row["channel"], *(visit["channel"] for visit in mine))
        and entry.service in ("", row["service"], *(visit["service"] for visit in mine))
        and all(visit["closing"] is not None and visit["valid"] for visit in mine)
    )


def _told(entry: KnownFinding, state: str) -> dict[str, Any]:
    keys = ("scenario", "judge", "channel", "service", "ticket")
    return {**{key: getattr(entry, key) for key in keys}, "until": entry.until.isoformat(), "state": state}
