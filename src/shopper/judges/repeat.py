"""Asked again for what the customer had already said."""

from __future__ import annotations

import re

from ..model import JourneyRecord, Outcome, Side, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, not_answered, quote, unmeasured, verdict

META = Meta(
    id="repeat",
    version=1,
    titles={
        "en": "Nothing is asked twice",
        "uk": "Нічого не питають двічі",
        "ru": "Ничего не спрашивают дважды",
        "pl": "O nic nie pytają dwa razy",
    },
    failures={"en": "Asked again", "uk": "Питають удруге", "ru": "Спрашивают повторно", "pl": "Pytanie po raz drugi"},
    why={
        "en": "Having to repeat oneself says that nobody listened and that the channels do not talk to each other.",
        "uk": "Повторювати сказане означає, що не слухали і що канали не знають одне про одного.",
        "ru": "Повторять сказанное значит, что не слушали и что каналы не знают друг о друге.",
        "pl": "Powtarzanie oznacza, że nikt nie słuchał i że kanały nie wiedzą o sobie nawzajem.",
    },
)
# Asking these twice is a new question, not a repeat.
_OPEN = frozenset({"details", "other", "error", "screenshot", "url", "version"})
_SHORTEST = 3  # characters: "1" stands in any text
_LOOSE = re.compile(r"[\W_]+")
# An answer to a question for data: a number, or that there is none. A mere good-bye is no answer.
_ANSWERED = re.compile(
    r"\d|\b(?:don['’]t|do not|haven['’]t|have no|can['’]t|cannot|without|"
    r"нема[єе]?|не (?:маю|маємо|пам['’ʼ]ятаю|знаю|бачу)|нет|не (?:имею|помню|знаю|вижу)|без|"
    r"nie (?:mam|pamiętam|znam|widzę)|brak|bez)\b",
    re.IGNORECASE,
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    if context.reply(visit) is None:
        return not_answered(META, journey, visit, context)
    title, say = context.title(visit.channel), context.say
    again: dict[str, tuple[Turn, VisitRecord, Turn]] = {}
    for turn in context.speaking(visit):
        for slot in context.labels(visit, turn).asks:
            told = None if slot in again else told_before(journey, visit, turn, slot, context)
            if told is not None:
                again[slot] = (turn, *told)
    if not again:
        return verdict(META, Outcome.PASSED, journey, visit, say("not_asked_again", title=title))
    slots = say.listed([say.named("slot", slot) for slot in again])
    elsewhere = [v for _, v, _ in again.values() if v.id != visit.id]
    quotes = []
    for asked, where, told_turn in again.values():
        quotes += [quote(where, told_turn), quote(visit, asked)]
    if elsewhere:
        other = context.title(elsewhere[0].channel)
        sentence = say("asked_again_there", title=title, slots=slots, other=other)
    else:
        sentence = say("asked_again_here", title=title, slots=slots)
    return verdict(META, Outcome.FAILED, journey, visit, sentence, dict.fromkeys(quotes), slots=list(again))


def told_before(
    journey: JourneyRecord, visit: VisitRecord, asked: Turn, slot: str, context: JudgeContext
) -> tuple[VisitRecord, Turn] | None:
    """Where the customer had said it before `asked`, None where they had not, or where asking it twice is a new
    question: the value itself, or anything in answer to the same question."""
    if slot in _OPEN:
        return None
    value = _LOOSE.sub("", journey.facts.get(slot, "")).casefold()
    for earlier in journey.visits:
        if earlier.seq > visit.seq:
            continue
        asked_before = False
        for turn in earlier.turns:
            if earlier.id == visit.id and turn.n >= asked.n:
                break
            if turn.at.wall_us > asked.at.wall_us or turn.late:
                continue
            if turn.side is Side.COMPANY:
                asked_before = asked_before or slot in context.labels(earlier, turn).asks
            elif (len(value) >= _SHORTEST and value in _LOOSE.sub("", turn.text).casefold()) or (
                not value and asked_before and _ANSWERED.search(turn.text)
            ):
                return earlier, turn
    return None
