"""What mail servers say when they return a mail, and whose fault each of it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.bounces import Bounce, Why, read_bounce


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "550 5.1.1 <help@shop.example>: Recipient address rejected: User unknown in virtual mailbox table",
            "no_address",
        ),
        ("550-5.1.1 The email account that you tried to reach does not exist.", "no_address"),
        ("550 5.5.0 Requested action not taken: mailbox unavailable", "no_address"),
        ("550 5.7.1 <gone@shop.example>: recipient does not exist", "no_address"),
        ("550 No such user here", "no_address"),
        ("550 5.4.1 Recipient address rejected: Access denied", "no_address"),
        ("552 5.2.2 Over quota", "full"),
        ("452 4.2.2 The email account that you tried to reach is over quota", "full"),
        ("550 5.2.1 The email account that you tried to reach is disabled", "switched_off"),
        ("550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", "insiders_only"),
        ("556 5.1.10 Recipient address has null MX", "no_server"),
        ("5.4.4 unable to route: no mail hosts for domain", "no_server"),
        ("554 5.4.6 Too many hops", "loop"),
        ("4.4.7 Message delayed beyond its time", "expired"),
        ("Your message could not be delivered.", "untold"),
        ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.example", "spam"),
        ("550-5.7.26 This mail is unauthenticated", "sender"),
        ("550 5.7.1 Unable to relay for help@shop.example", "relay"),
        ("550 5.4.5 Daily user sending limit exceeded", "quota"),
        ("552 5.2.2 You have exceeded your daily sending quota", "quota"),
        ("553 5.1.8 Sender address rejected: Domain not found", "sender"),
        ("552 5.3.4 Message size exceeds fixed limit", "size"),
    ],
)
def test_the_reason_is_found_by_code_or_by_words(text: str, why: str) -> None:
    assert read_bounce(text).why == why


@pytest.mark.parametrize("why", list(Why))
def test_only_what_is_about_our_own_account_is_ours(why: Why) -> None:
    about_us = why in ("spam", "sender", "relay", "quota", "size")
    assert Bounce("", why).ours is about_us
    assert Bounce("", why).words


def test_a_special_code_goes_before_a_general_one() -> None:
    bounce = read_bounce("5.0.0 failed. Diagnostic: 550 5.2.1 disabled", "5.0.0")
    assert (bounce.status, bounce.why) == ("5.2.1", Why.SWITCHED_OFF)


def test_an_address_says_nothing_of_the_reason() -> None:
    bounce = read_bounce("relay-spam-blocked@shop.example: 550 no such user <policy@shop.example>")
    assert bounce.why is Why.NO_ADDRESS
    assert read_bounce("spam@shop.example: 550 refused").why is Why.UNTOLD


def test_an_address_or_a_version_with_dots_is_no_code() -> None:
    assert read_bounce("from 5.1.1.7 by Exim 4.94.2.1: failed").status == ""


def test_the_words_name_the_reason_and_its_code() -> None:
    assert read_bounce("550 5.1.1 no such user").words == "the address does not exist (5.1.1)"
    assert read_bounce("no such user").words == "the address does not exist"


@given(st.text(max_size=2000), st.text(max_size=20))
def test_nothing_that_a_server_says_breaks_the_reading(text: str, status: str) -> None:
    assert read_bounce(text, status).words
