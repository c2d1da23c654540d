"""Nobody answered."""

from __future__ import annotations

from ..model import Closing, JourneyRecord, Outcome, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.persons import is_bot
from .base import Meta, bounce_of, fully_watched, quote, said_first, unmeasured, verdict

META = Meta(
    id="silence",
    version=3,
    titles={"en": "Somebody answers", "uk": "Хтось відповідає", "ru": "Кто-то отвечает", "pl": "Ktoś odpowiada"},
    failures={"en": "Silence", "uk": "Тиша", "ru": "Молчание", "pl": "Cisza"},
    why={
        "en": "A customer who hears nothing leaves, or comes back louder somewhere else.",
        "uk": "Клієнт, якому не відповіли, йде або повертається з гучною скаргою деінде.",
        "ru": "Клиент, которому не ответили, уходит или возвращается с громкой жалобой в другом месте.",
        "pl": "Klient, któremu nikt nie odpowie, odchodzi albo wraca z głośną skargą gdzie indziej.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    title, say = context.title(visit.channel), context.say
    first = said_first(visit)
    if first is None or visit.first_said is None:
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, say("nothing_said", title=title))
    reply = context.reply(visit)
    if reply is not None:
        waited = reply.at.seconds_since(visit.first_said)
        sentence = say("answered", title=title, time=say.time(waited))
        if reply.via:
            sentence = say("answered_by", title=title, time=say.time(waited), way=context.title(reply.via))
        return verdict(
            META, Outcome.PASSED, journey, visit, sentence, [quote(visit, reply)], wall_reply_s=round(waited, 3)
        )
    if visit.closed is None:
        return verdict(META, Outcome.UNMEASURED, journey, visit, say("not_over", title=title))
    if bounce_of(visit) is not None:
        sentence = say("returned_not_silent", title=title)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, bounced=True)
    watched = visit.observed_s or 0.0
    if not fully_watched(visit):
        patience = say.time(visit.terms.patience_s)
        sentence = say("watching_ended", title=title, time=say.time(watched), patience=patience)
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, observed_s=watched)
    automatic = _automatic(visit, first)
    how = "they_ended_it" if visit.closing is Closing.COMPANY else "silent"
    if how == "silent" and automatic:
        by_hand = any(turn.kind is TurnKind.MESSAGE and not is_bot(turn) for turn in automatic)
        how = "silent_but_promised" if by_hand else "silent_but_automatic"
    sentence = say(how, title=title, time=say.time(watched))
    late = next((t for t in visit.turns if t.late and t.side is Side.COMPANY), None)
    quotes = [quote(visit, t) for t in (first, *automatic, *([late] if late else ()))]
    if late is not None:
        sentence += " " + say("late_answer", time=say.time(late.at.seconds_since(visit.first_said)))
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, observed_s=round(watched, 3))


def _automatic(visit: VisitRecord, first: Turn) -> list[Turn]:
    """What came, though nobody answered: acknowledgements, not greetings and notices."""
    return [t for t in visit.company_turns() if t.n > first.n and t.kind in (TurnKind.AUTO, TurnKind.MESSAGE)]
