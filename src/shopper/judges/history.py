"""Who comes back, or comes from another channel, is a stranger again."""

from __future__ import annotations

import re

from ..model import JourneyRecord, Origin, Outcome, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.text import plain
from .base import Meta, not_answered, quote, unmeasured, verdict
from .repeat import told_before

META = Meta(
    id="history",
    version=1,
    titles={
        "en": "The case is known",
        "uk": "Звернення пам’ятають",
        "ru": "Обращение помнят",
        "pl": "Sprawa jest znana",
    },
    failures={
        "en": "Case forgotten",
        "uk": "Звернення забули",
        "ru": "Обращение забыли",
        "pl": "Sprawa zapomniana",
    },
    why={
        "en": "A customer who must begin again in each channel deals with as many companies as it has channels.",
        "uk": "Клієнт, який у кожному каналі починає спочатку, має справу зі стількома компаніями, скільки є каналів.",
        "ru": "Клиент, который в каждом канале начинает сначала, имеет дело со столькими компаниями, сколько каналов.",
        "pl": "Klient, który w każdym kanale zaczyna od nowa, ma do czynienia z tyloma firmami, ile jest kanałów.",
    },
)
_WHAT_ABOUT = re.compile(
    r"\bhow (?:can|may|could) (?:i|we) (?:help|assist)|\bwhat (?:is|was|seems to be|are) (?:it about|this about|your|"
    r"the) ?"
    r"(?:question|issue|problem|matter|request|concern|about)?|\bwhat happened\b|\bdescribe (?:your|the)\b|"
    r"чим (?:\w+ ){0,2}(?:допомогти|бути корисн)|чем (?:\w+ ){0,2}(?:помочь|быть полезн)|(?:яке|яка|какой|"
    r"какая) (?:у вас |"
    r"саме |именно )?(?:питання|запитання|проблем|вопрос)|що (?:саме )?(?:вас цікавить|сталося|трапилося)|"
    r"что (?:именно )?"
    r"(?:вас интересует|случилось|произошло)|опишіть|опишите|уточніть (?:ваше |своє )?(?:питання|запит)|"
    r"уточните (?:ваш |свой )?(?:вопрос|запрос)|w czym (?:\w+ ){0,2}pomóc|jak (?:\w+ ){0,2}pomóc|czego dotyczy|"
    r"co się stało|proszę opisać|opisz"
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [
        _judge(journey, visit, earlier, context)
        for visit in journey.visits
        if visit.origin in (Origin.FOLLOWUP, Origin.REDIRECT) and (earlier := _earlier(journey, visit)) is not None
    ]


def _earlier(journey: JourneyRecord, visit: VisitRecord) -> VisitRecord | None:
    """The latest visit before this one in which the customer told the story."""
    told = [v for v in journey.visits if v.seq < visit.seq and v.first_said is not None]
    return told[-1] if told else None


def _judge(journey: JourneyRecord, visit: VisitRecord, earlier: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    if context.reply(visit) is None:
        return not_answered(META, journey, visit, context)
    title, say = context.title(visit.channel), context.say
    again: dict[str, tuple[Turn, VisitRecord, Turn]] = {}
    for turn in context.speaking(visit):
        for slot in context.labels(visit, turn).asks:
            told = None if slot in again else told_before(journey, visit, turn, slot, context)
            if told is not None and told[0].id != visit.id:
                again[slot] = (turn, *told)
    if again:
        slots = say.listed([say.named("slot", slot) for slot in again])
        where = next(iter(again.values()))[1]
        quotes = [q for asked, v, t in again.values() for q in (quote(v, t), quote(visit, asked))]
        sentence = _told("forgotten", visit, where, context, slots=slots)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, dict.fromkeys(quotes), slots=list(again))
    first = context.speaking(visit)[0]
    labels = context.labels(visit, first)
    if "details" in labels.asks and not labels.substantive and _WHAT_ABOUT.search(plain(first.text)):
        sentence = _told("what_about", visit, earlier, context)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, [quote(visit, first)])
    sentence = say("remembered", title=title)
    return verdict(META, Outcome.PASSED, journey, visit, sentence)


def _told(what: str, visit: VisitRecord, earlier: VisitRecord, context: JudgeContext, **words: str) -> str:
    """Said here before, or in another channel."""
    title = context.title(visit.channel)
    if earlier.channel == visit.channel:
        return context.say(f"{what}_here", title=title, **words)
    return context.say(f"{what}_there", title=title, other=context.title(earlier.channel), **words)
