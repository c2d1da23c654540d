"""The statements of the journal's store, each built once: SQLAlchemy then compiles each of them once too."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update

from .tables import chains, events, evidence, leases, payloads, state

LAST_SEQ = select(func.max(events.c.seq))
CHAIN_ENDS = select(chains.c.chain, chains.c.length, chains.c.head).where(
    chains.c.chain.in_(bindparam("ids", expanding=True))
)
# One chain is the common case, and quicker without a list to expand.
CHAIN_END = select(chains.c.chain, chains.c.length, chains.c.head).where(chains.c.chain == bindparam("of"))
INSERT_EVENTS = events.insert()
INSERT_PAYLOADS = payloads.insert()

PAYLOAD_OF = select(payloads.c.destroyed_us).where(payloads.c.seq == bindparam("of"))
DESTROY_PAYLOAD = (
    update(payloads)
    .where(payloads.c.seq == bindparam("of"))
    .values(salt=None, data=None, destroyed_us=bindparam("now_us"))
)
OPERATION = select(events.c.seq).where(
    events.c.wave == bindparam("wave"),
    events.c.journey == bindparam("journey"),
    events.c.op == bindparam("op"),
    events.c.kind == bindparam("kind"),
)

LEASE_OF = select(leases.c.owner, leases.c.beat_us).where(leases.c.line == bindparam("of"))
RELEASE = leases.delete().where(leases.c.line == bindparam("of"), leases.c.owner == bindparam("by"))
LEASES = select(leases.c.line, leases.c.owner, leases.c.beat_us).order_by(leases.c.line)

STATE_OF = select(state.c.value).where(state.c.scope == bindparam("in_scope"), state.c.key == bindparam("of"))
DROP_STATE = state.delete().where(state.c.scope == bindparam("in_scope"), state.c.key == bindparam("of"))
STATES = select(state.c.key, state.c.value).where(state.c.scope == bindparam("in_scope")).order_by(state.c.key)

EVIDENCE_NAMES = select(evidence.c.sha256).distinct().order_by(evidence.c.sha256)

_EVENT_COLUMNS = (
    events.c.seq,
    events.c.wave,
    events.c.kind,
    events.c.wall_us,
    events.c.mono_ns,
    events.c.process,
    events.c.clock,
    events.c.accuracy_us,
    events.c.journey,
    events.c.visit,
    events.c.op,
    payloads.c.data,
)


@lru_cache(maxsize=64)
def events_where(*, wave: bool, journey: bool, visit: bool, kinds: bool, after: bool) -> Select[Any]:
    """Events with their bodies, by those of the conditions that are asked for."""
    statement = select(*_EVENT_COLUMNS).select_from(events.outerjoin(payloads, payloads.c.seq == events.c.seq))
    if wave:
        statement = statement.where(events.c.wave == bindparam("wave"))
    if journey:
        statement = statement.where(events.c.journey == bindparam("journey"))
    if visit:
        statement = statement.where(events.c.visit == bindparam("visit"))
    if kinds:
        statement = statement.where(events.c.kind.in_(bindparam("kinds", expanding=True)))
    if after:
        statement = statement.where(events.c.seq > bindparam("after"))
    return statement.order_by(events.c.seq)
