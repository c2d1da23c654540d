"""Evidence in a folder beside the page: both can be moved or sent together, and the links still lead there."""

from __future__ import annotations

import mimetypes
import os
import re
import secrets
import shutil
from pathlib import Path, PurePath

from ..model import Evidence

_SOUNDS = {"audio/wav": ".wav", "audio/x-wav": ".wav", "audio/ogg": ".ogg", "audio/mpeg": ".mp3"}
# What is opened from a disk must not run what a stranger wrote, and a browser knows more endings that run than anybody
# can list: what is not among these is shown as text.
_HARMLESS = frozenset(
    """
    .txt .csv .json .jsonl .eml .pdf .png .jpg .jpeg .gif .webp .avif .bmp .tif .tiff .heic .mp3 .mp4 .m4a .ogg .oga
    .opus .wav .webm .mov .doc .docx .xls .xlsx .odt .ods .rtf
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def beside(kept: Path, evidence: Evidence, folder: Path) -> str:
    """The way from a page in `folder` to a file of evidence, brought there as a link to what is kept, or as a copy.

    Where the kept file is gone the way is given all the same: the page is made, and its link leads nowhere. Raises
    OSError where the folder cannot be written."""
    sound = _SOUNDS.get(evidence.media_type)
    there = folder / ("recordings" if sound else "evidence") / name_of(evidence)
    if not there.exists() and kept.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(kept, there)
        except OSError:  # another disk, or one without links
            _copy(kept, there)
    return PurePath(os.path.relpath(there, folder)).as_posix()


def _copy(kept: Path, there: Path) -> None:
    """Whole or not at all: what is there is never brought once more."""
    draft = there.with_name(f".{there.name}.{secrets.token_hex(4)}")
    try:
        shutil.copyfile(kept, draft)
        draft.replace(there)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def name_of(evidence: Evidence) -> str:
    """A name that is safe on every disk and in every link: the content's, what it was called, and an ending by which it
    is opened as what it is and never run."""
    sound = _SOUNDS.get(evidence.media_type)
    if sound:
        return f"{evidence.sha256[:16]}{sound}"
    path = PurePath(evidence.name.rpartition("/")[2])
    told = _UNSAFE.sub("-", path.stem).strip("-")[:40]
    ending = path.suffix.lower()
    if ending not in _HARMLESS:
        guessed = mimetypes.guess_extension(evidence.media_type) or ""
        ending = guessed if not ending and guessed in _HARMLESS else ".txt"
    return "-".join(part for part in (evidence.sha256[:16], told) if part) + ending
