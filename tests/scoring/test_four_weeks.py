"""What four weeks tell together: promises used up, and hours at which nobody answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.scoring.four_weeks import budget, hours_over
from shopper.scoring.pooling import Wave, wave_of

SLA = 300
Waits = Sequence[float | None]


def document(waits: Waits, *, sla: float = SLA, hour: int = 10, day: int = 2, **more: Any) -> dict[str, Any]:
    """A table of one channel; a wait of None was never answered."""
    visits = [
        {
            **{"id": f"v{n}", "journey": f"j{n}", "seq": 1, "origin": "entry", "service": "price", "channel": "chat"},
            **{"valid": True, "reply_s": wait, "observed_s": wait if wait is not None else 1800},
            **{"outcome": "no_answer" if wait is None else "solved"},
            **{"asked_at": f"2026-11-{day:02}T{hour:02}:15:00.000+02:00"},
            **more,
        }
        for n, wait in enumerate(waits)
    ]
    channel = {"sla_s": sla, "tolerable_s": 4 * sla, "patience_s": 1800}
    return {"config": {"method": "odm-1", "channels": {"chat": channel}, "services": ["price"]}, "visits": visits}


def wave(day: int, waits: Waits, *, over: bool = True, **more: Any) -> Wave:
    began = f"2026-11-{day:02}T09:00:00+02:00"
    return wave_of(document(waits, day=day, **more), f"w{day:02}", began=began, scripts="s", over=over)


def chat(now: Wave, *past: Wave) -> dict[str, Any]:
    told = budget(now, past, str.title)
    assert told is not None
    [row] = told["channels"]
    assert (told["target"], row["title"]) == (0.9, "Chat")
    return dict(row)


def test_one_late_answer_in_ten_uses_up_just_what_is_allowed() -> None:
    row = chat(wave(2, [10.0] * 9 + [400.0]))
    assert (row["week"]["bad"], row["week"]["n"]) == (1, 10)
    assert row["week"]["burn"] == pytest.approx(1)
    assert row["week"]["remaining"] == pytest.approx(0)
    assert not row["alarm"]


def test_a_week_of_which_half_was_late_or_never_answered_is_an_alarm() -> None:
    assert chat(wave(2, [10.0] * 5 + [400.0, 400.0, None, None, None]))["alarm"]


def test_a_bad_week_that_the_month_confirms_is_an_alarm_and_after_three_good_ones_it_is_not() -> None:
    bad: Waits = [10.0] * 14 + [None] * 6
    weeks = [wave(day, bad) for day in (2, 9, 16)]
    fine = [wave(day, [10.0] * 20) for day in (2, 9, 16)]
    mild: Waits = [10.0] * 16 + [None] * 4  # twice what is allowed: for itself within what chance brings
    assert chat(wave(23, mild), *weeks)["alarm"]
    assert not chat(wave(23, mild), *fine)["alarm"]
    assert not chat(wave(23, mild))["alarm"]
    assert chat(wave(23, mild), *weeks)["month"]["n"] == 80


def test_so_few_visits_that_chance_alone_could_do_it_are_no_alarm() -> None:
    assert not chat(wave(2, [None]))["alarm"]
    assert not chat(wave(2, [None] * 4))["alarm"]
    assert chat(wave(2, [None] * 5))["alarm"]


def test_older_waves_open_ones_and_those_of_another_promise_are_not_counted() -> None:
    old, other = wave(1, [None] * 9), wave(20, [None] * 9, sla=60)
    going_on = wave(21, [None] * 9, over=False)
    now = wave(29, [10.0] * 6)
    assert chat(now, old, other, going_on)["month"]["n"] == 6
    assert chat(now, wave(2, [None] * 9))["month"]["n"] == 15
    assert chat(now, wave(2, [None] * 9))["week"]["n"] == 6


def test_what_is_our_fault_or_was_left_early_counts_for_nothing() -> None:
    assert budget(wave(2, [10.0], valid=False), (), str.title) is None
    assert budget(wave(2, [None], outcome=None), (), str.title) is None


@given(st.lists(st.one_of(st.none(), st.floats(0, 2000)), min_size=1, max_size=30))
def test_one_more_answer_that_never_came_is_never_good_for_the_budget(waits: Waits) -> None:
    before, after = chat(wave(2, waits)), chat(wave(2, [*waits, None]))
    assert after["week"]["burn"] >= before["week"]["burn"]
    assert after["week"]["remaining"] <= before["week"]["remaining"]


def test_hours_are_of_the_four_weeks_with_how_many_were_asked() -> None:
    past = [wave(2, [10.0, None]), wave(9, [10.0, 20.0]), wave(16, [10.0, 20.0], hour=12)]
    told = hours_over(wave(23, [400.0, None]), past)
    assert told is not None
    assert (told["weeks"], told["hours"], [d["weekday"] for d in told["days"]]) == (4, [10, 11, 12], [0])
    ten, eleven, twelve = told["days"][0]["cells"]
    assert (ten["n"], ten["answered"], ten["in_time"]) == (6, 4, 3)
    assert eleven is None
    assert (twelve["n"], twelve["median_s"]) == (2, 10.0)


def test_one_wave_alone_keeps_its_own_hours_and_so_do_tables_that_do_not_say_when() -> None:
    assert hours_over(wave(23, [10.0]), []) is None
    assert hours_over(wave(23, [10.0]), [wave(16, [10.0], asked_at="last Monday"), wave(9, [10.0], asked_at=7)]) is None
    assert hours_over(wave(29, [10.0]), [wave(1, [10.0])]) is None
