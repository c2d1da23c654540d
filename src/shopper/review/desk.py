"""The desk at which a person reviews a wave; the terminal, the page and scripts are three ways to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import Refused, did_you_mean
from ..journal.events import Kind, NewEvent, Store
from ..model import Side, Stamp
from ..words import Words
from .applying import Applied
from .items import Item, items_of
from .spoken import BECAUSE_MOST, NAME_MOST, STARS, PutRight, Review, Reviews, Word, body_of, reviews_of

Load = Callable[[str], tuple[Applied, Mapping[str, Any]]]


class Unsaid(Refused):
    """What a person said cannot be kept; `why` is the key of a text of the review's catalogue."""

    code = "review"

    def __init__(self, why: str, **values: str) -> None:
        super().__init__(Words("en", "review")(why, **values))
        self.why, self.values = why, values

    def told(self, words: Words) -> str:
        """The same in a language."""
        return words(self.why, **self.values)


def _now_us() -> int:
    return time.time_ns() // 1_000


class Desk:
    """One wave under review. load: the wave as it stands, in a language, and its scorecard; it is asked once for each
    language, and again after forget(). clock: UTC µs. Safe to be called from any thread."""

    def __init__(self, store: Store, wave: str, load: Load, clock: Callable[[], int] = _now_us) -> None:
        self._store, self.wave, self._load, self._clock = store, wave, load, clock
        self._lock = threading.Lock()
        self._loaded: dict[str, tuple[Applied, Mapping[str, Any]]] = {}
        self.spoken = 0

    def items(self, language: str) -> list[Item]:
        """Every finding with what was said of it until now."""
        applied, card = self._wave(language)
        return items_of(replace(applied, reviews=self._reviews()), card)

    def _reviews(self) -> Reviews:
        return reviews_of(self._store.events(wave=self.wave, kinds=[Kind.REVIEWED]))

    def say(
        self,
        finding: str,
        word: Word,
        by: str,
        *,
        because: str = "",
        labels: Sequence[PutRight] = (),
        language: str = "en",
    ) -> None:
        """Keep a word. Raises Unsaid: no such finding, no name, no reason for a “wrong”, a message that is not of this
        finding; JournalError."""
        name, because = _tidy(by, NAME_MOST), _tidy(because, BECAUSE_MOST)
        if not name:
            raise Unsaid("no_name")
        if word is Word.WRONG and not because and not labels:
            raise Unsaid("no_reason")
        applied, card = self._wave(language)
        if word is Word.WRONG:
            self._check(labels, applied)
        review = replace(
            self._about(finding, applied, card),
            word=word,
            by=name,
            because=because,
            labels=tuple(labels) if word is Word.WRONG else (),
        )
        self._append(review.journey, review.visit, body_of(review))

    def _about(self, finding: str, applied: Applied, card: Mapping[str, Any]) -> Review:
        """An unspoken review of this finding, as it stands or as it stood when somebody last spoke of it."""
        verdict, earlier = applied.found.get(finding), self._reviews().words.get(finding)
        if verdict is not None:
            own = [v.id for j in applied.journeys if j.id == verdict.journey for v in j.visits]
            quoted = {quote.visit for quote in verdict.quotes}
            visits = [verdict.visit] if verdict.visit else [v for v in own if v in quoted] or own
            return Review(
                seq=0,
                finding=finding,
                word=Word.AGREE,
                by="",
                at_us=0,
                journey=verdict.journey,
                visit=verdict.visit,
                visits=tuple(visits),
                judge=verdict.judge,
                sentence=verdict.sentence,
            )
        items = {item.id: item for item in items_of(applied, card)}
        if finding in items:  # what channels state differently over the wave
            item = items[finding]
            return Review(0, finding, Word.AGREE, "", 0, judge=item.judge, sentence=item.sentence)
        if earlier is not None:
            return earlier
        hint = did_you_mean(finding, {*applied.found, *items})
        raise Unsaid("no_finding", finding=finding, wave=self.wave, hint=hint)

    def rate(self, visit: str, stars: int, by: str, language: str = "en") -> None:
        """Keep how satisfied a person would be, 1–5. Raises Unsaid, JournalError."""
        name = _tidy(by, NAME_MOST)
        if not name:
            raise Unsaid("no_name")
        if stars not in STARS:
            raise Unsaid("no_stars")
        applied, _ = self._wave(language)
        journey = next((j.id for j in applied.journeys for v in j.visits if v.id == visit), None)
        if journey is None:
            ids = [v.id for j in applied.journeys for v in j.visits]
            raise Unsaid("no_visit", visit=visit, wave=self.wave, hint=did_you_mean(visit, ids))
        self._append(journey, visit, {"stars": stars, "by": name})

    def forget(self) -> None:
        """Judge and score anew what is asked for from now on."""
        with self._lock:
            self._loaded.clear()

    def _check(self, labels: Sequence[PutRight], applied: Applied) -> None:
        turns = {(v.id, t.n): t for j in applied.journeys for v in j.visits for t in v.turns}
        for one in labels:
            turn = turns.get((one.visit, one.turn))
            if turn is None or turn.side is not Side.COMPANY:
                raise Unsaid("no_message", place=f"{one.visit} {one.turn}")

    def _wave(self, language: str) -> tuple[Applied, Mapping[str, Any]]:
        with self._lock:
            if language not in self._loaded:
                self._loaded[language] = self._load(language)
            return self._loaded[language]

    def _append(self, journey: str, visit: str, body: dict[str, Any]) -> None:
        at = Stamp(self._clock())
        self._store.append([NewEvent(self.wave, Kind.REVIEWED, at, journey, visit, body=body)])
        self.spoken += 1


def _tidy(text: str, most: int) -> str:
    """On one line, without what a terminal would take for an order."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:most]
