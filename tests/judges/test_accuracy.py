"""An answer is compared with the right one where the company wrote it down, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, Verdict
from shopper.reading.context import JudgeContext
from shopper.reading.needs import EVERYBODY, KnownFact, Need
from shopper.reading.steps import Step
from shopper.words.calls import SPOKEN

from ..samples import VisitBuilder, context, journey


def knowing(**facts: tuple[str, dict[str, tuple[str, ...]]]) -> JudgeContext:
    need = Need({name: KnownFact(kind, right) for name, (kind, right) in facts.items()})
    return replace(context(), needs={"price": need}, facts={"price": {n: k for n, (k, _) in facts.items()}})


def verdicts(known: JudgeContext, *answers: str, question: str = "What does the lamp cost?") -> list[Verdict]:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, question)
    for at, answer in enumerate(answers, start=1):
        visit.hear(at * 10, answer)
    record = journey("j", "s", visit.close(Closing.QUIET, 600), facts={"product": "Aurora", "city": "Kyiv"})
    return judge_journey(record, known, ["accuracy"])


PRICE = knowing(price=("money", {EVERYBODY: ("1 299 UAH",)}))


@pytest.mark.parametrize(
    ("kind", "right", "answer"),
    [
        ("money", "1 299 UAH", "Лампа коштує 1 350 грн."),
        ("money", "from 100 to 200 UAH", "It costs 250 UAH."),
        ("duration", "2-3 days", "Доставка займе 10-14 днів."),
        ("hours", "9:00-20:00", "Pracujemy od 10:00 do 18:00."),
        ("yes_no", "yes", "Нет, её нет в наличии."),
        ("percent", "15%", "The discount is 10%."),
    ],
)
def test_another_answer_than_the_right_one_fails_and_quotes_both(kind: str, right: str, answer: str) -> None:
    (verdict,) = verdicts(knowing(it=(kind, {EVERYBODY: (right,)})), answer)
    assert verdict.outcome is Outcome.FAILED
    assert f"right is “{right}” (it)." in verdict.sentence
    assert [quote.text for quote in verdict.quotes] == [answer]
    assert verdict.data["about"] == "it"


@pytest.mark.parametrize(
    ("right", "answer"),
    [
        (("1 299 UAH",), "It costs 1,299.00 UAH."),
        (("1 299 UAH",), "Ціна 1299, доставка 60 грн."),
        (("1 299 UAH", "1 199 UAH"), "Today it costs 1199 UAH."),
        (("from 100 to 200 UAH",), "From 150 UAH."),
    ],
)
def test_an_answer_that_can_be_true_is_right(right: tuple[str, ...], answer: str) -> None:
    (verdict,) = verdicts(knowing(price=("money", {EVERYBODY: right})), answer)
    assert verdict.outcome is Outcome.PASSED


def test_the_right_answer_is_that_of_what_the_customer_asked_for() -> None:
    known = knowing(price=("money", {"Aurora": ("1 299 UAH",), "Solaris": ("2 450 UAH",)}))
    (solaris,) = verdicts(known, "It costs 1 299 UAH.", question="What does Solaris cost?")
    assert solaris.outcome is Outcome.FAILED
    (theirs,) = verdicts(known, "It costs 1 299 UAH.", question="What does it cost?")
    assert theirs.outcome is Outcome.PASSED
    other = knowing(price=("money", {"Solaris": ("2 450 UAH",)}))
    assert verdicts(other, "It costs 1 299 UAH.", question="What does Luna cost?") == []


def test_nothing_is_said_where_no_right_answer_is_written_down() -> None:
    assert verdicts(knowing(price=("money", {})), "It costs 5 UAH.") == []


@pytest.mark.parametrize("answer", ["Hello, how are you?", "It costs 30 EUR.", "Delivery costs 60 UAH."])
def test_what_cannot_be_compared_accuses_nobody(answer: str) -> None:
    (verdict,) = verdicts(PRICE, answer)
    assert verdict.outcome is Outcome.NOT_APPLICABLE


def test_of_two_sums_nobody_can_tell_which_was_meant() -> None:
    two = knowing(visit=("money", {EVERYBODY: ("300 UAH",)}), repair=("money", {}))
    (verdict,) = verdicts(two, "It costs 900 UAH.")
    assert verdict.outcome is Outcome.NOT_APPLICABLE


def test_a_right_text_confirms_an_answer_and_makes_none_wrong() -> None:
    text = knowing(form=("text", {EVERYBODY: ("form 5-B",)}))
    assert verdicts(text, "Please fill in Form 5-B.")[0].outcome is Outcome.PASSED
    assert verdicts(text, "Please fill in the blue one.")[0].outcome is Outcome.NOT_APPLICABLE


def test_every_wrong_fact_of_an_answer_is_a_finding_of_its_own() -> None:
    both = knowing(price=("money", {EVERYBODY: ("1 299 UAH",)}), term=("duration", {EVERYBODY: ("2 days",)}))
    found = verdicts(both, "It costs 1 350 UAH and takes 10 days.")
    assert [verdict.data["about"] for verdict in found] == ["price", "term"]
    assert all(verdict.outcome is Outcome.FAILED for verdict in found)


@pytest.mark.parametrize("kind", ["callback", "hotline"])
@pytest.mark.parametrize("heard", ["It costs 1 350 UAH.", "Good day,", SPOKEN])
def test_what_was_spoken_may_have_been_heard_otherwise_than_it_was_said(kind: str, heard: str) -> None:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, "What does the lamp cost?").hear(9, heard)
    call = replace(visit.close(Closing.QUIET, 60), kind=kind)
    known = replace(PRICE, standard=(Step("close"), Step("next_step")), written=True)
    found = judge_journey(journey("j", "s", call), known, ["accuracy", "resolution", "standards", "contradiction"])
    assert {verdict.outcome for verdict in found} <= {Outcome.UNMEASURED, Outcome.NOT_APPLICABLE, Outcome.PASSED}
    assert not any(verdict.outcome is Outcome.FAILED for verdict in found)
