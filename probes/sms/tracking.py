"""Watches what becomes of what was sent: a message that could not be delivered is told, and whose fault it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from shopper.engine.probe import Incoming
from shopper.model import Evidence, TurnKind

from .._provider.client import Overloaded, RefusedByProvider, Unanswered
from .chats import Chat, Talk
from .evidence import keep_sent
from .message import FINAL, LOST, Message, message_of
from .outcomes import Outcome, outcome_of

if TYPE_CHECKING:
    from .line import Line


class Tracking:
    """One number's messages on their way."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def begin(self, chat: Chat, talk: Talk, sid: str) -> None:
        """From now on, for a while."""
        talk.undelivered[sid] = self._line.host.stamp().wall_us / 1e6 + self._line.rhythm.track
        self._line.keep(chat)

    async def look(self) -> None:
        """Ask after every message whose end is not known."""
        now = self._line.host.stamp().wall_us / 1e6
        for chat in self._line.chats():
            for visit, talk in list(chat.open.items()):
                for sid, until in list(talk.undelivered.items()):
                    message = await self._message(sid)
                    if message is not None and message.status in LOST:
                        await self.lost(visit, chat, sid, message)
                    if (message is not None and message.status in FINAL) or now > until:
                        del talk.undelivered[sid]
                        self._line.keep(chat)

    async def _message(self, sid: str) -> Message | None:
        try:
            return message_of((await self._line.client.get(f"Messages/{sid}.json")).body)
        except (Overloaded, RefusedByProvider, Unanswered):
            return None  # asked once more at the next look

    async def lost(self, visit: str, chat: Chat, sid: str, message: Message) -> None:
        """The network gave it up."""
        evidence = await asyncio.to_thread(keep_sent, self._line.host, message, found=True)
        self.tell(visit, chat, sid, outcome_of(message.error, message.error_words), evidence=(evidence,))

    def tell(self, visit: str, chat: Chat, sid: str, outcome: Outcome, *, evidence: tuple[Evidence, ...] = ()) -> None:
        """Hand in that a message was not delivered: as one that came back, or as a fault of ours."""
        line = self._line
        data = {"status": str(outcome.code), **({"ours": outcome.ours} if outcome.ours else {})}
        line.host.heard(
            Incoming(
                visit=visit,
                line=line.name,
                key=f"{line.key(sid)}/undelivered",
                text=f"{line.written(chat.number)}: {outcome.code} {outcome.words}".strip(),
                at=line.host.stamp(),
                kind=TurnKind.BOUNCE,
                sender=chat.number,
                evidence=evidence,
                data=data,
            )
        )
