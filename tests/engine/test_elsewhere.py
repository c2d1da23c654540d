"""A question asked in one channel and answered by a call: within the wave, after patience, and over a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopper.engine.scripted import DIES, Answer, parse_script
from shopper.journal.events import Event, Kind
from shopper.journal.reading import build_records
from shopper.model import VisitRecord
from tests.programmes import TestProgramme, make_programme

COMPANY = """\
name: Testland
zone: Europe/Kyiv
languages: [en]
channels:
  calls: {kind: scripted, title: Chat, address: "0.3 s by phone: It costs 42 UAH.", patience: 20 s, TERMS}
  later: {kind: scripted, address: "0.9 s by phone: The price, or cost, is 42 UAH.", patience: 0.4 s, TERMS}
  waits: {kind: scripted, address: "2 s: The warranty is for two years.", patience: 20 s, TERMS}
  line: {kind: phone, title: Our line, address: "+380 44 765 43 21"}
guard_rails: {authorised_by: the test, visits_per_day: 1000, persona_visits_per_week: 1000, gap: 0, rest: 0}
""".replace("TERMS", "sla: 0.4 s, tolerable: 0.4 s, quiet: 0.1 s")


def programme_of(root: Path, feature: str, *, phone: str = "+380 50 111 22 33") -> TestProgramme:
    programme = make_programme(root, feature)
    programme.write("config/company.yaml", COMPANY)
    facts = f'facts: {{product: a kettle, phone: "{phone}"}}'
    programme.write("config/personas.yaml", f"personas:\n  olena: {{name: Olena, languages: [en], {facts}}}\n")
    programme.write("probes/phone.py", "from shopper.engine.scripted_phone import PROBE as PROBE\n")
    return programme


def ask(service: str, channel: str) -> str:
    return f"  Scenario: {service}\n    When I ask about {service} in {channel}\n    Then someone replies within 10 s\n"


def visits(programme: TestProgramme) -> dict[str, VisitRecord]:
    store = programme.store()
    try:
        [wave] = {e.wave for e in store.events(kinds=[Kind.WAVE_STARTED])}
        return {visit.channel: visit for record in build_records(store, wave) for visit in record.visits}
    finally:
        store.close()


def heard(programme: TestProgramme) -> list[Event]:
    return [event for event in programme.events() if event.kind in (Kind.HEARD, Kind.UNASSIGNED)]


def test_a_chats_question_that_is_answered_by_a_call_is_answered(tmp_path: Path) -> None:
    programme = programme_of(tmp_path, ask("price", "calls"))
    result = programme.pytest("scenarios")
    assert result.code == 0, result.out
    [call] = heard(programme)
    assert (call.kind, call.body["via"], call.body["matched_by"]) == (Kind.HEARD, "line", "only")
    [question, answer] = visits(programme)["calls"].turns
    assert (question.via, answer.via, answer.late) == ("", "line", False)
    assert answer.at.seconds_since(question.at) >= 0.29
    shown = programme.shopper("journal", visits(programme)["calls"].id)
    assert "(by line)" in shown.out


def test_a_call_after_the_patience_is_kept_with_the_question_it_answers_and_is_not_the_next_ones_reply(
    tmp_path: Path,
) -> None:
    programme = programme_of(tmp_path, ask("price", "later") + ask("warranty", "waits"))
    result = programme.pytest("scenarios")
    assert result.code == 1, result.out
    assert "1 failed, 1 passed" in result.out
    told = visits(programme)
    assert [(turn.via, turn.late) for turn in told["later"].turns] == [("", False), ("line", True)]
    assert [(turn.via, turn.late) for turn in told["waits"].turns] == [("", False), ("", False)]


@pytest.mark.parametrize("point", ["between:1", "after:1"])
def test_a_call_that_came_while_nobody_listened_answers_the_question_when_the_wave_is_taken_up_again(
    tmp_path: Path, point: str
) -> None:
    programme = programme_of(tmp_path, ask("price", "calls"))
    killed = programme.pytest("scenarios", env={DIES: point})
    assert killed.code == -9, killed.out
    resumed = programme.shopper("resume")
    assert resumed.code == 0, resumed.out
    assert [event.kind for event in heard(programme)] == [Kind.HEARD]
    _, answer = visits(programme)["calls"].turns
    assert (answer.via, answer.text) == ("line", "It costs 42 UAH.")
    assert len(programme.received()) == 1


def test_a_line_that_cannot_be_listened_on_is_told_and_spoils_no_visit(tmp_path: Path) -> None:
    programme = programme_of(tmp_path, ask("price", "waits"), phone="cut off")
    result = programme.pytest("scenarios")
    assert result.code == 0, result.out
    [fault] = [event for event in programme.events() if event.kind is Kind.FAULT]
    assert (fault.journey, fault.visit, fault.body["code"]) == ("", "", "no_line")
    shown = programme.shopper("journal", fault.wave)
    assert "the telephone of olena is cut off" in shown.out


def test_a_script_says_which_answers_are_calls() -> None:
    assert parse_script("0.5 s by phone: Hello. | 1 s: Bye.") == (
        Answer("Hello.", after_s=0.5, by_phone=True),
        Answer("Bye.", after_s=1.0),
    )
    with pytest.raises(ValueError, match="by “pigeon”"):
        parse_script("1 s by pigeon: Hello.")
