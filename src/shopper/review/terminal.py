"""Reviewing in the terminal: one finding after the other, one letter for each word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from ..words import Words
from .desk import Desk, Unsaid
from .items import Item, Line, ways_to_put_right
from .spoken import STARS, PutRight, Word

_KEYS = {"a": Word.AGREE, "w": Word.WRONG, "o": Word.OURS}
_WIDTH = 100


class Terminal:
    """One person at one terminal. read: a line that is asked for, None at the end of the input. again: also ask about
    what somebody has spoken of already."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        words: Words,
        read: Callable[[str], str | None],
        write: Callable[[str], None],
        *,
        again: bool = False,
    ) -> None:
        self._desk, self._name, self._words = desk, name, words
        self._read, self._write, self._again = read, write, again

    def work(self) -> None:
        """Until all findings were asked about, or the person ends it."""
        items = self._desk.items(self._words.language)
        if not items:
            self._write(self._words("nothing_found"))
            return
        todo = [item for item in items if self._again or item.said is None]
        if not todo:
            self._write(self._words("all_said"))
            return
        for n, item in enumerate(todo, 1):
            for line in told(item, self._words, f"{n}/{len(todo)}"):
                self._write(line)
            if not self._ask(item):
                return

    def _ask(self, item: Item) -> bool:
        """Whether to go on."""
        while True:
            answer = self._read(f"{self._words('keys')}\n> ")
            key = (answer or "").strip().casefold()[:1]
            if answer is None or key == "q":
                return False
            if key in ("s", ""):
                return True
            if key not in _KEYS:
                self._write(self._words("no_key"))
                continue
            if self._say(item, _KEYS[key]):
                self._rate(item)
                return True

    def _say(self, item: Item, word: Word) -> bool:
        because, labels = "", list[PutRight]()
        if word is not Word.AGREE:
            because = self._read(self._words("why_wrong" if word is Word.WRONG else "why_ours") + " ") or ""
        if word is Word.WRONG:
            labels = self._put_right(item)
        try:
            self._desk.say(item.id, word, self._name, because=because, labels=labels, language=self._words.language)
        except Unsaid as refusal:
            self._write(refusal.told(self._words))
            return False
        self._write(self._words("kept"))
        return True

    def _put_right(self, item: Item) -> list[PutRight]:
        """What was misread in the messages that the finding rests on; nothing is a good answer."""
        ways = [
            (line, key, labels)
            for line in item.lines
            if line.as_read is not None
            for key, labels in ways_to_put_right(line.as_read)
        ]
        if not ways:
            return []
        self._write(self._words("misread"))
        shown: Line | None = None
        for n, (line, key, _) in enumerate(ways, 1):
            if line is not shown:
                self._write(f"  “{_short(line.text)}”")
                shown = line
            self._write(f"  {n:>4}  {self._words(key)}")
        answer = self._read(self._words("which") + " ") or ""
        chosen = [int(part) for part in answer.replace(",", " ").split() if part.isdecimal()]
        return merged([(ways[n - 1][0], ways[n - 1][2]) for n in chosen if 1 <= n <= len(ways)])

    def _rate(self, item: Item) -> None:
        for visit, title in item.visits:
            if visit in (item.stars or {}) and not self._again:
                continue
            answer = (self._read(self._words("stars", title=title) + " ") or "").strip()
            if answer.isdecimal() and int(answer) in STARS:
                self._desk.rate(visit, int(answer), self._name, self._words.language)


def merged(chosen: Sequence[tuple[Line, dict[str, object]]]) -> list[PutRight]:
    """One correction for each message."""
    by_message: dict[tuple[str, int], dict[str, object]] = {}
    for line, labels in chosen:
        by_message.setdefault((line.visit, line.turn), {}).update(labels)
    return [PutRight(visit, turn, labels) for (visit, turn), labels in by_message.items()]


def told(item: Item, words: Words, place: str) -> Iterator[str]:
    """A finding as the terminal shows it, with the words it rests on."""
    yield ""
    yield f"── {place} · {item.failure} · {item.scenario}  [{item.id}]"
    yield from wrap(item.sentence, _WIDTH)
    if item.why:
        yield from wrap(item.why, _WIDTH, initial_indent="   ", subsequent_indent="   ")
    for line in item.lines:
        if line.quoted:
            who = words("customer") if line.mine else line.who
            text = f"{line.at[11:19]} {who}: “{_short(line.text)}”"
            yield from wrap(text, _WIDTH, initial_indent="   ", subsequent_indent="     ")
    if item.said is not None:
        because = f": {item.said.because}" if item.said.because else ""
        yield words("said_before", name=item.said.by, word=words(f"word_{item.said.word.value}")) + because


def _short(text: str, most: int = 300) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
