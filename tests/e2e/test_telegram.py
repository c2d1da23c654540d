"""Telegram from the scenario to the journal: the sandbox's desks there, a way sent to it, detaching, and a kill -9."""

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
from shopper.model import Side, VisitRecord
from shopper.sandbox.log import LogEntry, read_log, said_twice
from shopper.sandbox.process import stop
from tests.programmes import make_programme

LIMIT_S = 120
TIMES = "sla: 3 s, tolerable: 6 s, quiet: 0.4 s"
CHANNELS = {
    "mail": f"kind: email, address: help@tele.example, title: Mail, {TIMES}, patience: 40 s",
    "telegram": f"kind: telegram, address: '@tele_shop', title: Telegram, {TIMES}, patience: 40 s",
    "bot": f"kind: telegram, address: 'https://t.me/tele_shop_bot', title: the bot, {TIMES}, patience: 40 s",
}
STAFF = """company: Tele Shop
domain: tele.example
telegram_customers: [mark]
telegram:
  tele_shop:
    as: Iryna
    forgets: 1 s
    default: {replies: [{after: PRICE, typing: 0.2 s, text: "The lamp costs 1,299 UAH."}]}
  tele_shop_bot:
    as: Tele
    bot: true
    rules:
      - {words: [/start], replies: [{after: 0.1 s, text: "Hello! I am a robot."}]}
      - {words: [delivery], replies: [{after: 0.3 s, text: "Two days."}]}
    default: {replies: [{after: 0.2 s, text: "Choose:", buttons: [Price, Delivery], keyboard: inline}]}
mail:
  help@tele.example:
    as: Petro
    default: {replies: [{after: 0.5 s, text: "Please write to our Telegram @tele_shop."}]}
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
    telegram:
      name: "@mark"
      phone: "+380500000001"
      api_id: 1
      api_hash: sandbox:password
      session: sandbox:password
      server: {address: 127.0.0.1, port: sandbox:telegram_port, key: sandbox:telegram_key}
      gap: 0
    facts: {product: lamp}
"""
SENT_AWAY = """Feature: Sent away
  Scenario: sent away
    When I ask about price in mail
    Then someone replies
    When I follow where they send me
    Then someone replies
"""
BOT = """Feature: Bot
  Scenario: a button
    When I ask about price in the bot
    Then someone replies
    When I press Delivery
    Then someone replies
"""
PRICE = """Feature: Price
  Scenario: the price
    When I ask about price in telegram
    Then someone replies within 30 s
"""


@contextmanager
def programme(root: Path, *features: str, price_after: str = "0.5 s") -> Iterator[Path]:
    made = make_programme(root).root
    files = {f"scenarios/{n}.feature": text for n, text in enumerate(features)}
    files |= {
        "config/company.yaml": company(CHANNELS, sandbox=True),
        "config/personas.yaml": PERSONA,
        "config/sandbox.yaml": STAFF.replace("PRICE", price_after),
    }
    try:
        yield write_programme(made, files)
    finally:
        stop(made / ".shopper" / "sandbox")


def journal_of(root: Path) -> tuple[list[Event], dict[str, list[VisitRecord]]]:
    """All events, and the visits by their scenario."""
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        events = store.events()
        records = [r for wave in {event.wave for event in events} for r in build_records(store, wave)]
        assert store.verify() == []
        return events, {record.scenario: list(record.visits) for record in records}
    finally:
        store.close()


def company_says(visit: VisitRecord) -> list[str]:
    return [turn.text for turn in visit.turns if turn.side is Side.COMPANY]


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[LogEntry], dict[str, list[VisitRecord]]]]:
    """All three stories at once, by one customer on one account."""
    with programme(tmp_path_factory.mktemp("telegram"), SENT_AWAY, BOT, PRICE) as root:
        with shopping(root) as run:
            code = run.wait(LIMIT_S)
        assert code == 0, run.output.read_text(encoding="utf-8")
        events, visits = journal_of(root)
        assert [event.body for event in events if event.kind in (Kind.UNASSIGNED, Kind.FAULT)] == []
        yield read_log(root / ".shopper" / "sandbox" / "log.jsonl"), visits


Wave = tuple[list[LogEntry], dict[str, list[VisitRecord]]]


def test_a_customer_who_is_sent_to_telegram_goes_there_and_is_answered(wave: Wave) -> None:
    mail, telegram = wave[1]["sent away"]
    assert (mail.channel, telegram.channel, telegram.origin) == ("mail", "telegram", "redirect")
    assert company_says(telegram) == ["The lamp costs 1,299 UAH."]


def test_a_bots_button_is_pressed_by_the_sentence(wave: Wave) -> None:
    [visit] = wave[1]["a button"]
    assert company_says(visit)[-2:] == ["Choose:", "Two days."]


def test_a_measured_reply_time_is_what_the_company_itself_saw(wave: Wave) -> None:
    log, visits = wave
    [visit] = visits["the price"]
    asked, reply = (next(t for t in visit.turns if t.side is side) for side in (Side.CUSTOMER, Side.COMPANY))
    came = next(e for e in log if e.dir == "in" and e.channel == "@tele_shop" and e.text == asked.text)
    went = next(e for e in log if e.dir == "out" and e.channel == "@tele_shop" and e.mono_ns > came.mono_ns)
    assert reply.at.seconds_since(asked.at) == pytest.approx((went.mono_ns - came.mono_ns) / 1e9, abs=0.25)


def test_nothing_was_said_twice(wave: Wave) -> None:
    assert said_twice(wave[0]) == []


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
