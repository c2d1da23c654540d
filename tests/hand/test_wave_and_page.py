"""A wave in one process, a person at the page in another: from the scenario to the journal."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shopper.hand.desk import Desk
from shopper.hand.running import running_hand
from shopper.journal.events import Event, Kind
from tests.hand.person import at_page, browser, context
from tests.programmes import TestProgramme, environment, make_programme

CHANNELS = """\
  viber: {kind: viber, title: Viber, address: "+380 44 123 45 67", BY_HAND, sla: 10 s, tolerable: 20 s,
          patience: PATIENCE, quiet: 0.2 s}
  sender: {kind: scripted, title: Chat, address: "0.05 s: Please write to us in Viber.", sla: 5 s, tolerable: 6 s,
           patience: 7 s, quiet: 0.1 s}
guard_rails:"""
ASK = """\
  Scenario: By hand
    When I ask about the price in viber
    Then someone replies
    And I am not sent elsewhere
"""
SENT_ON = """\
  Scenario: A robot, then a hand
    When I ask about the price in sender
    And I follow where they send me
    Then someone replies
    And I am not asked again for what I said
"""


def by_hand(
    root: Path,
    feature: str,
    *,
    within: str = "10 min",
    patience: str = "10 min",
    accuracy: str = "2 s",
    undo: str = "0 s",
) -> TestProgramme:
    """A programme with a channel that is served by hand."""
    programme = make_programme(root, feature)
    company = (root / "config" / "company.yaml").read_text(encoding="utf-8")
    channels = CHANNELS.replace("BY_HAND", f"by_hand: {{accuracy: {accuracy}, within: {within}, undo: {undo}}}")
    channels = channels.replace("PATIENCE", patience)
    programme.write("config/company.yaml", company.replace("guard_rails:", channels))
    return programme


@contextmanager
def running(programme: TestProgramme, *args: str) -> Iterator[subprocess.Popen[str]]:
    """A command of the programme in a process of its own."""
    import sys

    process = subprocess.Popen(
        [sys.executable, "-m", "shopper", *args],
        cwd=programme.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, _ = process.communicate(timeout=120)
    return process.returncode, out


@contextmanager
def page_of(programme: TestProgramme) -> Iterator[str]:
    """The page over the programme's journal, which the wave may not have begun yet."""
    store = programme.store()
    try:
        with running_hand(Desk(store)) as url:
            yield url
    finally:
        store.close()


def turns(programme: TestProgramme, kind: Kind) -> list[Event]:
    return [event for event in programme.events() if event.kind is kind]


def test_what_is_asked_is_written_by_a_person_and_what_they_paste_is_the_reply(
    tmp_path: Path, browser_path: str
) -> None:
    programme = by_hand(tmp_path, ASK)
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        with running(programme, "run") as wave:
            page.wait_for_selector("#sent")
            assert "kettle" in page.inner_text("#text")
            before = time.time_ns() // 1000
            page.click("#sent")
            after = time.time_ns() // 1000
            page.click("#typing")
            page.click("#reply")
            page.fill("#reply-text", "It costs <b>42 UAH</b>.<script>document.title='taken'</script>")
            page.click("#save")
            code, out = ended(wave)
        assert code == 0, out
        assert page.title() != "taken"
    [said] = turns(programme, Kind.SAY_DONE)
    assert before - 100_000 <= said.at.wall_us <= after + 100_000
    assert (said.at.clock, said.at.accuracy_us >= 2_000_000) == ("hand", True)
    [heard] = turns(programme, Kind.HEARD)
    assert heard.body["text"] == "It costs <b>42 UAH</b>.<script>document.title='taken'</script>"
    assert said.at.wall_us < heard.at.wall_us
    assert heard.body["data"]["by_hand"] == "Olena"
    assert said.at.wall_us < heard.body["data"]["typing_us"] <= heard.at.wall_us
    [scorecard] = (tmp_path / ".shopper" / "out").glob("*/scorecard.html")
    assert "timed by hand, ±2 s" in scorecard.read_text(encoding="utf-8")


def test_what_was_taken_back_was_not_said(tmp_path: Path, browser_path: str) -> None:
    programme = by_hand(tmp_path, ASK, undo="1 min")
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        with running(programme, "run") as wave:
            page.wait_for_selector("#sent")
            page.click("#sent")
            page.click("#undo")
            page.wait_for_selector("#sent:enabled")
            before = time.time_ns() // 1000
            page.click("#sent")
            page.click("#reply")  # so it was sent, and the minute need not pass
            page.fill("#reply-text", "The kettle costs 42 UAH.")
            page.click("#save")
            code, out = ended(wave)
    assert code == 0, out
    [said] = turns(programme, Kind.SAY_DONE)
    assert said.at.wall_us >= before - 100_000


def test_a_scenario_goes_on_by_hand_where_a_robot_was_sent_on(tmp_path: Path, browser_path: str) -> None:
    programme = by_hand(tmp_path, SENT_ON)
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        with running(programme, "run") as wave:
            page.wait_for_selector("#sent")
            page.click("#sent")
            page.click("#reply")
            page.fill("#reply-text", "The kettle costs 42 UAH.")
            page.click("#save")
            code, out = ended(wave)
    assert code == 0, out
    origins = [event.body["origin"] for event in turns(programme, Kind.VISIT_OPENED)]
    assert origins == ["entry", "redirect"]


def test_what_nobody_wrote_in_time_is_ours_and_not_the_companys_silence(tmp_path: Path) -> None:
    programme = by_hand(tmp_path, ASK, within="0.5 s")
    result = programme.shopper("run")
    assert result.code == 10, result.out
    assert "shopper hand" in result.out
    [fault] = turns(programme, Kind.FAULT)
    assert fault.body["code"] == "hand_missed"


def test_a_silence_that_no_person_confirmed_is_ours(tmp_path: Path, browser_path: str) -> None:
    programme = by_hand(tmp_path, ASK, patience="21 s", within="30 s")
    company = programme.root / "config" / "company.yaml"
    company.write_text(
        company.read_text(encoding="utf-8")
        .replace("sla: 10 s, tolerable: 20 s, patience: 21 s", "sla: 0.2 s, tolerable: 0.3 s, patience: 0.5 s")
        .replace("within: 30 s", "within: 3 s"),
        encoding="utf-8",
    )
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        with running(programme, "run") as wave:
            page.click("#sent", timeout=60_000)
            code, out = ended(wave)
    assert code == 10, out
    [fault] = turns(programme, Kind.FAULT)
    assert fault.body["code"] == "hand_missed"


def test_a_silence_that_a_person_confirmed_is_the_companys(tmp_path: Path, browser_path: str) -> None:
    programme = by_hand(tmp_path, ASK, patience="1 s", accuracy="0.1 s")
    company = programme.root / "config" / "company.yaml"
    company.write_text(
        company.read_text(encoding="utf-8").replace("sla: 10 s, tolerable: 20 s", "sla: 0.5 s, tolerable: 0.8 s"),
        encoding="utf-8",
    )
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        with running(programme, "run", "--fail-on=scenarios") as wave:
            page.click("#sent", timeout=60_000)
            page.click("#nobody:enabled", timeout=60_000)
            code, out = ended(wave)
    assert code == 1, out
    [closed] = turns(programme, Kind.VISIT_CLOSED)
    assert closed.body["closing"] == "patience"
    assert closed.body["observed_s"] == pytest.approx(1.0)


def test_a_wave_that_waits_for_a_person_can_end_and_be_taken_up_again(tmp_path: Path, browser_path: str) -> None:
    programme = by_hand(tmp_path, ASK)
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        detached = programme.shopper("run", "--detach")
        assert "1 journey waits on" in detached.out
        page.click("#sent")
        page.click("#reply")
        page.fill("#reply-text", "It costs 42 UAH.")
        page.click("#save")
        page.wait_for_selector(".theirs")
        resumed = programme.shopper("resume")
    assert resumed.code == 0, resumed.out
    assert len(turns(programme, Kind.SAY_DONE)) == 1
    assert [event.body["text"] for event in turns(programme, Kind.HEARD)] == ["It costs 42 UAH."]


def test_a_wave_that_was_killed_asks_for_nothing_twice(tmp_path: Path, browser_path: str) -> None:
    programme = by_hand(tmp_path, ASK)
    with page_of(programme) as url, browser(browser_path) as opened, context(opened) as one:
        page = at_page(one, url)
        with running(programme, "run") as wave:
            page.click("#sent", timeout=60_000)
            wave.kill()
            wave.wait()
        with running(programme, "resume") as wave:
            page.click("#reply")
            page.fill("#reply-text", "It costs 42 UAH.")
            page.click("#save")
            code, out = ended(wave)
        assert code == 0, out
    assert len(turns(programme, Kind.SAY_DONE)) == 1
