"""What the staff behind every example widget say, and their own log of it: the truth that readings are held against."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

Piece = Callable[[int, str, bool], Awaitable[None]]

GREETINGS = ("Good day!", "How can we help you?")
QUEUE = "Your spot is #2"
ASKED = "Thank you. Now write to us."
AWAY = "Nobody is here at the moment. We are back at 9:00."

_PARAGRAPH = (
    "The kettle holds 1.7 litres, boils in three minutes and switches itself off when there is no water in it. "
)
LONG = "\n\n".join(f"Part {n}. {_PARAGRAPH * 4}".strip() for n in range(1, 13))
MARKDOWN = (
    "We have **three** kettles:\n\n- the *white* one, 990 UAH\n- the black one, 1090 UAH\n\n"
    "Say `K-17` when you order:\n\n```\nmodel K-17\nprice 990\n```\n\nIs that all?"
)


@dataclass(frozen=True)
class Reply:
    """after: seconds since the customer's message came in. parts: a text that streams comes in so many pieces,
    PART_S apart; a widget that cannot stream shows it whole."""

    text: str
    after: float = 0.1
    parts: int = 1

    def pieces(self) -> list[str]:
        words = re.findall(r"\S+\s*", self.text)
        ends = [round(len(words) * (n + 1) / self.parts) for n in range(self.parts)]
        return ["".join(words[a:b]) for a, b in itertools.pairwise([0, *ends])]


PART_S = 0.12
STREAM_BEGINS, STREAM_ENDS = "One two", "twelve."
ANSWERS: dict[str, tuple[Reply, ...]] = {
    "kettle": (Reply("Yes, we have a kettle for 990 UAH."),),
    "stream": (Reply("One two three four five six seven eight nine ten eleven twelve.", parts=8),),
    "thrice": (Reply("Same.", 0.1), Reply("Same.", 0.25), Reply("Same.", 0.4)),
    "same": (Reply("Same."),),
    "queue": (Reply(QUEUE, 0.1), Reply("Now it is your turn. What would you like?", 0.6)),
    "slow": (Reply("That took a while.", 1.2),),
    "echo": (Reply("echo"),),
    "first": (Reply("That is the answer to the first.", 4.0),),
    "second": (Reply("And that to the second.", 0.3),),
    "markdown": (Reply(MARKDOWN, parts=6),),
    "long": (Reply(LONG, parts=6),),
    "before": (Reply("That was before the page was loaded again."),),
    "after": (Reply("And this is after it."),),
}


@dataclass(frozen=True)
class Line:
    """ours: the staff's. at: when its last piece left, by time.time()."""

    ours: bool
    text: str
    at: float


@dataclass
class Desk:
    """The staff of one conversation. streams: whether their texts come in pieces. greetings: what stands there before
    the customer speaks. away: nobody is there, and an automatic text says so. asks: the widget asks for name and
    e-mail first, where it can. down: the server answers with errors."""

    streams: bool = False
    greetings: tuple[str, ...] = GREETINGS
    away: bool = False
    asks: bool = False
    down: bool = False
    log: list[Line] = field(default_factory=list)
    leads: list[tuple[str, str]] = field(default_factory=list)

    def hears(self, text: str) -> Sequence[Reply]:
        """Note what the customer said; what is to be answered."""
        self.log.append(Line(False, text, time.time()))
        return (Reply(AWAY),) if self.away else ANSWERS[text.strip()]

    async def answers(self, replies: Sequence[Reply], piece: Piece) -> None:
        """Say it all at its time: piece(n, text, ends) is given every piece of the n-th reply."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for n, reply in enumerate(replies):
            await asyncio.sleep(max(0.0, began + reply.after - loop.time()))
            pieces = reply.pieces() if self.streams else [reply.text]
            for k, text in enumerate(pieces):
                await asyncio.sleep(PART_S if k else 0)
                await piece(n, text, k == len(pieces) - 1)
            self.said(reply.text)

    def said(self, text: str) -> None:
        self.log.append(Line(True, text, time.time()))

    def received(self) -> list[str]:
        return [line.text for line in self.log if not line.ours]

    def sent(self) -> list[str]:
        return [line.text for line in self.log if line.ours]


def words(text: str) -> list[str]:
    """What is read in a text whatever its markup: letters and digits in order. A widget draws Markdown, or shows it."""
    return re.findall(r"[\w#:.]+", re.sub(r"[*`]", "", text))
