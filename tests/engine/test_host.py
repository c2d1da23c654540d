"""Whatever a probe does, a visit gets its receipt or a fault of ours: nobody waits for ever, nothing is said twice."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest

from shopper.engine import host as hosting
from shopper.engine.host import Hosting
from shopper.engine.inbox import Inbox
from shopper.engine.ledger import Ledger, Saying, VisitState
from shopper.engine.probe import Conversation, Host, Outgoing, Receipt, Said
from shopper.errors import OurFault
from shopper.journal.events import Event, Kind, NewEvent, Store
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Stamp, Terms
from shopper.settings.models import Persona

from .worlds import settings_of


async def for_ever() -> None:
    await asyncio.Event().wait()


async def at_once() -> None:
    """Nothing is waited for."""


class Probe:
    """A probe that hangs or fails where it is told to."""

    kind: ClassVar[str] = "scripted"
    survives_detach: ClassVar[bool] = True
    exclusive: bool = False
    at_once: int | None = None

    def __init__(self) -> None:
        self.opening = self.attaching = self.sending = self.sent = self.closing = at_once
        self.settled = Said.UNKNOWN
        self.received: list[str] = []
        self.attached: set[str] = set()
        self.most_at_once = 0
        self.sending_now = threading.Event()
        self.closed = False

    def line(self, persona_id: str, persona: Persona) -> str:
        return f"{persona_id}:scripted"

    async def open(self, host: Host) -> None:
        self._host = host
        await self.opening()

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        await self.attaching()
        self.attached.add(conversation.visit)
        self.most_at_once = max(self.most_at_once, len(self.attached))

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        await self.sending()
        await attempting()
        self.received.append(message.id)
        self.sending_now.set()
        await self.sent()
        return Receipt(self._host.stamp(), f"said-{message.id}")

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        return self.settled, None

    async def detach(self, conversation: Conversation) -> None:
        self.attached.discard(conversation.visit)

    async def aclose(self) -> None:
        self.closed = True
        await self.closing()


@dataclass
class Stage:
    """A host with one probe over a journal."""

    store: Store
    probe: Probe = field(default_factory=Probe)
    woken: threading.Condition = field(default_factory=threading.Condition)
    gap_s: float = 0.0
    process: str = "p1"

    def __post_init__(self) -> None:
        self.host = Hosting(
            self.store,
            "wave",
            {"scripted": cast(Any, self.probe)},
            Inbox(),
            process=self.process,
            evidence_dir=Path(),
            wake=self._wake,
            gap_s=self.gap_s,
            take_line=lambda line: None,
            caught_up=lambda visit: None,
        )

    def _wake(self, journey: str) -> None:
        with self.woken:
            self.woken.notify_all()

    def say(self, visit: str, message: str, channel: str = "quick") -> None:
        self.host.say(conversation(visit, channel), Outgoing(message, "Hello"))

    def wait(self, kind: Kind, visit: str = "") -> Event:
        """The first event of that kind, once it is there."""
        with self.woken:
            while not (found := self.store.events(kinds=[kind], visit=visit or None)):
                assert self.woken.wait(60), f"no {kind} came"
        return found[0]


def conversation(visit: str, channel: str = "quick") -> Conversation:
    settings = settings_of()
    company = settings.company
    return Conversation(
        visit, "tag", channel, company.channels[channel], company, "olena", settings.personas["olena"], "en"
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield store
    store.close()


@pytest.fixture
def stage(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(hosting, "_CLOSE_TIMEOUT_S", 1.0)
    stage = Stage(store)
    stage.host.start()
    yield stage
    stage.host.stop()


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "_ATTACH_TIMEOUT_S", 0.05)
    monkeypatch.setattr(hosting, "_SAY_TIMEOUT_S", 0.05)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("opening", "the scripted probe did not start"),
        ("attaching", "the conversation in quick did not open"),
        ("sending", "sending in quick did not end"),
        ("sent", "sending in quick did not end"),
    ],
)
def test_a_probe_that_hangs_becomes_a_fault_of_the_visit(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, place: str, told: str
) -> None:
    hurry(monkeypatch)
    setattr(stage.probe, place, for_ever)
    stage.host.say(conversation("j1.1"), Outgoing("m1", ""))  # words take time, at the persona's pace
    fault = stage.wait(Kind.FAULT, "j1.1")
    assert fault.body["code"] == "timeout"
    assert told in fault.body["message"]


def test_after_a_fault_nothing_more_is_said_in_the_visit_and_others_go_on(stage: Stage) -> None:
    async def fails() -> None:
        stage.probe.sending = at_once
        raise ValueError("no such button")

    stage.probe.sending = fails
    stage.say("j1.1", "m1")
    assert "ValueError: no such button" in stage.wait(Kind.FAULT, "j1.1").body["message"]
    stage.say("j1.1", "m2")
    stage.say("j2.1", "m3")
    stage.wait(Kind.SAY_DONE, "j2.1")
    assert stage.probe.received == ["m3"]


def test_a_send_whose_scenario_ends_in_the_middle_is_accounted_for(stage: Stage) -> None:
    stage.probe.sent = for_ever
    stage.say("j1.1", "m1")
    assert stage.probe.sending_now.wait(60)
    stage.host.release("j1.1")
    assert stage.wait(Kind.SAY_UNKNOWN, "j1.1").body == {"id": "m1"}


def test_after_a_message_whose_fate_is_unknown_no_second_one_is_sent(stage: Stage) -> None:
    at = Stamp(1)
    terms = {"sla_s": 1, "tolerable_s": 1, "patience_s": 1}
    opened = {"seq": 1, "channel": "quick", "kind": "scripted", "persona": "olena", "language": "en", "tag": "t"}
    body = {**opened, "service": "price", "terms": terms}
    events = [NewEvent("wave", Kind.VISIT_OPENED, at, "j1", "j1.1", 0, body)]
    for n, message in enumerate(("m1", "m2"), start=1):
        events.append(NewEvent("wave", Kind.SAY_INTENT, at, "j1", "j1.1", n, {"id": message, "text": "Hello"}))
    events.append(NewEvent("wave", Kind.SAY_ATTEMPT, at, "j1", "j1.1", body={"id": "m1"}))
    stage.store.append(events)
    visit = Ledger(stage.store.events(journey="j1")).visits["j1.1"]
    stage.host.recover(conversation("j1.1"), visit, lambda saying: Outgoing(saying.id, saying.text))
    assert stage.wait(Kind.SAY_UNKNOWN).body == {"id": "m1"}
    stage.say("j2.1", "m3")
    stage.wait(Kind.SAY_DONE, "j2.1")
    assert stage.probe.received == ["m3"]


def test_a_place_is_given_back_when_its_visit_ends_even_if_the_visit_failed(stage: Stage) -> None:
    stage.probe.at_once = 1

    async def fails() -> None:
        stage.probe.attaching = at_once
        raise OurFault("blocked", code="blocked")

    stage.probe.attaching = fails
    stage.say("j1.1", "m1")
    stage.wait(Kind.FAULT, "j1.1")
    stage.say("j2.1", "m2")
    stage.host.release("j1.1")
    stage.wait(Kind.SAY_DONE, "j2.1")
    stage.host.release("j2.1")
    stage.say("j3.1", "m3")
    stage.wait(Kind.SAY_DONE, "j3.1")
    stage.say("j3.2", "m4")  # the same journey's second visit rides along
    stage.wait(Kind.SAY_DONE, "j3.2")
    assert stage.probe.received == ["m2", "m3", "m4"]


def test_a_second_call_of_one_journey_on_an_exclusive_line_is_refused_since_it_would_wait_for_itself(
    stage: Stage,
) -> None:
    stage.probe.exclusive = True
    stage.say("j1.1", "m1")
    stage.wait(Kind.SAY_DONE, "j1.1")
    stage.say("j1.2", "m2")
    assert stage.wait(Kind.FAULT, "j1.2").body["code"] == "line_busy"
    stage.host.release("j1.2")
    stage.say("j2.1", "m3")
    stage.host.release("j1.1")
    stage.wait(Kind.SAY_DONE, "j2.1")
    assert stage.probe.most_at_once == 1


def test_a_fault_of_the_whole_probe_is_told_to_each_of_its_visits(stage: Stage) -> None:
    for n in range(3):
        stage.say(f"j{n}.1", f"m{n}")
        stage.wait(Kind.SAY_DONE, f"j{n}.1")
    stage.host.fault("", "the browser died", code="browser_died", kind="scripted")
    for n in range(3):
        assert stage.wait(Kind.FAULT, f"j{n}.1").body["code"] == "browser_died"


def test_a_probe_that_does_not_let_itself_be_closed_does_not_hold_the_end_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "_CLOSE_TIMEOUT_S", 0.1)
    stage = Stage(store)
    stage.host.start()
    stage.say("j1.1", "m1")
    stage.wait(Kind.SAY_DONE)
    stage.probe.closing = for_ever
    stage.host.stop()
    assert stage.probe.closed
    assert not stage.host._thread.is_alive()


def test_a_probe_that_could_not_be_opened_is_closed_too_since_it_may_hold_something(store: Store) -> None:
    async def fails() -> None:
        raise OurFault("no browser here", code="no_browser")

    stage = Stage(store)
    stage.probe.opening = fails
    stage.host.start()
    stage.say("j1.1", "m1")
    assert stage.wait(Kind.FAULT).body["message"] == "no browser here"
    stage.host.stop()
    assert stage.probe.closed


def test_a_loop_that_a_probe_ends_stops_the_run_instead_of_leaving_all_in_silence(stage: Stage) -> None:
    def exits() -> None:
        raise SystemExit(3)

    stage.host._soon(exits)
    with stage.woken:
        while stage.host.writer.broken is None:
            assert stage.woken.wait(60)
    assert "SystemExit" in str(stage.host.writer.broken)


def test_the_gap_between_visits_holds_over_processes(store: Store) -> None:
    stages = [Stage(store, gap_s=0.2, process=f"host:{n}:1:x") for n in (1, 2)]
    first = time.time()
    try:
        for n, stage in enumerate(stages):
            stage.host.start()
            stage.say(f"j{n}.1", f"m{n}")
            stage.say(f"k{n}.1", f"k{n}")
        for n, stage in enumerate(stages):
            stage.wait(Kind.SAY_DONE, f"j{n}.1")
            stage.wait(Kind.SAY_DONE, f"k{n}.1")
    finally:
        for stage in stages:
            stage.host.stop()
    last = store.get_state("pace", "quick")
    assert last is not None
    assert last / 1e6 - first >= 3 * 0.2, "four beginnings, three gaps between them"
    assert store.leases() == []


@pytest.mark.parametrize(("clock", "expected"), [(Clock.LOCAL, 1_000_000), (Clock.SERVER, 9_000_000)])
def test_a_message_found_to_have_gone_out_is_timed_by_its_attempt_unless_a_server_knows_better(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, clock: Clock, expected: int
) -> None:
    async def found(conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        return Said.YES, Receipt(Stamp(9_000_000, clock=clock), "said")

    monkeypatch.setattr(stage.probe, "was_said", found)
    saying = Saying("m1", 1, "Hello", "", "", 1, attempted=Stamp(1_000_000))
    terms = Terms(1, 1, 1)
    visit = VisitState("j1.1", 1, "quick", "scripted", "olena", "en", "t", "price", terms, Stamp(1), 0, said=[saying])
    stage.host.recover(conversation("j1.1"), visit, lambda said: Outgoing(said.id, said.text))
    assert stage.wait(Kind.SAY_DONE).at.wall_us == expected
    assert stage.probe.received == []
