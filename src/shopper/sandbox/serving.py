"""One sandbox company in a process of its own: `python -m shopper.sandbox --state DIR --staff FILE`."""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import json
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from .. import __version__
from ..errors import Exit, ShopperError
from ..settings.durations import parse_duration
from .company import SandboxCompany, SandboxFacts
from .staff import load_staff

RUNNING = "running.lock"  # held by the sandbox of this folder for as long as it lives
FACTS = "facts.json"  # where it is; written when it is ready
PORTS = "ports.json"  # what it had, so that it comes back there
OUTPUT = "sandbox.out"
HEALTH = "/sandbox/health"
IDLE_S = 900.0


def played(digest: str) -> str:
    """What a sandbox plays: its script and the version of the program; another one is another company."""
    return f"{__version__}/{digest}"


def facts_as_json(facts: SandboxFacts, plays: str) -> dict[str, str | int]:
    return {
        "site": facts.site, "smtp": facts.smtp, "imap": facts.imap, "log": str(facts.log), "pid": facts.pid,
        "telegram": facts.telegram, "telegram_key": facts.telegram_key, "sip": facts.sip, "plays": plays,
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until it is stopped (SIGTERM, Ctrl-C) or idle for too long; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m shopper.sandbox", description=__doc__)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps mailboxes, chats and the log")
    parser.add_argument("--staff", type=Path, required=True, help="what the staff answer (YAML)")
    parser.add_argument("--for", dest="idle", type=_duration, default=IDLE_S, help="ends when idle for so long")
    parser.add_argument("--detach", action="store_true", help="go on in the background")
    parser.add_argument("--ready-fd", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.detach:
        if os.fork():
            os._exit(0)
        os.setsid()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    options.state.mkdir(parents=True, exist_ok=True)
    with (options.state / RUNNING).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _failed(f"a sandbox runs in {options.state} already; stop it first", options.ready_fd)
        try:
            asyncio.run(_serve(options.state, options.staff, options.idle, options.ready_fd))
        except ShopperError as error:
            return _failed(str(error), options.ready_fd)
        except OSError as error:
            return _failed(f"the sandbox cannot run in {options.state}: {error}", options.ready_fd)
        finally:
            (options.state / FACTS).unlink(missing_ok=True)
    return Exit.OK


def _duration(text: str) -> float:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _failed(why: str, ready_fd: int | None) -> int:
    sys.stderr.write(f"{why}\n")
    _announce({"failed": why}, ready_fd)
    return Exit.REFUSED


def _announce(news: dict[str, str | int], ready_fd: int | None) -> None:
    """Tell the one who started it, once."""
    if ready_fd is not None:
        with os.fdopen(ready_fd, "w", encoding="utf-8") as pipe:
            pipe.write(json.dumps(news) + "\n")
    elif "failed" not in news:
        sys.stdout.write(json.dumps(news) + "\n")
        sys.stdout.flush()


async def _serve(state: Path, staff_file: Path, idle_s: float, ready_fd: int | None) -> None:
    staff = load_staff(staff_file)
    plays = played(staff.digest)

    async def health(request: web.Request) -> web.Response:
        if "stay" in request.query:
            company.touch()
        return web.json_response(facts_as_json(company.facts, plays))

    company = SandboxCompany(staff, state=state, ports=_ports(state), more_routes=[web.get(HEALTH, health)])
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    async with company:
        facts = company.facts
        ports = {"site": int(facts.site.rpartition(":")[2]), "smtp": facts.smtp, "imap": facts.imap}
        ports |= {"telegram": facts.telegram, "sip": facts.sip}
        write_whole(state / PORTS, ports)
        write_whole(state / FACTS, facts_as_json(facts, plays))
        _announce(facts_as_json(facts, plays), ready_fd)
        while not ended.is_set() and (rest := idle_s - company.idle_s) > 0:
            try:
                await asyncio.wait_for(ended.wait(), timeout=max(rest, 0.05))
            except TimeoutError:
                continue


def _ports(state: Path) -> tuple[int, int, int, int, int]:
    try:
        had = json.loads((state / PORTS).read_text(encoding="utf-8"))
        later = int(had.get("telegram", 0)), int(had.get("sip", 0))
        return int(had["site"]), int(had["smtp"]), int(had["imap"]), *later
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0, 0, 0, 0


def write_whole(path: Path, data: object) -> None:
    """Replace a file so that a reader sees the old one or the new one, never a half."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(data), encoding="utf-8")
    new.replace(path)
