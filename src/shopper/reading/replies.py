"""Which turn counts as a reply: the engine steers by it and the judges time by it, so it is one function."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Labels, Side, Turn, TurnKind, VisitRecord
from . import read

_NO_REPLY = frozenset({TurnKind.AUTO, TurnKind.GREETING, TurnKind.SYSTEM, TurnKind.BOUNCE, TurnKind.CLOSED})


def is_reply(turn: Turn) -> bool:
    """Somebody answered: a company's message that is neither automatic nor a mere "we have received it"."""
    return turn.side is Side.COMPANY and turn.kind not in _NO_REPLY and not read(turn.text).auto_ack


def first_reply(visit: VisitRecord, labels: Callable[[VisitRecord, Turn], Labels] | None = None) -> Turn | None:
    """The first turn after the customer's first words, and before the visit closed, that counts as a reply.

    labels: the labels to go by where they are known already (a person may have corrected them).
    """
    said = False
    for turn in visit.turns:
        if turn.side is Side.CUSTOMER:
            said = True
        elif said and not turn.late and turn.kind not in _NO_REPLY:
            label = labels(visit, turn) if labels is not None else read(turn.text)
            if not label.auto_ack:
                return turn
    return None
