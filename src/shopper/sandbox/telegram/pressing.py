"""A press of a button below a bot's message, from the press to the bot's answer."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """What the bot says to it. alert: in a window of its own. url: a page to open."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class Press:
    """viewer: who pressed. message_id: in the box of the one who pressed; theirs: in the bot's."""

    viewer: int
    bot: int
    message_id: int
    theirs: int
    data: str
    text: str
    query_id: int = field(default_factory=lambda: next(_numbers))
    answered: asyncio.Future[PressAnswer] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def answer(self, text: str = "", *, alert: bool = False, url: str = "") -> None:
        """Once; later answers are lost, as they are in reality."""
        if not self.answered.done():
            self.answered.set_result(PressAnswer(text, alert, url))
