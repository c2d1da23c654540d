"""Before the first word every journey has its persona, over resumptions too, and within what is credible."""

from __future__ import annotations

import importlib.util
from collections import Counter

import pytest

from shopper.journal.events import Kind
from tests.programmes import COMPANY, TestProgramme

PERSONAS = """\
personas:
  olena: {name: Olena, languages: [uk, en], facts: {product: a kettle, order_number: "48213"}}
  mark: {name: Mark, languages: [en], facts: {product: a kettle, order_number: {value: "51740", real: true}}}
  jan: {name: Jan, languages: [pl, uk], facts: {product: czajnik}}
"""
STRICT = COMPANY.replace("same_question_per_week: 1000", "same_question_per_week: 1")
PRICE = "  Scenario: {0}\n    When I ask about the price in {1}\n    Then someone replies within 1 minute\n"
ORDER = (
    "  @needs-order\n  Scenario: my order\n    When I ask about the order status in quick\n    Then someone replies\n"
)


def players(programme: TestProgramme) -> dict[str, str]:
    """Who played what, by the titles of the journeys."""
    return {e.body["title"]: e.body["persona"] for e in programme.events() if e.kind is Kind.JOURNEY_STARTED}


def test_every_story_goes_to_another_persona_while_one_is_left_and_the_waves_start_says_so(
    programme: TestProgramme,
) -> None:
    programme.write("config/personas.yaml", PERSONAS)
    programme.feature(PRICE.format("one", "quick") + PRICE.format("two", "quick"))
    assert programme.pytest("scenarios").code == 0
    assert sorted(players(programme).values()) == ["mark", "olena"]
    [start] = [e for e in programme.events() if e.kind is Kind.WAVE_STARTED]
    named = {start.body["titles"][journey]: persona for journey, persona in start.body["personas"].items()}
    assert named == players(programme)


def test_a_story_that_needs_a_real_order_is_played_by_who_has_one(programme: TestProgramme) -> None:
    programme.write("config/personas.yaml", PERSONAS)
    programme.feature(ORDER)
    for wave in "abc":
        assert programme.pytest("scenarios", "--wave", wave).code == 0
    assert players(programme) == {"my order": "mark"}
    assert all("48213" not in entry["text"] for entry in programme.received())


def test_a_story_that_needs_a_real_order_is_skipped_with_the_fact_to_add_where_nobody_has_one(
    programme: TestProgramme,
) -> None:
    programme.feature(PRICE.format("plain", "quick") + ORDER)
    junit = programme.root / "junit.xml"
    result = programme.pytest("scenarios", "-rs", f"--junitxml={junit}")
    assert result.code == 0, result.out
    assert "1 passed, 1 skipped" in result.out
    assert "Add order_number: {value: …, real: true} under facts: of olena" in result.out
    told = junit.read_text(encoding="utf-8")
    assert 'skipped="1"' in told
    assert "real: true" in told
    assert len(programme.received()) == 1
    [ours] = (programme.root / ".shopper" / "out").glob("*/junit.xml")
    assert 'failures="0" errors="0"' in ours.read_text(encoding="utf-8")
    assert "not applicable: no persona who could play this" in ours.read_text(encoding="utf-8")


def test_check_tells_what_will_be_skipped_and_that_all_else_is_in_order(programme: TestProgramme) -> None:
    programme.feature(PRICE.format("plain", "quick") + ORDER)
    result = programme.shopper("check")
    assert result.code == 0, result.out
    assert (
        "not played: “my order”: not applicable: no persona who could play this has a real order_number." in result.out
    )
    assert "quick: 1 visit planned" in result.out


def test_a_skipped_story_is_finished_with_its_wave(programme: TestProgramme) -> None:
    programme.feature(ORDER)
    first = programme.shopper("run", "--wave", "w")
    assert first.code == 0, first.out
    assert "not applicable: no persona who could play this has a real order_number." in first.out
    kinds = Counter(e.kind for e in programme.events())
    assert (kinds[Kind.JOURNEY_FINISHED], kinds[Kind.WAVE_FINISHED], kinds[Kind.VISIT_OPENED]) == (1, 1, 0)
    programme.write("config/personas.yaml", PERSONAS)  # an order was placed since; this wave is over
    result = programme.pytest("scenarios", "--wave", "w")
    assert result.code == 0, result.out
    assert "1 skipped" in result.out
    assert programme.received() == []


def test_a_story_that_nobody_can_play_is_refused_with_the_reason_for_everybody(programme: TestProgramme) -> None:
    programme.write("config/personas.yaml", PERSONAS)
    programme.write("config/company.yaml", COMPANY.replace("title: Late,", "title: Late, personas: [olena],"))
    programme.feature(
        "  @needs-order\n  Scenario: torn\n    When I ask about the price in late\n    Then someone replies\n"
    )
    result = programme.pytest("scenarios")
    assert "1 skipped" in result.out  # only the real order is missing: olena could play it
    programme.write("config/company.yaml", COMPANY.replace("title: Late,", "title: Late, personas: [jan],"))
    result = programme.pytest("scenarios")
    assert result.code == 12, result.out
    assert "mark is not among the personas of “late”" in result.out
    assert "jan does not speak “en”" in result.out
    assert programme.received() == []


def test_more_than_the_personas_can_carry_credibly_is_refused_before_anything_is_sent(programme: TestProgramme) -> None:
    programme.write("config/company.yaml", STRICT)
    programme.feature(PRICE.format("one", "quick") + PRICE.format("two", "quick") + PRICE.format("three", "late"))
    result = programme.pytest("scenarios")
    assert result.code == 12, result.out
    assert "olena would ask about “price” in “quick” 2 times; the limit is 1" in result.out
    assert programme.received() == []
    assert programme.shopper("check").code == 12
    chosen = programme.pytest("scenarios", "-k", "one or three")
    assert chosen.code == 0, chosen.out


def test_what_a_persona_did_in_earlier_waves_of_the_week_counts(programme: TestProgramme) -> None:
    programme.write("config/company.yaml", STRICT)
    programme.feature(PRICE.format("one", "quick"))
    assert programme.pytest("scenarios").code == 0
    again = programme.pytest("scenarios")
    assert again.code == 12, again.out
    assert "2 times, 1 of them made already" in again.out
    programme.write("config/personas.yaml", PERSONAS)
    another = programme.pytest("scenarios", "--wave", "another")
    assert another.code == 0, another.out
    assert [e.body["persona"] for e in programme.events() if e.kind is Kind.VISIT_OPENED] == ["olena", "mark"]


def test_a_visit_that_a_story_leads_to_counts_for_the_week_and_is_not_refused_in_its_middle(
    programme: TestProgramme,
) -> None:
    limits = COMPANY.replace("persona_visits_per_week: 1000", "persona_visits_per_week: 1")
    programme.write("config/company.yaml", limits)
    programme.feature(
        "  Scenario: on and on\n    When I ask about the price in quick\n    Then someone replies\n"
        "    When I continue in late\n    Then someone replies within 1 minute\n"
        "    When I continue in quick\n    Then someone replies\n"
    )
    assert programme.pytest("scenarios").code == 0
    result = programme.pytest("scenarios")
    assert result.code == 12, result.out
    assert "olena would come 3 times to “quick”, 2 of them made already; the limit is 1" in result.out


def test_a_wave_that_is_taken_up_again_keeps_its_cast(programme: TestProgramme) -> None:
    programme.write("config/personas.yaml", PERSONAS)
    programme.feature(PRICE.format("one", "mute") + PRICE.format("two", "mute"))
    assert programme.pytest("scenarios", "--wave", "w", "--detach").code == 0
    cast = players(programme)
    mark, olena = sorted(cast, key=cast.__getitem__)
    programme.write("config/personas.yaml", PERSONAS.replace("  mark:", "  marko:"))
    refused = programme.pytest("scenarios", "--wave", "w")
    assert refused.code == 12, refused.out
    assert f"They need the persona “mark” (config/personas.yaml), in “{mark}”." in refused.out
    programme.write("config/personas.yaml", PERSONAS)
    assert programme.pytest("scenarios", "--wave", "w").code == 1  # nobody answers there
    assert players(programme) == cast == {mark: "mark", olena: "olena"}


@pytest.mark.skipif(importlib.util.find_spec("xdist") is None, reason="pytest-xdist is not installed")
def test_xdists_workers_play_with_one_cast(programme: TestProgramme) -> None:
    programme.write("config/personas.yaml", PERSONAS)
    programme.write("config/company.yaml", STRICT)
    programme.feature("".join(PRICE.format(f"{place} {n}", place) for place in ("quick", "late") for n in (1, 2)))
    result = programme.pytest("scenarios", "-n", "2")
    # A persona's line belongs to one process at a time; that a worker finds it in use is no matter of the cast.
    assert result.code in (0, 10), result.out
    assert Counter(players(programme).values()) == {"olena": 2, "mark": 2}
