"""The one connection to a journal's database: transactions under a lock, and the schema's version.

Pytest's main thread, the intake thread and the probes' threads all write. One connection under one lock keeps their
transactions short and apart; other processes are kept out of a transaction by the database.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite

from ..errors import JournalError
from . import tables
from .trouble import telling


class Database:
    """A connected database that holds a journal, new ones being laid out first. Raises JournalError."""

    def __init__(self, engine: Engine, where: str) -> None:
        """where: the journal's name in messages (its file)."""
        self.where = where
        self._engine = engine
        self._lock = threading.RLock()
        self._begin = "BEGIN"
        self._closed = False
        self._sqlite = engine.dialect.name == "sqlite"
        if self._sqlite:
            event.listen(engine, "begin", self._on_begin)
        with telling(where):
            try:
                self._connection = engine.connect()
            except BaseException:
                engine.dispose()
                raise
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the journal and changes nothing."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is alone in writing from its first statement; durable when this returns."""
        # A deferred transaction that read first could not be upgraded once another process wrote in between.
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with self._lock, telling(self.where):
            self._require_open()
            self._drop_leftover()
            self._begin = begin
            with self._connection.begin():
                yield self._connection

    def _require_open(self) -> None:
        if self._closed:
            raise JournalError(f"The journal {self.where} was closed and is still being used.")

    def _on_begin(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(self._begin)

    def _drop_leftover(self) -> None:
        # Ctrl-C between two bytecodes can leave a transaction that nobody will end.
        if self._connection.in_transaction():
            self._connection.rollback()
        driver: Any = self._connection.connection.driver_connection
        if self._sqlite and driver.in_transaction:
            driver.rollback()

    def pragma(self, text: str) -> Any:
        """Run a PRAGMA of SQLite outside of any transaction; its first value. Nothing on other databases."""
        if not self._sqlite:
            return None
        with self._lock, telling(self.where):
            self._require_open()
            driver: Any = self._connection.connection.driver_connection
            row = driver.execute(f"PRAGMA {text}").fetchone()
            return None if row is None else row[0]

    def upsert(self, table: Table, changed: Sequence[str]) -> Any:
        """INSERT that on a known primary key sets the `changed` columns instead (none: keeps the row as it is)."""
        build = sqlite.insert if self._sqlite else postgresql.insert
        statement = build(table)
        keys = [column.name for column in table.primary_key]
        if not changed:
            return statement.on_conflict_do_nothing(index_elements=keys)
        return statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in changed}
        )

    def close(self) -> None:
        """Let go of the file. Calling it twice does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._connection.close()
            self._engine.dispose()

    def _prepare(self) -> None:
        self.pragma("busy_timeout")
        self.pragma("foreign_keys = ON")
        # Nothing is changed before the file is known to be a journal that this version may write.
        with self.reading() as connection:
            fresh = self._is_new(connection)
        self.pragma("journal_mode = WAL")
        self.pragma("synchronous = FULL")
        # A destroyed text must not be left readable in the free pages of the file.
        self.pragma("secure_delete = ON")
        if fresh:
            with self.writing() as connection:
                # Another process may have been quicker.
                if self._is_new(connection):
                    tables.metadata.create_all(connection)
                    version: Mapping[str, str] = {"key": "schema", "value": str(tables.SCHEMA_VERSION)}
                    connection.execute(tables.meta.insert(), version)

    def _is_new(self, connection: Connection) -> bool:
        names = set(inspect(connection).get_table_names())
        if not names:
            return True
        known = {table.name for table in tables.metadata.sorted_tables}
        if not known <= names:
            raise JournalError(
                f"{self.where} is a database, but not a journal of shopper's. Choose another path for the journal."
            )
        version = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "schema"))
        if version is None or not version.isdecimal():
            raise JournalError(
                f"The journal {self.where} does not say which version it has; it is damaged. Put back a copy of it."
            )
        if int(version) > tables.SCHEMA_VERSION:
            raise JournalError(
                f"The journal {self.where} was written by a newer shopper (its version is {version}, this one reads up "
                f"to {tables.SCHEMA_VERSION}). Upgrade shopper, or choose another path for the journal."
            )
        return False
