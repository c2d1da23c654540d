"""The e-mail probe: a customer with a mailbox."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from shopper.engine.probe import Clues, Conversation, Host, Incoming, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault, ShopperError
from shopper.model import Evidence, Stamp, TurnKind
from shopper.reading.bounces import read_bounce
from shopper.settings.models import MailAccount, Persona

from .composing import compose, message_id, recipient, sender
from .rhythm import Rhythm
from .security import Access

if TYPE_CHECKING:
    from .listening import Mailbox
    from .sending import Outbox, Sent


class EmailProbe:
    """Sends by SMTP and listens by IMAP; see shopper.engine.probe.Probe. `rhythm`: how often and how long it waits."""

    kind: ClassVar[str] = "email"
    survives_detach: ClassVar[bool] = True
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None
    threads: ClassVar[bool] = True

    def __init__(self, rhythm: Rhythm | None = None) -> None:
        self._rhythm = rhythm or Rhythm()
        self._host: Host | None = None
        self._mailboxes: dict[tuple[str, str, int], Mailbox] = {}
        self._outboxes: dict[tuple[str, str, int], Outbox] = {}
        self._of_visit: dict[str, Mailbox] = {}
        self._asking = asyncio.Lock()

    def line(self, persona_id: str, persona: Persona) -> str:
        """The persona's line; raises OurFault (code "no_account") where the persona has no mailbox."""
        _account(persona_id, persona)
        return f"{persona_id}:email"

    async def open(self, host: Host) -> None:
        self._host = host

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Listen for this conversation. A new one waits until its mailbox is really read, so that no reply is missed
        and a refused login is known before anything is sent."""
        account = _account(conversation.persona_id, conversation.persona)
        address = sender(account, conversation.persona_id)
        if not resumed:
            recipient(conversation)
        mailbox = await self._mailbox(conversation.persona_id, account)
        mailbox.watch(self.line(conversation.persona_id, conversation.persona), address)
        mailbox.add(conversation)
        self._of_visit[conversation.visit] = mailbox
        try:
            await asyncio.wrap_future(mailbox.ready())
        except OurFault as fault:
            # What comes while we cannot look stays in the mailbox, so a network that is down is no reason to end a
            # conversation that has begun.
            if not (resumed and fault.code == "no_network" and mailbox.has_cursor()):
                await self.detach(conversation)
                raise

    async def listen(self, persona_id: str, persona: Persona) -> None:
        """Watch the persona's mailbox without a conversation, until the end: the answer to what is asked elsewhere may
        come here. Where the network is down it goes on trying, and says so by OurFault all the same."""
        account = _account(persona_id, persona)
        line = self.line(persona_id, persona)
        mailbox = await self._mailbox(persona_id, account)
        mailbox.watch(line, sender(account, persona_id))
        await asyncio.wrap_future(mailbox.ready())

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Send one mail. A company's address that takes no mail is heard as a bounce, since that is the company's."""
        from .sending import Letter

        host = self._opened()
        account = _account(conversation.persona_id, conversation.persona)
        own = sender(account, conversation.persona_id)
        outbox = await self._outbox(conversation.persona_id, account)
        data = compose(conversation, message, account, host.stamp().wall_us)
        letter = Letter(own, recipient(conversation), data)
        loop = asyncio.get_running_loop()
        given_up = threading.Event()
        attempted = False

        def attempt() -> None:
            nonlocal attempted
            if given_up.is_set():
                raise OurFault("The session ended before this message was sent.", code="stopped")
            if not attempted:
                asyncio.run_coroutine_threadsafe(_awaited(attempting), loop).result()
                attempted = True

        def work() -> tuple[Sent, Evidence]:
            evidence = host.put_evidence(data, media_type="message/rfc822", name="sent.eml")
            return outbox.send(letter, attempt), evidence

        try:
            sent, evidence = await self._until_taken(lambda: loop.run_in_executor(outbox.threads, work))
        except asyncio.CancelledError:
            given_up.set()
            raise
        key = message_id(message.id, own)
        if sent.refusal:
            loop.call_soon(self._bounced, conversation, key, letter.recipient, sent.refusal)
        return Receipt(at=sent.at, key=key, evidence=(evidence,))

    @property
    def say_within_s(self) -> float:
        """How long one message may take, with all that a server puts it off."""
        return self._rhythm.resend_for + 300.0

    async def _until_taken(self, send: Callable[[], Awaitable[tuple[Sent, Evidence]]]) -> tuple[Sent, Evidence]:
        """Send, and again later what a server puts off: a greylisting server takes it from who comes back."""
        from .sending import Later

        rhythm = self._rhythm
        began, wait = time.monotonic(), rhythm.resend_first
        while True:
            try:
                return await send()
            except Later as later:
                patience = rhythm.reach_for if later.network else rhythm.resend_for
                pause = min(wait, patience / 4) * random.uniform(0.9, 1.1)
                if time.monotonic() - began + pause >= patience:
                    raise
            await asyncio.sleep(pause)
            wait = min(2 * wait, rhythm.resend_most)

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """YES where the mailbox holds a copy of the message or a reply to it, else UNKNOWN: SMTP keeps no record.

        A receipt learnt from a reply is accurate to a day only; the moment of the attempt is then the better start.
        """
        from imapclient.exceptions import IMAPClientError

        from .asking import find_sent

        account = _account(conversation.persona_id, conversation.persona)
        key = message_id(message.id, sender(account, conversation.persona_id))
        access = await asyncio.to_thread(_access, conversation.persona_id, account, "imap")
        async with self._asking:
            try:
                at = await asyncio.to_thread(find_sent, access, key, self._opened().stamp, self._rhythm)
            except (OurFault, OSError, IMAPClientError):
                at = None  # attach tells the person what is wrong with the mailbox
        return (Said.YES, Receipt(at=at, key=key)) if at else (Said.UNKNOWN, None)

    def deaf_since(self, conversation: Conversation) -> Stamp | None:
        """Since when this conversation's mailbox cannot be read (then silence proves nothing); None while it can."""
        mailbox = self._of_visit.get(conversation.visit)
        return mailbox.deaf_since if mailbox else None

    async def detach(self, conversation: Conversation) -> None:
        mailbox = self._of_visit.pop(conversation.visit, None)
        if mailbox is not None:
            mailbox.remove(conversation.visit)

    async def aclose(self) -> None:
        """Let go of all connections. Never raises."""
        closing = [m.stop for m in self._mailboxes.values()] + [o.close for o in self._outboxes.values()]
        self._mailboxes.clear()
        self._outboxes.clear()
        self._of_visit.clear()
        await asyncio.gather(*(asyncio.to_thread(close) for close in closing), return_exceptions=True)

    # --- parts

    def _opened(self) -> Host:
        if self._host is None:
            raise ShopperError("the e-mail probe was used before it was opened")
        return self._host

    async def _mailbox(self, persona_id: str, account: MailAccount) -> Mailbox:
        from .listening import Mailbox

        name = (account.user or account.address, account.imap.host, account.imap.port)
        if name not in self._mailboxes:
            access = await asyncio.to_thread(_access, persona_id, account, "imap")
            if name not in self._mailboxes:
                mailbox = Mailbox(access, self._opened(), self._rhythm)
                self._mailboxes[name] = mailbox
                mailbox.start()
        return self._mailboxes[name]

    async def _outbox(self, persona_id: str, account: MailAccount) -> Outbox:
        from .sending import Outbox

        name = (account.user or account.address, account.smtp.host, account.smtp.port)
        if name not in self._outboxes:
            access = await asyncio.to_thread(_access, persona_id, account, "smtp")
            if name not in self._outboxes:
                self._outboxes[name] = Outbox(access, self._opened().stamp, timeout_s=self._rhythm.read)
        return self._outboxes[name]

    def _bounced(self, conversation: Conversation, key: str, address: str, refusal: str) -> None:
        host, reason = self._opened(), read_bounce(refusal)
        host.heard(
            Incoming(
                visit=conversation.visit,
                line=self.line(conversation.persona_id, conversation.persona),
                key=f"{key} refused",
                text=f"{address}: {refusal}",
                at=host.stamp(),
                kind=TurnKind.BOUNCE,
                clues=Clues(references=(key,)),
                data={"smtp": refusal, "status": reason.status, "reason": reason.why.value},
            )
        )


async def _awaited(attempting: Callable[[], Awaitable[None]]) -> None:
    await attempting()


def _account(persona_id: str, persona: Persona) -> MailAccount:
    if persona.email is None:
        raise OurFault(
            f"Persona {persona_id} has no mailbox; add personas.{persona_id}.email with address, password, smtp and "
            "imap to config/personas.yaml.",
            code="no_account",
        )
    return persona.email


def _access(persona_id: str, account: MailAccount, side: str) -> Access:
    """The server of one side with its secret, which may ask the keyring and block. Raises OurFault."""
    from shopper.settings.secrets import resolve

    setting = f"personas.{persona_id}.email"
    return Access(
        server=account.imap if side == "imap" else account.smtp,
        user=account.user or account.address,
        password=resolve(account.password, f"the mailbox of {persona_id} ({setting}.password)"),
        setting=f"{setting}.{side}",
    )


PROBE: type[Probe] = EmailProbe
