"""The company's own written standard of an answer: which of its steps were taken, and which were not."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, not_answered, quote, unmeasured, verdict

META = Meta(
    id="standards",
    version=1,
    titles={
        "en": "The standard is kept",
        "uk": "Стандарт дотримано",
        "ru": "Стандарт соблюдён",
        "pl": "Standard zachowany",
    },
    failures={
        "en": "Standard not kept",
        "uk": "Стандарт порушено",
        "ru": "Стандарт нарушен",
        "pl": "Standard naruszony",
    },
    why={
        "en": "A standard that is kept in one channel and not in another is no standard.",
        "uk": "Стандарт, якого в одному каналі дотримуються, а в іншому ні, – не стандарт.",
        "ru": "Стандарт, который в одном канале соблюдают, а в другом нет, – не стандарт.",
        "pl": "Standard, którego w jednym kanale się przestrzega, a w innym nie, nie jest standardem.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    title, say = context.title(visit.channel), context.say
    if context.reply(visit) is None:
        return not_answered(META, journey, visit, context)
    found = context.steps(journey, visit)
    steps = {step: int(taken) for step, (taken, _) in found.items()}
    kept = [say.named("standard", step) for step, (taken, _) in found.items() if taken]
    left = [say.named("standard", step) for step, (taken, _) in found.items() if not taken]
    quotes = dict.fromkeys(quote(visit, turn) for _, turn in found.values() if turn is not None)
    if not context.written or not found:
        sentence = say("steps_seen", title=title, steps=say.listed(kept)) if kept else say("steps_none", title=title)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, quotes, steps=steps)
    if not left:
        sentence = say("steps_kept", title=title, steps=say.listed(kept))
        return verdict(META, Outcome.PASSED, journey, visit, sentence, quotes, steps=steps)
    sentence = say("steps_left_out", title=title, steps=say.listed(left))
    quotes = dict.fromkeys(quote(visit, turn) for turn in context.speaking(visit))
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, steps=steps)
