"""Ordinary tests beside a programme: they run as ever, though journeys wait and go on between them."""

from __future__ import annotations

from tests.foreign.repository import ASK, HEAR, Repository, scenario

NOTE = """\
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def note(name, text):
    with (ROOT / name).open("a") as file:
        print(text, file=file)
"""
GATE = """\
import time
from pathlib import Path

import pytest

LOG = Path(__file__).resolve().parent.parent / "shopping" / ".shopper" / "journal.db"


@pytest.fixture(scope="module")
def database():
    with open("fixtures.log", "a") as log:
        log.write("database up\\n")
        log.flush()
        yield "database"
        log.write("database down\\n")


@pytest.fixture(scope="session", autouse=True)
def everywhere():
    with open("fixtures.log", "a") as log:
        log.write("session up\\n")
        log.flush()
        yield
        log.write("session down\\n")


@pytest.mark.parametrize("turn", range(4))
def test_uses_it(database, turn):
    time.sleep(0.2)  # long enough for a reply to come in between
    assert database
"""


def test_fixtures_of_ordinary_tests_are_set_up_once_though_journeys_go_on_between_them(theirs: Repository) -> None:
    theirs.feature(scenario("one", "quick"), scenario("two", "late"), scenario("three", "quick"))
    theirs.write("tests/test_database.py", GATE)
    theirs.pytest("shopping", "tests").expect(0, "8 passed")
    assert theirs.lines("fixtures.log") == ["session up", "database up", "database down", "session down"]
    theirs.said_once(3)


def test_module_fixtures_of_scenarios_are_torn_down_in_order_and_the_sessions_last(theirs: Repository) -> None:
    theirs.feature(scenario("one", "quick"), scenario("two", "late"), name="a.feature")
    theirs.feature(scenario("three", "late"), name="b.feature")
    theirs.write(
        "shopping/scenarios/conftest.py",
        "import pytest\n\n"
        "def logged(scope):\n"
        "    @pytest.fixture(scope=scope, autouse=True)\n"
        "    def fixture(request):\n"
        "        with open('order.log', 'a') as log:\n"
        "            log.write(f'{scope} up\\n')\n            log.flush()\n            yield\n"
        "            log.write(f'{scope} down\\n')\n"
        "    return fixture\n\n"
        "in_session, in_module, in_function = map(logged, ('session', 'module', 'function'))\n",
    )
    theirs.pytest("shopping").expect(0, "3 passed")
    lines = theirs.lines("order.log")
    assert lines[0] == "session up" and lines[-1] == "session down"
    assert lines.count("session up") == lines.count("session down") == 1
    open_ones: list[str] = []
    for line in lines:
        scope, _, way = line.partition(" ")
        if way == "up":
            assert scope not in open_ones, lines
            open_ones.append(scope)
        else:
            assert open_ones.pop() == scope, lines
    assert lines.count("module up") >= 2


def test_their_own_pytest_bdd_suite_is_not_shopped(theirs: Repository) -> None:
    theirs.feature(scenario("ours", "quick"))
    theirs.write("tests/cart.feature", "Feature: Cart\n  Scenario: ours\n    Given a cart\n    Then it is empty\n")
    theirs.write(
        "tests/test_cart.py",
        "from pytest_bdd import given, scenarios, then\n\nscenarios('cart.feature')\n\n"
        "@given('a cart', target_fixture='cart')\ndef cart():\n    return []\n\n"
        "@then('it is empty')\ndef empty(cart):\n    assert cart == []\n",
    )
    theirs.pytest("--wave", "w").expect(0, "3 passed")
    started = [event for event in theirs.events() if event.kind == "wave_started"]
    assert [len(event.body["plan"]) for event in started] == [1]
    theirs.pytest("tests", "-W", "error").expect(0, "2 passed")


def test_capsys_tmp_path_caplog_and_monkeypatch_serve_in_steps_that_wait(theirs: Repository) -> None:
    theirs.write(
        "shopping/scenarios/sentences/mine.py",
        "import logging\n\nfrom pytest_bdd import given, then\n\n"
        "@given('a note of mine')\ndef note(tmp_path, capsys, caplog, monkeypatch):\n"
        "    (tmp_path / 'note').write_text('kept')\n    print('in step')\n"
        "    monkeypatch.setenv('MINE', 'yes')\n    logging.getLogger('mine').warning('heard')\n\n"
        "@then('it is still there')\ndef there(tmp_path, capsys, caplog):\n    import os\n"
        "    assert (tmp_path / 'note').read_text() == 'kept'\n    assert capsys.readouterr().out == 'in step\\n'\n"
        "    assert [r.message for r in caplog.records if r.name == 'mine'] == ['heard']\n"
        "    assert os.environ['MINE'] == 'yes'\n",
    )
    told = "  Scenario: mine\n    Given a note of mine\n" + ASK.format("quick") + HEAR + "    Then it is still there\n"
    theirs.feature(told, scenario("other", "late"))
    theirs.pytest("shopping").expect(0, "2 passed")
    theirs.said_once(2)


def test_a_repository_without_a_programme_pays_nothing(theirs: Repository) -> None:
    theirs.write("pytest.ini", "[pytest]\nfilterwarnings = error\n")
    theirs.write("tests/cart.feature", "Feature: Cart\n  @smoke\n  Scenario: empty\n    Given a cart\n")
    theirs.write(
        "tests/test_cart.py",
        "from pytest_bdd import given, scenarios\n\nscenarios('cart.feature')\n\n"
        "@given('a cart')\ndef cart():\n    pass\n",
    )
    theirs.write(
        "conftest.py",
        "import sys\n\n\ndef pytest_unconfigure():\n"
        "    with open('modules.log', 'w') as log:\n        log.write('\\n'.join(sorted(sys.modules)))\n",
    )
    theirs.pytest("tests", "-W", "ignore::pytest.PytestUnknownMarkWarning").expect(0, "2 passed")
    loaded = theirs.lines("modules.log")
    ours = [name for name in loaded if name.split(".")[0] == "shopper"]
    assert len(ours) <= 8, ours
    heavy = {
        "pydantic",
        "sqlalchemy",
        "playwright",
        "rich",
        "yaml",
        "aiohttp",
        "babel",
        "jinja2",
        "typer",
        "phonenumbers",
    }
    assert heavy & set(loaded) == set()


def test_an_ordinary_test_that_is_interrupted_ends_the_run_and_keeps_who_waits(theirs: Repository) -> None:
    theirs.feature(scenario("one", "late"))
    theirs.write("tests/test_unit.py", "def test_stops():\n    raise KeyboardInterrupt\n")
    theirs.pytest("shopping", "tests", "--wave", "w").expect(2, "Go on with: shopper resume")
    theirs.pytest("shopping", "--resume").expect(0, "1 passed")
    theirs.said_once(1)


def test_a_module_fixture_that_breaks_in_its_teardown_is_an_error_of_its_own_test(theirs: Repository) -> None:
    theirs.feature(scenario("one", "late"))
    theirs.write(
        "tests/test_unit.py",
        "import pytest\n\n\n@pytest.fixture(scope='module')\ndef broken():\n    yield\n"
        "    raise ValueError('broke')\n\n\ndef test_uses_it(broken):\n    pass\n",
    )
    for order in (["shopping", "tests"], ["tests", "shopping"]):
        theirs.pytest(*order).expect(1, "2 passed, 1 error", "ERROR at teardown of test_uses_it", "ValueError: broke")
