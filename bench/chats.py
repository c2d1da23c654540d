"""Web chats open at once in one browser: memory, idling, and the error of first words against the pages themselves."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil

from shopper.engine.probe import Conversation, Incoming, Outgoing
from shopper.model import Clock, Evidence, Stamp, TurnKind
from shopper.programme.loading import load_stock
from shopper.sandbox import process
from shopper.sandbox.log import read_log
from shopper.settings.models import Channel, Company, GuardRails, Persona

from ._table import Figure, percentile, say, show, spread

SIZES = (1, 20, 50, 100)
MEASURED = 50  # chats open while first words are timed
ROUNDS = 4
BAR_MS = 50
IDLE_S = 5.0

# Two messages for each question: what comes when, and whether both are told apart, is known.
STAFF = """company: Bench Shop
domain: bench.example
chats:
  chat:
    as: Iryna
    greeting: [{text: "Hello!", bot: true}]
    rules:
""" + "\n".join(
    f'      - {{words: [question{n}], replies: [{{after: 1.5 s, text: "Answer {n}."}}, {{after: 3 s, text: "More."}}]}}'
    for n in range(ROUNDS)
)

# Independent of the reader, and before it: it stands in the page's own hand, and tells when words were put into the
# document. (An observer beside the reader's is called after it, and on a busy machine that is another moment.)
WITNESS = """() => {
  window.witnessed = {};
  const look = (parent) => {
    const now = performance.timeOrigin + performance.now();
    if (!parent.isConnected) return;
    for (let n = 0; n < ROUNDS; n++) {
      const words = `Answer ${n}.`;
      if (!(words in window.witnessed) && parent.textContent.includes(words)) window.witnessed[words] = now;
    }
  };
  const prototypes = [[Node, ["appendChild", "insertBefore"]], [Element, ["append", "prepend", "after", "before"]]];
  for (const [type, names] of prototypes) for (const name of names) {
    const own = type.prototype[name];
    type.prototype[name] = function (...given) {
      const result = own.apply(this, given);
      look(name === "after" || name === "before" ? this.parentNode : this);
      return result;
    };
  }
}""".replace("ROUNDS", str(ROUNDS))


class _Host:
    """What the engine gives a probe, in memory: disks have a bench of their own."""

    def __init__(self, folder: Path) -> None:
        self.evidence_dir = folder
        self.heard_in: dict[str, list[Incoming]] = {}
        self.faults: list[str] = []
        self._state: dict[str, Any] = {}
        self._more = asyncio.Event()

    def stamp(self) -> Stamp:
        return Stamp(time.time_ns() // 1000, time.monotonic_ns(), "bench", Clock.LOCAL, 1_000)

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        self.heard_in.setdefault(incoming.visit, []).append(incoming)
        if cursor is not None:
            self._state[cursor[0]] = cursor[1]
        self._more.set()

    def fault(self, visit: str, message: str, *, code: str) -> None:
        self.faults.append(f"{visit}: {code}: {message}")
        self._more.set()

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        return Evidence(hashlib.sha256(data).hexdigest(), media_type, name, len(data))

    def get_state(self, key: str) -> Any | None:
        return self._state.get(key)

    def states(self, prefix: str = "") -> list[tuple[str, Any]]:
        return [(key, value) for key, value in sorted(self._state.items()) if key.startswith(prefix)]

    def put_state(self, key: str, value: Any) -> None:
        self._state[key] = value

    async def until_heard(self, visits: list[str], messages: int, within_s: float) -> None:
        """Wait until each of these visits heard so many messages, or the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while any(len(self.messages(visit)) < messages for visit in visits):
                    self._more.clear()
                    await self._more.wait()

    def messages(self, visit: str) -> list[Incoming]:
        return [i for i in self.heard_in.get(visit, []) if i.kind is TurnKind.MESSAGE and not i.revises]


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as name:
        folder = Path(name)
        staff = folder / "staff.yaml"
        staff.write_text(STAFF, encoding="utf-8")
        try:
            facts = process.ensure_running(folder / "sandbox", staff)
            asyncio.run(_measure(facts.site, Path(facts.log), folder))
        finally:
            process.stop(folder / "sandbox")


async def _measure(site: str, log: Path, folder: Path) -> None:
    host = _Host(folder)
    probe = load_stock("probes.webchat.probe").PROBE()
    await probe.open(host)
    try:
        chats: list[Conversation] = []
        say(f"the browser with no page: {_browser_mb():.0f} MB")
        empty = _browser_mb()
        for size in SIZES:
            began = time.monotonic()
            fresh = [_conversation(n, site) for n in range(len(chats), size)]
            opened = await asyncio.gather(*(probe.attach(c, resumed=False) for c in fresh), return_exceptions=True)
            failed = [str(error) for error in opened if error is not None]
            chats += fresh
            took = time.monotonic() - began
            figures = [
                Figure("memory of the browser, and for each chat", "",
                       f"{_browser_mb():.0f} MB, {(_browser_mb() - empty) / size:.1f} MB"),
                Figure("opening the last of them took", "", f"{took:.1f} s, {len(failed)} failed {failed[:1]}"),
                Figure("idle: CPU of the browser / ours; messages between them", "", await _idle(probe)),
            ]  # fmt: skip
            if size == MEASURED:
                figures += await _timed(probe, host, chats)
            if size == SIZES[-1]:
                figures += await _timed(probe, host, chats, at_once=True)
            show(f"{size} web chats open at once in one browser", figures)
        show("what was heard", _counted(host, log))
        for fault in host.faults[:5]:
            say(fault)
    finally:
        await probe.aclose()


def _conversation(n: int, site: str) -> Conversation:
    company = Company(
        name="Bench Shop",
        zone="Europe/Kyiv",
        languages=("en",),
        channels={"chat": Channel(kind="webchat", address=site, sla=60, tolerable=300, patience=1800, quiet=60)},
        guard_rails=GuardRails(authorised_by="the bench"),
    )
    who = Persona(name="Mark Bell", languages=("en",), pace=60)
    return Conversation(f"v{n}", f"t{n}", "chat", company.channels["chat"], company, "mark", who, "en")


# ---- errors ----------------------------------------------------------------------------------------------------------


async def _timed(probe: Any, host: _Host, chats: list[Conversation], *, at_once: bool = False) -> list[Figure]:
    """Let every chat ask; the error of each answer's first words. at_once: all in the same second, one question."""
    pages = {c.visit: probe._visits[c.visit]._box.frame for c in chats if c.visit in probe._visits}
    chats = [c for c in chats if c.visit in pages]
    await asyncio.gather(*(frame.evaluate(WITNESS) for frame in pages.values()))
    before = {c.visit: len(host.messages(c.visit)) for c in chats}
    rounds = [ROUNDS - 1] if at_once else range(ROUNDS - 1)

    async def ask(n: int, conversation: Conversation) -> None:
        if not at_once:  # spread over the time that an answer takes
            await asyncio.sleep(n * 3.0 / len(chats))
        for question in rounds:
            heard = len(host.messages(conversation.visit))
            message = Outgoing(f"{conversation.visit}-{question}", f"question{question}")
            await probe.say(conversation, message, _nothing)
            await host.until_heard([conversation.visit], heard + 2, 60)

    asked = await asyncio.gather(*(ask(n, c) for n, c in enumerate(chats)), return_exceptions=True)
    failed = [str(error) for error in asked if error is not None]
    errors, claimed = [], []
    for c in chats:
        witnessed = await pages[c.visit].evaluate("() => window.witnessed")
        for incoming in host.messages(c.visit)[before[c.visit] :]:
            if incoming.text in witnessed:
                errors.append(abs(incoming.at.wall_us / 1e3 - witnessed[incoming.text]))
                claimed.append(incoming.at.accuracy_us / 1e3)
    p99 = percentile(errors, 99)
    what = f"first words, {len(chats)} chats" + (" that ask at once" if at_once else "")
    return [
        Figure(
            f"{what}: p99", "" if at_once else f"≤ {BAR_MS} ms", f"{p99:.1f} ms", None if at_once else p99 <= BAR_MS
        ),
        Figure("    p50 / p99 / max", "", spread(errors)),
        Figure("    answers that the witness saw", "", f"{len(errors)} of {len(chats) * len(rounds)}"),
        Figure("    claimed accuracy: p50 / p99 / max", "", spread(claimed)),
        Figure("    sayings that failed", "", f"{len(failed)} of {len(chats) * len(rounds)} {failed[:1] or ''}"),
    ]


async def _nothing() -> None:
    return None


def _counted(host: _Host, log: Path) -> list[Figure]:
    """What the sandbox sent against what was heard; a conversation is told by nothing, so over all of them."""
    sent = Counter(e.text for e in read_log(log) if e.dir == "out" and e.kind == "message" and e.text != "Hello!")
    heard = Counter(i.text for visit in host.heard_in for i in host.messages(visit))
    keys = [(visit, i.key) for visit in host.heard_in for i in host.heard_in[visit] if not i.revises]
    lost, more = sum((sent - heard).values()), sum((heard - sent).values()) + len(keys) - len(set(keys))
    return [
        Figure("messages lost", "0", f"{lost} of {sent.total()}", lost == 0),
        Figure("messages heard twice", "0", str(more), more == 0),
        Figure("chats that broke", "0", str(len(host.faults)), not host.faults),
    ]


# ---- what it costs ---------------------------------------------------------------------------------------------------


def _browser() -> list[psutil.Process]:
    """The processes of this process's own browser."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "chrom" in child.name() or "headless" in child.name():
                found.append(child)
    return found


def _browser_mb() -> float:
    """Their memory (PSS: what they share is counted once)."""
    total = 0.0
    for one in _browser():
        with contextlib.suppress(psutil.Error):
            full = one.memory_full_info()
            total += getattr(full, "pss", full.uss)
    return total / 1e6


async def _idle(probe: Any) -> str:
    """What some seconds cost in which nothing happens."""
    connection = probe._browsers._playwright._impl_obj._connection
    took, counted = connection.dispatch, Counter[str]()

    def counting(message: Any) -> Any:
        counted["all"] += 1
        return took(message)

    await asyncio.sleep(2.0)
    connection.dispatch = counting
    before, own = _cpu(), time.process_time()
    await asyncio.sleep(IDLE_S)
    browser, ours = (_cpu() - before) / IDLE_S, (time.process_time() - own) / IDLE_S
    connection.dispatch = took
    return f"{browser:.1%} / {ours:.1%} of a core; {counted['all']} in {IDLE_S:.0f} s"


def _cpu() -> float:
    total = 0.0
    for one in _browser():
        with contextlib.suppress(psutil.Error):
            times = one.cpu_times()
            total += times.user + times.system
    return total
