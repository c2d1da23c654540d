"""The world in Telegram's own types, as one account sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from telethon.tl import types

from .records import Account, Button, Happening, Message, Upload
from .world import World

DC = 2


def moment(at_us: int) -> datetime:
    """Telegram's dates are whole seconds."""
    return datetime.fromtimestamp(at_us // 1_000_000, UTC)


def keyboard(rows: Sequence[Sequence[str | Button]], kind: str) -> dict[str, Any] | None:
    """Buttons as a message keeps them. kind: inline (below the message) or reply (instead of the keyboard)."""
    if kind not in ("inline", "reply"):
        raise ValueError(f"a keyboard is inline or reply, not {kind}")
    found = [[button if isinstance(button, Button) else Button(button) for button in row] for row in rows]
    if not any(found):
        return None
    written = [[{"text": b.text, "url": b.url, "data": b.data or b.text} for b in row] for row in found]
    return {"kind": kind, "rows": written}


class Renderer:
    """What an account is shown."""

    def __init__(self, world: World) -> None:
        self._world = world

    def user(self, viewer: int, account: Account) -> Any:
        mine = viewer == account.id
        return types.User(
            id=account.id,
            is_self=mine,
            contact=False,
            bot=account.bot,
            bot_info_version=1 if account.bot else None,
            access_hash=self._world.access_hash(viewer, account.id),
            first_name=account.first_name,
            username=account.username or None,
            phone=(account.phone or None) if mine else None,
            status=None if account.bot else types.UserStatusRecently(),
        )

    def users(self, viewer: int, ids: Iterable[int]) -> list[Any]:
        return [self.user(viewer, self._world.account(id_)) for id_ in sorted(set(ids))]

    def users_of(self, viewer: int, messages: Iterable[Message]) -> list[Any]:
        """Everybody these messages name."""
        return self.users(viewer, {viewer, *(message.peer for message in messages)})

    def message(self, viewer: int, message: Message) -> Any:
        return types.Message(
            id=message.id,
            peer_id=types.PeerUser(message.peer),
            from_id=types.PeerUser(viewer) if message.out else None,
            date=moment(message.at_us),
            message=message.text,
            out=message.out,
            media=self.media(message.file) if message.file else None,
            media_unread=self._unheard(message) or None,
            reply_to=types.MessageReplyHeader(reply_to_msg_id=message.reply_to) if message.reply_to else None,
            reply_markup=markup(message.keyboard),
            edit_date=moment(message.edited_us) if message.edited_us else None,
            grouped_id=message.group or None,
        )

    def _unheard(self, message: Message) -> bool:
        return bool(message.file) and not message.out and self._world.files[message.file].kind == "voice"

    def media(self, file: int) -> Any:
        upload = self._world.files[file]
        if upload.kind == "photo":
            return types.MessageMediaPhoto(photo=photo(file, upload))
        return types.MessageMediaDocument(document=document(file, upload), voice=upload.kind == "voice" or None)

    def short(self, message: Message, happening: Happening) -> Any | None:
        """A plain text as Telegram pushes it, without naming users; None where that cannot say all of it."""
        if message.out or message.file or message.keyboard or message.group:
            return None
        quoted = types.MessageReplyHeader(reply_to_msg_id=message.reply_to) if message.reply_to else None
        when, count = moment(message.at_us), happening.count
        return types.UpdateShortMessage(
            message.id, message.peer, message.text, happening.pts, count, when, reply_to=quoted
        )

    def now(self) -> datetime:
        """The server's date."""
        return moment(self._world.now_us())

    def update(self, viewer: Account, happening: Happening) -> Any | None:
        """What happened, as an update with its place in the account's order; None if it was undone since."""
        pts, count = happening.pts, happening.count
        if happening.kind == "delete":
            return types.UpdateDeleteMessages(list(happening.ids), pts, count)
        if happening.kind == "read_in":
            peer = types.PeerUser(happening.peer)
            unread = self._world.boxes[viewer.id].unread(happening.peer)
            return types.UpdateReadHistoryInbox(peer, happening.ids[0], unread, pts, count)
        if happening.kind == "read_out":
            return types.UpdateReadHistoryOutbox(types.PeerUser(happening.peer), happening.ids[0], pts, count)
        message = self._world.boxes[viewer.id].messages.get(happening.ids[0])
        if message is None:
            return None
        kind = types.UpdateNewMessage if happening.kind == "new" else types.UpdateEditMessage
        return kind(self.message(viewer.id, message), pts, count)

    def updates(self, viewer: Account, updates: list[Any], peers: Iterable[int]) -> Any:
        """Updates with everybody they name."""
        return types.Updates(updates, self.users(viewer.id, {viewer.id, *peers}), [], self.now(), 0)


def photo(file: int, upload: Upload) -> Any:
    size = types.PhotoSize("y", upload.width or 800, upload.height or 600, len(upload.data))
    return types.Photo(file, file ^ 0x5A5A, b"sandbox", datetime.fromtimestamp(0, UTC), [size], DC)


def document(file: int, upload: Upload) -> Any:
    attributes: list[Any] = [types.DocumentAttributeFilename(upload.name)]
    if upload.kind == "voice":
        attributes = [types.DocumentAttributeAudio(upload.duration or 1, voice=True)]
    when = datetime.fromtimestamp(0, UTC)
    return types.Document(
        file, file ^ 0x5A5A, b"sandbox", when, upload.mime, len(upload.data), DC, attributes, thumbs=None
    )


def markup(kept: dict[str, Any] | None) -> Any:
    """Buttons as of layer 229."""
    if not kept:
        return None
    if kept["kind"] == "reply":
        rows = [[types.KeyboardButton(b["text"], types.ButtonTypeDefault()) for b in row] for row in kept["rows"]]
        return types.ReplyKeyboardMarkup([types.KeyboardButtonRow(row) for row in rows], resize=True, single_use=True)
    return types.ReplyInlineMarkup([types.KeyboardInlineButtonRow([_inline(b) for b in row]) for row in kept["rows"]])


def _inline(button: dict[str, str]) -> Any:
    if button["url"]:
        return types.KeyboardInlineButton(button["text"], types.InlineButtonTypeUrl(button["url"]))
    return types.KeyboardInlineButton(button["text"], types.InlineButtonTypeCallback(button["data"].encode()))


def kept_markup(markup_: Any) -> dict[str, Any] | None:
    """Buttons that a bot's own client sent, as a message keeps them."""
    if isinstance(markup_, types.ReplyInlineMarkup):
        rows = [
            [
                Button(
                    b.text,
                    url=getattr(b.type, "url", "") or "",
                    data=(getattr(b.type, "data", b"") or b"").decode(errors="replace"),
                )
                for b in row.buttons
            ]
            for row in markup_.rows
        ]
        return keyboard(rows, "inline")
    if isinstance(markup_, types.ReplyKeyboardMarkup):
        return keyboard([[b.text for b in row.buttons] for row in markup_.rows], "reply")
    return None
