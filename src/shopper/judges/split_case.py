"""One story, several cases: the company opened more than one ticket for one need of one customer.

Only numbers that the company itself calls those of a case count, and only where the customer did not open a second
conversation of their own. How many people spoke is told with it, and accuses nobody.
"""

from __future__ import annotations

import re
import unicodedata

from ..model import JourneyRecord, Origin, Outcome, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.persons import is_bot
from .base import SPOKEN_KINDS, Meta, quote, verdict

META = Meta(
    id="split_case",
    version=1,
    titles={
        "en": "One story is one case",
        "uk": "Одна історія – одне звернення",
        "ru": "Одна история – одно обращение",
        "pl": "Jedna sprawa – jedno zgłoszenie",
    },
    failures={
        "en": "Case split",
        "uk": "Звернення роздроблене",
        "ru": "Обращение раздроблено",
        "pl": "Sprawa podzielona",
    },
    why={
        "en": "Two tickets for one question are two people who each know half of it.",
        "uk": "Два звернення з одного питання – це двоє людей, кожен з яких знає половину.",
        "ru": "Два обращения по одному вопросу – это два человека, каждый из которых знает половину.",
        "pl": "Dwa zgłoszenia w jednej sprawie to dwie osoby, z których każda zna połowę.",
    },
)
_CASE = re.compile(
    r"(?:\b(?:tickets?|cases?|requests?|incidents?|enquir(?:y|ies)|reference|звернен\w+|заявк\w+|запит\w*|тікет\w*|"
    r"обращени\w+|заявлени\w+|запрос\w*|тикет\w*|zgłoszeni\w+|spraw(?:a|y|ę|ie))"
    r"(?: (?:number|no|nr|id|is|номер|під номером|під|под номером|за номером|o numerze|numer|має|имеет|зареєстровано|"
    r"зарегистрировано))*\s*[.:#№-]{0,2}\s?#?|(?<=\[)#|(?<=\[)(?=[A-Z]{2,8}-))"
    r"(?P<number>(?:[A-Z]{1,8}-)?\d{4,12})(?![\d-])",
    re.IGNORECASE,
)
_ORDER_BEFORE = re.compile(r"(?:order|замовлен\w*|заказ\w*|zamówieni\w*)\W*$", re.IGNORECASE)
_MERGED = re.compile(
    r"\b(?:merged|combined|joined|об'?єдна\w+|приєдна\w+|объедин\w+|присоедин\w+|połącz\w+|scal\w+)", re.IGNORECASE
)
_LONGEST = 20_000


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    services = dict.fromkeys(v.service for v in journey.visits)
    return [found for service in services if (found := _judge(journey, service, context)) is not None]


def _judge(journey: JourneyRecord, service: str, context: JudgeContext) -> Verdict | None:
    visits = [
        v
        for v in journey.visits
        if v.valid and v.service == service and v.origin is not Origin.PARALLEL and v.kind not in SPOKEN_KINDS
    ]
    known = _told_by_customer(journey)
    numbers: dict[str, list[tuple[VisitRecord, Turn]]] = {}
    for visit in visits:
        for turn in visit.company_turns():
            if turn.kind is TurnKind.BOUNCE:
                continue
            if _MERGED.search(turn.text):
                return None  # they noticed themselves
            for number in case_numbers_in(turn) - known:
                numbers.setdefault(number, []).append((visit, turn))
    if not numbers:
        return None
    agents = sorted({_name(t) for v in visits for t in context.speaking(v) if t.sender and not is_bot(t)} - {""})
    data = {"numbers": list(numbers), "agents": len(agents), "service": service}
    say = context.say
    titles = say.listed(list(dict.fromkeys(context.title(v.channel) for places in numbers.values() for v, _ in places)))
    if len(numbers) > 1:
        quotes = dict.fromkeys(quote(*places[0]) for places in numbers.values())
        sentence = say("case_split", titles=titles, numbers=say.listed(list(numbers)))
        return verdict(META, Outcome.FAILED, journey, None, sentence, quotes, **data)
    number, places = next(iter(numbers.items()))
    if len({visit.id for visit, _ in places}) < 2:
        return None  # told once: nothing that could have been split
    sentence = say("case_kept", titles=titles, number=number)
    return verdict(META, Outcome.PASSED, journey, None, sentence, [quote(*place) for place in places], **data)


def case_numbers_in(turn: Turn) -> frozenset[str]:
    """The numbers that a turn, or its subject, calls those of a case; no orders, no quoted lines."""
    own = "\n".join(line for line in turn.text[:_LONGEST].splitlines() if not line.startswith(">"))
    text = unicodedata.normalize("NFKC", f"{turn.subject}\n{own}".replace("№", "#"))
    return frozenset(
        match["number"].upper()
        for match in _CASE.finditer(text)
        if not _ORDER_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
    )


def _told_by_customer(journey: JourneyRecord) -> set[str]:
    """Numbers that are the customer's own: of an order, of a phone."""
    said = [t.text + " " + t.subject for v in journey.visits for t in v.turns if t.side is Side.CUSTOMER]
    digits = re.findall(r"\d{4,}", " ".join([*said, *journey.facts.values()]).replace("-", ""))
    loose = re.findall(r"\d{4,}", " ".join([*said, *journey.facts.values()]))
    return {*digits, *loose}


def _name(turn: Turn) -> str:
    return turn.sender.partition("@")[0].strip().casefold()
