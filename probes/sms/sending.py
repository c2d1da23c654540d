"""Says what the customer says: sent once, looked for among what was sent where in doubt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from shopper.engine.probe import Conversation, Outgoing, Receipt, Said
from shopper.errors import OurFault
from shopper.settings.phone_rest import segments_of

from .._provider.client import Answer, Overloaded, RefusedByProvider, Unanswered
from .chats import Chat, Talk
from .evidence import keep_sent
from .message import Message, message_of, messages_of
from .outcomes import outcome_of

if TYPE_CHECKING:
    from .line import Line

_PAGE = "100"
_PAGES = 5
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 30.0


class _Doubt(Exception):
    """It cannot be known whether it went out."""


class Sending:
    """One number's way out."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Type it, and send it. Raises OurFault."""
        line = self._line
        chat, talk = line.talk(conversation)
        if message.press:
            raise OurFault("A text message has no buttons; write the answer instead.", code="no_button")
        self._check_length(message.text)
        await asyncio.sleep(len(message.text) / conversation.persona.pace)
        talk.attempts[message.id] = line.client.clock.there(line.host.stamp())
        line.keep(chat)
        await attempting()
        talk.last_said = line.host.stamp()
        try:
            sent, answer = await self._send(chat, talk, message)
        except RefusedByProvider as refused:
            outcome = outcome_of(refused.code, refused.message)
            if outcome.ours:
                raise OurFault(outcome.ours, code="sender_refused") from refused
            asyncio.get_running_loop().call_soon(line.tracking.tell, conversation.visit, chat, message.id, outcome)
            return Receipt(at=line.host.stamp(), key=line.key(message.id))
        talk.last_said = line.host.stamp()
        line.soon()
        return await self._receipt(chat, talk, conversation.visit, message, sent, answer)

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """Whether a message whose sending was cut short is among those that were sent. NO only when it would surely
        stand there by now."""
        line = self._line
        chat, talk = line.talk(conversation)
        if message.id not in talk.attempts:
            return Said.UNKNOWN, None
        try:
            found = await self._look_for(chat, talk, message, until=talk.attempts[message.id] + line.rhythm.settle)
        except (OurFault, _Doubt):
            return Said.UNKNOWN, None
        if found is None:
            return Said.NO, None
        return Said.YES, await self._receipt(chat, talk, conversation.visit, message, found, None)

    # -- sending -----------------------------------------------------------------------------------------------------
    def _check_length(self, text: str) -> None:
        cost, most = segments_of(text), self._line.account.segments
        if cost.count > most:
            raise OurFault(
                f"A text message of {cost.signs} signs is sent in {cost.count} parts, and “segments” of the number "
                f"allows {most}. Shorten the wording{' (70 signs a part in its alphabet)' if cost.unicode else ''}, "
                "or allow more.",
                code="too_long",
            )

    async def _send(self, chat: Chat, talk: Talk, message: Outgoing) -> tuple[Message, Answer | None]:
        """Send until the provider says that it has it; never again while it may have it already."""
        line = self._line
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + line.rhythm.reach_for, _FIRST_PAUSE_S
        form = {"To": chat.number, "From": line.account.number, "Body": message.text}
        while True:
            wait = pause
            try:
                answer = await line.client.post("Messages.json", form)
                if (sent := message_of(answer.body)) is not None:
                    return sent, answer
                error: Exception = Unanswered("the answer names no message", sent=True)
            except (Overloaded, Unanswered) as failed:
                error = failed
            doubtful = (
                error.done if isinstance(error, Overloaded) else error.sent if isinstance(error, Unanswered) else True
            )
            if doubtful and (found := await self._taken_all_the_same(chat, talk, message, error)) is not None:
                return found, None
            if isinstance(error, Overloaded) and error.after_s is not None:
                wait = max(wait, error.after_s)
            if loop.time() + wait > until:
                raise line.client.fault_of(error)
            await asyncio.sleep(wait)
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    async def _taken_all_the_same(self, chat: Chat, talk: Talk, message: Outgoing, error: Exception) -> Message | None:
        """Look whether the provider took what it did not say that it took. None where it surely did not. Raises
        OurFault (code "unknown_send") where that cannot be known: it may still be at it."""
        now = self._line.client.clock.there(self._line.host.stamp())
        try:
            found = await self._look_for(chat, talk, message, until=now + self._line.rhythm.settle)
        except (OurFault, _Doubt):
            found, known = None, False
        else:
            known = isinstance(error, Overloaded)  # it has answered, so it is not at it any more
        if found is None and not known:
            raise OurFault(
                "The provider did not say whether it took a text message, and it is not among those that were sent; "
                "it is not sent again, since it could arrive twice.",
                code="unknown_send",
            )
        return found

    # -- looking for it ----------------------------------------------------------------------------------------------
    async def _look_for(self, chat: Chat, talk: Talk, message: Outgoing, *, until: float) -> Message | None:
        """The message among those that were sent; None when it is not there at that moment (UTC seconds of the
        provider's clock). Raises _Doubt and what reading raises."""
        line = self._line
        while True:
            looked = line.client.clock.there(line.host.stamp())
            if (found := await self._among_sent(chat, talk, message)) is not None:
                return found
            left = until - looked
            if left <= 0:
                return None
            await asyncio.sleep(min(left + 0.01, line.rhythm.look))

    async def _among_sent(self, chat: Chat, talk: Talk, message: Outgoing) -> Message | None:
        line, since = self._line, talk.attempts[message.id] - 2.0  # dates are cut to seconds
        query = {"From": line.account.number, "To": chat.number, "PageSize": _PAGE}
        mine: list[Message] = []
        pages = 0
        async for answer in line.client.pages("Messages.json", query, for_s=line.rhythm.answer):
            mine += [
                m
                for m in messages_of(answer.body)
                if not m.inbound
                and m.sid not in chat.owner
                and m.created is not None
                and m.created.timestamp() >= since
            ]
            if (pages := pages + 1) >= _PAGES:
                break
        same = [m for m in mine if _folded(m.text) == _folded(message.text)]
        if same:
            return min(same, key=lambda m: m.created.timestamp() if m.created else 0.0)
        if mine:  # something went out from this number that is none of ours
            raise _Doubt
        return None

    async def _receipt(
        self, chat: Chat, talk: Talk, visit: str, message: Outgoing, sent: Message, answer: Answer | None
    ) -> Receipt:
        line = self._line
        talk.said[message.id] = sent.sid
        chat.owns(sent.sid, visit)
        line.tracking.begin(chat, talk, sent.sid)
        now = line.host.stamp()
        at = answer.came if answer is not None else line.client.clock.here(now, sent.created) if sent.created else now
        evidence = await asyncio.to_thread(keep_sent, line.host, sent, found=answer is None)
        return Receipt(at=at, key=line.key(sent.sid), evidence=(evidence,))


def _folded(text: str) -> str:
    return " ".join(text.split())
