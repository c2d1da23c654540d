"""A persona's line rests between visits; journeys take turns, and never wait for each other in a circle."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shopper.engine import pace as pacing
from shopper.engine.pace import Pace
from shopper.engine.probe import Conversation
from shopper.journal.events import Store
from shopper.journal.sqlite import open_store

from .worlds import settings_of

REST_S = 0.2
MINUTE_S = 60.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield store
    store.close()


def pace(store: Store, *, rest_s: float = REST_S, told: list[tuple[str, str]] | None = None) -> Pace:
    said = told if told is not None else []
    return Pace(store, "host:1:1:x", gap_s=0, rest_s=rest_s, tell=lambda *what: said.append(what))


def conversation(visit: str, channel: str = "quick", *, patience_s: float = MINUTE_S) -> Conversation:
    settings = settings_of()
    terms = {"patience": patience_s, "sla": 0.01, "tolerable": 0.01}
    known = settings.company.channels[channel].model_copy(update=terms)
    return Conversation(visit, "tag", channel, known, settings.company, "olena", settings.personas["olena"], "en")


async def begin(at: Pace, visit: str, channel: str = "quick", *, threads: bool = False, **more: float) -> float:
    """Begin a visit when its line is free; when that was (UTC seconds)."""
    await at.rest(conversation(visit, channel, **more), visit.partition(".")[0], threads=threads)
    return time.time()


def end(at: Pace, visit: str) -> float:
    now = time.time()
    at.closed(visit, round(now * 1e6))
    at.changed()
    return now


async def settled(task: asyncio.Task[float], told: list[tuple[str, str]], journey: str) -> None:
    """Wait until this journey's visit is known to wait."""
    while not any(name == journey and why for name, why in told):
        assert not task.done(), "it began though the line was in use"
        await asyncio.sleep(0.005)


def test_the_next_journey_begins_once_the_line_has_rested_after_the_last_was_closed(store: Store) -> None:
    async def play() -> None:
        told: list[tuple[str, str]] = []
        first = pace(store, told=told)
        await begin(first, "j1.1")
        waits = asyncio.create_task(begin(first, "j2.1"))
        await settled(waits, told, "j2")
        assert told == [("j2", "Olena first rests from quick")]
        closed = end(first, "j1.1")
        assert await waits - closed >= REST_S - 0.001
        assert told[-1] == ("j2", "")

    asyncio.run(play())


def test_it_rests_over_processes_and_waves_too(store: Store) -> None:
    async def play() -> None:
        first = pace(store)
        await begin(first, "j1.1")
        closed = end(first, "j1.1")
        assert await begin(pace(store), "other.1") - closed >= REST_S - 0.001

    asyncio.run(play())


def test_another_channel_another_persona_and_the_journey_itself_do_not_wait(store: Store) -> None:
    async def play() -> None:
        at = pace(store, rest_s=MINUTE_S)
        async with asyncio.timeout(20):
            await begin(at, "j1.1")
            await begin(at, "j1.2")
            end(at, "j1.1")
            await begin(at, "j1.3")
            await begin(at, "j2.1", "mute")
            petro = replace(conversation("j3.1"), persona_id="petro")
            await at.rest(petro, "j3", threads=False)

    asyncio.run(play())


def test_without_a_rest_nothing_is_kept_and_nobody_waits(store: Store) -> None:
    async def play() -> None:
        at = pace(store, rest_s=0)
        for n in range(3):
            await begin(at, f"j{n}.1")

    asyncio.run(play())
    assert list(store.list_state("rest")) == []


def test_two_journeys_that_each_hold_what_the_other_wants_both_go_on(store: Store) -> None:
    async def play() -> None:
        told: list[tuple[str, str]] = []
        at = pace(store, told=told)
        async with asyncio.timeout(30):
            await begin(at, "j1.1", "quick")
            waits = asyncio.create_task(begin(at, "j2.1", "quick"))
            await settled(waits, told, "j2")
            await begin(at, "j2.2", "mute")  # asked in two channels at once: it is under way now
            await begin(at, "j1.2", "mute")
            await waits

    asyncio.run(play())


def test_journeys_take_turns_in_the_order_in_which_they_came(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "_LOOK_AGAIN_S", 0.01)

    async def play() -> None:
        told: list[tuple[str, str]] = []
        at = pace(store, rest_s=0.01, told=told)
        order: list[str] = []

        async def visit(journey: str) -> float:
            await begin(at, f"{journey}.1")
            order.append(journey)
            return end(at, f"{journey}.1")

        await begin(at, "j0.1")
        waiting = []
        for journey in ("j1", "j2", "j3"):
            waiting.append(asyncio.create_task(visit(journey)))
            await settled(waiting[-1], told, journey)
        end(at, "j0.1")
        await asyncio.gather(*waiting)
        assert order == ["j1", "j2", "j3"]

    asyncio.run(play())


def test_an_unanswered_letter_keeps_nobody_from_writing_another_one(store: Store) -> None:
    async def play() -> None:
        at = pace(store)
        await begin(at, "j1.1", threads=True)
        began = dict(store.list_state("rest"))["j1.1"]["at_us"] / 1e6
        async with asyncio.timeout(20):
            assert await begin(at, "j2.1", threads=True) - began >= REST_S - 0.001

    asyncio.run(play())


def test_a_visit_whose_process_died_is_waited_for_to_the_end_of_its_patience_at_most(store: Store) -> None:
    async def play() -> None:
        await begin(pace(store), "dead.1", patience_s=0.1)
        async with asyncio.timeout(20):
            await begin(pace(store), "j2.1")

    asyncio.run(play())


def test_what_has_rested_long_ago_is_forgotten(store: Store) -> None:
    async def play() -> None:
        at = pace(store, rest_s=0.01)
        for n in range(5):
            await begin(at, f"j{n}.1")
            end(at, f"j{n}.1")

    asyncio.run(play())
    assert len(list(store.list_state("rest"))) <= 2
