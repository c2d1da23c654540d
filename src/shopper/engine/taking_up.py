"""Taking a wave up again after a crash or a detach, beside the waves that were before it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import Refused
from ..journal.events import Event, Kind
from .journey import outgoing
from .known_visits import TOPIC_S
from .ledger import Ledger
from .wave import waves_since

if TYPE_CHECKING:
    from .session import Session

# What the inbox must know of a visit is in these.
_KINDS = (
    Kind.JOURNEY_FINISHED,
    Kind.VISIT_OPENED,
    Kind.VISIT_CLOSED,
    Kind.SAY_INTENT,
    Kind.SAY_ATTEMPT,
    Kind.SAY_DONE,
    Kind.HEARD,
)


def recover(session: Session, journeys: Sequence[str]) -> set[str]:
    """Take up the open visits of these journeys; their ids. Raises Refused where the config lacks what they need."""
    ledgers = [Ledger(session.store.events(wave=session.wave, journey=journey)) for journey in journeys]
    _check_unchanged(session, [ledger for ledger in ledgers if ledger.finished is None])
    taken_up: set[str] = set()
    for ledger in ledgers:
        for visit in ledger.visits.values():
            session.register.add(visit, session.wave)
            if visit.closed is None and visit.fault is None and visit.said and session.probe_of(visit):
                taken_up.add(visit.id)
                session.catch_up(visit.id)
                session.host.listen(visit.persona, session.persona(visit.persona))
                session.host.recover(
                    session.conversation(visit),
                    visit,
                    lambda s, v=visit: outgoing(v, s),  # type: ignore[misc]
                )
    return taken_up


def know_other_waves(session: Session) -> None:
    """What comes in on our lines may answer a visit of another wave, or a journey of this one that has ended: it is
    kept for that one. Who still waits for an answer in this wave is listened to."""
    now_us = time.time_ns() // 1000
    for wave in waves_since(session.store, now_us - round(TOPIC_S * 1e6)):
        journeys: dict[str, list[Event]] = {}
        for event in session.store.events(wave=wave, kinds=_KINDS):
            journeys.setdefault(event.journey, []).append(event)
        for events in journeys.values():
            ledger = Ledger(events)
            if wave == session.wave and ledger.finished is None:
                continue  # `recover` takes these up
            for visit in ledger.visits.values():
                if session.register.knows(visit):
                    session.host.writer.belongs(visit.id, wave)
                    session.register.add(visit, wave)
                    if visit.closed is not None:
                        session.host.pace.closed(visit.id, visit.closed.at.wall_us)
                    if wave == session.wave and session.inbox.may_be_answered(visit.id, now_us):
                        session.host.listen(visit.persona, session.persona(visit.persona))


def _check_unchanged(session: Session, ledgers: Sequence[Ledger]) -> None:
    """Raise Refused where open journeys need what was taken out of the config since they began."""
    gone: dict[str, set[str]] = {}

    def need(what: str, title: object) -> None:
        gone.setdefault(what, set()).add(f"“{title}”")

    for ledger in ledgers:
        if ledger.started is None:
            continue
        title, persona = ledger.started["title"], ledger.started["persona"]
        if persona not in session.settings.personas:
            need(f"the persona “{persona}” (config/personas.yaml)", title)
        for visit in ledger.visits.values():
            channel = session.settings.company.channels.get(visit.channel)
            if channel is None:
                need(f"the channel “{visit.channel}” (config/company.yaml)", title)
            elif channel.kind != visit.kind:
                need(f"the channel “{visit.channel}” as {visit.kind}; it is {channel.kind} now", title)
            elif channel.driver not in session.probes:
                need(f"the probe for {visit.kind}, which drives “{visit.channel}”", title)
    if gone:
        needs = "; ".join(f"{what}, in {', '.join(sorted(titles))}" for what, titles in gone.items())
        raise Refused(
            f"wave {session.wave} cannot be taken up: the config was changed while conversations are open. They need "
            f"{needs}. Put that back and resume, or begin a new wave; what was heard is kept."
        )
