"""Telegram: the error of measured reply times, a burst over 5,000 chats, and what random cuts lose or double."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil

from shopper.engine.probe import Conversation, Incoming, Outgoing, Receipt
from shopper.model import Clock
from shopper.programme.loading import load_stock
from shopper.settings.models import Channel, Company, GuardRails, Persona
from shopper.settings.telegram import TelegramAccount, TelegramServer

from ._table import Figure, percentile, say, show, spread
from .chats import _Host, _nothing

OTHERS, TIMED = 1_000, 200
BURST = 5_000
BROKEN, CUTS = 100, 100
BAR_MS = 50


def run() -> None:
    asyncio.run(_all())


async def _all() -> None:
    await _error()
    await _burst()
    await _cuts()


@asynccontextmanager
async def _shopping(chats: int, **rhythm: Any) -> AsyncIterator[_Bench]:
    from telethon import TelegramClient

    from shopper.sandbox.telegram.server import TelegramServer as Server

    TelegramClient._config = None  # the library keeps one server's on the class
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        async with Server() as server:
            bench = _Bench(server, chats, Path(folder), rhythm)
            await bench.probe.open(bench.host)
            try:
                yield bench
            finally:
                await bench.probe.aclose()
            for error in server.errors[:3]:
                say(f"the server stumbled: {error!r}")


class _Ordered(_Host):
    """Keeps in which order messages were handed in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.order: list[int] = []

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        self.order.append(int(incoming.key.rpartition(":")[2]))
        super().heard(incoming, cursor=cursor)


class _Bench:
    """One account, and as many companies as there are chats: each is one chat on one client."""

    def __init__(self, server: Any, chats: int, folder: Path, rhythm: dict[str, Any]) -> None:
        self.server = server
        self.host = _Ordered(folder)
        self.account = server.add_account("mark", first_name="Mark", phone="+380501112233")
        self.shops = [server.add_account(f"shop_{n:05}", first_name=f"Shop {n}") for n in range(chats)]
        os.environ["BENCH_TG_SESSION"], os.environ["BENCH_TG_HASH"] = server.session(self.account), "hash"
        self.probe = load_stock("probes.telegram.probe").TelegramProbe(
            load_stock("probes.telegram.rhythm").Rhythm(**rhythm)
        )
        settings = TelegramAccount(
            phone="+380501112233",
            api_id=1,
            api_hash="env:BENCH_TG_HASH",
            session="env:BENCH_TG_SESSION",
            server=TelegramServer(address="127.0.0.1", port=server.port),
            gap=0,
            new_chats_per_day=100_000,
        )
        self.persona = Persona(name="Mark Bell", languages=("en",), pace=1_000_000, telegram=settings)
        self.conversations = [self._conversation(n) for n in range(chats)]
        self.receipts: dict[str, Receipt] = {}

    def _conversation(self, n: int) -> Conversation:
        times: dict[str, Any] = {"sla": 60, "tolerable": 60, "patience": 600, "quiet": 1}
        channel = Channel(kind="telegram", address=f"@shop_{n:05}", **times)
        company = Company(
            name="Bench Shop",
            zone="UTC",
            languages=("en",),
            channels={"tg": channel},
            guard_rails=GuardRails(authorised_by="the bench"),
        )
        return Conversation(f"v{n}.1", f"t{n}", "tg", channel, company, "mark", self.persona, "en")

    async def ask(self, n: int, text: str = "How much is it?", name: str = "1") -> None:
        conversation = self.conversations[n]
        if conversation.visit not in self.receipts:
            await self.probe.attach(conversation, resumed=False)
        message = Outgoing(f"{conversation.visit}/{name}", text)
        self.receipts[conversation.visit] = await self.probe.say(conversation, message, _nothing)

    async def ask_all(self, numbers: range, *, at_once: int = 50) -> None:
        places = asyncio.Semaphore(at_once)

        async def one(n: int) -> None:
            async with places:
                await self.ask(n)

        await asyncio.gather(*(one(n) for n in numbers))

    def replies(self, n: int, text: str) -> Any:
        return self.server.say(self.shops[n], self.account, text)

    def heard(self) -> int:
        return sum(len(self.host.messages(c.visit)) for c in self.conversations)


async def _error() -> None:
    """Each of some chats gets its answer 50 to 250 ms after it asked, while others wait."""
    async with _shopping(OTHERS + TIMED) as bench:
        await bench.ask_all(range(OTHERS))
        true: dict[str, float] = {}
        timed = range(OTHERS, OTHERS + TIMED)

        def asked(n: int, message: Any) -> None:
            def answer() -> None:
                true[bench.conversations[n].visit] = (bench.replies(n, f"Answer {n}").mono_ns - message.mono_ns) / 1e6

            asyncio.get_running_loop().call_later(random.uniform(0.05, 0.25), answer)

        for n in timed:
            bench.server.on_message(bench.shops[n], lambda message, n=n: asked(n, message))
        for n in timed:
            await bench.ask(n)
            await asyncio.sleep(0.01)
        visits = [bench.conversations[n].visit for n in timed]
        await bench.host.until_heard(visits, 1, 60)
        errors = []
        for visit in visits:
            for reply in bench.host.messages(visit)[:1]:
                measured = reply.at.seconds_since(bench.receipts[visit].at) * 1e3
                errors.append(abs(measured - true[visit]))
        p99 = percentile(errors, 99)
        show(
            f"Telegram: error of {TIMED} measured reply times, while {OTHERS:,} other chats wait on the same account",
            [
                Figure("p99", f"≤ {BAR_MS} ms", f"{p99:.1f} ms", p99 <= BAR_MS and len(errors) == TIMED),
                Figure("    p50 / p99 / max", "", spread(errors)),
                Figure("visits that broke", "", str(len(bench.host.faults))),
            ],
        )


async def _burst() -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    async with _shopping(BURST) as bench:
        began = time.monotonic()
        await bench.ask_all(range(BURST))
        opened = time.monotonic() - began
        began = time.monotonic()
        order = list(range(BURST))
        random.shuffle(order)
        for n in order:
            bench.replies(n, f"Answer {n}")
        await bench.host.until_heard([c.visit for c in bench.conversations], 1, 120)
        took = time.monotonic() - began
        heard = [(c.visit, i) for c in bench.conversations for i in bench.host.messages(c.visit)]
        right = sum(i.text == f"Answer {visit[1:-2]}" for visit, i in heard)
        ids, lost = bench.host.order, BURST - len({visit for visit, _ in heard})
        dated = sum(i.at.clock is Clock.SERVER for _, i in heard)
        memory = (process.memory_info().rss - before) / 1e6
        show(
            f"Telegram: {BURST:,} chats on one client, {BURST:,} replies in one burst",
            [
                Figure("replies lost", "0", str(lost), lost == 0),
                Figure("heard twice", "0", str(len(ids) - len(set(ids))), len(ids) == len(set(ids))),
                Figure("in their own visit", "all", f"{right:,}", right == BURST),
                Figure("in order", "yes", "yes" if ids == sorted(ids) else "no", ids == sorted(ids)),
                Figure("until the last was handed in", "", f"{took:.1f} s"),
                Figure("timed by the server's date, ±1 s, since they came late", "", f"{dated:,}"),
                Figure("opening all chats and asking in them", "", f"{opened:.1f} s"),
                Figure("memory, server and client together", "", f"{memory:.0f} MB"),
            ],
        )


async def _cuts() -> None:
    """Links are cut, answers lost and the server restarted while 100 chats ask and are answered, three rounds each."""
    rhythm = {"watch": 1.0, "look": 2.0, "pause": 0.1, "answer": 5.0, "reach_for": 120.0}
    async with _shopping(BROKEN, **rhythm) as bench:
        sent: Counter[str] = Counter()

        def asked(n: int, message: Any) -> None:
            text = f"Answer to {message.text}"

            def answer() -> None:
                sent[text] += 1
                bench.replies(n, text)

            asyncio.get_running_loop().call_later(random.uniform(0.0, 1.0), answer)

        for n in range(BROKEN):
            bench.server.on_message(bench.shops[n], lambda message, n=n: asked(n, message))

        async def talk(n: int) -> None:
            for question in range(3):
                await asyncio.sleep(random.uniform(0.0, 6.0))
                await bench.ask(n, f"question {question} of {n}", str(question))

        async def break_it() -> None:
            for n in range(CUTS):
                await asyncio.sleep(random.uniform(0.05, 0.35))
                if n % 10 == 3:
                    await bench.server.restart(down_s=random.uniform(0.0, 0.5))
                elif n % 4 == 1:
                    bench.server.faults.lose_answers = 1
                else:
                    bench.server.drop_all()

        talking = asyncio.gather(*(talk(n) for n in range(BROKEN)), return_exceptions=True)
        await break_it()
        bench.server.faults.lose_answers = 0
        failed = [error for error in await talking if isinstance(error, BaseException)]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(30):
                while bench.heard() < 3 * BROKEN - len(failed):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
        said = Counter(m.text for shop in bench.shops for m in bench.server.received(shop))
        heard = Counter(i.text for c in bench.conversations for i in bench.host.messages(c.visit))
        lost, twice = sum((sent - heard).values()), sum((said - Counter(dict.fromkeys(said, 1))).values())
        dated = sum(i.at.clock is Clock.SERVER for c in bench.conversations for i in bench.host.messages(c.visit))
        show(
            f"Telegram: {CUTS} cuts and restarts during {BROKEN} open chats with three questions each",
            [
                Figure("replies lost", "0", f"{lost} of {sum(sent.values())}", lost == 0),
                Figure("replies heard twice", "0", str(sum((heard - sent).values())), not heard - sent),
                Figure("messages said twice", "0", f"{twice} of {sum(said.values())}", twice == 0),
                Figure("sayings that failed", "", f"{len(failed)} of {3 * BROKEN} {failed[:1] or ''}"),
                Figure("replies timed by the server's date, ±1 s", "", str(dated)),
            ],
        )


if __name__ == "__main__":
    run()
