"""The customer said where the answer is wanted; did it come there?"""

from __future__ import annotations

import re

from ..model import JourneyRecord, Outcome, Side, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, not_answered, quote, unmeasured, verdict

META = Meta(
    id="preference",
    version=1,
    titles={
        "en": "Answered where it was wished",
        "uk": "Відповідають там, де просили",
        "ru": "Отвечают там, где просили",
        "pl": "Odpowiadają tam, gdzie proszono",
    },
    failures={
        "en": "Answered elsewhere than wished",
        "uk": "Відповіли не там, де просили",
        "ru": "Ответили не там, где просили",
        "pl": "Odpowiedź nie tam, gdzie proszono",
    },
    why={
        "en": "Who names a channel cannot be reached in another just then, or does not want to be.",
        "uk": "Хто називає канал, того в іншому зараз не застати, або він цього не хоче.",
        "ru": "Кто называет канал, того в другом сейчас не застать, или он этого не хочет.",
        "pl": "Kto wskazuje kanał, tego w innym teraz się nie zastanie albo on tego nie chce.",
    },
)
_LOOSE = re.compile(r"[\W_]+")


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits if visit.wished]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    say = context.say
    kinds = {channel.id: channel.kind for channel in context.channels}
    wanted = {name for wish in visit.wished for name in (wish, kinds.get(wish, wish))}
    asked, title = context.title(visit.channel), context.title(visit.wished[0])
    words = {"asked": asked, "title": title}
    since = _wished_at(journey, visit)
    speaking = [turn for turn in context.speaking(visit) if turn.n > since]
    there = next((turn for turn in speaking if {turn.via, kinds.get(turn.via, turn.via)} & wanted), None)
    data = {"wished": list(visit.wished)}
    if there is not None:
        sentence = say("wished_and_came", **words)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, there)], **data)
    if visit.channel in wanted or visit.kind in wanted:
        return _here(journey, visit, speaking, context, words, data)
    helped = next((turn for turn in speaking if _answers(visit, turn, context)), None)
    if helped is None:
        return not_answered(META, journey, visit, context)
    came = context.title(helped.via) if helped.via else asked
    sentence = say("wished_not_came", came=came, **words)
    return verdict(META, Outcome.FAILED, journey, visit, sentence, [quote(visit, helped)], **data)


def _here(
    journey: JourneyRecord,
    visit: VisitRecord,
    speaking: list[Turn],
    context: JudgeContext,
    words: dict[str, str],
    data: dict[str, list[str]],
) -> Verdict:
    """They wished to be answered where they asked."""
    answer = next((turn for turn in speaking if _answers(visit, turn, context)), None)
    if answer is None:
        return not_answered(META, journey, visit, context)
    if not answer.via:
        sentence = context.say("wished_and_came", **words)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, answer)], **data)
    sentence = context.say("wished_not_came", came=context.title(answer.via), **words)
    return verdict(META, Outcome.FAILED, journey, visit, sentence, [quote(visit, answer)], **data)


def _answers(visit: VisitRecord, turn: Turn, context: JudgeContext) -> bool:
    labels = context.labels(visit, turn)
    return labels.substantive and not labels.refusal


def _wished_at(journey: JourneyRecord, visit: VisitRecord) -> int:
    """The turn with the wish: the last in which the customer says how they are reached, else their last of all; an
    answer that was there before could not know of it."""
    said = [turn for turn in visit.turns if turn.side is Side.CUSTOMER]
    ways = [_LOOSE.sub("", journey.facts.get(name, "")).casefold() for name in ("email", "phone")]
    telling = [t for t in said if any(way and way in _LOOSE.sub("", t.text).casefold() for way in ways)]
    return (telling or said)[-1].n if said else -1
