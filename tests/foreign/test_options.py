"""pytest's own options, at the root of somebody else's repository: each does what QA is used to."""

from __future__ import annotations

from tests.foreign.repository import CONFIG, Repository, junit, scenario

GOOD = scenario("good", "quick", tags="@smoke @price-list")
BAD = scenario("bad", "refuser", "And the answer states the price", tags="@nightly")
LATE = scenario("late one", "late")
SKIPPED = scenario("not today", "quick", tags="@skip")
BROKEN_PROBE = """\
from shopper.engine.scripted import ScriptedProbe
from shopper.errors import OurFault


class Broken(ScriptedProbe):
    async def say(self, conversation, message, attempting):
        if conversation.channel_id == "mute":
            raise OurFault("The server refused the login; check the password.", code="login")
        return await super().say(conversation, message, attempting)


PROBE = Broken
"""


def test_tags_are_markers_and_k_and_m_choose_scenarios_without_any_being_registered(theirs: Repository) -> None:
    theirs.feature(GOOD, BAD, scenario("Ціна доставки", "quick"))
    theirs.pytest("-m", "smoke and not nightly").expect(0, "1 passed, 3 deselected")
    theirs.pytest("-k", "доставки").expect(0, "1 passed, 3 deselected")
    theirs.said_once(2)


def test_what_only_looks_says_nothing_and_begins_no_wave(theirs: Repository) -> None:
    theirs.feature(GOOD, BAD, SKIPPED)
    theirs.write(
        "shopping/scenarios/conftest.py",
        "import pytest\n\n@pytest.fixture(autouse=True)\ndef early(visit):\n    visit.open('late', 'price')\n"
        "    visit.say('too early')\n",
    )
    theirs.pytest("--collect-only", "-q").expect(0, "shopping/scenarios/shop.feature::test_001_good")
    theirs.pytest("--setup-plan").expect(0, "shop.feature::test_001_good (fixtures used")
    theirs.pytest("--setup-only").expect(0, "nothing is said here")
    listed = theirs.pytest("--fixtures", "-q").expect(0, "visit -- ").out
    assert "I ask about" not in listed
    assert "stepdef" not in listed, "their own fixtures are not to be looked for among our sentences"
    assert theirs.said() == []
    assert not (theirs.root / "shopping" / ".shopper").exists()


def test_x_stops_after_the_first_failure_and_tells_who_waits_and_resume_says_nothing_twice(theirs: Repository) -> None:
    theirs.write("shopping/config/company.yaml", (theirs.root / "shopping/config/company.yaml").read_text().replace(
        '"0.6 s:', '"8 s:'))  # fmt: skip
    theirs.feature(LATE, BAD)
    stopped = theirs.pytest("-x", "--wave", "one").expect(1, "1 failed, 1 passed", "stopping after 1 failures")
    assert "1 journey waits on. Take the wave up again with: shopper resume" in stopped.out
    theirs.pytest("shopping", "--maxfail=2", "--wave", "one").expect(1, "1 failed, 1 passed")
    theirs.said_once(2)


def test_lf_ff_and_sw_take_up_what_failed(theirs: Repository) -> None:
    theirs.feature(GOOD, BAD, LATE)
    theirs.pytest().expect(1, "1 failed, 3 passed")
    last = theirs.pytest("--lf", "-v").expect(1, "1 failed")
    assert "test_001_good" not in last.out
    first = theirs.pytest("--ff", "-v", "-p", "no:randomly").expect(1, "1 failed, 3 passed")
    assert first.out.count("run-last-failure: rerun previous 1 failure first") == 1
    stepwise = theirs.pytest("--sw", "shopping").expect(2, "1 failed", "continuing from this test next run")
    assert "shopper resume" in stepwise.out or "passed" in stepwise.out
    theirs.said_once(3 + 1 + 3 + 3)


def test_junit_tells_the_companys_failure_from_our_fault_as_the_waves_own_does(theirs: Repository) -> None:
    theirs.write("shopping/probes/scripted.py", BROKEN_PROBE)
    theirs.feature(GOOD, BAD, SKIPPED, scenario("ours", "mute"))
    run = theirs.pytest("shopping", "--junitxml=theirs.xml", "--wave", "w", "--durations=2")
    run.expect(1, "1 failed, 1 passed, 1 skipped, 1 error", "slowest 2 durations")
    counts, ended = junit(theirs.root / "theirs.xml")
    assert counts == {"tests": 4, "failures": 1, "errors": 1, "skipped": 1}
    _, own = junit(theirs.root / "shopping/.shopper/out/w/junit.xml")
    assert {name.split("_", 2)[2]: how for name, how in ended.items()} == {
        name.replace(" ", "_"): how for name, how in own.items()
    }


def test_our_fault_is_an_error_where_a_failure_is_expected(theirs: Repository) -> None:
    theirs.write("shopping/probes/scripted.py", BROKEN_PROBE)
    theirs.feature(
        scenario("ours", "mute", tags="@xfail"),
        scenario("known", "refuser", "And the answer states the price", tags="@xfail"),
    )
    theirs.pytest("shopping").expect(10, "1 xfailed, 1 error", "check the password")


def test_every_result_stands_in_its_own_line_and_is_told_once(theirs: Repository) -> None:
    theirs.feature(GOOD, BAD, LATE, SKIPPED)
    out = theirs.pytest("-v").expect(1).out
    for name, how in {
        "001_good": "PASSED",
        "002_bad": "FAILED",
        "003_late_one": "PASSED",
        "004_not": "SKIPPED",
    }.items():
        [line] = [line for line in out.splitlines() if f"::test_{name}" in line and how in line and "%]" in line]
        assert line.startswith("shopping/scenarios/shop.feature::")
        assert line.endswith("%]"), "what waits is told in a line of its own"
    quiet = theirs.pytest("-q", "--no-board", "-k", "good or sums").expect(0).out
    assert quiet.splitlines()[0].startswith("..")


def test_a_programme_below_that_nobody_named_is_told_and_not_played(theirs: Repository) -> None:
    theirs.feature(GOOD)
    theirs.write("pytest.ini", CONFIG.replace("testpaths = tests shopping\n", ""))
    theirs.pytest().expect(0, "1 passed", "shopping were not played: name the folder (pytest shopping)")
    assert theirs.said() == []
    theirs.pytest("tests").expect(0, "1 passed")
    assert theirs.pytest("tests").out.count("not played") == 0
    theirs.pytest("--programme", "shopping").expect(0, "2 passed")
