"""The degree over time, and what came of what somebody changed."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.scoring.effect import Mark
from shopper.scoring.pooling import Wave
from shopper.scoring.trend import trend

from .history import next_week, table, wave


def mark(day: int, fix: str = "email", **more: str) -> Mark:
    return Mark("m", f"2026-11-{day:02}T00:00:00+02:00", "staffed", fix, **more)


def result(waves: list[Wave], one: Mark) -> dict[str, Any]:
    found: dict[str, Any] = trend(waves, [one])["marks"][0]["result"]
    return found


def test_every_wave_is_a_point_and_its_window_is_four_weeks_of_its_kind() -> None:
    points = trend([wave(1), wave(8), wave(30)], this="w30")["points"]
    assert [(p["wave"], p["window"]["waves"], p["this"]) for p in points] == [
        ("w01", 1, False), ("w08", 2, False), ("w30", 2, True),
    ]  # fmt: skip
    first, second = points[0]["window"], points[1]["window"]
    assert second["score"] == pytest.approx(first["score"])
    assert second["hi"] - second["lo"] < first["hi"] - first["lo"], "more conversations say more"
    assert set(second["categories"]) == set(first["categories"]) >= {"reach", "saturation", "consistency"}


def test_the_line_breaks_where_scripts_promises_or_method_are_other_ones() -> None:
    quicker, older = table(), table()
    quicker["config"]["channels"]["chat"]["sla_s"] = 30
    older["config"]["method"] = "odm-0"
    waves = [wave(1, older), wave(2), wave(3), wave(4, scripts="s2"), wave(5, quicker, scripts="s2")]
    points = trend(waves)["points"]
    assert [p["break"] for p in points] == [None, "method", None, "scripts", "terms"]
    assert [p["window"] and p["window"]["waves"] for p in points] == [None, 1, 2, 1, 1]
    assert points[0]["score"] is None
    assert "odm-0" in points[0]["why"]


def test_an_open_wave_is_no_point_of_another_page() -> None:
    waves = [wave(1), wave(2, over=False)]
    assert [p["wave"] for p in trend(waves, this="w01")["points"]] == ["w01"]
    assert [p["open"] for p in trend(waves, this="w02")["points"]] == [False, True]


def test_a_channel_that_was_staffed_is_compared_by_who_was_answered() -> None:
    found = result([wave(1), wave(8, next_week())], mark(5))
    assert (found["before"], found["after"], found["verdict"]) == ([0, 6], [6, 6], "changed")
    assert found["lo"] > 0


def test_a_mark_without_a_wave_after_it_or_before_it_claims_nothing() -> None:
    assert result([wave(1), wave(8)], mark(9)) == {"verdict": "not_yet"}
    assert result([wave(8)], mark(1)) == {"verdict": "nothing_before"}
    assert result([wave(1, scripts="s0"), wave(8)], mark(5)) == {"verdict": "nothing_before"}


def test_too_few_conversations_to_have_shown_anything_are_said_to_be_so() -> None:
    few = table()
    few["visits"] = [v for v in few["visits"] if v["channel"] != "email"] + [
        v for v in few["visits"] if v["channel"] == "email"
    ][:3]
    assert result([wave(1, few), wave(8, few)], mark(5))["verdict"] == "too_few"
    assert result([wave(1), wave(8)], mark(5, "history"))["verdict"] == "too_few"


def test_a_criterion_and_the_whole_are_compared_by_their_limits() -> None:
    assert result([wave(1), wave(8)], mark(5, "switches"))["verdict"] == "no_evidence"
    found = result([wave(1), wave(8, next_week())], mark(5, ""))
    assert (found["verdict"], round(found["diff"], 3)) == ("no_evidence", 0.136)


def test_a_wave_with_too_little_for_a_letter_is_no_dot_and_breaks_no_line() -> None:
    thin = table()
    thin["visits"] = thin["visits"][:1]
    points = trend([wave(1), wave(8, thin), wave(15)])["points"]
    assert [point["score"] is None for point in points] == [False, True, False]
    assert [point["grade"] for point in points] == ["D", "?", "D"]
    assert points[1]["window"]["score"] is not None, "four weeks together have enough"
    assert points[2]["window"]["waves"] == 3
    assert result([wave(1), wave(8, thin)], mark(5, "")) | {"waves": 0} == {"verdict": "too_few", "waves": 0}
