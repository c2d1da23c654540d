"""Answered otherwise than the company itself says is right."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Side, Turn, Verdict, VisitRecord
from ..reading.answers import answered_values
from ..reading.context import JudgeContext
from ..reading.facts import comparable, compatible, stated
from ..reading.needs import EVERYBODY, KnownFact, asked_for
from ..reading.text import plain
from .base import SPOKEN_KINDS, Meta, not_answered, quote, unmeasured, verdict

META = Meta(
    id="accuracy",
    version=1,
    titles={
        "en": "The answer is right",
        "uk": "Відповідь правильна",
        "ru": "Ответ верный",
        "pl": "Odpowiedź jest prawidłowa",
    },
    failures={
        "en": "Wrong answer",
        "uk": "Неправильна відповідь",
        "ru": "Неверный ответ",
        "pl": "Błędna odpowiedź",
    },
    why={
        "en": "A wrong answer is a promise that the company has to keep or to break.",
        "uk": "Неправильна відповідь – це обіцянка, яку компанії доведеться виконати або порушити.",
        "ru": "Неверный ответ – это обещание, которое компании придётся сдержать или нарушить.",
        "pl": "Błędna odpowiedź to obietnica, której firma musi dotrzymać albo ją złamać.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [v for visit in journey.visits for v in _judge(journey, visit, context)]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> list[Verdict]:
    facts = context.need(visit.service).facts
    right = {name: answer for name, fact in facts.items() if (answer := _right(fact, journey, visit))}
    if not right:
        return []
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return [spoilt]
    if context.reply(visit) is None:
        return [not_answered(META, journey, visit, context)]
    judged = [v for name, answer in right.items() if (v := _compare(name, answer, journey, visit, context)) is not None]
    if judged:
        failed = [v for v in judged if v.outcome is Outcome.FAILED]
        return failed or judged[:1]
    sentence = context.say("nothing_to_compare", title=context.title(visit.channel))
    return [verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence)]


def _right(fact: KnownFact, journey: JourneyRecord, visit: VisitRecord) -> tuple[str, ...]:
    """The right answers to what this customer asked for; none where nobody wrote any down."""
    said = " ".join(turn.text for turn in visit.turns if turn.side is Side.CUSTOMER)
    name = asked_for(fact.right, said, journey.facts.values())
    return fact.right.get(EVERYBODY if name is None else name, ())


def _compare(
    name: str, right: tuple[str, ...], journey: JourneyRecord, visit: VisitRecord, context: JudgeContext
) -> Verdict | None:
    """What was answered against what is right; None where there is nothing that can be compared."""
    facts, say = context.need(visit.service).facts, context.say
    kind = facts[name].kind
    told, fits = _answers(name, right, visit, context)
    alone = sum(1 for fact in facts.values() if fact.kind == kind) == 1
    if not told or not (fits or alone):  # of two facts of one kind nobody can tell which was meant
        return None
    words = {"title": context.title(visit.channel), "fact": context.fact(visit.service, name)}
    data = {"about": name, "kind": kind, "right": list(right), "values": list(dict.fromkeys(v for v, _ in told))}
    if fits:
        quotes = dict.fromkeys(quote(visit, turn) for _, turn in fits)
        return verdict(META, Outcome.PASSED, journey, visit, say("answered_right", **words), quotes, **data)
    if visit.kind in SPOKEN_KINDS:  # a number may be heard otherwise than it was said
        sentence = say("nothing_to_compare", title=words["title"])
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, [quote(visit, t) for _, t in told], **data)
    stated_here, expected = (say("quoted", text=say.listed(texts)) for texts in (data["values"], data["right"]))
    quotes = dict.fromkeys(quote(visit, turn) for _, turn in told)
    sentence = say("answered_wrong", said=stated_here, right=expected, **words)
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, **data)


_Told = list[tuple[str, Turn]]


def _answers(name: str, right: tuple[str, ...], visit: VisitRecord, context: JudgeContext) -> tuple[_Told, _Told]:
    """What was answered, in words, and what of it is right. Words in which a right text does not stand may say the
    same otherwise, so they are no answer at all."""
    facts, speaking = context.need(visit.service).facts, context.speaking(visit)
    kind = facts[name].kind
    if kind == "text":
        found = [(text, turn) for turn in speaking for text in right if plain(text) in plain(turn.text)]
        return found, found
    expected = [value for text in right for value in stated(text, kind)]
    values = answered_values(visit.service, facts, kind, speaking)
    pairs = [(value, turn) for value, turn in values if any(comparable(value, one) for one in expected)]
    fits = [(value, turn) for value, turn in pairs if any(compatible(value, one) for one in expected)]
    return [(value.text, turn) for value, turn in pairs], [(value.text, turn) for value, turn in fits]
