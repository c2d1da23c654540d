"""Takes what comes in: the handler stamps and queues, one worker hands it in, in order."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telethon.tl import types

from shopper.engine.probe import Clues, Incoming
from shopper.model import Evidence, Stamp, TurnKind

from .chats import Chat
from .evidence import attachment_of, keep_raw
from .keyboards import buttons_of
from .message import as_message, sender_of, text_of
from .moments import moment_of

if TYPE_CHECKING:
    from .account import Account

_log = logging.getLogger(__name__)
HANDLED = (
    types.UpdateNewMessage,
    types.UpdateShortMessage,
    types.UpdateEditMessage,
    types.UpdateDeleteMessages,
    types.UpdateUserTyping,
    types.UpdateReadHistoryOutbox,
)
_BATCH = 200
_FETCHES = 2  # attachments at once


@dataclass(frozen=True, slots=True)
class _Came:
    """Something to be worked on in its turn. live: it was pushed (or caught up with); else found by reading a chat."""

    at: Stamp
    update: Any = None
    live: bool = True
    work: Callable[[], None] | None = None  # what is to be done after all that came before it


@dataclass(slots=True)
class _Ready:
    incoming: Incoming
    raw: Any
    chat: Chat
    message: Any
    evidence: tuple[Evidence, ...] = field(default=())


class Receiving:
    """One account's inbox."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._queue: asyncio.Queue[_Came] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._fetching: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(_FETCHES)

    async def handler(self, update: Any) -> None:
        """Telethon's one handler: nothing is awaited before the stamp."""
        self._queue.put_nowait(_Came(self._account.host.stamp(), update))

    def missed(self, update: Any) -> None:
        """Something that was not pushed, and that the library does not hand out."""
        if isinstance(update, HANDLED):
            self._queue.put_nowait(_Came(self._account.host.stamp(), update))

    def found(self, message: Any, at: Stamp) -> None:
        """A message that was found by reading its chat."""
        self._queue.put_nowait(_Came(at, message, live=False))

    def afterwards(self, work: Callable[[], None]) -> None:
        """Do this when all that came until now was handed in."""
        self._queue.put_nowait(_Came(self._account.host.stamp(), work=work))

    async def settled(self) -> None:
        """Wait until all that came until now was handed in."""
        done = asyncio.Event()
        self.afterwards(done.set)
        await done.wait()

    def start(self) -> None:
        self._worker = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Hand in what has come, then end."""
        if self._worker is not None and not self._worker.done():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await self.settled()
        tasks = [task for task in (self._worker, *self._fetching) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and len(batch) < _BATCH:
                batch.append(self._queue.get_nowait())
            ready: list[_Ready] = []
            for came in batch:
                if came.work is not None:
                    await self._hand_in(ready)
                    ready = []
                    came.work()
                    continue
                try:
                    if (one := self._read(came)) is not None:
                        ready.append(one)
                except Exception:  # one update that cannot be read must not silence the rest
                    _log.exception("an update of Telegram could not be read: %r", came.update)
            await self._hand_in(ready)

    async def _hand_in(self, ready: list[_Ready]) -> None:
        if not ready:
            return
        account = self._account
        try:
            kept = await asyncio.to_thread(keep_raw, account.host, [one.raw for one in ready])
        except Exception:
            _log.exception("the raw updates could not be kept")
            kept = [()] * len(ready)
        for one, evidence in zip(ready, kept, strict=True):
            incoming = _with(one.incoming, evidence)
            account.host.heard(incoming, cursor=account.book.kept(one.chat))
            if attachment_of(one.message) is not None and not one.incoming.data.get("taken_back"):
                task = asyncio.create_task(self._fetch(incoming, one.message))
                self._fetching.add(task)
                task.add_done_callback(self._fetching.discard)
        account.heard.set()

    # -- one update --------------------------------------------------------------------------------------------------
    def _read(self, came: _Came) -> _Ready | None:
        update = came.update
        if isinstance(update, types.UpdateUserTyping):
            chat = self._account.book.chat(update.user_id)
            if chat is not None and isinstance(update.action, types.SendMessageCancelAction):
                chat.typing = None
            elif chat is not None:
                chat.typing = chat.typing or came.at
            return None
        if isinstance(update, types.UpdateReadHistoryOutbox):
            chat = self._account.book.chat(getattr(update.peer, "user_id", 0))
            if chat is not None:
                chat.seen = chat.seen or came.at
            return None
        if isinstance(update, types.UpdateDeleteMessages):
            for message_id in update.messages:
                self._taken_back(message_id, came)
            return None
        message = update if isinstance(update, types.Message | types.MessageService) else as_message(update)
        if message is None or message.out or not isinstance(message.peer_id, types.PeerUser):
            return None
        self._account.book.knows_users(update)
        chat = self._account.book.chat(message.peer_id.user_id, make=True)
        assert chat is not None
        changed = isinstance(update, types.UpdateEditMessage)
        if message.id in chat.handed:
            before = chat.messages.get(message.id)
            if before is None or _older(message, before) or not _differs(before, message):
                return None
            changed = True
        text = text_of(message)
        if not text:
            return None
        return self._incoming(came, chat, message, text, changed=changed)

    def _incoming(self, came: _Came, chat: Chat, message: Any, text: str, *, changed: bool) -> _Ready:
        account = self._account
        revises = changed and message.id in chat.handed
        date = (message.edit_date if revises else None) or message.date
        said, connected = chat.said_last(), account.link.since
        newer = message.id > max(chat.owner, default=0)
        if said is not None and connected is not None and newer and said.seconds_since(connected) > 0:
            connected = None  # what answers something that was said on this connection was not missed before it
        at = moment_of(came.at, date, account.clock, connected=connected, live=came.live)
        if said is not None and at.mono_ns is None and at.wall_us < said.wall_us and newer:
            at = Stamp(said.wall_us, None, "", at.clock, at.accuracy_us)  # an answer comes after its question
        sender = account.book.address_of(chat)
        reply_to = getattr(getattr(message, "reply_to", None), "reply_to_msg_id", None)
        visit = account.book.visit_of(chat, message.id) if revises else chat.visit_of(reply_to, at.wall_us)
        if not revises:
            account.book.lies_in(chat, message.id, visit)
        talk = chat.talks.get(visit)
        if talk is not None and talk.asked and not revises:
            talk.heard = True
            talk.first_heard_since = talk.first_heard_since or came.at
        incoming = Incoming(
            visit=visit,
            line=account.line,
            key=account.key(message.id),
            text=text,
            at=at,
            kind=_kind(message, greets=talk is not None and not talk.asked),
            sender=chat.shown,
            clues=Clues(references=_references(account, message, reply_to, revises), sender=sender),
            revises=revises,
            data=_data(chat, message, revises=revises),
        )
        if not revises:
            chat.typing = chat.seen = None
            chat.unread = max(chat.unread, message.id)
        chat.took(message)
        return _Ready(incoming, came.update, chat, message)

    def _taken_back(self, message_id: int, came: _Came) -> None:
        chat, message = self._account.book.message(message_id)
        if chat is None or message is None:
            return
        self._account.host.heard(
            Incoming(
                visit=self._account.book.visit_of(chat, message_id),
                line=self._account.line,
                key=self._account.key(message_id),
                text=text_of(message),
                at=came.at,
                sender=chat.shown,
                clues=Clues(references=(self._account.key(message_id),)),
                revises=True,
                data={"taken_back": True},
            )
        )

    # -- attachments -------------------------------------------------------------------------------------------------
    async def _fetch(self, incoming: Incoming, message: Any) -> None:
        """Keep the message's file; then it is handed in once more, with it."""
        account, file = self._account, attachment_of(message)
        assert file is not None
        data: dict[str, Any] = {"file": file.name}
        evidence: tuple[Evidence, ...] = ()
        if file.size > account.rhythm.biggest:
            data["not_kept"] = f"{file.size:,} bytes"
        else:
            async with self._places:
                try:
                    content = await asyncio.wait_for(
                        account.client.download_media(message, file=bytes), account.rhythm.fetch
                    )
                    kept = await asyncio.to_thread(
                        account.host.put_evidence, content or b"", media_type=file.media_type, name=file.name
                    )
                    evidence = (kept,)
                except asyncio.CancelledError:
                    raise
                except Exception as error:
                    _log.warning("%s could not be fetched from Telegram: %s", file.name, error)
                    data["not_kept"] = type(error).__name__
        again = _with(incoming, evidence, revises=True, data={**incoming.data, **data}, at=incoming.at)
        account.host.heard(again)


def _references(account: Account, message: Any, reply_to: int | None, revises: bool) -> tuple[str, ...]:
    return ((account.key(message.id),) if revises else ()) + ((account.key(reply_to),) if reply_to is not None else ())


def _with(incoming: Incoming, evidence: tuple[Evidence, ...], **changes: Any) -> Incoming:
    return dataclasses.replace(incoming, evidence=incoming.evidence + evidence, **changes)


def _kind(message: Any, *, greets: bool) -> TurnKind:
    if isinstance(message, types.MessageService):
        return TurnKind.SYSTEM
    if message.offline:  # Telegram Business sent it: an away or greeting message
        return TurnKind.AUTO
    return TurnKind.GREETING if greets else TurnKind.MESSAGE


def _data(chat: Chat, message: Any, *, revises: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if buttons := [button.text for button in buttons_of(message)]:
        data["buttons"] = buttons
    if chat.bot:
        data["bot"] = True
    if chat.typing is not None and not revises:
        data["typing_us"] = chat.typing.wall_us
    if chat.seen is not None and not revises:
        data["seen_us"] = chat.seen.wall_us
    return data


def _older(message: Any, known: Any) -> bool:
    """Whether this is how a message was before a change that is known already."""
    changed, before = getattr(message, "edit_date", None), getattr(known, "edit_date", None)
    return before is not None and (changed is None or changed < before)


def _differs(before: Any, now: Any) -> bool:
    """Whether a message was changed so that a customer sees it."""
    return text_of(before) != text_of(now) or [b.text for b in buttons_of(before)] != [b.text for b in buttons_of(now)]


__all__ = ["HANDLED", "Receiving", "sender_of"]
