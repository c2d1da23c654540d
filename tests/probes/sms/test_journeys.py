"""Text messages from the scenario to the journal: the sandbox's desks, being sent there, detaching, and a kill -9."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench._programme import company, write_programme
from bench._run import shopping
from shopper.journal.events import Event, Kind
from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Side, TurnKind, VisitRecord
from shopper.sandbox.log import LogEntry, read_log, said_twice
from shopper.sandbox.process import stop
from tests.programmes import make_programme

LIMIT_S = 120
TIMES = "sla: 2 s, tolerable: 5 s, quiet: 0.4 s"
CHANNELS = {
    "mail": f"kind: email, address: help@text.example, title: Mail, {TIMES}, patience: 40 s",
    "sms": f"kind: sms, address: '+380 44 111 22 33', title: Texts, {TIMES}, patience: 40 s",
    "dead": f"kind: sms, address: '+380441112299', title: the old number, {TIMES}, patience: 15 s",
}
STAFF = """company: Text Shop
domain: text.example
sms:
  "+380441112233":
    as: Iryna
    forgets: 1 s
    default: {replies: [{after: PRICE, FROMtext: "The lamp costs 1,299 UAH."}]}
  "+380441112299": {bounces: "30005 Unknown destination handset"}
mail:
  help@text.example:
    as: Petro
    default: {replies: [{after: 0.5 s, text: "Please send an SMS to +380 44 111 22 33."}]}
"""
PERSONA = """personas:
  mark:
    name: Mark Bell
    languages: [en]
    pace: 500
    email:
      address: mark@shopper.example
      password: sandbox:password
      smtp: {host: 127.0.0.1, port: sandbox:smtp, security: plain}
      imap: {host: 127.0.0.1, port: sandbox:imap, security: plain}
    sms:
      number: "+380 50 000 00 01"
      account: AC00000000000000000000000000000001
      token: sandbox:password
      api: sandbox:site/provider
      poll: 0.2 s
      idle: 0.5 s
    facts: {product: lamp}
"""
SENT_AWAY = """Feature: Sent away
  Scenario: sent away
    When I ask about price in mail
    Then someone replies
    When I follow where they send me
    Then someone replies
"""
EVERYWHERE = """Feature: Everywhere
  @every-channel
  Scenario: the price everywhere
    When I ask about price here
    Then someone replies within 30 s
"""
PRICE = """Feature: Price
  Scenario: the price
    When I ask about price in sms
    Then someone replies within 30 s
"""


ELSEWHERE = """Feature: Elsewhere
  Scenario: asked by mail
    When I ask about price in mail
    Then someone replies within 30 s
"""
SERVICES = """services:
  price: {question: {en: ["What does the lamp cost? My number is {phone}."]}, facts: {price: money}}
"""


@contextmanager
def programme(
    root: Path, *features: str, price_after: str = "0.5 s", patience: str = "40 s", sender: str = ""
) -> Iterator[Path]:
    made = make_programme(root).root
    files = {f"scenarios/{n}.feature": text for n, text in enumerate(features)}
    files |= {
        "config/company.yaml": company(CHANNELS, sandbox=True).replace("patience: 40 s", f"patience: {patience}"),
        "config/personas.yaml": PERSONA,
        "config/sandbox.yaml": STAFF.replace("PRICE", price_after).replace(
            "FROM", f"from: '{sender}', " if sender else ""
        ),
    }
    try:
        yield write_programme(made, files)
    finally:
        stop(made / ".shopper" / "sandbox")


def journal_of(root: Path) -> tuple[list[Event], dict[str, list[VisitRecord]]]:
    """All events, and the visits by their scenario and example."""
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        events = store.events()
        records = [r for wave in {event.wave for event in events} for r in build_records(store, wave)]
        assert store.verify() == []
        found: dict[str, list[VisitRecord]] = {}
        for record in records:
            found.setdefault(record.scenario, []).extend(record.visits)
        return events, found
    finally:
        store.close()


def company_says(visit: VisitRecord) -> list[str]:
    return [turn.text for turn in visit.turns if turn.side is Side.COMPANY]


Wave = tuple[list[LogEntry], dict[str, list[VisitRecord]], list[Event]]


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wave]:
    """All stories at once, by one customer with one number."""
    with programme(tmp_path_factory.mktemp("sms"), SENT_AWAY, EVERYWHERE) as root:
        with shopping(root) as run:
            code = run.wait(LIMIT_S)
        assert code == 1, run.output.read_text(encoding="utf-8")  # one number of the company's is dead
        events, visits = journal_of(root)
        assert [event.body for event in events if event.kind in (Kind.UNASSIGNED, Kind.FAULT)] == []
        yield read_log(root / ".shopper" / "sandbox" / "log.jsonl"), visits, events


def test_a_customer_who_is_sent_to_a_number_writes_there_and_is_answered(wave: Wave) -> None:
    mail, text = wave[1]["sent away"]
    assert (mail.channel, text.channel, text.origin) == ("mail", "sms", "redirect")
    assert company_says(text) == ["The lamp costs 1,299 UAH."]


def test_a_scenario_for_every_channel_is_played_by_text_too(wave: Wave) -> None:
    by_channel = {visit.channel: visit for visit in wave[1]["the price everywhere"]}
    assert set(by_channel) == {"mail", "sms", "dead"}
    assert company_says(by_channel["sms"]) == ["The lamp costs 1,299 UAH."]


def test_a_number_that_nobody_has_is_a_message_that_came_back_and_no_fault_of_ours(wave: Wave) -> None:
    [visit] = [visit for visit in wave[1]["the price everywhere"] if visit.channel == "dead"]
    [turn] = visit.company_turns()
    assert (turn.kind, turn.data["status"], visit.fault) == (TurnKind.BOUNCE, "30005", "")


def test_a_measured_reply_time_is_what_the_company_itself_saw_to_the_second(wave: Wave) -> None:
    log, visits, _ = wave
    visit = next(v for v in visits["the price everywhere"] if v.channel == "sms")
    asked, reply = (next(t for t in visit.turns if t.side is side) for side in (Side.CUSTOMER, Side.COMPANY))
    went = next(e for e in log if e.dir == "out" and reply.key.endswith(e.id))
    assert reply.at.clock is Clock.SERVER
    assert reply.at.doubt_s > 0
    assert abs(reply.at.wall_us - went.at_us) <= reply.at.accuracy_us + 5_000
    assert reply.at.wall_us >= asked.at.wall_us


def test_nothing_was_said_twice(wave: Wave) -> None:
    assert said_twice(wave[0]) == []


def test_what_was_asked_by_mail_and_answered_by_text_is_an_answer_in_another_channel(tmp_path: Path) -> None:
    with programme(tmp_path, ELSEWHERE) as root:
        staff = root / "config" / "sandbox.yaml"
        asked = 'text: "Please send an SMS to +380 44 111 22 33."'
        answered = 'via: "+380441112233", text: "The lamp costs 1,299 UAH."'
        staff.write_text(staff.read_text("utf-8").replace(asked, answered), "utf-8")
        (root / "config" / "services.yaml").write_text(SERVICES, "utf-8")
        with shopping(root) as run:
            assert run.wait(LIMIT_S) == 0, run.output.read_text(encoding="utf-8")
        _, visits = journal_of(root)
        [visit] = visits["asked by mail"]
        [turn] = visit.company_turns()
        assert (visit.channel, turn.text, turn.via) == ("mail", "The lamp costs 1,299 UAH.", "sms")


def test_an_answer_from_a_number_that_nobody_knows_is_laid_to_no_visit(tmp_path: Path) -> None:
    with programme(tmp_path, PRICE.replace("30 s", "4 s"), patience="6 s", sender="+380671110000") as root:
        with shopping(root) as run:
            assert run.wait(LIMIT_S) in (0, 1), run.output.read_text(encoding="utf-8")
        events, visits = journal_of(root)
        assert [e.body["text"] for e in events if e.kind is Kind.UNASSIGNED] == ["The lamp costs 1,299 UAH."]
        assert company_says(visits["the price"][0]) == []


def test_a_wave_that_detaches_while_it_waits_hears_in_the_next_process_what_came_meanwhile(tmp_path: Path) -> None:
    with programme(tmp_path, PRICE, price_after="4 s") as root:
        with shopping(root, "--detach") as run:
            assert run.wait(LIMIT_S) == 0, run.output.read_text(encoding="utf-8")
        with shopping(root, command="resume") as run:
            assert run.wait(LIMIT_S) == 0, run.output.read_text(encoding="utf-8")
        _, visits = journal_of(root)
        assert company_says(visits["the price"][0]) == ["The lamp costs 1,299 UAH."]


def test_a_kill_loses_no_reply_and_says_nothing_twice(tmp_path: Path) -> None:
    with programme(tmp_path, PRICE, price_after="3 s") as root:
        with shopping(root) as run:  # leaving it is a kill -9
            run.until("the question is out", lambda: _asked(root), LIMIT_S)
        with shopping(root, command="resume") as run:
            assert run.wait(LIMIT_S) == 0, run.output.read_text(encoding="utf-8")
        events, visits = journal_of(root)
        assert company_says(visits["the price"][0]) == ["The lamp costs 1,299 UAH."]
        assert len([event for event in events if event.kind is Kind.SAY_DONE]) == 1
        assert said_twice(read_log(root / ".shopper" / "sandbox" / "log.jsonl")) == []


def _asked(root: Path) -> bool:
    if not (root / ".shopper" / "journal.db").exists():
        return False
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        return bool(store.events(kinds=[Kind.SAY_DONE]))
    finally:
        store.close()
