"""Telephone numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.sandbox.phone.numbers import digits_of, number_in, same_number


@pytest.mark.parametrize("other", ["0440001122", "00380 44 000-11-22", "380440001122", "(044) 000 11 22"])
def test_one_telephone_is_known_however_its_number_is_written(other: str) -> None:
    assert same_number("+380440001122", other)


@pytest.mark.parametrize("other", ["+380440001123", "1122", "", "hello"])
def test_another_number_is_another_telephone(other: str) -> None:
    assert not same_number("+380440001122", other)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call me at +380 44 000-00-17, please", "+380 44 000-00-17"),
        ("Мій номер 0440000017.", "0440000017"),
        ("Order 48213, the lamp for 1,299", ""),
        ("mail me at a380440000017b@x.example", ""),
    ],
)
def test_a_number_is_found_in_what_a_customer_writes(text: str, number: str) -> None:
    assert number_in(text) == number


@given(st.text(max_size=40))
def test_any_text_has_digits_only_or_none(text: str) -> None:
    assert all(sign.isdigit() for sign in digits_of(text))
    number_in(text)
