"""The curves and the lanes by their numbers, not by their picture."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Closing
from shopper.programme.loading import load_stock
from shopper.scoring.odm.survival import Waits

from .. import samples

curves = load_stock("reports._curves")
lanes = load_stock("reports._lanes")

_WAITS = st.lists(st.tuples(st.floats(0.01, 1e6), st.booleans()), min_size=1, max_size=30)


def card_of(channels: list[list[tuple[float, bool]]], sla: float | None = 60.0) -> dict[str, Any]:
    told = {
        f"c{n}": {"km": [{"t": s.t, "S": float(s.waiting)} for s in Waits(waits).steps]}
        for n, waits in enumerate(channels)
    }
    listed = [
        {
            "id": f"c{n}",
            "title": f"Channel {n}",
            "sla_s": sla,
            "longest_s": max(t for t, _ in waits),
            "answered": {"k": sum(a for _, a in waits), "n": len(waits)},
        }
        for n, waits in enumerate(channels)
    ]
    return {"degree": {"score": {"channels": told}}, "channels": listed}


@given(st.lists(_WAITS, min_size=1, max_size=5), st.sampled_from([None, 5.0, 14_400.0]))
def test_a_line_only_rises_and_stays_inside_its_drawing(channels: list[list[tuple[float, bool]]], sla: Any) -> None:
    drawn = curves.curves_of(card_of(channels, sla))
    for line in drawn["lines"]:
        xs = [float(x) for x in re.findall(r"H([\d.]+)", line["path"])]
        ys = [float(y) for y in re.findall(r"V([\d.]+)", line["path"])]
        assert xs == sorted(xs)
        assert ys == sorted(ys, reverse=True)
        assert all(curves.LEFT <= x <= curves.RIGHT for x in xs)
        assert all(curves.TOP <= y <= curves.BOTTOM for y in ys)
        assert (line["sla"] is None) == (sla is None)


def test_a_channel_that_answers_nobody_lies_flat_and_ends_where_watching_ended() -> None:
    drawn = curves.curves_of(card_of([[(1800.0, False), (600.0, False)], [(10.0, True)]]))
    silent, quick = drawn["lines"]
    assert "V" not in silent["path"]
    assert silent["y"] == curves.y(0)
    assert silent["end"] == drawn["axis"].x(1800.0)
    assert quick["y"] == curves.y(1)


def test_half_of_them_answered_stands_in_the_middle() -> None:
    drawn = curves.curves_of(card_of([[(10.0, True), (1800.0, False)]]))
    assert drawn["lines"][0]["y"] == pytest.approx((curves.TOP + curves.BOTTOM) / 2)


def test_nothing_is_drawn_where_nothing_was_scored_or_measured() -> None:
    assert curves.curves_of({"channels": []}) is None
    assert curves.curves_of({"degree": {"score": {"channels": {}}}, "channels": []}) is None


def test_of_ten_thousand_steps_a_line_keeps_what_can_be_seen() -> None:
    drawn = curves.curves_of(card_of([[(10 + n / 10, True) for n in range(10_000)]]))
    assert len(drawn["lines"][0]["path"]) < 12_000
    assert drawn["lines"][0]["y"] == curves.y(1)


@given(st.lists(st.floats(curves.TOP, curves.BOTTOM), max_size=8))
def test_no_label_lies_over_another(wished: list[float]) -> None:
    placed = sorted(curves.apart(wished))
    assert all(b - a >= 12.9 for a, b in itertools.pairwise(placed))
    assert all(place <= curves.BOTTOM for place in placed)


def visit(make: Any) -> dict[str, Any]:
    card = samples.sample_scorecard([make()])
    return dict(card["visits"][-1])


def test_a_wait_in_the_promised_time_and_one_that_nobody_ended_are_told_apart() -> None:
    assert [w["mood"] for w in lanes.lanes(visit(samples.dead_end))["waits"]] == ["ok"]
    assert [w["mood"] for w in lanes.lanes(visit(samples.silent_mailbox))["waits"]] == ["none"]


def test_a_person_after_a_robot_is_a_hand_over_and_an_automatic_receipt_is_none() -> None:
    bot = samples.VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?")
    bot.hear(2, "I am a robot. Choose a topic.", sender="Lumi bot").hear(60, "450 UAH.", sender="Petro")
    told = samples.sample_scorecard([samples.journey("j", "s", bot.close(Closing.QUIET, 90))])["visits"][0]
    drawn = lanes.lanes(told)
    assert drawn["who"] == ["customer", "bot", "person"]
    assert len(drawn["handed"]) == 1
    assert lanes.lanes(visit(samples.slow))["handed"] == []


def test_every_mark_stands_in_its_lane_and_later_ones_further_right() -> None:
    for made in samples.week():
        for told in samples.sample_scorecard([made])["visits"]:
            drawn = lanes.lanes(told)
            if drawn is None:
                assert not told["turns"]
                continue
            xs = [mark["x"] for mark in drawn["marks"]]
            assert xs == sorted(xs)
            assert all(lanes.LEFT <= x <= lanes.RIGHT for x in xs)
            assert {drawn["who"][mark["lane"]] for mark in drawn["marks"]} <= {"customer", "bot", "person"}


def test_the_promise_is_not_drawn_where_the_promised_hours_stood_still() -> None:
    told = visit(samples.dead_end)
    assert lanes.lanes({**told, "wall_reply_s": told["reply_s"] + 40_000})["sla"] is None
