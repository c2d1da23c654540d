"""shopper login telegram and shopper check --online, at a Telegram server on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.errors
import pytest
from telethon import TelegramClient

from shopper.cli.login import login, who_is_logged_in
from shopper.errors import OurFault, Refused
from shopper.sandbox.telegram.numbers import server_key
from shopper.sandbox.telegram.server import TelegramServer

from ..programmes import COMPANY, TestProgramme, make_programme

PHONE = "+380501112233"
KEY = server_key(None)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """A Telegram server in a thread of its own, with one account and one company."""
    TelegramClient._config = None
    ready = threading.Event()
    ended: list[Any] = []

    async def live() -> None:
        async with TelegramServer(key=KEY) as made:
            made.add_account("olena", first_name="Olena", phone=PHONE, password="geheim")
            made.add_account("brightshop", first_name="Iryna")
            ended.extend([asyncio.get_running_loop(), asyncio.Event(), made])
            ready.set()
            await ended[1].wait()

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="telegram")
    thread.start()
    assert ready.wait(30)
    yield ended[2]
    ended[0].call_soon_threadsafe(ended[1].set)
    thread.join(30)
    TelegramClient._config = None


def programme_at(
    folder: Path, server: TelegramServer, session: str = "env:TG_SESSION", more: str = ""
) -> TestProgramme:
    programme = make_programme(folder)
    channel = "  tg: {kind: telegram, address: '@brightshop'}\n  lost: {kind: telegram, address: '@nobody_here'}\n"
    programme.write("config/company.yaml", COMPANY.replace("guard_rails:", f"{channel}guard_rails:"))
    (folder / "key.pem").write_text(server.public_key)
    account = (
        f"{{phone: '{PHONE}', api_id: 1, api_hash: env:TG_HASH, session: {session}, "
        f"server: {{address: 127.0.0.1, port: {server.port}, key: key.pem}}}}"
    )
    personas = f"personas:\n  olena:\n    name: Olena\n    languages: [en]\n    telegram: {account}\n{more}"
    programme.write("config/personas.yaml", personas)
    return programme


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who types the code and the password."""
    monkeypatch.setenv("TG_HASH", "hash")
    monkeypatch.setattr("builtins.input", lambda prompt: "12345")
    monkeypatch.setattr("getpass.getpass", lambda prompt: "geheim")


@pytest.mark.usefixtures("typed")
def test_who_logs_in_is_told_where_to_put_the_session_and_is_known_then(
    tmp_path: Path, server: TelegramServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    programme_at(tmp_path, server)
    assert login("telegram", tmp_path, "", None) == 0
    printed = capsys.readouterr().out
    assert "Logged in as Olena (+380501112233)" in printed
    assert "TG_SESSION" in printed
    monkeypatch.setenv("TG_SESSION", printed.splitlines()[-1])
    assert who_is_logged_in(tmp_path, "en") == 10
    printed = capsys.readouterr().out
    assert "olena: logged in as Olena" in printed
    assert "tg: @brightshop is Iryna" in printed
    assert "lost: Telegram knows nobody called @nobody_here" in printed
    assert server.errors == []


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("works", [True, False])
def test_a_keyring_gets_the_session_where_the_config_names_one_and_else_it_is_printed(
    tmp_path: Path,
    server: TelegramServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    works: bool,
) -> None:
    kept: list[tuple[str, str, str]] = []

    def set_password(service: str, user: str, value: str) -> None:
        if not works:
            raise keyring.errors.NoKeyringError("none here")
        kept.append((service, user, value))

    monkeypatch.setattr(keyring, "set_password", set_password)
    programme_at(tmp_path, server, session="keyring:shopper/olena")
    assert login("telegram", tmp_path, "olena", "en") == 0
    printed = capsys.readouterr().out
    if works:
        [(service, user, value)] = kept
        assert (service, user) == ("shopper", "olena")
        assert value not in printed
    else:
        assert "none here" in printed
        assert printed.splitlines()[-1].startswith("1")


def test_what_cannot_be_logged_in_is_refused_plainly(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = "  mark:\n    name: Mark\n    languages: [en]\n"
    programme_at(tmp_path, server, more=mark)
    with pytest.raises(Refused, match="“viber”"):
        login("viber", tmp_path, "", "en")
    with pytest.raises(Refused, match=r"no persona “mark” with a Telegram account.*olena"):
        login("telegram", tmp_path, "mark", "en")
    monkeypatch.delenv("TG_HASH", raising=False)
    with pytest.raises(OurFault, match="TG_HASH is not set"):
        login("telegram", tmp_path, "", "en")
