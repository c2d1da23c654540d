"""Trapped: the redirects lead back to where the customer was, or to where nobody answers."""

from __future__ import annotations

from ..model import JourneyRecord, Origin, Outcome, Quote, Verdict, VisitRecord
from ..reading.context import JudgeContext
from .base import Meta, bounce_of, quote, said_first, silent, verdict

META = Meta(
    id="closed_loop",
    version=1,
    titles={
        "en": "Redirects lead to help",
        "uk": "Перенаправлення ведуть до допомоги",
        "ru": "Перенаправления ведут к помощи",
        "pl": "Przekierowania prowadzą do pomocy",
    },
    failures={"en": "Closed circle", "uk": "Замкнене коло", "ru": "Замкнутый круг", "pl": "Zamknięty krąg"},
    why={
        "en": "The customer did everything that was asked, in every channel, and nobody is responsible.",
        "uk": "Клієнт зробив усе, що просили, у кожному каналі, а відповідального немає.",
        "ru": "Клиент сделал всё, о чём просили, в каждом канале, а ответственного нет.",
        "pl": "Klient zrobił wszystko, o co proszono, w każdym kanale, a nikt nie odpowiada za sprawę.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    path = [v for v in journey.visits if v.origin in (Origin.ENTRY, Origin.REDIRECT) and v.valid]
    steps = [(visit, turn, where) for visit in path for turn, where, _ in context.redirects(visit)]
    if not path or not steps:
        return []
    quotes = [quote(visit, turn) for visit, turn, _ in steps]
    if any(context.helped(visit) for visit in path):
        sentence = context.say("helped_in_the_end")
        return [verdict(META, Outcome.PASSED, journey, None, sentence, quotes)]
    circle = _circle(path, context)
    if circle is not None:
        channels, quotes = circle
        return [_failed(journey, context.say("loop", route=_told(channels, context)), quotes, channels)]
    last = path[-1]
    if last.origin is Origin.REDIRECT and silent(last, context):
        channels = _route(path)
        ending = "loop_returned" if bounce_of(last) else "loop_silent"
        time = context.say.time(last.observed_s or 0.0)
        sentence = context.say(ending, route=_told(channels, context), time=time)
        first = said_first(last)
        rest = [quote(last, t) for t in (first, bounce_of(last)) if t is not None]
        return [_failed(journey, sentence, [*quotes, *rest], channels)]
    if (open_end := _open_end(journey, last, context)) is not None:
        outcome, sentence = open_end
        return [verdict(META, outcome, journey, None, sentence, quotes)]
    spoilt = [v for v in journey.visits if not v.valid]
    if spoilt:
        sentence = context.say("loop_unmeasured", fault=context.fault(spoilt[-1]))
        return [verdict(META, Outcome.UNMEASURED, journey, None, sentence, quotes)]
    sentence = context.say("no_loop")
    return [verdict(META, Outcome.PASSED, journey, None, sentence, quotes)]


def _open_end(journey: JourneyRecord, last: VisitRecord, context: JudgeContext) -> tuple[Outcome, str] | None:
    """Where the way went on without us, or we went before anybody could answer: nobody can say where it leads."""
    title, say = context.title(last.channel), context.say
    if not all(visit.valid for visit in journey.visits):
        return None
    if context.reply(last) is None and last.origin is Origin.REDIRECT:
        return Outcome.UNMEASURED, say("sent_and_unwatched", title=title, there=title)
    away = context.redirects(last)
    if away:
        return Outcome.NOT_APPLICABLE, say("not_followed", title=title, there=context.title(away[-1][1]))
    return None


def _failed(journey: JourneyRecord, sentence: str, quotes: list[Quote], channels: list[str]) -> Verdict:
    return verdict(META, Outcome.FAILED, journey, None, sentence, quotes, channels=channels)


def _circle(path: list[VisitRecord], context: JudgeContext) -> tuple[list[str], list[Quote]] | None:
    """The channels of the first circle, its first one again at the end, and the turns that drew it."""
    used: list[str] = []
    sent: list[Quote] = []
    for visit in path:
        used.append(visit.channel)
        away = context.redirects(visit)
        sent += [quote(visit, turn) for turn, _, _ in away]
        for _, where, _ in away:
            if where in used:
                return [*used[used.index(where) :], where], sent
    return None


def _route(path: list[VisitRecord]) -> list[str]:
    return [visit.channel for visit in path]


def _told(channels: list[str], context: JudgeContext) -> str:
    """“Chat sent the customer to E-mail, and E-mail sent them back to Chat”."""
    titles = [context.title(c) for c in channels]
    parts = [context.say("loop_first", one=titles[0], other=titles[1])]
    for n in range(1, len(titles) - 1):
        way = "loop_back" if channels[n + 1] in channels[: n + 1] else "loop_on"
        parts.append(context.say(way, one=titles[n], other=titles[n + 1]))
    return context.say("loop_and").join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
