"""The command `shopper hand`: what a person does by hand for the customers, on a page or in the terminal."""

from __future__ import annotations

import asyncio
import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Exit, Refused
from ..settings import load_settings
from ..words import LANGUAGES, Words, of_this_computer
from .places import programme_at, state_of

if TYPE_CHECKING:
    from ..hand.desk import Desk


def by_hand(
    folder: Path | None,
    state: Path | None,
    *,
    lan: bool,
    port: int | None,
    terminal: bool,
    name: str,
    language: str | None,
) -> int:
    """Serve the page until Ctrl-C, or work in the terminal until the person quits. Raises ShopperError."""
    from ..engine.opening import open_journal
    from ..hand.desk import Desk
    from ..hand.running import PORT

    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    programme = programme_at(folder)
    settings = load_settings(programme)
    words = Words(language or settings.company.language or of_this_computer(), "hand")
    store = open_journal(state_of(programme, state))
    try:
        desk = Desk(store)
        if terminal:
            return _in_terminal(desk, words, name)
        return asyncio.run(_served(desk, words, lan=lan, port=PORT if port is None else port))
    except KeyboardInterrupt:
        return int(Exit.OK)  # that is how it is ended
    finally:
        store.close()


def _in_terminal(desk: Desk, words: Words, name: str) -> int:
    from ..hand.desk import Person
    from ..hand.terminal import Terminal

    name = name or _line(words("t_name")) or ""
    if name.strip():
        Terminal(desk, Person(f"terminal-{secrets.token_hex(4)}", name.strip()), words, _line, print).work()
    return int(Exit.OK)


def _line(question: str) -> str | None:
    try:
        return input(question)
    except EOFError:
        return None


async def _served(desk: Desk, words: Words, *, lan: bool, port: int) -> int:
    from ..hand.gate import WRONG_MOST, Gate
    from ..hand.running import LOOPBACK, lan_addresses, serving

    def tell(what: str, value: str) -> None:
        key = {"code": "code_is", "wrong": "wrong_tried"}.get(what, "locked")
        _say(words(key, code=f"{value[:4]} {value[4:]}", left=value, most=WRONG_MOST))

    gate = Gate(time.monotonic, tell) if lan else None
    async with serving(desk, port=port, gate=gate) as bound:
        _say(words("open_at", url=f"http://{LOOPBACK}:{bound}"))
        if lan:
            for address in lan_addresses():
                _say(words("open_lan", url=f"http://{address}:{bound}"))
            _say(words("lan_plain"))
        _say(words("stop"))
        await asyncio.Event().wait()
    return int(Exit.OK)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
