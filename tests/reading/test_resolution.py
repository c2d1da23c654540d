"""Whether an answer settles what the customer needs; a reader's doubt never counts against the company."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Side, Stamp, Turn
from shopper.reading import read
from shopper.reading.needs import DoneWhen, KnownFact, Need, asked_for
from shopper.reading.resolution import Resolution, resolve
from shopper.words.calls import SPOKEN

NEEDS = {
    "price": Need({"price": KnownFact("money")}),
    "delivery": Need({"delivery_days": KnownFact("duration"), "delivery_price": KnownFact("money")}),
    "arrival": Need({"state": KnownFact("text"), "arrival": KnownFact("date")}),
    "stock": Need({"in_stock": KnownFact("yes_no")}),
    "warranty": Need({"warranty_months": KnownFact("duration")}),
    "hours": Need({"opening_hours": KnownFact("hours")}),
    "payment": Need({"methods": KnownFact("text")}),
    "refund": Need({"refund_days": KnownFact("duration"), "terms": KnownFact("text")}, transact=True),
    "anything": Need(),
}


def settled(need: Need | str, *texts: str, said: Sequence[str] = (), left: bool = False) -> Resolution:
    turns = [Turn(0, Side.COMPANY, text, Stamp(n)) for n, text in enumerate(texts)]
    service, known = (need, NEEDS[need]) if isinstance(need, str) else ("price", need)
    return resolve(service, known, turns, lambda turn: read(turn.text), said, left=left)


@pytest.mark.parametrize(
    ("need", "answer"),
    [
        ("price", "It costs 450 UAH."),
        ("price", "The lamp costs 450 UAH. For the delivery please write to help@shop.example."),
        ("delivery", "2-3 дні, 60 грн"),
        ("delivery", "Delivery is free, it takes two days."),
        ("delivery", "Доставка занимает 2 дня и стоит 70 грн."),
        ("delivery", "Dostawa trwa 2 dni i kosztuje 70 UAH."),
        ("arrival", "Order 48213 was handed to the courier and arrives tomorrow."),
        ("arrival", "Замовлення буде у п'ятницю."),
        ("stock", "Yes, it is in stock."),
        ("stock", "На жаль, немає в наявності."),
        ("hours", "Pracujemy codziennie od 9:00 do 20:00."),
        ("payment", "We take cards, and cash when the parcel comes."),
        ("refund", "Please tell us your order number."),
        ("refund", "You can return the lamp within 14 days."),
        ("anything", "We are sending it to you today."),
    ],
)
def test_a_need_is_settled_when_what_belongs_to_it_is_told_or_its_taking_begins(need: str, answer: str) -> None:
    assert settled(need, answer).solved is True


@pytest.mark.parametrize(
    ("need", "answer", "missing"),
    [
        ("price", "Hello! It is very popular.", ("price",)),
        ("price", "The price depends on the size.", ("price",)),
        ("delivery", "Delivery takes 2-3 days.", ("delivery_price",)),
        ("delivery", "Доставка коштує 70 грн за тарифами перевізника.", ("delivery_days",)),
        ("delivery", "Dostawa w ciągu 2 dni, koszt zależy od wagi.", ("delivery_price",)),
        ("warranty", "Гарантія від виробника.", ("warranty_months",)),
        ("stock", "One moment, I will ask the warehouse and write to you here within 3 minutes.", ("in_stock",)),
        ("warranty", "We will call you back within 15 minutes.", ("warranty_months",)),
        ("warranty", "Перевіримо і напишемо вам протягом години.", ("warranty_months",)),
    ],
)
def test_an_answer_that_surely_lacks_a_fact_settles_nothing_and_says_which(
    need: str, answer: str, missing: tuple[str, ...]
) -> None:
    found = settled(need, answer)
    assert found.solved is False
    assert found.missing == missing


@pytest.mark.parametrize(
    ("need", "answer"),
    [
        ("price", "Двісті п'ятдесят гривень."),  # a sum in words
        ("price", "See https://shop.example/prices for the current price."),
        ("warranty", "Yes, it does."),  # to what may have been a question for yes or no
        ("warranty", "Гарантія рік."),
        ("stock", "14 pieces in the Kyiv warehouse."),
        ("hours", "Until six in the evening."),
        ("payment", "Thank you for your question!"),
        ("arrival", "There is no order with the number 48213 in our system."),  # ours may be invented
        ("arrival", "Заказ с номером 48213 в нашей базе отсутствует."),
        ("anything", "Заказ ещё у нас на складе."),
        ("delivery", SPOKEN),
    ],
)
def test_what_may_hold_the_answer_in_a_form_that_is_not_read_is_left_open(need: str, answer: str) -> None:
    found = settled(need, answer)
    assert found.solved is None
    assert found.by is not None


def test_facts_may_be_told_one_after_another_and_the_last_one_settles_it() -> None:
    found = settled("delivery", "Hello!", "Delivery takes 2 days.", "It costs 70 UAH.", "Have a nice day!")
    assert found.by is not None
    assert found.by.text == "It costs 70 UAH."
    assert {name: words for name, (_, words) in found.told.items()} == {
        "delivery_days": "2 days",
        "delivery_price": "70 UAH",
    }


def test_of_two_sums_one_alone_may_be_either() -> None:
    two = Need({"visit": KnownFact("money"), "repair": KnownFact("money")})
    assert settled(two, "It costs 450 UAH.").unsure == ("visit", "repair")
    both = settled(two, "The visit costs 450 UAH. The repair costs 900 UAH.")
    assert both.solved
    assert {words for _, words in both.told.values()} == {"450 UAH", "900 UAH"}


def test_what_settles_a_need_can_be_said_by_its_owner() -> None:
    cancelled = Need({"fee": KnownFact("money")}, done=DoneWhen(says=("скасовано",)))
    assert settled(cancelled, "Ваше замовлення Скасовано.").solved
    phone = Need({"fee": KnownFact("money")}, done=DoneWhen(asks=("phone",)))
    assert settled(phone, "Підкажіть ваш номер телефону.").solved
    state = Need({"state": KnownFact("text"), "arrival": KnownFact("date")}, done=DoneWhen(states=("state",)))
    assert settled(state, "It was handed to the courier an hour ago.").solved
    strict = Need(
        {"terms": KnownFact("text"), "fee": KnownFact("money")}, transact=True, done=DoneWhen(asks=("phone",))
    )
    assert settled(strict, "Please tell us your order number.").solved is False


def test_who_is_asked_for_more_and_goes_has_left_it_open_themselves() -> None:
    assert settled("price", "Which city are you in?").solved is False
    assert settled("price", "What is your phone number?", left=True).solved is None


def test_the_customers_own_number_said_back_is_no_answer() -> None:
    count = Need({"pieces": KnownFact("number")})
    assert settled(count, "Your order is 48213, thank you.", said=["Order 48213?"]).solved is not True
    assert settled(count, "There are 14 left.", said=["How many?"]).solved


def test_the_longest_name_that_stands_in_the_customers_words_is_what_they_ask_for() -> None:
    names = ("Aurora", "Aurora Max", "Solaris")
    assert asked_for(names, "What does aurora max cost?", ()) == "Aurora Max"
    assert asked_for(names, "What does it cost?", ("solaris", "Kyiv")) == "Solaris"
    assert asked_for(names, "What does it cost?", ("Kyiv",)) is None


@given(st.sampled_from(sorted(NEEDS)), st.lists(st.text(max_size=80), max_size=5), st.booleans())
def test_no_text_breaks_it_and_nothing_is_both_told_and_missing(need: str, texts: list[str], left: bool) -> None:
    found = settled(need, *texts, left=left)
    names = set(NEEDS[need].facts)
    assert {*found.told, *found.missing, *found.unsure} <= names
    assert not set(found.told) & {*found.missing, *found.unsure}
    assert (found.by is None) == (found.solved is False)
