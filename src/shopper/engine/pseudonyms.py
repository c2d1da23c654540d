"""Gives the company's people pseudonyms on everything that is shown of a wave: one person, one pseudonym."""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from ..model import JourneyRecord, Side
from ..reading.staff_names import EMPLOYEE, without_staff_names
from ..settings.models import Company

AGENT = {"en": "Agent", "uk": "Співробітник", "ru": "Сотрудник", "pl": "Pracownik"}
_SPOKEN = frozenset({"text", "sentence", "subject", "quote", "quotes", "title"})
_PLACES = ("journey", "visit", "anchor")
Redact = Callable[[str], str]


def with_pseudonyms(
    scorecard: Mapping[str, Any], journeys: Iterable[JourneyRecord], company: Company
) -> dict[str, Any]:
    """The scorecard with pseudonyms instead of names, letters in the order in which people first wrote.

    Of a competitor the names are left out already, before anything is judged. A name inside a text becomes the
    pseudonym of the one person who wrote in that journey, or, where there were several, a word for an employee."""
    language = str(scorecard["language"])
    keep = _kept(company)
    people: dict[str, str] = {}
    redact: dict[str, Redact] = {}
    for journey in journeys:
        redact[journey.id] = _redaction(journey, keep, people, language)
    places = {place: visit["journey"] for visit in scorecard["visits"] for place in (visit["id"], visit["anchor"])}
    places |= {turn["anchor"]: visit["journey"] for visit in scorecard["visits"] for turn in visit["turns"]}
    places |= {journey: journey for journey in redact}

    def shown(value: Any, of: Redact | None, key: str = "") -> Any:
        if isinstance(value, Mapping):
            place = next(
                (places[value[p]] for p in _PLACES if isinstance(value.get(p), str) and value[p] in places), ""
            )
            inside = redact.get(place, of)
            return {name: shown(each, inside, name) for name, each in value.items()}
        if isinstance(value, list):
            return [shown(each, of, key) for each in value]
        if not isinstance(value, str) or of is None:
            return value
        if key == "sender":
            return people.get(_plain(value), value)
        return of(value) if key in _SPOKEN else value

    made: dict[str, Any] = shown(dict(scorecard), None)
    made["about"] = {**made["about"], "pseudonyms": True}
    return made


def _kept(company: Company) -> list[str]:
    """What is no person's: the company's and its channels' names and addresses."""
    channels = company.channels.values()
    addresses = [text for c in channels for text in (c.address, *c.aliases) if "@" in text]
    return [company.name, *(title for c in channels for title in c.title.all), *addresses]


def _redaction(journey: JourneyRecord, keep: Collection[str], people: dict[str, str], language: str) -> Redact:
    """What replaces the names that are learnt in a journey; people: everybody's pseudonyms so far, added to."""
    without, instead = without_staff_names(journey, keep, language)
    mine: dict[str, None] = {}
    for before, after in zip(journey.visits, without.visits, strict=True):
        for turn, nameless in zip(before.turns, after.turns, strict=True):
            if turn.side is Side.COMPANY and turn.sender and turn.sender != nameless.sender:
                name = _plain(turn.sender)
                people.setdefault(name, f"{AGENT.get(language, AGENT['en'])} {_letter(len(people))}")
                mine.setdefault(name)
    word = f"[{EMPLOYEE.get(language, EMPLOYEE['en'])}]"
    only = people[next(iter(mine))] if len(mine) == 1 else ""

    def redact(text: str) -> str:
        made = instead(text, language)
        return made.replace(word, f"[{only}]") if only else made

    return redact


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _letter(n: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = string.ascii_uppercase[rest] + letters
    return letters
