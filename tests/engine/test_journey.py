"""A journey that waits, is resumed, or loses its process does and finds the same as one that was never interrupted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.engine.following import follow_on
from shopper.engine.journey import Journey
from shopper.engine.ledger import Ledger
from shopper.engine.session import Session
from shopper.engine.suspend import StepsEnd, Suspend
from shopper.errors import GuardRail, OurFault, Refused, ReplayDiffers
from shopper.journal.events import Kind, NewEvent
from shopper.model import Origin, Outcome, Stamp

from .worlds import ANSWERS, WAVE, World, quiet_now, settings_of

Op = tuple[str, str]
ops = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sampled_from(sorted(ANSWERS))),
        st.tuples(st.just("say"), st.sampled_from(["How much is it?", "My order is 48213.", "Thank you."])),
        st.tuples(st.sampled_from(["hear", "hear", "follow", "now", "draw"]), st.just("")),
        st.tuples(st.just("follow on"), st.sampled_from(["", "1", "2"])),
        st.tuples(st.sampled_from(["hear in", "back"]), st.sampled_from(sorted(ANSWERS))),
        st.tuples(st.just("once"), st.sampled_from(["order", "count"])),
        st.tuples(st.just("note"), st.sampled_from(["passed", "failed"])),
        st.tuples(st.just("expect"), st.sampled_from(["deflection", "closed_loop", "repeat", "dead_end"])),
    ),
    max_size=12,
)
deaths = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.integers(0, 14)),
        st.tuples(st.just("send"), st.sampled_from(["before", "after"])),
        st.tuples(st.just("none"), st.just("")),
    ),
    max_size=6,
)


@dataclass
class Effects:
    """What a scenario found, and what it did outside of the journal."""

    results: list[Any] = field(default_factory=list)
    once: list[str] = field(default_factory=list)


class Died(BaseException):
    """The process was killed."""


def play(journey: Journey, plan: Sequence[Op], effects: Effects, *, dies_at: int = -1) -> None:
    """One run of a scenario, from its first step; raises Suspend where it waits."""
    effects.results = []
    said: set[str] = set()
    opened: dict[str, str] = {}

    def once(name: str) -> Any:
        effects.once.append(name)
        return {"name": name, "pair": (1, 2)}

    def say(text: str) -> None:
        journey.say(text)
        said.add(journey.current.id)

    def follow() -> Any:
        channel = journey.follow()
        opened[channel] = journey.open(channel, "price", origin=Origin.REDIRECT).id
        say("I was sent here.")
        return channel

    def follow_further(most: str) -> Any:
        way = follow_on(journey, int(most) if most else None)
        for visit in journey.begun():
            if visit.channel in way.channels:
                opened[visit.channel] = visit.id
                said.add(visit.id)
        return way

    for n, (what, how) in enumerate([("open", "quick"), *plan]):
        if n == dies_at:
            raise Died
        journey.step = f"{what} {how}"
        result: Any = None
        if what == "open":
            opened[how] = journey.open(how, "price").id
        elif what == "say":
            say(how)
        elif what == "back" and how in opened:
            result = journey.go_back_to(how).id
        elif what == "hear" and journey.current.id in said:
            result = journey.hear()
        elif what == "hear in" and opened.get(how) in said:
            result = journey.hear(how)
        elif what in ("follow", "follow on") and journey.current.id in said:
            try:
                result = follow() if what == "follow" else follow_further(how)
            except StepsEnd as end:
                effects.results.append(str(end))
                break
        elif what == "now":
            result = journey.now()
        elif what == "draw":
            result = journey.draw("wording", ["a", "b", "c"])
        elif what == "once":
            result = journey.once(how, lambda name=how: once(name))  # type: ignore[misc]
        elif what == "note":
            journey.note("accuracy", Outcome(how), f"it {how}")
        elif what == "expect":
            journey.expect(how)
        effects.results.append(result)
    effects.results.append([(f.sentence, f.step, f.quotes) for f in journey.finish()])


def uninterrupted(plan: Sequence[Op]) -> tuple[World, Effects]:
    world, effects = World(), Effects()
    play(world.journey(world.process(blocking=True)), plan, effects)
    return world, effects


def interrupted(plan: Sequence[Op], deaths: Sequence[tuple[str, Any]]) -> tuple[World, Effects]:
    world, effects = World(), Effects()
    session = world.process()
    coming = list(deaths)
    while True:
        how, where = coming.pop(0) if coming else ("none", "")
        journey = world.journey(session)
        dead = False
        try:
            play(journey, plan, effects, dies_at=int(where) if how == "step" else -1)
        except Suspend as suspended:
            check_that_nothing_more_is_done(journey, world)
            journey.forget()
            dead = world.until(suspended.wait, dies=where if how == "send" else "")
        except Died:
            dead = True
        else:
            return world, effects
        if dead:
            session = world.process()
            session.recover([journey.identity.id])


def check_that_nothing_more_is_done(journey: Journey, world: World) -> None:
    before = len(world.store.rows)
    for operation in (journey.now, journey.finish, lambda: journey.draw("x", ["y"]), lambda: journey.once("z", dict)):
        with pytest.raises(Suspend):
            operation()
    if journey._current:
        with pytest.raises(Suspend):
            journey.say("from a step's finally")
    assert len(world.store.rows) == before


def said_in(world: World) -> dict[str, list[tuple[str, str]]]:
    """What the company received in each visit, in order; several visits go on at the same time."""
    visits: dict[str, list[tuple[str, str]]] = {}
    for visit, mid, text in world.received:
        visits.setdefault(visit, []).append((mid, text))
    return visits


def operations_of(world: World) -> list[tuple[int, Kind, Any, Any]]:
    return [
        (row.op, row.kind, row.body.get("args"), row.body.get("result"))
        for row in world.store.rows
        if row.op is not None and row.kind is not Kind.WAIT
    ]


@settings(max_examples=200)
@given(ops, deaths)
def test_waiting_and_dying_change_nothing_of_what_a_journey_says_hears_and_finds(
    plan: list[Op], deaths: list[tuple[str, Any]]
) -> None:
    expected_world, expected = uninterrupted(plan)
    world, effects = interrupted(plan, deaths)
    assert effects.results == expected.results
    assert said_in(world) == said_in(expected_world)
    assert len({mid for _, mid, _ in world.received}) == len(world.received), "nothing is said twice"
    assert effects.once == expected.once, "a side effect happens once"
    assert operations_of(world) == operations_of(expected_world)
    [finished] = [row for row in world.store.rows if row.kind is Kind.JOURNEY_FINISHED]
    [as_expected] = [row for row in expected_world.store.rows if row.kind is Kind.JOURNEY_FINISHED]
    assert finished.body == as_expected.body


@settings(max_examples=60)
@given(ops)
def test_every_beginning_of_a_journal_is_read_to_a_consistent_state(plan: list[Op]) -> None:
    world, _ = uninterrupted(plan)
    rows = world.store.rows
    growing = Ledger()
    for n in range(len(rows) + 1):
        ledger = Ledger(rows[:n])
        if n:
            growing.add(rows[n - 1 : n])
        assert growing.ops.keys() == ledger.ops.keys()
        assert sorted(ledger.ops) == list(range(len(ledger.ops))), "operations are numbered without a gap"
        assert growing.visits == ledger.visits
        for visit in ledger.visits.values():
            assert [s.seq for s in visit.said] == sorted(s.seq for s in visit.said)
            assert [h.turn.n for h in visit.heard] == list(range(len(visit.heard)))
            assert len({h.turn.key for h in visit.heard}) == len(visit.heard)
            assert all(s.attempted is not None for s in visit.said if s.done is not None)


def waiting(world: World, session: Session, plan: Sequence[Op]) -> tuple[Journey, Suspend]:
    journey = world.journey(session)
    with pytest.raises(Suspend) as suspended:
        play(journey, plan, Effects())
    return journey, suspended.value


def test_in_a_circle_back_to_the_same_channel_a_replay_hears_in_the_visit_of_that_step() -> None:
    """The journal already holds the second visit there when the first one's step is replayed."""
    plan = [("open", "ping"), ("say", "x"), ("hear in", "ping"), ("follow", ""), ("follow", ""), ("hear in", "ping")]
    _, expected = uninterrupted(plan)
    _, effects = interrupted(plan, [])
    assert effects.results == expected.results
    heard = [r.visit for r in effects.results if hasattr(r, "visit")]
    assert len(set(heard)) == 2, "the channel was visited twice"


def test_a_reply_that_is_edited_later_reads_on_a_replay_as_it_read_when_it_was_taken() -> None:
    world = World()
    session = world.process()
    plan = [("open", "edits"), ("say", "x"), ("hear", "")]
    texts = []
    for _ in range(4):
        journey = world.journey(session)
        effects = Effects()
        try:
            play(journey, plan, effects)
        except Suspend as suspended:
            world.until(suspended.wait)
        texts += [r.turn.text for r in effects.results if hasattr(r, "turn")]
    assert any(row.body.get("revises") for row in world.store.rows), "it was edited"
    assert len(texts) >= 2
    assert set(texts) == {"It costs 42"}


def test_a_side_effect_gives_its_first_run_what_every_replay_gets() -> None:
    world = World()
    session = world.process()
    first = world.journey(session).once("order", lambda: {1: (2, 3)})
    assert first == {"1": [2, 3]}
    assert world.journey(session).once("order", lambda: 1 / 0) == first


def test_a_side_effect_that_uses_the_visit_is_refused_since_its_replay_would_be_numbered_differently() -> None:
    world = World()
    journey = world.journey(world.process())
    with pytest.raises(RuntimeError, match="must not use the visit"):
        journey.once("order", journey.now)
    assert world.journey(world.process()).once("order", lambda: 1) == 1


def test_a_failure_noted_without_any_conversation_still_fails_the_scenario() -> None:
    world = World()
    journey = world.journey(world.process())
    journey.note("accuracy", Outcome.FAILED, "it is wrong")
    assert [f.sentence for f in journey.finish()] == ["it is wrong"]


def test_nothing_more_is_said_in_a_conversation_in_which_something_of_ours_broke() -> None:
    world = World()
    session = world.process()
    plan = [("open", "quick"), ("say", "x"), ("hear", ""), ("say", "y")]
    _, suspended = waiting(world, session, plan)
    world.until(suspended.wait)
    world.fault(suspended.wait.visit, "the browser died", code="browser_died")
    journey = world.journey(session)
    with pytest.raises(OurFault, match="the browser died"):
        play(journey, plan, Effects())
    journey.abandon("OurFault: the browser died")
    assert [text for _, _, text in world.received] == ["x"]
    with pytest.raises(OurFault, match="the browser died"):
        world.journey(session).finish()


@pytest.mark.parametrize("blocking", [True, False])
def test_a_fault_during_a_wait_is_told_as_ours_and_never_as_silence(blocking: bool) -> None:
    world = World()
    session = world.process(blocking=blocking)
    journey = world.journey(session)
    journey.open("mute", "price")
    journey.say("x")
    [visit] = journey.ledger.visits
    world.fault(visit, "the mailbox refused the login", code="login")
    with pytest.raises(OurFault, match="refused the login"):
        journey.hear()
    assert not any(row.body.get("name") == "hear" for row in world.store.rows)


def test_an_edited_scenario_is_refused_with_the_step_that_differs_and_a_renumbered_operation_with_both() -> None:
    world = World()
    session = world.process()
    waiting(world, session, [("say", "x"), ("hear", "")])
    with pytest.raises(ReplayDiffers, match="step 1 was “When x”, now it is “When y”"):
        world.journey(session, steps=("When y",))
    with pytest.raises(ReplayDiffers, match=r"it was say .*, now it is now"):
        play(world.journey(session), [("now", "")], Effects())


def test_the_days_limit_holds_for_the_channel_that_the_company_sends_the_customer_to() -> None:
    world = World(settings=settings_of(visits_per_day=1))
    session = world.process()
    plan = [("open", "ping"), ("say", "x"), ("follow", ""), ("follow", ""), ("hear", "")]
    _, suspended = waiting(world, session, plan)
    while True:
        world.until(suspended.wait)
        try:
            play(world.journey(session), plan, Effects())
        except Suspend as again:
            suspended = again
        except GuardRail as refused:
            assert "1 visits in “ping” were made today" in str(refused)
            break
    assert sorted({row.body["channel"] for row in world.store.rows if row.kind is Kind.VISIT_OPENED}) == [
        "ping",
        "pong",
        "quick",
    ]


def test_no_visit_begins_in_the_quiet_hours_not_even_one_that_the_company_sends_the_customer_to() -> None:
    world = World()
    session = world.process()
    plan = [("open", "ping"), ("say", "x"), ("follow", "")]
    _, suspended = waiting(world, session, plan)
    world.until(suspended.wait)
    world.settings = settings_of(quiet_hours=quiet_now())
    with pytest.raises(GuardRail, match="quiet hours are from"):
        play(world.journey(world.process()), plan, Effects())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s.model_copy(update={"personas": {}}), "the persona “olena”"),
        (
            lambda s: s.model_copy(
                update={"company": s.company.model_copy(update={"channels": {"ping": s.company.channels["ping"]}})}
            ),
            "the channel “quick”",
        ),
    ],
)
def test_what_open_journeys_need_of_the_config_cannot_be_taken_out_under_them(change: Any, told: str) -> None:
    world = World()
    journey, _ = waiting(world, world.process(), [("say", "x"), ("hear", "")])
    world.settings = change(world.settings)
    with pytest.raises(Refused, match=told) as refused:
        world.process().recover([journey.identity.id])
    assert "“story”" in str(refused.value)
    assert "what was heard is kept" in str(refused.value)


def test_a_skipped_journey_ends_without_failing_and_stops_watching() -> None:
    world = World()
    session = world.process()
    journey = world.journey(session)
    journey.open("quick", "price")
    journey.skip("not today")
    finished = world.journey(session).ledger.finished
    assert finished is not None
    assert (finished["outcome"], finished["skipped"]) == ("not_applicable", "not today")
    assert [row.body["closing"] for row in world.store.rows if row.kind is Kind.VISIT_CLOSED] == ["quiet"]
    assert world.journey(session).finish() == []


def test_a_reply_that_is_found_before_it_is_known_when_the_message_went_out_is_timed_from_that_moment() -> None:
    """After a crash in the middle of a send: the answer is fetched first, the send is settled second."""
    world = World()
    session = world.process()
    plan = [("open", "quick"), ("say", "x"), ("hear", "")]
    journey, suspended = waiting(world, session, plan)
    visit, [saying] = suspended.wait.visit, journey.ledger.visits[suspended.wait.visit].said
    sent = Stamp(world.clock_us)

    def write(what: Kind, at: Stamp, **body: Any) -> None:
        world.store.append([NewEvent(WAVE, what, at, journey.identity.id, visit, body=body)])

    write(Kind.SAY_ATTEMPT, sent, id=saying.id)
    world.clock_us += 5_000_000
    write(Kind.HEARD, Stamp(world.clock_us), key="k", text="It costs 42 UAH.", kind="message")
    waiting(world, session, plan)
    write(Kind.SAY_DONE, sent, id=saying.id, key="said")
    effects = Effects()
    with pytest.raises(Suspend):
        play(world.journey(session), plan, effects)
    assert effects.results[-1].waited_s == 5.0
