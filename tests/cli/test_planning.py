"""`shopper plan`: what the schedule will do, before anything is sent."""

from __future__ import annotations

from pathlib import Path

from tests.programmes import TestProgramme, make_programme

FEATURE = """
  @every-channel
  Scenario: The price here
    When I ask about the price here
    Then someone replies

  Scenario: The price in Quick
    When I ask about the price in Quick
    Then someone replies
"""
SCHEDULE = """\
waves:
  drops: {spread: {visits: 1, seed: 3}}
  daily: {at: daily 10:00, only: Quick}
"""


def planned(programme: TestProgramme, *args: str, schedule: str = SCHEDULE) -> tuple[int, str]:
    programme.write("config/schedule.yaml", schedule)
    done = programme.shopper("plan", *args)
    return done.code, done.out


def test_the_plan_shows_each_visit_its_customer_and_the_staffs_minutes(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    code, out = planned(programme, "--from", "2027-03-22", "--lang", "en")
    assert code == 0, out
    assert out.count("scenarios: 2") == 7
    assert "The price here (mute)" in out
    assert "Olena" in out
    assert "Asks of the company's staff about" in out
    assert not programme.received()
    assert not (tmp_path / ".shopper" / "out").exists()


def test_a_plan_that_is_printed_twice_is_the_same(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    assert planned(programme, "--from", "2027-03-22") == planned(programme, "--from", "2027-03-22")


def test_a_plan_that_cannot_be_carried_ends_with_a_refusal(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    company = (tmp_path / "config" / "company.yaml").read_text(encoding="utf-8")
    programme.write(
        "config/company.yaml", company.replace("persona_visits_per_week: 1000", "persona_visits_per_week: 2")
    )
    code, out = planned(programme, "--from", "2027-03-22", "--lang", "uk")
    assert code == 12
    assert "буде відхилено: daily-2027-03-23-1000" in out


def test_a_week_that_has_begun_is_shown_as_the_journal_holds_it(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    schedule = "waves:\n  drops: {spread: {visits: 2, seed: 3}}\n"
    before = visits(planned(programme, "--from", "2100-01-04", schedule=schedule)[1])
    begun = programme.shopper("run", "--wave=drops-2100-W01", "--spread=drops", "--week=2100-W01", "--detach")
    assert begun.code == 0, begun.out
    other = schedule.replace("seed: 3", "seed: 4")
    assert visits(planned(programme, "--from", "2100-01-04", schedule=other)[1]) == before


def visits(out: str) -> list[list[str]]:
    """The lines of the plan's table, word by word."""
    return [line.split() for line in out.splitlines() if "The price" in line]


def test_a_programme_without_a_schedule_is_told_how_to_write_one(tmp_path: Path) -> None:
    done = make_programme(tmp_path, FEATURE).shopper("plan", "--lang", "pl")
    assert done.code == 12
    assert "harmonogramu jeszcze nie ma" in done.out


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    code, out = planned(make_programme(tmp_path, FEATURE), "--from", "tomorrow")
    assert code == 12
    assert "write a date like 2026-11-23" in out


def test_a_week_that_is_none_is_refused_before_anything_is_said(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    programme.write("config/schedule.yaml", SCHEDULE)
    for options, said in (
        (("--spread=drops", "--week=48"), "weeks are written like 2026-W48"),
        (("--spread=drop",), "Did you mean “drops”?"),
    ):
        done = programme.shopper("run", "--wave=x", *options)
        assert done.code == 12
        assert said in done.out
    assert not programme.received()


def test_on_a_blackout_nothing_is_begun_by_hand_neither(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    programme.write(
        "config/calendar.yaml", "exceptions: [{from: 2020-01-01, to: 2099-12-31, reason: moving, blackout: true}]\n"
    )
    done = programme.shopper("run")
    assert done.code == 12
    assert "moving (config/calendar.yaml, blackout)" in done.out
    assert not programme.received()


def test_a_day_that_is_not_like_others_is_told_apart_on_the_page(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, FEATURE)
    programme.write("config/calendar.yaml", "exceptions: [{from: 2020-01-01, to: 2099-12-31, reason: the strike}]\n")
    programme.shopper("run", "--wave=w", "-k", "Quick")
    page = (tmp_path / ".shopper" / "out" / "w" / "scorecard.html").read_text(encoding="utf-8")
    assert "the strike" in page
    assert "visits 2, answered 2 of 2, in the promised time 2" in page
