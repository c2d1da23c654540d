"""10,000 conversations open at once in one process, by e-mail and on Telegram: memory, and reply to resumed step."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from shopper.sandbox.company import running_company
from shopper.sandbox.log import LogEntry
from shopper.sandbox.smtp import PASSWORD

from ._programme import SENTENCES, company, write_programme
from ._run import BenchFailed, shopping
from ._table import Figure, say, show, spread
from .waiting import CHANNEL, MOST_MB, STAFF, _moments

TIMES = "sla: 1 h, tolerable: 2 h, patience: 4 h, quiet: 1 h"
MAILS = 5_000
ACCOUNTS, DESKS = 50, 100  # each account writes to each desk: 5,000 chats on Telegram
ANSWERED, REPLIES_PER_S = 500, 50


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        try:
            _measure(Path(folder), MAILS, ACCOUNTS, DESKS)
        except BenchFailed as failed:
            say(f"e-mail and Telegram together: not measured: {failed}")


def _measure(folder: Path, mails: int, accounts: int, desks: int) -> None:
    everything = mails + accounts * desks
    with running_company(_staff(accounts, desks)) as running:
        env = {"BENCH_FOLDER": str(folder), "BENCH_PASSWORD": PASSWORD, "BENCH_HASH": "hash"}

        def log_in(open_company: object) -> None:
            server = running.company.telegram
            assert server is not None
            for n in range(accounts):
                customer = server.world.named(f"c{n:03}")
                assert customer is not None
                env[f"BENCH_SESSION_{n}"] = server.session(customer)

        running.call(log_in)
        facts = running.facts
        personas = [_persona(n, facts.smtp, facts.imap, facts.telegram, facts.telegram_key) for n in range(accounts)]
        channels = {"mail": CHANNEL} | {
            f"desk{n:03}": f'kind: telegram, address: "@desk{n:03}", {TIMES}' for n in range(desks)
        }
        programme = write_programme(
            folder / "programme",
            {
                "config/company.yaml": company(channels, sandbox=False),
                "config/personas.yaml": "personas:\n" + "".join(personas),
                "scenarios/many.feature": _feature(mails, accounts, desks),
                "scenarios/sentences/noting.py": SENTENCES,
            },
        )
        began = time.monotonic()
        with shopping(programme, env=env) as shopper:
            shopper.until("all were open", lambda: shopper.count("say_done") >= everything, 120 + everything / 10)
            shopper.quiet()
            opening_s, memory = time.monotonic() - began, shopper.rss_mb
            asked = [entry for entry in running.log if entry.dir == "in" and entry.channel.startswith("@")][:ANSWERED]
            begin = time.monotonic()
            said: dict[str, int] = {}
            for n, entry in enumerate(asked):
                time.sleep(max(0.0, begin + n / REPLIES_PER_S - time.monotonic()))
                said[entry.id] = running.call(lambda _, entry=entry: _answer(running.company.telegram, entry))  # type: ignore[misc]
            shopper.until("every reply was taken", lambda: len(_moments(folder)) >= len(asked), 60)
            moments = sorted(_moments(folder).values())
            errors = [(moment - at) / 1e6 for moment, at in zip(moments, sorted(said.values()), strict=False)]
            peak = max(memory, shopper.rss_mb)
    show(
        f"{everything:,} conversations open at once in one process: {mails:,} by e-mail, {accounts * desks:,} on "
        f"Telegram ({accounts} accounts, {desks} desks)",
        [
            Figure("memory with all open", f"< {MOST_MB} MB", f"{memory:.0f} MB", memory < MOST_MB),
            Figure("memory after the replies", "", f"{peak:.0f} MB"),
            Figure("replies on Telegram taken", str(len(asked)), str(len(moments)), len(moments) == len(asked)),
            Figure(f"n-th reply to n-th resumed step at {REPLIES_PER_S}/s: p50 / p99 / max", "", spread(errors)),
            Figure("opening them all", "", f"{opening_s:.0f} s"),
        ],
    )  # fmt: skip


def _answer(server: object, asked: LogEntry) -> int:
    """Staff answer that message; the moment at which they did, monotonic nanoseconds."""
    world = server.world  # type: ignore[attr-defined]
    said = server.say(world.named(asked.channel[1:]), world.named(asked.sender), "It costs 1,299 UAH.")  # type: ignore[attr-defined]
    return int(said.mono_ns)


def _staff(accounts: int, desks: int) -> str:
    names = ", ".join(f"c{n:03}" for n in range(accounts))
    return (
        STAFF
        + "telegram:\n"
        + "".join(f'  "@desk{n:03}": {{as: Olha}}\n' for n in range(desks))
        + f"telegram_customers: [{names}]\n"
    )


def _persona(n: int, smtp: int, imap: int, telegram: int, key: str) -> str:
    return f"""  c{n:03}:
    name: Mark Bell
    languages: [en]
    pace: 60
    email:
      address: c{n:03}@shopper.example
      password: env:BENCH_PASSWORD
      smtp: {{host: 127.0.0.1, port: {smtp}, security: plain}}
      imap: {{host: 127.0.0.1, port: {imap}, security: plain}}
    telegram:
      name: "@c{n:03}"
      phone: "+38050000{n + 1:04}"
      api_id: 1
      api_hash: env:BENCH_HASH
      session: env:BENCH_SESSION_{n}
      server: {{address: 127.0.0.1, port: {telegram}, key: "{key}"}}
      new_chats_per_day: 100000
      gap: 0
    facts: {{product: Aurora, order_number: "48213", phone: "+3804400{n:05}", email: c{n:03}@shopper.example}}
"""


def _feature(mails: int, accounts: int, desks: int) -> str:
    places = ["mail"] * mails + [f"desk{n:03}" for n in range(desks)] * accounts
    rows = "\n".join(f"      | {n} | {place} |" for n, place in enumerate(places))
    return (
        "Feature: many\n  Scenario Outline: customer <n>\n"
        "    When I ask about price in <place>\n    Then someone replies\n"
        f"    And the moment is noted\n    Examples:\n      | n | place |\n{rows}\n"
    )


if __name__ == "__main__":
    run()
