"""The matter changed hands, and what the customer had told did not go with it."""

from __future__ import annotations

from ..model import JourneyRecord, Origin, Outcome, Quote, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.other_desks import changes_hands
from .base import Meta, quote, unmeasured, verdict
from .repeat import told_before

META = Meta(
    id="handoff",
    version=1,
    titles={
        "en": "Handed over with its story",
        "uk": "Передають разом з історією",
        "ru": "Передают вместе с историей",
        "pl": "Przekazują razem z historią",
    },
    failures={
        "en": "Handed over without its story",
        "uk": "Передали без історії",
        "ru": "Передали без истории",
        "pl": "Przekazano bez historii",
    },
    why={
        "en": "Who must tell everything again to the next person was passed on, not helped.",
        "uk": "Хто мусить усе розповідати наступній людині, тому не допомогли, а просто передали далі.",
        "ru": "Кто вынужден всё рассказывать следующему, тому не помогли, а просто передали дальше.",
        "pl": "Kto musi wszystko opowiadać następnej osobie, temu nie pomogli, tylko odesłali dalej.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [v for visit in journey.visits if (v := _judge(journey, visit, context)) is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt if visit.origin is Origin.REDIRECT else None
    speaking = context.speaking(visit)
    parts = _parts(visit, speaking, context)
    passes = len(parts) - (0 if visit.origin is Origin.REDIRECT else 1)
    if passes <= 0 or (visit.origin is Origin.REDIRECT and context.reply(visit) is None and passes <= 1):
        return None
    title, say = context.title(visit.channel), context.say
    again: dict[str, list[Quote]] = {}
    repeats = 0
    for before, turns in parts:
        if before is None and visit.origin is not Origin.REDIRECT:
            continue
        found = _asked_again(journey, visit, before, turns, context)
        repeats += bool(found)
        for slot, quotes in found.items():
            again.setdefault(slot, quotes)
    internal = len(parts) - 1
    data = {"switches": internal, "repeats": repeats}
    handed = [quote(visit, before) for before, _ in parts if before is not None]
    if again:
        slots = say.listed([say.named("slot", slot) for slot in again])
        rests_on = dict.fromkeys([*handed, *(q for qs in again.values() for q in qs)])
        sentence = say("handed_without", title=title, slots=slots)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, rests_on, slots=list(again), **data)
    if not any(turns for before, turns in parts if before is not None or visit.origin is Origin.REDIRECT):
        sentence = say("handed_and_nobody", title=title)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, handed, **data)
    sentence = say("handed_with", title=title)
    return verdict(META, Outcome.PASSED, journey, visit, sentence, handed, **data)


def _parts(visit: VisitRecord, speaking: list[Turn], context: JudgeContext) -> list[tuple[Turn | None, list[Turn]]]:
    """What each hand of the visit wrote, with the turn that handed it over; None for the first."""
    parts: list[tuple[Turn | None, list[Turn]]] = [(None, [])]
    for turn in speaking:
        parts[-1][1].append(turn)
        if changes_hands(turn.text, context.labels(visit, turn)):
            parts.append((turn, []))
    return parts


def _asked_again(
    journey: JourneyRecord, visit: VisitRecord, before: Turn | None, turns: list[Turn], context: JudgeContext
) -> dict[str, list[Quote]]:
    """What the next one asked for that had been told before the matter changed hands; by slot, with both turns."""
    found: dict[str, list[Quote]] = {}
    for turn in turns:
        for slot in context.labels(visit, turn).asks:
            told = None if slot in found else told_before(journey, visit, turn, slot, context)
            if told is None:
                continue
            where, said = told
            earlier = where.id != visit.id or (before is not None and said.n < before.n)
            if earlier:
                found[slot] = [quote(where, said), quote(visit, turn)]
    return found
