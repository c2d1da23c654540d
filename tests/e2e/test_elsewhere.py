"""Questions asked in the sandbox's chat and answered by its mail: in time, late, by a ticket system, over a crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench._programme import company, persona, write_programme
from bench._run import shopping
from shopper.journal.events import Event, Kind
from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import VisitRecord
from shopper.sandbox.process import stop
from tests.programmes import make_programme

LIMIT_S = 200
TIMES = "sla: 3 s, tolerable: 6 s, quiet: 0.5 s"
CHANNELS = {
    "chat": f"kind: webchat, address: 'sandbox:site', title: Chat, {TIMES}, patience: 60 s",
    "brief": "kind: webchat, address: 'sandbox:site', sla: 1 s, tolerable: 2 s, quiet: 0.5 s, patience: 3 s",
    "mail": f"kind: email, address: help@else.example, title: Mail, {TIMES}, patience: 60 s",
}
# Every mail comes without the thread's headers and under a subject of its own.
STAFF = """company: Else Shop
domain: else.example
chats:
  chat:
    as: Iryna
    rules:
      - words: [price]
        replies: [{after: PRICE, via: help@else.example, as: Petro, text: "The price of the lamp is 1,299 UAH."}]
      - words: [return]
        replies: [{after: 6 s, via: help@else.example, as: Petro, text: "Anything can be returned within 14 days."}]
      - words: [warranty]
        replies:
          - {after: 0.3 s, system: true, text: "Your ticket number is 77881."}
          - {after: 4 s, via: help@else.example, from: robot@tickets.example, subject: "[#77881] Your ticket",
             text: "Good day! Two years."}
mail:
  help@else.example:
    as: Petro
    default: {replies: [{after: 6 s, text: "Good day! Delivery takes two days."}]}
"""
SERVICES = """services:
  price: {title: price, question: {en: ["What is the price of the lamp? Write to {email}, please."]}}
  return: {title: return, question: {en: ["Can I return the lamp? Write to {email}, please."]}}
  warranty: {title: warranty, question: {en: ["How long is the warranty? Write to {email}, please."]}}
  delivery: {title: delivery, question: {en: ["How long does delivery take?"]}}
"""


def story(service: str, channel: str) -> str:
    return (
        f"Feature: {service}\n  Scenario: {service}\n    When I ask about {service} in {channel}\n"
        "    Then someone replies within 50 s\n"
    )


@contextmanager
def programme(root: Path, *stories: tuple[str, str], price_after: str = "1.5 s") -> Iterator[Path]:
    made = make_programme(root).root
    files = {f"scenarios/{service}.feature": story(service, channel) for service, channel in stories}
    mailbox = persona("mark", smtp="sandbox:smtp", imap="sandbox:imap", password="sandbox:password")
    files |= {
        "config/company.yaml": company(CHANNELS, sandbox=True),
        "config/personas.yaml": mailbox,
        "config/services.yaml": SERVICES,
        "config/sandbox.yaml": STAFF.replace("PRICE", price_after),
    }
    try:
        yield write_programme(made, files)
    finally:
        stop(made / ".shopper" / "sandbox")


def journal_of(root: Path) -> tuple[list[Event], dict[str, VisitRecord]]:
    """All events, and the visits by what was asked."""
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        events = store.events()
        waves = {event.wave for event in events}
        records = [record for wave in waves for record in build_records(store, wave)]
        visits = {visit.service: visit for record in records for visit in record.visits}
        assert store.verify() == []
        return events, visits
    finally:
        store.close()


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory, browser_path: str) -> Iterator[dict[str, VisitRecord]]:
    """Three questions in the chat, and in the next wave one by mail, whose answer is the last thing that comes."""
    stories = (("price", "chat"), ("return", "brief"), ("warranty", "chat"), ("delivery", "mail"))
    env = {"SHOPPER_BROWSER": browser_path}
    with programme(tmp_path_factory.mktemp("elsewhere"), *stories) as root:
        for chosen, expected in (("not delivery", 1), ("delivery", 0)):
            with shopping(root, "-k", chosen, env=env) as run:
                code = run.wait(LIMIT_S)
            assert code == expected, run.output.read_text(encoding="utf-8")
        events, visits = journal_of(root)
        assert [event.body for event in events if event.kind in (Kind.UNASSIGNED, Kind.FAULT)] == []
        yield visits


def heard(visit: VisitRecord) -> list[tuple[str, str, bool]]:
    """What the company said: by which channel, its first line, and whether it was late."""
    return [(turn.via, turn.text.splitlines()[0], turn.late) for turn in visit.turns if turn.side == "company"]


def test_a_chats_question_that_is_answered_by_mail_is_answered(wave: dict[str, VisitRecord]) -> None:
    assert heard(wave["price"]) == [("mail", "The price of the lamp is 1,299 UAH.", False)]


def test_a_mail_after_the_chats_patience_is_late_and_nobody_elses(wave: dict[str, VisitRecord]) -> None:
    assert heard(wave["return"]) == [("mail", "Anything can be returned within 14 days.", True)]
    assert wave["return"].closing == "patience"
    assert heard(wave["delivery"]) == [("", "Good day! Delivery takes two days.", False)]


def test_a_mail_of_a_ticket_system_elsewhere_is_known_by_the_number_the_company_gave(
    wave: dict[str, VisitRecord],
) -> None:
    notice, answer = heard(wave["warranty"])
    assert notice == ("", "Your ticket number is 77881.", False)
    assert answer == ("email", "Good day! Two years.", False)


def test_a_mail_that_came_after_a_kill_answers_the_chats_question_when_the_wave_is_taken_up_again(
    tmp_path: Path, browser_path: str
) -> None:
    env = {"SHOPPER_BROWSER": browser_path}
    with programme(tmp_path, ("price", "chat"), price_after="4 s") as root:
        with shopping(root, env=env) as run:  # leaving it is a kill -9
            run.until("the question is out", lambda: _asked(root), LIMIT_S)
        with shopping(root, env=env, command="resume") as run:
            code = run.wait(LIMIT_S)
        events, visits = journal_of(root)
        assert code == 0, run.output.read_text(encoding="utf-8")
    assert heard(visits["price"]) == [("mail", "The price of the lamp is 1,299 UAH.", False)]
    assert [event.kind for event in events if event.kind in (Kind.SAY_DONE, Kind.UNASSIGNED)] == [Kind.SAY_DONE]


def _asked(root: Path) -> bool:
    if not (root / ".shopper" / "journal.db").exists():
        return False
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        return bool(store.events(kinds=[Kind.SAY_DONE]))
    finally:
        store.close()
