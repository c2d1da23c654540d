"""Two readers without a page: a CI job's summary, and a spreadsheet. Foreign text does nothing in either."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.ci_summary import append_summary
from shopper.programme.loading import load_stock
from shopper.scoring.changes import changed

from .. import samples
from ..scoring.history import Names, next_week, table, wave

markdown = load_stock("reports.markdown")
as_csv = load_stock("reports.observations_csv")


def test_a_summary_tells_the_result_the_degree_what_changed_the_fixes_and_the_findings_in_this_order() -> None:
    card = samples.sample_scorecard() | {"changed": changed(wave(8, next_week()), [wave(1)], Names())}
    made = markdown.render(card)
    heads = re.findall(r"^### (.+)$", made, re.MULTILINE)
    assert heads == ["What changed", "What to mend first", "What failed"]
    assert made.startswith("## ")
    assert "- Email answers again: 6 of 6, before 0 of 6" in made
    assert "No evidence that the degree changed: \\+14 points" in made
    assert re.search(r"^\| Chat \| \d+ of", made, re.MULTILINE)
    assert "Chat refused and offered no other way" in made


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_a_summary_speaks_the_scorecards_language(language: str) -> None:
    made = markdown.render(samples.sample_scorecard() | {"language": language})
    words = load_stock("reports._words").Words(language)
    assert f"### {words.plain('fixes_h')}" in made.replace("\\", "")


HOSTILE = [
    "![x](https://evil.example/p.png)",
    "[click](https://evil.example)",
    "https://evil.example www.evil.example",
    "@everyone look",
    "<img src=x onerror=alert(1)><script>1</script>",
    "`code` **bold** ~~gone~~ | cell | # head",
    "- item\n\n# head\n1. one",
    "&lt;b&gt; &#64;all",
    "see #12 and GH-12 and 1a2b3c4d5e6f7",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_means_nothing_in_markdown(text: str) -> None:
    made = markdown.inert(text)
    assert "\n" not in made
    assert not re.search(r"<(?!\w*\s*$)[a-z/]", made)
    assert "://" not in made
    assert "www." not in made
    assert not re.search(r"@\w", made)
    assert not re.search(r"(?<!\\)[\[\]`*_~|#!]", made.replace("&#", ""))
    assert not re.search(r"gh-\d", made, re.IGNORECASE)
    assert not re.search(r"\b[0-9a-f]{7,}\b", made)


@given(st.text(max_size=80))
def test_any_text_is_one_line_without_a_tag_a_link_or_a_mention(text: str) -> None:
    made = markdown.inert(text)
    assert "<" not in made
    assert not re.search(r"(?<!\\)[\[\]`*_|]", made)
    assert "://" not in made
    assert not re.search(r"@\w", made)
    assert len(made.splitlines()) <= 1


def test_the_summary_is_appended_to_the_jobs_own_and_only_there(tmp_path: Path) -> None:
    (tmp_path / "summary.md").write_text("## One\n", encoding="utf-8")
    there = tmp_path / "step.md"
    there.write_text("before\n", encoding="utf-8")
    assert append_summary(tmp_path, {"GITHUB_STEP_SUMMARY": str(there)})
    assert there.read_text(encoding="utf-8") == "before\n## One\n\n"
    assert not append_summary(tmp_path, {})
    assert not append_summary(tmp_path, {"GITHUB_STEP_SUMMARY": str(tmp_path / "none" / "x")})


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_as_csv_has_a_row_for_each_visit_and_its_numbers_as_they_are() -> None:
    made = as_csv.render(table())
    read = rows(made)
    assert made.startswith("\ufeffid,journey,")
    assert len(read) == len(table()["visits"])
    for row, visit in zip(read, table()["visits"], strict=True):
        assert row["id"] == visit["id"]
        assert (float(row["reply_s"]) if row["reply_s"] else None) == visit["reply_s"]
        assert row["valid"] == ("true" if visit["valid"] else "false")


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r"]), st.text(max_size=20))
def test_no_text_is_a_formula_to_a_spreadsheet(first: str, rest: str) -> None:
    document = table()
    document["visits"][0] |= {"fault": first + rest, "=own": first + rest}
    for row in rows(as_csv.render(document)):
        for column, cell in row.items():
            assert not str(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
            assert not column.startswith("=")
