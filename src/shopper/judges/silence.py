"""Nobody answered."""

from __future__ import annotations

from ..model import Closing, JourneyRecord, Outcome, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, bounce_of, fully_watched, quote, said_first, unmeasured, verdict
from .words import in_words

META = Meta(
    id="silence",
    version=2,
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
    if (spoilt := unmeasured(META, journey, visit)) is not None:
        return spoilt
    title = context.title(visit.channel)
    first = said_first(visit)
    if first is None or visit.first_said is None:
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, f"Nothing was said in {title}.")
    reply = context.reply(visit)
    if reply is not None:
        waited = reply.at.seconds_since(visit.first_said)
        by = f", by {context.title(reply.via)}" if reply.via else ""
        sentence = f"{title} answered after {in_words(waited)}{by}."
        return verdict(
            META, Outcome.PASSED, journey, visit, sentence, [quote(visit, reply)], wall_reply_s=round(waited, 3)
        )
    if visit.closed is None:
        return verdict(META, Outcome.UNMEASURED, journey, visit, f"The conversation in {title} is not over yet.")
    if bounce_of(visit) is not None:
        sentence = f"What the customer wrote to {title} came back undelivered, so there was nobody who could be silent."
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, bounced=True)
    watched = visit.observed_s or 0.0
    if not fully_watched(visit):
        patience = in_words(visit.terms.patience_s)
        sentence = f"Watching of {title} ended after {in_words(watched)}, before {patience} of patience were over."
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, observed_s=watched)
    automatic = _automatic(visit)
    sentence = _sentence(visit, title, watched, automatic)
    late = next((t for t in visit.turns if t.late and t.side is Side.COMPANY), None)
    quotes = [quote(visit, t) for t in (first, *automatic, *([late] if late else ()))]
    if late is not None:
        after = in_words(late.at.seconds_since(visit.first_said))
        sentence += f" An answer came {after} after the question, too late to be waited for."
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, observed_s=round(watched, 3))


def _automatic(visit: VisitRecord) -> list[Turn]:
    """What came, though nobody answered: acknowledgements, not greetings and notices."""
    return [t for t in visit.company_turns() if t.kind in (TurnKind.AUTO, TurnKind.MESSAGE)]


def _sentence(visit: VisitRecord, title: str, watched: float, automatic: list[Turn]) -> str:
    if visit.closing is Closing.COMPANY:
        return f"{title} ended the conversation after {in_words(watched)} without an answer."
    only = "; only an automatic acknowledgement came" if automatic else ""
    return f"Nobody answered in {title} for {in_words(watched)}{only}."
