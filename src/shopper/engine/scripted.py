"""A channel whose company answers by a script: for testing programmes, sentences and judges without any server.

Use it in a programme's own probes/, as `from shopper.engine.scripted import PROBE`. A channel of kind `scripted` says
in its address what is answered to every message, and when:

    address: "0.3 s: It costs 42 UAH. | 1 s: Anything else?"     or     address: never
    address: "40 messages: It costs 42 UAH."     answered once the company has got so many messages in all
    address: "0.3 s by phone: It costs 42 UAH."  the company calls (engine.scripted_phone)
    address: "0 s [1] from Bot: Hello! | 0.1 s [2+]: It costs 42 UAH."     to a visit's first message, by one of that
                                                 name; to the second and every later one

The company keeps its own log (scripted.jsonl beside the evidence): what it received, in order. It goes on answering
while nobody listens, so conversations survive a crash. SHOPPER_SCRIPTED_DIES=POINT:N kills this process, as kill -9
does, at the N-th message: POINT is `before` (the attempt), `between` (attempt and arrival) or `after` (arrival, before
the receipt).
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import re
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from ..model import Clock, Stamp
from ..settings.durations import parse_duration
from ..settings.models import Persona
from . import scripted_phone
from .probe import Conversation, Host, Incoming, Outgoing, Receipt, Said

DIES = "SHOPPER_SCRIPTED_DIES"


@dataclass(frozen=True, slots=True)
class Answer:
    """One scripted answer: its text, and when: seconds after the message, or once so many messages came in all.

    by_phone: it is not written here, the company calls. first, last: to which messages of a visit it is given, counted
    from 1. sender: who gives it."""

    text: str
    after_s: float = 0.0
    after_messages: int = 0
    by_phone: bool = False
    first: int = 1
    last: float = math.inf
    sender: str = "Staff"

    @property
    def always(self) -> bool:
        """Whether it is given to every message."""
        return self.first == 1 and self.last == math.inf


_ORDER = re.compile(r"(?P<after>[^\[]*?) ?(?:\[(?P<nth>\d+)(?P<more>\+)?\])?(?: from (?P<sender>.+))?")


def parse_script(address: str) -> tuple[Answer, ...]:
    """The answers that a channel's address describes; none for "never". Raises ValueError."""
    if address.strip() == "never":
        return ()
    answers = []
    for part in address.split("|"):
        after, colon, text = part.partition(":")
        if not colon:
            raise ValueError(f"“{part}” is no scripted answer; write it like “0.5 s: It costs 42 UAH.”")
        order = _ORDER.fullmatch(after.strip())
        assert order is not None  # every part of it may be missing
        after, by, way = order["after"].partition(" by ")
        if by and way.strip() != scripted_phone.KIND:
            raise ValueError(f"“{part}” comes by “{way.strip()}”; a scripted answer comes here or by phone")
        count = after.split()
        first = int(order["nth"] or 1)
        last = first if order["nth"] and not order["more"] else math.inf
        answer = Answer(text.strip(), by_phone=bool(by), first=first, last=last, sender=order["sender"] or "Staff")
        if len(count) == 2 and count[1].startswith("message"):
            answers.append(replace(answer, after_messages=int(count[0])))
        else:
            answers.append(replace(answer, after_s=parse_duration(after.strip())))
    return tuple(answers)


class ScriptedProbe:
    """Drives channels of kind `scripted`."""

    kind: ClassVar[str] = "scripted"
    survives_detach: ClassVar[bool] = True
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None

    def __init__(self) -> None:
        self._tasks: dict[str, set[asyncio.Task[None]]] = {}
        self._said = 0

    def line(self, persona_id: str, persona: Persona) -> str:
        return f"{persona_id}:scripted"

    async def open(self, host: Host) -> None:
        self._host = host
        self._log = Path(host.evidence_dir).parent / "scripted.jsonl"
        self._more = asyncio.Condition()
        self._count = len(self._received())

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        if resumed:
            for entry in self._received():
                if entry["visit"] == conversation.visit:
                    self._answer(conversation, entry)

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        self._said += 1
        nth = self._said  # others are said while this one waits for the journal
        _die_at("before", nth)
        await attempting()
        _die_at("between", nth)
        at = self._host.stamp()
        entry = {"visit": conversation.visit, "id": message.id, "text": message.text, "at_us": at.wall_us}
        with self._log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry, ensure_ascii=False) + "\n")
        async with self._more:
            self._count += 1
            self._more.notify_all()
        _die_at("after", nth)
        self._answer(conversation, entry)
        return Receipt(at, f"said-{message.id}")

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        for entry in self._received():
            if entry["id"] == message.id:
                return Said.YES, Receipt(_stamp(entry["at_us"]), f"said-{message.id}")
        return Said.NO, None

    async def detach(self, conversation: Conversation) -> None:
        for task in self._tasks.pop(conversation.visit, ()):
            task.cancel()

    async def aclose(self) -> None:
        for tasks in self._tasks.values():
            for task in tasks:
                task.cancel()

    def _received(self) -> list[dict[str, Any]]:
        if not self._log.exists():
            return []
        return [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines()]

    def _nth(self, entry: dict[str, Any]) -> int:
        """Which message of its visit this one is, from 1."""
        return [e["id"] for e in self._received() if e["visit"] == entry["visit"]].index(entry["id"]) + 1

    def _answer(self, conversation: Conversation, entry: dict[str, Any]) -> None:
        now_us = self._host.stamp().wall_us
        for n, answer in enumerate(parse_script(conversation.channel.address)):
            if not answer.always and not answer.first <= self._nth(entry) <= answer.last:
                continue
            due_us = entry["at_us"] + round(answer.after_s * 1e6)
            if answer.by_phone:
                persona, key = conversation.persona_id, f"call-{entry['id']}-{n}"
                scripted_phone.call(self._log.parent, conversation.company, persona, key, answer.text, due_us)
                continue
            if due_us < now_us and not answer.after_messages:  # it came while nobody listened
                self._hand_in(conversation, entry, n, answer, _stamp(due_us))
            else:
                task = asyncio.ensure_future(self._answer_later(conversation, entry, n, answer, due_us))
                self._tasks.setdefault(conversation.visit, set()).add(task)

    async def _answer_later(
        self, conversation: Conversation, entry: dict[str, Any], n: int, answer: Answer, due_us: int
    ) -> None:
        async with self._more:
            await self._more.wait_for(lambda: self._count >= answer.after_messages)
        await asyncio.sleep(max(0.0, (due_us - self._host.stamp().wall_us) / 1e6))
        self._hand_in(conversation, entry, n, answer, self._host.stamp())

    def _hand_in(self, conversation: Conversation, entry: dict[str, Any], n: int, answer: Answer, at: Stamp) -> None:
        self._host.heard(
            Incoming(
                visit=conversation.visit,
                line=self.line(conversation.persona_id, conversation.persona),
                key=f"answer-{entry['id']}-{n}",
                text=answer.text,
                at=at,
                sender=answer.sender,
            )
        )


def _die_at(point: str, nth: int) -> None:
    if os.environ.get(DIES) == f"{point}:{nth}":
        os.kill(os.getpid(), signal.SIGKILL)


def _stamp(wall_us: int) -> Stamp:
    """A moment at which nobody listened, known from the company's log."""
    return Stamp(wall_us, None, "", Clock.SERVER, 1_000)


PROBE = ScriptedProbe
