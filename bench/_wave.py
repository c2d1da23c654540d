"""A wave of a hundred thousand conversations as the journal gives it, for the figures of the page: drawn by a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from shopper.hours import Hours
from shopper.model import (
    ChannelAddress,
    Closing,
    JourneyRecord,
    Observation,
    Origin,
    Outcome,
    Quote,
    Side,
    Stamp,
    Terms,
    Turn,
    Verdict,
    VisitRecord,
)
from shopper.reading.context import JudgeContext
from shopper.scoring.scorecard import About

_START_US = 1_764_147_600_000_000
_TERMS = Terms(60, 300, 1800)
_ANSWERS = (
    "The lamp costs 1 299 UAH and is in stock; delivery to Lviv takes two or three days.",
    "Please write to help@shop.example: questions about returns are answered there.",
    "Could you tell me the number of your order, please? Without it I cannot find it.",
)


def prepared(document: dict[str, Any], channels: Sequence[str], services: Sequence[str]) -> tuple[Any, ...]:
    """What `scoring.scorecard.scorecard` takes: the wave that belongs to an observation table."""
    journeys, observations, verdicts = wave_of(document["visits"])
    context = JudgeContext(
        channels=tuple(ChannelAddress(c, "webchat", c) for c in channels),
        zone="Europe/Kyiv",
        hours={c: Hours.always() for c in channels},
        titles={c: c.title() for c in channels},
        facts={},
    )
    about = About("Lamp & Light", "w", {s: s for s in services}, list(channels))
    return journeys, verdicts, observations, context, about, document


def wave_of(rows: list[Mapping[str, Any]]) -> tuple[list[JourneyRecord], list[Observation], list[Verdict]]:
    """The journeys, observations and verdicts that belong to the rows of an observation table."""
    draw = random.Random(2)
    visits: dict[str, list[VisitRecord]] = {}
    observations, verdicts = [], []
    for n, row in enumerate(rows):
        visits.setdefault(row["journey"], []).append(_visit(row, n, draw))
        observations.append(_observation(row))
        verdicts += _verdicts(row)
    journeys = [
        JourneyRecord(
            id=id_, wave="w", feature="f.feature", scenario="A question is answered", example="", line=3, language="en",
            service=made[0].service, persona="olena", facts={}, visits=tuple(made), finished=True,
        )
        for id_, made in visits.items()
    ]  # fmt: skip
    return journeys, observations, verdicts


def _visit(row: Mapping[str, Any], n: int, draw: random.Random) -> VisitRecord:
    began = _START_US + n * 6_000_000
    said = Stamp(began)
    turns = [Turn(0, Side.CUSTOMER, "Good day! What does the lamp cost, and when can you deliver it?", said, key="0")]
    if row["reply_s"] is not None:
        at = Stamp(began + round(row["reply_s"] * 1e6))
        turns.append(Turn(1, Side.COMPANY, draw.choice(_ANSWERS), at, sender=f"Agent {n % 40}", key="1"))
    closing = Closing.PATIENCE if row["reply_s"] is None else Closing.QUIET
    return VisitRecord(
        id=row["id"], journey=row["journey"], seq=row["seq"], origin=Origin(row["origin"]), service=row["service"],
        channel=row["channel"], kind="webchat", persona="olena", language="en", terms=_TERMS, opened=said,
        first_said=said, closed=Stamp(began + 1_800_000_000), closing=closing, observed_s=1800.0, turns=tuple(turns),
        fault="" if row["valid"] else "no network",
    )  # fmt: skip


def _observation(row: Mapping[str, Any]) -> Observation:
    return Observation(
        id=row["id"], journey=row["journey"], seq=row["seq"], origin=row["origin"], service=row["service"],
        channel=row["channel"], valid=row["valid"], reply_s=row["reply_s"], observed_s=float(row["observed_s"]),
        outcome=row["outcome"], redirect_to=row["redirect_to"], internal_switches=row["internal_switches"],
        repeats=row["repeats"], history_probe=None, parallel_probe=None, facts=row.get("facts", {}),
        steps=row.get("steps", {}), tone=row.get("tone", {}), turns=row["turns"], solved_s=row["solved_s"],
    )  # fmt: skip


def _verdicts(row: Mapping[str, Any]) -> list[Verdict]:
    """One that all is well, one that it is not: as many as judges speak of most conversations."""
    silent = row["reply_s"] is None and row["outcome"] is not None
    late = row["reply_s"] is not None and row["reply_s"] > _TERMS.sla_s
    made = []
    for judge, failed in (("silence", silent), ("slow", late), ("dead_end", row["outcome"] == "unsolved")):
        outcome = Outcome.FAILED if failed and row["valid"] else Outcome.PASSED
        quotes = (Quote(row["id"], 0, "Good day!"),) if outcome is Outcome.FAILED else ()
        sentence = f"{row['channel']}: {judge}." if quotes else ""
        made.append(Verdict(judge, 1, outcome, row["journey"], row["id"], sentence, quotes))
    return made
