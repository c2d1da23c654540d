"""The turns of one visit, in order, from its events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Side, Turn, TurnKind
from .codec import load_evidences, load_stamp
from .events import Event, Kind


def transcript(events: Sequence[Event]) -> tuple[Turn, ...]:
    """All turns of a visit, numbered in the order in which they were there; events: the visit's, in order of seq.

    What was meant to be said and did not surely go out is no turn. A message heard twice is one turn; a changed text
    replaces the first one, whose time stands. What came after the visit had closed is marked late; a change after
    that is a late turn of its own, since it is not what the customer saw.
    """
    closed = next((e for e in events if e.kind is Kind.VISIT_CLOSED), None)
    intents = [e for e in events if e.kind is Kind.SAY_INTENT]
    # A receipt that is settled after a crash is journalled behind the answer to it; the attempt stands before both.
    attempts = {e.body.get("id"): e.seq for e in reversed(events) if e.kind is Kind.SAY_ATTEMPT}
    turns: list[Turn] = []
    journalled: list[int] = []
    place_of: dict[str, int] = {}
    said: set[str] = set()
    for event in events:
        if event.kind is Kind.SAY_DONE:
            name = event.body.get("id", "")
            if name not in said:
                turns.append(_customers(event, intents))
                journalled.append(attempts.get(name, event.seq))
                said |= {name} - {""}
        elif event.kind is Kind.HEARD:
            late = closed is not None and event.seq > closed.seq and event.at.seconds_since(closed.at) > 0
            turn = _companys(event, late=late)
            known = place_of.get(turn.key)
            if known is None or not turn.key:
                place_of[turn.key] = len(turns)
                turns.append(turn)
                journalled.append(event.seq)
            elif event.body.get("revises"):
                if late and not turns[known].late:
                    turns.append(replace(turn, key=f"{turn.key}~{event.seq}"))
                    journalled.append(event.seq)
                else:
                    turns[known] = _revised(turns[known], turn)
    in_journal = [turns[i] for i in sorted(range(len(turns)), key=journalled.__getitem__)]
    return tuple(replace(turn, n=n) for n, turn in enumerate(_in_order(in_journal)))


def _customers(done: Event, intents: Sequence[Event]) -> Turn:
    name = done.body.get("id")
    meant = next(
        (i.body for i in intents if (name is not None and i.body.get("id") == name)),
        next((i.body for i in intents if done.op is not None and i.op == done.op), {}),
    )
    return Turn(
        n=0,
        side=Side.CUSTOMER,
        text=meant.get("text", ""),
        at=done.at,
        subject=meant.get("subject") or "",
        key=done.body.get("key", ""),
        evidence=load_evidences(done.body.get("evidence")),
    )


def _companys(heard: Event, *, late: bool) -> Turn:
    body = heard.body
    read_at = body.get("read_at")
    return Turn(
        n=0,
        side=Side.COMPANY,
        text=body.get("text", ""),
        at=heard.at,
        read_at=load_stamp(read_at) if read_at is not None else None,
        kind=TurnKind(body.get("kind", TurnKind.MESSAGE)),
        sender=body.get("sender") or "",
        subject=body.get("subject") or "",
        key=body.get("key") or "",
        late=late,
        via=body.get("via") or "",
        data=body.get("data") or {},
        evidence=load_evidences(body.get("evidence")),
    )


def _revised(first: Turn, change: Turn) -> Turn:
    known = set(first.evidence)
    return replace(
        first,
        text=change.text,
        read_at=change.read_at or change.at,
        kind=change.kind,
        sender=change.sender or first.sender,
        subject=change.subject or first.subject,
        data={**first.data, **change.data},
        evidence=first.evidence + tuple(e for e in change.evidence if e not in known),
    )


def _in_order(turns: Sequence[Turn]) -> list[Turn]:
    """By time; where two clocks cannot tell which was first, as journalled.

    A mail server's clock gives whole seconds: by its bare figure an answer could stand before its question.
    """
    ordered: list[Turn] = []
    for turn in turns:
        place = len(ordered)
        while place and _surely_later(ordered[place - 1], turn):
            place -= 1
        ordered.insert(place, turn)
    return ordered


def _surely_later(one: Turn, other: Turn) -> bool:
    doubt_s = (one.at.accuracy_us + other.at.accuracy_us) / 1e6
    if one.at.clock is other.at.clock:
        doubt_s = 0.0
    return one.at.seconds_since(other.at) > doubt_s
