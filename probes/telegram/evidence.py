"""What is kept of a message besides its text: the raw update, pictures, voice notes, documents."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telethon.tl import types

from shopper.engine.probe import Host
from shopper.model import Evidence

from .message import file_name

# So many messages at once get one file between them: every file is written through to the disk.
_EACH_ITS_OWN = 8


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message. size: bytes, as Telegram says."""

    name: str
    media_type: str
    size: int


def attachment_of(message: Any) -> Attachment | None:
    """The file that a message brings; None where it brings none."""
    media = getattr(message, "media", None)
    if isinstance(media, types.MessageMediaPhoto) and isinstance(media.photo, types.Photo):
        return Attachment(f"photo-{message.id}.jpg", "image/jpeg", _photo_size(media.photo))
    if isinstance(media, types.MessageMediaDocument) and isinstance(media.document, types.Document):
        document = media.document
        kind = document.mime_type or "application/octet-stream"
        ending = {"audio/ogg": ".ogg"}.get(kind) or mimetypes.guess_extension(kind) or ""
        name = file_name(document) or f"file-{message.id}{ending}"
        return Attachment(_tidy(name), kind, document.size)
    return None


def keep_raw(host: Host, updates: Sequence[Any]) -> list[tuple[Evidence, ...]]:
    """The updates as they came, as JSON. Writes to the disk: call it in a thread."""
    if len(updates) > _EACH_ITS_OWN:
        lines = "\n".join(raw_json(update) for update in updates)
        one = host.put_evidence(lines.encode(), media_type="application/jsonl", name="updates.jsonl")
        return [(one,)] * len(updates)
    kept = [raw_json(update).encode() for update in updates]
    return [(host.put_evidence(data, media_type="application/json", name="update.json"),) for data in kept]


def raw_json(update: Any) -> str:
    """An update in Telegram's own words, without what opens files and chats: that is the account's own."""
    return json.dumps(_plain(update.to_dict()), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items() if key not in ("access_hash", "file_reference")}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _photo_size(photo: Any) -> int:
    sizes = [getattr(size, "size", 0) or max(getattr(size, "sizes", None) or [0]) for size in photo.sizes]
    return int(max(sizes, default=0))


def _tidy(name: str) -> str:
    """A file's name without its folders and without what terminals and file systems stumble over."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable() and c not in '<>:"|?*')[:120].strip(". ") or "file"
