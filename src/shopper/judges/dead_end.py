"""The customer has no way forward."""

from __future__ import annotations

from ..model import JourneyRecord, Origin, Outcome, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, bounce_of, not_answered, quote, silent, unmeasured, verdict

META = Meta(
    id="dead_end",
    version=1,
    titles={"en": "There is a way forward", "uk": "Є шлях далі", "ru": "Есть путь дальше", "pl": "Jest droga dalej"},
    failures={"en": "Dead end", "uk": "Глухий кут", "ru": "Тупик", "pl": "Ślepy zaułek"},
    why={
        "en": "A refusal with no other way, or a way that leads nowhere, ends the business with this customer.",
        "uk": "Відмова без іншого шляху або шлях у нікуди завершує стосунки з клієнтом.",
        "ru": "Отказ без другого пути или путь в никуда завершает отношения с клиентом.",
        "pl": "Odmowa bez innej drogi albo droga donikąd kończy relację z klientem.",
    },
)

# Places in the world and third parties: that the config does not list them says nothing.
_ELSEWHERE = frozenset({"other", "branch"})


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [_judge(journey, visit, context) for visit in journey.visits]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    if context.reply(visit) is None:
        return not_answered(META, journey, visit, context)
    away = context.redirects(visit)
    if away:
        return _after_redirect(journey, visit, context, away[-1])
    title, say = context.title(visit.channel), context.say
    refusal = _final_refusal(visit, context)
    if refusal is not None:
        sentence = say("refused", title=title)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, [quote(visit, refusal)])
    return verdict(META, Outcome.PASSED, journey, visit, say("way_forward", title=title))


def _after_redirect(
    journey: JourneyRecord, visit: VisitRecord, context: JudgeContext, away: tuple[Turn, str, str]
) -> Verdict:
    turn, where, target = away
    say = context.say
    words = {"title": context.title(visit.channel), "there": context.title(where)}
    quotes = [quote(visit, turn)]
    if context.helped(visit):
        return verdict(META, Outcome.PASSED, journey, visit, say("helped_and_named", **words), quotes)
    if where.startswith("target:") and not context.allowed(visit, where, target):
        if target in _ELSEWHERE or context.labels(visit, turn).addresses:
            sentence = say("sent_to_unshopped", **words)
            return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, quotes, to=where)
        sentence = say("sent_to_none", **words)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, to=where)
    followed = _followed(journey, visit, turn, where)
    because = context.allowed(visit, where, target)
    if because and (followed is None or not silent(followed, context)):
        sentence = say("sent_with_reason", because=because.rstrip("."), **words)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, quotes, to=where)
    if followed is None:
        sentence = say("not_followed", **words)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, quotes, to=where)
    if (spoilt := unmeasured(META, journey, followed, context)) is not None:
        return verdict(META, Outcome.UNMEASURED, journey, visit, spoilt.sentence, quotes, to=where)
    if silent(followed, context):
        bounce = bounce_of(followed)
        fate = "sent_and_returned" if bounce else "sent_and_silent"
        sentence = say(fate, time=say.time(followed.observed_s or 0.0), **words)
        if bounce is not None:
            quotes.append(quote(followed, bounce))
        return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, to=where, followed=followed.id)
    if context.reply(followed) is None:
        sentence = say("sent_and_unwatched", **words)
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, quotes, to=where)
    sentence = say("sent_and_answered", **words)
    return verdict(META, Outcome.PASSED, journey, visit, sentence, quotes, to=where, followed=followed.id)


def _final_refusal(visit: VisitRecord, context: JudgeContext) -> Turn | None:
    """A refusal after which nothing helpful came, and with which nothing was asked or handed over."""
    refusal: Turn | None = None
    for turn in context.speaking(visit):
        labels = context.labels(visit, turn)
        if labels.refusal:
            refusal = turn
        elif labels.substantive or labels.transfer or labels.asks:
            refusal = None
    return refusal


def _followed(journey: JourneyRecord, visit: VisitRecord, turn: Turn, where: str) -> VisitRecord | None:
    """The visit that followed this redirect."""
    for later in journey.visits:
        if later.redirected_by == (visit.id, turn.n):
            return later
    for later in journey.visits:
        if later.seq > visit.seq and later.origin is Origin.REDIRECT and later.channel == where:
            return later
    return None
