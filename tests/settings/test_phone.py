"""A customer's telephone, callbacks and calls as the config describes them: what is read, what is refused and why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shopper.settings.models import Company, Persona
from shopper.settings.phone import CallbackOrder, MenuStep, PhoneAccount, SipAccount, same_number

SIP = {"user": "olena", "server": "sip.provider.example", "password": "env:SIP"}
TIMES = {"sla": "1 min", "tolerable": "5 min", "patience": "20 min"}


def company(**more: Any) -> Company:
    channel = {"kind": "hotline", "address": "+380 44 123 45 67", **TIMES, **more.pop("channel", {})}
    return Company.model_validate(
        {
            "name": "Shop", "zone": "Europe/Kyiv", "languages": ["uk"], "channels": {"hotline": channel},
            "guard_rails": {"authorised_by": "Iryna Koval"}, **more,
        }
    )  # fmt: skip


def refused(block: Any, **values: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        block.model_validate(values)
    return str(caught.value)


def test_a_number_is_told_to_the_company_without_being_written_twice() -> None:
    persona = Persona.model_validate(
        {"name": "Olena", "languages": ["uk"], "phone": {"number": "+380 44 123-45-67", "sip": SIP}}
    )
    assert persona.told("uk")["phone"] == "+380441234567"


def test_the_servers_port_stands_with_it_or_apart() -> None:
    assert SipAccount.model_validate({**SIP, "server": "192.0.2.1:5070"}).registrar == "192.0.2.1:5070"
    assert SipAccount.model_validate({**SIP, "server": "192.0.2.1", "port": 5070}).registrar == "192.0.2.1:5070"
    assert SipAccount.model_validate(SIP).registrar == "sip.provider.example"


@pytest.mark.parametrize("server", ["127.0.0.1:5060", "localhost", "127.8.9.1"])
def test_a_server_on_this_machine_is_known_as_one(server: str) -> None:
    assert SipAccount.model_validate({**SIP, "server": server}).loopback
    assert not SipAccount.model_validate(SIP).loopback


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"server": "https://sip.example"}, "is no SIP server"),
        ({"server": "sip.example:99999"}, "is no SIP server"),
        ({"user": "olena@sip.example"}, "before the @"),
        ({"rtp_ports": "12000"}, "12000-12999"),
        ({"rtp_ports": "12999-12000"}, "12000-12999"),
        ({"register_every": "2 h"}, "write 60 s"),
        ({"transport": "carrier pigeon"}, "'udp', 'tcp' or 'tls'"),
        ({"password": "secret"}, "env:NAME"),
    ],
)
def test_what_no_sip_account_can_be_is_refused_with_what_to_write(value: dict[str, Any], told: str) -> None:
    assert told in refused(SipAccount, **{**SIP, **value})


@pytest.mark.parametrize(
    "both", [{}, {"sip": SIP, "rest": {"number": "+380441234567", "account": "AC" + "0" * 32, "token": "env:T"}}]
)
def test_a_telephone_is_reached_in_one_way(both: dict[str, Any]) -> None:
    assert "by sip or by rest" in refused(PhoneAccount, number="+380441234567", **both)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ({"by": "form", "page": "https://shop.example"}, "a form needs page"),
        ({"by": "form", "page": "shop", "fill": {"#p": "{phone}"}, "send": "Go"}, "is not the address of a page"),
        ({"by": "form", "page": "https://shop.example", "fill": {"#n": "{name}"}, "send": "Go"}, "put {phone}"),
        ({"by": "http"}, "needs url"),
        ({"by": "http", "url": "https://a:b@shop.example", "json": {"p": "{phone}"}}, "secrets do not belong"),
        ({"by": "pigeon"}, "'form', 'http' or 'conversation'"),
    ],
)
def test_an_order_that_could_not_work_is_refused(order: dict[str, Any], told: str) -> None:
    assert told in refused(CallbackOrder, **order)


@pytest.mark.parametrize(("keys", "pressed"), [(2, "2"), ("1 # 2", "1#2"), ("*9", "*9")])
def test_a_menus_keys_are_written_as_they_stand_on_a_telephone(keys: object, pressed: str) -> None:
    assert MenuStep.model_validate({"press": keys}).press == pressed


@pytest.mark.parametrize("keys", ["two", "", "-1", "2+2"])
def test_what_no_telephone_has_as_keys_is_refused(keys: str) -> None:
    assert "no keys of a telephone" in refused(MenuStep, press=keys)


def test_calls_are_not_recorded_where_nothing_says_by_what_right() -> None:
    with pytest.raises(ValidationError, match="legal_basis"):
        company(channel={"call": {"record": True}})
    assert company(channel={"call": {"record": True}}, legal_basis="annex 2").legal_basis == "annex 2"
    assert company().channels["hotline"].call.record is None


@pytest.mark.parametrize("address", ["0800 123 456", "help@shop.example", "https://shop.example", "our hotline"])
def test_a_hotline_that_cannot_be_dialled_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="no phone number"):
        company(channel={"address": address})


def test_a_hotline_may_be_a_sip_address_and_one_that_is_only_recognised_may_be_anything() -> None:
    assert company(channel={"address": "sip:help@shop.example:5070"}).channels["hotline"].address
    assert company(channel={"address": "0 800 123", "shopped": False}).channels["hotline"].address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+380441234567", "00380441234567", True),
        ("+380441234567", "0441234567", True),
        ("+380441234567", "+380 44 123-45-67", True),
        ("sip:+380441234567@provider.example;user=phone", "+380441234567", True),
        ("+380441234567", "+380441234568", False),
        ("+380441234567", "4567", False),
        ("help", "sip:help@shop.example", True),
        ("", "", False),
        ("anonymous", "", False),
    ],
)
def test_numbers_are_one_however_a_network_writes_them(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same
    assert same_number(other, one) is same


@given(st.integers(min_value=10**8, max_value=10**12 - 1), st.sampled_from(["+", "00", "tel:+", "sip:+"]))
def test_every_number_is_itself_in_every_writing(digits: int, prefix: str) -> None:
    assert same_number(f"+{digits}", f"{prefix}{digits}")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert same_number(one, other) is same_number(other, one)
