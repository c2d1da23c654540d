"""Says in a sentence what went wrong with the journal's database or files, and what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from ..errors import JournalError

_FULL = "The disk is full, or a limit on the size of files is reached"
_KEPT = "Everything recorded before is kept; `shopper resume` goes on from there."
_DAMAGED = (
    "Put a copy of it back from a backup, or move it away together with its “-wal” and “-shm” files to begin a new one."
)


@contextmanager
def telling(where: str) -> Iterator[None]:
    """Turns what a database or a file system raises into a JournalError that speaks of `where`."""
    try:
        yield
    except DBAPIError as error:
        raise JournalError(database_sentence(where, error.orig)) from error
    except sqlite3.Error as error:
        raise JournalError(database_sentence(where, error)) from error
    except OSError as error:
        raise JournalError(file_sentence(where, error)) from error


def database_sentence(where: str, error: BaseException | None) -> str:
    """What a database driver's error means to the person at the keyboard."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"{_FULL}: the journal {where} cannot grow. Make room and run again. {_KEPT}"
    if code == sqlite3.SQLITE_IOERR:
        return (
            f"The disk refused to write or read the journal {where} ({error}): it may be full or failing. Make room, "
            f"check the disk and run again. {_KEPT}"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            f"The journal {where} is locked by another process. Close what has it open (another shopper, a database "
            f"viewer) and run again. {_KEPT}"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return f"{where} is not a journal: the file is damaged or is something else. {_DAMAGED}"
    if code == sqlite3.SQLITE_CORRUPT:
        return f"The journal {where} is damaged ({error}). {_DAMAGED}"
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return (
            f"The journal {where} cannot be opened: its folder cannot be written, or it is not a file. Check the path "
            "and its permissions."
        )
    if code == sqlite3.SQLITE_READONLY:
        return f"The journal {where} cannot be written: it, or its folder, is read-only. Check its permissions."
    return f"The journal {where} failed: {error}. {_KEPT}"


def file_sentence(where: str, error: OSError) -> str:
    """What a file system's error means to the person at the keyboard."""
    place = error.filename if isinstance(error.filename, str) else where
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{_FULL}: {place} cannot be written. Make room and run again. {_KEPT}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place} cannot be written: permission is denied or the disk is read-only. Check its permissions."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return (
            f"{place} cannot be made a folder: a file of that name stands there. Move it away or choose another path."
        )
    return f"{place} cannot be written or read: {error.strerror or error}."
