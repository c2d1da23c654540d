"""What an answer cost the customer: how many replies, how many channels, how much time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from ..model import Outcome, Turn
from ..reading import read
from ..reading.resolution import Resolution, resolve
from ..settings.durations import parse_duration
from ..words.findings import FindingWords, finding_words
from .course import all_over, no_fault
from .hearing import answers
from .journey import Journey
from .ledger import Ledger, VisitState
from .suspend import Ready

Unit = Literal["replies", "channels", "seconds"]
_COUNTED = re.compile(r"(\d+)\s+([^\W\d_]+)")
_NAMED: dict[Unit, str] = {
    "replies": "reply replies answer answers message messages відповідь відповіді відповідей ответ ответа ответов "
    "ответы odpowiedź odpowiedzi odpowiedziach odpowiedziami",
    "channels": "channel channels канал каналу канали каналів канала каналов каналы kanał kanale kanały kanałów "
    "kanałach",
}
_UNITS = {word: unit for unit, words in _NAMED.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Limit:
    """What an answer may cost: so many replies or channels, or so many promised seconds."""

    count: float
    unit: Unit

    def __str__(self) -> str:
        return self.told(finding_words("en"))

    def told(self, words: FindingWords) -> str:
        """“2 replies”, “10 min”, in a language."""
        return words.brief(self.count) if self.unit == "seconds" else words.count(self.unit, self.count)


def parse_limit(text: str) -> Limit:
    """A limit from "2 replies", "1 channel" or "10 minutes", in the four languages. Raises ValueError."""
    match = _COUNTED.fullmatch(text.strip())
    unit = _UNITS.get(match[2].casefold()) if match else None
    if match is not None and unit is not None:
        return Limit(int(match[1]), unit)
    try:
        return Limit(parse_duration(text), "seconds")
    except ValueError:
        raise ValueError(f"“{text}” is no limit; write it as 2 replies, 1 channel or 10 minutes") from None


def settled_within(journey: Journey, limit: Limit) -> None:
    """Wait for a real answer in any conversation of the journey, and note what it cost against the limit.

    Not applicable where nobody answered at all."""
    here = journey.current
    mine = {visit.id for visit in journey.begun()}

    def ready(ledger: Ledger, now: int) -> Ready:
        for visit in ledger.visits.values():
            no_fault(visit)
        if _settling(journey, ledger, mine, surely=True) is not None:
            return True
        return all_over(journey.session, ledger, now)

    cost = journey.wait_for("settle", "a real answer", here, ready, lambda ledger: _cost(journey, ledger, mine))
    if cost["answers"] == 0:
        sentence = journey.tell("nothing_to_settle")
        journey.note("effort", Outcome.NOT_APPLICABLE, sentence, limit=str(limit))
        return
    if cost["turn"] is None:
        journey.note("effort", Outcome.FAILED, journey.tell("not_settled"), limit=str(limit), **cost)
        return
    visit = journey.ledger.visits[cost["visit"]]
    took = Limit(round(cost[limit.unit], 1), limit.unit).told(journey.tell)
    passed = cost[limit.unit] <= limit.count
    sentence = journey.tell("settled", took=took)
    if not passed:
        sentence = journey.tell("settled_late", took=took, limit=limit.told(journey.tell))
    outcome = Outcome.PASSED if passed else Outcome.FAILED
    journey.note("effort", outcome, sentence, turns=[(visit.id, visit.turn(cost["turn"]))], limit=str(limit), **cost)


def _settling(journey: Journey, ledger: Ledger, mine: set[str], *, surely: bool) -> tuple[VisitState, Turn] | None:
    """The first answer that settles the matter; where none surely does, and unless it must, one that may have."""
    found: list[tuple[VisitState, Turn]] = []
    doubtful: list[tuple[VisitState, Turn]] = []
    for visit in ledger.visits.values():
        if visit.id in mine:
            end = _end_of(journey, visit)
            if end.by is not None:
                (found if end.solved else doubtful).append((visit, end.by))
    return min(found or ([] if surely else doubtful), key=lambda pair: pair[1].at.wall_us, default=None)


def _end_of(journey: Journey, visit: VisitState) -> Resolution:
    need = journey.session.context.need(visit.service)
    said = [saying.text for saying in visit.said]
    turns = list(answers(visit))
    return resolve(visit.service, need, turns, lambda turn: read(turn.text, language=visit.language), said)


def _cost(journey: Journey, ledger: Ledger, mine: set[str]) -> dict[str, Any]:
    visits = [visit for visit in ledger.visits.values() if visit.id in mine]
    all_answers = [(visit, turn) for visit in visits for turn in answers(visit)]
    settling = _settling(journey, ledger, mine, surely=False)
    if settling is None:
        return {"turn": None, "visit": "", "answers": len(all_answers)}
    where, last = settling
    until = [(visit, turn) for visit, turn in all_answers if turn.at.wall_us <= last.at.wall_us]
    asked = [s.done for visit in visits for s in visit.said if s.done is not None]
    first = min(asked, key=lambda at: at.wall_us, default=last.at)
    opened = [visit.channel for visit in visits if visit.opened.wall_us <= last.at.wall_us]
    ways = {turn.via for _, turn in until if turn.via}
    return {
        "turn": last.key,
        "visit": where.id,
        "answers": len(all_answers),
        "replies": len(until),
        "channels": len({*opened, *ways}),
        "seconds": max(0.0, journey.session.promised_seconds(where.channel, first, last.at)),
    }
