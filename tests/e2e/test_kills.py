"""Killed again and again at moments that the journal's growth picks, a wave ends as if nothing had happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench._programme import company, persona, write_programme
from bench._run import count_events, shopping
from bench.kills import Outcome, outcome
from shopper.journal.events import Event, Kind
from shopper.journal.sqlite import open_store
from shopper.sandbox.process import stop
from tests.programmes import make_programme

# After how many new events each run is killed: in the middle of opening, sending, hearing.
KILLS = (2, 7, 12, 5, 16, 9)
MAILS, SCRIPTED = 6, 4
LIMIT_S = 100

TIMES = "sla: 10 s, tolerable: 20 s, patience: 40 s, quiet: 1 s"
CHANNELS = {
    "mail": f"kind: email, address: help@kill.example, {TIMES}",
    "script": f"kind: scripted, address: '1 s: It costs 42 UAH.', {TIMES}",
}
STAFF = """company: Kill Shop
domain: kill.example
mail:
  help@kill.example:
    as: Petro
    default: {replies: [{after: 1 s, text: "Good day! It costs 1,299 UAH."}]}
"""


@dataclass(frozen=True, slots=True)
class Killed:
    """A wave after all its kills and its end."""

    programme: Path
    kills: int
    code: int
    outcome: Outcome
    events: list[Event]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    root = make_programme(tmp_path_factory.mktemp("kills")).root
    write_programme(
        root,
        {
            "config/company.yaml": company(CHANNELS, sandbox=True),
            "config/personas.yaml": persona(
                "mark", smtp="sandbox:smtp", imap="sandbox:imap", password="sandbox:password"
            ),
            "config/sandbox.yaml": STAFF,
            "scenarios/a.feature": _outline("mail", MAILS),
            "scenarios/b.feature": _outline("script", SCRIPTED),
        },
    )
    journal, kills, command = root / ".shopper" / "journal.db", 0, "run"
    try:
        for more in KILLS:
            goal = count_events(journal) + more
            with shopping(root, command=command) as run:  # leaving it is a kill -9
                run.until(f"{goal} events", lambda goal=goal: count_events(journal) >= goal, LIMIT_S)  # type: ignore[misc]
                kills += run.ended is None
            command = "resume"
        with shopping(root, command=command) as run:
            code = run.wait(LIMIT_S)
        store = open_store(journal, root / ".shopper" / "evidence")
        try:
            events = store.events()
        finally:
            store.close()
        yield Killed(root, kills, code, outcome(root, kills), events)
    finally:
        stop(root / ".shopper" / "sandbox")


def _outline(channel: str, rows: int) -> str:
    table = "\n".join(f"      | {row} |" for row in range(rows))
    return (
        f"Feature: {channel}\n  Scenario Outline: {channel} <n>\n    When I ask about price in {channel}\n"
        f'    Then someone replies\n    When I write "Thank you, says <n>"\n    Then someone replies\n'
        f"    Examples:\n      | n |\n{table}\n"
    )


def test_every_run_was_killed_while_it_worked_and_the_last_one_ended_the_wave(killed: Killed) -> None:
    assert killed.kills == len(KILLS)
    assert killed.outcome.unfinished == 0
    assert len([e for e in killed.events if e.kind is Kind.JOURNEY_FINISHED]) == MAILS + SCRIPTED
    assert len([e for e in killed.events if e.kind is Kind.WAVE_FINISHED]) == 1


def test_no_message_is_said_twice(killed: Killed) -> None:
    assert killed.outcome.twice == 0
    received = [entry["id"] for entry in _scripted(killed)]
    assert received
    assert len(received) == len(set(received))


def test_no_reply_is_lost(killed: Killed) -> None:
    assert killed.outcome.replies > 0
    assert killed.outcome.lost == 0
    heard = {event.body["key"] for event in killed.events if event.kind is Kind.HEARD}
    assert {f"answer-{entry['id']}-0" for entry in _scripted(killed)} <= heard


def test_only_a_message_that_smtp_may_have_taken_leaves_a_visit_unmeasured(killed: Killed) -> None:
    assert set(killed.outcome.unmeasured) <= {"unknown_send"}
    unknown = [event for event in killed.events if event.kind is Kind.SAY_UNKNOWN]
    assert len(unknown) == sum(killed.outcome.unmeasured.values())
    assert killed.code == (10 if unknown else 0)


def test_the_journal_and_its_evidence_are_whole(killed: Killed) -> None:
    assert killed.outcome.broken_chains == 0


def _scripted(killed: Killed) -> list[dict[str, str]]:
    log = killed.programme / ".shopper" / "scripted.jsonl"
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
