"""Right answers, what settles a need, allowed hand-overs and the standard: how they are written, and refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from shopper.judging import context_of, need_of
from shopper.programme import Programme, stock_root
from shopper.reading.needs import EVERYBODY
from shopper.settings import load_settings
from shopper.settings.models import Service, Settings
from shopper.settings.needs import AllowedHandover, DoneWhen, ServiceFact
from shopper.settings.standards import StandardStep
from tests.programmes import make_programme

QUESTION = {"en": ("What does it cost?",)}


def load(root: Path, **files: str) -> Settings:
    programme = make_programme(root)
    for name, text in files.items():
        programme.write(f"config/{name}.yaml", text)
    return load_settings(Programme(root=root, stock=stock_root()))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("money", "1 299 UAH"),
        ("money", "from 100 to 200 UAH"),
        ("duration", "2-3 дні"),
        ("date", "24 sierpnia"),
        ("hours", "9:00-20:00"),
        ("percent", "15%"),
        ("number", 14),
        ("yes_no", True),
        ("yes_no", "yes"),
        ("yes_no", "no"),
        ("text", "cards and cash"),
    ],
)
def test_a_right_answer_is_written_as_staff_would_write_it(kind: str, answer: object) -> None:
    assert ServiceFact.model_validate({"kind": kind, "right": answer}).right[EVERYBODY]


def test_right_answers_may_depend_on_what_is_asked_for_and_be_several() -> None:
    fact = ServiceFact.model_validate(
        {"kind": "money", "right": {"Aurora": "1 299 UAH", "Solaris": ["1 UAH", "2 UAH"]}}
    )
    assert fact.right == {"Aurora": ("1 299 UAH",), "Solaris": ("1 UAH", "2 UAH")}


@pytest.mark.parametrize(
    ("kind", "answer"), [("money", "cheap"), ("duration", "soon"), ("hours", "mostly"), ("text", " ")]
)
def test_a_right_answer_that_nobody_could_compare_is_refused_with_how_to_write_it(kind: str, answer: str) -> None:
    with pytest.raises(ValidationError, match=r"write (?:it|them|the words)"):
        ServiceFact.model_validate({"kind": kind, "right": answer})


def test_only_contradictory_sums_cap_the_letter_unless_a_fact_says_otherwise() -> None:
    assert ServiceFact(kind="money").is_critical()
    assert not ServiceFact(kind="duration").is_critical()
    assert ServiceFact(kind="duration", critical=True).is_critical()
    assert not ServiceFact(kind="money", critical=False).is_critical()


def test_what_would_never_settle_anything_is_refused() -> None:
    with pytest.raises(ValidationError, match="nothing would ever settle it"):
        DoneWhen()
    with pytest.raises(ValidationError, match="stand in every answer"):
        DoneWhen(says={"en": (" ",)})


def test_a_need_cannot_be_settled_by_a_fact_that_it_lacks() -> None:
    with pytest.raises(ValidationError, match="no fact “prize”"):
        Service.model_validate({"question": QUESTION, "facts": {"price": "money"}, "done_when": {"states": ["prize"]}})


def test_a_hand_over_needs_a_reason() -> None:
    with pytest.raises(ValidationError):
        AllowedHandover.model_validate({"to": ["email"], "because": ""})


def test_a_step_that_nobody_knows_needs_words() -> None:
    assert StandardStep.model_validate("greet").id == "greet"
    with pytest.raises(ValidationError, match="greet"):
        StandardStep.model_validate("great")
    own = StandardStep.model_validate({"id": "offer_more", "words": {"en": ["Anything else?"]}})
    assert own.words == {"en": ("Anything else?",)}


def test_a_service_that_says_only_what_differs_is_laid_over_ours(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        services="services:\n  price: {facts: {price: {right: 1 299 UAH}}, not_applicable: [late]}\n"
        "  delivery:\n    facts: {delivery_days: {critical: true}}\n"
        "    allowed_handover: {to: [email], because: a photo is needed}\n",
    )
    price, delivery = settings.services["price"], settings.services["delivery"]
    assert price.question["uk"]
    assert price.facts["price"].kind == "money"
    assert price.facts["price"].names["pl"]
    assert price.facts["price"].right == {EVERYBODY: ("1 299 UAH",)}
    assert price.not_applicable == ("late",)
    assert set(delivery.facts) == {"delivery_days", "delivery_price"}
    assert delivery.facts["delivery_days"].is_critical()
    assert delivery.allowed_handover[0].because == "a photo is needed"


def test_a_standard_that_the_company_wrote_is_its_own_and_the_usual_steps_are_nobodys(tmp_path: Path) -> None:
    usual = context_of(load(tmp_path / "a"))
    assert not usual.written
    assert [step.id for step in usual.standard] == ["greet", "identify", "confirm", "answer", "next_step"]
    own = context_of(load(tmp_path / "b", rubric="standard: [greet, {id: more, words: {en: [Anything ELSE]}}]\n"))
    assert own.written
    assert [(step.id, step.words) for step in own.standard] == [("greet", ()), ("more", ("anything else",))]


def test_judging_knows_of_a_need_what_the_config_says() -> None:
    service = Service.model_validate(
        {
            "question": QUESTION,
            "kind": "transact",
            "facts": {"price": {"kind": "money", "right": "1 UAH"}},
            "done_when": {"says": {"en": ["Has been CANCELLED"]}, "asks": ["phone"]},
            "allowed_handover": {"to": ["email"], "from": ["chat"], "because": "a photo is needed"},
        }
    )
    need = need_of(service)
    assert need.transact
    assert need.done is not None
    assert (need.done.says, need.done.asks) == (("has been cancelled",), ("phone",))
    assert need.allowed[0].covers("chat", {"help", "email"})
    assert not need.allowed[0].covers("telegram", {"help", "email"})
