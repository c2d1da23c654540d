"""Bad input is refused before the first message is sent, in a sentence that says where and what to do."""

from __future__ import annotations

import json

import pytest

from tests.engine.worlds import quiet_now
from tests.programmes import COMPANY, TestProgramme

GOOD = "  Scenario: good\n    When I ask about the price in quick\n    Then someone replies\n"


def refused(programme: TestProgramme, *args: str) -> str:
    """Run it; it must be refused with exit code 12 and nothing said."""
    result = programme.pytest("scenarios", *args)
    assert result.code == 12, result.out
    assert programme.received() == []
    assert "Traceback" not in result.out
    return result.out


def test_an_unknown_sentence_is_answered_with_the_nearest_ones(programme: TestProgramme) -> None:
    programme.feature(GOOD + "  Scenario: bad\n    When I asks about the price in quick\n    Then someone replys\n")
    out = refused(programme)
    assert "scenarios/shop.feature:6: “I asks about the price in quick”" in out
    assert "scenarios/shop.feature:7: “someone replys”: nobody knows this sentence. Nearest:" in out
    assert "“someone replies”" in out


def test_a_channel_that_the_company_lacks_is_named_with_the_nearest(programme: TestProgramme) -> None:
    programme.feature("  Scenario: bad\n    When I ask about the price in quik\n")
    assert "Testland has no channel “quik” in config/company.yaml. Did you mean “quick”" in refused(programme)


def test_an_unknown_service_is_named_with_the_nearest(programme: TestProgramme) -> None:
    programme.feature("  Scenario: bad\n    When I ask about the prise in quick\n")
    assert "no service “the prise”. Did you mean “the price”" in refused(programme)


def test_two_scenarios_of_one_name_are_refused_since_one_would_be_dropped(programme: TestProgramme) -> None:
    programme.feature(GOOD + GOOD)
    out = refused(programme)
    assert "scenarios/shop.feature:5: “good”: line 2 has a scenario of the same name." in out


def test_an_ambiguous_sentence_is_refused_with_both_definitions(programme: TestProgramme) -> None:
    for name in ("one", "two"):
        programme.write(
            f"scenarios/sentences/{name}.py",
            "from pytest_bdd import when\n\n@when('I wave')\ndef wave(visit): ...\n",
        )
    programme.feature("  Scenario: bad\n    When I wave\n")
    assert "more than one sentence fits" in refused(programme)


def test_a_broken_config_is_told_with_file_line_and_key(programme: TestProgramme) -> None:
    programme.write("config/company.yaml", COMPANY.replace("zone: Europe/Kyiv", "zone: Europe/Kiew\nlangs: [en]"))
    programme.feature(GOOD)
    out = refused(programme)
    assert "config/company.yaml:2: zone" in out
    assert "config/company.yaml:3: langs" in out


def test_a_broken_feature_is_told_and_nothing_else_is_played(programme: TestProgramme) -> None:
    programme.feature(GOOD)
    programme.write("scenarios/broken.feature", "Feature: x\n  Scenario: y\n    When I ask\n  Nonsense here\n")
    out = refused(programme)
    assert "broken.feature" in out


def test_more_visits_than_the_guard_rail_allows_are_refused_before_the_first(programme: TestProgramme) -> None:
    programme.write("config/company.yaml", COMPANY.replace("visits_per_day: 1000", "visits_per_day: 1"))
    programme.feature(GOOD + GOOD.replace("good", "another"))
    out = refused(programme)
    assert "2 visits in “quick” are planned; the limit is 1 a day" in out


def test_yesterdays_limit_counts_the_visits_of_earlier_waves_of_the_day(programme: TestProgramme) -> None:
    programme.write("config/company.yaml", COMPANY.replace("visits_per_day: 1000", "visits_per_day: 1"))
    programme.feature(GOOD)
    assert programme.pytest("scenarios").code == 0
    result = programme.pytest("scenarios")
    assert result.code == 12
    assert "and 1 were made today" in result.out
    assert len(programme.received()) == 1


def test_in_quiet_hours_no_wave_is_begun_and_none_goes_on_with_new_visits(programme: TestProgramme) -> None:
    rails = f"gap: 0, quiet_hours: {json.dumps(quiet_now())}"
    programme.write("config/company.yaml", COMPANY.replace("gap: 0", rails))
    programme.feature(GOOD)
    assert "quiet hours are from" in refused(programme)


@pytest.mark.parametrize("where", ["probes/broken.py", "scenarios/sentences/broken.py"])
def test_a_plug_in_that_fails_to_load_stops_the_run_and_is_named(programme: TestProgramme, where: str) -> None:
    programme.write(where, "import nothing_of_this_name\n")
    programme.feature(GOOD)
    result = programme.pytest("scenarios")
    assert result.code == 12, result.out
    assert where.removesuffix(".py") in result.out
    assert programme.received() == []


def test_check_says_that_all_is_well_and_sends_nothing(programme: TestProgramme) -> None:
    programme.feature(GOOD)
    result = programme.shopper("check")
    assert result.code == 0, result.out
    assert "nothing was sent" in result.out
    assert programme.received() == []
    assert not (programme.root / ".shopper" / "journal.db").exists()
