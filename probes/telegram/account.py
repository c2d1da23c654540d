"""One Telegram account: its client, its chats, and whoever watches that nothing of them is lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine
from typing import Any

from telethon import TelegramClient, errors, events, functions, types

from shopper.engine.probe import Host
from shopper.errors import OurFault
from shopper.model import Stamp
from shopper.settings.telegram import TelegramAccount

from .book import Book
from .breaker import Breaker, NewChats
from .chats import Chat
from .link import Link, connection_class
from .moments import ServerClock
from .outcomes import Outcome, outcome_of
from .receiving import HANDLED, Receiving
from .reconciling import reconcile
from .rhythm import Rhythm
from .sending import Sending
from .session import open_session
from .watchdog import Watchdog

_log = logging.getLogger(__name__)
# What the library raises besides OSError where a connection breaks or what comes is cut short.
_NETWORK = (ValueError, EOFError, errors.SecurityError, errors.InvalidBufferError, errors.InvalidChecksumError)
_quiet = logging.getLogger("telethon.shopper")  # the library tells of every reconnection; we tell what matters
_quiet.setLevel(logging.CRITICAL)


class Account:
    """Made once for each account; everything is called in the loop."""

    def __init__(
        self, persona_id: str, settings: TelegramAccount, host: Host, rhythm: Rhythm, language: str = "en"
    ) -> None:
        """language: that of the app, which a bot is told of: it is greeted in before anything is said."""
        self._language = language
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
        self.book = Book(self)
        self.receiving, self.sending = Receiving(self), Sending(self)
        self.heard = asyncio.Event()
        self.client: Any = None
        self._dog = Watchdog(time.monotonic, every=rhythm.watch, pause=rhythm.pause)
        self._watch: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self._answers = asyncio.Event()
        self._opening = asyncio.Lock()
        self._going_on: set[asyncio.Task[Any]] = set()
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
        session.on_missed = self.receiving.missed
        session.on_gap = self._gap
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
            lang_code=self._language,
            system_lang_code=self._language,
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
            state = await self.call(functions.updates.GetStateRequest())
            self.clock.seen(host.stamp(), state.date)
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
        try:
            async with asyncio.timeout(self.rhythm.connect):
                await self.client.connect()
        except _NETWORK as error:
            raise ConnectionError(str(error) or type(error).__name__) from error

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

    def key(self, message_id: int) -> str:
        """A message's name in the journal: Telegram counts for each account anew."""
        return f"{self.line}:{message_id}"

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
        except _NETWORK as error:
            raise ConnectionError(str(error) or type(error).__name__) from error

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
            for chat in self.book.open():
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

    def _gap(self) -> None:
        self._dog.not_reconciled()
        self._dog.made()
        self._look.set()

    def not_reconciled(self) -> None:
        """Some chat could not be read: all open ones are read at the next look."""
        self._dog.not_reconciled()

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
                await reconcile(self, self.book.open())
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
