"""A table that cannot be scored is refused in words, with the place; one that is thin is scored as such."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.scoring.odm import fixes
from shopper.scoring.odm.grades import raw_grade, shown
from shopper.scoring.odm.method import as_json, score
from shopper.scoring.odm.table import TableError, read_table

from .tables import TERMS, silent, table, visit


def without(entry: dict[str, Any], column: str) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != column}


REFUSED: dict[str, tuple[Any, str]] = {
    "a missing column": (table(without(visit(1), "outcome")), "visit 1 (v1): the column “outcome” is missing"),
    "a mistyped column": (
        table({**without(visit(1), "reply_s"), "replys": 3}),
        "“reply_s” is missing (there is “replys”: did you mean “reply_s”?)",
    ),
    "a negative time": (table(visit(1, reply_s=-5)), "“reply_s” is a number of seconds from 0, not -5"),
    "no number": (table(visit(1, reply_s="soon")), "“reply_s” is a number of seconds from 0, not 'soon'"),
    "not a number": (table(visit(1, reply_s=float("nan"))), "“reply_s” is a number of seconds from 0, not nan"),
    "a service that is not in the config": (table(visit(1, service="prise")), "did you mean “price”?"),
    "a channel that is not in the config": (table(visit(1, channel="e-mail")), "did you mean “email”?"),
    "an outcome that there is not": (table(visit(1, outcome="sovled")), "did you mean “solved”?"),
    "two visits of one name": (table(visit(1), visit(1)), "two visits are called “v1”"),
    "a broken fact": (table(visit(1, facts={"price": 5})), "facts.price is {“unit”, “lo”, “hi”} or {“v”}"),
    "a range upside down": (
        table(visit(1, facts={"price": {"unit": "UAH", "lo": 5, "hi": 2}})), "“lo” is above “hi”",
    ),
    "silence without its length": (table(silent(1, observed_s=None)), "“observed_s” must say how long one waited"),
    "another method": (table(visit(1), method="odm-2"), "it asks for method “odm-2”"),
    "no channels": ({"config": {"services": []}, "visits": []}, "config.channels names each channel"),
    "a promise longer than what is tolerable": (
        {"config": {"channels": {"chat": {**TERMS, "tolerable_s": 60}}, "services": []}, "visits": []},
        "the tolerable time (60 s) must be longer than the promised one (60 s)",
    ),
    "an answer that is none": (table(visit(1, outcome="no_answer", reply_s=5)), "only one can be"),
    "a channel that is no name": (table(visit(1, channel={})), "“channel” is {}, which is not in config.channels"),
    "a redirect to what is no channel": (table(visit(1, redirect_to=["email"])), "“redirect_to” is the channel"),
    "a service that is there twice": (
        {"config": {"channels": {"chat": TERMS}, "services": ["price", "price"]}, "visits": []}, "'price' is none, or",
    ),
    "findings that are none": ({**table(visit(1)), "findings": 3}, "“findings” is a list of"),
    "a finding without its name": ({**table(visit(1)), "findings": [{"confirmed": False}]}, "“findings” is a list of"),
    "a solution that nobody told": (table(visit(1, reply_s=None)), "says solved, and “reply_s” that nobody replied"),
    "a time that nothing takes": (table(visit(1, reply_s=10**400)), "“reply_s” is a number of seconds from 0, not 10"),
    "a sum that nothing costs": (
        table(visit(1, facts={"price": {"unit": "UAH", "lo": 1, "hi": 10**400}})), "facts.price.hi is a number",
    ),
    "more questions than can be": (table(visit(1, repeats=10**400)), "“repeats” is a whole number from 0"),
    "a step that is an object": (table(visit(1, steps={"greet": {"a": 1}})), "steps.greet is a text, a number"),
    "a tone that is a list": (table(visit(1, tone={"address": ["T"]})), "tone.address is a text, a number"),
    "a fact that is no value": (table(visit(1, facts={"form": {"v": float("nan")}})), "facts.form is {“unit”"),
    "a visit without a name": (table(visit(1, id=None)), "“id” is a name or a number, not None"),
    "patience that is none": (
        {"config": {"channels": {"chat": {**TERMS, "patience_s": 0}}, "services": []}, "visits": []},
        "config.channels.chat.patience_s is how long one watches, longer than 0",
    ),
    "a channel that is looked at “false”": (
        {"config": {"channels": {"chat": {**TERMS, "shopped": "false"}}, "services": []}, "visits": []},
        "config.channels.chat.shopped is true or false, not 'false'",
    ),
    "a need that does not apply, and is none": (
        table(visit(1), not_applicable=[["retrun", "chat"]]), "config.not_applicable 'retrun', which is not in "
        "config.services; did you mean “return”?",
    ),
    "a channel that does not apply, and is none": (
        table(visit(1), not_applicable=[["return", "mail"]]), "which is not in config.channels; did you mean “email”?",
    ),
    "a critical fact of no need": (table(visit(1), critical_facts=[["prise", "price"]]), "did you mean “price”?"),
    "no table at all": ([1, 2], "this is no observation table"),
    "a table without visits": ({"config": {}, "vists": []}, "“visits” is missing (there is “vists”"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_scored_is_refused_with_its_place(what: str) -> None:
    document, words = REFUSED[what]
    with pytest.raises(TableError) as caught:
        read_table(document, name="week.json")
    assert words in str(caught.value)
    assert str(caught.value).startswith("week.json")


def test_no_visits_make_no_letter() -> None:
    card = score(read_table(table()))
    told = as_json(card)
    assert (told["overall"]["score"], told["overall"]["grade"], told["evidence"]) == (None, "?", 0.0)
    assert fixes.fixes(card) == []


def test_one_visit_makes_no_letter_either() -> None:
    told = as_json(score(read_table(table(visit(1)))))
    assert told["overall"]["grade"] == "?"
    assert told["evidence"] < 0.7


def test_visits_that_failed_by_our_fault_are_counted_and_nothing_else() -> None:
    told = as_json(score(read_table(table(visit(1, valid=False), silent(2, valid=False)))))
    assert (told["valid"], told["invalid"], told["overall"]["grade"]) == (0, 2, "?")


def test_redirects_in_a_circle_end() -> None:
    sent: dict[str, Any] = {"journey": "J", "outcome": "deflected"}
    rows = [
        visit(1, **sent, channel="chat", redirect_to="email"),
        visit(2, **sent, seq=2, origin="redirect", channel="email", redirect_to="chat"),
        visit(3, **sent, seq=3, origin="redirect", channel="chat", redirect_to="email"),
    ]
    told = as_json(score(read_table(table(*rows))))
    assert told["redirects"]["cycles"] == [["chat", "email"]]
    assert told["redirects"]["trapped_journeys"] == ["J"]
    assert told["redirects"]["trapped_structural"] == [["price", "chat"], ["price", "email"]]


def test_a_channel_that_nobody_looked_at_allows_no_a() -> None:
    told = as_json(score(read_table(table(*(visit(n) for n in range(30))))))
    assert ["B", "unvisited:email"] in told["overall"]["caps"]


def test_a_channel_that_is_not_looked_at_on_purpose_is_outside_the_table() -> None:
    document = table(*(visit(n) for n in range(30)))
    document["config"]["channels"]["email"]["shopped"] = False
    told = as_json(score(read_table(document)))
    assert told["unshopped"] == ["email"]
    assert told["overall"]["caps"] == []
    assert not any(key.endswith("|email") for key in told["matrix"])


def test_what_one_channel_alone_cannot_have_does_not_apply() -> None:
    told = as_json(score(read_table(table(*(visit(n) for n in range(30)), channels=("chat",)))))
    assert told["not_applicable"] == ["history", "seamless", "consistency", "simultaneous"]


CONTRADICTION = [
    visit(1, facts={"price": {"unit": "UAH", "lo": 5, "hi": 5}}),
    visit(2, channel="email", facts={"price": {"unit": "UAH", "lo": 7, "hi": 7}}),
]


def test_a_contradiction_that_nobody_confirmed_will_cap_and_does_not_yet() -> None:
    document = table(*CONTRADICTION, critical_facts=[["price", "price"]])
    id_ = "critical_contradiction:price/price"
    assert as_json(score(read_table(document)))["overall"]["caps"] == [["B", id_]]
    document["findings"] = [{"id": id_, "confirmed": False}]
    overall = as_json(score(read_table(document)))["overall"]
    assert (overall["caps"], overall["will_cap"]) == ([], [["B", id_]])
    document["findings"] = [{"id": id_, "confirmed": True}]
    assert as_json(score(read_table(document)))["overall"]["caps"] == [["B", id_]]


def trapped(n: int) -> list[dict[str, Any]]:
    return [
        visit(n, journey=f"J{n}", outcome="deflected", redirect_to="email"),
        silent(100 + n, journey=f"J{n}", seq=2, origin="redirect", channel="email"),
    ]


def test_two_trapped_customers_cap_one_warns_and_unconfirmed_ones_wait() -> None:
    one = as_json(score(read_table(table(*trapped(1)))))["overall"]
    assert (one["caps"], one["warnings"]) == ([], ["trapped_journey:J1"])
    document = table(*trapped(1), *trapped(2))
    assert ["C", "closed_loop"] in as_json(score(read_table(document)))["overall"]["caps"]
    document["findings"] = [{"id": "trapped_journey:J2", "confirmed": False}]
    waiting = as_json(score(read_table(document)))["overall"]
    assert (waiting["caps"], waiting["will_cap"]) == ([], [["C", "closed_loop"]])


def test_where_we_could_not_follow_the_company_is_not_blamed() -> None:
    sent = visit(1, journey="J", outcome="deflected", redirect_to="email")
    lost = silent(2, journey="J", seq=2, origin="redirect", channel="email", valid=False)
    told = as_json(score(read_table(table(sent, lost))))
    assert told["redirects"]["trapped_journeys"] == []
    assert told["matrix"]["price|chat"] == {"state": "not_tried", "n": 0}


def test_an_answer_that_came_elsewhere_is_an_answer_and_one_switch() -> None:
    told = as_json(score(read_table(table(visit(1, redirect_to="email")))))
    assert told["channels"]["chat"]["replied"] == 1
    assert told["matrix"]["price|chat"]["state"] == "solved_after_switch"
    assert told["switch_share"]["cross"] == 1.0


@pytest.mark.parametrize("times", [(5e-324, 60, 240), (1e-300, 1, 1e15), (60.0, 60.0, 60.00000000000001)])
def test_times_at_the_end_of_what_numbers_can_hold_are_worth_something_between_0_and_1(
    times: tuple[float, float, float],
) -> None:
    reply, promised, tolerable = times
    document = table(visit(1, reply_s=reply))
    document["config"]["channels"]["chat"] |= {"sla_s": promised, "tolerable_s": tolerable}
    reach = score(read_table(document)).reaches["chat"].score
    assert reach is not None and 0 <= reach <= 1


def test_a_rounding_error_below_a_line_costs_no_letter() -> None:
    just_below = 0.8 - 1e-13
    assert (raw_grade(just_below), shown(just_below)) == ("A", 80)
    assert (raw_grade(0.796), shown(0.796)) == ("B", 79)
