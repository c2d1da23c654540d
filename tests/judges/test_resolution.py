"""What was told and what was not, in a sentence; nobody is accused of what cannot be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Origin, Outcome, TurnKind, Verdict, VisitRecord

from .. import samples
from ..samples import VisitBuilder, context, journey


def asked(*answers: str, service: str = "delivery", closing: Closing = Closing.QUIET, **more: object) -> VisitRecord:
    builder = VisitBuilder("v1", "j", "chat", service).say(0, "How long does delivery take, and what does it cost?")
    for at, answer in enumerate(answers, start=1):
        builder.hear(at * 10, answer)
    return builder.close(closing, 1_800, **more)


def only(*visits: VisitRecord) -> Verdict:
    (verdict,) = judge_journey(journey("j", "s", *visits), context(), ["resolution"])
    return verdict


def test_an_answer_that_tells_all_passes_and_says_what_it_told() -> None:
    verdict = only(asked("It takes 2-3 days.", "And costs 85 UAH."))
    assert verdict.outcome is Outcome.PASSED
    assert verdict.sentence == "Chat told what was asked: delivery days (2-3 days) and delivery price (85 UAH)."
    assert [quote.turn for quote in verdict.quotes] == [1, 2]


def test_an_answer_that_leaves_a_fact_out_fails_with_what_was_told_and_what_was_not() -> None:
    verdict = only(asked("Delivery takes 2-3 days."))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat told this: delivery days (2-3 days); and not this: delivery price."
    assert verdict.data["missing"] == ["delivery_price"]
    assert [quote.text for quote in verdict.quotes] == ["Delivery takes 2-3 days."]


def test_what_was_told_is_called_as_the_owner_calls_it() -> None:
    known = replace(
        context(),
        language="uk",
        fact_names={"delivery": {"delivery_days": "термін доставки", "delivery_price": "вартість доставки"}},
    )
    (verdict,) = judge_journey(journey("j", "s", asked("Доставка займає 2 дні.")), known, ["resolution"])
    assert verdict.sentence == "Chat: сказали – термін доставки (2 дні); не сказали – вартість доставки."


@pytest.mark.parametrize(
    ("visit", "outcome"),
    [
        (asked("The price list is at https://shop.example/delivery, please look there."), Outcome.UNMEASURED),
        (asked(closing=Closing.PATIENCE), Outcome.NOT_APPLICABLE),
        (asked("Please write to help@shop.example."), Outcome.NOT_APPLICABLE),
        (asked("Hello, this is Iryna!", closing=Closing.STOPPED), Outcome.UNMEASURED),
        (asked("It is popular.", fault="The browser died."), Outcome.UNMEASURED),
    ],
    ids=["a link", "silence", "sent on", "stopped", "our fault"],
)
def test_nobody_is_accused_of_what_cannot_be_told_or_is_told_by_another_judge(
    visit: VisitRecord, outcome: Outcome
) -> None:
    assert only(visit).outcome is outcome


def test_who_comes_back_is_judged_by_whether_they_are_known() -> None:
    back = replace(asked("Yes, we see it."), id="v2", seq=2, origin=Origin.FOLLOWUP)
    found = judge_journey(journey("j", "s", asked("2 days, 85 UAH."), back), context(), ["resolution"])
    assert [verdict.visit for verdict in found] == ["v1"]


def test_an_acknowledgement_is_no_answer_that_could_settle_anything() -> None:
    visit = VisitBuilder("v1", "j", "help", "delivery").say(0, "How long?")
    visit.hear(3, "We have received your letter.", TurnKind.AUTO)
    assert only(visit.close(Closing.PATIENCE, 144_000)).outcome is Outcome.NOT_APPLICABLE


def test_a_flat_refusal_is_a_dead_end_first_of_all() -> None:
    card = samples.sample_scorecard([samples.dead_end()])
    (finding,) = card["findings"]
    assert finding["judge"] == "dead_end"
    assert "resolution" not in {also["judge"] for also in finding["also"]}
