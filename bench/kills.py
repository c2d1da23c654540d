"""50 random kill -9 during a wave of 40 visits, each followed by a resume until the wave ends."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import VisitRecord
from shopper.sandbox import process
from shopper.sandbox.log import LogEntry, read_log, said_twice

from ._programme import company, persona, write_programme
from ._run import BenchFailed, Shopper, count_events, shopping
from ._table import Figure, say, show

KILLS, MAILS, CHATS = 50, 28, 12
MOST_EVENTS = 24  # a run is killed after so many new events at most
PATIENT_S = 8.0  # or when nothing happens for so long
STAFF = """company: Bench Shop
domain: bench.example
chats:
  chat:
    as: Iryna
    rules:
      - {words: [order], replies: [{after: 3 s, text: "Order {order} arrives tomorrow."}]}
      - {words: [thank], replies: [{after: 1 s, text: "Good-bye, order {order}!"}]}
    default: {replies: [{after: 2 s, text: "It costs 1,299 UAH."}]}
mail:
  help@bench.example:
    as: Petro
    rules:
      - {words: [order], replies: [{after: 4 s, text: "Order {order} arrives tomorrow."}]}
      - {words: [thank], replies: [{after: 2 s, text: "Good-bye, order {order}!"}]}
    default: {replies: [{after: 3 s, text: "Good day! It costs 1,299 UAH."}]}
"""
TIMES = "sla: 1 min, tolerable: 2 min, patience: 3 min, quiet: 2 s"
CHANNELS = {
    "chat": f"kind: webchat, address: 'sandbox:site', {TIMES}",
    "mail": f"kind: email, address: help@bench.example, {TIMES}",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a wave that was killed again and again."""

    kills: int
    twice: int
    lost: int
    replies: int
    unmeasured: dict[str, int]
    broken_chains: int
    unfinished: int


def run() -> None:
    seed = int(os.environ.get("BENCH_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
    say(f"seed {seed} (again: BENCH_SEED={seed})")
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        programme = Path(folder) / "programme"
        try:
            _tell(_killed(programme, random.Random(seed)))
        except BenchFailed as failed:
            say(f"not measured: {failed}")
        finally:
            process.stop(programme / ".shopper" / "sandbox")


def _outline(channel: str, rows: range) -> str:
    table = "\n".join(f"      | {row} |" for row in rows)
    return (
        f"Feature: {channel}\n  Scenario Outline: {channel} <n>\n    When I ask about price in {channel}\n"
        '    Then someone replies\n    When I write "My order number is <n>"\n    Then someone replies\n'
        f'    When I write "Thank you"\n    Then someone replies\n    Examples:\n      | n |\n{table}\n'
    )


def _killed(programme: Path, draw: random.Random) -> Outcome:
    write_programme(
        programme,
        {
            "config/company.yaml": company(CHANNELS, sandbox=True),
            "config/personas.yaml": persona(
                "mark", smtp="sandbox:smtp", imap="sandbox:imap", password="sandbox:password"
            ),
            "config/sandbox.yaml": STAFF,
            "scenarios/a.feature": _outline("mail", range(30_000, 30_000 + MAILS)),
            "scenarios/b.feature": _outline("chat", range(40_000, 40_000 + CHATS)),
        },
    )
    began, kills, command = time.monotonic(), 0, "run"
    while kills < KILLS:
        with shopping(programme, command=command) as shopper:
            if not _let_work(shopper, draw):
                if not kills:
                    raise BenchFailed(f"the run ended by itself{shopper.last_words()}")
                break
        kills += 1
        command = "resume" if count_events(shopper.journal) else "run"  # it may have been killed before it began
    say(f"{kills} kills in {time.monotonic() - began:.0f} s; now it may end")
    with shopping(programme, command=command) as shopper:
        shopper.wait(600)
    return outcome(programme, kills)


def _let_work(shopper: Shopper, draw: random.Random) -> bool:
    """Let a run come some events further, and a random moment more; False when the wave ends before."""
    goal = count_events(shopper.journal) + draw.randint(1, MOST_EVENTS)
    last, moved = -1, time.monotonic()
    while (now := count_events(shopper.journal)) < goal:
        if shopper.ended is not None:
            return False
        if now != last:
            last, moved = now, time.monotonic()
        if time.monotonic() - moved > PATIENT_S:
            break
        time.sleep(0.005)
    time.sleep(draw.uniform(0.0, 0.1))
    return shopper.ended is None


def outcome(programme: Path, kills: int) -> Outcome:
    """Judge a wave by its journal and the sandbox's log."""
    store = open_store(programme / ".shopper" / "journal.db", programme / ".shopper" / "evidence")
    try:
        [wave] = {event.wave for event in store.events()}
        records = build_records(store, wave)
        broken = len(store.verify()) + len(store.verify_evidence())
    finally:
        store.close()
    log = read_log(programme / ".shopper" / "sandbox" / "log.jsonl")
    visits = [visit for record in records for visit in record.visits]
    unmeasured: dict[str, int] = {}
    for visit in visits:
        if visit.fault:
            unmeasured[visit.fault_code] = unmeasured.get(visit.fault_code, 0) + 1
    replies = [(visit, entry) for visit in visits for entry in replies_before_the_end(visit, log)]
    return Outcome(
        kills=kills,
        twice=len(said_twice(log)),
        lost=sum(1 for visit, entry in replies if not _is_heard(visit, entry)),
        replies=len(replies),
        unmeasured=unmeasured,
        broken_chains=broken,
        unfinished=sum(1 for record in records if not record.finished),
    )


def replies_before_the_end(visit: VisitRecord, log: Sequence[LogEntry]) -> list[LogEntry]:
    """What the sandbox sent in this visit's conversation before the visit closed."""
    said = {turn.key for turn in visit.turns} | {" ".join(turn.text.split()) for turn in visit.turns}
    mine = {e.conversation for e in log if e.dir == "in" and (e.id in said or _number_in(e.text, said))}
    closed = visit.closed.wall_us if visit.closed else None
    return [e for e in log if e.dir == "out" and e.conversation in mine and (closed is None or e.at_us < closed)]


def _number_in(text: str, said: set[str]) -> bool:
    # Of what is said in a chat only the order number is this visit's alone.
    return text.startswith("My order number is ") and " ".join(text.split()) in said


def _is_heard(visit: VisitRecord, entry: LogEntry) -> bool:
    words = " ".join(entry.text.split())
    return any(turn.key == entry.id or words in " ".join(turn.text.split()) for turn in visit.company_turns())


def _tell(found: Outcome) -> None:
    why = ", ".join(f"{count} {code}" for code, count in sorted(found.unmeasured.items()))
    count = sum(found.unmeasured.values())
    show(
        f"{found.kills} kills during a wave of {MAILS + CHATS} visits ({MAILS} by e-mail, {CHATS} in the chat)",
        [
            Figure("messages said twice", "0", str(found.twice), found.twice == 0),
            Figure(f"replies lost, of {found.replies}", "0", str(found.lost), found.lost == 0),
            Figure("journeys without an end", "0", str(found.unfinished), found.unfinished == 0),
            Figure(
                "breaks of the journal's chains and evidence", "0", str(found.broken_chains), not found.broken_chains
            ),
            Figure("visits unmeasured", "", f"{count}" + (f" ({why})" if why else "")),
        ],
    )
