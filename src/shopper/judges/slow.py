"""Answered, but later than promised."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, not_answered, quote, said_first, unmeasured, verdict

META = Meta(
    id="slow",
    version=1,
    titles={
        "en": "Answers in the promised time",
        "uk": "Відповідає в обіцяний час",
        "ru": "Отвечает в обещанное время",
        "pl": "Odpowiada w obiecanym czasie",
    },
    failures={"en": "Slow answer", "uk": "Повільна відповідь", "ru": "Медленный ответ", "pl": "Powolna odpowiedź"},
    why={
        "en": "The promised time is what the customer plans by; each minute past it costs trust.",
        "uk": "Клієнт розраховує на обіцяний час; кожна хвилина понад нього коштує довіри.",
        "ru": "Клиент рассчитывает на обещанное время; каждая минута сверх него стоит доверия.",
        "pl": "Klient liczy na obiecany czas; każda minuta ponad niego kosztuje zaufanie.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    reply = context.reply(visit)
    first = said_first(visit)
    if reply is None or first is None or visit.first_said is None:
        return not_answered(META, journey, visit, context)
    waited = context.promised_seconds(visit.channel, visit.first_said, reply.at)
    limit = visit.terms.sla_s
    title, say = context.title(visit.channel), context.say
    words = {"title": title, "time": say.time(waited), "limit": say.time(limit)}
    data = {"reply_s": waited, "limit_s": limit}
    if waited <= limit:
        sentence = say("in_time", **words)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, reply)], **data)
    if waited - reply.at.doubt_s - visit.first_said.doubt_s <= limit:
        sentence = say("time_unknown", **words)
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, [quote(visit, reply)], **data)
    sentence = say("slow", **words)
    quotes = [quote(visit, first), quote(visit, reply)]
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, **data)
