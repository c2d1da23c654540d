"""Scripted staff at work behind desks: each in a thread of its own, from the first message to the session's end."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from ..errors import OurFault, Refused, ShopperError, did_you_mean
from ..sandbox.answering import Memory, answer, worded
from ..sandbox.desk import Desk as Script
from ..sandbox.desk import Reply
from ..sandbox.staff import Staff, load_staff
from .desk import Desk, Message

_LOG = logging.getLogger(__name__)
_POLL_S = 0.2
_AGAIN_S = 1.0
_ENDS_S = 20.0
_CHAT_ONLY = ("buttons", "edit", "system", "close", "via")


@dataclass(slots=True)
class Conversation:
    """What staff remember of one customer."""

    memory: Memory = field(default_factory=Memory)
    seen: set[str] = field(default_factory=set)


class Shift:
    """One desk's thread: reads, decides by the script, says what is due."""

    def __init__(self, staff: Staff, script: Script, desk: Desk, name: str) -> None:
        self._staff, self._script, self._desk = staff, script, desk
        self._conversations: dict[str, Conversation] = {}
        self._due: list[tuple[float, int, str, Reply, str]] = []
        self._order = count()
        self._ending, self._ready = threading.Event(), threading.Event()
        self._refused: ShopperError | None = None
        self._came = False
        self.trouble = ""
        self.said: list[tuple[str, str]] = []
        self._thread = threading.Thread(target=self._work, name=f"staff-{name}", daemon=True)

    def begin(self) -> None:
        """Open the desk and begin to answer. Raises what the desk raises when it is opened."""
        self._thread.start()
        self._ready.wait()
        if self._refused is not None:
            self._thread.join()
            raise self._refused

    def end(self) -> None:
        """Stop answering. Raises OurFault where the desk could not be reached at the last."""
        self._ending.set()
        self._thread.join(_ENDS_S)
        if self.trouble:
            raise OurFault(f"the scripted staff could not answer: {self.trouble}", code="staff")

    def _work(self) -> None:
        try:
            try:
                self._desk.open()
            except Exception as error:
                told = error if isinstance(error, ShopperError) else None
                self._refused = told or OurFault(f"the staff's desk cannot be opened: {error}", code="staff")
                return
            finally:
                self._ready.set()
            while not self._ending.is_set():
                self._turn()
        finally:
            try:
                self._desk.close()
            except Exception:
                _LOG.exception("the staff's desk was not closed in order")

    def _turn(self) -> None:
        try:
            wait_s = min(_POLL_S, self._due[0][0] - time.monotonic()) if self._due else _POLL_S
            self._take(self._desk.messages(max(0.0, wait_s)))
            while self._due and self._due[0][0] <= time.monotonic():
                _, _, conversation, reply, text = self._due[0]
                self._desk.say(conversation, text, reply.name or self._script.name)
                heapq.heappop(self._due)  # only what was said is crossed out
                self.said.append((conversation, text))
            self.trouble = ""
        except Exception as error:
            self.trouble = f"{type(error).__name__}: {error}"
            _LOG.warning("the staff's desk: %s", self.trouble)
            self._ending.wait(_AGAIN_S)

    def _take(self, messages: list[Message]) -> None:
        """Hear what is new. Of what is there when we come, all before an answer was answered by who was here before us:
        it is remembered only."""
        answered: dict[str, int] = {} if self._came else {m.conversation: n for n, m in enumerate(messages) if m.ours}
        self._came = True
        for n, message in enumerate(messages):
            conversation = self._conversations.setdefault(message.conversation, Conversation())
            if message.ours or message.id in conversation.seen:
                continue
            conversation.seen.add(message.id)
            conversation.memory, replies = answer(self._staff, self._script, conversation.memory, message.text)
            if n < answered.get(message.conversation, -1):
                continue
            for reply in replies:
                at = time.monotonic() + reply.after
                text = worded(reply.text, conversation.memory, self._staff.company)
                heapq.heappush(self._due, (at, next(self._order), message.conversation, reply, text))


class StaffAtWork:
    """What the fixture `staff` gives: choose a script, then a desk for each place where customers are answered."""

    def __init__(self, root: Path) -> None:
        """root: the folder that a script's path is relative to."""
        self._root = root
        self._staff: Staff | None = None
        self._shifts: list[Shift] = []

    def script(self, path: str | Path) -> StaffAtWork:
        """Take the script in this file. Raises ConfigError with its mistakes."""
        self._staff = load_staff(self._root / path)
        return self

    def answer(self, at: Desk, desk: str = "chat") -> Shift:
        """Begin to answer there, as the script's desk of that name does, until the session ends.

        Raises Refused where there is no script or no such desk, or the desk does what cannot be carried; and what
        `at` raises when it is opened."""
        if self._staff is None:
            raise Refused("staff.answer: choose the script first: staff.script('config/staff.yaml')")
        desks = {**self._staff.chats, **self._staff.mail}
        if desk not in desks:
            raise Refused(f"the staff's script has no desk “{desk}”. {did_you_mean(desk, desks)}".strip())
        for reply in desks[desk].every_reply():
            beyond = [name for name in _CHAT_ONLY if getattr(reply, name)]
            if beyond:
                raise Refused(
                    f"{beyond[0]}: in the staff's script: only the sandbox's own chat can do that. Leave it out."
                )
        shift = Shift(self._staff, desks[desk], at, desk)
        shift.begin()
        self._shifts.append(shift)
        return shift

    def end(self) -> None:
        """Stop answering everywhere. Raises OurFault where somebody could not."""
        shifts, self._shifts = self._shifts, []
        faults: list[OurFault] = []
        for shift in shifts:
            try:
                shift.end()
            except OurFault as fault:
                faults.append(fault)
        if faults:
            raise faults[0]
