"""The page names the table that it was scored from, so that anybody can know it again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.programmes import COMPANY, make_programme


def test_the_digest_on_the_page_is_that_of_the_table_beside_it(tmp_path: Path) -> None:
    asked = "    When I ask about the price in quick\n    Then someone replies\n"
    programme = make_programme(tmp_path, "  Scenario: A price is told\n" + asked)
    programme.write("config/company.yaml", COMPANY)
    programme.shopper("run", "--wave", "w1")
    out = tmp_path / ".shopper" / "out" / "w1"
    digest = hashlib.sha256((out / "observations.json").read_bytes()).hexdigest()
    assert digest in (out / "scorecard.html").read_text(encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    programme.shopper("report", "w1", "--embed")
    after = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert after["scorecard.html"] == before["scorecard.html"]
    assert after["observations.json"] == before["observations.json"]
