"""Our conversations, listed for the company's own figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.programmes import COMPANY, TestProgramme, make_programme

ASK = "  Scenario: A price is told\n    When I ask about the price in {}\n    Then someone replies\n"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> TestProgramme:
    """A programme with one wave: one conversation answered, one not."""
    feature = ASK.format("quick") + ASK.format("mute").replace("told", "not told")
    programme = make_programme(tmp_path_factory.mktemp("touches"), feature)
    told = COMPANY.replace("0.05 s: It costs 42 UAH.", "0.05 s: Your ticket #48213 costs 42 UAH.")
    programme.write("config/company.yaml", told)
    programme.shopper("run", "--wave", "w1")
    return programme


def test_every_conversation_is_listed_with_what_the_company_knows_it_by(played: TestProgramme) -> None:
    rows = json.loads(played.shopper("touches", "--json").out)
    assert {(row["channel"], row["customer"], row["wave"]) for row in rows} == {
        ("quick", "Olena", "w1"),
        ("mute", "Olena", "w1"),
    }
    quick = next(row for row in rows if row["channel"] == "quick")
    assert quick["cases"] == ["48213"]
    assert quick["tag"] and quick["visit"]
    assert "" < quick["began"] <= quick["ended"]


def test_the_same_is_there_as_a_table_for_other_programs_and_for_people(played: TestProgramme) -> None:
    rows = list(csv.DictReader(played.shopper("touches", "--csv").out.splitlines()))
    assert [row["channel"] for row in rows] == [
        r["channel"] for r in json.loads(played.shopper("touches", "--json").out)
    ]
    assert "2 conversations of ours, times in Europe/Kyiv" in played.shopper("touches").out


def test_only_the_days_that_were_asked_for_are_listed(played: TestProgramme) -> None:
    assert json.loads(played.shopper("touches", "--json", "--until", "2020-01-01").out) == []
    assert len(json.loads(played.shopper("touches", "--json", "--since", "2020-01-01").out)) == 2


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["--since", "yesterday"], "write it like 2026-11-23"),
        (["--since", "2026-02-02", "--until", "2026-02-01"], "before --since"),
    ],
)
def test_days_that_are_none_are_refused(played: TestProgramme, days: list[str], said: str) -> None:
    refused = played.shopper("touches", *days)
    assert refused.code == 12 and said in refused.out


def test_where_nothing_was_shopped_that_is_said(tmp_path: Path) -> None:
    refused = make_programme(tmp_path).shopper("touches")
    assert refused.code == 12 and "nothing was shopped here yet" in refused.out
