from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.scoring.findings import severity
from shopper.scoring.moments import anchor
from shopper.scoring.odm.survival import MEDIAN, Waits

from .. import samples

GOLDEN = samples.GOLDEN / "scorecard.json"


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    return samples.sample_scorecard()


def channel(card: dict[str, Any], key: str) -> dict[str, Any]:
    return next(c for c in card["channels"] if c["id"] == key)


def test_the_sample_week_gives_the_scorecard_that_was_looked_at(card: dict[str, Any]) -> None:
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == json.loads(json.dumps(card, allow_nan=False))


def test_silence_is_kept_in_the_times(card: dict[str, Any]) -> None:
    returns = channel(card, "returns")
    assert returns["answered"] == {"k": 0, "n": 2}
    assert returns["median_s"] is None
    assert (returns["longest_s"], returns["longest_answered"]) == (144_000, False)
    assert returns["state"] == "silent"


def test_what_our_side_spoilt_counts_in_no_figure_and_is_listed_with_its_reason(card: dict[str, Any]) -> None:
    telegram = channel(card, "telegram")
    assert (telegram["visits"], telegram["valid"]) == (3, 2)
    assert {(u["id"], u["ours"]) for u in card["unmeasured"]} == {("v009", True), ("v010", False)}


def test_the_headline_speaks_of_those_who_got_no_answer(card: dict[str, Any]) -> None:
    assert card["headline"]["text"] == "None of the 2 customers who tried Returns mailbox got an answer."


def test_findings_come_worst_first_and_one_for_each_journey(card: dict[str, Any]) -> None:
    judges = [f["judge"] for f in card["findings"]]
    assert judges == sorted(judges, key=severity)
    expected = {"closed_loop", "silence", "dead_end", "broken_promise", "slow", "repeat", "template_leak"}
    assert set(judges) == expected
    assert len({f["journey"] for f in card["findings"]}) == len(card["findings"])


def test_every_quote_of_a_finding_can_be_found_in_a_transcript(card: dict[str, Any]) -> None:
    turns = {turn["anchor"]: turn["text"] for visit in card["visits"] for turn in visit["turns"]}
    quotes = [q for f in card["findings"] for q in f["quotes"]]
    assert quotes
    assert all(turns[q["anchor"]] == q["text"] for q in quotes)


def test_a_journey_is_booked_to_the_cell_it_began_in(card: dict[str, Any]) -> None:
    services = [s["id"] for s in card["matrix"]["services"]]
    channels = [c["id"] for c in card["matrix"]["channels"]]
    cells = {(s, c): card["matrix"]["cells"][i][j] for i, s in enumerate(services) for j, c in enumerate(channels)}
    assert (cells["return", "chat"]["k"], cells["return", "chat"]["n"]) == (0, 2)
    assert cells["price", "returns"]["state"] == "unmeasured"
    assert cells["order_status", "chat"]["state"] == "not_tried"
    assert cells["delivery", "chat"]["state"] == "deflected"


def test_an_ordinary_good_week_says_so() -> None:
    card = samples.sample_scorecard([samples.good()])
    assert card["headline"]["mood"] == "good"
    assert card["findings"] == []


def test_a_week_in_which_nothing_could_be_measured_says_so() -> None:
    card = samples.sample_scorecard([samples.invalid()])
    assert card["headline"] == {"mood": "none", "text": "Nothing could be measured."}
    assert samples.sample_scorecard([])["headline"]["mood"] == "none"


_WAITS = st.lists(st.tuples(st.integers(0, 100).map(float), st.booleans()), max_size=12)


@given(_WAITS)
def test_an_unanswered_customer_never_makes_the_median_better(waits: list[tuple[float, bool]]) -> None:
    before = Waits(waits).quantile(MEDIAN).est
    after = Waits([*waits, (101.0, False)]).quantile(MEDIAN).est
    assert after is None or (before is not None and after >= before)


@given(_WAITS)
def test_the_share_that_waits_only_falls_and_stays_a_share(waits: list[tuple[float, bool]]) -> None:
    shares = [step.waiting for step in Waits(waits).steps]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= s < 1 for s in shares)


def test_with_nobody_unanswered_the_median_is_the_plain_one() -> None:
    # In floating point S(3) is a hair above one half, and the median would come out as 4.
    assert Waits((float(s), True) for s in range(1, 7)).quantile(MEDIAN).est == 3


def test_who_was_watched_too_briefly_is_censored_where_we_stopped() -> None:
    waits = Waits([(1, True), (2, False), (3, True), (4, False)])
    assert [(step.t, step.waiting) for step in waits.steps] == [(1, Fraction(3, 4)), (3, Fraction(3, 8))]


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_visits_never_share_an_anchor_and_an_anchor_is_safe_in_a_page(one: str, other: str) -> None:
    assert (anchor(one) == anchor(other)) == (one == other)
    assert anchor(one).replace("-", "").replace("_", "").isascii()
    assert anchor(one).replace("-", "").replace("_", "").isalnum()


def test_the_degree_says_why_what_to_mend_and_what_is_missing(card: dict[str, Any]) -> None:
    degree = card["degree"]
    assert degree["enough"]
    circle, silence, price = degree["fixes"][:3]
    assert (circle["kind"], circle["way"]) == ("loop", ["Chat", "Help mailbox", "Chat"])
    assert (silence["kind"], silence["way"]) == ("stranded", ["Chat", "Returns mailbox"])
    assert price["id"] == "fact:price/price"
    assert {cap["id"] for cap in degree["will_cap"]} == {"closed_loop", "critical_contradiction:price/price"}
    assert [need["kind"] for need in degree["needs"]] == ["history", "simultaneous"]


def test_the_degree_shows_who_sends_where_and_who_says_what(card: dict[str, Any]) -> None:
    sent, answers = card["degree"]["sent"], card["degree"]["answers"]
    assert [row["title"] for row in sent["from"]] == ["Chat", "Help mailbox"]
    assert [cell["loop"] for cell in sent["from"][0]["cells"]] == [False, True, False]
    (price,) = (one for one in answers if one["subject"] == "Price")
    assert price["contradicted"]
    assert sorted(v["odd"] for c in price["channels"] for v in c["values"]) == [False, True]


def test_what_judges_found_caps_nothing_until_a_person_confirms_it(card: dict[str, Any]) -> None:
    assert card["degree"]["caps"] == []
