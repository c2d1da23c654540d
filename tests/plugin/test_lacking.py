"""Channels whose library is an extra that is not installed: refused for a real company, left out of the sandbox's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shopper.engine.extras import missing, without
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings
from tests.programmes import TestProgramme, make_programme

# Hides what $HIDDEN names from Python, as if it had never been installed.
HIDES = """\
import os, sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in os.environ["HIDDEN"].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
"""
TELEGRAM = (
    "  messenger: {kind: telegram, title: Messenger, address: '@testland_help', "
    "sla: 1 s, tolerable: 2 s, patience: 3 s}\n"
)
ACCOUNT = (
    "telegram: {phone: '+380441234567', api_id: 1, api_hash: env:NO_HASH, session: env:NO_SESSION, "
    "server: {address: 127.0.0.1, port: 1}}"
)
ASKS = """\
  Scenario: By messenger
    When I ask about the price in the messenger
    Then someone replies
  Scenario: Quickly
    When I ask about the price in quick
    Then someone replies
"""


class Library:
    extra = "rare"
    libraries: tuple[str, ...] = ("no_such_library_anywhere",)


class Common:
    extra = "rare"
    libraries: tuple[str, ...] = ("json",)


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment in which Telethon is not installed."""
    folder = tmp_path / "hides"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HIDES, encoding="utf-8")
    source = str(stock_root() / "src")
    return {"PYTHONPATH": os.pathsep.join([str(folder), source]), "HIDDEN": "telethon"}


def a_real_company(folder: Path) -> TestProgramme:
    programme = make_programme(folder, ASKS)
    company = programme.root / "config" / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace("  mute:", f"{TELEGRAM}  mute:", 1), "utf-8")
    personas = programme.root / "config" / "personas.yaml"
    personas.write_text(personas.read_text(encoding="utf-8").replace("facts:", f"{ACCOUNT}, facts:"), "utf-8")
    return programme


def test_a_real_company_is_not_shopped_in_a_channel_whose_library_is_not_there(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    programme = a_real_company(tmp_path / "shop")
    done = programme.pytest("scenarios", env=bare)
    assert done.code == 12, done.out
    assert "Messenger: what drives this is not installed here." in done.out
    assert "pip install 'mystery-shopper[telegram]'" in done.out
    assert "Traceback" not in done.out
    assert programme.received() == []


def test_what_goes_to_other_channels_only_is_played_all_the_same(tmp_path: Path, bare: dict[str, str]) -> None:
    programme = a_real_company(tmp_path / "shop")
    assert programme.pytest("scenarios", "-k", "Quickly", env=bare).code == 0
    assert len(programme.received()) == 1


def test_the_sandbox_company_is_shopped_without_them_and_one_line_says_so_in_the_owners_language(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    programme = make_programme(tmp_path / "shop")
    args = ("check", "-C", str(stock_root()), "--lang", "uk", "--state", str(tmp_path / "state"))
    all_there, some = programme.shopper(*args), programme.shopper(*args, env=bare)
    assert (all_there.code, some.code) == (0, 0), some.out
    [line] = [line for line in some.out.splitlines() if "pip install" in line]
    assert line == (
        "Без каналів Telegram, Telegram-бот: потрібного для них не встановлено. "
        "Щоб були й вони: pip install 'mystery-shopper[telegram]'"
    )
    assert "scenarios/uk/telegram.feature: 2" in all_there.out and "telegram.feature" not in some.out
    assert "scenarios/uk/complaints.feature: 2" in some.out


def test_only_channels_whose_library_is_missing_are_named_and_taken_out() -> None:
    settings = load_settings(Programme(root=stock_root(), stock=stock_root()))
    probes = {"telegram": Library(), "webchat": Common(), "email": object()}
    found = missing(settings, probes, ("chat", "telegram", "email", "bot"))  # type: ignore[arg-type]
    assert found is not None
    assert (found.channels, found.install) == (("telegram", "bot"), "pip install 'mystery-shopper[rare]'")
    assert set(settings.company.channels) - set(without(settings, found).company.channels) == {"telegram", "bot"}
    assert missing(settings, probes, ("chat", "email")) is None  # type: ignore[arg-type]
