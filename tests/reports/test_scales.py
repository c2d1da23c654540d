"""The charts by their numbers, not by their picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

scales = load_stock("reports._scales")

_SECONDS = st.floats(0, 1e7, allow_nan=False)


@given(st.lists(_SECONDS, max_size=20), st.lists(_SECONDS, max_size=5), st.sampled_from([None, 0.0, 5.0, 14400.0]))
def test_every_mark_stands_inside_the_chart_and_silence_apart_from_all_answers(
    answered: list[float], silent: list[float], sla: float | None
) -> None:
    points = [{"seconds": s, "answered": True} for s in answered] + [{"seconds": s, "answered": False} for s in silent]
    channel = {"points": points, "sla_s": sla}
    scale = scales.scale_of([channel])
    placed = scales.dots(channel, scale)
    assert len(placed) == len(points)
    assert all(0 < dot["x"] < scales.WIDTH for dot in placed)
    assert all((dot["x"] == scales.NEVER) == (not dot["answered"]) for dot in placed)


@given(_SECONDS, _SECONDS)
def test_who_waited_longer_never_stands_further_left(one: float, other: float) -> None:
    scale = scales.Scale(1.0, 1e6)
    assert (scale.x(min(one, other))) <= scale.x(max(one, other))


@pytest.mark.parametrize(
    ("visit", "wait", "promised"),
    [
        ({"sla_s": 60, "reply_s": 30, "observed_s": 90}, 40.0, 80.0),
        ({"sla_s": 60, "reply_s": None, "observed_s": 600}, 100.0, 10.0),
        ({"sla_s": 0, "reply_s": None, "observed_s": None}, 0.0, None),
    ],
)
def test_a_time_bar_shows_the_wait_against_the_promise(
    visit: dict[str, float | None], wait: float, promised: float | None
) -> None:
    assert scales.bar(visit) == {"wait": wait, "promised": promised}
