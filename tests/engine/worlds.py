"""A company and a clock for journeys in tests: no probe, no thread, no disk, and time moves when it is told to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from shopper.engine.identity import Identity
from shopper.engine.journey import Journey, Script
from shopper.engine.ledger import Ledger, Saying, VisitState
from shopper.engine.probe import Conversation, Outgoing
from shopper.engine.scheduler import look
from shopper.engine.scripted import ScriptedProbe
from shopper.engine.session import Session
from shopper.engine.suspend import Wait
from shopper.journal.events import Event, Kind, NewEvent, Store
from shopper.model import Stamp
from shopper.settings.models import Channel, Company, Fact, GuardRails, Persona, Service, Settings

WAVE = "wave"
START_US = 1_790_000_000_000_000
# What each channel answers to every message: (seconds after it, text, revises the one before).
ANSWERS: dict[str, tuple[tuple[float, str, bool], ...]] = {
    "quick": ((1.0, "It costs 42 UAH.", False),),
    "mute": (),
    "ping": ((1.0, "Please write to pong@shop.example.", False),),
    "pong": ((1.0, "Please write to ping@shop.example.", False),),
    "edits": ((1.0, "It costs 42", False), (2.0, "It costs 43 UAH, sorry.", True)),
}


class MemoryStore:
    """The part of a journal store that journeys use. Bodies are kept as JSON, as a real one does."""

    def __init__(self) -> None:
        self.rows: list[Event] = []
        self.state: dict[tuple[str, str], Any] = {}

    def append(self, events: Sequence[NewEvent], *, state: Sequence[tuple[str, str, Any]] = ()) -> list[Event]:
        stored = []
        for e in events:
            assert e.op is None or all((r.journey, r.op, r.kind) != (e.journey, e.op, e.kind) for r in self.rows), e
            body = json.loads(json.dumps(dict(e.body)))
            stored.append(Event(len(self.rows) + 1, e.wave, e.kind, e.at, e.journey, e.visit, e.op, body))
            self.rows.append(stored[-1])
        self.state.update({(scope, key): value for scope, key, value in state})
        return stored

    def events(
        self,
        *,
        wave: str | None = None,
        journey: str | None = None,
        visit: str | None = None,
        kinds: Iterable[Kind] | None = None,
        after: int = 0,
    ) -> list[Event]:
        wanted = None if kinds is None else set(kinds)
        return [
            row
            for row in self.rows[after:]
            if wave in (None, row.wave)
            and journey in (None, row.journey)
            and visit in (None, row.visit)
            and (wanted is None or row.kind in wanted)
        ]

    def get_state(self, scope: str, key: str) -> Any | None:
        return self.state.get((scope, key))

    def list_state(self, scope: str) -> Iterator[tuple[str, Any]]:
        return iter([(key, value) for (s, key), value in self.state.items() if s == scope])


def quiet_now() -> dict[str, str]:
    """Quiet hours in Kyiv that began an hour ago and end in an hour."""
    now = datetime.now(ZoneInfo("Europe/Kyiv"))
    return {"from": f"{now - timedelta(hours=1):%H:%M}", "to": f"{now + timedelta(hours=1):%H:%M}"}


def settings_of(*, visits_per_day: int = 100_000, **changes: Any) -> Settings:
    """A company with the channels of ANSWERS."""
    channels = {
        cid: Channel(
            kind="scripted", address="never", sla=2, tolerable=5, patience=10, quiet=3, aliases=(f"{cid}@shop.example",)
        )
        for cid in ANSWERS
    }
    rails = GuardRails(authorised_by="the test", visits_per_day=visits_per_day, gap=0, **{"rest": 0, **changes})
    company = Company(name="Shop", zone="Europe/Kyiv", languages=("en",), channels=channels, guard_rails=rails)
    service = Service(question={"en": ("How much is the kettle?",)}, names={"en": ("the price",)})
    persona = Persona(name="Olena", languages=("en",), facts={"order_number": Fact(value="48213")})
    return Settings(company=company, services={"price": service}, personas={"olena": persona})


@dataclass
class World:
    """The company's side, and what carries messages to it. It lives on when the shopping process dies."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock_us: int = START_US
    received: list[tuple[str, str, str]] = field(default_factory=list)  # visit, id, text
    _due: list[tuple[int, str, str, str, bool]] = field(default_factory=list)  # at, visit, key, text, revises
    _orders: list[tuple[Conversation, Outgoing, bool]] = field(default_factory=list)
    settings: Settings = field(default_factory=settings_of)
    _caught_up: Callable[[str], None] = print

    def process(self, *, blocking: bool = False) -> Session:
        """A process that shops: its orders die with it."""
        self._orders.clear()
        store = cast(Store, self.store)
        probes = {"scripted": ScriptedProbe()}
        session = Session(cast(Any, None), self.settings, store, WAVE, probes, evidence_dir=Path(), blocking=blocking)
        session.host = cast(Any, self)
        self._caught_up = session._caught_up
        session.stamp = self.stamp  # type: ignore[method-assign]
        session.block = self.block  # type: ignore[method-assign]
        return session

    def journey(self, session: Session, *, steps: tuple[str, ...] = ("When x",)) -> Journey:
        journey = Journey(session, Identity(WAVE, "a.feature", "story"), Script("story", 2, "en", steps))
        journey.begin()
        return journey

    def stamp(self) -> Stamp:
        return Stamp(self.clock_us)

    # -- what a session asks of its host
    def listen(self, persona_id: str, persona: Persona) -> None:
        """There is one line."""

    def say(self, conversation: Conversation, message: Outgoing) -> None:
        self._orders.append((conversation, message, False))

    def recover(self, conversation: Conversation, visit: VisitState, message_of: Callable[[Saying], Outgoing]) -> None:
        for saying in visit.said:
            if saying.pending:
                self._orders.append((conversation, message_of(saying), saying.attempted is not None))
        self._caught_up(visit.id)

    def release(self, visit: str) -> None:
        """Nothing is held."""

    def forget(self, visit: str, kind: str) -> None:
        """Nothing is kept."""

    def fault(self, visit: str, message: str, *, code: str) -> None:
        self._write(Kind.FAULT, visit, {"code": code, "message": message})

    # -- time
    def block(self, wait: Wait, ledger: Ledger) -> None:
        self.until(wait)
        ledger.add(self.store.events(journey=wait.journey, after=ledger.last_seq))

    def until(self, wait: Wait, *, dies: str = "") -> bool:
        """Let things happen until a wait is over. dies: the process dies at that point of the next send; True then."""
        for _ in range(10_000):
            ready = look(cast(Store, self.store), WAVE, wait, self.clock_us)
            if ready is True:
                return False
            if self._orders:
                if self._send(*self._orders.pop(0), dies=dies):
                    return True
            elif self._due and (not isinstance(ready, int) or self._due[0][0] <= ready):
                self._hear(*self._due.pop(0))
            else:
                assert isinstance(ready, int), f"a journey waits for ever for {wait.what}"
                self.clock_us = max(self.clock_us, ready)
        raise AssertionError(f"{wait.what}: it never ends")

    def _send(self, conversation: Conversation, message: Outgoing, attempted: bool, *, dies: str) -> bool:
        visit = conversation.visit
        if not (attempted and any(mid == message.id for _, mid, _ in self.received)):
            self._write(Kind.SAY_ATTEMPT, visit, {"id": message.id})
            if dies == "before":
                return True
            self.received.append((visit, message.id, message.text))
            for n, (after_s, text, revises) in enumerate(ANSWERS[conversation.channel_id]):
                key = f"answer-{message.id}-{0 if revises else n}"
                self._due.append((self.clock_us + round(after_s * 1e6), visit, key, text, revises))
            self._due.sort()
            if dies == "after":
                return True
        self._write(Kind.SAY_DONE, visit, {"id": message.id, "key": f"said-{message.id}", "evidence": []})
        return False

    def _hear(self, at_us: int, visit: str, key: str, text: str, revises: bool) -> None:
        self.clock_us = max(self.clock_us, at_us)
        self._write(Kind.HEARD, visit, {"key": key, "text": text, "kind": "message", "revises": revises})

    def _write(self, kind: Kind, visit: str, body: dict[str, Any]) -> None:
        self.store.append([NewEvent(WAVE, kind, self.stamp(), visit.rpartition(".")[0], visit, body=body)])
