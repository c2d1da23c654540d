"""1,000, then 10,000 e-mail conversations open at once in one process: memory, and reply to resumed step."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shopper.sandbox.company import RunningCompany, running_company
from shopper.sandbox.letters import Letter
from shopper.sandbox.log import LogEntry
from shopper.sandbox.smtp import PASSWORD

from ._programme import SENTENCES, company, persona, write_programme
from ._run import BenchFailed, Shopper, shopping
from ._table import Figure, percentile, say, show, spread

ADDRESS = "help@bench.example"
STAFF = f"company: Bench Shop\ndomain: bench.example\nmail:\n  {ADDRESS}: {{as: Petro}}\n"
CHANNEL = f"kind: email, address: {ADDRESS}, sla: 1 h, tolerable: 2 h, patience: 4 h, quiet: 1 h"
REPLIES_PER_S = 50
MOST_MB = 600


@dataclass(frozen=True, slots=True)
class Size:
    """How many conversations are open; how many are answered at 50/s, and then how many in one burst."""

    conversations: int
    steadily: int
    at_once: int


SIZES = (Size(1_000, 500, 500), Size(10_000, 1_000, 1_000))


def run() -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
            try:
                _measure(size, Path(folder))
            except BenchFailed as failed:
                say(f"{size.conversations} conversations: not measured: {failed}")


def _feature(conversations: int) -> str:
    rows = "\n".join(f"      | {n} |" for n in range(conversations))
    return (
        "Feature: many\n  Scenario Outline: customer <n>\n"
        "    When I ask about price in mail\n    Then someone replies\n"
        f"    And the moment is noted\n    Examples:\n      | n |\n{rows}\n"
    )


def _measure(size: Size, folder: Path) -> None:
    with running_company(STAFF) as running:
        programme = write_programme(
            folder / "programme",
            {
                "config/company.yaml": company({"mail": CHANNEL}, sandbox=False),
                "config/personas.yaml": persona(
                    "mark", smtp=running.facts.smtp, imap=running.facts.imap, password="env:BENCH_PASSWORD"
                ),
                "scenarios/many.feature": _feature(size.conversations),
                "scenarios/sentences/noting.py": SENTENCES,
            },
        )
        began = time.monotonic()
        env = {"BENCH_FOLDER": str(folder), "BENCH_PASSWORD": PASSWORD}
        with shopping(programme, env=env) as shopper:
            shopper.until(
                "all were open", lambda: shopper.count("say_done") >= size.conversations, 60 + size.conversations / 10
            )
            shopper.quiet()
            opening_s, memory, cpu = time.monotonic() - began, shopper.rss_mb, shopper.cpu_s
            asked = [entry for entry in running.log if entry.dir == "in"]
            steady, burst = asked[: size.steadily], asked[size.steadily : size.steadily + size.at_once]
            before = shopper.cpu_s
            steadily = _answered(shopper, running, folder, steady, 1 / REPLIES_PER_S)
            per_reply_ms = (shopper.cpu_s - before) / max(1, len(steady)) * 1e3
            at_once = _answered(shopper, running, folder, burst, 0.0)
            peak = max(memory, shopper.rss_mb)
    p50, p99 = percentile(steadily, 50), percentile(steadily, 99)
    show(
        f"{size.conversations:,} e-mail conversations open at once in one process",
        [
            Figure("memory with all open", f"< {MOST_MB} MB", f"{memory:.0f} MB", memory < MOST_MB),
            Figure("memory after the replies", "", f"{peak:.0f} MB"),
            Figure(f"reply to resumed step at {REPLIES_PER_S}/s: p50", "10 ms", f"{p50:.1f} ms", p50 <= 10),
            Figure(f"reply to resumed step at {REPLIES_PER_S}/s: p99", "50 ms", f"{p99:.1f} ms", p99 <= 50),
            Figure("the same: p50 / p99 / max", "", spread(steadily)),
            Figure("CPU time for a reply, all threads", "", f"{per_reply_ms:.1f} ms"),
            Figure(f"{size.at_once:,} replies at once: p50 / p99 / max", "", spread(at_once)),
            Figure("opening them all", "", f"{opening_s:.0f} s ({cpu:.0f} s of CPU)"),
        ],
    )


def _answered(
    shopper: Shopper, running: RunningCompany, folder: Path, asked: Sequence[LogEntry], gap_s: float
) -> list[float]:
    """Let staff answer these letters, one every `gap_s`; milliseconds from each reply to the step it resumed."""
    begin = time.monotonic()
    for n, entry in enumerate(asked):
        time.sleep(max(0.0, begin + n * gap_s - time.monotonic()))
        running.call(lambda company, entry=entry: company.mail.deliver(f"bench {entry.id}", _body(entry)))  # type: ignore[misc]
    wanted = {entry.id for entry in asked}
    shopper.until("every reply was taken", lambda: wanted <= _moments(folder).keys(), 30 + len(asked) / 20)
    shopper.quiet()
    resumed = _moments(folder)
    delivered = {e.conversation: e.mono_ns for e in running.log if e.dir == "out" and e.conversation in wanted}
    return [(resumed[key] - delivered[key]) / 1e6 for key in wanted]


def _body(asked: LogEntry) -> dict[str, object]:
    """A reply of staff to a letter, as the sandbox's mail desk delivers it."""
    letter = Letter(
        asked.id, asked.sender, "", ADDRESS, str(asked.more.get("subject", "")), "", (), asked.text, automatic=False
    )
    return {
        "channel": ADDRESS, "conversation": asked.conversation, "text": "Good day! It costs 1,299 UAH.",
        "name": "Petro", "bot": False, "html": False, "subject": "", "threaded": True, "quote": True,
        "language": "en", "about": {"letter": letter.as_json()},
    }  # fmt: skip


def _moments(folder: Path) -> dict[str, int]:
    """When each conversation's step was first reached: our message's key -> monotonic nanoseconds."""
    path, moments = folder / "moments.txt", dict[str, int]()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        key, _, moment = line.partition(" ")
        if moment:
            moments.setdefault(key, int(moment))
    return moments
