"""Parked journeys run again when their event or their deadline comes, and no wake-up is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopper.engine.ledger import Ledger
from shopper.engine.scheduler import Scheduler
from shopper.engine.suspend import Ready, Wait
from shopper.errors import OurFault
from shopper.journal.events import Kind, NewEvent, Store
from shopper.journal.sqlite import open_store
from shopper.model import Stamp

HOUR_US = 3_600_000_000


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("journal")
    store = open_store(folder / "journal.db", folder / "evidence")
    yield store
    store.close()


def now_us() -> int:
    return time.time_ns() // 1000


def wait_for(journey: str, ready: Ready = None, *, since: int = 0) -> Wait:
    """A wait that an operation event ends, or the deadline `ready`."""

    def check(ledger: Ledger, now: int) -> Ready:
        if ledger.ops:
            return True
        return ready if ready is None or isinstance(ready, bool) else now >= ready or ready

    return Wait(journey, "a reply", "chat", f"{journey}.1", since, check)


def happen(store: Store, wave: str, journey: str) -> None:
    store.append([NewEvent(wave, Kind.OP, Stamp(now_us()), journey, op=0, body={"name": "now"})])


def test_an_event_before_the_parking_is_seen_by_the_parking(journal: Store) -> None:
    scheduler = Scheduler(journal, "before")
    happen(journal, "before", "j1")
    scheduler.wake("j1")
    assert scheduler.take(block=False) is None, "nobody is parked yet"
    scheduler.park(wait_for("j1"))
    assert scheduler.take(block=False) == "j1"
    assert len(scheduler) == 0


def test_a_wake_up_of_the_loop_alone_is_told_even_if_it_came_while_the_loop_was_busy(
    journal: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal that broke meanwhile must be noticed before the loop sleeps again."""
    scheduler = Scheduler(journal, "alone")
    scheduler.park(wait_for("j1", now_us() + HOUR_US))
    scheduler.wake("")
    assert scheduler.take(block=False) is None
    slept: list[int] = []

    def sleep(scheduler: Scheduler) -> float:
        slept.append(1)
        return 0.0

    monkeypatch.setattr(Scheduler, "_sleep", sleep)
    assert scheduler.take(block=True) is None
    assert slept == []
    assert scheduler.take(block=True) is None
    assert slept == [1], "told once"


def test_whatever_happens_to_a_journey_lets_the_loop_look_round(journal: Store) -> None:
    """Its message went out, say: now everything waits, and a run that may leave can."""
    scheduler = Scheduler(journal, "round")
    scheduler.park(wait_for("j1", now_us() + HOUR_US))
    scheduler.wake("j1")
    assert scheduler.take(block=True) is None
    assert len(scheduler) == 1


def test_a_wait_that_fails_by_a_fault_of_ours_is_run_again_to_tell_it(journal: Store) -> None:
    def check(ledger: Ledger, now: int) -> Ready:
        raise OurFault("the browser died")

    scheduler = Scheduler(journal, "fault")
    scheduler.park(Wait("j1", "a reply", "chat", "j1.1", 0, check))
    assert scheduler.take(block=False) == "j1"


def test_a_deadline_that_moved_is_looked_at_at_its_new_time_only(journal: Store) -> None:
    looks: list[int] = []
    deadline = [now_us() + 50_000]

    def check(ledger: Ledger, now: int) -> Ready:
        looks.append(now)
        return now >= deadline[0] or deadline[0]

    scheduler = Scheduler(journal, "moved")
    scheduler.park(Wait("j1", "a reply", "chat", "j1.1", 0, check))
    deadline[0] = now_us() + 150_000
    scheduler.wake("j1")
    assert next_of(scheduler) == "j1"
    assert looks[-1] >= deadline[0]
    assert len(looks) == 3, "once parked, once woken, once due"


def next_of(scheduler: Scheduler) -> str:
    """As the run loop does: ask until one can go on."""
    while (journey := scheduler.take(block=True)) is None:
        pass
    return journey


steps = st.lists(
    st.one_of(
        st.tuples(st.just("park"), st.integers(0, 5), st.sampled_from(["past", "soon", "never"])),
        st.tuples(st.just("event"), st.integers(0, 5), st.booleans()),
        st.tuples(st.just("wake"), st.integers(0, 7), st.just("")),
        st.tuples(st.just("take"), st.just(0), st.just("")),
    ),
    max_size=30,
)
_examples = iter(range(10**9))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_the_order_of_parking_events_and_wake_ups_nobody_is_forgotten_and_nobody_runs_twice(
    journal: Store, plan: list[tuple[str, int, str | bool]]
) -> None:
    wave = f"random {next(_examples)}"
    scheduler = Scheduler(journal, wave)
    parked: set[str] = set()
    due: set[str] = set()
    happened: set[str] = set()
    for what, n, how in plan:
        journey = f"j{n}"
        if what == "park" and journey not in parked:
            at = {"past": now_us() - 1, "soon": now_us() + 2_000, "never": now_us() + HOUR_US}[str(how)]
            scheduler.park(wait_for(journey, at))
            parked.add(journey)
            if how != "never" or journey in happened:
                due.add(journey)
        elif what == "event" and journey not in happened:
            happen(journal, wave, journey)
            happened.add(journey)
            if how:
                scheduler.wake(journey)
                due |= {journey} & parked
        elif what == "wake":
            scheduler.wake(journey)
            due |= {journey} & parked & happened
        elif what == "take" and (taken := scheduler.take(block=False)) is not None:
            assert taken in parked
            parked.discard(taken)
            due.discard(taken)
    while due:
        taken = next_of(scheduler)
        assert taken in parked
        parked.discard(taken)
        due.discard(taken)
    assert len(scheduler) == len(parked)
    assert {wait.journey for wait in scheduler.waits} <= parked


@settings(max_examples=40)
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=20, unique=True))
def test_those_whose_time_is_over_run_in_order_of_their_deadlines(ago: list[int]) -> None:
    class Empty:
        def events(self, **conditions: object) -> list[object]:
            return []

    later = [True]

    def wait(at: int) -> Wait:
        return Wait(f"j{at}", "", "", "", 0, lambda ledger, now: at if later[0] else True)

    scheduler = Scheduler(Empty(), "order")  # type: ignore[arg-type]
    base = now_us()
    for at in ago:
        scheduler.park(wait(base - at))
    later[0] = False
    taken = [scheduler.take(block=False) for _ in ago]
    assert taken == [f"j{base - at}" for at in sorted(ago, reverse=True)]
