"""One Telegram account: its client, its chats, and whoever watches that nothing of them is lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any

from telethon import TelegramClient, errors, events, functions, types

from shopper.engine.probe import Conversation, Host
from shopper.errors import OurFault
from shopper.model import Stamp
from shopper.settings.telegram import TelegramAccount, TelegramPeer, peer_of

from .breaker import Breaker, NewChats
from .chats import Chat, Talk
from .link import Link, connection_class
from .message import sender_of
from .moments import ServerClock
from .outcomes import Outcome, outcome_of
from .receiving import HANDLED, Receiving
from .reconciling import history, reconcile
from .rhythm import Rhythm
from .sending import Sending
from .session import open_session
from .watchdog import Watchdog

_log = logging.getLogger(__name__)
_PLACED = 20_000  # messages of which is known in which chat they lie
_quiet = logging.getLogger("telethon.shopper")  # the library tells of every reconnection; we tell what matters
_quiet.setLevel(logging.CRITICAL)


class Account:
    """Made once for each account; everything is called in the loop."""

    def __init__(self, persona_id: str, settings: TelegramAccount, host: Host, rhythm: Rhythm) -> None:
        self.persona_id, self.settings, self.host, self.rhythm = persona_id, settings, host, rhythm
        self.line = f"{persona_id}:telegram"
        self.link = Link(host.stamp)
        self.clock = ServerClock()
        self.breaker = Breaker(time.time, lambda saved: host.put_state(f"{self.line}/breaker", saved))
        self.new_chats = NewChats(
            time.time,
            lambda saved: host.put_state(f"{self.line}/begun", saved),
            per_day=settings.new_chats_per_day,
            gap_s=settings.gap,
        )
        self.receiving, self.sending = Receiving(self), Sending(self)
        self.heard = asyncio.Event()
        self.client: Any = None
        self._chats: dict[int, Chat] = {}
        self._of_visit: dict[str, Chat] = {}
        self._address_of: dict[int, str] = {}
        self._placed: OrderedDict[int, tuple[int, str]] = OrderedDict()  # message id -> its chat and visit
        self._dog = Watchdog(time.monotonic, every=rhythm.watch, pause=rhythm.pause)
        self._watch: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self._answers = asyncio.Event()
        self._opening = asyncio.Lock()
        self._going_on: set[asyncio.Task[Any]] = set()
        self._freed = asyncio.Event()
        self._deaf: Stamp | None = None

    # -- life --------------------------------------------------------------------------------------------------------
    async def ready(self, *, resumed: bool = False) -> None:
        """Be connected and logged in. Raises OurFault: what only a person can mend, or "no_network". With `resumed` a
        network that is down is no reason to end what has begun: it is tried on."""
        async with self._opening:
            self.breaker.check()
            if self.client is not None:
                return
            await self._open(resumed=resumed)

    async def _open(self, *, resumed: bool) -> None:
        settings, host = self.settings, self.host

        def keep_state(state: dict[str, int]) -> None:
            self.receiving.afterwards(lambda: host.put_state(f"{self.line}/updates", state))

        def from_outside() -> tuple[Any, str]:
            from shopper.settings.secrets import resolve

            where = f"the Telegram account of {self.persona_id} (personas.{self.persona_id}.telegram.api_hash)"
            return open_session(self.persona_id, settings, keep_state), resolve(settings.api_hash, where)

        session, api_hash = await asyncio.to_thread(from_outside)
        session.restore(host.get_state(f"{self.line}/updates"))
        self.breaker.restore(host.get_state(f"{self.line}/breaker"))
        self.new_chats.restore(host.get_state(f"{self.line}/begun"))
        client = TelegramClient(
            session,
            settings.api_id,
            api_hash,
            connection=connection_class(self.link, loopback=settings.server is not None and settings.server.loopback),
            use_ipv6=":" in (session.server_address or ""),
            timeout=self.rhythm.connect,
            connection_retries=-1,
            retry_delay=min(1.0, self.rhythm.pause),
            request_retries=0,
            raise_last_call_error=True,
            flood_sleep_threshold=0,
            sequential_updates=False,
            catch_up=True,
            device_model=settings.device_model,
            system_version=settings.system_version,
            app_version=settings.app_version,
            entity_cache_limit=20_000,
            base_logger=_quiet,
        )
        client.add_event_handler(self.receiving.handler, events.Raw(HANDLED))
        self.link.on_change = self._link_changed
        self.client = client
        self.receiving.start()
        try:
            await self._connect()
            await self.call(functions.users.GetUsersRequest([types.InputUserSelf()]))
            await client.get_me()  # the library itself wants to know, before it hands out the first update
            self._answers.set()
        except BaseException as error:
            if not (resumed and isinstance(error, OSError)):
                await self._close()
                if isinstance(error, Exception):
                    raise self.fault_of(error, None) from error
                raise
            self._deaf = host.stamp()
        self._watch = asyncio.create_task(self._keep_watch())

    async def _connect(self) -> None:
        async with asyncio.timeout(self.rhythm.connect):
            await self.client.connect()

    async def _close(self) -> None:
        client, self.client = self.client, None
        if client is not None:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(5):
                    await client.disconnect()
        await self.receiving.stop()

    async def aclose(self) -> None:
        """Let go of everything; never raises."""
        tasks = [task for task in (self._watch, *self._going_on) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._close()

    def goes_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this beside everything else, until the session ends."""
        task = asyncio.create_task(work)
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)

    # -- calls -------------------------------------------------------------------------------------------------------
    async def call(self, request: Any, limit: float | None = None) -> Any:
        """One call, within a time. Raises errors.RPCError, and OSError (also TimeoutError) where no answer came."""
        if self.client is None:
            raise ConnectionError("the account is closed")
        call = asyncio.ensure_future(self.client(request))
        try:
            done, _ = await asyncio.wait({call}, timeout=limit or self.rhythm.answer)
        except asyncio.CancelledError:
            call.cancel()
            raise
        if not done:
            call.cancel()
            raise TimeoutError("Telegram did not answer in time")
        if call.cancelled():  # the client was connected anew under it
            raise ConnectionError("the connection was cut")
        try:
            return call.result()
        except errors.RPCError:
            raise
        except (ValueError, errors.SecurityError, errors.InvalidBufferError, errors.InvalidChecksumError) as error:
            raise ConnectionError(str(error)) from error

    def fault_of(self, error: BaseException, chat: Chat | None) -> OurFault:
        """What an error means, after whatever it stops was stopped."""
        who = ""
        if chat is not None:
            who = f"@{chat.name}" if chat.name else chat.shown
        outcome = outcome_of(error, persona=self.persona_id, who=who or "Telegram")
        self._stop(outcome)
        return outcome.fault

    def _stop(self, outcome: Outcome) -> None:
        if outcome.stops == "new_chats":
            self.breaker.stop_new_chats(outcome.seconds)
        elif outcome.stops == "account":
            self.breaker.kill(outcome.fault)
            for chat in self._chats.values():
                for visit in chat.open:
                    self.host.fault(visit, str(outcome.fault), code=outcome.fault.code)

    # -- the watch ---------------------------------------------------------------------------------------------------
    def _link_changed(self, up: bool) -> None:
        if up:
            self._dog.made()
        else:
            self._dog.broke()
            self._answers.clear()
            self._deaf = self._deaf or self.link.lost
        self._look.set()

    @property
    def deaf_since(self) -> Stamp | None:
        """Since when nothing can be heard; None while it can."""
        return self._deaf

    async def connected(self, within_s: float) -> None:
        """Wait until the server answers again, at most so long."""
        self._look.set()
        self._dog.made()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, within_s)):
                await self._answers.wait()
        await asyncio.sleep(0.01)

    async def _keep_watch(self) -> None:
        while self.breaker.dead is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._dog.wait_s):
                    await self._look.wait()
            self._look.clear()
            if not self.link.up and self._dog.wait_s > 0:
                continue
            try:
                await self._look_once()
            except asyncio.CancelledError:
                raise
            except Exception:  # nobody else would notice that the watch ended
                _log.exception("the watch over %s stumbled", self.line)
                await asyncio.sleep(self.rhythm.pause)

    async def _look_once(self) -> None:
        """Ask for anything; then for what was missed, and after a break read the open chats anew."""
        epoch = self.link.epoch
        try:
            state = await self.call(functions.updates.GetStateRequest(), self.rhythm.look)
        except OSError:
            await self._connect_anew()
            return
        except errors.RPCError as error:
            outcome = outcome_of(error, persona=self.persona_id, who="Telegram")
            self._stop(outcome)
            if outcome.stops != "account":
                self._dog.answered(epoch)
            return
        self.clock.seen(self.host.stamp(), state.date)
        anew = self._dog.answered(epoch)
        self._answers.set()
        await self.client.catch_up()
        if anew:
            try:
                await reconcile(self, [chat for chat in self._chats.values() if chat.open])
            except (OSError, errors.RPCError) as error:
                _log.warning("the chats of %s could not be read anew: %s", self.line, error)
                self._dog.not_reconciled()
                return
        if self.link.up and epoch == self.link.epoch:
            self._deaf = None

    async def _connect_anew(self) -> None:
        self._answers.clear()
        self._deaf = self._deaf or self.link.lost or self.host.stamp()
        pause = self._dog.missed()
        client = self.client
        with contextlib.suppress(Exception):
            async with asyncio.timeout(5):
                await client.disconnect()
        await asyncio.sleep(pause)
        try:
            await self._connect()
        except (OSError, errors.RPCError, OurFault) as error:
            outcome = outcome_of(error, persona=self.persona_id, who="Telegram")
            self._stop(outcome)
        except errors.AuthKeyNotFound as error:
            self._stop(outcome_of(error, persona=self.persona_id, who="Telegram"))

    # -- chats -------------------------------------------------------------------------------------------------------
    def chat(self, peer: int, *, make: bool = False) -> Chat | None:
        """The chat with somebody, as it is known here or was kept by an earlier process."""
        if peer not in self._chats:
            saved = self.host.get_state(f"{self.line}/chat/{peer}")
            if saved is None and not make:
                return None
            self._chats[peer] = Chat.load(peer, saved) if saved else Chat(peer, 0)
        return self._chats[peer]

    def kept(self, chat: Chat) -> tuple[str, Any]:
        """What is to be stored of a chat, as (key, value)."""
        return f"{self.line}/chat/{chat.peer}", chat.dump()

    def keep(self, chat: Chat) -> None:
        self.host.put_state(*self.kept(chat))

    def key(self, message_id: int) -> str:
        """A message's name in the journal: Telegram counts for each account anew."""
        return f"{self.line}:{message_id}"

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
            kept = chat.talks.get(conversation.visit)
            if kept is not None:
                kept.conversation = conversation
            else:
                newest = await history(self, chat, after=0, most=1) if not resumed or chat.newest == 0 else []
                chat.newest = max([chat.newest, *(m.id for m in newest)])
                chat.began = chat.began or bool(newest)
                if not chat.began and not resumed:
                    self.breaker.check(new_chat=True)
                    await asyncio.sleep(self.new_chats.reserve())
                chat.talks[conversation.visit] = Talk(conversation, floor=chat.newest)
            self._of_visit[conversation.visit] = chat
            self.keep(chat)
            if resumed:
                await reconcile(self, [chat])
        except (errors.RPCError, OSError) as error:
            if resumed and isinstance(error, OSError) and not isinstance(error, errors.RPCError):
                self._dog.not_reconciled()  # what comes while we cannot look stays in the chat
                return
            who = Chat(0, 0, shown=conversation.channel.address)
            raise self.fault_of(error, who) from error

    async def _turn(self, chat: Chat, visit: str) -> None:
        """A chat has no threads: wait until no other journey's visit is open in it. A journey that has another chat
        open waits for nobody, so that no two wait for each other."""
        journey = visit.rpartition(".")[0]

        def of_others() -> bool:
            return any(v.rpartition(".")[0] != journey for v in chat.open)

        def elsewhere() -> bool:
            return any(
                v.rpartition(".")[0] == journey and v != visit for other in self._chats.values() for v in other.open
            )

        while of_others() and not elsewhere():
            self._freed.clear()
            await self._freed.wait()

    def detach(self, conversation: Conversation) -> None:
        """The visit has closed."""
        if (chat := self._of_visit.pop(conversation.visit, None)) is not None:
            chat.leave(conversation.visit, self.host.stamp().wall_us)
            self.keep(chat)
        self._freed.set()

    async def _find(self, conversation: Conversation) -> Chat:
        """The chat with whom the channel's address means. A name is asked for once, then kept: asking is dear."""
        address = conversation.channel.address
        try:
            wanted = peer_of(address)
        except ValueError as error:
            raise OurFault(f"{error}.", code="unknown_name") from None
        name = f"{self.line}/address/{(wanted.name or wanted.phone).lower()}"
        peer = self.host.get_state(name)
        chat = self.chat(peer) if peer is not None else None
        if chat is None or not chat.hash:
            user = await self._resolve(wanted, address)
            chat = self.chat(user.id, make=True)
            assert chat is not None
            self._describe(chat, user)
            self.host.put_state(name, user.id)
            self.keep(chat)
        self._address_of[chat.peer] = address.strip().lower()
        return chat

    async def _resolve(self, wanted: TelegramPeer, address: str) -> Any:
        if (left := self.breaker.wait_s("resolve")) > 0:
            raise OurFault(
                f"Telegram lets the account of {self.persona_id} look up no names for {left:.0f} s more.",
                code="flood_wait",
            )
        try:
            if wanted.name:
                found = await self.call(functions.contacts.ResolveUsernameRequest(wanted.name))
            else:
                found = await self.call(functions.contacts.ResolvePhoneRequest(wanted.phone.lstrip("+")))
        except errors.FloodError as error:
            self.breaker.flooded("resolve", float(getattr(error, "seconds", 0) or 0))
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
        until = loop.time() + self.rhythm.greeting
        owned = max(chat.owner, default=0)
        while (left := until - loop.time()) > 0:
            self.heard.clear()
            came = max(chat.handed, default=0) > owned
            try:
                async with asyncio.timeout(min(left, self.rhythm.lull) if came else left):
                    await self.heard.wait()
            except TimeoutError:
                if came:
                    return
