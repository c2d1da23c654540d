"""How a command ends that could not do its work, and what a newcomer is shown."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from shopper import __version__
from shopper.errors import Refused
from shopper.journal.events import Kind, NewEvent
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Stamp
from tests.programmes import make_programme

from .conftest import Shopper


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Have `shopper verify` end with this error, whatever is there."""

    def _set(error: BaseException) -> None:
        def _end(*_: Any) -> int:
            raise error

        monkeypatch.setattr("shopper.cli.records.verify", _end)

    return _set


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (KeyboardInterrupt(), 2, ""),
        (EOFError(), 2, "The input ended before all was answered"),
        (PermissionError(13, "Permission denied", "/there/page.html"), 10, "/there/page.html: Permission denied."),
        (OSError(28, "No space left on device"), 10, "No space left on device. Is the place there"),
        (Refused("there is none."), 12, "there is none."),
    ],
)
def test_whatever_ends_a_command_is_told_in_a_sentence_with_an_exit_code_of_ours(
    shopper: Shopper, ending: Callable[[BaseException], None], error: BaseException, code: int, told: str
) -> None:
    ending(error)
    done = shopper("verify")
    assert done.code == code
    assert told in done.err
    assert "Traceback" not in done.out + done.err


def test_a_bug_of_ours_is_a_sentence_and_its_traceback_lies_in_a_file(
    shopper: Shopper, ending: Callable[[BaseException], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ending(KeyError("x"))
    done = shopper("verify")
    assert done.code == 3
    assert "a bug of shopper's own, neither yours nor the company's: KeyError: 'x' (test_failing.py:" in done.err
    assert "Traceback" not in done.err
    [kept] = tmp_path.glob("shopper-bug-*.txt")
    assert str(kept) in done.err
    assert kept.read_text(encoding="utf-8").startswith("Traceback")


def test_a_reader_who_has_seen_enough_breaks_nothing() -> None:
    piped = subprocess.run(
        f"{sys.executable} -m shopper journal --help | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert piped.stderr == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["scoree"], "Did you mean 'score'"),
        (["score", "x.json", "--what-iff"], "--what-if"),
        (["review", "--lagn"], ""),
    ],
)
def test_what_is_misspelt_is_wrong_usage_with_what_was_meant(shopper: Shopper, typed: list[str], meant: str) -> None:
    done = shopper(*typed)
    assert done.code == 2
    assert meant in done.err


def test_help_lists_what_a_newcomer_needs_first_and_says_how_to_begin(shopper: Shopper) -> None:
    told = shopper("--help")
    assert told.code == 0
    places = [told.out.index(f"│ {name} ") for name in ("demo", "init", "check", "run", "report", "review", "version")]
    assert places == sorted(places)
    assert "New here? shopper demo" in " ".join(told.out.split())


def test_the_version_is_told_by_option_and_by_command(shopper: Shopper) -> None:
    assert shopper("--version").out == shopper("version").out == f"{__version__}\n"


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_language_that_is_none_of_ours_is_refused_in_a_sentence(shopper: Shopper, command: str) -> None:
    done = shopper(command, "--lang", "de")
    assert (done.code, done.out) == (12, "")
    assert done.err == "--lang: “de” is not one of them: write en, uk, ru, pl.\n"


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ([], "--name: "),
        (["--name", "Shop"], "--site, --mail: "),
        (["--name", "Shop", "--mail", "nonsense"], "--mail: "),
        (["--name", "Shop", "--site", "https://shop.example"], "--authorised-by: "),
        (["--name", "Shop", "--trade", "bank"], "--trade: "),
    ],
)
def test_init_that_asks_nothing_names_the_option_that_is_missing_or_wrong(
    tmp_path: Path, shopper: Shopper, given: list[str], option: str
) -> None:
    done = shopper("init", str(tmp_path / "shop"), "-y", "--lang", "en", *given)
    assert done.code == 12
    assert done.err.startswith(option)
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize("command", [["hand"], ["hand", "--terminal"], ["login", "telegram"], ["facts"], ["note"]])
def test_no_command_is_told_in_a_language_that_is_none_of_ours(
    tmp_path: Path, shopper: Shopper, command: list[str]
) -> None:
    make_programme(tmp_path)
    done = shopper(*command, "-C", str(tmp_path), "--lang", "de")
    assert done.code == 12
    assert "“de”" in done.err
    assert "en, uk, ru, pl" in done.err


def test_a_wave_misspelt_is_told_with_the_one_that_was_meant(tmp_path: Path, shopper: Shopper) -> None:
    make_programme(tmp_path)
    with closing(open_store(tmp_path / ".shopper" / "journal.db", tmp_path / ".shopper" / "evidence")) as store:
        at = Stamp(wall_us=1, mono_ns=1, process="p", clock=Clock.LOCAL, accuracy_us=0)
        store.append([NewEvent("2026-11-22-1751", Kind.WAVE_STARTED, at, body={})])
    for command in "journal", "verify", "report", "pack":
        done = shopper(command, "2026-11-22-1715", "-C", str(tmp_path))
        assert done.code == 12
        assert "Did you mean “2026-11-22-1751”?" in done.err or "Known here: 2026-11-22-1751." in done.err


def test_schemas_for_a_folder_that_is_not_there_make_none(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("schema", str(tmp_path / "shpo"))
    assert (done.code, list(tmp_path.iterdir())) == (12, [])
    assert "there is no folder" in done.err
