"""What a picture is, by its first bytes and never by its name: only pictures are taken from a person."""

from __future__ import annotations

PHOTO_MOST = 15 * 1024 * 1024  # bytes

_BEGINNINGS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))
_HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")  # ISO/IEC 23008-12, the brands that telephones write
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heif": "heic",
}


def picture_type(data: bytes) -> str:
    """The media type of a picture, "" for anything else."""
    for beginning, media_type in _BEGINNINGS:
        if data.startswith(beginning):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        return "image/heif"
    return ""
