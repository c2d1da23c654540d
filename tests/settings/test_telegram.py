"""Telegram in the config: addresses, accounts, servers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shopper.settings.models import Channel
from shopper.settings.telegram import TelegramAccount, TelegramServer, peer_of, sandbox_auth_key

NAMES = st.from_regex(r"[a-zA-Z][a-zA-Z0-9_]{4,31}", fullmatch=True).filter(
    lambda name: name.lower() not in ("joinchat", "addstickers", "share", "proxy")
)


@given(NAMES)
def test_a_name_is_understood_in_every_way_in_which_people_write_it(name: str) -> None:
    written = [
        f"@{name}",
        name,
        f"t.me/{name}",
        f"https://t.me/{name}",
        f"http://www.telegram.me/{name}/",
        f" @{name} ",
    ]
    assert {peer_of(one).name for one in written} == {name}


def test_a_link_hands_over_what_it_starts_with_and_a_number_may_stand_for_a_name() -> None:
    assert peer_of("https://t.me/shop_bot?start=site-1").start == "site-1"
    assert peer_of("+380 44 123 45 67").phone == "+380441234567"
    assert peer_of("https://t.me/+380441234567").phone == "+380441234567"


@pytest.mark.parametrize(
    "address",
    ["help@shop.example", "https://t.me/joinchat/AAAA", "https://t.me/+AbCdEfGh", "@ab", "", "t.me/", "0441234567"],
)
def test_what_is_no_address_in_telegram_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no address in Telegram"):
        peer_of(address)


def test_a_channels_address_is_checked() -> None:
    with pytest.raises(ValidationError, match="no address in Telegram"):
        Channel.model_validate({"kind": "telegram", "address": "help@shop.example"})


def account(**changes: object) -> TelegramAccount:
    given = {"phone": "+380 44 123-45-67", "api_id": 1, "api_hash": "env:H", "session": "env:S", **changes}
    return TelegramAccount.model_validate(given)


def test_an_account_begins_few_chats_where_nothing_is_said() -> None:
    made = account(name="olena")
    assert (made.phone, made.name) == ("+380441234567", "@olena")
    assert (made.new_chats_per_day, made.gap) == (10, 180.0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"session": "1BVtsOK4Bu…"}, "secrets do not belong in the config"),
        ({"api_hash": "0123456789abcdef"}, "secrets do not belong in the config"),
        ({"phone": "0441234567"}, "with its country"),
        ({"name": "@a b"}, "no Telegram name"),
        ({"new_chats_per_day": 0}, "greater than or equal to 1"),
        ({"server": {"address": "test.telegram.org"}}, "no IP address"),
    ],
)
def test_an_account_that_cannot_work_is_refused_saying_why(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said) as caught:
        account(**changes)
    assert "BVtsOK4Bu" not in str(caught.value.errors(include_input=False))


@pytest.mark.parametrize(
    ("address", "loopback"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("149.154.167.40", False)]
)
def test_a_server_on_this_machine_is_known_for_one(address: str, loopback: bool) -> None:
    assert TelegramServer(address=address).loopback is loopback


def test_a_sandbox_customers_key_is_the_same_however_the_name_is_written() -> None:
    assert sandbox_auth_key("@Olena") == sandbox_auth_key("olena") != sandbox_auth_key("taras")
    assert len(sandbox_auth_key("olena")) == 256
