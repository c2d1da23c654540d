"""Ви in one place and ти in another: the form of address changes between channels, or inside a conversation."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.tone import FAMILIAR, FORMAL, MIXED, addresses_in, people_in
from .base import SPOKEN_KINDS, Meta, quote, verdict

META = Meta(
    id="tone",
    version=1,
    titles={
        "en": "One form of address",
        "uk": "Форма звертання одна",
        "ru": "Форма обращения одна",
        "pl": "Jedna forma zwracania się",
    },
    failures={
        "en": "Form of address changes",
        "uk": "То на «ви», то на «ти»",
        "ru": "То на «вы», то на «ты»",
        "pl": "Raz na „pan”, raz na „ty”",
    },
    why={
        "en": "A company that is formal here and familiar there sounds like two companies.",
        "uk": "Компанія, яка тут на «ви», а там на «ти», звучить як дві різні компанії.",
        "ru": "Компания, которая здесь на «вы», а там на «ты», звучит как две разные компании.",
        "pl": "Firma, która tu mówi „pan”, a tam „ty”, brzmi jak dwie różne firmy.",
    },
)

_Found = tuple[VisitRecord, Turn]


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    found: dict[str, dict[str, _Found]] = {}
    for visit in journey.visits:
        if visit.valid and visit.kind not in SPOKEN_KINDS:
            for address, turn in addresses_in(people_in(visit, context), visit.language).items():
                found.setdefault(visit.channel, {}).setdefault(address, (visit, turn))
    verdicts = _judge(journey, found, context)
    return [verdicts] if verdicts is not None else []


def _judge(journey: JourneyRecord, found: dict[str, dict[str, _Found]], context: JudgeContext) -> Verdict | None:
    say = context.say
    addresses = {channel: _together(forms) for channel, forms in found.items()}
    for channel, forms in found.items():
        if addresses[channel] == MIXED:
            sentence = say("address_changes_here", title=context.title(channel))
            quotes = [quote(*place) for place in forms.values()]
            return verdict(META, Outcome.FAILED, journey, None, sentence, quotes, addresses=addresses)
    formal = next((c for c, address in addresses.items() if address == FORMAL), None)
    familiar = next((c for c, address in addresses.items() if address == FAMILIAR), None)
    if formal is not None and familiar is not None:
        words = {"formal": context.title(formal), "familiar": context.title(familiar)}
        quotes = [quote(*found[formal][FORMAL]), quote(*found[familiar][FAMILIAR])]
        sentence = say("address_differs", **words)
        return verdict(META, Outcome.FAILED, journey, None, sentence, quotes, addresses=addresses)
    if len(found) < 2:
        return None  # one channel with one form: nothing to compare
    quotes = [quote(*next(iter(forms.values()))) for forms in found.values()]
    titles = say.listed([context.title(channel) for channel in found])
    return verdict(META, Outcome.PASSED, journey, None, say("address_same", titles=titles), quotes, addresses=addresses)


def _together(forms: dict[str, _Found]) -> str:
    return next(iter(forms)) if len(forms) == 1 else MIXED
