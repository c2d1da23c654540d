"""Walks the journal's chains and tells which do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from .chain import Link, chain_id, check_chain, header
from .database import Database
from .tables import chains, events, payloads

_Noted = dict[str, tuple[int, bytes]]


def broken_chains(database: Database, *, wave: str | None) -> list[str]:
    """A sentence for every broken chain of one wave, or of all. Each journey is read in a transaction of its own, so
    that a wave that is running is not held up."""
    found: list[str] = []
    with database.reading() as connection:
        names = select(events.c.wave).union(select(chains.c.wave))
        waves = [wave] if wave is not None else sorted(connection.scalars(names))
    for one in waves:
        # A chain that begins while we read must not look unnoted: what is noted is asked for first.
        with database.reading() as connection:
            unseen = _noted(connection, one)
            journeys = list(
                connection.scalars(
                    select(events.c.journey).where(events.c.wave == one).distinct().order_by(events.c.journey)
                )
            )
        for journey in journeys:
            with database.reading() as connection:
                found += _check_journey(connection, one, journey, unseen)
        for chain, (length, head) in unseen.items():
            sentence = check_chain(chain, [], length=length, head=head)
            if sentence is not None:
                found.append(sentence)
    return found


def _check_journey(connection: Connection, wave: str, journey: str, unseen: _Noted) -> Iterator[str]:
    rows = connection.execute(
        select(events, payloads.c.destroyed_us, payloads.c.salt, payloads.c.data)
        .select_from(events.outerjoin(payloads, payloads.c.seq == events.c.seq))
        .where(events.c.wave == wave, events.c.journey == journey)
        .order_by(events.c.visit, events.c.seq)
    ).all()
    links_of = {
        chain_id(wave, journey, visit): [_link(row) for row in group]
        for visit, group in groupby(rows, key=lambda row: row.visit)
    }
    noted = _ends(connection, list(links_of))
    for chain, links in links_of.items():
        unseen.pop(chain, None)
        length, head = noted.get(chain, (None, None))
        sentence = check_chain(chain, links, length=length, head=head)
        if sentence is not None:
            yield sentence


def _noted(connection: Connection, wave: str) -> _Noted:
    rows = connection.execute(select(chains.c.chain, chains.c.length, chains.c.head).where(chains.c.wave == wave))
    return {row.chain: (row.length, row.head) for row in rows}


def _ends(connection: Connection, names: list[str]) -> _Noted:
    rows = connection.execute(select(chains.c.chain, chains.c.length, chains.c.head).where(chains.c.chain.in_(names)))
    return {row.chain: (row.length, row.head) for row in rows}


def _link(row: Row[Any]) -> Link:
    columns = row._asdict()
    return Link(
        seq=row.seq,
        n=row.n,
        head={name: _hashable(value) for name, value in header(columns).items()},
        commitment=row.commitment,
        previous=row.prev_hash,
        hash=row.hash,
        destroyed=row.destroyed_us is not None,
        salt=row.salt,
        body=row.data,
    )


def _hashable(value: Any) -> Any:
    # Bytes where text or a number was written: tampered with, and shown as such by its hash.
    return repr(value) if isinstance(value, bytes) else value
