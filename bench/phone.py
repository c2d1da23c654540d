"""Error of a call's measured instants against the sandbox's own log: eight calls at once, callbacks and a hotline."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import Turn, TurnKind, VisitRecord
from shopper.sandbox import process
from shopper.sandbox.log import LogEntry, read_log

from ._programme import company, write_programme
from ._run import BenchFailed, shopping
from ._table import Figure, percentile, say, show, spread

AT_ONCE, ROUNDS = 8, 3
BAR_MS = 50
CALLBACK, HOTLINE = "+380440001122", "+380440001123"
TIMES = "sla: 20 s, tolerable: 30 s, patience: 60 s, quiet: 8 s"
ORDER = (
    "order: {by: http, url: 'sandbox:callback_order', json: {name: '{name}', phone: '{phone}', question: '{question}'}}"
)
CHANNELS = {
    "callback": f"kind: callback, address: '{CALLBACK}', {TIMES}, {ORDER}, call: {{answer_after: 0.5 s}}",
    "hotline": f"kind: hotline, address: '{HOTLINE}', {TIMES}",
}
STAFF = """company: Bench Shop
domain: bench.example
phone_customers: {CUSTOMERS}
phone:
  "+380440001122": {as: Iryna, call: [{say: "Good day, this is Iryna."}]}
  "+380440001123":
    as: Petro
    answers_after: 0.7 s
    call:
      - {announce: "All our operators are busy."}
      - {music: 2.5 s}
      - {say: "Good day, this is Petro. How can I help you?"}
      - {silence: 3 s}
      - {hang_up: true}
callback:
  - {after: 0.5 s, call: [{say: "Good day, this is Iryna, you wanted to be called."}, {silence: 1 s}, {hang_up: true}]}
"""
SERVICES = """services:
  price: {question: {en: ["How much is the lamp?"]}}
"""
RINGS = ["When I order a callback about price on the site", "Then my phone rings within 30 s"]
WAITS = ["When I call the hotline about price", "Then a person answers within 30 s of waiting"]


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        try:
            _measure(Path(folder))
        except BenchFailed as failed:
            say(f"not measured: {failed}")
        finally:
            process.stop(Path(folder) / "programme" / ".shopper" / "sandbox")


def _customers() -> dict[str, str]:
    return {f"customer{n}": f"+38044000010{n}" for n in range(AT_ONCE)}


def _persona(name: str, number: str) -> str:
    sip = f"{{user: {name}, server: 127.0.0.1, port: sandbox:sip_port, password: sandbox:password}}"
    return f'  {name}: {{name: {name.title()}, languages: [en], phone: {{number: "{number}", sip: {sip}}}}}\n'


def _outline(name: str, steps: Sequence[str]) -> str:
    lines = "\n".join(f"    {step}" for step in steps)
    rows = "\n".join(f"      | {row} |" for row in range(AT_ONCE * ROUNDS))
    return f"Feature: {name}\n  Scenario Outline: {name} <n>\n{lines}\n    Examples:\n      | n |\n{rows}\n"


def _measure(folder: Path) -> None:
    customers = ", ".join(f'{name}: "{number}"' for name, number in _customers().items())
    programme = write_programme(
        folder / "programme",
        {
            "config/company.yaml": company(CHANNELS, sandbox=True) + "legal_basis: the bench\n",
            "config/personas.yaml": "personas:\n" + "".join(_persona(*who) for who in _customers().items()),
            "config/services.yaml": SERVICES,
            "config/sandbox.yaml": STAFF.replace("CUSTOMERS", customers),
            "scenarios/a.feature": _outline("callback", RINGS),
            "scenarios/b.feature": _outline("hotline", WAITS),
        },
    )
    calls = 2 * AT_ONCE * ROUNDS
    with shopping(programme) as shopper:
        shopper.until("all calls were over", lambda: shopper.count("journey_finished") >= calls, 400)
    store = open_store(programme / ".shopper" / "journal.db", programme / ".shopper" / "evidence")
    try:
        [wave] = {event.wave for event in store.events()}
        visits = [visit for record in build_records(store, wave) for visit in record.visits]
    finally:
        store.close()
    log = read_log(programme / ".shopper" / "sandbox" / "log.jsonl")
    errors = [error for pair in _pairs(visits, log) for error in _errors(*pair)]
    faults = [visit.fault_code for visit in visits if visit.fault]
    show(
        f"error of a call's instants against the sandbox's log, {AT_ONCE} calls at once",
        [
            *(figure for what in ("ring", "answer", "first speech", "hang-up") for figure in _figures(what, errors)),
            Figure(
                "calls that could not be measured", "", f"{len(faults)} of {calls} {', '.join(sorted(set(faults)))}"
            ),
        ],
    )


@dataclass(frozen=True, slots=True)
class _Error:
    """How much later we say that something was than the company did, in milliseconds."""

    what: str
    late: float


def _figures(what: str, errors: Sequence[_Error]) -> list[Figure]:
    own = [error.late for error in errors if error.what == what]
    worst = percentile([abs(late) for late in own], 99)
    return [
        Figure(f"{what}: p99", f"≤ {BAR_MS} ms", f"{worst:.1f} ms", worst <= BAR_MS),
        Figure("    late by: p50 / p99 / max", "", spread(own)),
    ]


def _pairs(visits: Sequence[VisitRecord], log: Sequence[LogEntry]) -> Iterator[tuple[VisitRecord, list[LogEntry]]]:
    """Each visit with the log of its call. A customer is in one call at a time, so their n-th is the n-th of both."""
    for name, number in _customers().items():
        own = sorted(
            (v for v in visits if v.persona == name and _notice(v, "ring", "dialled") is not None),
            key=lambda visit: _moment(_notice(visit, "ring", "dialled")),
        )
        calls = [e.more["call"] for e in log if e.kind == "invite" and (e.sender == name or _digits(e.text) == number)]
        for visit, call in zip(own, dict.fromkeys(calls), strict=False):
            yield visit, [entry for entry in log if entry.more.get("call") == call]


def _digits(text: str) -> str:
    return "+" + "".join(sign for sign in text if sign.isdigit())


def _errors(visit: VisitRecord, log: Sequence[LogEntry]) -> Iterator[_Error]:
    spoken = next((t for t in visit.turns if t.data.get("spoken") and t.kind is TurnKind.MESSAGE), None)
    for what, turn, entry in (
        ("ring", _notice(visit, "ring", "ringing"), _entry(log, "ringing")),
        ("answer", _notice(visit, "answered"), _entry(log, "answered")),
        ("first speech", spoken, _entry(log, "message")),
        ("hang-up", _notice(visit, "ended"), _entry(log, "hang_up")),
    ):
        if turn is not None and entry is not None and turn.at.mono_ns is not None:
            begins_ns = round(entry.more["phrases"][0][1] * 1e9) if entry.kind == "message" else 0
            yield _Error(what, (turn.at.mono_ns - entry.mono_ns - begins_ns) / 1e6)


def _notice(visit: VisitRecord, *names: str) -> Turn | None:
    return next((turn for turn in visit.turns if turn.data.get("call") in names), None)


def _moment(turn: Turn | None) -> int:
    return turn.at.wall_us if turn is not None else 0


def _entry(log: Sequence[LogEntry], kind: str) -> LogEntry | None:
    return next((entry for entry in log if entry.kind == kind), None)
