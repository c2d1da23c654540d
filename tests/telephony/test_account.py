"""A telephone account that cannot work is refused in words, before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import Refused
from shopper.telephony import SipAccount
from shopper.telephony.account import host_of, is_loopback, sip_uri


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({"user": ""}, "cannot be the user"),
        ({"user": "anna@shop.example"}, "cannot be the user"),
        ({"password": 'a"b'}, "password"),
        ({"domain": "shop.example\nx"}, "cannot be part"),
        ({"domain": ""}, "needs its domain"),
        ({"rtp_ports": (5000, 4000)}, "rtp_ports"),
        ({"rtp_ports": (80, 90)}, "rtp_ports"),
        ({"registrar": "sip.shop.example", "interface": "127.0.0.1"}, "not on this machine"),
        ({"registrar": "192.0.2.1:5061", "transport": "tls"}, "write its name"),
    ],
)
def test_an_account_that_cannot_work_is_refused(what: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        SipAccount(**{"user": "anna", "domain": "shop.example", **what})


def test_a_password_is_never_shown() -> None:
    account = SipAccount("anna", "shop.example", password="a-secret-word")
    assert "a-secret-word" not in repr(account)
    with pytest.raises(Refused) as refused:
        SipAccount("anna", "shop.example", password='a-secret"word')
    assert "a-secret" not in str(refused.value)


def test_tls_trusts_the_named_file_only(tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text("a certificate", encoding="utf-8")
    account = SipAccount("anna", "shop.example", registrar="sip.shop.example", transport="tls", ca_file=authority)
    assert account.trusted() == authority
    assert SipAccount("anna", "shop.example", registrar="sip.shop.example").trusted() is None


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("sip:anna@shop.example:5060;transport=tcp", "shop.example"),
        ("sips:shop.example", "shop.example"),
        ("shop.example:5060", "shop.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("sip:anna@[::1]:5060", "::1"),
        ("sip:anna@evil.example?Route=127.0.0.1", "evil.example"),
        ("sip:127.0.0.1@evil.example", "evil.example"),
    ],
)
def test_the_host_of_an_address_is_found(uri: str, host: str) -> None:
    assert host_of(uri) == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST."])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "localhost.example", "127.0.0.1.example", "::2", ""])
def test_another_machine_is_not(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("target", "uri"),
    [
        ("+380 (44) 123-45-67", "sip:+380441234567@shop.example"),
        ("tel:+380441234567", "sip:+380441234567@shop.example"),
        ("hotline", "sip:hotline@shop.example"),
        ("hotline@other.example", "sip:hotline@other.example"),
        ("sip:hotline@other.example:5070", "sip:hotline@other.example:5070"),
        ("*100#", "sip:*100#@shop.example"),
    ],
)
def test_a_number_or_a_name_is_dialled_at_the_accounts_domain(target: str, uri: str) -> None:
    assert sip_uri(target, "shop.example") == uri


@pytest.mark.parametrize("target", ["", "sip:", "sip:a b@shop.example", "sip:a@shop.example\r\nVia: x", "sip:<a>@b"])
def test_what_cannot_be_dialled_is_refused(target: str) -> None:
    with pytest.raises(Refused, match="cannot be dialled"):
        sip_uri(target, "")


@given(st.text())
def test_whatever_is_dialled_is_one_line_or_refused(target: str) -> None:
    try:
        uri = sip_uri(target, "shop.example")
    except Refused:
        return
    assert uri.lower().startswith(("sip:", "sips:"))
    assert not set(uri) & set(' \r\n\0<>"')
