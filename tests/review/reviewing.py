"""The sample week under review: what is found of it, and words about that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shopper.journal.events import Event, Kind
from shopper.journal.sqlite import open_store
from shopper.journal.store import SqlStore
from shopper.judges import judge_journey
from shopper.model import Closing, JourneyRecord, Stamp, Verdict
from shopper.reading.context import JudgeContext
from shopper.review.applying import Applied, apply
from shopper.review.desk import Desk
from shopper.review.showing import mark_reviews
from shopper.review.spoken import Reviews, reviews_of
from shopper.review.table import confirmed_in, follow
from shopper.scoring.observations import observe, to_json
from shopper.scoring.scorecard import About, scorecard
from tests import samples

WAVE = "2025-11-26"
SPOKEN_US = 1_764_600_000_000_000


def judged(journeys: Sequence[JourneyRecord], context: JudgeContext) -> list[Verdict]:
    return [verdict for journey in journeys for verdict in judge_journey(journey, context)]


def applied(reviews: Reviews, journeys: Sequence[JourneyRecord] | None = None) -> Applied:
    return apply(
        reviews,
        samples.week() if journeys is None else journeys,
        samples.context(),
        judged,
    )


def word(finding: str, word: str, seq: int = 1, by: str = "Olena", **more: Any) -> Event:
    """A word as the journal holds it."""
    body = {"finding": finding, "word": word, "by": by, "because": "", **more}
    return Event(seq, WAVE, Kind.REVIEWED, Stamp(SPOKEN_US + seq), "", "", None, body)


def said(*events: Event, journeys: Sequence[JourneyRecord] | None = None) -> Applied:
    return applied(reviews_of(events), journeys)


def table(one: Applied) -> dict[str, Any]:
    """The observation table after the reviews."""
    rows = follow(one, observe(one.journeys, one.verdicts, one.context))
    made = to_json(rows, samples.table_settings())
    if found := confirmed_in(one, made):
        made["findings"] = found
    return made


def row(one: Applied, visit: str) -> dict[str, Any]:
    """A visit's row of the table."""
    return next(made for made in table(one)["visits"] if made["id"] == visit)


def card(one: Applied) -> dict[str, Any]:
    """The scorecard after the reviews."""
    rows = follow(one, observe(one.journeys, one.verdicts, one.context))
    about = About("Lamp & Light", WAVE, {k: s["title"] for k, s in samples.SERVICES.items()}, list(samples.CHANNELS))
    made = scorecard(one.journeys, one.verdicts, rows, one.context, about, table(one))
    mark_reviews(made, one)
    return made


def found(one: Applied) -> set[str]:
    """The ids of all that stands on the page as a finding."""
    return {part["id"] for finding in card(one)["findings"] for part in (finding, *finding["also"])}


def two_prices() -> list[JourneyRecord]:
    """Two channels that tell two prices of one thing, each to a journey of its own."""
    made = []
    for n, (channel, price) in enumerate((("chat", "1 299 UAH"), ("telegram", "1 499 UAH")), 1):
        visit = samples.VisitBuilder(f"p{n}", f"pj{n}", channel, "price").say(n * 100, "What does the lamp cost?")
        made.append(
            samples.journey(
                f"pj{n}",
                f"A price {n}",
                visit.hear(n * 100 + 9, f"It costs {price}.").close(Closing.QUIET, n * 100 + 60),
            )
        )
    return made


class World:
    """A journal, and a desk over the sample week (or other journeys)."""

    def __init__(self, store: SqlStore, journeys: Sequence[JourneyRecord] | None = None) -> None:
        self.store, self.journeys = store, journeys
        self.now_us = SPOKEN_US
        self.desk = Desk(store, WAVE, self.load, self.clock)

    def clock(self) -> int:
        self.now_us += 1_000_000
        return self.now_us

    def events(self) -> list[Event]:
        return self.store.events(wave=WAVE, kinds=[Kind.REVIEWED])

    def load(self, language: str) -> tuple[Applied, Mapping[str, Any]]:
        one = applied(reviews_of(self.events()), self.journeys)
        return one, card(one)

    def applied(self) -> Applied:
        return self.load("en")[0]


@contextmanager
def world(folder: Path, journeys: Sequence[JourneyRecord] | None = None) -> Iterator[World]:
    store = open_store(folder / "journal.db", folder / "evidence")
    try:
        yield World(store, journeys)
    finally:
        store.close()
