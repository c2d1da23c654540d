"""The gap between public and private: who complains aloud is answered sooner, or is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.scoring.odm.intervals import wilson
from shopper.scoring.odm.loud_complaint import Gap, loud_complaint
from shopper.scoring.odm.method import as_json, score
from shopper.scoring.odm.table import read_table
from tests.scoring.odm.tables import TERMS, silent, table, visit

TIMES = {"sla_s": 60, "tolerable_s": 300, "patience_s": 1200}


def gap_of(public: list[float | None], private: list[float | None], **public_channel: Any) -> Gap | None:
    """Of replies after so many seconds; None is silence for the whole 20 minutes."""
    visits: list[Mapping[str, Any]] = [
        {
            "id": f"{channel}{n}",
            "journey": f"{channel}{n}",
            "seq": 1,
            "origin": "entry",
            "service": "price",
            "channel": channel,
            "valid": True,
            "reply_s": reply,
            "observed_s": 1200,
            "outcome": "no_answer" if reply is None else "solved",
        }
        for channel, replies in (("comments", public), ("mail", private))
        for n, reply in enumerate(replies)
    ]
    channels = {"comments": {**TIMES, "public": True, **public_channel}, "mail": TIMES}
    return loud_complaint(read_table({"config": {"channels": channels, "services": ["price"]}, "visits": visits}))


def test_answered_in_public_in_minutes_and_in_private_never() -> None:
    found = gap_of([600.0, 720.0, 700.0, 900.0], [None, None, None, None])
    assert found is not None
    assert (found.public.score, found.private.score, found.gap) == (1.0, 0.0, 1.0)
    low, high = wilson(1.0, 4)
    assert (found.public.lo, found.public.hi) == pytest.approx((low, high))
    assert found.lo == pytest.approx(1 - ((1 - low) ** 2 + (1 - low) ** 2) ** 0.5)  # Newcombe, both sides alike
    assert found.hi == 1.0


def test_a_reply_after_twenty_minutes_is_none_in_time() -> None:
    found = gap_of([1201.0, 1300.0], [60.0, 60.0])
    assert found is not None
    assert found.gap == -1.0


def test_the_scorecard_tells_the_gap_where_there_is_one() -> None:
    visits = [visit(1), silent(2), visit(3, channel="comments")]
    without = table(*visits, channels=("chat", "comments"))
    channels = {**without["config"]["channels"], "comments": {**TERMS, "public": True}}
    told = as_json(score(read_table({**without, "config": {**without["config"], "channels": channels}})))
    assert told["loud_complaint"]["gap"] == pytest.approx(0.5)
    assert "loud_complaint" not in as_json(score(read_table(without)))


@pytest.mark.parametrize(("public", "private"), [([], [60.0]), ([60.0], [])])
def test_without_visits_of_both_sorts_there_is_no_gap(public: list[float | None], private: list[float | None]) -> None:
    assert gap_of(public, private) is None


def test_a_channel_that_is_not_shopped_says_nothing() -> None:
    assert gap_of([60.0], [60.0], shopped=False) is None


REPLIES = st.lists(st.one_of(st.none(), st.floats(0, 1199)), min_size=1, max_size=12)


@given(REPLIES, REPLIES)
def test_the_gap_is_inside_its_limits_and_turns_round_with_the_sides(
    one: list[float | None], other: list[float | None]
) -> None:
    there, back = gap_of(one, other), gap_of(other, one)
    assert there is not None
    assert back is not None
    assert -1 <= there.lo <= there.gap <= there.hi <= 1
    assert there.gap == pytest.approx(-back.gap)
    assert there.lo == pytest.approx(-back.hi)
