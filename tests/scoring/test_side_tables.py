"""The tables beside the score: needs by channels, hours by days, tone, promises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Observation
from shopper.scoring.hours import Asked, hours_of
from shopper.scoring.matrix import matrix_of
from shopper.scoring.odm.journeys import STATES
from shopper.scoring.odm.method import as_json, score
from shopper.scoring.odm.table import read_table
from shopper.scoring.promises import promises_of, sentence_with
from shopper.scoring.tone_table import tone_table

from .. import samples
from .odm.tables import silent, table, visit


def test_needs_stand_in_the_order_of_the_customers_way_with_sums_at_both_edges() -> None:
    matrix = samples.sample_scorecard()["matrix"]
    assert [s["stage"] for s in matrix["services"]] == ["before", "delivery", "delivery", "after"]
    for n, service in enumerate(matrix["services"]):
        assert service["n"] == sum(cell["n"] for cell in matrix["cells"][n])
    for n, channel in enumerate(matrix["channels"]):
        assert channel["k"] == sum(row[n]["k"] for row in matrix["cells"])
    assert matrix["cells"][2][2]["state"] == "not_applicable"  # where an order is, asked at the returns desk


def test_a_cells_marks_are_its_visits_the_worst_first() -> None:
    cells = [cell for row in samples.sample_scorecard()["matrix"]["cells"] for cell in row]
    for cell in cells:
        ranks = [STATES.index(mark["state"]) for mark in cell["marks"]]
        assert ranks == sorted(ranks, reverse=True)
        assert len(cell["marks"]) == min(cell["n"], 6)


def _sent_on(end: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        visit(1, outcome="deflected", redirect_to="email"),
        {**end, "journey": "J1", "seq": 2, "origin": "redirect"},
    ]


_WEEKS: dict[str, list[dict[str, Any]]] = {
    "solved elsewhere": _sent_on(visit(2, channel="email")),
    "we could not follow": _sent_on(silent(2, channel="email", valid=False)),
    "we left too early": _sent_on(visit(2, channel="email", outcome=None)),
    "one unsolved, one sent away": [visit(1, outcome="unsolved"), visit(2, outcome="deflected")],
    "the first word never went out": [silent(1, valid=False, outcome=None)],
}


@pytest.mark.parametrize("what", _WEEKS)
def test_a_cell_of_the_page_is_the_cell_that_is_scored(what: str) -> None:
    rows = _WEEKS[what]
    scored = as_json(score(read_table(table(*rows))))["matrix"]
    none: dict[str, Any] = {
        "internal_switches": 0,
        "repeats": 0,
        "history_probe": None,
        "parallel_probe": None,
        "turns": 1,
    }
    seen = [Observation(**row, **none, facts={}, steps={}, tone={}, solved_s=None) for row in rows]
    shown = matrix_of(seen, {"price": "Price"}, {}, [{"id": "chat", "title": "Chat"}])["cells"][0][0]
    expected = scored["price|chat"]
    assert shown["n"] == expected["n"]
    assert shown["state"] == (expected["state"] if expected["n"] else "unmeasured")


_ASKED = st.lists(
    st.builds(
        Asked,
        began=st.datetimes().map(lambda moment: moment.isoformat()),
        seconds=st.floats(0, 1e5),
        answered=st.booleans(),
        sla_s=st.sampled_from([None, 60.0]),
    ),
    max_size=30,
)


@given(_ASKED)
def test_every_conversation_is_in_one_hour_of_one_day(asked: list[Asked]) -> None:
    found = hours_of(asked)
    if found is None:
        assert not asked
        return
    cells = [cell for day in found["days"] for cell in day["cells"] if cell is not None]
    assert sum(cell["n"] for cell in cells) == len(asked)
    assert sum(cell["answered"] for cell in cells) == sum(one.answered for one in asked)
    assert all(0 <= cell["in_time"] <= cell["answered"] <= cell["n"] for cell in cells)
    assert all(len(day["cells"]) == len(found["hours"]) for day in found["days"])


def test_half_of_an_hour_that_never_had_an_answer_has_no_time() -> None:
    found = hours_of([Asked("2025-11-26T09:10:00", 1800, False, 60), Asked("2025-11-26T09:50:00", 1800, False, 60)])
    assert found is not None
    assert found["days"] == [{"weekday": 2, "cells": [{"n": 2, "answered": 0, "in_time": 0, "median_s": None}]}]


def test_a_manner_unlike_the_others_is_marked_and_quoted() -> None:
    visits: list[dict[str, Any]] = [
        {"id": f"v{n}", "channel": channel, "language": "uk", "turns": [_turn(f"v{n}", text)]}
        for n, (channel, text) in enumerate([("chat", "Ви"), ("chat", "Вам"), ("mail", "Ти " * 80)])
    ]
    tones = {"v0": {"address": "V"}, "v1": {"address": "V"}, "v2": {"address": "T"}}
    told = tone_table(visits, tones, [{"id": "chat", "title": "Chat"}, {"id": "mail", "title": "Mail"}])
    assert told is not None
    (address,) = told["features"]
    assert [cell["values"][0]["odd"] for cell in address["cells"]] == [False, True]
    assert address["cells"][0]["quote"] is None
    assert address["cells"][1]["quote"]["text"].endswith("Ти…")


def test_one_channel_alone_is_compared_with_nothing() -> None:
    visit = {"id": "v", "channel": "chat", "language": "uk", "turns": []}
    assert tone_table([visit], {"v": {"address": "V"}}, [{"id": "chat", "title": "Chat"}]) is None


def test_a_broken_promise_stands_before_a_kept_one_in_the_words_in_which_it_was_made() -> None:
    turns = [_turn("v", "Good day! I will CALL you within 10 minutes."), _turn("v", "We reply by noon.", 1)]
    row = {"due_s": 600.0, "came_s": None, "late_s": None}
    promises = [
        {**row, "turn": 1, "quote": "we reply by noon.", "kept": True},
        {**row, "turn": 0, "quote": "i will call you within 10 minutes.", "kept": False},
    ]
    verdict = {"judge": "broken_promise", "data": {"promises": promises}}
    visit = {"turns": turns, "verdicts": [verdict], "channel_title": "Chat", "language": "en", "anchor": "visit-v"}
    told = promises_of([visit])
    assert (told["kept"], told["broken"], told["unknown"]) == (1, 1, 0)
    assert [r["text"] for r in told["rows"]] == ["I will CALL you within 10 minutes.", "We reply by noon."]


@given(st.text(max_size=40), st.text(max_size=10))
def test_a_promises_words_are_never_made_up(text: str, part: str) -> None:
    assert sentence_with(text, part) in text


def _turn(visit: str, text: str, n: int = 0) -> dict[str, Any]:
    return {"n": n, "side": "company", "kind": "message", "text": text, "anchor": f"visit-{visit}-{n}"}
