"""Persons' words applied to a wave: what they put right is judged anew, what they overruled counts no more.

Pure. Nothing is taken away: what was found stays beside what was said of it.

agree: the finding stands, and is confirmed. wrong: the verdict is overruled (unmeasured); where the person said how a
message should have been read, everything is judged anew with that. ours: the visits that it is about count nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..model import JourneyRecord, Labels, Outcome, Side, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..scoring.finding_ids import failed_ids, finding_ids
from ..scoring.moments import moment
from .spoken import COUNTED, LISTS, PutRight, Review, Reviews, Word

OUR_MISTAKE = "reviewed"
Judging = Callable[[Sequence[JourneyRecord], JudgeContext], list[Verdict]]


@dataclass(frozen=True, slots=True)
class Overruled:
    """A finding that counts no more: the verdict as it was made, and the word about it."""

    id: str
    verdict: Verdict
    review: Review
    state: str  # disputed or corrected


@dataclass(frozen=True, slots=True)
class Applied:
    """A wave after its reviews. found: what failed before anybody spoke, by id. gone: words about findings that are not
    made any more. journeys, verdicts and context are what observing and scoring take from here on."""

    journeys: Sequence[JourneyRecord]
    verdicts: list[Verdict]
    context: JudgeContext
    reviews: Reviews
    found: Mapping[str, Verdict] = field(default_factory=dict)
    overruled: tuple[Overruled, ...] = ()
    confirmed: Mapping[str, Verdict] = field(default_factory=dict)
    gone: tuple[Review, ...] = ()


def apply(reviews: Reviews, journeys: Sequence[JourneyRecord], context: JudgeContext, judge: Judging) -> Applied:
    """Apply what persons said. judge: makes all verdicts of a wave."""
    plain = judge(journeys, context)
    found = dict(failed_ids(plain))
    if not reviews:
        return Applied(journeys, plain, context, reviews, found)
    words = reviews.words
    mistaken = {visit: review for review in words.values() if review.word is Word.OURS for visit in review.visits}
    corrected, settling = _corrected(journeys, context, words, found)
    verdicts = plain
    if mistaken or corrected:
        journeys = [_spoilt(journey, mistaken, context) for journey in journeys]
        context = replace(context, corrected={**context.corrected, **corrected}, settling=settling)
        verdicts = judge(journeys, context)
    ids = finding_ids(verdicts)
    verdicts = [_overrule(v, words.get(id_), context) for id_, v in zip(ids, verdicts, strict=True)]
    standing = {id_: v for id_, v in zip(ids, verdicts, strict=True) if v.outcome is Outcome.FAILED}
    overruled = [
        Overruled(id_, found[id_], review, _state(review))
        for id_, review in words.items()
        if review.word is not Word.AGREE and id_ in found
    ]
    known = {*found, *standing}
    return Applied(
        journeys,
        verdicts,
        context,
        reviews,
        found,
        tuple(sorted(overruled, key=lambda one: one.id)),
        {id_: standing[id_] for id_, r in words.items() if r.word is Word.AGREE and id_ in standing},
        tuple(
            sorted(
                (r for id_, r in words.items() if id_ not in known and not id_.startswith(COUNTED)),
                key=lambda review: review.finding,
            )
        ),
    )


def review_mark(review: Review, zone: str) -> dict[str, Any]:
    """What a report shows of a word: {state, by, why, at}, and ours where the mistake was ours."""
    mark: dict[str, Any] = {
        "state": _state(review),
        "by": review.by,
        "why": review.because,
        "at": moment(review.at_us, zone),
    }
    return mark | ({"ours": True} if review.word is Word.OURS else {})


def _state(review: Review) -> str:
    if review.word is Word.AGREE:
        return "confirmed"
    return "corrected" if review.word is Word.OURS or review.labels else "disputed"


def _overrule(verdict: Verdict, review: Review | None, context: JudgeContext) -> Verdict:
    if review is None or verdict.outcome is not Outcome.FAILED:
        return verdict
    data = {**verdict.data, "review": review_mark(review, context.zone)}
    outcome = verdict.outcome if review.word is Word.AGREE else Outcome.UNMEASURED
    return replace(verdict, outcome=outcome, data=data)


def _spoilt(journey: JourneyRecord, mistaken: Mapping[str, Review], context: JudgeContext) -> JourneyRecord:
    if not any(visit.id in mistaken for visit in journey.visits):
        return journey
    return replace(journey, visits=tuple(_faulty(visit, mistaken.get(visit.id), context) for visit in journey.visits))


def _faulty(visit: VisitRecord, review: Review | None, context: JudgeContext) -> VisitRecord:
    if review is None or not visit.valid:
        return visit
    key = "our_mistake_because" if review.because else "our_mistake"
    return replace(
        visit, fault=context.say(key, name=review.by, why=review.because.rstrip(".")), fault_code=OUR_MISTAKE
    )


# -- labels ------------------------------------------------------------------------------------------------------------


def _corrected(
    journeys: Sequence[JourneyRecord],
    context: JudgeContext,
    words: Mapping[str, Review],
    found: Mapping[str, Verdict],
) -> tuple[dict[tuple[str, int], Labels], frozenset[tuple[str, int]]]:
    """The labels that persons put right, over what is read, and the turns of which they say that they answer the
    question; of two words on one message the later counts."""
    turns = {(v.id, turn.n): (v, turn) for j in journeys for v in j.visits for turn in v.turns}
    corrected: dict[tuple[str, int], Labels] = {}
    settling: frozenset[tuple[str, int]] = frozenset()
    for review in sorted(words.values(), key=lambda one: one.seq):
        if review.word is not Word.WRONG:
            continue
        for one in review.labels or _implied(found.get(review.finding)):
            place = (one.visit, one.turn)
            if place in turns and turns[place][1].side is Side.COMPANY:
                read = corrected.get(place) or context.labels(*turns[place])
                corrected[place] = replace(read, **_values(one.labels))
                if "substantive" in one.labels:
                    settling = settling | {place} if one.labels["substantive"] else settling - {place}
    return corrected, settling


def _implied(verdict: Verdict | None) -> Iterable[PutRight]:
    """Who says that nobody was sent away says how the message should have been read."""
    if verdict is None or verdict.judge != "deflection":
        return ()
    return [PutRight(quote.visit, quote.turn, {"deflection": []}) for quote in verdict.quotes]


def _values(labels: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if name in LISTS else value for name, value in labels.items()}
