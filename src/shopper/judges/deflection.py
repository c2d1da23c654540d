"""Sent to another channel instead of being helped in this one."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, not_answered, quote, unmeasured, verdict

META = Meta(
    id="deflection",
    version=2,
    titles={
        "en": "Helps where it was asked",
        "uk": "Допомагає там, де спитали",
        "ru": "Помогает там, где спросили",
        "pl": "Pomaga tam, gdzie zapytano",
    },
    failures={
        "en": "Sent elsewhere",
        "uk": "Відправили в інший канал",
        "ru": "Отправили в другой канал",
        "pl": "Odesłanie gdzie indziej",
    },
    why={
        "en": "Every change of channel makes the customer begin again, and some give up on the way.",
        "uk": "Кожна зміна каналу змушує клієнта починати спочатку, і дехто здається дорогою.",
        "ru": "Каждая смена канала заставляет клиента начинать сначала, и некоторые сдаются по пути.",
        "pl": "Każda zmiana kanału zmusza klienta do zaczynania od nowa, a część rezygnuje po drodze.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    title, say = context.title(visit.channel), context.say
    away = context.redirects(visit)
    reasons = [context.allowed(visit, where, target) for _, where, target in away]
    if away and all(reasons):
        words = {"title": title, "there": context.title(away[0][1]), "because": reasons[0].rstrip(".")}
        quotes = [quote(visit, turn) for turn, _, _ in away]
        sentence = say("sent_with_reason", **words)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, quotes, to=away[0][1])
    if away and _answered_in_full(visit, context):
        sentence = say("helped_and_named", title=title, there=context.title(away[0][1]))
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, turn) for turn, _, _ in away])
    if away:
        _, where, target = next(way for way, reason in zip(away, reasons, strict=True) if not reason)
        sentence = say("sent_away", title=title, there=context.title(where))
        quotes = [quote(visit, turn) for turn, _, _ in away]
        return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, to=where, target=target)
    if context.reply(visit) is None:
        return not_answered(META, journey, visit, context)
    return verdict(META, Outcome.PASSED, journey, visit, say("not_sent_away", title=title))


def _answered_in_full(visit: VisitRecord, context: JudgeContext) -> bool:
    """Whether all that was asked was told in figures that can be compared: another channel named beside that is an
    offer, and nobody has to go there."""
    found = context.resolution(visit)
    return found.solved is True and found.partly and not found.missing and not context.need(visit.service).transact
