"""Somebody else's company is reported without its staff's names, by every report, and the page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes import COMPANY, make_programme

ASK = "    When I ask about the price in quick\n"


def test_no_report_of_a_competitor_holds_a_name_and_the_page_says_so(tmp_path: Path) -> None:
    steps = ASK + "    Then someone replies\n    And the answer mentions “free”\n"
    programme = make_programme(tmp_path, "  Scenario: A price is told\n" + steps)
    told = COMPANY.replace("It costs 42 UAH.", "I am Iryna, it costs 42 UAH.")
    programme.write("config/company.yaml", told + "competitor: true\nscripts_by: Quality team\n")
    ran = programme.shopper("run", "--wave", "w1")
    out = tmp_path / ".shopper" / "out" / "w1"
    reports = [path for path in out.rglob("*") if path.is_file()]
    assert {"scorecard.html", "scorecard.json", "junit.xml", "verdicts.json"} <= {path.name for path in reports}, (
        ran.out
    )
    assert not [path.name for path in reports if "Iryna" in path.read_text(encoding="utf-8")]
    page = (out / "scorecard.html").read_text(encoding="utf-8")
    assert "I am [an employee], it costs 42 UAH." in page
    assert "the names of its staff are left out" in page
    assert "Ordered by: the test." in page and "written by: Quality team." in page
    assert "It is not for judging" in page


@pytest.mark.parametrize(("names", "told"), [("pseudonyms", "I am [Agent A]"), ("shown", "I am Iryna")])
def test_ones_own_people_have_pseudonyms_unless_their_names_are_wanted(tmp_path: Path, names: str, told: str) -> None:
    programme = make_programme(tmp_path, "  Scenario: A price is told\n" + ASK + "    Then someone replies\n")
    shown = f"page: {{transcripts: all, staff_names: {names}}}\n"
    programme.write("config/company.yaml", COMPANY.replace("It costs 42 UAH.", "I am Iryna, it costs 42 UAH.") + shown)
    programme.shopper("run", "--wave", "w1")
    page = (tmp_path / ".shopper" / "out" / "w1" / "scorecard.html").read_text(encoding="utf-8")
    assert told in page
    assert ("Iryna" in page) == (names == "shown")
    assert "the names of its staff are left out" not in page
