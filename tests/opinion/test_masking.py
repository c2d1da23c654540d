"""Nothing that tells who the customer is leaves the house; what an answer is about stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.opinion.masking import masking

KNOWN = {
    "name": {"Olena Koval", "Олена Коваль"},
    "phone": {"+380 44 123 45 67"},
    "email": {"olena.k@mail.example"},
    "order_number": {"58-20417"},
    "address": {"12 Rose Lane, Lviv"},
    "product": {"a kettle"},
}
OWN = ("Shop", "help@shop.example", "+48 22 111 22 33", "@shop_help")
mask = masking(KNOWN, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "Olena, hello",
        "dear olena koval",
        "Олено, доброго дня!",
        "для Олени Коваль",
        "call 0441234567",
        "на +38 (044) 123-45-67",
        "phone 380441234567.",
        "OLENA.K@MAIL.EXAMPLE",
        "order 5820417",
        "order 58 - 20417",
        "Zamówienie 58-20417!",
        "to 12 rose  lane, Lviv",
    ],
)
def test_what_a_customer_is_known_by_is_masked_however_it_is_written(text: str) -> None:
    masked = mask(text)
    for told in ("olena", "koval", "олен", "ковал", "1234567", "20417", "rose"):
        assert told not in masked.casefold().replace(" ", "").replace("-", "")
    assert "[" in masked


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("write to someone.else@private.example", "someone.else"),
        ("your card 4111 1111 1111 1111", "1111"),
        ("IBAN PL61 1090 1014 0000 0712 1981 2874", "1090"),
        ("see https://shop.example/track?id=QWE77&mail=x", "QWE77"),
        ("ticket CASE-88213", "88213"),
        ("case AB12345", "12345"),
        ("замовлення № 4821", "4821"),
        ("message me @somebody_else", "somebody"),
        ("her number is 07700 900 123", "900"),
    ],
)
def test_what_looks_like_somebodys_data_is_masked_though_nobody_told_us_of_it(text: str, gone: str) -> None:
    assert gone not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please write to help@shop.example.",
        "Call +48 22 111 22 33, or @shop_help",
        "It costs 1 299 грн, from 5 000 zł to 12 500 zł",
        "1299000 UAH or € 250000",
        "by 14.03.2026, at 9:00-18:00, in 2-3 days",
        "2026-11-22 is a Sunday",
        "a kettle with 2200 W",
        "The Koala jumped.",
    ],
)
def test_what_an_answer_is_about_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=300))
def test_whatever_is_said_can_be_masked_and_no_known_number_survives(text: str) -> None:
    assert "58-20417" not in mask(f"{text} 58-20417 {text}")


@given(
    st.dictionaries(st.sampled_from(["name", "phone", "code"]), st.sets(st.text(max_size=12), max_size=3)), st.text()
)
def test_whatever_a_customer_is_called_makes_a_mask(known: dict[str, set[str]], text: str) -> None:
    assert isinstance(masking(known, OWN)(text), str)


@pytest.mark.parametrize("piece", ["1 ", "a.", "A1-", "@", "№", "(1)", "PL10", "www."])
def test_the_worst_texts_of_the_longest_sort_are_masked(piece: str) -> None:
    assert mask(piece * (1700 // len(piece))) is not None
