"""The demo, whole: the sandbox company is shopped over real protocols, killed in the middle, and its page is read; once
in English, and once in Ukrainian to its end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shopper.journal.events import Kind
from shopper.journal.sqlite import open_store
from shopper.sandbox.log import read_log, said_twice
from shopper.sandbox.process import stop
from shopper.sandbox.tongues import tongue_of
from tests.programmes import environment

# A call ends with the process that makes it, and the sandbox's recogniser hears what the machine lets through: of calls
# only the demo that was left alone is asked.
CALLS = ("callback", "hotline")
PHONE = (":callback", ":hotline", ":phone")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory, browser_path: str) -> Iterator[Path]:
    """The state folder of a demo that was killed when half of its replies had come, and then resumed."""
    folder = tmp_path_factory.mktemp("demo")
    env = environment({"SHOPPER_BROWSER": browser_path})
    run = [sys.executable, "-m", "shopper", "demo", "--state", str(folder)]
    process = subprocess.Popen(run, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    out = ""
    for line in process.stdout:
        out += line
        if line.startswith(("✓", "✗")) and out.count("✓") + out.count("✗") == 4:
            process.send_signal(signal.SIGKILL)
            break
    out += process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=60) == -signal.SIGKILL, out
    try:
        resumed = subprocess.run(
            [*run, "--resume"], cwd=folder, env=env, capture_output=True, text=True, timeout=240, check=False
        )
        (folder / "resumed.txt").write_text(resumed.stdout + resumed.stderr, encoding="utf-8")
        assert resumed.returncode == 0, resumed.stdout + resumed.stderr
        yield folder
    finally:
        stop(folder / "sandbox")


@pytest.fixture(scope="module")
def scorecard(state: Path) -> dict[str, Any]:
    """The scorecard's JSON."""
    [path] = (state / "out").glob("*/scorecard.json")
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return card


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory: pytest.TempPathFactory, browser_path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a demo in Ukrainian prints, and its scorecard."""
    folder = tmp_path_factory.mktemp("ukrainian")
    env = environment({"SHOPPER_BROWSER": browser_path})
    run = [sys.executable, "-m", "shopper", "demo", "--lang", "uk", "--state", str(folder)]
    try:
        done = subprocess.run(run, cwd=folder, env=env, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        [path] = (folder / "out").glob("*/scorecard.json")
        yield done.stdout, json.loads(path.read_text(encoding="utf-8"))
    finally:
        stop(folder / "sandbox")


def test_it_ends_with_the_path_of_the_scorecard_page(state: Path) -> None:
    [page] = (state / "out").glob("*/scorecard.html")
    assert f"scorecard: {page}" in (state / "resumed.txt").read_text(encoding="utf-8")


def test_the_companys_own_log_shows_each_message_once_though_the_run_was_killed(state: Path) -> None:
    [log] = (state / "sandbox").glob("log.jsonl")
    entries = read_log(log)
    # What happens in a call has no words of its own; an order has, and is placed once.
    assert [entry for entry in said_twice(entries) if entry.text and entry.kind != "heard"] == []
    assert sum(entry.dir == "in" for entry in entries) >= 20


def test_every_reply_that_the_company_sent_is_in_the_journal(state: Path) -> None:
    store = open_store(state / "journal.db", state / "evidence")
    try:
        heard = [e.body["text"] for e in store.events(kinds=[Kind.HEARD])]
        assert store.verify() == []
        assert store.verify_evidence() == []
        assert [e for e in store.events(kinds=[Kind.UNASSIGNED]) if not e.body["line"].endswith(PHONE)] == []
    finally:
        store.close()
    for entry in read_log(state / "sandbox" / "log.jsonl"):
        if entry.dir == "out" and entry.channel.endswith("@brightshop.example"):
            first = entry.text.strip().splitlines()[0]
            assert any(first in text for text in heard), entry


def test_the_page_shows_a_good_channel_a_slow_one_a_dead_end_a_closed_circle_and_a_broken_promise(
    scorecard: dict[str, Any],
) -> None:
    judges = {finding["judge"] for finding in scorecard["findings"]}
    assert {"closed_loop", "dead_end", "silence", "slow", "repeat", "contradiction", "broken_promise"} <= judges
    channels = {channel["id"]: channel for channel in scorecard["channels"]}
    assert channels["email"]["answered"]["k"] >= 4
    assert channels["returns"]["answered"]["k"] == 0


def test_who_is_sent_to_telegram_is_answered_there_and_a_bots_button_is_pressed(scorecard: dict[str, Any]) -> None:
    visits = scorecard["visits"]
    assert [visit["id"] for visit in visits if not visit["valid"] and visit["channel"] not in CALLS] == []
    [sent] = [visit for visit in visits if visit["channel"] == "telegram" and visit["origin"] == "redirect"]
    assert any("24 months" in turn["text"] for turn in sent["turns"])
    said = [turn["text"] for visit in visits if visit["channel"] == "bot" for turn in visit["turns"]]
    assert "Availability" in said and any("14 pieces" in text for text in said)


def test_who_is_sent_to_viber_is_answered_there_by_the_hand_of_a_person(scorecard: dict[str, Any], state: Path) -> None:
    by_hand = [visit for visit in scorecard["visits"] if visit["channel"] == "viber"]
    assert {visit["origin"] for visit in by_hand} == {"entry", "redirect"}
    [sent] = [visit for visit in by_hand if visit["origin"] == "redirect"]
    assert any("9:00 to 20:00" in turn["text"] for turn in sent["turns"])
    log = [entry for entry in read_log(state / "sandbox" / "log.jsonl") if entry.channel == "viber"]
    said = [turn["text"] for visit in by_hand for turn in visit["turns"] if turn["side"] == "customer"]
    assert sorted(entry.text for entry in log if entry.dir == "in") == sorted(said)


def test_a_promise_that_was_not_kept_is_quoted_with_what_was_promised(scorecard: dict[str, Any]) -> None:
    [broken] = [finding for finding in scorecard["findings"] if finding["judge"] == "broken_promise"]
    assert any("within 3 seconds" in quote["text"] for quote in broken["quotes"])


def test_every_finding_rests_on_words_that_were_said(scorecard: dict[str, Any]) -> None:
    turns = {turn["text"] for visit in scorecard["visits"] for turn in visit["turns"]}
    for finding in scorecard["findings"]:
        assert finding["quotes"], finding
        for quote in finding["quotes"]:
            assert quote["text"] in turns


def test_the_demo_in_ukrainian_asks_and_is_answered_in_ukrainian_alone(
    ukrainian: tuple[str, dict[str, Any]],
) -> None:
    out, card = ukrainian
    assert len(card["visits"]) == 39
    for visit in card["visits"]:
        if visit["channel"] in CALLS:
            continue  # who picks up a telephone does not know yet in which language they are asked
        for turn in visit["turns"]:
            if visit["channel"] == "bot" and turn["kind"] == "greeting":
                continue  # it is in the language of the customer's app
            assert tongue_of(turn["text"], "uk") == "uk", turn
    lines = out.splitlines()
    good = (
        "Ціна в кожному каналі (chat)",
        "Відповідь там, де просили",
        "Знову тут за мить",
        "Повернення через Telegram",
        "Із чату у Viber",
    )
    for title in good:
        assert any(line.startswith("✓") and line.endswith(f"  {title}") for line in lines), out
    bad = (
        "Повернення через чат",
        "Зміна замовлення, а потім туди, куди відправлять",
        "Обіцяють уточнити й написати",
    )
    for title in bad:
        assert any(line.startswith("✗") and line.endswith(f"  {title}") for line in lines), out


def test_what_the_company_does_badly_is_found_in_ukrainian_as_it_is_in_english(
    ukrainian: tuple[str, dict[str, Any]], scorecard: dict[str, Any]
) -> None:
    found = {finding["judge"] for finding in ukrainian[1]["findings"]}
    assert {"closed_loop", "dead_end", "silence", "slow", "repeat", "contradiction", "broken_promise"} <= found
    assert len(written(ukrainian[1])) == len(written(scorecard))


def written(card: dict[str, Any]) -> list[dict[str, Any]]:
    """The conversations that are no calls."""
    return [visit for visit in card["visits"] if visit["channel"] not in CALLS]


def test_a_callback_rings_another_never_does_and_a_hotline_is_waited_for_with_their_recordings(
    ukrainian: tuple[str, dict[str, Any]],
) -> None:
    out, card = ukrainian
    calls = {visit["scenario"]: visit for visit in card["visits"] if visit["channel"] in CALLS}
    never = calls["Дзвінок про повернення"]
    assert (never["valid"], never["outcome"]) == (True, "no_answer")
    for title in ("Замовлений дзвінок", "Гаряча лінія"):
        assert calls[title]["valid"], calls[title]
        assert calls[title]["reply_s"] is not None
    assert "на утриманні" in calls["Гаряча лінія"]["call"]  # how long it was on hold
    recordings = [
        evidence
        for title in ("Замовлений дзвінок", "Гаряча лінія")
        for turn in calls[title]["turns"]
        for evidence in turn["evidence"]
        if evidence["name"].endswith(".wav")
    ]
    assert len(recordings) == 2
    [page] = page_folder(out)
    for recording in recordings:
        assert recording["href"].endswith(".wav")  # a browser plays it by its ending
        with wave.open(str(page / recording["href"])) as sound:
            assert (sound.getnchannels(), sound.getframerate()) == (2, 8000)
            assert sound.getnframes() > 8000


def page_folder(out: str) -> list[Path]:
    """Where the page lies that the demo names last."""
    return [Path(line).parent for line in out.splitlines()[-1:] if line.endswith("scorecard.html")]
