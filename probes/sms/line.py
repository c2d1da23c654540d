"""One persona's number: what is asked of the provider and when, and with whom texts are exchanged."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from shopper.engine.probe import Conversation, Host
from shopper.errors import OurFault
from shopper.model import Stamp
from shopper.settings.models import Company
from shopper.settings.phone_rest import RestAccount, phone_number

from .._provider.client import RestClient
from .chats import Chat, Talk
from .receiving import Receiving
from .rhythm import Rhythm
from .sending import Sending
from .tracking import Tracking

_log = logging.getLogger(__name__)


class Line:
    """Made once for each number; everything is called in the loop, but for what says otherwise."""

    def __init__(self, persona_id: str, account: RestAccount, host: Host, rhythm: Rhythm, where: str) -> None:
        self.persona_id, self.account, self.host, self.rhythm = persona_id, account, host, rhythm
        self.name = f"{persona_id}:sms"
        self.client = RestClient(account, host, where, timeout_s=rhythm.answer)
        self.receiving, self.sending, self.tracking = Receiving(self), Sending(self), Tracking(self)
        self._chats: dict[str, Chat] = {}
        self._number_of: dict[str, str] = {}  # another number of the same channel -> the channel's
        self._written: dict[str, str] = {}  # number -> as the config writes it
        self._of_visit: dict[str, Chat] = {}
        self._freed = asyncio.Event()
        self._look = asyncio.Event()
        self._opening = asyncio.Lock()
        self._watch: asyncio.Task[None] | None = None
        self._failed_since: Stamp | None = None
        self._next_us = 0
        self.dead: OurFault | None = None

    # -- life --------------------------------------------------------------------------------------------------------
    async def ready(self, *, resumed: bool = False) -> None:
        """Be listened to. Raises OurFault; with `resumed` a provider that is away is no reason to end what began."""
        async with self._opening:
            if self.dead is not None:
                raise OurFault(str(self.dead), code=self.dead.code)
            if self._watch is not None:
                return
            await self.client.open()
            try:
                await self.receiving.begin(for_s=self.rhythm.answer)
            except OurFault as fault:
                if not resumed or fault.code not in ("no_network", "provider"):
                    raise
            self._watch = asyncio.create_task(self._keep_watch())

    async def aclose(self) -> None:
        """Let go of everything; never raises."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        with contextlib.suppress(Exception):
            await self.client.aclose()

    def key(self, sid: str) -> str:
        """A message's name in the journal."""
        return f"{self.name}:{sid}"

    def knows(self, company: Company) -> None:
        """Take from the config how the company's numbers are written there: that is how the engine knows them."""
        for channel in company.channels.values():
            for address in (channel.address, *channel.aliases):
                self._written.setdefault(phone_number(address) or address.strip().lower(), address.strip().lower())

    def written(self, sender: str) -> str:
        """A sender as the config writes it, so that the engine knows whom it means."""
        return self._written.get(phone_number(sender) or sender.strip().lower(), sender)

    # -- the watch ---------------------------------------------------------------------------------------------------
    @property
    def poll_s(self) -> float:
        """How often the provider is asked at this moment: as the account says, less often after a long wait."""
        account = self.account
        if not self._of_visit:
            return account.idle
        said = [at for chat in self._chats.values() if (at := chat.said_last()) is not None]
        waited = min((self.host.stamp().seconds_since(at) for at in said), default=0.0)
        return min(max(account.poll, waited / self.rhythm.widen), max(account.poll, account.idle))

    def soon(self) -> None:
        """Ask again in a moment: something was said."""
        self._look.set()

    async def _keep_watch(self) -> None:
        while self.dead is None:
            wait = self.poll_s
            self._next_us = self.host.stamp().wall_us + round(wait * 1e6)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._look.wait()
                    self._look.clear()
                    continue  # what was just said is answered after a pause at the earliest
            await self.look_once()

    async def look_once(self) -> None:
        """Ask for what came in, and what became of what was sent. Never raises what is ours: that is told."""
        try:
            await self.receiving.begin(for_s=self.rhythm.answer)
            await self.receiving.look(for_s=min(self.rhythm.answer, self.account.idle))
            self._failed_since = None
            await self.tracking.look()
        except OurFault as fault:
            self._missed(fault)
        except Exception:  # nobody else would notice that the watch ended
            _log.exception("the watch over %s stumbled", self.name)

    def _missed(self, fault: OurFault) -> None:
        now, last = self.host.stamp(), self.receiving.last
        self._failed_since = self._failed_since or (last.asked if last is not None else now)
        if fault.code == "login":
            self.dead = fault
        elif now.seconds_since(self._failed_since) < self.rhythm.give_up:
            _log.warning("%s could not be asked for: %s", self.name, fault)
            return
        for visit in list(self._of_visit):
            self.host.fault(visit, str(fault), code=fault.code)

    @property
    def deaf_since(self) -> Stamp | None:
        """Since when nothing can be heard; None while the provider answers."""
        return self._failed_since

    def heard_until(self, until_us: int) -> int | None:
        """None where all that came until then (UTC µs) was handed in, else when it is asked next. From any thread."""
        last = self.receiving.last
        if self.dead is not None or (last is not None and last.asked.wall_us >= until_us):
            return None
        return max(self._next_us, self.host.stamp().wall_us) + 1_000_000

    # -- chats -------------------------------------------------------------------------------------------------------
    def chat(self, sender: str, *, make: bool = False) -> Chat | None:
        """The exchange with a number, as it is known here or was kept by an earlier process."""
        number = phone_number(sender) or sender.strip().lower()
        number = self._number_of.get(number, number)
        if number not in self._chats:
            saved = self.host.get_state(f"{self.name}/chat/{number}")
            if saved is None and not make:
                return None
            self._chats[number] = Chat.load(number, saved) if saved else Chat(number)
        return self._chats[number]

    def keep(self, chat: Chat) -> None:
        self.host.put_state(f"{self.name}/chat/{chat.number}", chat.dump())

    def chats(self) -> list[Chat]:
        return list(self._chats.values())

    def talk(self, conversation: Conversation) -> tuple[Chat, Talk]:
        """The chat and the place of an attached conversation. Raises OurFault where it is not attached."""
        chat = self._of_visit.get(conversation.visit)
        if chat is not None and (talk := chat.talks.get(conversation.visit)) is not None:
            return chat, talk
        raise OurFault("the conversation is no longer attached", code="stopped")

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Listen for this visit; a new one waits until no other journey's is open with that number."""
        channel = conversation.channel
        number = phone_number(channel.address)
        if number is None:
            raise OurFault(
                f"“{channel.address}” is no number for text messages; correct the address of "
                f"{conversation.channel_id} in config/company.yaml.",
                code="unknown_name",
            )
        self.knows(conversation.company)
        for name in (channel.address, *channel.aliases):
            plain = phone_number(name) or name.strip().lower()
            self._number_of[plain] = number
            self._written[plain] = name.strip().lower()  # another channel may write the same number differently
        chat = self.chat(number, make=True)
        assert chat is not None
        if not resumed:
            await self._turn(chat, conversation.visit)
        chat.talks.setdefault(conversation.visit, Talk(None)).conversation = conversation
        self._of_visit[conversation.visit] = chat
        self.keep(chat)
        if resumed:
            await self.look_once()

    async def _turn(self, chat: Chat, visit: str) -> None:
        """A number has no threads: wait until no other journey's visit is open with it. A journey that has another one
        open waits for nobody, so that no two wait for each other."""
        journey = visit.rpartition(".")[0]

        def of_others() -> bool:
            return any(v.rpartition(".")[0] != journey for v in chat.open)

        def elsewhere() -> bool:
            return any(v.rpartition(".")[0] == journey and v != visit for v in self._of_visit)

        while of_others() and not elsewhere():
            self._freed.clear()
            await self._freed.wait()

    def detach(self, conversation: Conversation) -> None:
        """The visit has closed."""
        if (chat := self._of_visit.pop(conversation.visit, None)) is not None:
            chat.leave(conversation.visit, self.host.stamp().wall_us)
            self.keep(chat)
        self._freed.set()
