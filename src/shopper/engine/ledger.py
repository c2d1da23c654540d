"""A journey's events, arranged for the engine: its operations by number, its visits with what was said and heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..journal.codec import load_stamp
from ..journal.events import Event, Kind, NewEvent
from ..model import Side, Stamp, Terms, Turn, TurnKind


@dataclass(slots=True)
class Saying:
    """One thing the customer says, from intent to receipt."""

    id: str
    op: int
    text: str
    subject: str
    step: str
    seq: int
    attempted: Stamp | None = None
    done: Stamp | None = None
    key: str = ""
    unknown: bool = False
    press: bool = False
    parting: bool = False  # a last polite word, which asks for no reply
    act: str = ""  # what is done instead of speaking: an order, a call
    voiced: str = ""  # what is going to be spoken in it
    more: bool = False  # goes on with what was said before: the reply to that is the reply

    @property
    def pending(self) -> bool:
        """Neither known to be out nor given up."""
        return self.done is None and not self.unknown


@dataclass(slots=True)
class Heard:
    """One message of the company: the turn, its place among the journey's events, and how it read before revisions."""

    turn: Turn
    seq: int
    before: list[Turn] = field(default_factory=list)
    live_in: str = ""  # the later visit in whose conversation it came


@dataclass(slots=True)
class VisitState:
    """One visit as far as it has come."""

    id: str
    seq: int
    channel: str
    kind: str
    persona: str
    language: str
    tag: str
    service: str
    terms: Terms
    opened: Stamp
    op: int
    said: list[Saying] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    closed: Event | None = None
    fault: tuple[str, str] | None = None  # (code, sentence)

    @property
    def last_said(self) -> Saying | None:
        """What was said last and asks for a reply."""
        return next((saying for saying in reversed(self.said) if not (saying.parting or saying.more)), None)

    def turn(self, key: str, revision: int | None = None) -> Turn:
        """The company's turn of that key, as it reads now or read at an earlier revision. Raises KeyError."""
        heard = self._heard(key)
        return heard.turn if revision is None else [*heard.before, heard.turn][revision]

    def revision(self, key: str) -> int:
        """How often the company's turn of that key was revised until now. Raises KeyError."""
        return len(self._heard(key).before)

    def _heard(self, key: str) -> Heard:
        for heard in self.heard:
            if heard.turn.key == key:
                return heard
        raise KeyError(key)


class Ledger:
    """The events of one journey, in order; `add` takes later ones."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.last_seq = 0
        self._newest = 0
        self.started: Mapping[str, Any] | None = None
        self.finished: Mapping[str, Any] | None = None
        self.ops: dict[int, Event] = {}
        self.notes: list[Event] = []
        self.waits: set[int] = set()
        self.visits: dict[str, VisitState] = {}
        self._sayings: dict[str, Saying] = {}
        self._own: set[int] = set()
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """Take in all events after last_seq, as they were read; those already here by add_own are known."""
        for event in events:
            if event.seq not in self._own:
                self._take(event)
            self.last_seq = event.seq
            self._newest = max(self._newest, event.seq)

    def add_own(self, events: Iterable[Event]) -> None:
        """Take in events that were just appended. Others may stand before them that were not read yet, so that
        last_seq stays where it is."""
        for event in events:
            self._take(event)
            self._own.add(event.seq)
            self._newest = max(self._newest, event.seq)

    def foresee(self, event: NewEvent) -> None:
        """Take in an event that will be appended later, with the next of them; add_own takes it once more then."""
        body = event.body
        seen = Event(self._newest + 1, event.wave, event.kind, event.at, event.journey, event.visit, event.op, body)
        if event.kind is Kind.NOTE:
            self._operation(seen)
        else:
            self._take(seen)

    def _take(self, event: Event) -> None:  # one branch for each kind of event
        body = event.body
        visit = self.visits.get(event.visit)
        match event.kind:
            case Kind.JOURNEY_STARTED:
                self.started = body
            case Kind.JOURNEY_FINISHED:
                self.finished = body
            case Kind.OP:
                self._operation(event)
            case Kind.WAIT if event.op is not None:
                self.waits.add(event.op)
            case Kind.NOTE:
                self.notes.append(event)
                self._operation(event)
            case Kind.VISIT_OPENED:
                self._operation(event)
                self.visits[event.visit] = VisitState(
                    id=event.visit,
                    seq=body["seq"],
                    channel=body["channel"],
                    kind=body["kind"],
                    persona=body["persona"],
                    language=body["language"],
                    tag=body["tag"],
                    service=body["service"],
                    terms=Terms(**body["terms"]),
                    opened=event.at,
                    op=event.op if event.op is not None else -1,
                )
            case Kind.SAY_INTENT if visit is not None:
                self._operation(event)
                saying = Saying(
                    id=body["id"],
                    op=event.op if event.op is not None else -1,
                    text=body["text"],
                    subject=body.get("subject", ""),
                    step=body.get("step", ""),
                    seq=event.seq,
                    press=body.get("press", False),
                    parting=body.get("parting", False),
                    act=body.get("act", ""),
                    voiced=body.get("voiced", ""),
                    more=body.get("more", False),
                )
                visit.said.append(saying)
                self._sayings[saying.id] = saying
            case Kind.SAY_ATTEMPT if body["id"] in self._sayings:
                self._sayings[body["id"]].attempted = event.at
            case Kind.SAY_DONE if body["id"] in self._sayings:
                saying = self._sayings[body["id"]]
                saying.done, saying.key = event.at, body["key"]
            case Kind.SAY_UNKNOWN if body["id"] in self._sayings:
                self._sayings[body["id"]].unknown = True
                if visit is not None and visit.fault is None:
                    visit.fault = ("unknown_send", "after a crash it could not be known whether the message went out")
            case Kind.HEARD if visit is not None:
                self._hear(visit, event)
            case Kind.FAULT if visit is not None and visit.fault is None and visit.closed is None:
                visit.fault = (body["code"], body["message"])
            case Kind.VISIT_CLOSED if visit is not None:
                visit.closed = event
            case _:
                pass

    def _operation(self, event: Event) -> None:
        if event.op is not None:
            self.ops[event.op] = event

    def _hear(self, visit: VisitState, event: Event) -> None:
        body = event.body
        read_at = load_stamp(body["read_at"]) if body.get("read_at") else None
        if body.get("revises"):
            for heard in visit.heard:
                if heard.turn.key == body["key"]:
                    heard.before.append(heard.turn)
                    heard.turn = _turn(body, heard.turn.n, heard.turn.at, read_at)
                    return
        elif any(heard.turn.key == body["key"] for heard in visit.heard):
            return  # handed in once more after a crash: it is the same message
        turn = _turn(body, len(visit.heard), event.at, read_at)
        visit.heard.append(Heard(turn, event.seq, live_in=body.get("live_in", "")))
        if (ours := (body.get("data") or {}).get("ours")) and visit.fault is None and visit.closed is None:
            visit.fault = ("sender_refused", ours)  # a mail that came back for what is wrong with our own account


def _turn(body: Mapping[str, Any], n: int, at: Stamp, read_at: Stamp | None) -> Turn:
    return Turn(
        n=n,
        side=Side.COMPANY,
        text=body["text"],
        at=at,
        read_at=read_at,
        kind=TurnKind(body["kind"]),
        sender=body.get("sender", ""),
        subject=body.get("subject", ""),
        key=body["key"],
        via=body.get("via") or "",
        data=body.get("data") or {},
    )
