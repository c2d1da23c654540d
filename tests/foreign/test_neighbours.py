"""Together with the plug-ins that QA teams have, in their newest versions."""

from __future__ import annotations

import json

import pytest

from tests.foreign.repository import PATIENT, Repository, scenario

GOOD, LATE = scenario("good", "quick"), scenario("late one", "late")
BAD = scenario("bad", "refuser", "And the answer states the price")
FLAKY = """\
import pathlib


def test_flaky():
    seen = pathlib.Path("seen")
    had = seen.exists()
    seen.touch()
    assert had
"""
SECOND = """\
personas:
  olena: {name: Olena, languages: [en, uk], facts: {product: a kettle, order_number: "48213", phone: "+380441234567"}}
  petro: {name: Petro, languages: [en, uk], facts: {product: a teapot, order_number: "48214", phone: "+380441234568"}}
"""


def test_rerunfailures_runs_a_flaky_test_again_and_never_sends_again(theirs: Repository) -> None:
    theirs.with_plugins("pytest-rerunfailures").feature(GOOD, BAD, LATE)
    theirs.write("tests/test_flaky.py", FLAKY)
    theirs.pytest("--reruns", "2").expect(1, "1 failed, 4 passed, 1 rerun", "--reruns repeats no visit")
    theirs.said_once(3)


def test_rerunfailures_in_a_worker_of_xdist_never_sends_again(theirs: Repository) -> None:
    theirs.with_plugins("pytest-rerunfailures").feature(GOOD, BAD)
    theirs.pytest("-n", "1", "--reruns", "2").expect(1, "1 failed, 2 passed")
    theirs.said_once(2)


def test_timeout_counts_what_runs_and_no_waiting(theirs: Repository) -> None:
    theirs.with_plugins("pytest-timeout")
    theirs.write("shopping/config/company.yaml", PATIENT.replace('"0.6 s:', '"10 s:'))
    theirs.feature(GOOD, LATE)
    theirs.write("tests/test_slow.py", "import time\n\ndef test_slow():\n    time.sleep(60)\n")
    theirs.pytest("--timeout", "8").expect(1, "1 failed, 3 passed", "Timeout")
    theirs.said_once(2)


def test_timeout_finds_a_step_that_hangs(theirs: Repository) -> None:
    theirs.with_plugins("pytest-timeout")
    theirs.write(
        "shopping/scenarios/sentences/mine.py",
        "import time\nfrom pytest_bdd import given\n\n@given('a hang')\ndef hangs():\n    time.sleep(60)\n",
    )
    theirs.feature("  Scenario: hangs\n    Given a hang\n" + GOOD.partition("\n")[2], LATE)
    theirs.pytest("shopping", "--timeout", "8").expect(1, "1 failed, 1 passed", "Timeout")


def test_workers_of_xdist_block_while_they_wait_and_no_timeout_takes_that_for_a_hang(theirs: Repository) -> None:
    theirs.with_plugins("pytest-timeout").feature(LATE)
    theirs.write("shopping/config/company.yaml", PATIENT.replace('"0.6 s:', '"10 s:'))
    theirs.pytest("-n", "1", "--timeout", "8").expect(0, "2 passed")
    theirs.said_once(1)


@pytest.mark.parametrize("dist", ["load", "loadfile"])
def test_xdist_gives_all_that_one_persona_plays_to_one_worker(theirs: Repository, dist: str) -> None:
    theirs.write("shopping/config/personas.yaml", SECOND)
    theirs.feature(GOOD, LATE, scenario("third", "away"), name="a.feature")
    theirs.feature(scenario("fourth", "quick"), scenario("fifth", "late"), name="b.feature")
    theirs.write(
        "tests/test_more.py", "import pytest\n\n@pytest.mark.parametrize('n', range(6))\ndef test_n(n):\n    pass\n"
    )
    theirs.pytest("-n", "2", "--dist", dist, "-p", "no:randomly").expect(0, "12 passed")
    theirs.said_once(5)
    players: dict[str, set[str]] = {}
    for event in theirs.events():
        if event.kind == "visit_opened":
            players.setdefault(event.body["persona"], set()).add(event.at.process)
    assert set(players) == {"olena", "petro"}
    assert all(len(processes) == 1 for processes in players.values()), players


def test_xdist_that_would_say_everything_several_times_is_refused(theirs: Repository) -> None:
    theirs.feature(GOOD)
    theirs.pytest("--dist", "each", "--tx", "2*popen").expect(12, "--dist each lets every worker play everything")
    theirs.pytest("--dist", "load", "--tx", "2*popen").expect(0, "2 passed")
    theirs.said_once(1)


def test_randomly_shuffles_the_order_and_changes_nothing_that_is_said(theirs: Repository) -> None:
    theirs.with_plugins("pytest-randomly").write("shopping/config/personas.yaml", SECOND)
    theirs.feature(*(scenario(f"number {n}", place) for n, place in enumerate(["quick", "late", "away", "refuser"])))
    seen = []
    for number, seed in enumerate(("1", "no")):
        order = ["-p", "no:randomly"] if seed == "no" else ["-p", "randomly", "--randomly-seed", seed]
        state = f"state-{number}"
        run = theirs.pytest("shopping", "--wave", "same", "--state", state, "-v", *order)
        run.expect(0, "4 passed")
        listed = theirs.pytest("shopping", "--collect-only", "-q", *order).expect(0).out
        log = (theirs.root / state / "scripted.jsonl").read_text(encoding="utf-8").splitlines()
        seen.append(
            ([line for line in listed.splitlines() if "::" in line], sorted(json.loads(x)["text"] for x in log))
        )
    assert len({tuple(order) for order, _ in seen}) > 1
    assert seen[0][1] == seen[1][1]


def test_allure_holds_one_result_for_each_scenario_though_it_was_run_several_times(theirs: Repository) -> None:
    theirs.with_plugins("allure-pytest-bdd").feature(GOOD, BAD, LATE)
    theirs.pytest("--alluredir=results").expect(1, "1 failed, 3 passed")
    results = [json.loads(p.read_text(encoding="utf-8")) for p in (theirs.root / "results").glob("*-result.json")]
    assert sorted((r["name"], r["status"]) for r in results) == [
        ("bad", "failed"), ("good", "passed"), ("late one", "passed"),
    ]  # fmt: skip


def test_asyncio_tests_and_waiting_visits_stand_side_by_side(theirs: Repository) -> None:
    theirs.with_plugins("pytest-asyncio").feature(GOOD, LATE)
    theirs.write(
        "tests/test_async.py",
        "import asyncio\n\nimport pytest\n\n\n@pytest.fixture\nasync def number():\n    await asyncio.sleep(0)\n"
        "    yield 17\n\n\nasync def test_it(number):\n    await asyncio.sleep(0)\n    assert number == 17\n",
    )
    settings = ["-o", "asyncio_default_fixture_loop_scope=function", "--asyncio-mode=auto"]
    theirs.pytest(*settings).expect(0, "4 passed")
    theirs.said_once(2)


def test_coverage_is_measured_of_their_own_steps(theirs: Repository) -> None:
    theirs.with_plugins("pytest-cov").feature(GOOD, LATE)
    run = theirs.pytest("--cov=shopping", "--cov=tests").expect(0, "3 passed", "TOTAL")
    [probe] = [line for line in run.out.splitlines() if line.startswith("shopping/probes/scripted.py")]
    assert probe.endswith("100%")


def test_playwrights_own_page_serves_ordinary_tests_beside_waiting_visits(
    theirs: Repository, browser_path: str
) -> None:
    theirs.with_plugins("pytest-playwright").feature(GOOD, LATE)
    theirs.write(
        "tests/test_page.py",
        "def test_page(page):\n    page.set_content('<h1>hello</h1>')\n    assert page.inner_text('h1') == 'hello'\n",
    )
    theirs.write(
        "conftest.py",
        "import pytest\n\n\n@pytest.fixture(scope='session')\ndef browser_type_launch_args(browser_type_launch_args):\n"
        f"    more = {{'executable_path': {browser_path!r}}}\n"
        "    more['args'] = ['--no-sandbox', '--disable-background-networking']\n"
        "    return {**browser_type_launch_args, **more}\n",
    )
    # pytest-base-url's own fixture is deprecated by the newest pytest.
    theirs.pytest("shopping", "tests", "-W", "ignore::pytest.PytestRemovedIn10Warning").expect(0, "4 passed")
    theirs.said_once(2)
