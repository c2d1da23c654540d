"""Known findings and limits, on scorecards as they are written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.known import Found, known_among, mark_known
from shopper.engine.limits import broken
from shopper.scoring.odm.table import Table, read_table
from shopper.settings.assertions import Assertion
from shopper.settings.known import KnownFinding
from shopper.words import LANGUAGES, Words

TODAY = date(2026, 6, 15)
LATER, BEFORE = date(2026, 6, 15), date(2026, 6, 14)


def known(until: date = LATER, **where: Any) -> KnownFinding:
    return KnownFinding(**{"scenario": "Price", "judge": "slow", "ticket": "T-1", **where}, until=until)


def card(
    *failures: str, result: str = "failed", closing: str | None = "quiet", k: int = 1, n: int = 2
) -> dict[str, Any]:
    """A scorecard with one journey, “Price” in the chat, that failed by these judges."""
    parts = [{"judge": judge, "sentence": judge, "quotes": [], "visit": "v"} for judge in failures]
    row = {
        "id": "j", "scenario": "Price", "channel": "chat", "service": "price", "visits": ["v"],
        "result": result, "failures": parts,
    }  # fmt: skip
    finding = [{**parts[0], "journey": "j", "also": parts[1:]}] if parts else []
    share = {"k": k, "n": n}
    return {
        "journeys": [row],
        "visits": [{"id": "v", "channel": "chat", "service": "price", "closing": closing, "valid": True}],
        "findings": finding,
        "channels": [{"id": "chat", "answered": share, "within_sla": share}],
    }


def table(k: int, n: int) -> Table:
    """A table with n conversations in the chat, k of them answered as promised and the others never."""
    terms = {"sla_s": 60, "tolerable_s": 300, "patience_s": 1800}
    visits = [
        {
            "id": f"v{i}", "journey": f"j{i}", "seq": 0, "origin": "entry", "service": "price", "channel": "chat",
            "valid": True, "reply_s": 5.0 if i < k else None, "observed_s": 1800.0,
            "outcome": "solved" if i < k else "no_answer",
        }
        for i in range(n)
    ]  # fmt: skip
    return read_table({"config": {"channels": {"chat": terms}, "services": ["price"]}, "visits": visits})


def told(card: dict[str, Any], **limits: Assertion) -> list[str]:
    share = card["channels"][0]["answered"]
    found = broken(card, limits, Words("en", "ci"), whole=True, table=table(share["k"], share["n"]))
    return [one.sentence for one in found]


def test_a_journey_whose_failures_are_all_known_is_known_and_one_more_makes_it_red() -> None:
    one = card("slow")
    mark_known(one, [known()], TODAY)
    assert one["journeys"][0]["known"] is True
    assert one["findings"][0]["known"] == {"ticket": "T-1", "until": "2026-06-15", "expired": False}
    assert one["known"][0]["state"] == "found"
    two = card("silence", "slow")
    mark_known(two, [known()], TODAY)
    assert "known" not in two["journeys"][0]
    assert "known" not in two["findings"][0]
    assert two["findings"][0]["also"][0]["known"]["ticket"] == "T-1"


def test_an_overdue_one_is_told_and_excuses_nothing() -> None:
    one = card("slow")
    mark_known(one, [known(BEFORE)], TODAY)
    assert "known" not in one["journeys"][0]
    assert one["findings"][0]["known"]["expired"]
    assert one["known"][0]["state"] == "expired"


def test_of_two_entries_the_one_that_holds_longer_counts() -> None:
    one = card("slow")
    mark_known(one, [known(BEFORE, ticket="old"), known(LATER, ticket="new")], TODAY)
    assert one["findings"][0]["known"]["ticket"] == "new"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"channel": "chat"}, True),
        ({"channel": "email"}, False),
        ({"service": "price"}, True),
        ({"service": "delivery"}, False),
        ({"scenario": "", "service": "price"}, True),
        ({"scenario": "Delivery"}, False),
        ({"judge": "silence"}, False),
    ],
)
def test_it_is_known_only_where_the_entry_says(where: dict[str, Any], found: bool) -> None:
    one = card("slow")
    mark_known(one, [known(**where)], TODAY)
    assert ("known" in one["findings"][0]) is found


def test_what_a_known_finding_implies_is_known_with_it() -> None:
    entry = known(judge="closed_loop")
    loop, end, slow = (Found("Price", judge) for judge in ("closed_loop", "dead_end", "slow"))
    assert known_among([entry], [end, loop, slow]) == [entry, entry, None]
    assert known_among([entry], [end]) == [None], "without the loop the dead end is news"


@pytest.mark.parametrize(
    ("state", "how"),
    [
        ("gone", {"result": "passed"}),
        ("not_tried", {"result": "error"}),
        ("not_tried", {"result": "skipped"}),
        ("not_tried", {"result": "passed", "closing": None}),
    ],
)
def test_one_that_is_found_no_more_is_gone_only_where_it_was_looked_for(state: str, how: dict[str, Any]) -> None:
    one = card(**how)
    mark_known(one, [known()], TODAY)
    assert one["known"][0]["state"] == state


def test_a_wave_without_known_findings_is_told_as_it_was() -> None:
    one = card("slow")
    mark_known(one, [], TODAY)
    assert one == card("slow")


def test_a_limit_counts_what_is_not_known_and_an_overdue_one_again() -> None:
    one = card("slow")
    assert told(one, slow=Assertion(max=0)) == ["slower than promised: 1 found, at most 0 allowed"]
    assert told(one, slow=Assertion(max=1)) == []
    assert told(one, slow=Assertion()) == []
    assert told(one, slow=Assertion(max=0, channels=("email",))) == []
    assert told(one, findings=Assertion(max=0)) != []
    mark_known(one, [known()], TODAY)
    assert told(one, slow=Assertion(max=0), findings=Assertion(max=0)) == []
    mark_known(one, [known(BEFORE)], TODAY)
    assert len(told(one, slow=Assertion(max=0), findings=Assertion(max=0))) == 2


def test_what_a_worse_finding_says_already_is_not_counted_once_more() -> None:
    both = card("closed_loop", "dead_end")
    assert len(told(both, closed_loop=Assertion(max=0), dead_end=Assertion(max=0))) == 1


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 100))
def test_a_share_is_broken_exactly_below_it_and_where_there_is_no_conversation_to_tell(
    k: int, more: int, percent: int
) -> None:
    n = k + more
    found = told(card(k=k, n=n), answered=Assertion(min=percent / 100, judge="point"))
    assert bool(found) == (n == 0 or k * 100 < percent * n)


def test_a_share_says_nothing_before_the_wave_has_ended() -> None:
    assert broken(card(k=0, n=2), {"answered": Assertion(min=1)}, Words("en", "ci"), whole=False) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_is_told_in_the_owners_language(language: str) -> None:
    words = Words(language, "ci")
    limits = {"slow": Assertion(max=0), "in_time": Assertion(min=0.9, judge="point")}
    assert len(broken(card("slow"), limits, words, whole=True, table=table(1, 2))) == 2
