"""The wheel: one import name, the four stock folders inside, and another folder's programme run from it."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

FOLDERS = ("config", "probes", "reports", "scenarios")


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_adds_one_import_name_to_a_python(names: list[str]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"shopper"}


def test_every_stock_file_travels_in_the_wheel(names: list[str], checkout: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z", *FOLDERS], cwd=checkout, capture_output=True, check=False)
    if tracked.returncode != 0:
        pytest.skip("not a git checkout: what belongs to the stock can't be told from what lies about")
    wanted = {
        f"shopper/stock/{name}" for name in tracked.stdout.decode().split("\0") if name and (checkout / name).is_file()
    }
    assert {PurePosixPath(name).parts[2] for name in wanted} == set(FOLDERS)
    assert wanted <= set(names)


def test_nothing_travels_that_a_run_has_left_behind(names: list[str]) -> None:
    left = re.compile(r"__pycache__|\.pyc$|\.shopper/|\.db(-wal|-shm)?$|/\.|^tests/|^tools/")
    assert [name for name in names if left.search(name)] == []


def test_the_wheel_says_its_licence_and_that_it_is_typed(names: list[str]) -> None:
    assert "shopper/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_stock_is_the_wheels_own_wherever_one_stands(elsewhere: Any, tmp_path: Path, checkout: Path) -> None:
    ask = "from shopper.programme.finding import stock_root; print(stock_root())"
    for cwd in (tmp_path, checkout):
        done = elsewhere.run(["python", "-c", ask], cwd)
        assert done.returncode == 0, done.stdout
        stock = Path(done.stdout.strip())
        assert stock.is_relative_to(elsewhere.root.resolve())
        assert stock.parts[-2:] == ("shopper", "stock")


def test_the_installed_command_says_what_it_does(elsewhere: Any, tmp_path: Path) -> None:
    done = elsewhere.run(["shopper", "--help"], tmp_path)
    assert done.returncode == 0, done.stdout
    assert "run" in done.stdout
    assert "resume" in done.stdout


def test_pytest_outside_any_programme_does_not_notice_the_plug_in(elsewhere: Any, tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_sums():\n    assert 1 + 1 == 2\n", encoding="utf-8")
    done = elsewhere.run(["python", "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"], tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
    assert not (tmp_path / ".shopper").exists()


@pytest.mark.parametrize(
    "command", [["python", "-m", "pytest", "scenarios"], ["shopper", "run"]], ids=["pytest", "shopper"]
)
def test_an_owners_folder_without_any_python_is_shopped(
    elsewhere: Any, owners_folder: Path, browser_path: str, command: list[str]
) -> None:
    done = elsewhere.run(command, owners_folder)
    assert done.returncode == 0, done.stdout
    with closing(sqlite3.connect(owners_folder / ".shopper" / "journal.db")) as journal:
        closed = journal.execute("SELECT count(*) FROM events WHERE kind = 'visit_closed'").fetchone()
    assert closed == (2,), done.stdout


def test_only_the_owners_own_scenarios_are_run(elsewhere: Any, owners_folder: Path) -> None:
    done = elsewhere.run(["python", "-m", "pytest", "scenarios", "--collect-only", "-q"], owners_folder)
    assert done.returncode == 0, done.stdout
    collected = {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}
    assert collected == {"scenarios/by letter.feature", "scenarios/у чаті.feature"}, done.stdout
