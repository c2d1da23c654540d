"""Evidence files (an .eml, a screenshot, a recording), each named by the SHA-256 of its content.

`aa/bbcc…` under one folder: the first two hex digits are the subfolder. A file appears whole or not at all, and the
same content is stored once.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from ..errors import JournalError
from .trouble import telling

_SHA256 = re.compile(r"[0-9a-f]{64}")


class EvidenceFiles:
    """The folder of evidence. Safe to call from any thread and from several processes. Raises JournalError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with telling(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)

    def put(self, data: bytes) -> str:
        """Store it durably, if it is not there yet; its SHA-256 in hex."""
        name = hashlib.sha256(data).hexdigest()
        path = self.path(name)
        with telling(str(path)):
            if path.exists() and path.stat().st_size == len(data):
                return name
            path.parent.mkdir(exist_ok=True)
            draft = self.folder / f"draft-{secrets.token_hex(8)}"
            try:
                with draft.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
            _sync_folder(path.parent)
            _sync_folder(self.folder)
        return name

    def path(self, sha256: str) -> Path:
        """Where the file of this content is, or would be."""
        if not _SHA256.fullmatch(sha256):
            raise JournalError(f"“{sha256}” names no evidence: a name is 64 hexadecimal digits.")
        return self.folder / sha256[:2] / sha256[2:]

    def check(self, names: Iterable[str]) -> list[str]:
        """A sentence for each of these files that is missing or whose content is not what its name says."""
        found = []
        for name in names:
            path = self.path(name)
            with telling(str(path)):
                if not path.is_file():
                    found.append(f"Evidence {name} is missing: {path} is not there.")
                    continue
                with path.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != name:
                        found.append(f"Evidence {name} was altered: {path} does not hold what was recorded.")
        return found


def _sync_folder(folder: Path) -> None:
    # The name of a new file is durable only when its folder is. Windows cannot open a folder.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
