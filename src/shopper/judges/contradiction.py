"""Two answers to one question that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model import JourneyRecord, Outcome, Quote, Side, Turn, Verdict, VisitRecord
from ..reading.answers import answered_values
from ..reading.context import JudgeContext
from ..reading.facts import Value, comparable, compatible
from .base import Meta, quote, verdict

META = Meta(
    id="contradiction",
    version=1,
    titles={
        "en": "The answers agree",
        "uk": "Відповіді збігаються",
        "ru": "Ответы совпадают",
        "pl": "Odpowiedzi są zgodne",
    },
    failures={"en": "Contradiction", "uk": "Суперечливі відповіді", "ru": "Противоречие", "pl": "Sprzeczne odpowiedzi"},
    why={
        "en": "Who hears two prices believes neither, and asks for the lower one.",
        "uk": "Хто чує дві ціни, не вірить жодній і вимагає меншу.",
        "ru": "Кто слышит две цены, не верит ни одной и требует меньшую.",
        "pl": "Kto słyszy dwie ceny, nie wierzy żadnej i żąda niższej.",
    },
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was answered to one asking of the question: values of one kind, and the turns that state them."""

    visit: VisitRecord
    values: tuple[tuple[Value, Turn], ...]


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    services = dict.fromkeys(visit.service for visit in journey.visits)
    return [v for service in services if (v := _judge(journey, service, context)) is not None]


def _judge(journey: JourneyRecord, service: str, context: JudgeContext) -> Verdict | None:
    visits = [visit for visit in journey.visits if visit.service == service]
    kinds = _kinds(service, context)
    askings = [(visit, turns) for visit in visits if visit.valid for turns in _askings(visit, context)]
    if not kinds or (len(visits) < 2 and len(askings) < 2):
        return None
    apart, agreed = _compare(askings, service, context)
    if apart is not None:
        sentence, quotes = apart.sentence, apart.quotes
        return verdict(META, Outcome.FAILED, journey, None, sentence, quotes, kind=apart.kind, values=apart.values)
    if agreed:
        one, other = agreed[0]
        sentence = _same(one, other, context)
        quotes = tuple(quote(a.visit, a.values[0][1]) for a in (one, other))
        return verdict(META, Outcome.PASSED, journey, None, sentence, quotes, service=service)
    spoilt = next((visit for visit in visits if not visit.valid), None)
    if spoilt is not None:
        sentence = context.say("not_measured", fault=context.fault(spoilt))
        return verdict(META, Outcome.UNMEASURED, journey, None, sentence, service=service)
    sentence = context.say("no_two_answers")
    return verdict(META, Outcome.NOT_APPLICABLE, journey, None, sentence, service=service)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two answers that cannot both be true: the kind of value, the sentence on it, what was said and where."""

    kind: str
    sentence: str
    quotes: tuple[Quote, ...]
    values: list[str]


def differing(visits: Iterable[VisitRecord], service: str, context: JudgeContext) -> Apart | None:
    """The first two answers of these visits to one service that cannot both be true."""
    askings = [(visit, turns) for visit in visits if visit.valid for turns in _askings(visit, context)]
    return _compare(askings, service, context)[0]


def _kinds(service: str, context: JudgeContext) -> list[str]:
    return [kind for kind in dict.fromkeys(context.facts.get(service, {}).values()) if kind != "text"]


def _compare(
    askings: Sequence[tuple[VisitRecord, list[Turn]]], service: str, context: JudgeContext
) -> tuple[Apart | None, list[tuple[_Answer, _Answer]]]:
    """The first two answers that contradict each other, else those that agree."""
    facts = context.facts.get(service, {})
    agreed: list[tuple[_Answer, _Answer]] = []
    for kind in _kinds(service, context):
        answers = [
            _Answer(v, found) for v, turns in askings if (found := answered_values(service, facts, kind, turns))
        ]  # fmt: skip
        for one, other in combinations(answers, 2):
            pairs = [(a, b) for a, _ in one.values for b, _ in other.values if comparable(a, b)]
            if pairs and not any(compatible(a, b) for a, b in pairs):
                return _told_apart(kind, one, other, context), agreed
            if pairs:
                agreed.append((one, other))
    return None, agreed


def _told_apart(kind: str, one: _Answer, other: _Answer, context: JudgeContext) -> Apart:
    say = context.say
    first, second = (
        say("quoted", text=say.listed(list(dict.fromkeys(value.text for value, _ in answer.values))))
        for answer in (one, other)
    )
    title, there = (context.title(answer.visit.channel) for answer in (one, other))
    if one.visit.channel == other.visit.channel:
        sentence = say("said_otherwise_later", title=title, first=first, second=second)
    else:
        sentence = say("said_otherwise_there", title=title, other=there, first=first, second=second)
    quotes = dict.fromkeys(quote(answer.visit, turn) for answer in (one, other) for _, turn in answer.values)
    return Apart(kind, sentence, tuple(quotes), [value.text for answer in (one, other) for value, _ in answer.values])


def _same(one: _Answer, other: _Answer, context: JudgeContext) -> str:
    titles = list(dict.fromkeys(context.title(answer.visit.channel) for answer in (one, other)))
    if len(titles) > 1:
        return context.say("agree", titles=context.say.listed(titles))
    return context.say("agree_in_one", title=titles[0])


def _askings(visit: VisitRecord, context: JudgeContext) -> Iterator[list[Turn]]:
    """What was answered in a visit, cut where the customer asks again after an answer."""
    speaking = {turn.n for turn in context.speaking(visit)}
    answers: list[Turn] = []
    for turn in visit.turns:
        if turn.side is Side.CUSTOMER and "?" in turn.text and answers:
            yield answers
            answers = []
        elif turn.n in speaking:
            answers.append(turn)
    if answers:
        yield answers
