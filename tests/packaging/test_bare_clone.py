"""A clone whose package isn't installed, and one that is installed editable: both know the plug-in, once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

COUNT = (
    "def test_the_plug_in_is_there_once(pytestconfig):\n"
    "    plugins = [p for _, p in pytestconfig.pluginmanager.list_name_plugin()]\n"
    "    names = [getattr(p, '__name__', '') for p in plugins]\n"
    "    assert names.count('shopper.pytest_plugin') == 1\n"
    "    import shopper\n"
    "    assert shopper.__file__.startswith(str(pytestconfig.rootpath))\n"
)
QUIETLY = ["python", "-m", "pytest", "-q", "-p", "no:cacheprovider"]


@pytest.fixture
def clone(checkout: Path, tmp_path: Path) -> Path:
    """What git tracks here, as it stands in the work tree, with one test of its own."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=False)
    if told.returncode != 0:
        pytest.skip("not a git checkout: there is nothing to clone")
    folder = tmp_path / "a clone"
    for name in told.stdout.decode().split("\0"):
        if name and (checkout / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(checkout / name, folder / name)
    (folder / "tests").mkdir()
    (folder / "tests" / "test_once.py").write_text(COUNT, encoding="utf-8")
    return folder


def test_a_bare_clone_knows_the_plug_in_from_wherever_pytest_is_started(clone: Path, empty_environment: Any) -> None:
    for cwd in (clone, clone / "tests"):
        done = empty_environment.run(QUIETLY, cwd)
        assert done.returncode == 0, done.stdout
        assert "1 passed" in done.stdout


def test_an_editable_install_loads_the_plug_in_once_and_reads_the_stock_in_place(
    clone: Path, empty_environment: Any, tmp_path: Path
) -> None:
    empty_environment.install("--editable", clone)
    done = empty_environment.run(QUIETLY, clone)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
    ask = "from shopper.programme.finding import stock_root; print(stock_root())"
    assert empty_environment.run(["python", "-c", ask], tmp_path).stdout.strip() == str(clone.resolve())
