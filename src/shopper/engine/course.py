"""The course of a visit: whether somebody answered, whether it is over, and why.

Pure questions about what the journal holds of a visit at a moment (UTC µs). Each is asked on every event and at every
deadline, so it is cheap. A visit with a fault of ours raises it where it says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import OurFault
from ..model import Closing, Stamp, Turn, TurnKind
from ..reading.due import promised_until
from ..reading.replies import is_reply
from . import clocks
from .in_calls import said_before, sounding_until
from .ledger import Ledger, VisitState
from .suspend import Ready

if TYPE_CHECKING:
    from .session import Session


_A_MOMENT_US = 500_000  # what is promised for a moment is looked for a little after it
Wanted = Callable[[VisitState, Turn], bool]


def anybody(visit: VisitState, turn: Turn) -> bool:
    """Every reply is wanted."""
    return True


def find_reply(visit: VisitState, wanted: Wanted = anybody) -> Turn | None:
    """The first reply of the wanted sort to what was said last; None as long as there is none."""
    said = visit.last_said
    if said is None:
        return None
    return next(
        (
            h.turn
            for h in visit.heard
            if h.seq > said.seq and is_reply(h.turn) and not said_before(h.turn, visit) and wanted(visit, h.turn)
        ),
        None,
    )


def no_fault(visit: VisitState) -> None:
    """Raise the fault of ours that this visit has, if it has one."""
    if visit.fault is not None:
        code, sentence = visit.fault
        raise OurFault(sentence, code=code)


def ended_by_them(visit: VisitState) -> bool:
    """The company closed the conversation."""
    return any(h.turn.kind is TurnKind.CLOSED for h in visit.heard)


def came_back(visit: VisitState) -> bool:
    """What was said could not be delivered, and nobody has ever replied: nobody will. (Where somebody did, only one of
    those that an address forwards to is gone.)"""
    heard = [h.turn for h in visit.heard]
    return any(turn.kind is TurnKind.BOUNCE for turn in heard) and not any(is_reply(turn) for turn in heard)


def reply_there(session: Session, ledger: Ledger, visit_id: str, now: int, wanted: Wanted = anybody) -> Ready:
    """Whether `hear` can go on: somebody replied, they closed the conversation, it came back undelivered, or
    patience is over."""
    visit = ledger.visits[visit_id]
    no_fault(visit)
    if ended_by_them(visit):
        return True
    if visit.said[-1].pending:
        return None  # a reply that is there already is timed once it is known when they could see what we said
    if came_back(visit):
        return True
    return True if find_reply(visit, wanted) is not None else patience_over(session, visit, now)


def reply_by_way_there(session: Session, ledger: Ledger, visit_id: str, now: int, via: str, wanted: Wanted) -> Ready:
    """Whether a reply that was asked to come by another channel is there, or that channel's patience is over."""
    visit = ledger.visits[visit_id]
    no_fault(visit)
    said = visit.said[-1]
    if said.done is None or session.catching_up(visit):
        return None
    if find_reply(visit, wanted) is not None:
        return True
    channel, zone = session.channel(via), session.settings.company.zone
    deadline = clocks.promised_deadline_us(channel.hours, zone, said.done, channel.patience, session.closed_days)
    return now >= deadline or deadline


def patience_over(session: Session, visit: VisitState, now: int) -> Ready:
    """Whether nobody answered: the time is over, and we could have heard it if somebody had."""
    deadline = session.patience_over_us(visit)
    if deadline is None or now < deadline:
        return deadline
    if (later := session.still_asked(visit, deadline)) is not None:
        return later
    return not session.cannot_hear(visit)


def over(session: Session, visit: VisitState, now: int) -> Ready:
    """Whether a visit has run its course: answered or returned, and quiet since; closed by them; its patience over."""
    if not visit.said or ended_by_them(visit):
        return True
    if visit.said[-1].pending or session.catching_up(visit):
        return None
    if find_reply(visit) is None and not came_back(visit):
        return patience_over(session, visit, now)
    last = max(h.turn.read_at.wall_us if h.turn.read_at else h.turn.at.wall_us for h in visit.heard)
    done = visit.said[-1].done
    deadline = max(last, done.wall_us if done else 0) + round(session.channel(visit.channel).quiet * 1e6)
    deadline = max(deadline, sounding_until(visit) or 0)
    if now < deadline:
        return deadline
    deadline = _promised_until(session, visit)
    return now >= deadline or deadline


def _promised_until(session: Session, visit: VisitState) -> int:
    """Until when the customer waits for what they were promised here, as long as their patience lasts."""
    channel, zone = session.channel(visit.channel), session.settings.company.zone
    turns = [heard.turn for heard in visit.heard]
    until = promised_until(turns, channel.hours, zone, session.closed_days, visit.language)
    return 0 if until is None else min(until + _A_MOMENT_US, session.patience_over_us(visit) or 0)


def all_over(session: Session, ledger: Ledger, now: int) -> Ready:
    """Whether every visit of a journey has run its course, or broke."""
    deadlines: list[int | None] = []
    for visit in ledger.visits.values():
        if visit.closed is not None or visit.fault is not None:
            continue
        ends = over(session, visit, now)
        if ends is not True:
            deadlines.append(ends if ends is not False else None)
    if not deadlines:
        return True
    return min((d for d in deadlines if d is not None), default=None)


def closing_of(session: Session, visit: VisitState, at: Stamp, *, stopped: bool) -> Closing:
    """Why a visit that is closed at this moment closes. stopped: its scenario ended early."""
    if visit.fault is not None:
        return Closing.FAULT
    if ended_by_them(visit):
        return Closing.COMPANY
    if stopped and over(session, visit, at.wall_us) is not True:
        return Closing.STOPPED
    answered = find_reply(visit) is not None or came_back(visit)
    return Closing.QUIET if not visit.said or answered else Closing.PATIENCE
