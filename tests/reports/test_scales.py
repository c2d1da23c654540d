"""The charts by their numbers, not by their picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

scales = load_stock("reports._scales")
wording = load_stock("reports._wording")

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
    ("seconds", "text"),
    [
        (None, "–"), (0.25, "0.25 s"), (4, "4 s"), (4.26, "4.3 s"), (14.2, "14 s"), (60, "1 min"), (125, "2 min 5 s"),
        (33_600, "9 h 20 min"), (144_000, "1 d 16 h"), (86_400, "1 d"),
    ],
)  # fmt: skip
def test_times_are_short_and_carry_their_unit(seconds: float | None, text: str) -> None:
    assert wording.short(seconds) == text


@given(st.text())
def test_no_character_that_hides_or_turns_text_survives(text: str) -> None:
    shown = wording.visible(text)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200f\x00\x07\x1b")


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
