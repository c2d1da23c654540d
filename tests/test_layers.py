"""Imports go down only, only probes drive a channel, and what must be pure touches nothing."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "shopper"

CHANNEL_LIBRARIES = {"playwright", "imapclient", "telethon", "baresip"}
HEAVY = {"playwright", "sqlalchemy", "imapclient", "telethon", "pytest", "pytest_bdd", "aiohttp", "httpx"}
INPUT_AND_OUTPUT = {
    *(
        "aiohttp",
        "aiosmtpd",
        "asyncio",
        "ftplib",
        "http",
        "httpx",
        "imapclient",
        "imaplib",
        "keyring",
        "multiprocessing",
    ),
    *(
        "playwright",
        "poplib",
        "requests",
        "select",
        "selectors",
        "shutil",
        "smtplib",
        "socket",
        "socketserver",
        "sqlalchemy",
    ),
    *("sqlite3", "ssl", "subprocess", "telethon", "tempfile", "threading", "urllib.request"),
}
PURE = ["model.py", "hours.py", "judges", "scoring", "reading"]


def imported_names(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every absolute import in a file, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def python_files(*places: Path) -> list[Path]:
    return sorted(f for place in places for f in ([place] if place.suffix == ".py" else place.rglob("*.py")))


def offences(files: list[Path], forbidden: set[str], root: Path = ROOT) -> list[str]:
    """Where a file imports one of the forbidden modules, or something inside one."""
    return sorted(
        {
            f"{file.relative_to(root)}:{line} imports {name}"
            for file in files
            for line, name in imported_names(file)
            if any(name == module or name.startswith(f"{module}.") for module in forbidden)
        }
    )


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """Import-linter over the package in tree/src, by the contracts of tree/pyproject.toml."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def modules_after(statement: str) -> set[str]:
    """The top-level modules loaded in a fresh interpreter after one statement."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.fixture
def copy_of_the_package(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "src" / "shopper", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_imports_go_down_only() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "imports go down only KEPT" in done.stdout


def test_an_import_that_goes_up_is_caught_and_named(copy_of_the_package: Path) -> None:
    model = copy_of_the_package / "src" / "shopper" / "model.py"
    model.write_text(model.read_text(encoding="utf-8") + "\nfrom .engine import probe\n", encoding="utf-8")
    done = lint_imports(copy_of_the_package)
    assert done.returncode == 1
    assert "shopper.model -> shopper.engine.probe" in done.stdout


def test_a_module_that_has_no_layer_is_caught(copy_of_the_package: Path) -> None:
    (copy_of_the_package / "src" / "shopper" / "elsewhere.py").write_text("", encoding="utf-8")
    done = lint_imports(copy_of_the_package)
    assert done.returncode == 1
    assert "elsewhere" in done.stdout


def test_a_channels_library_in_the_engine_is_caught_even_inside_a_function(copy_of_the_package: Path) -> None:
    engine = copy_of_the_package / "src" / "shopper" / "engine" / "__init__.py"
    engine.write_text("def peek() -> None:\n    import imapclient\n", encoding="utf-8")
    done = lint_imports(copy_of_the_package)
    assert done.returncode == 1
    assert "shopper.engine -> imapclient" in done.stdout


def test_only_probes_drive_a_channels_library() -> None:
    # The sandbox's Telegram is the other side of the wire: it takes the types and the ciphers from the library; and
    # telephony drives both ends of a call.
    excepted = {PACKAGE / "sandbox" / "telegram": "telethon", PACKAGE / "telephony": "baresip"}
    files = python_files(PACKAGE, ROOT / "reports", ROOT / "scenarios")
    assert offences([f for f in files if not any(f.is_relative_to(e) for e in excepted)], CHANNEL_LIBRARIES) == []
    for folder, library in excepted.items():
        assert offences(python_files(folder), CHANNEL_LIBRARIES - {library}) == []


def test_judges_scoring_and_reading_import_nothing_that_does_input_or_output() -> None:
    assert offences(python_files(*(PACKAGE / name for name in PURE)), INPUT_AND_OUTPUT) == []


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "import os, sqlite3",
        "import urllib.request",
        "from urllib import request",
        "from sqlalchemy.orm import Session",
        "def f():\n    from http.client import HTTPConnection",
    ],
)
def test_an_import_that_does_input_or_output_is_caught(tmp_path: Path, line: str) -> None:
    file = tmp_path / "judge.py"
    file.write_text(line, encoding="utf-8")
    assert len(offences([file], INPUT_AND_OUTPUT, tmp_path)) >= 1


@pytest.mark.parametrize(
    "line", ["import urllib.parse", "from .socket import x", "import selecting", "from . import subprocess"]
)
def test_an_import_that_only_looks_like_one_is_let_through(tmp_path: Path, line: str) -> None:
    file = tmp_path / "judge.py"
    file.write_text(line, encoding="utf-8")
    assert offences([file], INPUT_AND_OUTPUT, tmp_path) == []


def test_the_command_line_is_there_before_anything_heavy_is_loaded() -> None:
    assert modules_after("import shopper.cli") & HEAVY == set()


def test_a_probe_is_loaded_without_the_library_that_it_drives() -> None:
    loads = "from shopper.programme.loading import load_stock"
    probes = [f"probes.{path.stem}" for path in sorted((ROOT / "probes").glob("[!_]*.py"))]
    probes += [f"probes.{path.parent.name}.probe" for path in sorted((ROOT / "probes").glob("*/probe.py"))]
    assert probes, "no stock probe was found"
    lines = "\n".join(f"assert load_stock({name!r}).PROBE" for name in probes)
    assert modules_after(f"{loads}\n{lines}") & CHANNEL_LIBRARIES == set()
