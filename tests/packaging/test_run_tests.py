"""A test that fails beside others gets one chance alone; one that is broken fails the build."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def run_tests() -> Any:
    spec = importlib.util.spec_from_file_location("run_tests", ROOT / "tools" / "run_tests.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COMMAND = [sys.executable, "-m", "pytest", "-q", "-p", "no:shopper.pytest_plugin"]
# Fails in the first run of its folder only, as a test does that loses a race once.
ONCE = """
from pathlib import Path
def test_{n}_that_failed_once():
    ran = Path(__file__).with_suffix(".ran")
    again = ran.exists()
    ran.touch()
    assert again
"""


def played(run_tests: Any, folder: Path, **files: str) -> int:
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text, encoding="utf-8")
    code: int = run_tests.run(COMMAND, [], root=folder)
    return code


def test_what_passes_is_run_once(run_tests: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert played(run_tests, tmp_path, good="def test_a(): pass") == 0
    assert capfd.readouterr().out.count("1 passed") == 1


def test_one_that_fails_once_is_named_and_shown_with_what_it_said(
    run_tests: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert played(run_tests, tmp_path, good="def test_a(): pass", racy=ONCE.format(n=0)) == 0
    told = capfd.readouterr().out
    assert "UNSTEADY: 1 test failed beside others and passed alone" in told
    assert "test_racy.py::test_0_that_failed_once" in told.rpartition("UNSTEADY")[2]
    assert "assert again" in told


def test_one_that_is_broken_fails_the_build(run_tests: Any, tmp_path: Path) -> None:
    assert played(run_tests, tmp_path, bad="def test_a(): assert False", racy=ONCE.format(n=0)) == 1


def test_many_that_fail_once_fail_the_build(run_tests: Any, tmp_path: Path) -> None:
    many = {f"racy{n}": ONCE.format(n=n) for n in range(run_tests.MOST_UNSTEADY + 1)}
    assert played(run_tests, tmp_path, **many) == 1


def test_a_file_that_cannot_be_read_is_not_tried_again(run_tests: Any, tmp_path: Path) -> None:
    assert played(run_tests, tmp_path, broken="import no_such_module_of_ours") == 2


def test_what_failed_in_an_earlier_call_is_forgotten(run_tests: Any, tmp_path: Path) -> None:
    assert played(run_tests, tmp_path, bad="def test_a(): assert False") == 1
    assert played(run_tests, tmp_path, bad="def test_a(): pass", racy=ONCE.format(n=0)) == 0
