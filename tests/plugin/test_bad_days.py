"""What goes wrong in the middle of a wave: a clear sentence, the right exit code, nothing recorded lost."""

from __future__ import annotations

import json
import signal
import subprocess

import pytest

from shopper.journal.events import Kind
from tests.programmes import COMPANY, PERSONAS, TestProgramme, environment

PATIENT = COMPANY.replace("patience: 1.2 s", "patience: 60 s")
WAITS = "  Scenario: waits\n    When I ask about the price in late\n    Then someone replies within 60 s\n"
OTHERS = "".join(
    f"  Scenario: other {n}\n    When I ask about the price in quick\n    Then someone replies within 60 s\n"
    for n in (1, 2)
)


@pytest.fixture
def patient(programme: TestProgramme) -> TestProgramme:
    """A programme whose company is waited for as long as a noisy machine needs."""
    programme.write("config/company.yaml", PATIENT)
    return programme


@pytest.mark.parametrize("where", ["what a step writes", "what a probe writes"])
def test_a_disk_that_is_full_in_the_middle_of_a_wave_stops_it_and_resume_goes_on(
    patient: TestProgramme, where: str
) -> None:
    kinds = {"what a step writes": "say_intent", "what a probe writes": "say_done"}
    patient.write(
        "scenarios/conftest.py",
        "from shopper.errors import JournalError\nfrom shopper.journal.store import SqlStore\n\n"
        "append, seen = SqlStore.append, []\n\n"
        "def full(self, events, **more):\n"
        f"    seen.extend(e for e in events if e.kind == {kinds[where]!r})\n"
        "    if len(seen) > 1:\n        raise JournalError('The disk is full. Make room and run again.')\n"
        "    return append(self, events, **more)\n\nSqlStore.append = full\n",
    )
    patient.feature(WAITS + OTHERS)
    result = patient.pytest("scenarios")
    assert result.code == 10, result.out
    assert "The disk is full. Make room and run again." in result.out
    assert "Traceback" not in result.out and "INTERNALERROR" not in result.out
    said = len(patient.received())
    assert said <= 3
    (patient.root / "scenarios" / "conftest.py").unlink()
    resumed = patient.shopper("resume")
    assert resumed.code == 0, resumed.out
    texts = [(entry["visit"], entry["id"]) for entry in patient.received()]
    assert len(texts) == len(set(texts)) == 3


def test_ctrl_c_twice_ends_even_a_probe_that_will_not_let_go(patient: TestProgramme) -> None:
    patient.write(
        "probes/scripted.py",
        "import asyncio\nfrom shopper.engine.scripted import ScriptedProbe\n\n"
        "class Clinging(ScriptedProbe):\n    async def aclose(self):\n"
        "        print('still closing', flush=True)\n        await asyncio.Event().wait()\n\nPROBE = Clinging\n",
    )
    patient.feature(WAITS.replace("in late", "in mute"))
    process = subprocess.Popen(
        patient.command("scenarios", "-s"), cwd=patient.root, env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "waiting: 1 in Mute" in line or "still closing" in line:
            process.send_signal(signal.SIGINT)
    process.stdout.close()
    out = "".join(lines)
    assert process.wait(timeout=60) == 2, out
    assert "Stopped at once" in out
    assert "shopper resume" in out
    kinds = [event.kind for event in patient.events()]
    assert Kind.SAY_DONE in kinds
    assert Kind.JOURNEY_FINISHED not in kinds


def test_a_config_that_lost_what_an_open_conversation_needs_is_refused_and_taken_up_once_it_is_put_back(
    patient: TestProgramme,
) -> None:
    patient.write("config/company.yaml", PATIENT.replace("0.6 s:", "6 s:"))
    patient.feature(WAITS)
    assert patient.pytest("scenarios", "--detach").code == 0
    patient.write("config/personas.yaml", PERSONAS.replace("olena:", "oksana:"))
    refused = patient.shopper("resume")
    assert refused.code == 12, refused.out
    assert "They need the persona “olena” (config/personas.yaml), in “waits”." in refused.out
    assert "Traceback" not in refused.out
    patient.write("config/personas.yaml", PERSONAS)
    pytest.importorskip("xdist")
    parallel = patient.pytest("scenarios", "--resume", "-n", "1")
    assert parallel.code == 12, parallel.out
    assert "Resume it without -n" in parallel.out
    assert patient.shopper("resume").code == 0
    assert len(patient.received()) == 1


def test_who_resumes_a_part_of_a_wave_is_not_told_that_the_rest_is_gone(patient: TestProgramme) -> None:
    patient.write("config/company.yaml", PATIENT.replace("0.6 s:", "6 s:"))
    patient.feature(WAITS, "one.feature")
    patient.feature(WAITS, "two.feature")
    assert patient.pytest("scenarios", "--detach", "--wave", "w").code == 0
    part = patient.pytest("scenarios/one.feature", "--wave", "w")
    assert part.code == 0, part.out
    assert "renamed or removed" not in part.out
    assert patient.shopper("resume").code == 0
    assert len(patient.received()) == 2


def test_what_breaks_on_our_side_is_an_error_of_ours_and_never_the_companys_failure(patient: TestProgramme) -> None:
    patient.write(
        "probes/scripted.py",
        "from shopper.engine.scripted import ScriptedProbe\nfrom shopper.errors import OurFault\n\n"
        "class Broken(ScriptedProbe):\n    async def say(self, conversation, message, attempting):\n"
        "        if conversation.channel_id == 'late':\n"
        "            raise OurFault('The server refused the login; check the password.', code='login')\n"
        "        if conversation.channel_id == 'mute':\n            raise KeyError('no such button')\n"
        "        return await super().say(conversation, message, attempting)\n\nPROBE = Broken\n",
    )
    patient.feature(WAITS + OTHERS + WAITS.replace("in late", "in mute").replace("waits", "breaks"))
    result = patient.pytest("scenarios", "--junitxml=junit.xml")
    assert result.code == 10, result.out
    assert "not measured, ours (login): The server refused the login; check the password." in result.out
    assert "the scripted probe failed: KeyError: 'no such button'" in result.out
    assert "2 passed" in result.out
    junit = (patient.root / "junit.xml").read_text(encoding="utf-8")
    assert 'errors="2"' in junit
    assert 'failures="0"' in junit
    [table] = (patient.root / ".shopper" / "out").glob("*/observations.json")
    valid = {v["channel"]: v["valid"] for v in json.loads(table.read_text(encoding="utf-8"))["visits"]}
    assert valid == {"late": False, "mute": False, "quick": True}
