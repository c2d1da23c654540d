"""Error of measured reply times against the sandbox's own log: chat and e-mail, while 1,000 conversations wait."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import JourneyRecord, Side, Turn, VisitRecord
from shopper.sandbox import process
from shopper.sandbox.log import LogEntry, read_log

from ._programme import SENTENCES, company, persona, write_programme
from ._run import BenchFailed, shopping
from ._table import Figure, percentile, say, show, spread

WAITING, MAILS, CHATS, CHATS_AT_ONCE = 1_000, 200, 40, 20
CHAT_BAR_MS, MAIL_BAR_MS = 50, 250
FIRST_ORDER = 20_000

STAFF = """company: Bench Shop
domain: bench.example
chats:
  chat:
    as: Iryna
    rules:
      - {words: [order], replies: [{after: 1.3 s, text: "Order {order} arrives tomorrow."}]}
    default: {replies: [{after: 0.8 s, text: "It costs 1,299 UAH."}]}
mail:
  help@bench.example:
    as: Petro
    default: {replies: [{after: 1.5 s, text: "Good day! It costs 1,299 UAH."}]}
  later@bench.example: {}
"""
TIMES = "sla: 1 min, tolerable: 2 min, patience: 5 min, quiet: 1 s"
CHANNELS = {
    "chat": f"kind: webchat, address: 'sandbox:site', {TIMES}",
    "mail": f"kind: email, address: help@bench.example, {TIMES}",
    "later": "kind: email, address: later@bench.example, sla: 1 h, tolerable: 2 h, patience: 4 h, quiet: 1 h",
}


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        try:
            _measure(Path(folder))
        except BenchFailed as failed:
            say(f"not measured: {failed}")
        finally:
            process.stop(Path(folder) / "programme" / ".shopper" / "sandbox")


def _outline(name: str, steps: list[str], rows: range) -> str:
    lines = "\n".join(f"    {step}" for step in steps)
    table = "\n".join(f"      | {row} |" for row in rows)
    return f"Feature: {name}\n  Scenario Outline: {name} <n>\n{lines}\n    Examples:\n      | n |\n{table}\n"


def _orders(count: int, after: int = 0) -> range:
    return range(FIRST_ORDER + after, FIRST_ORDER + after + count)


def _features() -> Mapping[str, str]:
    let, apart = "Given the bench has let me begin", "Given a second has passed since another began"
    replied = "Then someone replies"
    ask, order = "When I ask about price in chat", 'When I write "My order number is <n>"'
    return {
        "scenarios/a.feature": _outline("waiting", ["When I ask about price in later", replied], range(WAITING)),
        "scenarios/b.feature": _outline("mail", [let, "When I ask about price in mail", replied], range(MAILS)),
        "scenarios/c.feature": _outline("chat", [apart, ask, replied, order, replied], _orders(CHATS)),
        "scenarios/d.feature": _outline("rush", [let, ask, replied, order, replied], _orders(CHATS_AT_ONCE, CHATS)),
    }


def _measure(folder: Path) -> None:
    programme = write_programme(
        folder / "programme",
        {
            "config/company.yaml": company(CHANNELS, sandbox=True),
            "config/personas.yaml": persona(
                "mark", smtp="sandbox:smtp", imap="sandbox:imap", password="sandbox:password"
            ),
            "config/sandbox.yaml": STAFF,
            "scenarios/sentences/noting.py": SENTENCES,
            **_features(),
        },
    )
    with shopping(programme, env={"BENCH_FOLDER": str(folder)}) as shopper:
        shopper.until(f"{WAITING:,} were waiting", lambda: shopper.count("say_done") >= WAITING, 300)
        (folder / "begin").touch()
        ended = MAILS + CHATS + CHATS_AT_ONCE
        shopper.until("the others ended", lambda: shopper.count("journey_finished") >= ended, 400)
    store = open_store(programme / ".shopper" / "journal.db", programme / ".shopper" / "evidence")
    try:
        [wave] = {event.wave for event in store.events()}
        records = build_records(store, wave)
    finally:
        store.close()
    log = read_log(programme / ".shopper" / "sandbox" / "log.jsonl")
    mail = [e for r in records for v in r.visits if v.channel == "mail" for e in _mail_errors(v, log)]
    chat, rush = (
        [e for r in records if r.feature == name for v in r.visits for e in _chat_errors(r, v, log)]
        for name in ("c.feature", "d.feature")
    )
    mail_p99, chat_p99 = (percentile([e.of_time for e in errors], 99) for errors in (mail, chat))
    faults = [f"{v.channel}: {v.fault_code}" for r in records for v in r.visits if v.fault]
    show(
        f"error of measured reply times against the sandbox's log, while {WAITING:,} other conversations wait",
        [
            Figure("chat: p99", f"≤ {CHAT_BAR_MS} ms", f"{chat_p99:.1f} ms", chat_p99 <= CHAT_BAR_MS),
            *_spreads("chat, one begins each second", chat),
            *_spreads(f"{CHATS_AT_ONCE} chats that begin at once", rush),
            Figure("e-mail: p99", f"≤ {MAIL_BAR_MS} ms", f"{mail_p99:.1f} ms", mail_p99 <= MAIL_BAR_MS),
            *_spreads("e-mail", mail),
            Figure("visits that could not be measured", "", f"{len(faults)} of {ended + WAITING} {', '.join(faults)}"),
        ],
    )


def _spreads(what: str, errors: Sequence[_Error]) -> list[Figure]:
    return [
        Figure(f"{what}: p50 / p99 / max", "", spread([e.of_time for e in errors])),
        Figure("    its clock started late by", "", spread([e.start for e in errors if e.start is not None])),
        Figure("    its clock stopped late by", "", spread([e.stop for e in errors if e.stop is not None])),
    ]


@dataclass(frozen=True, slots=True)
class _Error:
    """In milliseconds: how far a reply time is off, and how late its clock was started and stopped (the sandbox and we
    share this machine's monotonic clock; None where the moment was not learnt by it)."""

    of_time: float
    start: float | None
    stop: float | None


def _error(asked: Turn, reply: Turn, came: LogEntry, went: LogEntry) -> _Error:
    measured, true = reply.at.seconds_since(asked.at) * 1e3, (went.mono_ns - came.mono_ns) / 1e6
    return _Error(abs(measured - true), _late(asked, came), _late(reply, went))


def _late(turn: Turn, entry: LogEntry) -> float | None:
    return None if turn.at.mono_ns is None else (turn.at.mono_ns - entry.mono_ns) / 1e6


def _mail_errors(visit: VisitRecord, log: list[LogEntry]) -> list[_Error]:
    """One for the visit's reply; a mail is known by its Message-ID on both sides."""
    asked = next((t for t in visit.turns if t.side is Side.CUSTOMER), None)
    reply = next(iter(visit.company_turns()), None)
    if asked is None or reply is None:
        return []
    came = next((e for e in log if e.dir == "in" and e.id == asked.key), None)
    went = next((e for e in log if e.dir == "out" and e.id == reply.key), None)
    return [_error(asked, reply, came, went)] if came is not None and went is not None else []


def _chat_errors(journey: JourneyRecord, visit: VisitRecord, log: list[LogEntry]) -> list[_Error]:
    """One for each question and its answer: a chat is found by its order number, what was said in it by its words."""
    number = next((e for e in log if e.dir == "in" and e.text.endswith(journey.example)), None)
    if number is None:
        return []
    own = [e for e in log if e.conversation == number.conversation]
    errors, asked = [], None
    for turn in visit.turns:
        if turn.side is Side.CUSTOMER:
            asked = turn
        elif asked is not None and not turn.late:
            came = next((e for e in own if e.dir == "in" and e.text.split() == asked.text.split()), None)
            went = next((e for e in own if e.dir == "out" and e.text.split() == turn.text.split()), None)
            if came is not None and went is not None:
                errors.append(_error(asked, turn, came, went))
            asked = None
    return errors
