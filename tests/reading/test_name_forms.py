"""A name is found in the forms that languages give it, and in no other word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.model import Closing, JourneyRecord
from shopper.reading.staff_names import without_staff_names

from .. import samples


def said(sender: str, text: str, customer: str = "") -> JourneyRecord:
    visit = samples.VisitBuilder("v1", "j1", "chat", "price").say(100, "What does the lamp cost?")
    made = samples.journey("j1", "s", visit.hear(109, text, sender=sender).close(Closing.QUIET, 160))
    return replace(made, facts={**made.facts, "name": customer} if customer else made.facts)


def left(sender: str, text: str, customer: str = "") -> str:
    """What stays of a text once names are left out of it."""
    journey, _ = without_staff_names(said(sender, text, customer))
    return journey.visits[0].turns[1].text.replace("[an employee]", "*")


@pytest.mark.parametrize(
    ("sender", "forms"),
    [
        ("Олександр Петренко", "Олександра Петренка, Олександрові Петренкові, Олександром Петренком, ОЛЕКСАНДРЕ"),
        ("Катерина Ковальська", "Катерино, Катерини Ковальської, Катерині Ковальській, Катериною Ковальською"),
        ("Сергій", "Сергія, Сергію, Сергієм, Сергієві"),
        ("Марія", "Марії, Марію, Марією, Маріє"),
        ("Мария Иванова", "Марии Ивановой, Марию Иванову, Марией"),
        ("Наталья", "Натальи, Наталье, Наталью, Натальей"),
        ("Игорь Белый", "Игоря Белого, Игорю Белому, Игорем Белым"),
        ("Krzysztof Kowalski", "Krzysztofa Kowalskiego, Krzysztofowi Kowalskiemu, Krzysztofie, Krzysztofem Kowalskim"),
        ("Kasia", "Kasi, Kasię, Kasią, Kasiu"),
        ("Anna", "Anny, Annie, Annę, Anną, Anno, Anna's"),
    ],
)
def test_a_name_is_left_out_in_every_case(sender: str, forms: str) -> None:
    assert set(left(sender, forms).replace("'s", "")) <= set("* ,")


@pytest.mark.parametrize(
    ("sender", "text"),
    [
        ("Maria", "In March our Market is marked down by a Margin."),
        ("Mark", "Market prices, Marked and Marketing."),
        ("Anna", "Annual fee, see Annexes."),
        ("Марія", "Маркет і Маркування безкоштовні."),
        ("Надія", "Надамо відповідь завтра. Надішлемо рахунок. Надали."),
        ("Віра", "Вірно. Вірю, що так. Вірус."),
    ],
)
def test_other_words_that_begin_like_a_name_stay(sender: str, text: str) -> None:
    assert left(sender, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, Anna! Your order is on its way, Anna.",
        "Dear Anna, it costs 450 UAH.\n> What does it cost?\n> Best regards, Anna Kovalenko",
    ],
)
def test_whom_they_write_to_is_none_of_their_people(text: str) -> None:
    assert left("", text, "Anna Kovalenko") == text


def test_who_signs_beside_the_customer_is_left_out() -> None:
    assert left("", "Thanks, Anna!\nBest regards, Piotr", "Anna") == "Thanks, Anna!\nBest regards, *"


@pytest.mark.parametrize(
    "text", ["a.", "a@", "aA", "Aa ", "a-", "\n", "thanks ", "operator - ", "я" + " " * 99, "thanks\n\n\n\n"]
)
def test_a_hostile_message_is_read_in_its_length_and_not_in_its_square(text: str) -> None:
    """Where it is not, this takes minutes."""
    hostile = text * (100_000 // len(text))
    assert left("", f"{hostile}\n450") == f"{hostile}\n450"
