"""Logging in: the code, the second password, what is wrong with either; over the wire, key exchange included."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from telethon.sessions import StringSession

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.sandbox.telegram.server import TelegramServer
from shopper.settings.telegram import TelegramAccount
from shopper.settings.telegram import TelegramServer as ServerSettings

from .conftest import KEY, PHONE


class Person:
    """Answers what is asked, and remembers it."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, what: str, again: bool) -> str:
        self.asked.append((what, again))
        return self.answers.pop(0)


def log_in(tmp_path: Path, person: Person, *, phone: str = PHONE, refused: str = "", **account: Any) -> Any:
    module = load_stock("probes.telegram.logging_in")

    async def run() -> Any:
        async with asyncio.timeout(60), TelegramServer(key=KEY) as server:
            server.add_account("olena", first_name="Olena", phone=PHONE, **account)
            server.add_account("brightshop", first_name="Iryna")
            server.faults.errors = {"auth.sendCode": refused} if refused else {}
            key = tmp_path / "key.pem"
            key.write_text(server.public_key)
            where = ServerSettings(address="127.0.0.1", port=server.port, key=str(key))
            settings = TelegramAccount(phone=phone, api_id=1, api_hash="env:X", session="env:TG_SESSION", server=where)
            done = await module.log_in("olena", settings, "hash", person)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TG_SESSION", done.session)
                found = await module.who_is("olena", settings, "hash", ["@brightshop", "@nobody_here"])
            assert server.errors == []
            return done, found

    return asyncio.run(run())


def fault(tmp_path: Path, person: Person, **more: Any) -> OurFault:
    with pytest.raises(OurFault) as caught:
        log_in(tmp_path, person, **more)
    return caught.value


def test_a_code_logs_in_and_the_session_opens_the_account(tmp_path: Path) -> None:
    person = Person("1 2345")
    done, (who, [shop, nobody]) = log_in(tmp_path, person)
    assert (done.who, done.phone) == ("Olena", PHONE)
    assert StringSession(done.session).server_address == "127.0.0.1"
    assert person.asked == [("code", False)]
    assert who == "Olena"
    assert (shop.who, shop.trouble) == ("Iryna", "")
    assert "nobody called @nobody_here" in nobody.trouble


def test_a_wrong_code_and_a_wrong_password_are_asked_again(tmp_path: Path) -> None:
    person = Person("99999", "12345", "guess", "geheim")
    done, _ = log_in(tmp_path, person, password="geheim")
    assert done.who == "Olena"
    assert person.asked == [("code", False), ("code", True), ("password", False), ("password", True)]


def test_three_wrong_codes_or_passwords_end_it_saying_so(tmp_path: Path) -> None:
    assert "did not take the code" in str(fault(tmp_path, Person("1", "2", "3")))
    error = fault(tmp_path, Person("12345", "a", "b", "s3cret"), password="geheim")
    assert "two-step verification" in str(error)
    assert "s3cret" not in str(error)


@pytest.mark.parametrize(
    ("refused", "code", "words"),
    [
        ("PHONE_NUMBER_INVALID", "login", "correct it"),
        ("PHONE_NUMBER_BANNED", "banned", "banned"),
        ("PHONE_NUMBER_UNOCCUPIED", "login", "has no Telegram account"),
        ("API_ID_INVALID", "api_id", "my.telegram.org"),
        ("FLOOD_WAIT_86400", "flood_wait", "24 h"),
    ],
)
def test_what_telegram_refuses_at_login_is_told(tmp_path: Path, refused: str, code: str, words: str) -> None:
    error = fault(tmp_path, Person(), refused=refused)
    assert error.code == code
    assert words in str(error)


def test_a_server_on_this_machine_is_never_left(tmp_path: Path) -> None:
    link = load_stock("probes.telegram.link")
    made = link.connection_class(None, loopback=True)("149.154.167.51", 443, 2, loggers=_Loggers())
    with pytest.raises(OurFault, match="nothing was sent there"):
        asyncio.run(made.connect())


class _Loggers(dict[str, Any]):
    def __missing__(self, key: str) -> Any:
        return logging.getLogger(key)
