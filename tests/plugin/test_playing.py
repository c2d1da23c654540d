"""Scenarios are played by pytest, and fail with all that failed."""

from __future__ import annotations

import json

from shopper.journal.events import Kind
from tests.programmes import COMPANY, TestProgramme

ASK = "    When I ask about the price in {}\n"


def test_an_answered_question_passes_and_the_scorecard_is_written(programme: TestProgramme) -> None:
    programme.feature("  Scenario: good\n" + ASK.format("quick") + "    Then someone replies\n")
    result = programme.pytest("scenarios")
    assert result.code == 0, result.out
    assert "1 passed" in result.out
    [page] = (programme.root / ".shopper" / "out").glob("*/scorecard.html")
    assert f"scorecard: {page}" in result.out
    observations = json.loads((page.parent / "observations.json").read_text(encoding="utf-8"))
    assert [v["channel"] for v in observations["visits"]] == ["quick"]


def test_silence_fails_the_scenario_with_exit_code_1_and_is_no_error(programme: TestProgramme) -> None:
    programme.feature("  Scenario: silent\n" + ASK.format("mute") + "    Then someone replies\n")
    result = programme.pytest("scenarios", "--junitxml=junit.xml")
    assert result.code == 1, result.out
    assert "Nobody answered in Mute within 1.2 s." in result.out
    junit = (programme.root / "junit.xml").read_text(encoding="utf-8")
    assert 'failures="1"' in junit
    assert 'errors="0"' in junit


def test_a_late_answer_fails_the_promise_and_its_true_time_is_kept(programme: TestProgramme) -> None:
    programme.feature("  Scenario: slow\n" + ASK.format("late") + "    Then someone replies within 0.2 s\n")
    result = programme.pytest("scenarios")
    assert result.code == 1, result.out
    assert "asked for by: Then someone replies within 0.2 s" in result.out
    assert "“It costs 42 UAH.”" in result.out
    [note] = [e for e in programme.events() if e.kind is Kind.NOTE]
    assert 0.55 <= note.body["data"]["reply_s"] <= 1.2


def test_a_scenario_goes_on_after_a_soft_failure_and_tells_all_of_them(programme: TestProgramme) -> None:
    programme.feature(
        "  Scenario: both\n" + ASK.format("late") + "    Then someone replies within 0.1 s\n"
        "    And the answer mentions “free”\n    And the answer mentions “42”\n"
    )
    result = programme.pytest("scenarios")
    assert "The answer in Late took" in result.out
    assert "does not mention “free”" in result.out
    assert "does not mention “42”" not in result.out


def test_following_a_redirect_into_silence_is_a_circle_with_both_turns_quoted(programme: TestProgramme) -> None:
    programme.feature(
        "  Scenario: circle\n" + ASK.format("away") + "    Then someone replies\n    When I follow where they send me\n"
        "    Then someone replies\n    And I am not sent in circles\n"
    )
    result = programme.pytest("scenarios")
    assert result.code == 1, result.out
    assert "asked for by: And I am not sent in circles" in result.out
    assert "Please write to mute@testland.example." in result.out
    opened = [e.body for e in programme.events() if e.kind is Kind.VISIT_OPENED]
    assert [(b["channel"], b["origin"]) for b in opened] == [("away", "entry"), ("mute", "redirect")]


def test_following_wherever_they_send_leads_on_and_asks_for_the_answer_at_its_end(programme: TestProgramme) -> None:
    programme.feature(
        "  Scenario: on and on\n" + ASK.format("away") + "    When I follow wherever they send me, up to 2 times\n"
        "    Then someone replies\n    And there is no dead end\n"
    )
    result = programme.pytest("scenarios")
    assert result.code == 1, result.out
    assert "Nobody answered in Mute" in result.out
    opened = [e.body for e in programme.events() if e.kind is Kind.VISIT_OPENED]
    assert [(b["channel"], b["origin"]) for b in opened] == [("away", "entry"), ("mute", "redirect")]


def test_steps_that_cannot_be_reached_end_the_scenario_without_failing_it(programme: TestProgramme) -> None:
    programme.feature(
        "  Scenario: not sent\n"
        + ASK.format("quick")
        + "    Then someone replies\n    When I follow where they send me\n"
        "    Then someone replies within 0.000001 s\n"
    )
    result = programme.pytest("scenarios")
    assert result.code == 0, result.out


def test_a_refusal_with_no_other_way_is_a_dead_end(programme: TestProgramme) -> None:
    programme.feature("  Scenario: end\n" + ASK.format("refuser") + "    Then there is no dead end\n")
    result = programme.pytest("scenarios")
    assert result.code == 1, result.out
    assert "cannot help you with that" in result.out


def test_every_channel_plays_the_scenario_once_in_each(programme: TestProgramme) -> None:
    programme.feature(
        "  @every-channel\n  Scenario: all\n    When I ask about the price here\n    Then someone replies within 1 s\n"
    )
    result = programme.pytest("scenarios", "--strict-markers", "-v")
    assert result.code == 1
    for channel in ("quick", "late", "mute", "away", "refuser"):
        assert f"[{channel}]" in result.out
    assert "1 failed, 4 passed" in result.out


def test_two_channels_at_once_are_two_visits_of_one_journey(programme: TestProgramme) -> None:
    programme.feature(
        "  Scenario: two\n    When I ask about the price in quick and in late at once\n"
        "    Then someone replies in quick\n    And someone replies in late within 1 s\n"
    )
    result = programme.pytest("scenarios")
    assert result.code == 0, result.out
    opened = [e for e in programme.events() if e.kind is Kind.VISIT_OPENED]
    assert len({e.journey for e in opened}) == 1
    assert [e.body["origin"] for e in opened] == ["entry", "parallel"]


def test_scenarios_are_written_in_ukrainian_too_and_chosen_by_their_title(programme: TestProgramme) -> None:
    programme.feature(
        "# language: uk\nФункціонал: Ціна\n  Сценарій: Швидка відповідь\n    Коли я питаю про ціну в quick\n"
        "    Тоді хтось відповідає протягом 1 хвилини\n  Сценарій: Тиша\n    Коли я питаю про ціну в mute\n"
        "    Тоді хтось відповідає\n"
    )
    result = programme.pytest("scenarios", "-k", "Швидка")
    assert result.code == 0, result.out
    assert "1 passed, 1 deselected" in result.out
    [said] = programme.received()
    assert "цін" in said["text"].casefold() or "коштує" in said["text"]


def test_all_scenarios_wait_at_once(programme: TestProgramme) -> None:
    """The company answers nobody before all have asked: who waits for one answer before asking next would never end."""
    times = "sla: 50 s, tolerable: 60 s, patience: 90 s, quiet: 0"
    script = f"{{kind: scripted, address: '40 messages: It costs 42 UAH.', {times}}}"
    programme.write("config/company.yaml", COMPANY.replace("guard_rails:", f"  crowd: {script}\nguard_rails:"))
    rows = "".join(f"      | {n} |\n" for n in range(40))
    programme.feature(
        "  Scenario Outline: number <n>\n" + ASK.format("crowd") + "    Then someone replies\n"
        "    Examples:\n      | n |\n" + rows
    )
    result = programme.pytest("scenarios")
    assert result.code == 0, result.out
    assert "40 passed" in result.out


def test_a_programme_of_ones_own_shadows_a_stock_sentence(programme: TestProgramme) -> None:
    programme.write(
        "scenarios/sentences/mine.py",
        "from pytest_bdd import then\nfrom shopper.programme.sentences import sentence\n"
        "from shopper.model import Outcome\n\n"
        "@then(sentence(en='someone replies', uk='хтось відповідає', ru='кто-то отвечает', pl='ktoś odpowiada'))\n"
        "def mine(visit):\n"
        "    visit.note('silence', Outcome.FAILED, 'my own sentence was used')\n",
    )
    programme.feature("  Scenario: mine\n" + ASK.format("quick") + "    Then someone replies\n")
    result = programme.pytest("scenarios")
    assert "my own sentence was used" in result.out


def test_plain_tests_beside_scenarios_are_run_once_and_counted(programme: TestProgramme) -> None:
    programme.feature("  Scenario: good\n" + ASK.format("quick") + "    Then someone replies\n")
    programme.write("scenarios/test_plain.py", "def test_plain():\n    print('plain ran')\n")
    result = programme.pytest("scenarios", "-s")
    assert result.code == 0, result.out
    assert result.out.count("plain ran") == 1
    assert "2 passed" in result.out


def test_without_a_programme_the_plug_in_is_inert(programme: TestProgramme) -> None:
    (programme.root / "config" / "company.yaml").unlink()
    programme.write("test_plain.py", "import sys\n\ndef test_plain():\n    assert 'sqlalchemy' not in sys.modules\n")
    result = programme.pytest("test_plain.py")
    assert result.code == 0, result.out
