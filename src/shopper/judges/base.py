"""What a judge is made of, and the few ways in which every judge words its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import Closing, JourneyRecord, Outcome, Quote, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext

# Kinds of channel in which words are spoken: what stands in a turn is a machine's transcript, or none. No judge rests
# on the exact form of such words: on a number, on an ending, on a language.
SPOKEN_KINDS = frozenset({"callback", "hotline"})


@dataclass(frozen=True, slots=True)
class Meta:
    """id: the file's name, the noun of the failing state. version: rises when the judge may judge otherwise.

    titles: the name of the check; failures: the name of the failing state; both by language. why: why it matters.
    """

    id: str
    version: int
    titles: Mapping[str, str]
    failures: Mapping[str, str]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judge:
    """A judge as loaded: a pure function from one journey to verdicts."""

    meta: Meta
    judge: Callable[[JourneyRecord, JudgeContext], list[Verdict]]


def quote(visit: VisitRecord, turn: Turn) -> Quote:
    return Quote(visit.id, turn.n, turn.text)


def verdict(
    meta: Meta,
    outcome: Outcome,
    journey: JourneyRecord,
    visit: VisitRecord | None,
    sentence: str,
    quotes: Iterable[Quote] = (),
    **data: Any,
) -> Verdict:
    """A verdict on one visit, or with None on the whole journey."""
    return Verdict(
        judge=meta.id,
        version=meta.version,
        outcome=outcome,
        journey=journey.id,
        visit=visit.id if visit is not None else "",
        sentence=sentence,
        quotes=tuple(quotes),
        data=data,
    )


def unmeasured(meta: Meta, journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    """The verdict on a visit that our own side spoilt; None where it is valid."""
    if visit.valid:
        return None
    return verdict(meta, Outcome.UNMEASURED, journey, visit, context.say("not_measured", fault=context.fault(visit)))


def not_answered(meta: Meta, journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    """The verdict of a judge that needs a reply, on a visit that got none."""
    sentence = context.say("not_answered", title=context.title(visit.channel))
    return verdict(meta, Outcome.NOT_APPLICABLE, journey, visit, sentence)


def bounce_of(visit: VisitRecord) -> Turn | None:
    """The mail system's word that what the customer wrote could not be delivered."""
    return next((t for t in visit.company_turns() if t.kind is TurnKind.BOUNCE), None)


def said_first(visit: VisitRecord) -> Turn | None:
    return next((t for t in visit.turns if t.side is Side.CUSTOMER), None)


def fully_watched(visit: VisitRecord) -> bool:
    """We looked for as long as the channel's patience lasts, or the company itself ended it."""
    if visit.closing in (Closing.PATIENCE, Closing.COMPANY) or bounce_of(visit) is not None:
        return True
    return (
        visit.closing is Closing.QUIET and visit.observed_s is not None and visit.observed_s >= visit.terms.patience_s
    )


def silent(visit: VisitRecord, context: JudgeContext) -> bool:
    """A valid visit in which we said something, looked long enough, and nobody replied."""
    return visit.valid and visit.first_said is not None and context.reply(visit) is None and fully_watched(visit)
