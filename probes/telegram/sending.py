"""Says what the customer says: typed at their pace, sent under a random_id of its own, looked up where in doubt."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from telethon import errors, functions, types

from shopper.engine.probe import Conversation, Incoming, Outgoing, Receipt, Said
from shopper.errors import OurFault
from shopper.model import Stamp, TurnKind
from shopper.settings import telegram as settings

from .chats import START, Chat, Talk
from .keyboards import Does
from .outcomes import is_gone
from .pressing import peer_of, press, wanted_button
from .reconciling import history

if TYPE_CHECKING:
    from .account import Account

_SURE_US = 2_000_000  # an answer to a send that took longer has waited: then the server's date is nearer to the truth


@dataclass(frozen=True, slots=True)
class _Sent:
    """Telegram took it. found: learnt from the chat's history, not from the answer to the send."""

    id: int
    date: datetime
    found: bool = False


def random_id(message_id: str) -> int:
    """The 64 bits by which Telegram knows a message that it gets twice. Made of the engine's id for it, which is in the
    journal before anything is sent, so that a later process sends it under the same."""
    return int.from_bytes(sha256(f"shopper:{message_id}".encode()).digest()[:8], "big", signed=True) or 1


class Sending:
    """One account's way out."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Send it, or press its button. Raises OurFault."""
        account = self._account
        chat, talk = account.book.talk(conversation)
        account.breaker.check()
        button = await wanted_button(account, chat, message.text) if message.press else None
        if chat.bot and not chat.began and not message.text.startswith(START):
            await self._start(chat, talk, conversation)
        await self._read(chat)
        await self._type(chat, message.text if button is None else "", conversation.persona.pace)
        if button is not None and button.does is Does.CALLS:
            return await press(account, chat, talk, conversation, message, button, attempting)
        text = message.text if button is None else button.text
        talk.said.setdefault(message.id, 0)
        account.book.keep(chat)
        await attempting()
        try:
            before, sent = await self._send(chat, talk, text, random_id(message.id))
        except errors.RPCError as error:
            if not is_gone(error):
                raise account.fault_of(error, chat) from error
            at = account.host.stamp()
            asyncio.get_running_loop().call_soon(self._gone, chat, conversation, message.id)
            return Receipt(at=at, key=account.key(0) + f"/{message.id}")
        except OSError as error:
            raise account.fault_of(error, chat) from error
        return self._receipt(chat, talk, conversation, message, before, sent)

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """Whether a message whose sending was cut short lies in the chat."""
        account = self._account
        chat, talk = account.book.talk(conversation)
        try:
            found = await self._lookup(chat, talk, message.text)
            if found is None and message.press:
                button = await wanted_button(account, chat, message.text)
                return (Said.NO if button.does is Does.SAYS else Said.UNKNOWN), None
        except OurFault:
            return Said.UNKNOWN, None
        except (errors.RPCError, OSError):
            return Said.UNKNOWN, None
        if found is None:
            return Said.NO, None
        self._own(chat, talk, conversation.visit, message.id, found.id)
        at = account.clock.moment(account.host.stamp(), found.date)
        return Said.YES, Receipt(at=at, key=account.key(found.id))

    # -- before it goes out ------------------------------------------------------------------------------------------
    async def _start(self, chat: Chat, talk: Talk, conversation: Conversation) -> None:
        """Press a bot's Start button, without which no customer can write to it, and let it greet."""
        account, start = self._account, start_words(conversation)
        talk.said.setdefault(START, 0)
        try:
            _, sent = await self._send(chat, talk, start, random_id(f"{conversation.visit}/start"))
        except (errors.RPCError, OSError) as error:
            raise account.fault_of(error, chat) from error
        chat.began = True
        talk.said[START] = sent.id
        chat.owns(sent.id, conversation.visit)
        account.book.keep(chat)
        await account.book.lull(chat)

    async def _read(self, chat: Chat) -> None:
        """What the customer answers, they have read; the company sees that it was."""
        if chat.unread:
            request = functions.messages.ReadHistoryRequest(peer_of(chat), chat.unread)
            chat.unread = 0
            with contextlib.suppress(errors.RPCError, OSError):
                await self._account.call(request)

    async def _type(self, chat: Chat, text: str, pace: float) -> None:
        if not text:
            return
        typing_s = len(text) / pace
        if typing_s >= 1.0:
            with contextlib.suppress(errors.RPCError, OSError):
                await self._account.call(
                    functions.messages.SetTypingRequest(peer_of(chat), types.SendMessageTypingAction())
                )
        await asyncio.sleep(typing_s)

    # -- sending -----------------------------------------------------------------------------------------------------
    async def _send(self, chat: Chat, talk: Talk, text: str, number: int) -> tuple[Stamp, _Sent]:
        """Send until Telegram says that it has it; the stamp is of the moment before it went out. A connection that
        breaks and an answer that does not come prove nothing, so it goes out again under the same number."""
        account, rhythm = self._account, self._account.rhythm
        request = functions.messages.SendMessageRequest(peer_of(chat), text, random_id=number, no_webpage=True)
        loop = asyncio.get_running_loop()
        until = loop.time() + rhythm.reach_for
        waited = False
        before = account.host.stamp()
        talk.last_said, talk.first_heard_since = before, None
        while True:
            try:
                account.breaker.check(new_chat=not chat.began)
                answer = await account.call(request)
                sent = _sent(answer)
                if sent is None:  # told by an update of its own
                    sent = await self._lookup(chat, talk, text)
                if sent is not None:
                    return before, sent
                raise OurFault("Telegram took a message and did not say under which number.", code="telegram_failed")
            except errors.RandomIdDuplicateError:
                if (sent := await self._lookup(chat, talk, text)) is not None:
                    return before, sent
                raise OurFault(
                    "Telegram says that it has this message already, and the chat does not show it.",
                    code="unknown_send",
                ) from None
            except errors.FloodError as error:
                seconds = float(getattr(error, "seconds", 0) or 0)
                if not seconds or seconds > rhythm.flood or waited:
                    raise
                # It has surely not gone out; the clock begins when it does.
                waited = True
                await asyncio.sleep(seconds)
                until += seconds
                before = account.host.stamp()
                talk.last_said = before
            except (OSError, errors.ServerError, errors.TimedOutError) as error:
                # Whether it went out is not known, and the number keeps it from going out twice.
                if loop.time() >= until:
                    raise
                if not isinstance(error, OSError):
                    await asyncio.sleep(rhythm.pause)
                await account.connected(until - loop.time())
                with contextlib.suppress(OSError):
                    if (sent := await self._lookup(chat, talk, text)) is not None:
                        return before, sent

    async def _lookup(self, chat: Chat, talk: Talk, text: str) -> _Sent | None:
        """The newest message of ours with this text that no other saying owns, since the visit began."""
        for message in reversed(await history(self._account, chat, after=talk.floor)):
            if message.out and message.id not in chat.owner and (message.message or "").strip() == text.strip():
                return _Sent(message.id, message.date, found=True)
        return None

    def _receipt(
        self, chat: Chat, talk: Talk, conversation: Conversation, message: Outgoing, before: Stamp, sent: _Sent
    ) -> Receipt:
        account = self._account
        after = account.host.stamp()
        self._own(chat, talk, conversation.visit, message.id, sent.id)
        slow = after.seconds_since(before) * 1e6 > _SURE_US
        if sent.found or slow:
            at = account.clock.moment(after, sent.date) if account.clock.known else before
            if at.wall_us < before.wall_us:
                at = Stamp(before.wall_us, None, "", at.clock, at.accuracy_us)
        else:
            account.clock.seen(after, sent.date)
            # A fast bot's answer may come before Telegram's own answer to the send.
            at = before if talk.first_heard_since is not None else after
        return Receipt(at=at, key=account.key(sent.id))

    def _own(self, chat: Chat, talk: Talk, visit: str, name: str, message_id: int) -> None:
        talk.said[name] = message_id
        chat.began = True
        chat.owns(message_id, visit)
        self._account.book.keep(chat)

    def _gone(self, chat: Chat, conversation: Conversation, name: str) -> None:
        account = self._account
        account.host.heard(
            Incoming(
                visit=conversation.visit,
                line=account.line,
                key=f"{account.key(0)}/{name}/gone",
                text=f"{conversation.channel.address}: INPUT_USER_DEACTIVATED",
                at=account.host.stamp(),
                kind=TurnKind.BOUNCE,
                sender=chat.shown,
                data={"reason": "deleted_account"},
            )
        )


def start_words(conversation: Conversation) -> str:
    """What a bot's Start button sends, with what its link hands over."""
    return f"/start {settings.peer_of(conversation.channel.address).start}".strip()


def _sent(answer: Any) -> _Sent | None:
    """The message's id and date in an answer to a send."""
    if isinstance(answer, types.UpdateShortSentMessage):
        return _Sent(answer.id, answer.date)
    for update in getattr(answer, "updates", None) or ():
        message = getattr(update, "message", None)
        if isinstance(message, types.Message) and message.out:
            return _Sent(message.id, message.date)
    for update in getattr(answer, "updates", None) or ():
        if isinstance(update, types.UpdateMessageID):
            return _Sent(update.id, answer.date)
    return None
