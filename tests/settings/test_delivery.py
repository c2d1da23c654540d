"""config/reports.yaml: how it is read, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopper.errors import ConfigError
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings
from shopper.settings.models import Settings
from tests.programmes import make_programme

MAIL = "mail: {to: boss@shop.example, from: Reports <reports@shop.example>, smtp: {host: mail.example, port: 465}}\n"


def read(root: Path, text: str, **files: str) -> Settings:
    programme = make_programme(root)
    programme.write("config/reports.yaml", text)
    for name, content in files.items():
        programme.write(f"config/{name}.yaml", content)
    return load_settings(Programme(root=root.resolve(), stock=stock_root()))


def test_without_the_file_nobody_gets_anything(tmp_path: Path) -> None:
    make_programme(tmp_path)
    delivery = load_settings(Programme(root=tmp_path.resolve(), stock=stock_root())).delivery
    assert (delivery.mail, delivery.webhook) == (None, None)


def test_one_address_may_stand_alone_and_each_is_named_once(tmp_path: Path) -> None:
    mail = read(tmp_path, MAIL).delivery.mail
    assert mail is not None
    assert (mail.to, mail.address, mail.password) == (("boss@shop.example",), "reports@shop.example", None)
    many = read(tmp_path, MAIL.replace("to: boss@shop.example", "to: [a@b.example, c@d.example, a@b.example]"))
    assert many.delivery.mail is not None
    assert many.delivery.mail.to == ("a@b.example", "c@d.example")


def test_which_waves_are_sent(tmp_path: Path) -> None:
    schedule = "waves: {weekly: {at: mon 9:00}, drops: {spread: 8}}\n"
    assert read(tmp_path, MAIL).delivery.wants("")
    scheduled = read(tmp_path, f"waves: scheduled\n{MAIL}").delivery
    assert (scheduled.wants(""), scheduled.wants("weekly")) == (False, True)
    one = read(tmp_path, f"waves: weekly\n{MAIL}", schedule=schedule).delivery
    assert (one.wants("weekly"), one.wants("drops"), one.wants("")) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"waves: weakly\n{MAIL}", "no wave “weakly”"),
        (MAIL.replace("boss@shop.example", "the boss"), "not an e-mail address"),
        (MAIL.replace("boss@shop.example", "'Boss <boss@shop.example>'"), "not an e-mail address"),
        (MAIL.replace("Reports <reports@shop.example>", "Reports"), "is not a sender"),
        (MAIL.replace("port: 465", "port: 25, security: plain"), "unprotected"),
        (MAIL.replace("smtp:", "password: hunter2, smtp:"), "write env:NAME instead"),
        ("webhook: {url: hooks.example/x}", "not an address to post to"),
        ("webhook: {url: 'https://a:hunter2@hooks.example/'}", "with a password in it"),
        ("webhook: {url: http://hooks.example/x}", "use https"),
        ("webhook: {url: https://hooks.example/x, headers: {Host: env:X}}", "written by us"),
        ("webhook: {url: https://hooks.example/x, headers: {'a b': env:X}}", "not the name of a header"),
        ("webhook: {url: https://hooks.example/x, secret: hunter2}", "write env:NAME instead"),
        ("mial: {}", "mail"),
        (MAIL.replace("port: 465", "port: sandbox:smtp"), "belongs to the sandbox company only"),
    ],
)
def test_what_cannot_be_is_refused_with_its_file_and_without_the_secret(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, text)
    assert any(said in str(mistake) and "reports.yaml:" in str(mistake) for mistake in refused.value.mistakes), refused
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["https://hooks.example/T0/B0", "http://127.0.0.1:8080/", "http://n8n:5678/hook", "env:HOOK"]
)
def test_a_webhook_is_named_by_no_more_than_its_host(tmp_path: Path, url: str) -> None:
    hook = read(tmp_path, f"webhook: {{url: '{url}'}}").delivery.webhook
    assert hook is not None
    assert hook.name in ("hooks.example", "127.0.0.1:8080", "n8n:5678", "env:HOOK")
