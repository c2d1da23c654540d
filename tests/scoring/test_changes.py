"""What changed since the waves before: facts first, then the score with what a sample of this size can show."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.scoring.changes import changed
from shopper.scoring.odm.method import score
from shopper.scoring.pooling import Wave, pooled

from .history import Names, next_week, table, wave


def told(now: Wave, *past: Wave) -> dict[str, Any]:
    return changed(now, past, Names())


def kinds(found: dict[str, Any]) -> list[str]:
    return [state["kind"] for state in found["states"]]


def test_the_first_wave_is_compared_with_nothing_and_says_so() -> None:
    found = told(wave(8))
    assert (found["against"], found["why_not"], found["states"], found["overall"]) == (None, "first", [], None)


def test_a_repaired_channel_is_told_before_any_score_and_the_score_claims_nothing() -> None:
    found = told(wave(8, next_week()), wave(1))
    assert found["states"][0] == {
        "kind": "revived", "better": True, "channel": "email", "title": "Email", "before": [0, 6], "after": [6, 6],
        "p": pytest.approx(0.0021645, abs=1e-6),
    }  # fmt: skip
    assert "contradiction_gone" in kinds(found)
    assert "loop_gone" in kinds(found)
    assert found["overall"]["verdict"] == "no_evidence"
    assert found["overall"]["diff"] == pytest.approx(0.602230 - 0.466659, abs=1e-5)
    assert 10 < found["sees"] < 20


def test_a_channel_that_falls_silent_has_died() -> None:
    found = told(wave(8), wave(1, next_week()))
    assert found["states"][0]["kind"] == "died"
    assert not found["states"][0]["better"]
    assert {"loop_appeared", "contradiction_appeared"} <= set(kinds(found))


def test_a_channel_that_was_dead_last_time_already_does_not_die_again() -> None:
    assert "died" not in kinds(told(wave(15), wave(1, next_week()), wave(8)))


def test_the_same_wave_again_changes_nothing() -> None:
    found = told(wave(8), wave(1))
    assert found["states"] == []
    assert found["overall"]["verdict"] == "no_evidence"
    assert {row["verdict"] for row in found["categories"]} == {"no_evidence"}


def test_four_waves_of_the_same_kind_are_taken_together_and_no_more() -> None:
    found = told(wave(30), *(wave(day) for day in (1, 5, 9, 13, 17)))
    assert found["against"]["waves"] == ["w05", "w09", "w13", "w17"]
    assert found["against"]["visits"] == 4 * wave(1).visits


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"scripts": "s2"}, "scripts"),
        ({"over": False}, "first"),
    ],
)
def test_waves_of_other_scripts_or_not_over_are_not_compared(other: dict[str, Any], why: str) -> None:
    found = told(wave(8), wave(1, **other))
    assert (found["against"], found["why_not"]) == (None, why)


def test_another_promise_and_another_method_are_named_and_not_compared() -> None:
    quicker = table()
    quicker["config"]["channels"]["chat"]["sla_s"] = 30
    assert told(wave(8), wave(1, quicker))["why_not"] == "terms"
    older = table()
    older["config"]["method"] = "odm-0"
    before = wave(1, older)
    assert "odm-0" in before.why
    assert told(wave(8), before)["why_not"] == "method"


def test_a_wave_in_between_of_another_kind_does_not_break_the_comparison() -> None:
    assert told(wave(15), wave(1), wave(8, scripts="s2"))["against"]["waves"] == ["w01"]


def test_a_wave_that_is_not_over_is_not_compared_yet() -> None:
    assert told(wave(8, over=False), wave(1))["why_not"] == "open"


def test_where_nothing_was_measured_nothing_is_claimed() -> None:
    empty = table() | {"visits": []}
    assert told(wave(8, empty), wave(1))["why_not"] == "nothing"
    assert told(wave(8), wave(1, empty))["why_not"] == "nothing"
    invalid = table()
    for visit in invalid["visits"]:
        visit["valid"] = False
    assert told(wave(8, invalid), wave(1))["why_not"] == "nothing"


def test_a_contradiction_that_was_not_looked_at_again_is_not_gone() -> None:
    later = next_week()
    for visit in later["visits"]:
        visit["facts"] = {}
    assert "contradiction_gone" not in kinds(told(wave(8, later), wave(1)))


def test_a_price_that_was_raised_between_two_waves_is_no_contradiction() -> None:
    dearer = next_week()
    for visit in dearer["visits"]:
        for value in visit["facts"].values():
            if "lo" in value:
                value["lo"], value["hi"] = value["lo"] + 1000, value["hi"] + 1000
    one, other = (score(w.table) for w in (wave(1, next_week()), wave(8, dearer)) if w.table is not None)
    both = score(pooled([wave(1, next_week()), wave(8, dearer)]))
    assert both.parts["facts"].estimate.score == pytest.approx(one.parts["facts"].estimate.score)
    assert other.parts["facts"].estimate.score == pytest.approx(one.parts["facts"].estimate.score)


def test_findings_that_no_person_confirmed_stay_so_among_several_waves() -> None:
    unsure = table()
    trapped = score(wave(1).table).ways.trapped_journeys  # type: ignore[arg-type]
    unsure["findings"] = [{"id": f"trapped_journey:{j}", "confirmed": False} for j in trapped]
    whole = score(pooled([wave(1, unsure), wave(8, unsure)]))
    assert ("C", "closed_loop") in whole.caps.will_cap
    assert ("C", "closed_loop") not in whole.caps.caps


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=5))
def test_any_number_of_the_same_waves_together_score_as_one_of_them(days: list[int]) -> None:
    one = score(wave(1).table).overall.score  # type: ignore[arg-type]
    many = score(pooled([wave(n + 1) for n, _ in enumerate(days)])).overall.score
    assert many == pytest.approx(one, abs=1e-9)


def test_a_change_of_a_few_criteria_is_not_told_as_one_of_the_degree() -> None:
    thin = next_week()
    for visit in thin["visits"]:
        visit |= {"facts": {}, "steps": {}, "tone": {}, "history_probe": None, "parallel_probe": None}
    found = told(wave(8, thin), wave(1))
    assert found["overall"] is None
    assert [row["id"] for row in found["categories"]] == ["reach", "saturation", "switches", "seamless"]
    assert found["left_out"] == ["history", "consistency", "simultaneous"]
