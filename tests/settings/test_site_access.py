"""Sites that are not open to everybody: what may be written in the config, and what must be there before shopping."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault, Refused
from shopper.settings import load_settings
from shopper.settings.models import Company
from shopper.settings.site_access import SiteAccess
from shopper.settings.site_keys import check_keys, keys_of, origin_of

from .conftest import COMPANY, Write, refused

SITE = "https://teapot.example/help?x=1"


def company(block: str) -> str:
    """The company with this access to its chat."""
    return COMPANY.replace("https://teapot.example\n", f"https://teapot.example\n    access: {block}\n")


def settings_of(write: Write, block: str) -> Company:
    return load_settings(write(company=company(block))).company


def fault(access: SiteAccess, address: str = SITE) -> OurFault:
    with pytest.raises(OurFault) as caught:
        keys_of(access, address, "chat")
    return caught.value


def test_a_site_is_entered_with_what_the_environment_holds(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREVIEW", "s3cret")
    block = "{user: qa, password: env:PREVIEW, headers: {X-Preview: env:PREVIEW, X-Env: 2}, cookies: {beta: '1'}}"
    access = settings_of(write, block).channels["chat"].access
    keys = keys_of(access, SITE, "chat")
    assert (keys.origin, keys.user, keys.password) == ("https://teapot.example", "qa", "s3cret")
    assert (keys.headers, keys.cookies) == ({"X-Preview": "s3cret", "X-Env": "2"}, {"beta": "1"})


def test_what_opens_a_site_never_stands_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREVIEW", "s3cret")
    access = SiteAccess(
        user="qa", password="env:PREVIEW", headers={"X-Preview": "env:PREVIEW"}, cookies={"a": "env:PREVIEW"}
    )
    assert "s3cret" not in repr(keys_of(access, SITE, "chat"))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("{user: qa, password: hunter2}", "secrets do not belong in the config"),
        ("{user: qa}", "a user without a password"),
        ("{password: env:X}", "a password without a user"),
        ("{headers: {Authorization: Bearer hunter2}}", "looks like a secret"),
        ("{headers: {X-Api-Key: hunter2}}", "looks like a secret"),
        ("{cookies: {session_id: hunter2}}", "looks like a secret"),
        ("{headers: {Cookie: a=hunter2}}", "cookies have a key of their own"),
        ("{headers: {Host: hunter2}}", "set by the browser itself"),
        ("{headers: {'a b': hunter2}}", "cannot be the name of a header"),
        ("{cookies: {'a=b': hunter2}}", "cannot be the name of a cookie"),
        ("{cookies: {a: 'env:'}}", "the name of an environment variable"),
        ('{headers: {a: "x\\r\\nEvil: hunter2"}}', "one line"),
        ("{pasword: env:X}", "Did you mean “password”"),
    ],
)
def test_what_cannot_be_used_is_refused_where_it_stands_and_not_repeated(write: Write, block: str, said: str) -> None:
    mistakes = refused(write(company=company(block)))
    assert any(said in str(m) for m in mistakes)
    assert not any("hunter2" in str(m) for m in mistakes)
    assert all(m.file == "config/company.yaml" and m.line == 8 for m in mistakes)


def test_files_are_looked_for_from_the_programmes_folder(write: Write, tmp_path: Path) -> None:
    access = settings_of(write, "{login: .shopper/login.json, ca: /etc/own.pem}").channels["chat"].access
    assert access is not None
    assert (access.login, access.ca) == (str(tmp_path / ".shopper" / "login.json"), "/etc/own.pem")


def test_all_that_is_missing_is_told_before_anything_is_said(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    block = "{headers: {X-Preview: env:NOT_SET}}"
    text = company(block).replace("help@teapot.example", "help@teapot.example\n    access: {login: no.json}")
    settings = load_settings(write(company=text)).company
    with pytest.raises(Refused) as caught:
        check_keys(settings, ["chat", "email"])
    first, second = str(caught.value).splitlines()
    assert "environment variable NOT_SET is not set" in first
    assert "channels.chat.access.headers.X-Preview" in first
    assert "only a web chat has a site" in second


def test_channels_that_nobody_visits_today_may_lack_their_keys(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    check_keys(settings_of(write, "{headers: {X-Preview: env:NOT_SET}}"), ["email"])


def login(folder: Path, **saved: Any) -> SiteAccess:
    path = folder / "login.json"
    path.write_text(json.dumps(saved))
    return SiteAccess(login=str(path))


def cookie(**more: Any) -> dict[str, Any]:
    return {"name": "sid", "value": "1", "domain": ".teapot.example", "path": "/", "expires": -1, **more}


def test_a_saved_login_is_read(tmp_path: Path) -> None:
    saved = {"cookies": [cookie()], "origins": [{"origin": "https://teapot.example", "localStorage": []}]}
    assert keys_of(login(tmp_path, **saved), SITE, "chat").login == saved


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"cookies": [1]}', '{"cookies": {}, "origins": []}', "\x00", "[" * 9000]
)
def test_a_file_that_is_no_saved_login_is_refused_and_how_to_make_one_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "login.json"
    path.write_text(text)
    found = fault(SiteAccess(login=str(path)))
    assert found.code == "login"
    assert "playwright open --save-storage=" in str(found)


def test_a_login_that_is_not_there_or_has_expired_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in str(fault(SiteAccess(login=str(tmp_path / "none.json"))))
    past = login(tmp_path, cookies=[cookie(expires=time.time() - 60)])
    assert "has expired" in str(fault(past))
    other = cookie(expires=time.time() + 3600, name="other")
    assert keys_of(login(tmp_path, cookies=[cookie(expires=1), other]), SITE, "chat").login


def test_an_authority_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    assert "cannot be read" in str(fault(SiteAccess(ca=str(path))))
    for text in ("", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "Сертифікат"):
        path.write_text(text, "utf-8")
        assert "holds no certificate" in str(fault(SiteAccess(ca=str(path))))


def test_a_page_on_this_computer_is_no_site_to_be_let_into() -> None:
    assert fault(SiteAccess(cookies={"a": "1"}), "file:///srv/page.html").code == "access"
    assert keys_of(None, "file:///srv/page.html", "chat").origin == ""


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Shop.Example:443/x", "https://shop.example"),
        ("http://shop.example:8080", "http://shop.example:8080"),
        ("http://[::1]:80/", "http://[::1]"),
        ("https://user@shop.example/", "https://shop.example"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=3))
def test_no_header_with_a_line_break_is_ever_taken(headers: dict[str, str]) -> None:
    try:
        taken = SiteAccess(headers=headers).headers
    except ValueError:
        return
    assert not any(c in "\r\n\0" for pair in taken.items() for text in pair for c in text)
