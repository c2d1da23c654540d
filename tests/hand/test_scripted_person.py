"""The demo's persons: a customer's way from the chat, by a robot, on to the messenger, by hand."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench._programme import company, write_programme
from shopper.journal.events import Kind
from shopper.programme.loading import load_stock
from shopper.sandbox.log import LogEntry, read_log, said_twice
from shopper.sandbox.process import stop
from tests.hand.test_wave_and_page import ended, running
from tests.programmes import TestProgramme, make_programme

scripted_person = load_stock("probes.by_hand.scripted_person")

VIBER = "'sandbox:site/?chat=viber&open=1'"
TIMES = "sla: 5 s, tolerable: 8 s, patience: 40 s, quiet: 1 s"
HAND = "{accuracy: 0.3 s, within: 1 min, undo: 0 s}"
CHANNELS = {
    "chat": f"kind: webchat, address: 'sandbox:site/?chat=chat', title: Chat, {TIMES}",
    "viber": f"kind: viber, address: {VIBER}, title: Viber, by_hand: {HAND}, {TIMES}",
}
STAFF = """company: Hand Shop
domain: hand.example
chats:
  chat:
    as: Iryna
    default: {replies: [{after: 0.2 s, text: "Please write to us in Viber."}]}
  viber:
    as: Petro
    greeting: [{text: "Hello!"}]
    default: {replies: [{after: 0.4 s, text: "The lamp costs 1,299 UAH."}]}
"""
PERSONA = """personas:
  mark: {name: Mark Bell, languages: [en], pace: 500, facts: {product: lamp}}
"""
FEATURE = """Feature: From the chat to Viber
  Scenario: sent on
    When I ask about price in chat
    And I follow where they send me
    Then someone replies in time
    And I am not asked again for what I said
"""


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[TestProgramme]:
    made = make_programme(tmp_path)
    files = {
        "scenarios/0.feature": FEATURE,
        "config/company.yaml": company(CHANNELS, sandbox=True),
        "config/personas.yaml": PERSONA,
        "config/sandbox.yaml": STAFF,
    }
    write_programme(made.root, files)
    try:
        yield made
    finally:
        stop(made.root / ".shopper" / "sandbox")


def test_who_is_sent_from_the_chat_to_a_messenger_goes_on_by_hand(programme: TestProgramme, browser_path: str) -> None:
    assert browser_path
    with scripted_person.scripted_persons(programme.root / ".shopper", count=2):
        result = programme.shopper("run")
    assert result.code == 0, result.out
    log = [
        entry for entry in read_log(programme.root / ".shopper" / "sandbox" / "log.jsonl") if entry.channel == "viber"
    ]
    [asked] = [entry for entry in log if entry.dir == "in"]
    [answered] = [entry for entry in log if entry.dir == "out" and entry.kind == "message"]
    assert said_twice(log) == []
    events = [event for event in programme.events() if event.visit.endswith(".2")]
    [said] = [event for event in events if event.kind is Kind.SAY_DONE]
    [heard] = [event for event in events if event.kind is Kind.HEARD]
    assert heard.body["text"] == answered.text
    assert said.at.wall_us >= asked.at_us
    assert heard.at.wall_us >= answered.at_us
    # A person's press comes after what they saw: by a person's time, which the accuracy names, and not by much more.
    slow_s = statistics.mean([(said.at.wall_us - asked.at_us) / 1e6, (heard.at.wall_us - answered.at_us) / 1e6])
    assert slow_s < 20


def test_persons_who_come_back_go_on_in_the_conversation_that_they_had(
    programme: TestProgramme, browser_path: str
) -> None:
    assert browser_path
    state = programme.root / ".shopper"
    with running(programme, "run") as wave:
        with scripted_person.scripted_persons(state, count=1):
            until(lambda: wave.poll() is not None or written(state) != [])
        with scripted_person.scripted_persons(state, count=1):
            code, out = ended(wave)
    assert code == 0, out
    [asked] = written(state)
    assert said_twice([asked]) == []
    [heard] = [e for e in programme.events() if e.kind is Kind.HEARD and e.visit.endswith(".2")]
    assert heard.body["text"] == "The lamp costs 1,299 UAH."


def written(state: Path) -> list[LogEntry]:
    """What the company's messenger got."""
    log = state / "sandbox" / "log.jsonl"
    entries = read_log(log) if log.is_file() else []
    return [entry for entry in entries if entry.channel == "viber" and entry.dir == "in"]


def until(what: Callable[[], bool]) -> None:
    for _ in range(4000):
        if what():
            return
        threading.Event().wait(0.025)
    raise AssertionError("it never came")
