"""A crash, a detach or Ctrl-C costs nothing: nothing is said twice, nothing heard is lost."""

from __future__ import annotations

import json
import signal
import subprocess
from collections import Counter

import pytest

from shopper.journal.events import Kind
from tests.programmes import COMPANY, TestProgramme, environment

PATIENT = COMPANY.replace("patience: 1.2 s", "patience: 60 s")
THREE = "".join(
    f"  Scenario: number {n}\n    When I ask about the price in late\n    Then someone replies within 60 s\n"
    "    When I say “thank you”\n"
    for n in (1, 2, 3)
)


def said(programme: TestProgramme) -> Counter[tuple[str, str]]:
    """How often the company received each text of each visit, by its own log."""
    return Counter((entry["visit"], entry["text"]) for entry in programme.received())


@pytest.fixture
def patient(programme: TestProgramme) -> TestProgramme:
    """A programme whose company is waited for as long as a noisy machine needs."""
    programme.write("config/company.yaml", PATIENT)
    return programme


def slow_down(programme: TestProgramme) -> None:
    """Make the late channel so late that a run can be left before it answers, on any machine."""
    programme.write("config/company.yaml", PATIENT.replace("0.6 s:", "6 s:"))


@pytest.mark.parametrize("point", ["before", "between", "after"])
@pytest.mark.parametrize("message", [1, 4])
def test_a_kill_at_any_point_of_a_send_neither_doubles_nor_loses_it(
    patient: TestProgramme, point: str, message: int
) -> None:
    patient.feature(THREE)
    killed = patient.pytest("scenarios", env={"SHOPPER_SCRIPTED_DIES": f"{point}:{message}"})
    assert killed.code == -signal.SIGKILL, killed.out
    resumed = patient.shopper("resume")
    assert resumed.code == 0, resumed.out
    assert set(said(patient).values()) == {1}
    assert len(said(patient)) == 6, "two messages in each of three visits"
    store = patient.store()
    try:
        assert store.verify() == []
        heard = Counter(e.visit for e in store.events(kinds=[Kind.HEARD]))
    finally:
        store.close()
    assert all(count >= 1 for count in heard.values()) and len(heard) == 3


def test_a_wave_that_was_killed_again_and_again_ends_with_every_message_said_once(patient: TestProgramme) -> None:
    patient.feature(THREE)
    code = patient.pytest("scenarios", env={"SHOPPER_SCRIPTED_DIES": "between:1"}).code
    deaths = 0
    for point in ("after:1", "between:2", "before:1", "after:2"):
        if code != -signal.SIGKILL:
            break
        deaths += 1
        code = patient.shopper("resume", env={"SHOPPER_SCRIPTED_DIES": point}).code
    if code == -signal.SIGKILL:
        code = patient.shopper("resume").code
    assert deaths >= 2
    assert code == 0
    assert set(said(patient).values()) == {1}
    assert len(said(patient)) == 6


def test_detach_leaves_what_waits_and_resume_takes_the_reply_that_came_meanwhile(patient: TestProgramme) -> None:
    slow_down(patient)
    patient.feature("  Scenario: away\n    When I ask about the price in late\n    Then someone replies within 60 s\n")
    left = patient.pytest("scenarios", "--detach")
    assert left.code == 0, left.out
    assert "1 waiting" in left.out
    assert "shopper resume" in left.out
    taken = patient.shopper("resume")
    assert taken.code == 0, taken.out
    assert set(said(patient).values()) == {1}


def test_a_reply_that_came_in_time_while_we_were_away_is_no_silence_though_patience_is_over_now(
    programme: TestProgramme,
) -> None:
    programme.feature(
        "  Scenario: away\n    When I ask about the price in late\n    Then someone replies within 60 s\n"
    )
    assert programme.pytest("scenarios", "--detach").code == 0
    taken = programme.pytest("scenarios", "--wave", programme.events()[0].wave)
    assert taken.code == 0, taken.out


def test_a_scenario_edited_while_its_visit_is_open_is_refused_and_nothing_recorded_is_lost(
    patient: TestProgramme,
) -> None:
    slow_down(patient)
    text = "  Scenario: edited\n    When I ask about the price in late\n    Then someone replies within 60 s\n"
    patient.feature(text)
    assert patient.pytest("scenarios", "--detach").code == 0
    before = len(patient.events())
    patient.feature(text.replace("60 s", "50 s"))
    refused = patient.shopper("resume")
    assert refused.code == 12, refused.out
    assert "step 2 was “Then someone replies within 60 s”, now it is “Then someone replies within 50 s”" in refused.out
    assert len(patient.events()) >= before
    patient.feature(text)
    assert patient.shopper("resume").code == 0
    assert set(said(patient).values()) == {1}


def test_an_open_journey_whose_scenario_is_gone_is_named(patient: TestProgramme) -> None:
    slow_down(patient)
    patient.feature("  Scenario: gone\n    When I ask about the price in late\n    Then someone replies within 60 s\n")
    assert patient.pytest("scenarios", "--detach").code == 0
    patient.feature("  Scenario: other\n    When I ask about the price in late\n    Then someone replies within 60 s\n")
    result = patient.shopper("resume")
    assert result.code == 12, result.out
    assert "“gone”" in result.out
    assert len(patient.received()) == 1, "the other scenario does not belong to this wave"


def test_once_runs_a_side_effect_once_however_often_the_scenario_is_replayed(patient: TestProgramme) -> None:
    patient.write(
        "scenarios/sentences/mine.py",
        "from pathlib import Path\nfrom pytest_bdd import given\n\n"
        "def note(name):\n    with Path(name).open('a') as f:\n        f.write('x')\n    return name\n\n"
        "@given('an order')\ndef order(visit):\n    note('every_run')\n"
        "    assert visit.once('order', lambda: note('once')) == 'once'\n"
        "    note('replays' if visit.replaying else 'first')\n",
    )
    patient.feature(
        "  Scenario: once\n    Given an order\n    When I ask about the price in late\n"
        "    Then someone replies within 60 s\n"
    )
    assert patient.pytest("scenarios").code == 0
    assert (patient.root / "once").read_text() == "x"
    assert len((patient.root / "every_run").read_text()) >= 2
    assert (patient.root / "first").read_text() == "x"
    assert (patient.root / "replays").exists()


def test_ctrl_c_stops_with_exit_code_2_and_the_wave_goes_on_later(patient: TestProgramme) -> None:
    patient.feature(THREE.replace("in late", "in mute").replace("within 60 s", "within 59 s"))
    process = subprocess.Popen(
        patient.command("scenarios"), cwd=patient.root, env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "waiting: 3 in Mute" in line:
            process.send_signal(signal.SIGINT)
            break
    out = "".join(lines) + process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=60) == 2, out
    assert "shopper resume" in out
    patient.write("config/company.yaml", PATIENT.replace("never", "'0 s: It costs 42.'"))
    resumed = patient.shopper("resume")
    assert resumed.code == 0, resumed.out
    assert set(said(patient).values()) == {1}


def test_two_processes_never_run_one_wave(patient: TestProgramme) -> None:
    patient.feature(THREE.replace("in late", "in mute"))
    process = subprocess.Popen(
        patient.command("scenarios", "--wave", "one"),
        cwd=patient.root,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "waiting: 3 in Mute" in line:
            break
    second = patient.shopper("resume")
    process.kill()
    process.stdout.close()
    process.wait(timeout=60)
    assert second.code == 10, second.out
    assert "in use" in second.out or "another process" in second.out
    assert set(said(patient).values()) == {1}


def test_a_finished_wave_that_is_taken_up_again_tells_its_recorded_outcome_and_says_nothing(
    programme: TestProgramme,
) -> None:
    programme.feature("  Scenario: mute\n    When I ask about the price in mute\n    Then someone replies\n")
    first = programme.pytest("scenarios", "--wave", "week 1")
    again = programme.pytest("scenarios", "--wave", "week 1")
    assert (first.code, again.code) == (1, 1)
    assert "Nobody answered in Mute within 1.2 s." in again.out
    assert len(programme.received()) == 1


def test_under_xdist_hearing_blocks_and_the_workers_share_one_wave(programme: TestProgramme) -> None:
    pytest.importorskip("xdist")
    programme.write("config/company.yaml", PATIENT)
    programme.feature(THREE)
    result = programme.pytest("scenarios", "-n", "2")
    codes = {0: "3 passed", 10: "in use"}
    assert result.code in codes and codes[result.code] in result.out, result.out
    assert len({event.wave for event in programme.events()}) == 1
    assert set(said(programme).values()) == {1}


def test_the_journal_tells_waves_visits_and_a_transcript(programme: TestProgramme) -> None:
    programme.feature("  Scenario: good\n    When I ask about the price in quick\n    Then someone replies\n")
    assert programme.pytest("scenarios", "--wave", "monday").code == 0
    assert "monday" in programme.shopper("journal").out
    listed = programme.shopper("journal", "monday").out
    [visit] = {e.visit for e in programme.events() if e.visit}
    assert visit in listed
    assert "It costs 42 UAH." in programme.shopper("journal", visit).out
    assert json.loads(programme.shopper("observations").out)["visits"][0]["channel"] == "quick"
    assert programme.shopper("verify").code == 0
    assert [p.parent.name for p in (programme.root / ".shopper" / "out").glob("*/scorecard.html")] == ["monday"]
    assert programme.shopper("report", "monday").code == 0
    assert "Did you mean “monday”" in programme.shopper("report", "mondy").out
