"""Plays whole conversations with the example widgets, all of them at once, and keeps what was read in each part."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from shopper.engine.probe import Conversation, Incoming, Outgoing

from ...conftest import FakeHost
from .staff import ANSWERS, ASKED, STREAM_BEGINS, STREAM_ENDS, words

WITHIN_S = 40.0


class Staffed(Protocol):
    """The truth about one conversation; `greetings` are not in `sent`."""

    @property
    def greetings(self) -> tuple[str, ...]: ...

    def received(self) -> list[str]: ...

    def sent(self) -> list[str]: ...


@dataclass(frozen=True)
class Part:
    """says: one after the other, each once the one before is answered; `quick`: all at once."""

    says: tuple[str, ...]
    quick: bool = False


PARTS: dict[str, Part] = {
    "plain": Part(("kettle",)),
    "streaming": Part(("stream",)),
    "same text thrice": Part(("thrice",)),
    "queue": Part(("queue",)),
    "typing": Part(("slow",)),
    "our own words": Part(("echo",)),
    "markdown": Part(("markdown",)),
    "long": Part(("long",)),
    "two quick ones": Part(("first", "second"), quick=True),
}
ONE_EACH = {"same text thrice": Part(("same", "same", "same")), "queue": Part(("queue", "kettle"))}
SHORT = ("plain", "streaming", "same text thrice")


@dataclass(frozen=True)
class Example:
    """A widget in a page. streams: its texts come in pieces. one_each: it takes one answer to a question. parts: those
    of PARTS that are played; the frames of one widget differ in how they are found and timed, not in what is said."""

    name: str
    widget: str
    streams: bool = False
    one_each: bool = False
    parts: tuple[str, ...] = tuple(PARTS)

    def part(self, name: str) -> Part:
        return ONE_EACH.get(name, PARTS[name]) if self.one_each else PARTS[name]

    def replies_to(self, text: str) -> int:
        return 1 if self.one_each else len(ANSWERS[text])

    def greeted(self, desk: Staffed) -> list[str]:
        """What stands in the window before the customer speaks; Flowise has room for one greeting."""
        return list(desk.greetings[:1] if self.widget == "flowise" else desk.greetings)


EXAMPLES = (
    Example("n8n", "n8n"),
    Example("n8n, streaming", "n8n", streams=True),
    Example("flowise", "flowise", one_each=True),
    Example("flowise, streaming", "flowise", streams=True),
    Example("deep-chat in a frame of the same site", "deep-chat-frame"),
    Example("deep-chat in a frame of another site, streaming", "deep-chat-elsewhere", streams=True),
    Example("deep-chat", "deep-chat", streams=True, parts=SHORT),
    Example("deep-chat in a blank frame that is written into", "deep-chat-blank", parts=SHORT),
    Example("deep-chat in a srcdoc frame, streaming", "deep-chat-srcdoc", streams=True, parts=SHORT),
    Example("the sandbox", "sandbox"),
    Example("the sandbox in a frame, streaming", "sandbox-frame", streams=True),
)
BY_NAME = {example.name: example for example in EXAMPLES}


class Ears(FakeHost):
    """A host that can be awaited."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self._stirred: dict[str, asyncio.Event] = {}

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        super().heard(incoming, cursor=cursor)
        self._stirred.setdefault(incoming.visit, asyncio.Event()).set()

    def fault(self, visit: str, message: str, *, code: str) -> None:
        super().fault(visit, message, code=code)
        self._stirred.setdefault(visit, asyncio.Event()).set()

    def of(self, visit: str) -> list[Incoming]:
        """Every message of a visit as it stands now, in the order of their coming."""
        now: dict[str, Incoming] = {}
        for incoming in self.incoming:
            if incoming.visit == visit:
                now[incoming.key] = incoming
        return list(now.values())

    async def until(self, visit: str, condition: Callable[[list[Incoming]], bool]) -> None:
        """Raises TimeoutError."""
        stirred = self._stirred.setdefault(visit, asyncio.Event())
        async with asyncio.timeout(WITHIN_S):
            while not condition(self.of(visit)):
                await stirred.wait()
                stirred.clear()


@dataclass
class Outcome:
    """What was read in a part, and what the staff's own log has of it. error: what kept the part from its end."""

    read: list[Incoming] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    error: str = ""

    def check(self) -> None:
        """Raises AssertionError unless every message was read once, in order, and nothing of ours as theirs."""
        assert not self.error, self.error
        read = [i.text for i in self.read]
        assert [words(text) for text in read] == [words(text) for text in self.sent], f"read {read}, sent {self.sent}"


@dataclass
class Played:
    """greeted, received, sent: the truth about the whole of it. parts: by name. read: all that was read. late: of each
    first words' time against the page's own witness, in seconds. beyond: by how much that is more than the accuracy
    that was told with it. streamed_s: between the first and the last words of the part "streaming", for the witness.
    faults: what the probe reported of itself. site: of the chat's frame. leads: who we said we were, where it asks.
    """

    greeted: list[str]
    received: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    parts: dict[str, Outcome] = field(default_factory=dict)
    read: list[Incoming] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    beyond: list[float] = field(default_factory=list)
    streamed_s: float | None = None
    faults: list[str] = field(default_factory=list)
    site: str = ""
    leads: list[tuple[str, str]] = field(default_factory=list)


class Player:
    """Plays on one probe. open_talk gives a new conversation's address and its staff."""

    def __init__(
        self,
        probe: Any,
        ears: Ears,
        converse: Callable[..., Conversation],
        open_talk: Callable[[Example, str, str], tuple[str, Staffed]],
    ) -> None:
        self.probe = probe
        self.ears = ears
        self._converse = converse
        self._open_talk = open_talk

    async def play(self, kind: str, example: Example) -> Played:
        """kind: "talk" (all parts), "reload" (the page is loaded again in the middle, as by a customer who presses F5),
        or what kind of staff answer one question: "away", "asks"."""
        talk = talk_name(kind, example)
        address, desk = self._open_talk(example, talk, kind)
        chat = self._converse(address, visit=talk, facts={"email": "olena@mail.example"})
        played = Played([*example.greeted(desk), *([ASKED] if kind == "asks" else [])])
        try:
            await self._part(played, "greeting", chat, desk, lambda: self._attach(chat, played.greeted))
            played.parts["greeting"].sent = played.greeted
            if not played.parts["greeting"].error:
                await self._rest(played, kind, chat, example, desk)
        finally:
            played.received, played.sent = desk.received(), desk.sent()
            played.leads = getattr(desk, "leads", [])
            played.faults = [message for visit, message, _code in self.ears.faults if visit == talk]
            await self.probe.detach(chat)
        return played

    async def _rest(self, played: Played, kind: str, chat: Conversation, example: Example, desk: Staffed) -> None:
        def speak(part: Part) -> Callable[[], Awaitable[None]]:
            return lambda: self._speak(chat, example, desk, part)

        if kind == "talk":
            for name in example.parts:
                await self._part(played, name, chat, desk, speak(example.part(name)))
            visit = self.probe._visits[chat.visit]
            played.site = visit._box.frame.url
            await self._compare(played, visit, self.ears.of(chat.visit))
        elif kind == "reload":
            await self._part(played, "before", chat, desk, speak(Part(("before",))))
            await self.probe._visits[chat.visit]._page.evaluate("() => { setTimeout(() => location.reload()) }")
            await self._part(played, "after", chat, desk, speak(Part(("after", "kettle"))))
        else:
            await self._part(played, kind, chat, desk, speak(Part(("kettle",))))
        played.read = self.ears.of(chat.visit)

    async def _part(
        self, played: Played, name: str, chat: Conversation, desk: Staffed, act: Callable[[], Awaitable[None]]
    ) -> None:
        outcome = played.parts[name] = Outcome()
        before = {i.key for i in self.ears.of(chat.visit)}
        already = len(desk.sent())
        try:
            await act()
        except Exception as error:
            read = [i.text[:80] for i in self.ears.of(chat.visit) if i.key not in before]
            sent = [text[:80] for text in desk.sent()[already:]]
            said = desk.received()[-3:]
            outcome.error = f"{type(error).__name__}: {error}; they heard {said} and sent {sent}, we read {read}"
        outcome.read = [i for i in self.ears.of(chat.visit) if i.key not in before]
        outcome.sent = desk.sent()[already:]

    async def _attach(self, chat: Conversation, greeted: list[str]) -> None:
        await self.probe.attach(chat, resumed=False)
        await self.ears.until(chat.visit, lambda read: len(read) >= len(greeted))

    async def _speak(self, chat: Conversation, example: Example, desk: Staffed, part: Part) -> None:
        due = already = len(desk.sent())
        before = len(self.ears.of(chat.visit))
        for n, text in enumerate(part.says):
            due += example.replies_to(text)
            await self.probe.say(chat, Outgoing(f"say-{time.monotonic_ns()}", text), _nothing)
            if part.quick and n < len(part.says) - 1:
                continue

            def all_read(read: list[Incoming], due: int = due) -> bool:
                sent = desk.sent()[already:]
                return len(sent) == due - already and _same(read[before:], sent)

            await self.ears.until(chat.visit, all_read)

    async def _compare(self, played: Played, visit: Any, read: list[Incoming]) -> None:
        """Hold the times of first words against the witness's, where both saw them equally often."""
        seen = await visit._box.frame.evaluate("() => window.__witness || {}")
        for text, moments in seen.items():
            ours = [i for i in read if " ".join(i.text.split()[:2]) == text]
            if text == "echo" or len(ours) != len(moments):
                continue
            for incoming, at in zip(ours, moments, strict=True):
                witnessed, off_ns = visit._clock.mono_ns(at)
                late = ((incoming.at.mono_ns or 0) - witnessed) / 1e9
                played.late.append(late)
                played.beyond.append(abs(late) - off_ns / 1e9 - incoming.at.accuracy_us / 1e6)
        if seen.get(STREAM_BEGINS) and seen.get(STREAM_ENDS):
            played.streamed_s = (seen[STREAM_ENDS][0] - seen[STREAM_BEGINS][0]) / 1e3


def talk_name(kind: str, example: Example) -> str:
    """One name for a play, fit for an address."""
    return f"{kind}-{list(BY_NAME).index(example.name)}"


async def _nothing() -> None:
    pass


def _same(read: Sequence[Incoming], sent: Sequence[str]) -> bool:
    return [words(i.text) for i in read] == [words(text) for text in sent]
