"""Mail that comes back, and mail that a filter hides: one wave over real SMTP and IMAP, with hours of patience."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench._programme import company, persona, write_programme
from bench._run import shopping
from shopper.journal.events import Event, Kind
from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.judges import judge_journey
from shopper.model import ChannelAddress, Closing, JourneyRecord, Outcome, TurnKind
from shopper.reading.context import JudgeContext
from tests.programmes import make_programme

LIMIT_S = 120
TIMES = "sla: 3 s, tolerable: 6 s, quiet: 0.2 s"
CHANNELS = {
    "gone": f"kind: email, address: gone@dead.example, title: Old address, {TIMES}, patience: 5 h",
    "full": f"kind: email, address: full@dead.example, title: Full box, {TIMES}, patience: 5 h",
    "wall": f"kind: email, address: wall@dead.example, title: Wall, {TIMES}, patience: 5 h",
    "help": f"kind: email, address: help@dead.example, title: Help, {TIMES}, patience: 30 s",
}
STAFF = """company: Dead Shop
domain: dead.example
mail:
  full@dead.example: {bounces: 5.2.2 the mailbox is full}
  wall@dead.example: {bounces: 5.7.1 your message looks like spam}
  help@dead.example:
    default: {replies: [{after: 0.2 s, text: "The lamp costs 1,299 UAH.", lands: spam}]}
"""
SERVICES = "services:\n  price: {title: price, question: {en: ['What is the price of the lamp?']}}\n"


def story(channel: str) -> str:
    steps = f"    When I ask about price in {channel}\n    Then someone replies within 30 s\n"
    return f"Feature: {channel}\n  Scenario: {channel}\n{steps}"


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, JourneyRecord], list[Event]]]:
    """(what was printed, the journeys by their channel, all events)."""
    root = make_programme(tmp_path_factory.mktemp("returned")).root
    files = {f"scenarios/{channel}.feature": story(channel) for channel in CHANNELS}
    files |= {
        "config/company.yaml": company(CHANNELS, sandbox=True),
        "config/personas.yaml": persona("mark", smtp="sandbox:smtp", imap="sandbox:imap", password="sandbox:password"),
        "config/services.yaml": SERVICES,
        "config/sandbox.yaml": STAFF,
    }
    write_programme(root, files)
    with shopping(root) as run:
        assert run.wait(LIMIT_S) == 1, run.output.read_text(encoding="utf-8")
        told = " ".join(run.output.read_text(encoding="utf-8").split())
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        events = store.events()
        [name] = {event.wave for event in events}
        yield told, {r.visits[0].channel: r for r in build_records(store, name)}, events
    finally:
        store.close()


def judged(record: JourneyRecord) -> dict[str, tuple[Outcome, str]]:
    """What each judge says of the journey's visit."""
    channel = record.visits[0].channel
    context = JudgeContext((ChannelAddress(channel, "email", f"{channel}@dead.example"),), "Europe/Kyiv")
    return {v.judge: (v.outcome, v.sentence) for v in judge_journey(record, context)}


Wave = tuple[str, dict[str, JourneyRecord], list[Event]]


@pytest.mark.parametrize(
    ("channel", "words"), [("gone", "the address does not exist (5.1.1)"), ("full", "the mailbox is full (5.2.2)")]
)
def test_a_dead_address_ends_the_wait_and_is_the_companys_one_failure(wave: Wave, channel: str, words: str) -> None:
    told, journeys, _ = wave
    visit = journeys[channel].visits[0]
    assert [turn.kind for turn in visit.company_turns()] == [TurnKind.BOUNCE]
    assert visit.closing is Closing.QUIET  # and not after five hours of patience
    verdicts = judged(journeys[channel])
    assert verdicts["dead_address"][0] is Outcome.FAILED
    assert words in verdicts["dead_address"][1]
    assert [judge for judge, (outcome, _) in verdicts.items() if outcome is Outcome.FAILED] == ["dead_address"]
    assert f"came back undelivered: {words}" in told


def test_a_mail_that_came_back_for_our_own_account_is_unmeasured(wave: Wave) -> None:
    told, journeys, _ = wave
    visit = journeys["wall"].visits[0]
    assert visit.fault_code == "sender_refused"
    assert "takes this account's mail for unwanted (5.7.1)" in visit.fault
    assert {outcome for outcome, _ in judged(journeys["wall"]).values()} == {Outcome.UNMEASURED}
    assert "for a reason of ours" in told


def test_a_reply_in_the_spam_folder_is_a_reply_in_time_and_says_where_it_lay(wave: Wave) -> None:
    _, journeys, events = wave
    visit = journeys["help"].visits[0]
    [reply] = visit.company_turns()
    assert reply.text == "The lamp costs 1,299 UAH."
    assert reply.data["spam"] is True
    assert judged(journeys["help"])["silence"][0] is Outcome.PASSED
    assert [event.body for event in events if event.kind is Kind.UNASSIGNED] == []
