"""What turns a build red: --fail-on under pytest and the command line, known findings, environments."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from tests.programmes import TestProgramme

FINE = "  Scenario: fine\n    When I ask about the price in quick\n    Then someone replies\n"
SLOW = "  Scenario: slow one\n    When I ask about the price in late\n    Then someone replies within 0.3 s\n"
END = "  Scenario: dead end\n    When I ask about the price in refuser\n    Then there is no dead end\n"
OWN = "  Scenario: own\n    When I ask about the price in quick\n    Then something of our own holds\n"
OWN_STEP = """\
from pytest_bdd import then

@then("something of our own holds")
def holds():
    assert 1 == 2
"""


def known(*lines: str) -> str:
    return "known:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


SLOW_KNOWN = "scenario: slow one, judge: slow, ticket: SHOP-12, until: 2999-12-31"
SLOW_OVERDUE = SLOW_KNOWN.replace("2999", "2020")


def card(programme: TestProgramme, wave: str = "w") -> dict[str, object]:
    path = programme.root / ".shopper" / "out" / wave / "scorecard.json"
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_a_slow_answer_is_red_under_pytest_a_finding_for_shopper_run_and_nothing_for_never(
    programme: TestProgramme,
) -> None:
    programme.feature(FINE + SLOW)
    assert programme.pytest("scenarios").code == 1
    done = programme.shopper("run")
    assert done.code == 0, done.out
    assert "slow one" in done.out
    assert "no limit of config/rubric.yaml is broken" in done.out
    assert programme.shopper("run", "--fail-on", "scenarios").code == 1
    assert programme.shopper("run", "--fail-on=never").code == 0


def test_a_customer_who_did_not_get_through_breaks_a_limit_until_the_owner_lifts_it(programme: TestProgramme) -> None:
    programme.feature(FINE + END)
    done = programme.shopper("run")
    assert done.code == 1, done.out
    assert "dead end: 1 found, at most 0 allowed" in done.out
    programme.write("config/rubric.yaml", "assertions: {dead_end: off, answered: 100%, slow: 0}\n")
    assert programme.shopper("run").code == 0


@pytest.mark.parametrize("fail_on", ["scenarios", "assertions", "never"])
def test_a_step_of_the_owners_that_raises_is_always_red(programme: TestProgramme, fail_on: str) -> None:
    programme.write("scenarios/sentences/own.py", OWN_STEP)
    programme.feature(OWN)
    assert programme.pytest("scenarios", "--fail-on", fail_on).code == 1


def test_a_known_finding_is_told_and_not_red_in_pytest_its_junit_and_ours(programme: TestProgramme) -> None:
    programme.feature(FINE + SLOW)
    programme.write("config/known.yaml", known(SLOW_KNOWN))
    done = programme.pytest("scenarios", "--wave", "w", "--junitxml", "theirs.xml", "-rx")
    assert done.code == 0, done.out
    assert "known until 2999-12-31: SHOP-12" in done.out
    assert "1 passed, 1 xfailed" in done.out
    for path in ("theirs.xml", ".shopper/out/w/junit.xml"):
        tree = ElementTree.parse(programme.root / path)
        skipped = [e.get("message") for e in tree.iter("skipped") if e.get("type") != "not_tried"]
        assert skipped == ["known until 2999-12-31: SHOP-12"]
        assert not list(tree.iter("failure"))
    page = (programme.root / ".shopper" / "out" / "w" / "scorecard.html").read_text(encoding="utf-8")
    assert "known until 2999-12-31: SHOP-12" in page


def test_a_known_finding_with_another_one_beside_it_is_red(programme: TestProgramme) -> None:
    programme.feature(
        SLOW.replace("within 0.3 s", "within 0.3 s\n    And there is no dead end").replace("late", "refuser2")
    )
    company = (programme.root / "config" / "company.yaml").read_text(encoding="utf-8")
    slow_refuser = 'address: "0.05 s: Unfortunately', 'address: "0.6 s: Unfortunately'
    programme.write("config/company.yaml", company.replace("refuser:", "refuser2:").replace(*slow_refuser))
    programme.write("config/known.yaml", known(SLOW_KNOWN))
    done = programme.pytest("scenarios")
    assert done.code == 1, done.out
    assert "known until 2999-12-31: SHOP-12" in done.out


@pytest.mark.parametrize("fail_on", ["scenarios", "assertions"])
def test_an_overdue_one_is_red_and_said(programme: TestProgramme, fail_on: str) -> None:
    programme.feature(SLOW)
    programme.write("config/known.yaml", known(SLOW_OVERDUE))
    done = programme.pytest("scenarios", "--fail-on", fail_on)
    assert done.code == 1, done.out
    assert "was known until 2020-12-31, which is over: SHOP-12" in done.out


def test_one_that_is_mended_is_asked_to_be_taken_out(programme: TestProgramme) -> None:
    programme.feature(FINE)
    programme.write("config/known.yaml", known("scenario: fine, judge: silence, ticket: SHOP-3, until: 2999-01-01"))
    done = programme.shopper("run", "--wave", "w")
    assert done.code == 0, done.out
    assert "fine, silence (SHOP-3). Mended? Take it out of config/known.yaml." in done.out
    assert "Known, and not found any more" in (programme.root / ".shopper/out/w/scorecard.html").read_text("utf-8")


def test_a_known_finding_of_a_scenario_that_is_not_there_is_refused_unless_only_some_are_played(
    programme: TestProgramme,
) -> None:
    programme.feature(FINE + SLOW)
    programme.write("config/known.yaml", known(SLOW_KNOWN.replace("slow one", "slow won")))
    done = programme.shopper("check")
    assert done.code == 12, done.out
    assert "there is no scenario “slow won”. Did you mean “slow one”?" in done.out
    assert programme.shopper("check", "-k", "fine").code == 0


def test_detach_is_green_while_all_waits_unless_asked_to_be_11(programme: TestProgramme) -> None:
    company = (programme.root / "config" / "company.yaml").read_text(encoding="utf-8")
    programme.write(
        "config/company.yaml", company.replace("0.6 s: It", "30 s: It").replace("patience: 1.2 s", "patience: 60 s")
    )
    programme.feature(SLOW.replace("0.3 s", "50 s"))
    assert programme.shopper("run", "--detach", "--wave", "w").code == 0
    waits = programme.shopper("resume", "--detach", "--fail-on-waiting")
    assert waits.code == 11, waits.out


def test_an_environment_is_in_wave_page_and_json_and_its_waves_are_taken_up_in_it(programme: TestProgramme) -> None:
    programme.feature(FINE)
    programme.write("config/env/staging.yaml", "company: {name: Testland staging}\n")
    done = programme.shopper("run", "--env", "staging")
    assert done.code == 0, done.out
    [out] = (programme.root / ".shopper" / "out").glob("*-staging")
    assert json.loads((out / "scorecard.json").read_text(encoding="utf-8"))["wave"]["environment"] == "staging"
    assert "Environment: staging" in (out / "scorecard.html").read_text(encoding="utf-8")
    assert programme.shopper("report", out.name).code == 0
    assert "Testland staging" in (out / "scorecard.html").read_text(encoding="utf-8")
    refused = programme.shopper("resume", "--wave", out.name)
    assert refused.code == 12
    assert "Take it up with --env staging" in refused.out
    assert "Nothing waits" in programme.shopper("resume", env={"SHOPPER_ENV": "staging"}).out
    assert programme.pytest("scenarios", "--shopper-env", "staging").code == 0
    unknown = programme.shopper("check", "--env", "stagin")
    assert unknown.code == 12
    assert "Did you mean “staging”?" in unknown.out
