"""`shopper review` and `shopper facts` over a wave that was played."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.cli.conftest import Shopper
from tests.programmes import COMPANY, TestProgramme, environment, make_programme

ASK = "  Scenario: A price is told\n    When I ask about the price in quick\n    Then someone replies\n"
SILENT = "  Scenario: Nobody is there\n    When I ask about the price in mute\n    Then someone replies\n"


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> TestProgramme:
    """A programme with a wave in which one channel answered and one was silent."""
    programme = make_programme(tmp_path_factory.mktemp("review"), ASK + SILENT)
    programme.shopper("run", "--wave", "w1")
    return programme


@pytest.fixture
def played(wave: TestProgramme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProgramme:
    """The same, to be spoken of in one test alone; the command stands in its folder."""
    copy = TestProgramme(tmp_path / "copy")
    shutil.copytree(wave.root, copy.root)
    monkeypatch.chdir(copy.root)
    return copy


def silence(shopper: Shopper) -> str:
    """The id of what is to be reviewed."""
    [id_] = [line.split()[0] for line in shopper("review", "--list").out.splitlines() if line.startswith("silence:")]
    return id_


def card(programme: TestProgramme) -> dict[str, Any]:
    text = (programme.root / ".shopper" / "out" / "w1" / "scorecard.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(text)
    return made


def test_a_word_by_script_is_on_the_page_at_once_and_the_journal_stays_whole(
    shopper: Shopper, played: TestProgramme
) -> None:
    id_ = silence(shopper)
    done = shopper("review", "w1", "--finding", id_, "--word", "agree", "--name", "Olena", "--stars", "1")
    assert done.code == 0, done.err
    [finding] = [f for f in card(played)["findings"] if f["id"] == id_]
    assert (finding["review"]["state"], finding["review"]["by"]) == ("confirmed", "Olena")
    assert [v["satisfaction"]["stars"] for v in card(played)["visits"] if "satisfaction" in v] == [1]
    assert shopper("verify").code == 0


def test_a_disputed_silence_leaves_the_table_and_the_page_as_if_nobody_had_looked(
    shopper: Shopper, played: TestProgramme
) -> None:
    id_ = silence(shopper)
    told = ["--word", "wrong", "--because", "They rang me back", "--name", "Olena"]
    assert shopper("review", "--finding", id_, *told).code == 0
    table = json.loads(shopper("observations", "w1").out)
    assert [row["outcome"] for row in table["visits"] if row["channel"] == "mute"] == [None]
    assert [(one["id"], one["review"]["state"]) for one in card(played)["reviewed"]] == [(id_, "disputed")]
    assert f"{id_}  " in shopper("review", "--list").out
    assert "(Disputed: Olena)" in shopper("review", "--list").out


def test_a_message_that_was_misread_is_named_by_script_and_exported_once(
    shopper: Shopper, played: TestProgramme, tmp_path: Path
) -> None:
    id_ = silence(shopper)
    visit = next(v["id"] for v in card(played)["visits"] if v["channel"] == "quick")
    told = ["--word", "wrong", "--misread", f"{visit}:1:is_refusal", "--name", "Olena"]
    assert shopper("review", "--finding", id_, *told).code == 0
    file = tmp_path / "rows.jsonl"
    assert "new or changed messages: 1" in shopper("review", "--export", str(file)).out
    assert "new or changed messages: 0" in shopper("review", "--export", str(file)).out
    assert json.loads(file.read_text(encoding="utf-8"))["labels"]["refusal"] is True


def test_the_terminal_asks_for_a_name_and_for_each_finding(shopper: Shopper, played: TestProgramme) -> None:
    done = shopper("review", keys="Olena\na\n\n\n")
    assert done.code == 0, done.out
    assert "[a] agree" in done.out and "Kept." in done.out
    assert "Your name:" in done.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["w2"], "there is no wave “w2”"),
        (["--finding", "silence:nobody", "--word", "agree", "--name", "O"], "There is no finding “silence:nobody”"),
        (["--finding", "x", "--word", "agre", "--name", "O"], "Did you mean “agree”?"),
        (["--finding", "x"], "what is said of it?"),
        (["--word", "agree"], "--finding ID"),
        (["--lang", "de"], "none of en, uk, ru, pl"),
        (["--finding", "x", "--word", "wrong", "--misread", "v:not_asks", "--name", "O"], "VISIT:TURN:WAY"),
        (["--finding", "x", "--word", "wrong", "--misread", "v:1:not_ask", "--name", "O"], "Did you mean “not_asks”"),
    ],
)
def test_what_is_not_there_is_refused(shopper: Shopper, played: TestProgramme, options: list[str], said: str) -> None:
    refused = shopper("review", *options)
    assert refused.code == 12 and said in refused.err


def test_a_word_without_a_name_or_a_reason_is_refused(shopper: Shopper, played: TestProgramme) -> None:
    id_ = silence(shopper)
    for options, said in (
        (["--word", "agree"], "Who says so?"),
        (["--word", "wrong", "--name", "O"], "Why is it wrong?"),
    ):
        refused = shopper("review", "--finding", id_, *options)
        assert refused.code == 12 and said in refused.err


def test_a_wave_of_another_company_is_not_reviewed_here(shopper: Shopper, played: TestProgramme) -> None:
    played.write("config/company.yaml", COMPANY.replace("name: ", "name: Another ", 1))
    refused = shopper("review", "--list")
    assert refused.code == 12 and "Another" in refused.err and "--programme" in refused.err


def test_what_was_put_right_is_exported_once(shopper: Shopper, played: TestProgramme, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    assert "new or changed messages: 0" in shopper("review", "--export", str(file)).out


def test_the_facts_of_a_wave_are_drafted_and_nothing_is_overwritten(
    shopper: Shopper, played: TestProgramme, tmp_path: Path
) -> None:
    file = tmp_path / "right.yaml"
    done = shopper("facts", "w1", "--write", str(file))
    assert done.code == 0 and "42 UAH" in done.out
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert read["services"]["price"]["facts"]["price"] == {
        "kind": "money",
        "right": {"a kettle": "42 UAH"},
    }
    refused = shopper("facts", "--write", str(file))
    assert refused.code == 12 and "nothing is overwritten" in refused.err


def test_a_fact_is_ticked_by_number_or_in_own_words(shopper: Shopper, played: TestProgramme, tmp_path: Path) -> None:
    file = tmp_path / "ticked.yaml"
    done = shopper("facts", "--tick", "--write", str(file), keys="soon\n45 UAH\n")
    assert "No money can be read in “soon”" in done.out
    assert yaml.safe_load(file.read_text("utf-8"))["services"]["price"]["facts"]["price"]["right"] == {
        "a kettle": "45 UAH"
    }


def test_the_page_is_served_until_it_is_stopped_and_then_the_report_is_written_anew(wave: TestProgramme) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "shopper", "review", "--page", "--name", "Olena"],
        cwd=wave.root,
        env=environment({"LC_ALL": "C"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        with httpx.Client(base_url=found[0], headers={"Origin": found[0]}, trust_env=False, timeout=60) as client:
            state = client.post("/api/state", json={"language": "uk"}).json()
            assert (state["company"], state["wave"], state["name"]) == ("Testland", "w1", "Olena")
            [item] = [item for item in state["items"] if item["id"].startswith("silence:")]
            assert item["sentence"].startswith("Mute: ніхто не відповів")
            word = {"finding": item["id"], "word": "agree", "by": "Olena"}
            assert client.post("/api/say", json=word).status_code == 200
            page = client.post("/api/finish", json={}).json()["page"]
        assert "Olena" in Path(page).read_text(encoding="utf-8")
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
        assert process.returncode == 0 and "Report: " in told
    finally:
        process.kill()
        process.communicate()


def test_the_draft_laid_into_the_config_is_what_answers_are_compared_with(
    shopper: Shopper, played: TestProgramme
) -> None:
    assert shopper("facts", "--write", "config/services/right.yaml").code == 0
    done = shopper("report")
    assert done.code == 0, done.err
    judged = [v for visit in card(played)["visits"] for v in visit["verdicts"] if v["judge"] == "accuracy"]
    assert {v["outcome"] for v in judged} >= {"passed"}
    right = played.root / "config" / "services" / "right.yaml"
    right.write_text(right.read_text(encoding="utf-8").replace("42 UAH", "45 UAH"), encoding="utf-8")
    shopper("report")
    failed = [f for finding in card(played)["findings"] for f in (finding, *finding["also"])]
    [wrong] = [f for f in failed if f["judge"] == "accuracy"]
    assert wrong["id"].startswith("accuracy:") and wrong["id"].endswith(":price")
