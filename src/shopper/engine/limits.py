"""The assertions of the rubric on a whole wave: which limits it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..scoring.findings import IMPLIED
from ..settings.assertions import ANSWERED, FINDINGS, SHARES, Assertion
from ..words import Words


def broken(card: Mapping[str, Any], assertions: Mapping[str, Assertion], words: Words, *, whole: bool) -> list[str]:
    """A sentence for every limit that the wave of this scorecard breaks.

    Known findings that have not expired are not counted. whole: the wave has ended; before that a share says nothing.
    words: those of the catalogue "ci"."""
    told = []
    for name, assertion in assertions.items():
        if name in SHARES:
            told += _shares(card, name, assertion, words) if whole else []
        elif assertion.max is not None:
            count = sum(1 for judge, channel in _counted(card, name) if _there(assertion, channel))
            if count > assertion.max:
                told.append(words("broken_count", name=_called(name, words), count=count, max=assertion.max))
    return told


def _counted(card: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """(judge, channel) of every failure that counts for a figure; for all findings one of each journey."""
    channels = {visit["id"]: visit["channel"] for visit in card["visits"]}
    for row in card["journeys"]:
        open_ones = [f for f in row["failures"] if not _excused(f)]
        said_already = {judge for f in row["failures"] for judge in IMPLIED.get(f["judge"], ())}
        if name == FINDINGS:
            yield from [(open_ones[0]["judge"], row["channel"])] if open_ones else []
            continue
        for failure in open_ones:
            # A closed loop has dead ends inside; whoever asserts both counts one of them.
            if failure["judge"] == name and name not in said_already:
                yield name, channels.get(failure["visit"], row["channel"])


def _excused(failure: Mapping[str, Any]) -> bool:
    known = failure.get("known")
    return known is not None and not known["expired"]


def _shares(card: Mapping[str, Any], name: str, assertion: Assertion, words: Words) -> list[str]:
    rows = [c for c in card["channels"] if _there(assertion, c["id"])]
    part = "answered" if name == ANSWERED else "within_sla"
    k, n = (sum(row[part][key] for row in rows) for key in ("k", "n"))
    if assertion.min is None or not n or k >= assertion.min * n - 1e-9:
        return []
    return [words("broken_share", name=_called(name, words), k=k, n=n, min=f"{assertion.min:.0%}")]


def _there(assertion: Assertion, channel: str) -> bool:
    return not assertion.channels or channel in assertion.channels


def _called(name: str, words: Words) -> str:
    return words(f"figure_{name}") if f"figure_{name}" in words else name
