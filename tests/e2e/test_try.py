"""`shopper try` on the sandbox company's site, over a real browser: one question goes out, and all of it is kept."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.journal.events import Kind
from shopper.sandbox.company import SandboxFacts
from shopper.sandbox.log import read_log
from shopper.sandbox.process import ensure_running, stop
from tests.cli.test_init import settings_of
from tests.cli.test_try import DAY
from tests.programmes import TestProgramme, environment

STAFF = """\
company: Teapot
domain: teapot.example
chats:
  chat:
    as: Ірина
    greeting: [{text: Вітаємо!}]
    rules:
      - {words: [працю, графік, години], replies: [{after: 0.1 s, text: Ми працюємо щодня з 9:00 до 20:00.}]}
  mute: {as: Ірина, rules: []}
mail: {}
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxFacts]:
    folder = tmp_path_factory.mktemp("company")
    (folder / "staff.yaml").write_text(STAFF, encoding="utf-8")
    try:
        yield ensure_running(folder / "sandbox", folder / "staff.yaml")
    finally:
        stop(folder / "sandbox")


def command(page: str, wait: str) -> list[str]:
    options = ["--lang", "uk", "--yes", "--authorised-by", "О. Чайник", "--name", "Чайник", "--save", "shop"]
    return [sys.executable, "-m", "shopper", "try", page, "--wait", wait, "--zone", DAY, *options]


def asked(company: SandboxFacts) -> list[str]:
    """What customers wrote in the company's chats, by its own log."""
    return [entry.text for entry in read_log(company.log) if entry.dir == "in"]


def said_in(programme: TestProgramme) -> bool:
    """Whether the question has gone out, by the journal."""
    there = (programme.root / ".shopper" / "journal.db").is_file()
    return there and any(event.kind == Kind.SAY_DONE for event in programme.events())


def test_one_question_is_asked_and_what_came_of_it_is_a_page_and_a_programme(
    company: SandboxFacts, tmp_path: Path, browser_path: str
) -> None:
    before = len(asked(company))
    done = subprocess.run(
        command(company.site, "2 s"), cwd=tmp_path, env=environment({"SHOPPER_BROWSER": browser_path}),
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    [question] = asked(company)[before:]
    assert "Ми працюємо щодня з 9:00 до 20:00." in done.stdout
    page = (tmp_path / "shop" / "first-findings.html").read_text(encoding="utf-8")
    for told in (question, "Ми працюємо щодня з 9:00 до 20:00.", "help@brightshop.example", "data:image/"):
        assert told in page, told
    programme = TestProgramme(tmp_path / "shop")
    [said] = [event for event in programme.events() if event.kind == Kind.SAY_DONE]
    assert said.wave == "first-findings"
    assert settings_of(tmp_path / "shop").company.channels["chat"].patience == 1800
    checked = programme.shopper("check")
    assert checked.code == 0, checked.out
    assert programme.shopper("verify").code == 0
    again = programme.shopper("report")
    assert again.code == 0, again.out
    made = tmp_path / "shop" / ".shopper" / "out" / "first-findings" / "first-findings.html"
    assert made.read_text(encoding="utf-8") == page, "the page can be made again from what is kept"


def test_ctrl_c_ends_the_waiting_and_what_was_said_is_kept(
    company: SandboxFacts, tmp_path: Path, browser_path: str
) -> None:
    process = subprocess.Popen(
        command(f"{company.site}/?chat=mute", "1 h"), cwd=tmp_path,
        env=environment({"SHOPPER_BROWSER": browser_path}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    programme = TestProgramme(tmp_path / "shop")
    out = ""
    try:
        while not said_in(programme):
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out = process.stdout.read()
        assert process.wait(timeout=60) == 2, out
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert "Traceback" not in out
    assert "shopper resume -C shop" in out
    card = json.loads(
        (programme.root / ".shopper" / "out" / "first-findings" / "scorecard.json").read_text(encoding="utf-8")
    )
    assert [turn["side"] for turn in card["visits"][0]["turns"]] == ["customer"]
    assert "спостереження припинено через" in (tmp_path / "shop" / "first-findings.html").read_text(encoding="utf-8")
