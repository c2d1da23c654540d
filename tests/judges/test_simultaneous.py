"""One customer in two channels at once."""

from __future__ import annotations

from dataclasses import replace

from shopper.judges import judge_journey
from shopper.model import Closing, JourneyRecord, Origin, Outcome, Verdict, VisitRecord
from shopper.scoring.observations import observe

from ..samples import VisitBuilder, context, journey

QUESTION = "What does the lamp cost? My order is 58-20417."


def visit(n: int, *answers: str, question: str = QUESTION, **more: object) -> VisitRecord:
    channel, origin = ("chat", Origin.ENTRY) if n == 1 else ("help", Origin.PARALLEL)
    builder = VisitBuilder(f"v{n}", "j", channel, "price", seq=n, origin=origin).say(n, question)
    for at, answer in enumerate(answers, start=1):
        builder.hear(n + at * 10, answer)
    closing = more.pop("closing", Closing.QUIET if answers else Closing.PATIENCE)
    assert isinstance(closing, Closing)
    return builder.close(closing, 150_000, **more)


def only(one: VisitRecord, other: VisitRecord) -> Verdict:
    record = journey("j", "s", one, other)
    (verdict,) = judge_journey(record, context(), ["simultaneous"])
    assert verdict.visit == "v2"
    assert probe(record) is {Outcome.PASSED: True, Outcome.FAILED: False}.get(verdict.outcome)
    return verdict


def probe(record: JourneyRecord) -> bool | None:
    return observe([record], judge_journey(record, context()), context())[1].parallel_probe


def test_two_answers_that_agree_are_coped_with() -> None:
    verdict = only(visit(1, "It costs 450 UAH."), visit(2, "450.00 UAH."))
    assert verdict.outcome is Outcome.PASSED
    assert [quote.visit for quote in verdict.quotes] == ["v1", "v2"]


def test_two_answers_that_contradict_each_other_are_not() -> None:
    verdict = only(visit(1, "It costs 450 UAH."), visit(2, "It costs 520 UAH."))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat said “450 UAH”, and Help mailbox said “520 UAH”."


def test_one_channel_that_is_silent_fails_and_is_named() -> None:
    verdict = only(visit(1, "It costs 450 UAH."), visit(2))
    assert verdict.sentence == "Help mailbox did not answer the customer who wrote there and to Chat at once."
    assert only(visit(1), visit(2, "450 UAH.")).sentence.startswith("Chat did not answer")
    assert only(visit(1), visit(2)).sentence.startswith("Neither Chat nor Help mailbox")


def test_asking_there_for_what_was_told_here_fails() -> None:
    story = "What does the lamp cost?"
    verdict = only(
        visit(1, "It costs 450 UAH."), visit(2, "What is your order number? It costs 450 UAH.", question=story)
    )
    assert verdict.outcome is Outcome.FAILED
    assert verdict.data["slots"] == ["order_number"]
    assert [quote.visit for quote in verdict.quotes] == ["v1", "v2"]


def test_asking_here_for_what_was_told_here_is_another_matter() -> None:
    asked = visit(2, "What is your order number? It costs 450 UAH.")
    before = replace(visit(1, "It costs 450 UAH.", question="What does the lamp cost?"))
    assert only(before, asked).outcome is Outcome.PASSED


def test_what_our_side_spoilt_or_left_too_early_says_nothing() -> None:
    spoilt = visit(2, "450 UAH.", fault="no network", fault_code="network")
    assert only(visit(1, "450 UAH."), spoilt).outcome is Outcome.UNMEASURED
    early = visit(2, closing=Closing.STOPPED)
    assert only(visit(1, "450 UAH."), early).outcome is Outcome.UNMEASURED


def test_a_finding_that_is_told_already_is_not_told_twice() -> None:
    from .. import samples

    card = samples.sample_scorecard([journey("j", "s", visit(1, "It costs 450 UAH."), visit(2, "It costs 520 UAH."))])
    (finding,) = card["findings"]
    assert finding["judge"] == "contradiction"
    assert "simultaneous" not in {also["judge"] for also in finding["also"]}
