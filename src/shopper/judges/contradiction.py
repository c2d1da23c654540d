"""Two answers to one question that cannot both be true."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model import JourneyRecord, Outcome, Side, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.facts import Value, comparable, compatible, stated
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

# What a sum may be besides the one that was asked for; by a word in its clause.
_ASIDE = (
    re.compile(r"deliver|shipping|courier|доставк|кур'?[єе]р|пересилк|пересылк|dostav|dostaw|wysyłk|przesyłk|kurier"),
    re.compile(r"discount|\boff\b|coupon|voucher|знижк|скидк|промокод|skidk|znyzhk|rabat|zniżk|kupon"),
    re.compile(r"deposit|prepay|in advance|передплат|предоплат|аванс|завдат|задат|zaliczk|przedpłat|zadatk"),
    re.compile(
        r"orders? (?:over|from|above)|(?:замовлен|заказ)\w* (?:на суму )?(?:від|от|понад|свыше)|"
        r"zamówie\w+ (?:od|powyżej)"
    ),
    re.compile(r"instal?ment|per month|monthly|на місяць|щомісяц|в месяц|рассрочк|розстрочк|miesięcznie|rat[ay]?\b"),
)
_CLAUSE = re.compile(r"[.!?;\n](?=\s|$)|,\s|\s(?:and|but|та|і|але|а|и|но|i|a|ale|oraz)\s")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was answered to one asking of the question: values of one kind, and the turns that state them."""

    visit: VisitRecord
    values: tuple[tuple[Value, Turn], ...]


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    services = dict.fromkeys(visit.service for visit in journey.visits)
    return [v for service in services if (v := _judge(journey, service, context)) is not None]


def _judge(journey: JourneyRecord, service: str, context: JudgeContext) -> Verdict | None:
    kinds = [kind for kind in dict.fromkeys(context.facts.get(service, {}).values()) if kind != "text"]
    visits = [visit for visit in journey.visits if visit.service == service]
    askings = [(visit, turns) for visit in visits if visit.valid for turns in _askings(visit, context)]
    if not kinds or (len(visits) < 2 and len(askings) < 2):
        return None
    agreed: list[tuple[_Answer, _Answer]] = []
    for kind in kinds:
        answers = [_Answer(v, found) for v, turns in askings if (found := _values(service, kind, turns, context))]
        for one, other in combinations(answers, 2):
            pairs = [(a, b) for a, _ in one.values for b, _ in other.values if comparable(a, b)]
            if pairs and not any(compatible(a, b) for a, b in pairs):
                return _failed(journey, kind, one, other, context)
            if pairs:
                agreed.append((one, other))
    if agreed:
        one, other = agreed[0]
        sentence = _same(one, other, context)
        quotes = [quote(a.visit, a.values[0][1]) for a in (one, other)]
        return verdict(META, Outcome.PASSED, journey, None, sentence, quotes, service=service)
    spoilt = next((visit for visit in visits if not visit.valid), None)
    if spoilt is not None:
        sentence = context.say("not_measured", fault=spoilt.fault.rstrip("."))
        return verdict(META, Outcome.UNMEASURED, journey, None, sentence, service=service)
    sentence = context.say("no_two_answers")
    return verdict(META, Outcome.NOT_APPLICABLE, journey, None, sentence, service=service)


def _failed(journey: JourneyRecord, kind: str, one: _Answer, other: _Answer, context: JudgeContext) -> Verdict:
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
    texts = [value.text for answer in (one, other) for value, _ in answer.values]
    return verdict(META, Outcome.FAILED, journey, None, sentence, quotes, kind=kind, values=texts)


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


def _values(service: str, kind: str, turns: Sequence[Turn], context: JudgeContext) -> tuple[tuple[Value, Turn], ...]:
    about = " ".join((service, *context.facts.get(service, {}))).casefold()
    asides = [aside for aside in _ASIDE if kind == "money" and not aside.search(about)]
    found = []
    for turn in turns:
        for value in stated(turn.text, kind):
            clause = _clause(turn.text, value)
            if value.unit != "weekdays" and not any(aside.search(clause) for aside in asides):
                found.append((value, turn))
    return tuple(found)


def _clause(text: str, value: Value) -> str:
    """The words around a value, up to the next comma or the end of the sentence."""
    text = unicodedata.normalize("NFC", text)  # as the value's place is counted
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, value.start)), default=0)
    after = _CLAUSE.search(text, value.end)
    return text[start : after.start() if after else len(text)].casefold()
