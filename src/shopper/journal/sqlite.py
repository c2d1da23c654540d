"""Opens a journal in an SQLite file: write-ahead log, every commit on the disk before it returns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from ..errors import JournalError
from .database import Database
from .evidence import EvidenceFiles
from .store import SqlStore, wall_clock_us
from .trouble import telling


def open_store(
    url_or_path: str | Path,
    evidence_dir: str | Path,
    *,
    busy_s: float = 15.0,
    clock: Callable[[], int] = wall_clock_us,
) -> SqlStore:
    """The journal at a path (or an sqlite:/// URL), made if it is not there, with its folder.

    busy_s: how long a locked file is waited for. clock: UTC microseconds, for the heartbeats of leases.
    Raises JournalError: not writable, locked, damaged, not a journal, or written by a newer version.
    """
    path = _path(url_or_path)
    with telling(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
    evidence = EvidenceFiles(Path(evidence_dir))
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        # isolation_level None: the driver begins nothing by itself, Database says BEGIN.
        connect_args={"timeout": busy_s, "check_same_thread": False, "isolation_level": None, "cached_statements": 256},
    )
    return SqlStore(Database(engine, str(path)), evidence, clock=clock)


def _path(url_or_path: str | Path) -> Path:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return Path(url_or_path)
    try:
        url = make_url(url_or_path)
    except ArgumentError:
        raise JournalError(f"“{url_or_path}” is neither a path nor the URL of a database.") from None
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise JournalError(
            f"A journal cannot be kept at {url.render_as_string(hide_password=True)}: give the path of a file, or "
            "sqlite:/// and the path."
        )
    return Path(url.database)
