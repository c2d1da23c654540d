"""Companies side by side: one method, only what all of them have, and no claim that the numbers do not carry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopper.cli.compare import compare
from shopper.errors import Refused
from shopper.programme.loading import load_stock
from shopper.scoring.companies import Company, side_by_side
from shopper.scoring.odm.table import read_table

from ..scoring.history import next_week, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

page = load_stock("reports.companies")
KINDS = {"chat": "webchat", "email": "email", "telegram": "telegram", "callback": "callback"}


def company(name: str = "Bright", document: dict[str, Any] | None = None, **kinds: str) -> Company:
    return Company(name, "w1", "2026-11-20T10:00:00+02:00", read_table(document or table()), KINDS | kinds, "s")


def test_a_company_beside_itself_has_the_degree_of_its_own_page() -> None:
    found = side_by_side([company(), company("Other")])
    one, other = found["companies"]
    assert found["kinds"] == ["webchat", "email", "telegram", "callback"]
    assert one["score"] == other["score"] == pytest.approx(0.466659, abs=1e-6)
    assert one["kinds"]["email"] == {
        "answered": {"k": 0, "n": 6}, "within_sla": {"k": 0, "n": 6}, "median_s": None, "watched_s": 144000,
    }  # fmt: skip


def test_a_channel_that_another_company_lacks_counts_for_neither() -> None:
    without = table()
    without["visits"] = [visit for visit in without["visits"] if visit["channel"] != "email"]
    found = side_by_side([company(), company("Other", without)])
    one, other = found["companies"]
    assert "email" not in found["kinds"]
    assert one["score"] == pytest.approx(other["score"], abs=0.05)
    assert one["visits"] == other["visits"]


def test_channels_of_one_sort_are_matched_whatever_they_are_called() -> None:
    found = side_by_side([company(chat="webchat"), company(chat="chat", telegram="webchat")])
    assert found["kinds"] == ["webchat", "email", "callback"]


def test_companies_without_a_sort_in_common_are_not_compared_and_it_is_said() -> None:
    found = side_by_side([company(), company("Other", chat="a", email="b", telegram="c", callback="d")])
    assert found["companies"] == []
    assert "no sort of channel in common" in page.render({**found, "language": "en"})


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_page_says_what_the_numbers_do_not_say(language: str) -> None:
    words = load_stock("reports._words").Words(language)
    made = page.render({**side_by_side([company(), company("Other", next_week())]), "language": language})
    for key in ("vs_overlap", "vs_terms", "not_for_discipline"):
        assert str(words(key)) in made
    assert str(words("vs_scripts")) not in made
    assert "default-src 'none'" in made.replace("&#39;", "'")


def test_a_hostile_name_is_inert() -> None:
    assert "<script" not in page.render(side_by_side([company("<script>x</script>"), company("Other")]))


@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_breaks_no_rule_of_its_policy_and_fits(tmp_path: Path, browser_path: str, width: int) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "companies.html"
    file.write_text(page.render(side_by_side([company(), company("Other" * 8, next_week())])), encoding="utf-8")
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": width, "height": 900})
        opened.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
        )
        opened.goto(file.as_uri())
        assert opened.evaluate("broken") == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()


# ---- the command ---------------------------------------------------------------------------------------------------


def shopped(folder: Path, name: str, wave: str, began: str, document: dict[str, Any]) -> Path:
    out = folder / ".shopper" / "out" / wave
    out.mkdir(parents=True)
    channels = [{"id": key, "kind": kind} for key, kind in KINDS.items()]
    card = {"company": {"name": name}, "wave": {"name": wave, "began": began}, "channels": channels, "language": "en"}
    (out / "scorecard.json").write_text(json.dumps(card), encoding="utf-8")
    (out / "observations.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_the_newest_wave_of_each_programme_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = shopped(tmp_path / "one", "One", "b", "2026-11-20T10:00:00+02:00", next_week())
    shopped(tmp_path / "one", "One", "c", "2026-11-13T10:00:00+02:00", table())
    other = shopped(tmp_path / "other", "Other", "a", "2026-11-20T09:00:00+02:00", table())
    assert compare([one, other / ".shopper"], out=None, as_json=True, language=None) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(c["name"], c["wave"]) for c in found["companies"]] == [("One", "b"), ("Other", "a")]
    assert not found["same_scripts"]
    assert compare([one, other], out=tmp_path / "page.html", as_json=False, language="uk") == 0
    assert '<html lang="uk">' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_what_holds_no_wave_and_one_company_alone_are_refused(tmp_path: Path) -> None:
    one = shopped(tmp_path / "one", "One", "b", "2026-11-20T10:00:00+02:00", table())
    with pytest.raises(Refused, match="no wave with its reports"):
        compare([one, tmp_path / "none"], out=None, as_json=True, language=None)
    with pytest.raises(Refused, match="two companies at least"):
        compare([one], out=None, as_json=True, language=None)
    older = table()
    older["config"]["method"] = "odm-0"
    other = shopped(tmp_path / "other", "Other", "b", "2026-11-20T10:00:00+02:00", older)
    with pytest.raises(Refused, match="odm-0"):
        compare([one, other], out=None, as_json=True, language=None)
