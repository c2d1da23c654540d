"""Asked in one of the company's languages, answered in another."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.language import language_of
from ..reading.tone import asked_in, people_in
from .base import SPOKEN_KINDS, Meta, quote, said_first, verdict

META = Meta(
    id="language_mismatch",
    version=1,
    titles={
        "en": "Answers in the customer's language",
        "uk": "Відповідає мовою клієнта",
        "ru": "Отвечает на языке клиента",
        "pl": "Odpowiada w języku klienta",
    },
    failures={
        "en": "Answered in another language",
        "uk": "Відповідь іншою мовою",
        "ru": "Ответ на другом языке",
        "pl": "Odpowiedź w innym języku",
    },
    why={
        "en": "A company that names a language promises to be spoken to in it.",
        "uk": "Компанія, яка називає мову своєю, обіцяє нею відповідати.",
        "ru": "Компания, которая называет язык своим, обещает на нём отвечать.",
        "pl": "Firma, która podaje język jako swój, obiecuje w nim odpowiadać.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [found for visit in journey.visits if (found := _judge(journey, visit, context)) is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    declared = context.languages.get(visit.channel, ())
    first = said_first(visit)
    if not visit.valid or not declared or first is None or visit.kind in SPOKEN_KINDS:
        return None
    answers = [turn for turn in people_in(visit, context) if not context.labels(visit, turn).auto_ack]
    told = [(turn, code) for turn in answers if (code := language_of(turn.text))]
    if not told:
        return None  # nobody answered, or too briefly to tell
    say, title, asked = context.say, context.title(visit.channel), asked_in(visit)
    mine = next((turn for turn, code in told if code == asked), None)
    if mine is not None:
        sentence = say("language_kept", title=title)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, mine)], asked=asked)
    turn, answered = told[0]
    words = {"title": title, "asked": say(f"language_{asked}"), "answered": say(f"language_{answered}")}
    data = {"asked": asked, "answered": answered}
    if asked not in declared:
        sentence = say("language_not_declared", **words)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, [quote(visit, turn)], **data)
    sentence = say("language_other", **words)
    quotes = [quote(visit, first), quote(visit, turn)]
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, **data)
