"""config/known.yaml and the limits in config/rubric.yaml, as they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.judges import JUDGES
from shopper.settings import load_settings
from shopper.settings.assertions import Assertion
from shopper.settings.known import KnownFinding

from .conftest import Write, refused

KNOWN = "known:\n  - {scenario: Price, judge: slow, channel: chat, service: price, ticket: 12, until: 2026-12-31}\n"


def test_a_known_finding_is_read_with_its_ticket_and_its_day(write: Write) -> None:
    [known] = load_settings(write(known=KNOWN), judges=tuple(JUDGES)).known
    assert (known.ticket, known.until, known.judge) == ("12", date(2026, 12, 31), "slow")


@pytest.mark.parametrize(
    ("old", "new", "key", "hint"),
    [
        ("judge: slow", "judge: slo", "known[0].judge", "Did you mean “slow”?"),
        ("channel: chat", "channel: chatt", "known[0].channel", "Did you mean “chat”?"),
        ("service: price", "service: prise", "known[0].service", "Did you mean “price”?"),
        ("ticket: 12", "tiket: 12", "known[0].tiket", "Did you mean “ticket”?"),
        ("until: 2026-12-31", "until: soon", "known[0].until", ""),
    ],
)
def test_what_is_not_there_is_named_with_what_was_meant(write: Write, old: str, new: str, key: str, hint: str) -> None:
    mistakes = refused(write(known=KNOWN.replace(old, new)), judges=tuple(JUDGES))
    found = {mistake.key: mistake for mistake in mistakes}
    assert key in found
    assert found[key].file == "config/known.yaml"
    assert found[key].line == 2
    assert hint in found[key].hint


def test_a_known_finding_that_would_excuse_a_judge_everywhere_is_refused(write: Write) -> None:
    [mistake] = refused(write(known="known: [{judge: slow, ticket: A-1, until: 2026-12-31}]\n"))
    assert "say where: scenario:, channel: or service:" in mistake.what


@given(st.dates(min_value=date(2000, 1, 2), max_value=date(2099, 1, 1)), st.integers(-3, 3))
def test_a_known_finding_holds_through_its_last_day(until: date, days: int) -> None:
    known = KnownFinding(scenario="a", judge="slow", ticket="T", until=until)
    assert known.expired(until + timedelta(days=days)) == (days > 0)


def test_limits_are_written_short_or_long_and_off_takes_ours_away(write: Write) -> None:
    rubric = "assertions: {slow: 3, in_time: 90%, answered: 0.5, silence: off, dead_end: {max: 1, channels: [chat]}}\n"
    limits = load_settings(write(rubric=rubric), judges=tuple(JUDGES)).rubric.assertions
    assert limits["slow"] == Assertion(max=3)
    assert limits["in_time"] == Assertion(min=0.9)
    assert limits["answered"] == Assertion(min=0.5)
    assert limits["silence"] == Assertion()
    assert limits["dead_end"] == Assertion(max=1, channels=("chat",))
    assert limits["closed_loop"] == Assertion(max=0), "ours, which the owner does not name"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("slwo: 3", "Did you mean “slow”?"),
        ("slow: 90%", "the most that will do"),
        ("in_time: 1", "the least that will do"),
        ("answered: 120%", "too big"),
        ("slow: -1", "too small"),
        ("slow: many", "number"),
    ],
)
def test_a_limit_that_means_nothing_is_refused(write: Write, text: str, part: str) -> None:
    mistakes = refused(write(rubric=f"assertions: {{{text}}}\n"), judges=tuple(JUDGES))
    assert any(part in str(mistake) for mistake in mistakes), mistakes


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ("silence: {max: 0, channels: [email, chatt]}", "assertions.silence.channels[1]", "Did you mean “chat”?"),
        ("silence/emial: 0", "assertions.silence/emial", "Did you mean “email”?"),
        ("answered/*/prise: 90%", "assertions.answered/*/prise", "Did you mean “price”?"),
        ("slow: {max: 0, services: [prise]}", "assertions.slow.services[0]", "Did you mean “price”?"),
        ("slow: {level: warn, max: 0, channels: ['ch*', 'tg*']}", "assertions.slow.channels[1]", "Known here: chat"),
    ],
)
def test_a_limit_for_a_place_that_is_not_there_is_refused_for_it_would_never_break(
    write: Write, text: str, key: str, hint: str
) -> None:
    found = {one.key: one for one in refused(write(rubric=f"assertions:\n  {text}\n"), judges=tuple(JUDGES))}
    assert (found[key].file, found[key].line) == ("config/rubric.yaml", 2)
    assert hint in found[key].hint


def test_a_limit_may_name_places_by_patterns(write: Write) -> None:
    rubric = (
        "assertions: {silence/e*: 0, 'answered/*/pri?e': 90%, slow: {max: 0, channels: ['*a*'], services: ['*']}}\n"
    )
    assert "silence/e*" in load_settings(write(rubric=rubric), judges=tuple(JUDGES)).rubric.assertions


def test_a_limit_for_a_channel_that_an_environment_takes_out_is_no_mistake(write: Write) -> None:
    programme = write(rubric="assertions: {silence/email: 0, slow/fax: 0}\n")
    folder = programme.root / "config" / "env"
    folder.mkdir()
    (folder / "staging.yaml").write_text("company: {channels: {email: null}}\n", encoding="utf-8")
    [mistake] = refused(replace(programme, environment="staging"), judges=tuple(JUDGES))
    assert mistake.key == "assertions.slow/fax"
