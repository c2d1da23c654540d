"""What owners put around their scenarios: own sentences, fixtures, skips, Python beside features, all of Gherkin."""

from __future__ import annotations

import subprocess

from shopper.journal.events import Kind
from tests.programmes import TestProgramme, environment

ASK = "    When I ask about the price in {}\n"
HEAR = "    Then someone replies within 60 s\n"


def with_its_cache(programme: TestProgramme, *args: str) -> str:
    """Run it with pytest's memory of what failed; something fails."""
    command = [part for part in programme.command(*args) if part != "no:cacheprovider"]
    command.remove("-p")
    done = subprocess.run(
        command, cwd=programme.root, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def played(programme: TestProgramme, code: int, *args: str) -> str:
    """Run it; what it printed."""
    result = programme.pytest("scenarios", *args)
    assert result.code == code, result.out
    assert "INTERNALERROR" not in result.out
    return result.out


def test_whatever_a_step_does_once_it_waits_does_not_count_and_it_goes_on_with_the_reply(
    programme: TestProgramme,
) -> None:
    programme.write(
        "scenarios/sentences/mine.py",
        "from pytest_bdd import then, when\nimport pytest\n\n"
        "@then('I speak in the end')\ndef speaks(visit):\n"
        "    try:\n        reply = visit.hear()\n    finally:\n        visit.say('from finally')\n"
        "    assert '42' in reply.turn.text\n\n"
        "@then('I stumble on the way out')\ndef stumbles(visit):\n"
        "    try:\n        reply = visit.hear()\n    finally:\n        print(reply.turn.text)\n\n"
        "@then('I hide that I wait')\ndef hides(visit):\n"
        "    try:\n        visit.hear()\n    except BaseException:\n        pytest.skip('hidden')\n",
    )
    programme.feature(
        "".join(
            f"  Scenario: {name}\n" + ASK.format("late") + f"    Then {name}\n"
            for name in ("I speak in the end", "I stumble on the way out", "I hide that I wait")
        )
    )
    out = played(programme, 0)
    assert "3 passed" in out
    said = [entry["text"] for entry in programme.received()]
    assert len(said) == 4
    assert said.count("from finally") == 1


def test_a_skipped_scenario_is_skipped_again_when_its_wave_is_looked_at_and_keeps_no_wave_open(
    programme: TestProgramme,
) -> None:
    programme.write(
        "scenarios/sentences/mine.py",
        "from pytest_bdd import then\nimport pytest\n\n"
        "@then('it is not for today')\ndef skips():\n    pytest.skip('only on Mondays')\n",
    )
    programme.feature(
        "  Scenario: in the middle\n" + ASK.format("late") + "    Then it is not for today\n"
        "  @skip\n  Scenario: before the beginning\n" + ASK.format("late")
    )
    assert "2 skipped" in played(programme, 0, "--wave", "one")
    assert any(event.kind is Kind.WAVE_FINISHED for event in programme.events())
    said = len(programme.received())
    again = played(programme, 0, "--wave", "one", "-rs")
    assert "2 skipped" in again
    assert "only on Mondays" in again
    assert len(programme.received()) == said


def test_a_fixture_may_wait_before_the_first_step_and_a_wide_one_may_fail_in_its_teardown(
    programme: TestProgramme,
) -> None:
    programme.write(
        "scenarios/conftest.py",
        "import pytest\n\n"
        "@pytest.fixture(autouse=True)\ndef early(request):\n"
        "    if 'early' in request.node.name:\n        visit = request.getfixturevalue('visit')\n"
        "        visit.open('late', 'price')\n        visit.say('are you there?')\n"
        "        assert visit.hear() is not None\n\n"
        "@pytest.fixture(scope='module')\ndef wide():\n    yield\n    raise ValueError('the wide one broke')\n",
    )
    programme.write("scenarios/test_wide.py", "def test_wide(wide):\n    pass\n")
    programme.write("scenarios/a/test_wide_too.py", "def test_wide_too(wide):\n    pass\n")
    programme.feature("  Scenario: early\n    Then someone replies within 60 s\n", "z.feature")
    out = played(programme, 1)
    assert "3 passed" in out
    assert out.count("ValueError: the wide one broke") >= 2
    assert len(programme.received()) == 1


def test_pytests_own_options_do_what_they_do_and_no_debugger_opens_at_a_wait(programme: TestProgramme) -> None:
    programme.feature("  Scenario: waits\n" + ASK.format("late") + HEAR)
    out = played(programme, 0, "--pdb", "--durations=3", "--durations-min=0", "-p", "no:randomly", "-n", "0")
    assert "(Pdb)" not in out
    assert "1 passed" in out
    assert "slowest" in out
    assert "1 test collected" in played(programme, 0, "--collect-only")
    assert len(programme.received()) == 1


def test_x_ends_at_the_first_failure_and_the_others_can_be_taken_up_and_lf_runs_what_failed(
    programme: TestProgramme,
) -> None:
    text = "  Scenario: fails\n    When I fail at once\n" + "  Scenario: waits\n" + ASK.format("late") + HEAR
    programme.write(
        "scenarios/sentences/mine.py",
        "from pytest_bdd import when\n\n@when('I fail at once')\ndef fails(visit):\n"
        "    visit.open('quick', 'price')\n    visit.say('hello')\n    assert visit.hear().turn.text == 'no'\n",
    )
    programme.feature(text)
    first = with_its_cache(programme, "scenarios", "-x", "--wave", "one")
    assert "stopping after 1 failures" in first
    again = with_its_cache(programme, "scenarios", "--lf", "--wave", "two")
    assert "1 failed" in again
    assert "waits" not in "".join(e.body.get("scenario", "") for e in programme.events() if e.wave == "two")
    rest = programme.pytest("scenarios", "--wave", "one")
    assert "1 failed, 1 passed" in rest.out
    said = [(entry["visit"], entry["text"]) for entry in programme.received()]
    assert len(said) == len(set(said))


def test_a_feature_that_python_beside_it_collects_too_is_refused_and_so_are_equal_rows(
    programme: TestProgramme,
) -> None:
    programme.feature(
        "  Scenario: plain\n" + ASK.format("quick") + "  Scenario Outline: rows\n" + ASK.format("<place>")
        + "    Examples:\n      | place |\n      | quick |\n      | late |\n      | quick |\n"
    )  # fmt: skip
    programme.write("scenarios/test_shop.py", "from pytest_bdd import scenarios\n\nscenarios('shop.feature')\n")
    out = played(programme, 12)
    assert "“plain”: it is collected twice: by scenarios/shop.feature and by scenarios/test_shop.py." in out
    (programme.root / "scenarios" / "test_shop.py").unlink()
    out = played(programme, 12)
    assert "“rows (quick)”: two rows of its examples are equal." in out
    assert programme.received() == []


def test_rules_backgrounds_tables_and_texts_are_played_and_one_name_may_stand_in_two_folders(
    programme: TestProgramme,
) -> None:
    programme.write(
        "scenarios/sentences/mine.py",
        "from pytest_bdd import given, when\n\n"
        "@given('a calm day')\ndef calm(visit):\n    visit.once('calm', lambda: 1)\n\n"
        "@when('I write this')\ndef writes(visit, docstring):\n    visit.say(docstring)\n\n"
        "@when('I list')\ndef lists(visit, datatable):\n    visit.say(' and '.join(sum(datatable, [])))\n",
    )
    rich = (
        "Feature: Rich\n  Background:\n    Given a calm day\n  Rule: one\n    Background:\n"
        "      When I ask about the price in quick\n    Scenario: in a rule\n      When I write this\n"
        '        """\n        Two lines\n        of text\n        """\n      And I list\n        | kettle | cup |\n'
        "      Then someone replies within 60 s\n"
    )
    programme.feature(rich, "a/shop.feature")
    programme.feature(rich.replace("kettle", "teapot"), "b/shop.feature")
    assert "2 passed" in played(programme, 0)
    texts = [entry["text"] for entry in programme.received()]
    assert texts.count("Two lines\nof text") == 2
    assert {"kettle and cup", "teapot and cup"} <= set(texts)
    steps = {tuple(e.body["steps"]) for e in programme.events() if e.kind is Kind.JOURNEY_STARTED}
    assert any("And I list\nteapot | cup" in step for step in steps), "an edit of the table is an edit"
