"""The tables of the journal, in words that SQLite and PostgreSQL both know.

Events are only ever appended, with their bodies in `payloads`; `chains` notes where each chain ends, so that a chain
cut off at its end is seen too. All below is mutable and proves nothing.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

SCHEMA_VERSION = 1

metadata = MetaData()

# SQLite gives the quick row-id form only to a column that is called INTEGER.
_Seq = BigInteger().with_variant(Integer, "sqlite")

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

events = Table(
    "events",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=True),
    Column("wave", Text, nullable=False),
    Column("journey", Text, nullable=False),
    Column("visit", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("op", Integer),
    Column("wall_us", BigInteger, nullable=False),
    Column("mono_ns", BigInteger),
    Column("process", Text, nullable=False),
    Column("clock", Text, nullable=False),
    Column("accuracy_us", BigInteger, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
# A journey is read at every replay: with seq in the index SQLite prefers it to `events_wave`, and need not sort.
Index("events_journey", events.c.wave, events.c.journey, events.c.seq)
# An event is followed by one event at most: two writers can never fork a chain.
Index("events_follow", events.c.prev_hash, unique=True)
_is_operation = events.c.op.is_not(None)
Index(
    "events_operation_once",
    events.c.wave,
    events.c.journey,
    events.c.op,
    events.c.kind,
    unique=True,
    sqlite_where=_is_operation,
    postgresql_where=_is_operation,
)
Index("events_wave", events.c.wave, events.c.seq)
Index("events_visit", events.c.visit, events.c.seq)
Index("events_kind", events.c.kind, events.c.wave, events.c.seq)

payloads = Table(
    "payloads",
    metadata,
    Column("seq", _Seq, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary),
    Column("data", LargeBinary),
    Column("destroyed_us", BigInteger),
)

chains = Table(
    "chains",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("wave", Text, nullable=False, index=True),
    Column("length", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("sha256", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("put_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("sha256", "name", "media_type"),
)

leases = Table(
    "leases",
    metadata,
    Column("line", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("beat_us", BigInteger, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("scope", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "key"),
)
