from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import ChannelAddress
from shopper.reading.addresses import find_addresses, same_form
from shopper.reading.targets import resolve_target

CHANNELS = (
    ChannelAddress("chat", "webchat", "https://lamps.example/"),
    ChannelAddress("help", "email", "help@lamps.example", ("support@lamps.example",)),
    ChannelAddress("orders", "email", "orders@lamps.example"),
    ChannelAddress("phone", "hotline", "+380 44 123 45 67"),
    ChannelAddress("tg", "telegram", "@lamps_help"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Help@Lamps.example", "mailto:help@lamps.example"),
        ("help+tag@lamps.example", "help@lamps.example"),
        ("https://www.lamps.example/help/", "lamps.example/help"),
        ("https://t.me/lamps_help", "@Lamps_Help"),
        ("+380 44 123-45-67", "(044) 123 45 67"),
    ],
)
def test_two_writings_of_one_address_have_one_form(one: str, other: str) -> None:
    assert same_form(one) == same_form(other)


def test_an_address_decides_before_a_word() -> None:
    assert resolve_target(["email"], ["ORDERS@lamps.example"], CHANNELS, "chat") == ("orders", "email")
    assert resolve_target(["phone"], ["044 123 45 67"], CHANNELS, "chat") == ("phone", "phone")
    assert resolve_target(["telegram"], ["https://t.me/lamps_help"], CHANNELS, "chat") == ("tg", "telegram")


def test_an_alias_is_the_channel_it_belongs_to() -> None:
    assert resolve_target(["email"], ["support@lamps.example"], CHANNELS, "chat") == ("help", "email")


def test_an_address_that_is_no_channel_is_not_taken_for_another_mailbox() -> None:
    assert resolve_target(["email"], ["director@lamps.example"], CHANNELS, "chat") == ("target:email", "email")


def test_without_an_address_the_kind_decides_and_the_present_channel_comes_last() -> None:
    assert resolve_target(["email"], [], CHANNELS, "help") == ("orders", "email")
    assert resolve_target(["email"], [], CHANNELS, "orders") == ("help", "email")
    assert resolve_target(["webchat"], [], CHANNELS, "chat") == ("chat", "webchat")


def test_a_channel_the_company_lacks_stays_a_target() -> None:
    assert resolve_target(["viber"], [], CHANNELS, "chat") == ("target:viber", "viber")
    assert resolve_target(["viber", "phone"], [], CHANNELS, "chat") == ("phone", "phone")
    assert resolve_target([], [], CHANNELS, "chat") == ("", "")


@given(st.text(max_size=300))
def test_every_address_found_stands_in_the_text_where_it_says(text: str) -> None:
    for address in find_addresses(text):
        assert text[address.start : address.end] == address.text
        assert same_form(same_form(address.text)) is not None


def test_numbers_that_are_no_phones_are_not_taken_for_any() -> None:
    assert find_addresses("Order 58-20417 costs 1299 UAH, 01.02.2026, from 9:00 to 18:00.") == []
