"""A Telegram message as a customer reads it: its text with what hides behind links, and a sign for what is no text."""

from __future__ import annotations

import re
from typing import Any

from telethon import utils
from telethon.tl import types

from .keyboards import Does, buttons_of

SERVICE_NOTES = {types.MessageActionPhoneCall: "📞"}


def as_message(update: Any) -> Any | None:
    """The message of an update that brings one, new or changed; None for every other update and for empty ones."""
    if isinstance(update, types.UpdateShortMessage):
        return types.Message(
            id=update.id,
            peer_id=types.PeerUser(update.user_id),
            date=update.date,
            message=update.message,
            out=update.out,
            reply_to=update.reply_to,
            entities=update.entities,
        )
    message = getattr(update, "message", None)
    return message if isinstance(message, types.Message | types.MessageService) else None


def text_of(message: Any) -> str:
    """What a customer reads. Links hidden behind words and buttons that open a page are written out, since a customer
    sees where they lead; an attachment without words is a sign in no language."""
    if isinstance(message, types.MessageService):
        return SERVICE_NOTES.get(type(message.action), "")
    text = _with_links(message.message or "", message.entities or ())
    parts = [text, *_attached(message.media, alone=not text.strip())]
    parts += [f"{b.text}: {b.url}" for b in buttons_of(message) if b.does is Does.OPENS]
    return "\n".join(part for part in parts if part)


def _with_links(text: str, entities: Any) -> str:
    hidden = [e for e in entities if isinstance(e, types.MessageEntityTextUrl)]
    if not hidden:
        return text
    wide = text.encode("utf-16-le")  # entities count UTF-16 units (core.telegram.org/api/entities)
    for entity in sorted(hidden, key=lambda e: -e.offset):
        end = 2 * (entity.offset + entity.length)
        words = wide[2 * entity.offset : end].decode("utf-16-le", "replace")
        if entity.url.strip("/") not in (words, f"https://{words}", f"http://{words}"):
            wide = wide[:end] + f" ({entity.url})".encode("utf-16-le") + wide[end:]
    return wide.decode("utf-16-le", "replace")


def _attached(media: Any, *, alone: bool) -> list[str]:
    match media:
        case types.MessageMediaContact():
            name = " ".join(part for part in (media.first_name, media.last_name) if part)
            return [f"👤 {name} {'+' + media.phone_number.lstrip('+') if media.phone_number else ''}".strip()]
        case types.MessageMediaVenue():
            return [f"📍 {media.title}, {media.address}"]
        case types.MessageMediaGeo() | types.MessageMediaGeoLive():
            place = media.geo
            return [f"📍 {place.lat:.5f}, {place.long:.5f}" if isinstance(place, types.GeoPoint) else "📍"]
        case types.MessageMediaPhoto() if alone:
            return ["🖼"]
        case types.MessageMediaDocument() if alone or not _is_picture(media.document):
            return [_document(media.document)]
        case types.MessageMediaPoll():
            answers = [f"- {_plain(answer.text)}" for answer in media.poll.answers]
            return ["📊 " + _plain(media.poll.question), *answers]
        case types.MessageMediaInvoice():
            return [f"🧾 {media.title}: {media.total_amount / 100:.2f} {media.currency}"]
        case types.MessageMediaDice():
            return [media.emoticon]
        case None | types.MessageMediaEmpty() | types.MessageMediaWebPage():
            return []
        case _:
            return ["📎"] if alone else []


def _is_picture(document: Any) -> bool:
    kind = getattr(document, "mime_type", "") or ""
    return kind.startswith(("image/", "video/"))


def _document(document: Any) -> str:
    for attribute in getattr(document, "attributes", None) or ():
        match attribute:
            case types.DocumentAttributeAudio() if attribute.voice:
                return f"🎤 {attribute.duration // 60}:{attribute.duration % 60:02d}"
            case types.DocumentAttributeSticker():
                return attribute.alt or "🙂"
            case types.DocumentAttributeVideo():
                return "🎬"
    return f"📄 {file_name(document)}".strip()


def file_name(document: Any) -> str:
    """The name that a document's sender gave it; "" where there is none."""
    for attribute in getattr(document, "attributes", None) or ():
        if isinstance(attribute, types.DocumentAttributeFilename):
            return str(attribute.file_name)
    return ""


def sender_of(user: Any) -> str:
    """A person's name as the chat shows it; a bot's with the word “bot”, which Telegram shows beside it."""
    name, username = utils.get_display_name(user) or "", getattr(user, "username", None) or ""
    if not getattr(user, "bot", False):
        return name or (f"@{username}" if username else "")
    if not name:
        return username or "bot"
    return name if re.search(r"bot\b|бот\b", name, re.IGNORECASE) else f"{name} (bot)"


def _plain(text: Any) -> str:
    return str(getattr(text, "text", text))
