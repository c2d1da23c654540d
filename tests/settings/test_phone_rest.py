"""A number at a provider, as the config names it; what a text costs; what is a number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shopper.settings.models import Fact, Persona
from shopper.settings.phone_rest import RestAccount, phone_number, segments_of

GOOD: dict[str, Any] = {"number": "+380 50 111 22 33", "account": "AC" + "0" * 32, "token": "env:TOKEN"}


def test_a_customer_can_tell_the_number_that_they_write_from() -> None:
    account = RestAccount(**GOOD)
    assert Persona(name="Olena", languages=("uk",), sms=account).told("uk")["phone"] == "+380501112233"
    other = Persona(name="Olena", languages=("uk",), sms=account, facts={"phone": Fact(value="044 000")})
    assert other.told("uk")["phone"] == "044 000"


def test_a_number_is_kept_as_the_provider_writes_it() -> None:
    account = RestAccount(**GOOD)
    assert (account.number, account.api, account.loopback) == ("+380501112233", "https://api.twilio.com", False)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"number": "050 111 22 33"}, "with its country"),
        ({"number": "3456"}, "with its country"),
        ({"account": "AC123"}, "“AC” and 32"),
        ({"account": ""}, "“AC” and 32"),
        ({"key": "AC" + "0" * 32}, "“SK” and 32"),
        ({"token": "s3cret"}, "env:NAME"),
        ({"api": "http://api.twilio.com"}, "unprotected"),
        ({"api": "api.twilio.com"}, "https://api.twilio.com"),
        ({"api": "https://user:pass@api.twilio.com"}, "no address"),
        ({"api": "http://[::1"}, "no address"),
        ({"poll": "0 s"}, "without a pause"),
        ({"segments": 11}, "10"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_what_to_write(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told.replace("[", r"\[")) as refused:
        RestAccount(**{**GOOD, **changed})
    assert "s3cret" not in str([e["msg"] for e in refused.value.errors()])


@pytest.mark.parametrize("api", ["http://127.0.0.1:8080/provider", "http://localhost:1", "https://[::1]:1"])
def test_an_address_of_this_machine_is_known_as_such(api: str) -> None:
    assert RestAccount(**{**GOOD, "api": api}).loopback


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+380 (44) 111-22-33", "+380441112233"),
        ("tel:+48 22 123 45 67", "+48221234567"),
        ("sms:+380441112233", "+380441112233"),
        ("3456", "3456"),
        ("0441112233", None),
        ("BrightShop", None),
        ("+12", None),
        ("", None),
        ("+3804411122331234567890", None),
    ],
)
def test_what_is_a_number(written: str, number: str | None) -> None:
    assert phone_number(written) == number


@given(st.text(max_size=40))
def test_whatever_is_written_a_number_is_written_once_and_for_all(text: str) -> None:
    number = phone_number(text)
    assert number is None or phone_number(number) == number


@pytest.mark.parametrize(
    ("text", "unicode", "count"),
    [
        ("a" * 160, False, 1),
        ("a" * 161, False, 2),
        ("a" * 306, False, 2),
        ("a" * 307, False, 3),
        ("€" * 80, False, 1),
        ("€" * 81, False, 2),
        ("ї" * 70, True, 1),
        ("ї" * 71, True, 2),
        ("ї" * 134, True, 2),
        ("ї" * 135, True, 3),
        ("😀" * 35, True, 1),
        ("😀" * 36, True, 2),
        ("a" * 152 + "€" + "a" * 10, False, 2),
        ("", False, 1),
    ],
)
def test_into_how_many_parts_a_text_is_cut(text: str, unicode: bool, count: int) -> None:
    found = segments_of(text)
    assert (found.unicode, found.count) == (unicode, count)


@given(st.text(max_size=900))
def test_the_parts_of_a_text_hold_it_and_are_no_more_than_needed(text: str) -> None:
    found = segments_of(text)
    alone, each = (70, 67) if found.unicode else (160, 153)
    if found.count == 1:
        assert found.signs <= alone
    else:
        # At the end of each part but the last one place may be left, where a sign of two did not fit.
        assert found.count * each >= found.signs > (found.count - 1) * (each - 1)


@given(st.text(max_size=300), st.text(max_size=50))
def test_a_longer_text_never_takes_fewer_parts(text: str, more: str) -> None:
    assert segments_of(text + more).count >= segments_of(text).count
