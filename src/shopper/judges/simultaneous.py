"""A customer in two channels at once: do both answer, alike, and does each know what the other was told?"""

from __future__ import annotations

from ..model import JourneyRecord, Origin, Outcome, Quote, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, fully_watched, quote, said_first, verdict
from .contradiction import differing
from .repeat import told_before

META = Meta(
    id="simultaneous",
    version=1,
    titles={
        "en": "Copes with two channels at once",
        "uk": "Справляються з двома каналами одночасно",
        "ru": "Справляются с двумя каналами одновременно",
        "pl": "Radzą sobie z dwoma kanałami naraz",
    },
    failures={
        "en": "Lost between two channels",
        "uk": "Загубили між двома каналами",
        "ru": "Потеряли между двумя каналами",
        "pl": "Zgubili między dwoma kanałami",
    },
    why={
        "en": "Customers who are in a hurry write twice; it is one customer, and should be one answer.",
        "uk": "Хто поспішає, пише двічі; це один клієнт, і відповідь має бути одна.",
        "ru": "Кто спешит, пишет дважды; это один клиент, и ответ должен быть один.",
        "pl": "Kto się spieszy, pisze dwa razy; to jeden klient i odpowiedź powinna być jedna.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    entry = next((visit for visit in journey.visits if visit.origin is Origin.ENTRY), None)
    if entry is None:
        return []
    return [_judge(journey, entry, other, context) for other in journey.visits if other.origin is Origin.PARALLEL]


def _judge(journey: JourneyRecord, one: VisitRecord, other: VisitRecord, context: JudgeContext) -> Verdict:
    say = context.say
    words = {"title": context.title(one.channel), "other": context.title(other.channel)}
    spoilt = next((visit for visit in (other, one) if not visit.valid), None)
    if spoilt is not None:
        sentence = say("not_measured", fault=context.fault(spoilt))
        return verdict(META, Outcome.UNMEASURED, journey, other, sentence)
    mute = [visit for visit in (one, other) if context.reply(visit) is None]
    if any(visit.first_said is None or not fully_watched(visit) for visit in mute):
        return verdict(META, Outcome.UNMEASURED, journey, other, say("not_over_in_both", **words))
    if mute:
        silent = mute[0]
        quotes = [quote(visit, turn) for visit in mute if (turn := said_first(visit)) is not None]
        answering = {"title": context.title(silent.channel), "other": words["title" if silent is other else "other"]}
        how = "neither_answered" if len(mute) > 1 else "one_answered"
        return verdict(META, Outcome.FAILED, journey, other, say(how, **answering), quotes)
    apart = differing((one, other), one.service, context) if one.service == other.service else None
    if apart is not None:
        return verdict(META, Outcome.FAILED, journey, other, apart.sentence, apart.quotes, kind=apart.kind)
    again = _asked_again(journey, one, other, context)
    if again:
        slots = say.listed([say.named("slot", slot) for slot in again])
        sentence = say("asked_there_too", title=words["other"], other=words["title"], slots=slots)
        quotes = list(dict.fromkeys(q for pair in again.values() for q in pair))
        return verdict(META, Outcome.FAILED, journey, other, sentence, quotes, slots=list(again))
    quotes = [quote(visit, reply) for visit in (one, other) if (reply := context.reply(visit)) is not None]
    return verdict(META, Outcome.PASSED, journey, other, say("coped", **words), quotes)


def _asked_again(
    journey: JourneyRecord, one: VisitRecord, other: VisitRecord, context: JudgeContext
) -> dict[str, tuple[Quote, Quote]]:
    """What the second channel asked for that the customer had told in the first: by slot, both turns."""
    found: dict[str, tuple[Quote, Quote]] = {}
    asked: list[tuple[Turn, str]] = [
        (turn, slot) for turn in context.speaking(other) for slot in context.labels(other, turn).asks
    ]
    for turn, slot in asked:
        told = None if slot in found else told_before(journey, other, turn, slot, context)
        if told is not None and told[0].id == one.id:
            found[slot] = (quote(one, told[1]), quote(other, turn))
    return found
