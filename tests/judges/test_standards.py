"""The company's own standard: what an answer left out is a finding; without one the usual steps are figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, TurnKind, Verdict
from shopper.reading.context import JudgeContext
from shopper.reading.steps import Step
from shopper.scoring.observations import observe
from shopper.words.calls import SPOKEN

from .. import samples
from ..samples import VisitBuilder, context, journey


def written(*steps: str | Step) -> JudgeContext:
    return replace(
        context(), standard=tuple(s if isinstance(s, Step) else Step(s) for s in steps), written=True
    )  # fmt: skip


def visit(
    *answers: str,
    question: str = "What does Aurora cost?",
    at: float = 9,
    channel: str = "chat",
    sender: str = "Iryna",
) -> VisitBuilder:
    builder = VisitBuilder("v1", "j", channel, "price").say(0, question)
    for n, answer in enumerate(answers):
        builder.hear(at + n, answer, sender=sender)
    return builder


def judged(builder: VisitBuilder, known: JudgeContext) -> Verdict:
    facts = {"name": "Olena", "product": "Aurora", "order_number": "58-20417"}
    record = journey("j", "s", builder.close(Closing.QUIET, 600), facts=facts)
    (verdict,) = judge_journey(record, known, ["standards"])
    return verdict


def taken(step: str | Step, builder: VisitBuilder) -> int | None:
    """Whether a step was taken; None where it is not looked for."""
    known = written(step)
    name = known.standard[0].id
    found = judged(builder, known).data["steps"].get(name)
    return None if found is None else int(found)


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("greet", "Добрий день! Ціна 450 грн."),
        ("greet", "Dzień dobry, 450 UAH."),
        ("confirm", "Aurora costs 450 UAH."),
        ("answer", "450 UAH."),
        ("next_step", "450 UAH. You can order it on the site."),
        ("next_step", "Надішлемо рахунок сьогодні."),
        ("thank", "Спасибо за вопрос, 450 грн."),
        ("close", "450 UAH. Pozdrawiam"),
        ("identify", "My name is Iryna. 450 UAH."),
        ("apologise", "Sorry for the wait. 450 UAH."),
    ],
)
def test_a_step_that_was_taken_is_seen(step: str, answer: str) -> None:
    assert taken(step, visit(answer, at=4000, sender="")) == 1


@pytest.mark.parametrize("step", ["greet", "confirm", "next_step", "thank", "close", "identify", "apologise"])
def test_a_step_that_was_not_taken_is_not_made_up(step: str) -> None:
    assert taken(step, visit("450 UAH.", at=4000, sender="")) == 0


def test_a_failure_names_what_was_left_out_and_quotes_the_answer() -> None:
    verdict = judged(visit("Hello! 450 UAH."), written("greet", "next_step", "close"))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat left out steps of the company's standard: naming the next step and taking leave."
    assert [quote.text for quote in verdict.quotes] == ["Hello! 450 UAH."]


def test_a_standard_that_was_kept_passes_with_the_turns_that_kept_it() -> None:
    verdict = judged(visit("Hello!", "450 UAH."), written("greet", "answer"))
    assert verdict.outcome is Outcome.PASSED
    assert [quote.turn for quote in verdict.quotes] == [1]


def test_nobody_is_blamed_for_steps_that_the_company_never_wrote_down() -> None:
    verdict = judged(visit("450."), context())
    assert verdict.outcome is Outcome.NOT_APPLICABLE
    assert verdict.data["steps"]["greet"] == 0


def test_what_cannot_be_asked_for_is_not_looked_for() -> None:
    assert taken("apologise", visit("450 UAH.")) is None  # in time
    assert taken("confirm", visit("450 UAH.", question="What does it cost?")) is None
    assert taken("use_name", visit("450 UAH.")) is None  # the chat does not know it
    assert taken("use_name", visit("Dear Olena, 450 UAH.", question="It's Olena. What does Aurora cost?")) == 1
    assert taken("answer", visit("See https://shop.example/prices, please.")) is None
    assert judged(visit(SPOKEN), written("greet")).data["steps"] == {}


def test_a_greeting_that_the_chat_shows_before_the_customer_writes_is_one() -> None:
    builder = VisitBuilder("v1", "j", "chat", "price").hear(-1, "Hello! How can we help?", TurnKind.GREETING)
    assert taken("greet", builder.say(0, "What does Aurora cost?").hear(9, "450 UAH.")) == 1


def test_a_robots_name_and_an_address_are_nobodys_name() -> None:
    assert taken("identify", visit("450 UAH.", sender="Shop bot")) == 0
    assert taken("identify", visit("450 UAH.", sender="help@shop.example")) == 0
    assert taken("identify", visit("450 UAH.", sender="Iryna")) == 1
    signed = "450 UAH.\n\nBest regards,\nPetro"
    assert taken("identify", visit(signed, channel="help", sender="help@shop.example")) == 1


def test_a_step_of_ones_own_is_seen_by_its_words_and_only_where_it_is_wanted() -> None:
    offer = Step("offer_more", ("anything else",), ("email",))
    assert taken(offer, visit("450 UAH. Anything ELSE?", channel="help")) == 1
    assert taken(offer, visit("450 UAH.", channel="help")) == 0
    assert taken(offer, visit("450 UAH.")) is None
    verdict = judged(visit("450 UAH.", channel="help"), written(offer))
    assert verdict.sentence.endswith("standard: offer more.")


def test_the_table_holds_the_steps_of_answered_visits_as_figures() -> None:
    known = context()
    rows = {row.id: row for row in observe(samples.week(), [], known)}
    assert rows["v001"].steps == {"greet": 1, "identify": 1, "answer": 1, "next_step": 0}
    assert rows["v012"].steps == {}  # nobody answered
    assert rows["v009"].steps == {}  # our fault
    assert all(value in (0, 1) for row in rows.values() for value in row.steps.values())
