"""What is going on, for the person at the terminal: every conversation, its channel, what it waits for, since when."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ..words import Words
from ..words.findings import finding_words
from .suspend import Wait

_ROWS = 20
_MARKS = {
    "passed": ("✓", "mark_passed", "green"),
    "failed": ("✗", "mark_failed", "red"),
    "error": ("!", "mark_ours", "yellow"),
    "skipped": ("-", "mark_skipped", "dim"),
    "waiting": ("…", "mark_waiting", "cyan"),
}
_PLAIN_EVERY_S = 15.0
_PLAIN_LEAST_S = 3.0


class Board:
    """A live table on a terminal, plain lines elsewhere (one now and then, never one for each look).

    title_of: a journey's id -> what to call it. channels: their titles, by id. words: what it says the rest in.
    fresh_line: called before a plain line, which others' dots may stand before. `show` is cheap and may be called
    often."""

    def __init__(
        self,
        file: TextIO,
        title_of: Callable[[str], str],
        *,
        quiet: bool = False,
        words: Words | None = None,
        channels: Mapping[str, str] | None = None,
        fresh_line: Callable[[], None] = lambda: None,
    ) -> None:
        self._console = Console(file=file, highlight=False)
        self._words = words or Words("en")
        self._title_of, self._quiet, self._fresh_line = title_of, quiet, fresh_line
        self._channels = channels or {}
        self._live: Live | None = None
        self._drawn = 0.0
        self._said = ""

    def show(self, waits: Sequence[Wait], done: int, planned: int) -> None:
        """Draw the present state."""
        if self._quiet or not waits:
            return
        now = time.time()
        if not self._console.is_terminal:
            self._plain(waits, done, planned, now)
        elif now - self._drawn >= 0.25:
            self._drawn = now
            table = self.table(waits, done, planned, now)
            if self._live is None:
                self._live = Live(table, console=self._console, transient=True, auto_refresh=False)
                self._live.start()
            self._live.update(table, refresh=True)

    def table(self, waits: Sequence[Wait], done: int, planned: int, now: float) -> Table:
        """The table of all who wait, the longest-waiting first."""
        words = self._words
        title = words("board_title", done=done, planned=planned, count=len(waits))
        table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="dim")
        table.add_column(words("board_journey"), overflow="ellipsis", no_wrap=True, max_width=52)
        table.add_column(words("board_channel"), no_wrap=True)
        table.add_column(words("board_what"), no_wrap=True)
        table.add_column(words("board_since"), justify="right", no_wrap=True)
        rows = sorted(waits, key=lambda wait: wait.since_us)
        for wait in rows[:_ROWS]:
            table.add_row(
                self._title_of(wait.journey), self.called(wait.channel), what_of(wait, words), self._since(now, wait)
            )
        if len(rows) > _ROWS:
            table.add_row(words("board_more", count=len(rows) - _ROWS), "", "", "")
        return table

    def tell(self, journey: str, outcome: str, sentence: str = "") -> None:
        """One line for a journey that has ended: how, and for one that did not pass why."""
        self.hide()
        mark, word, style = _MARKS[outcome]
        width = max(len(self._words(key)) for _, key, _ in _MARKS.values())
        line = Text(f"{mark} {self._words(word):<{width}} ", style=style)
        line.append(self._title_of(journey), style="default")
        for part in sentence.splitlines():
            line.append(f"\n    {part}", style="dim")
        self._console.print(line, soft_wrap=True)

    def hide(self) -> None:
        """Take the live table off, so that something else can be printed."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def called(self, channel: str) -> str:
        """What a channel is told as: its title, else its id."""
        return self._channels.get(channel) or channel

    def _since(self, now: float, wait: Wait) -> str:
        return elapsed(now - wait.since_us / 1e6, self._words.language)

    def _plain(self, waits: Sequence[Wait], done: int, planned: int, now: float) -> None:
        channels: dict[str, int] = {}
        for wait in waits:
            channels[wait.channel] = channels.get(wait.channel, 0) + 1
        words = self._words
        where = ", ".join(
            words("board_in", count=count, channel=self.called(cid)) for cid, count in sorted(channels.items())
        )
        oldest = min(waits, key=lambda wait: wait.since_us)
        text = f"{done} {planned} {where}"
        if (text != self._said and now - self._drawn >= 1.0) or now - self._drawn >= _PLAIN_EVERY_S:
            self._said, self._drawn = text, now
            since, title = self._since(now, oldest), self._title_of(oldest.journey)
            line = words("board_line", done=done, planned=planned, where=where, since=since, title=title)
            self._fresh_line()
            self._console.print(line, markup=False, soft_wrap=True)


def what_of(wait: Wait, words: Words) -> str:
    """What a journey waits for, in the owner's language; what else is to be known of it stays as it was told."""
    what, mark, more = wait.what.partition("; ")
    return words.translated("wait_", what) + mark + more


def elapsed(seconds: float, language: str = "en") -> str:
    """A waiting time for a narrow column: 12 s, 4 min, 3 h, 2 d."""
    say = finding_words(language)
    if seconds < 90:
        return say.count("s", max(0, round(seconds)))
    if seconds < 5400:
        return say.count("min", round(seconds / 60))
    return say.count("h", round(seconds / 3600)) if seconds < 172800 else say.count("d", round(seconds / 86400))
