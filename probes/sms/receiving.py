"""Asks the provider for what came in on one number, and hands it in once, in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shopper.engine.probe import Clues, Incoming
from shopper.model import Clock, Stamp, TurnKind

from .._provider.client import Answer
from .evidence import keep
from .message import Message, messages_of
from .seen import Seen

if TYPE_CHECKING:
    from .line import Line

_PAGE = "100"


class Receiving:
    """One number's inbox."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._seen: Seen | None = None
        self._looking = asyncio.Lock()
        self.last: Answer | None = None  # the newest look that succeeded
        self._key = f"{line.name}/seen"

    async def begin(self, *, for_s: float) -> None:
        """Take up what an earlier process left, or else begin now: what is there already is none of ours."""
        if self._seen is not None:
            return
        if saved := self._line.host.get_state(self._key):
            self._seen = Seen.load(saved)
            return
        answer = await self._line.client.read("Messages.json", self._query(None), for_s=for_s)
        seen = Seen(self._line.client.clock.there(answer.came))
        for message in messages_of(answer.body):
            seen.took(message.sid, _date(message, answer, self._line))
        self._seen, self.last = seen, answer
        self._line.host.put_state(self._key, seen.dump())

    async def look(self, *, for_s: float) -> None:
        """Ask once, and hand in what is new. Raises OurFault where the provider does not answer for so long."""
        async with self._looking:
            assert self._seen is not None, "the number was not begun"
            new: list[tuple[Message, Answer]] = []
            before, first = self.last, None
            async for answer in self._line.client.pages("Messages.json", self._query(self._seen.floor), for_s=for_s):
                first = first or answer
                entries = messages_of(answer.body)
                new += [(m, answer) for m in entries if m.inbound and self._is_new(m, answer)]
                if entries and not any(self._is_near(m, answer) for m in entries):
                    break
            new.reverse()  # of one second, the one that is listed later came first
            new.sort(key=lambda found: _date(found[0], found[1], self._line))
            for message, answer in new:
                if self._is_new(message, answer):  # a page may repeat the end of the one before
                    await self._hand_in(message, answer, before)
            self.last = first

    def _query(self, floor: float | None) -> dict[str, str]:
        query = {"To": self._line.account.number, "PageSize": _PAGE}
        if floor is not None:
            query["DateSent>"] = datetime.fromtimestamp(int(floor), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return query

    def _is_new(self, message: Message, answer: Answer) -> bool:
        assert self._seen is not None
        return self._seen.is_new(message.sid, _date(message, answer, self._line))

    def _is_near(self, message: Message, answer: Answer) -> bool:
        assert self._seen is not None
        return _date(message, answer, self._line) >= self._seen.floor

    async def _hand_in(self, message: Message, answer: Answer, before: Answer | None) -> None:
        line = self._line
        assert self._seen is not None
        at = self._moment(message, answer, before)
        chat = line.chat(message.sender)
        visit = ""
        if chat is not None:
            said = chat.said_last()
            if said is not None and at.wall_us < said.wall_us:  # an answer comes after its question
                at = Stamp(min(said.wall_us, answer.came.wall_us), None, "", at.clock, at.accuracy_us)
            visit = chat.visit_of(at.wall_us)
            if visit:
                chat.talks[visit].heard = True
                line.keep(chat)
        evidence = await asyncio.to_thread(keep, line.host, message, line.poll_s, before, answer)
        data: dict[str, Any] = {"media": message.media} if message.media else {}
        self._seen.took(message.sid, _date(message, answer, line))
        line.host.heard(
            Incoming(
                visit=visit,
                line=line.name,
                key=line.key(message.sid),
                text=message.shown,
                at=at,
                kind=TurnKind.MESSAGE,
                sender=message.sender,
                clues=Clues(sender=line.written(message.sender)),
                evidence=(evidence,),
                data=data,
            ),
            cursor=(self._key, self._seen.dump()),
        )

    def _moment(self, message: Message, answer: Answer, before: Answer | None) -> Stamp:
        """When it was there: by the provider's date; where it has none, between the look before and this one."""
        if message.created is not None:
            return self._line.client.clock.here(answer.came, message.created)
        since = answer.came.seconds_since(before.asked) if before is not None else self._line.account.idle
        return Stamp(answer.came.wall_us, None, "", Clock.LOCAL, max(1, round(since * 1e6)))


def _date(message: Message, answer: Answer, line: Line) -> float:
    """By the provider's clock (UTC seconds)."""
    return message.created.timestamp() if message.created is not None else line.client.clock.there(answer.came)


__all__ = ["Receiving"]
