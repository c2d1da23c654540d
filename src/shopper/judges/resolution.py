"""Answered, and the matter is not settled."""

from __future__ import annotations

from typing import Any

from ..model import Closing, JourneyRecord, Origin, Outcome, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.resolution import Resolution
from .base import Meta, not_answered, quote, unmeasured, verdict

META = Meta(
    id="resolution",
    version=1,
    titles={
        "en": "The matter is settled",
        "uk": "Питання вирішено",
        "ru": "Вопрос решён",
        "pl": "Sprawa załatwiona",
    },
    failures={
        "en": "Not settled",
        "uk": "Питання не вирішено",
        "ru": "Вопрос не решён",
        "pl": "Sprawa niezałatwiona",
    },
    why={
        "en": "An answer that does not settle the matter costs both sides another round, and often the sale.",
        "uk": "Відповідь, яка не вирішує питання, коштує обом ще одного кола, а часто й продажу.",
        "ru": "Ответ, который не решает вопрос, стоит обеим сторонам ещё одного круга, а часто и продажи.",
        "pl": "Odpowiedź, która nie załatwia sprawy, kosztuje obie strony kolejną rundę, a często i sprzedaż.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    # Who comes back asks whether they are known; what they need was asked before.
    return [_judge(journey, visit, context) for visit in journey.visits if visit.origin is not Origin.FOLLOWUP]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    if context.reply(visit) is None:
        return not_answered(META, journey, visit, context)
    title, say = context.title(visit.channel), context.say
    found = context.resolution(visit)
    data: dict[str, Any] = {"told": list(found.told), "missing": list(found.missing), "unsure": list(found.unsure)}
    if found.solved and found.by is not None:
        words = _told(found, visit, context)
        sentence = say("settled_told", title=title, facts=words) if words else say("settled_here", title=title)
        turns = dict.fromkeys([*(turn for turn, _ in found.told.values()), found.by])
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, t) for t in turns], **data)
    if context.redirects(visit):
        sentence = say("settled_elsewhere", title=title)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, **data)
    if found.solved is None and found.by is not None:
        sentence = say("settled_unknown", title=title)
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, [quote(visit, found.by)], **data)
    speaking = context.speaking(visit)
    if visit.closing in (None, Closing.STOPPED) and not any(context.labels(visit, t).refusal for t in speaking):
        return verdict(META, Outcome.UNMEASURED, journey, visit, say("not_over", title=title), **data)
    quotes = [quote(visit, turn) for turn in speaking]
    told, missing = _told(found, visit, context), _named(found.missing, visit, context)
    if told and missing:
        sentence = say("told_but_not", title=title, facts=told, missing=missing)
    elif missing:
        sentence = say("not_told", title=title, missing=missing)
    else:
        sentence = say("unsettled", title=title)
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, **data)


def _told(found: Resolution, visit: VisitRecord, context: JudgeContext) -> str:
    """“delivery time (2-3 days)”: what was stated, without texts, which are whatever was answered."""
    told = [(name, words) for name, (_, words) in found.told.items() if words]
    words = [f"{context.fact(visit.service, name)} ({stated})" for name, stated in told]
    return context.say.listed(words) if words else ""


def _named(names: tuple[str, ...], visit: VisitRecord, context: JudgeContext) -> str:
    return context.say.listed([context.fact(visit.service, name) for name in names]) if names else ""
