"""What persons said of a wave's findings, as the journal holds it. The last word on a finding counts; all are kept.

The body of an event: finding, word, because, by; labels (what was put right in the reading of messages), visits (which
a mistake of ours spoilt), judge and sentence (what stood there when it was said); or visit and stars.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..journal.events import Event, Kind
from ..reading.slots import SLOTS
from ..reading.targets import TARGETS

# Findings that no judge makes, but the counting of a whole wave; scoring calls them so.
TRAPPED = "trapped_journey:"
CONTRADICTION = "critical_contradiction:"
COUNTED = (TRAPPED, CONTRADICTION)
NAME_MOST = 60  # characters
BECAUSE_MOST = 1_000
STARS = range(1, 6)
# What can be put right in the reading of one message, by the name of the label.
FLAGS = ("auto_ack", "transfer", "refusal", "substantive")
LISTS = {"deflection": TARGETS, "asks": SLOTS}


class Word(StrEnum):
    """What a person says of a finding."""

    AGREE = "agree"
    WRONG = "wrong"
    OURS = "ours"  # our mistake: it says nothing about the company


@dataclass(frozen=True, slots=True)
class PutRight:
    """One message that was read wrongly. labels: only those that were wrong, as they should be: true, false, or the
    list of what it asks for or where it sends to."""

    visit: str
    turn: int
    labels: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Review:
    """One word on one finding. at_us: UTC µs. seq: its place in the journal: a later one counts before an earlier.
    journey and visit: "" for a finding about more than one. judge, sentence: what the person had before them."""

    seq: int
    finding: str
    word: Word
    by: str
    at_us: int
    because: str = ""
    journey: str = ""
    visit: str = ""
    labels: tuple[PutRight, ...] = ()
    visits: tuple[str, ...] = ()
    judge: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Stars:
    """How satisfied a person would be as this visit's customer, from 1 to 5."""

    seq: int
    visit: str
    stars: int
    by: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Reviews:
    """The words that count: by finding, and stars by visit."""

    words: Mapping[str, Review] = field(default_factory=dict)
    stars: Mapping[str, Stars] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.words or self.stars)


def reviews_of(events: Iterable[Event]) -> Reviews:
    """The words that count among these events, in whichever order they come. What was destroyed or is of a newer
    version's making is passed over."""
    words: dict[str, Review] = {}
    stars: dict[str, Stars] = {}
    for event in sorted((e for e in events if e.kind is Kind.REVIEWED), key=lambda e: e.seq):
        if (review := _review(event)) is not None:
            words[review.finding] = review
        elif (given := _stars(event)) is not None:
            stars[given.visit] = given
    return Reviews(words, stars)


def body_of(review: Review) -> dict[str, Any]:
    """The body of the event that keeps a word."""
    body: dict[str, Any] = {
        "finding": review.finding,
        "word": review.word.value,
        "because": review.because,
        "by": review.by,
        "judge": review.judge,
        "sentence": review.sentence,
    }
    if review.labels:
        body["labels"] = [{"visit": p.visit, "turn": p.turn, "labels": dict(p.labels)} for p in review.labels]
    if review.visits:
        body["visits"] = list(review.visits)
    return body


def _review(event: Event) -> Review | None:
    body = event.body
    finding, by = body.get("finding"), body.get("by")
    if body.get("word") not in list(Word) or not isinstance(finding, str) or not finding or not isinstance(by, str):
        return None
    return Review(
        seq=event.seq,
        finding=finding,
        word=Word(body["word"]),
        by=by,
        at_us=event.at.wall_us,
        because=str(body.get("because", "")),
        journey=event.journey,
        visit=event.visit,
        labels=tuple(p for one in _list(body, "labels") if (p := put_right(one)) is not None),
        visits=tuple(v for v in _list(body, "visits") if isinstance(v, str)),
        judge=str(body.get("judge", "")),
        sentence=str(body.get("sentence", "")),
    )


def put_right(data: Any) -> PutRight | None:
    """A correction as it is written; None for what is none. Labels that do not exist are left out."""
    if not isinstance(data, Mapping) or not isinstance(data.get("labels"), Mapping):
        return None
    visit, turn = data.get("visit"), data.get("turn")
    if not isinstance(visit, str) or not isinstance(turn, int) or isinstance(turn, bool):
        return None
    given = data["labels"]
    labels: dict[str, Any] = {name: given[name] for name in FLAGS if isinstance(given.get(name), bool)}
    for name, known in LISTS.items():
        if isinstance(given.get(name), list | tuple) and all(isinstance(one, str) for one in given[name]):
            asked = [one for one in dict.fromkeys(given[name]) if one in known]
            if asked or not given[name]:  # of nothing but unknown names it cannot be told what was meant
                labels[name] = asked
    return PutRight(visit, turn, labels) if labels else None


def _stars(event: Event) -> Stars | None:
    body = event.body
    stars, by = body.get("stars"), body.get("by")
    if not event.visit or not isinstance(by, str) or type(stars) is not int or stars not in STARS:
        return None
    return Stars(event.seq, event.visit, stars, by, event.at.wall_us)


def _list(body: Mapping[str, Any], key: str) -> Iterable[Any]:
    value = body.get(key)
    return value if isinstance(value, list) else ()
