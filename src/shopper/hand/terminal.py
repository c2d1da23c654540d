"""The same tasks in the terminal, for one who prefers it: one letter for each press."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from ..words import Words
from .desk import Desk, Offered, Person, Untaken
from .moments import Moment
from .tasks import Wants, What

_KEYS = {"s": What.SENT, "t": What.TYPING, "r": What.REPLY, "n": What.NOBODY, "f": What.FAILED}
_MAY = {
    Wants.WRITE: "sfl",
    Wants.WATCH: "rtfl",
    Wants.CONFIRM: "nrtfl",
}


class Terminal:
    """One person at one terminal. read: a line that is asked for, None at the end of the input."""

    def __init__(
        self, desk: Desk, person: Person, words: Words, read: Callable[[str], str | None], write: Callable[[str], None]
    ) -> None:
        self._desk, self._person, self._words, self._read, self._write = desk, person, words, read, write
        self._later: set[tuple[str, str]] = set()
        self._n = 0

    def work(self) -> None:
        """Until the person quits."""
        while True:
            one = self._next()
            if one is None:
                answer = self._read(self._words("t_none") + " ")
                if answer is None or answer.strip().lower() == "q":
                    return
                self._later.clear()
                continue
            if not self._serve(one):
                return

    def _next(self) -> Offered | None:
        offered = [o for o in self._desk.offered(self._person) if not o.holder]
        return next((o for o in offered if (o.standing.task.id, o.standing.wants.value) not in self._later), None)

    def _serve(self, one: Offered) -> bool:
        stands, task = one.standing, one.standing.task
        try:
            self._desk.take(task.id, self._person)
        except Untaken as refusal:
            self._write(self._words(refusal.why, person=refusal.person))
            self._later.add((task.id, stands.wants.value))
            return True
        for line in self._told(one):
            self._write(line)
        while True:
            key = self._read(f"{self._words('t_choose')}\n{self._words('t_key')}")
            at_us = self._desk.clock()  # the moment of the press, whatever is typed afterwards
            if key is None or key.strip().lower() == "q":
                return False
            key = key.strip().lower()[:1]
            if key == "l":
                self._later.add((task.id, stands.wants.value))
                if stands.wants is Wants.WRITE:
                    self._desk.give_back(task.id, self._person)
                return True
            if key and key in _MAY[stands.wants]:
                break
            self._write(self._words("t_wrong"))
        self._press(one, _KEYS[key], at_us)
        return True

    def _press(self, one: Offered, what: What, at_us: int) -> None:
        text = ""
        if what is What.REPLY:
            self._write(self._words("t_text"))
            text = "\n".join(self._pasted())
        elif what is What.FAILED:
            text = self._read(self._words("t_why")) or ""
        self._n += 1
        stands = one.standing
        message = stands.message.id if stands.message is not None else ""
        try:
            self._desk.press(
                f"terminal-{self._person.id}-{time.time_ns()}-{self._n}",
                stands.task.id,
                what,
                Moment(at_us, 0),
                self._person,
                message=message,
                text=text,
            )
        except Untaken as refusal:
            self._write(self._words(refusal.why, person=refusal.person))
            return
        self._write(self._words("noted", what=self._words(what.value), time=_clock(at_us)))

    def _pasted(self) -> Iterator[str]:
        while (line := self._read("")) is not None and line.strip() != ".":
            yield line

    def _told(self, one: Offered) -> Iterator[str]:
        stands, task, words = one.standing, one.standing.task, self._words
        title = {Wants.WATCH: "watch_title", Wants.CONFIRM: "confirm_title"}.get(stands.wants, "write_title")
        yield ""
        yield words(title, company=task.company, channel=task.title)
        yield words("as_customer", persona=task.persona)
        yield f"{words('where')}: {task.address}"
        if stands.wants is Wants.WRITE and stands.message is not None:
            if stands.message.subject:
                yield f"{words('subject')}: {stands.message.subject}"
            yield ""
            yield stands.message.text
            yield ""
        if stands.wants is not Wants.WATCH:
            yield words("until", time=_clock(stands.due_us))
        elif stands.due_us:
            yield words("look_until", time=_clock(stands.due_us))


def _clock(us: int) -> str:
    return f"{datetime.fromtimestamp(us / 1e6):%H:%M:%S}"
