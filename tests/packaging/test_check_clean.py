"""What must not be committed is found, and what only looks like it is let through."""

from __future__ import annotations

import importlib
import subprocess
from pathlib import Path
from typing import Any

import pytest

# Put together here, so that this file is clean itself.
KEY = "-----BEGIN " + "RSA PRIVATE KEY-----"
TOKEN = "123456789:" + "AAF" + "x" * 32
HOMES = ["/ro" + "ot/.cache/x", "/ho" + "me/olena/shop", "/Us" + "ers/olena/shop", "/wo" + "rk/main/src"]


@pytest.fixture
def clean(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(checkout / "tools"))
    return importlib.import_module("check_clean")


@pytest.mark.parametrize("words", [KEY, TOKEN, "AKIA" + "Q" * 16, *HOMES])
def test_what_must_not_be_committed_is_found_on_its_line(clean: Any, words: str) -> None:
    ((line, _what, _shown),) = clean.findings(f"first\nx = '{words}'\n", [])
    assert line == 2


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example/wo" + "rk/hours",
        "reports/wo" + "rk/x",
        "~/wo" + "rk/x",
        "/wo" + "rkshop/tools",
        "-----BEGIN CERTIFICATE-----",
        "12:30:45",
        "the root of the matter / home delivery",
    ],
)
def test_what_only_looks_like_it_is_let_through(clean: Any, text: str) -> None:
    assert list(clean.findings(text, [])) == []


def test_the_users_own_package_index_is_found_wherever_it_is_named(clean: Any) -> None:
    sources = clean.configured_sources(
        [
            ("global.index-url", "'https://user:secret@pypi.inside.example:8443/simple'"),
            ("PIP_EXTRA_INDEX_URL", "http://more.example/simple file:///srv/wheels/"),
            (":env:.find-links", "'/opt/our-wheels'"),
            ("global.trusted-host", "'plain.example'"),
            ("registry", '"https://npm.inside.example/"'),
            ("global.cert", "'/etc/ssl/cert.pem'"),
            ("global.timeout", "'15'"),
        ]
    )
    assert sources == {
        *(
            "pypi.inside.example",
            "more.example",
            "/srv/wheels",
            "/opt/our-wheels",
            "plain.example",
            "npm.inside.example",
        )
    }
    found = list(
        clean.findings("pip install -i https://pypi.inside.example/simple x\nsee notpypi.inside.examples", sources)
    )
    assert [line for line, *_ in found] == [1]


def test_a_secret_is_told_without_being_repeated(clean: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(TOKEN, encoding="utf-8")
    (told,) = clean.check([tmp_path / "notes.txt"], set(), tmp_path)
    assert told.startswith("notes.txt:1: a Telegram bot's token")
    assert TOKEN not in told


def test_only_tracked_text_files_are_read(clean: Any, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name, text in {"ours ‘quoted’.txt": KEY, "left over.txt": KEY, "picture.png": f"\0{KEY}"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "add", "ours ‘quoted’.txt", "picture.png"], cwd=tmp_path, check=True)
    told = clean.check(clean.tracked_files(tmp_path), set(), tmp_path)
    assert [line.partition(":")[0] for line in told] == ["ours ‘quoted’.txt"]


def test_a_file_full_of_findings_is_told_in_a_few_lines(clean: Any, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(f"{KEY}\n" * 100, encoding="utf-8")
    told = clean.check([tmp_path / "log.txt"], set(), tmp_path)
    assert len(told) == clean.SHOWN + 1
    assert told[-1] == f"log.txt: and {100 - clean.SHOWN} more"
