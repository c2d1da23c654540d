"""One folder with stable names over all waves."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.programmes import TestProgramme, make_programme

ASK = "  Scenario: A price is told\n    When I ask about the price in quick\n    Then someone replies\n"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> TestProgramme:
    """A programme with two waves. Not to be written to."""
    programme = make_programme(tmp_path_factory.mktemp("waves"), ASK)
    for wave in ("first", "second"):
        assert programme.shopper("run", "--wave", wave).code == 0
    return programme


@pytest.fixture
def programme(played: TestProgramme, tmp_path: Path) -> TestProgramme:
    shutil.copytree(played.root, tmp_path / "programme")
    return TestProgramme(tmp_path / "programme")


def listed(programme: TestProgramme) -> list[dict[str, Any]]:
    index = programme.root / ".shopper" / "out" / "index.json"
    rows: list[dict[str, Any]] = json.loads(index.read_text(encoding="utf-8"))["waves"]
    return rows


def index(programme: TestProgramme) -> str:
    return (programme.root / ".shopper" / "out" / "index.html").read_text(encoding="utf-8")


def test_all_waves_stand_there_the_newest_first_and_every_link_leads_somewhere(programme: TestProgramme) -> None:
    assert [(row["wave"], row["counts"]["answered"]) for row in listed(programme)] == [("second", 1), ("first", 1)]
    out = programme.root / ".shopper" / "out"
    links = re.findall(r'href="([^"]+)"', index(programme))
    assert {"./second/scorecard.html", "./first/scorecard.html"} <= set(links)
    assert all((out / link).is_file() for link in links)


def test_the_newest_page_has_a_name_that_stays(programme: TestProgramme) -> None:
    latest = programme.root / ".shopper" / "out" / "latest"
    assert not latest.is_symlink()
    [target] = re.findall(r"url=([^\"]+)", (latest / "index.html").read_text(encoding="utf-8"))
    assert (latest / target).resolve() == (latest.parent / "second" / "scorecard.html").resolve()


def test_a_wave_whose_page_was_removed_stays_in_the_list_with_what_it_said(programme: TestProgramme) -> None:
    out = programme.root / ".shopper" / "out"
    shutil.rmtree(out / "second")
    assert programme.shopper("report", "first").code == 0
    second = next(row for row in listed(programme) if row["wave"] == "second")
    assert (second["page"], second["counts"]["answered"]) == ("", 1)
    assert "its page was removed" in index(programme)
    assert "../first/scorecard.html" in (out / "latest" / "index.html").read_text(encoding="utf-8")


def test_a_list_that_cannot_be_read_is_made_of_the_journal_again(programme: TestProgramme) -> None:
    (programme.root / ".shopper" / "out" / "index.json").write_text("{", encoding="utf-8")
    assert programme.shopper("report", "first").code == 0
    assert {row["wave"] for row in listed(programme)} == {"first", "second"}


def test_the_list_speaks_the_owners_language(programme: TestProgramme) -> None:
    company = (programme.root / "config" / "company.yaml").read_text(encoding="utf-8")
    programme.write("config/company.yaml", company + "language: pl\n")
    assert programme.shopper("report", "first").code == 0
    assert '<html lang="pl">' in index(programme) and "Wszystkie badania: Testland" in index(programme)
