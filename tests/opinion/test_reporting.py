"""The page shows what another reader thinks; asking for it can do the company nothing, and hold up nothing."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.programmes import CHECKOUT, COMPANY, TestProgramme, environment, make_programme

from .service import opinion, running

SENT_AWAY = "  Scenario: a price\n    When I ask about the price in away\n    Then someone replies\n"
CHANNEL_LIBRARIES = {"playwright", "imapclient", "telethon", "smtplib", "baresip", "pytest"}


def rubric(url: str, **more: Any) -> str:
    return json.dumps({"second_opinion": {"url": url, "model": "tiny-1", "timeout": 20, "ask": ["deflection"], **more}})


def played(root: Path, url: str = "", **more: Any) -> tuple[TestProgramme, str]:
    """A programme whose one customer was sent elsewhere; and what its run printed."""
    programme = make_programme(root, SENT_AWAY)
    programme.write("config/company.yaml", COMPANY.replace("patience: 1.2 s", "patience: 60 s"))  # a noisy machine's
    if url:
        programme.write("config/rubric.yaml", rubric(url, **more))
    result = programme.shopper("run", "--no-board", "--wave", "one")
    assert (root / ".shopper" / "out" / "one" / "scorecard.json").exists(), result.out
    return programme, result.out


def card(programme: TestProgramme) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((programme.root / ".shopper/out/one/scorecard.json").read_text(encoding="utf-8"))
    return read


def marks(scorecard: dict[str, Any]) -> list[dict[str, Any]]:
    told = [row for finding in scorecard["findings"] for row in (finding, *finding["also"])]
    return [row["opinion"] for row in told if "opinion" in row]


def without_marks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_marks(one) for key, one in value.items() if key != "opinion"}
    return [without_marks(one) for one in value] if isinstance(value, list) else value


def test_the_report_asks_only_when_told_to_and_shows_the_answer_ever_after(tmp_path: Path) -> None:
    with running(lambda _: opinion("doubts", "The address was asked for.")) as service:
        programme, _ = played(tmp_path, service.url)
        assert service.asked == []
        before = card(programme)
        assert marks(before) == []
        said = len(programme.received())
        asked = programme.shopper("report", "one", "--second-opinion")
        assert asked.code == 0, asked.out
        assert "tiny-1" in asked.out
        assert len(service.asked) == 1
        (mark,) = marks(card(programme))
        assert (mark["agrees"], mark["why"], mark["by"]) == (False, "The address was asked for.", "tiny-1")
        assert without_marks(card(programme)) == without_marks(before)  # no figure moved
        again = programme.shopper("report", "one")
        assert again.code == 0, again.out
        assert marks(card(programme)) == [mark]
        assert len(service.asked) == 1
        assert len(programme.received()) == said  # the company heard nothing of it


def test_it_is_asked_when_the_wave_has_ended_where_the_config_wants_that(tmp_path: Path) -> None:
    with running(lambda _: opinion("agrees", "So <script>alert(1)</script> it is.")) as service:
        programme, out = played(tmp_path, service.url, after_wave=True)
        assert len(service.asked) == 1
    assert "tiny-1" in out
    page = (programme.root / ".shopper/out/one/scorecard.html").read_text(encoding="utf-8")
    assert "So &lt;script&gt;alert(1)&lt;/script&gt; it is." in page
    assert "<script>alert(1)" not in page
    assert [mark["agrees"] for mark in marks(card(programme))] == [True]


def test_a_service_that_is_down_is_told_as_our_fault_and_the_page_is_made(tmp_path: Path) -> None:
    with running(lambda _: opinion("agrees")) as service:
        pass
    programme, out = played(tmp_path, service.url, after_wave=True)
    assert "cannot be reached" in out
    assert out.count("cannot be reached") == 1
    assert card(programme)["findings"] != []
    assert marks(card(programme)) == []


def test_whoever_asks_without_naming_a_service_is_told_where_to(tmp_path: Path) -> None:
    programme, _ = played(tmp_path)
    refused = programme.shopper("report", "one", "--second-opinion")
    assert refused.code == 12
    assert "config/rubric.yaml" in refused.out


def test_who_asks_for_opinions_can_reach_no_channel() -> None:
    package = CHECKOUT / "src" / "shopper" / "opinion"
    inside = {"", "errors", "model", "settings", "journal", "reading"}
    for file in package.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 2:
                assert (node.module or "").partition(".")[0] in inside, f"{file.name}:{node.lineno}"
            else:
                assert not (isinstance(node, ast.ImportFrom) and node.level > 2)


@pytest.mark.parametrize("module", ["asking", "marking"])
def test_asking_loads_no_library_that_could_speak_to_a_company(module: str) -> None:
    script = f"import shopper.opinion.{module}, sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert CHANNEL_LIBRARIES & set(done.stdout.split()) == set()
