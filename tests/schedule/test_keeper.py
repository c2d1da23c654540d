"""The schedule is kept: every due time once, whatever happens to the clock, the machine and the processes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shopper.engine.clocks import to_us
from shopper.journal.slots import State, missed_before
from shopper.schedule.keeper import AnotherServer

from .conftest import MONDAY, Desk, row

DAILY = {"waves": {"a": {"at": "daily 9:00"}}}
WEEK = {"waves": {"w": {"spread": 8}}}
FIRST, SECOND, THIRD = (f"a-2026-11-{day}-0900" for day in (23, 24, 25))


def test_a_wave_is_begun_when_its_time_comes_and_not_before(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, minutes=59, seconds=59)
    assert desk.waves == []
    desk.later(keeper, seconds=2)
    assert desk.waves == [FIRST]
    assert f"--wave={FIRST}" in desk.begun[0].arguments
    assert keeper.playing == FIRST


def test_a_wave_that_has_ended_is_not_begun_again(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, hours=2)
    desk.begun[0].ends(1, finished=True)
    desk.later(keeper, minutes=1)
    assert row(keeper, FIRST).state is State.ENDED
    desk.later(keeper, hours=3)
    assert desk.waves == [FIRST]
    desk.later(keeper, hours=21)
    assert desk.waves == [FIRST, SECOND]


def test_a_wave_that_waits_for_replies_is_looked_after_again(desk: Desk) -> None:
    keeper = desk.keeper({**DAILY, "again": "30 min"})
    desk.later(keeper, hours=1, minutes=1)
    desk.begun[0].ends(11)
    desk.later(keeper, minutes=1)
    assert row(keeper, FIRST).state is State.WAITING
    desk.later(keeper, minutes=29)
    assert desk.waves == [FIRST]
    desk.later(keeper, minutes=2)
    assert desk.waves == [FIRST, FIRST]
    desk.begun[1].ends(0, finished=True)
    desk.later(keeper, minutes=1)
    assert row(keeper, FIRST).state is State.ENDED


def test_a_wave_whose_time_comes_while_another_plays_is_begun_after_it(desk: Desk) -> None:
    keeper = desk.keeper({"waves": {"a": {"at": "daily 9:00"}, "b": {"at": "daily 9:10"}}})
    desk.later(keeper, hours=1, minutes=1)
    desk.later(keeper, minutes=10)
    assert desk.waves == [FIRST]
    assert keeper.lag_s() == 60
    desk.now += timedelta(hours=20)  # longer than the grace: it was seen in time, so it is not missed
    desk.begun[0].ends(0, finished=True)
    keeper.look()
    assert desk.waves == [FIRST, "b-2026-11-23-0910"]


def test_what_nothing_ran_for_is_caught_up_with_once_and_the_others_are_ours(desk: Desk) -> None:
    patient = {**DAILY, "grace": "3 days"}
    desk.keeper(patient).release()
    desk.now = MONDAY + timedelta(days=2, hours=15)
    keeper = desk.keeper(patient)
    assert desk.waves == [THIRD]
    assert [row(keeper, wave).state for wave in (FIRST, SECOND)] == [State.MISSED, State.MISSED]
    assert "a later one was played in its place" in row(keeper, SECOND).why
    assert [r.wave for r in missed_before(desk.store, THIRD)] == [FIRST, SECOND]


def test_what_is_later_than_the_grace_is_missed(desk: Desk) -> None:
    desk.keeper({**DAILY, "grace": "2 h"}).release()
    desk.now = MONDAY + timedelta(hours=12)
    keeper = desk.keeper({**DAILY, "grace": "2 h"})
    assert desk.waves == []
    assert "nor within the grace" in row(keeper, FIRST).why


def test_with_skip_nothing_is_caught_up_with(desk: Desk) -> None:
    desk.keeper({**DAILY, "missed": "skip"}).release()
    desk.now = MONDAY + timedelta(hours=9, minutes=20)
    keeper = desk.keeper({**DAILY, "missed": "skip"})
    assert desk.waves == []
    assert row(keeper, FIRST).state is State.MISSED
    desk.now = MONDAY + timedelta(days=1, hours=9, seconds=20)
    keeper.look()
    assert desk.waves == [SECOND]


def test_the_time_before_the_first_start_is_not_ours(desk: Desk) -> None:
    desk.now = MONDAY + timedelta(hours=10)
    keeper = desk.keeper(DAILY)
    assert not keeper.rows


def test_a_week_under_way_is_taken_up_at_the_first_start(desk: Desk) -> None:
    desk.now = MONDAY + timedelta(days=3)
    desk.keeper(WEEK)
    assert desk.waves == ["w-2026-W48"]
    assert {"--wave=w-2026-W48", "--detach", "--spread=w", "--week=2026-W48"} <= set(desk.begun[0].arguments)


def test_a_spread_wave_sleeps_until_its_next_visit_is_due(desk: Desk) -> None:
    keeper = desk.keeper(WEEK)
    first, second = desk.now + timedelta(hours=5), desk.now + timedelta(hours=30)
    desk.begun[0].ends(11, plan=("one", "two"), due={"one": to_us(first), "two": to_us(second)})
    desk.later(keeper, minutes=1)
    assert keeper.wake_at() == first
    desk.now = first
    keeper.look()
    assert len(desk.begun) == 2


def test_a_holiday_and_a_blackout_are_no_fault_of_anybodys(desk: Desk) -> None:
    calendar = {"holidays": ["11-23"], "exceptions": [{"from": "2026-11-24", "reason": "moving", "blackout": True}]}
    keeper = desk.keeper(DAILY, calendar)
    for _ in range(2):
        desk.later(keeper, days=1)
    desk.later(keeper, hours=2)
    assert desk.waves == [THIRD]
    assert [row(keeper, wave).state for wave in (FIRST, SECOND)] == [State.LEFT_OUT, State.LEFT_OUT]
    assert missed_before(desk.store, THIRD) == []


def test_a_wave_late_by_a_while_is_not_begun_in_the_quiet_hours(desk: Desk) -> None:
    plan, quiet = {"waves": {"a": {"at": "daily 21:00"}}}, {"from": "22:00", "to": "7:00"}
    desk.keeper(plan, quiet_hours=quiet).release()
    desk.now = MONDAY + timedelta(hours=23)
    keeper = desk.keeper(plan, quiet_hours=quiet)
    assert desk.waves == []
    desk.now = MONDAY + timedelta(days=1, hours=7)
    keeper.look()
    assert desk.waves == ["a-2026-11-23-2100"]


# -- the clock ---------------------------------------------------------------------------------------------------------
def test_a_clock_that_is_put_back_plays_nothing_twice(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, hours=1, minutes=10)
    desk.begun[0].ends(0, finished=True)
    desk.later(keeper, minutes=1)
    desk.later(keeper, hours=-2)
    desk.later(keeper, hours=2)
    assert desk.waves == [FIRST]
    assert any("put back" in line for line in desk.told)


def test_a_clock_that_was_far_ahead_for_a_while_loses_nothing(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, days=30, hours=1, minutes=5)  # a wrong clock: the last of what it skipped is played
    assert desk.waves == ["a-2026-12-23-0900"]
    desk.begun[-1].ends(0, finished=True)
    keeper.look()
    desk.later(keeper, days=-30, hours=-1)  # mended
    assert [row.wave for row in keeper.rows] == ["a-2026-12-23-0900"]
    desk.later(keeper, hours=1)
    assert desk.waves[1:] == [FIRST]
    assert row(keeper, FIRST).state is State.RUNNING


# -- processes that die ------------------------------------------------------------------------------------------------
def test_a_wave_whose_process_was_killed_is_taken_up_again(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, hours=1, minutes=1)
    desk.begun[0].ends(-9)
    desk.later(keeper, seconds=1)
    assert row(keeper, FIRST).state is State.WAITING
    desk.later(keeper, minutes=16)
    assert desk.waves == [FIRST, FIRST]


def test_a_wave_that_cannot_be_begun_is_tried_until_its_grace_is_over_and_then_told(desk: Desk) -> None:
    keeper = desk.keeper({**DAILY, "grace": "1 h"})
    desk.later(keeper, hours=1, minutes=1)
    for _ in range(5):
        if keeper.playing:
            desk.begun[-1].ends(12, plan=())
        desk.later(keeper, minutes=31)
    assert len(desk.begun) > 1
    assert row(keeper, FIRST).state is State.REFUSED
    assert row(keeper, FIRST).why == "its last words"


def test_a_wave_that_chooses_no_scenario_is_told_at_once(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, hours=1, minutes=1)
    desk.begun[0].ends(5, plan=())
    keeper.look()
    assert row(keeper, FIRST).why == "no scenario is chosen by this wave"
    assert row(keeper, FIRST).state is State.FAILED


def test_a_wave_that_was_taken_out_of_the_schedule_is_given_up(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    desk.later(keeper, hours=1, minutes=1)
    desk.begun[0].ends(11)
    desk.later(keeper, minutes=1)
    keeper.release()
    keeper = desk.keeper({"waves": {"b": {"at": "daily 9:00"}}})
    desk.later(keeper, hours=1)
    assert row(keeper, FIRST).state is State.FAILED
    assert "has no wave “a” any more" in row(keeper, FIRST).why


def test_a_server_that_died_between_the_row_and_the_process_leaves_a_wave_that_is_begun(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    keeper._runner = type("Dying", (), {"start": staticmethod(die)})()
    desk.now = MONDAY + timedelta(hours=9, seconds=1)
    with pytest.raises(KeyboardInterrupt):
        keeper.look()
    keeper.release()
    desk.keeper(DAILY)
    assert desk.waves == [FIRST]


def test_a_process_that_cannot_be_begun_is_begun_later(desk: Desk) -> None:
    keeper = desk.keeper(DAILY)
    start = keeper._runner

    def no_memory(*_: object) -> None:
        raise OSError("Cannot allocate memory")

    keeper._runner = type("Full", (), {"start": staticmethod(no_memory)})()
    desk.now = MONDAY + timedelta(hours=9, seconds=1)
    keeper.look()
    assert "Cannot allocate memory" in row(keeper, FIRST).why
    keeper._runner = start
    desk.later(keeper, minutes=16)
    assert desk.waves == [FIRST]


# -- two servers -------------------------------------------------------------------------------------------------------
def test_a_second_server_on_one_journal_is_refused_plainly(desk: Desk) -> None:
    desk.keeper(DAILY, owner="elsewhere:4711:1:aa")
    with pytest.raises(AnotherServer, match=r"another shopper serve is at work.*process 4711 on host elsewhere"):
        desk.keeper(DAILY, owner="here:4712:1:bb")


def test_a_server_takes_over_from_one_that_has_not_been_heard_of(desk: Desk) -> None:
    first = desk.keeper(DAILY, owner="elsewhere:4711:1:aa")
    desk.now += timedelta(minutes=3)
    second = desk.keeper(DAILY, owner="here:4712:1:bb")
    desk.now = MONDAY + timedelta(hours=9, seconds=1)
    second.look()
    with pytest.raises(AnotherServer):
        first.look()
    assert desk.waves == [FIRST]


def test_a_server_that_is_told_to_stop_begins_nothing_and_asks_the_wave_to_end(desk: Desk) -> None:
    keeper = desk.keeper({"waves": {"a": {"at": "daily 9:00"}, "b": {"at": "daily 9:00"}}})
    desk.later(keeper, hours=1, minutes=1)
    keeper.stop()
    assert desk.begun[0].asked_to_stop
    desk.begun[0].ends(2)
    desk.later(keeper, seconds=1)
    assert keeper.playing == ""
    assert len(desk.begun) == 1
    keeper.release()
    desk.later(desk.keeper({"waves": {"a": {"at": "daily 9:00"}, "b": {"at": "daily 9:00"}}}), seconds=1)
    assert len(desk.begun) == 2
