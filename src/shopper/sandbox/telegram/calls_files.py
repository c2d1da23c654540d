"""Files, up and down: https://core.telegram.org/api/files."""

from __future__ import annotations

from typing import Any

from telethon.tl import functions, types

from .calling import Call, answers
from .records import Upload
from .world import Refused

f = functions
_MOST_PARTS = 8000


@answers(f.upload.SaveFilePartRequest, f.upload.SaveBigFilePartRequest)
def _save_part(call: Call, request: Any) -> Any:
    call.server.parts.setdefault((call.account.id, request.file_id), {})[request.file_part] = bytes(request.bytes)
    return True


@answers(f.upload.GetFileRequest)
def _get_file(call: Call, request: Any) -> Any:
    upload = call.server.world.files.get(getattr(request.location, "id", 0))
    if upload is None:
        raise Refused("FILE_ID_INVALID")
    if not 0 < request.limit <= 1024 * 1024 or request.offset < 0:
        raise Refused("LIMIT_INVALID")
    kinds = {"image/jpeg": types.storage.FileJpeg, "image/png": types.storage.FilePng}
    kind = kinds.get(upload.mime, types.storage.FileUnknown)()
    return types.upload.File(kind, 0, upload.data[request.offset : request.offset + request.limit])


@answers(f.messages.UploadMediaRequest)
def _upload_media(call: Call, request: Any) -> Any:
    return call.server.renderer.media(file_of(call, request.media))


def file_of(call: Call, media: Any) -> int:
    """The file that an InputMedia means, kept. Raises Refused."""
    world = call.server.world
    match media:
        case types.InputMediaUploadedPhoto():
            return world.keep(Upload(_whole(call, media.file), "photo", media.file.name, "image/jpeg"))
        case types.InputMediaUploadedDocument():
            return world.keep(_document(_whole(call, media.file), media))
        case types.InputMediaPhoto() | types.InputMediaDocument() if media.id.id in world.files:
            return int(media.id.id)
        case _:
            raise Refused("MEDIA_INVALID")


def _whole(call: Call, file: Any) -> bytes:
    parts = call.server.parts.pop((call.account.id, file.id), {})
    if not 0 < file.parts <= _MOST_PARTS or sorted(parts) != list(range(file.parts)):
        raise Refused("FILE_PARTS_INVALID")
    return b"".join(parts[n] for n in range(file.parts))


def _document(data: bytes, media: Any) -> Upload:
    name, kind, seconds = media.file.name, "document", 0
    for attribute in media.attributes:
        match attribute:
            case types.DocumentAttributeFilename():
                name = attribute.file_name
            case types.DocumentAttributeAudio():
                kind, seconds = ("voice" if attribute.voice else kind), attribute.duration
    return Upload(data, kind, name, media.mime_type, duration=seconds)
