"""The chats of one account: who the company is there, and which visits are in which chat."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from telethon import errors, functions, types

from shopper.engine.probe import Conversation
from shopper.errors import OurFault
from shopper.settings.telegram import TelegramPeer, peer_of

from .chats import Chat, Talk
from .message import sender_of
from .reconciling import history, reconcile

if TYPE_CHECKING:
    from .account import Account

_PLACED = 20_000  # messages of which is known in which chat they lie


class Book:
    """Finds chats and keeps them in the journal's state. Everything is called in the loop."""

    def __init__(self, account: Account) -> None:
        self._account, self._host, self._line = account, account.host, account.line
        self._chats: dict[int, Chat] = {}
        self._of_visit: dict[str, Chat] = {}
        self._address_of: dict[int, str] = {}
        self._placed: OrderedDict[int, tuple[int, str]] = OrderedDict()  # message id -> its chat and visit
        self._freed = asyncio.Event()
        self._waiting: dict[str, Chat] = {}  # visit -> the chat it waits for
        self._entering: dict[str, Chat] = {}  # visit -> the chat whose turn it has, while the chat is being opened

    def open(self) -> list[Chat]:
        """The chats in which a visit is."""
        return list({chat.peer: chat for chat in self._of_visit.values()}.values())

    # -- chats -------------------------------------------------------------------------------------------------------
    def chat(self, peer: int, *, make: bool = False) -> Chat | None:
        """The chat with somebody, as it is known here or was kept by an earlier process."""
        if peer not in self._chats:
            saved = self._host.get_state(f"{self._line}/chat/{peer}")
            if saved is None and not make:
                return None
            self._chats[peer] = Chat.load(peer, saved) if saved else Chat(peer, 0)
        return self._chats[peer]

    def kept(self, chat: Chat) -> tuple[str, Any]:
        """What is to be stored of a chat, as (key, value)."""
        return f"{self._line}/chat/{chat.peer}", chat.dump()

    def keep(self, chat: Chat) -> None:
        self._host.put_state(*self.kept(chat))

    def talk(self, conversation: Conversation) -> tuple[Chat, Talk]:
        """The chat and the place of an attached conversation. Raises OurFault where it is not attached."""
        chat = self._of_visit.get(conversation.visit)
        if chat is not None and (talk := chat.talks.get(conversation.visit)) is not None:
            return chat, talk
        raise OurFault("the conversation is no longer attached", code="stopped")

    def lies_in(self, chat: Chat, message_id: int, visit: str) -> None:
        self._placed[message_id] = (chat.peer, visit)
        while len(self._placed) > _PLACED:
            self._placed.popitem(last=False)

    def visit_of(self, chat: Chat, message_id: int) -> str:
        """The visit a known message was handed in for; "" where the engine found it."""
        peer, visit = self._placed.get(message_id, (0, ""))
        return visit if peer == chat.peer else ""

    def message(self, message_id: int) -> tuple[Chat | None, Any]:
        """A message of the company that was handed in, by its id alone."""
        peer, _ = self._placed.get(message_id, (0, ""))
        chat = self._chats.get(peer)
        return chat, chat.messages.get(message_id) if chat is not None else None

    def address_of(self, chat: Chat) -> str:
        """As whom the engine knows the other: the channel's address as it stands in the config, else the @name."""
        return self._address_of.get(chat.peer) or (f"@{chat.name.lower()}" if chat.name else "")

    def knows_users(self, update: Any) -> None:
        """Take from an update who its people are."""
        for user in getattr(update, "_entities", {}).values():
            if isinstance(user, types.User) and not user.min and user.id in self._chats:
                self._describe(self._chats[user.id], user)

    def _describe(self, chat: Chat, user: Any) -> None:
        chat.shown, chat.bot = sender_of(user), bool(user.bot)
        chat.name = user.username or chat.name
        if user.access_hash:
            chat.hash = user.access_hash

    # -- conversations -----------------------------------------------------------------------------------------------
    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Find the company, and begin to listen for this visit. Raises OurFault."""
        try:
            chat = await self._find(conversation)
            if not resumed:
                await self._turn(chat, conversation.visit)
                self._entering[conversation.visit] = chat
            kept = chat.talks.get(conversation.visit)
            if kept is not None:
                kept.conversation = conversation
            else:
                newest = await history(self._account, chat, after=0, most=1) if not resumed or chat.newest == 0 else []
                chat.newest = max([chat.newest, *(m.id for m in newest)])
                chat.began = chat.began or bool(newest)
                if not chat.began and not resumed:
                    self._account.breaker.check(new_chat=True)
                    await asyncio.sleep(self._account.new_chats.reserve())
                chat.talks[conversation.visit] = Talk(conversation, floor=chat.newest)
            self._of_visit[conversation.visit] = chat
            self.keep(chat)
            if resumed:
                await reconcile(self._account, [chat])
        except (errors.RPCError, OSError) as error:
            if resumed and isinstance(error, OSError) and not isinstance(error, errors.RPCError):
                self._account.not_reconciled()  # what comes while we cannot look stays in the chat
                return
            who = Chat(0, 0, shown=conversation.channel.address)
            raise self._account.fault_of(error, who) from error
        finally:
            if self._entering.pop(conversation.visit, None) is not None:
                self._freed.set()

    async def _turn(self, chat: Chat, visit: str) -> None:
        """A chat has no threads: wait until no other journey's visit is open in it, or about to be. Only of two
        journeys that would wait for each other for ever one goes in."""
        journey = _journey(visit)
        self._waiting[visit] = chat
        try:
            while self._inside(chat) - {journey} and not self._waits_for(self._inside(chat) - {journey}, journey):
                self._freed.clear()
                await self._freed.wait()
        finally:
            del self._waiting[visit]

    def _inside(self, chat: Chat) -> set[str]:
        """The journeys that have a visit in a chat."""
        return {_journey(v) for v in (*chat.open, *(v for v, entered in self._entering.items() if entered is chat))}

    def _waits_for(self, journeys: set[str], wanted: str) -> bool:
        """Whether one of these journeys waits for the wanted one, or for one that does."""
        seen: set[str] = set()
        while journeys - seen:
            seen |= journeys
            chats = [chat for visit, chat in self._waiting.items() if _journey(visit) in journeys]
            journeys = {inside for chat in chats for inside in self._inside(chat)}
            if wanted in journeys:
                return True
        return False

    def detach(self, conversation: Conversation) -> None:
        """The visit has closed."""
        if (chat := self._of_visit.pop(conversation.visit, None)) is not None:
            chat.leave(conversation.visit, self._host.stamp().wall_us)
            self.keep(chat)
        self._freed.set()

    async def _find(self, conversation: Conversation) -> Chat:
        """The chat with whom the channel's address means. A name is asked for once, then kept: asking is dear."""
        address = conversation.channel.address
        try:
            wanted = peer_of(address)
        except ValueError as error:
            raise OurFault(f"{error}.", code="unknown_name") from None
        name = f"{self._line}/address/{(wanted.name or wanted.phone).lower()}"
        peer = self._host.get_state(name)
        chat = self.chat(peer) if peer is not None else None
        if chat is None or not chat.hash:
            user = await self._resolve(wanted, address)
            chat = self.chat(user.id, make=True)
            assert chat is not None
            self._describe(chat, user)
            self._host.put_state(name, user.id)
            self.keep(chat)
        self._address_of[chat.peer] = address.strip().lower()
        return chat

    async def _resolve(self, wanted: TelegramPeer, address: str) -> Any:
        if (left := self._account.breaker.wait_s("resolve")) > 0:
            raise OurFault(
                f"Telegram lets the account of {self._account.persona_id} look up no names for {left:.0f} s more.",
                code="flood_wait",
            )
        try:
            if wanted.name:
                found = await self._account.call(functions.contacts.ResolveUsernameRequest(wanted.name))
            else:
                found = await self._account.call(functions.contacts.ResolvePhoneRequest(wanted.phone.lstrip("+")))
        except errors.FloodError as error:
            self._account.breaker.flooded("resolve", float(getattr(error, "seconds", 0) or 0))
            raise
        users = {user.id: user for user in found.users}
        user = users.get(getattr(found.peer, "user_id", 0))
        if user is None:
            raise OurFault(
                f"{address} is a group or a channel in Telegram, not a person or a bot that customers write "
                "to; correct the channel's address.",
                code="not_a_person",
            )
        return user

    async def lull(self, chat: Chat) -> None:
        """Wait for a greeting: until something came and it is still, or nothing came in its time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._account.rhythm.greeting
        owned = max(chat.owner, default=0)
        while (left := until - loop.time()) > 0:
            self._account.heard.clear()
            came = max(chat.handed, default=0) > owned
            try:
                async with asyncio.timeout(min(left, self._account.rhythm.lull) if came else left):
                    await self._account.heard.wait()
            except TimeoutError:
                if came:
                    return


def _journey(visit: str) -> str:
    return visit.rpartition(".")[0]
