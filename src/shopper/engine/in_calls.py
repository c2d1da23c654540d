"""What the journal holds of a call: its notices have data {"call": …}. Pure, and cheap."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Turn, TurnKind
from .ledger import VisitState

_SOUNDING = frozenset({"speech", "music", "tone", "announcement"})
_WRITTEN_DOWN_S = 90.0  # within so long what was spoken is a turn, or never will be


def notices(visit: VisitState, *names: str) -> Iterator[Turn]:
    """The notices of those names, in the order in which they were told; those of a call that may be a stranger's are
    left out."""
    for heard in visit.heard:
        data = heard.turn.data
        if data.get("call") in names and not data.get("possible"):
            yield heard.turn


def notice(visit: VisitState, *names: str) -> Turn | None:
    """The first of them."""
    return next(notices(visit, *names), None)


def person(visit: VisitState) -> Turn | None:
    """The first words that a person spoke in a call of this visit, as far as a machine tells a person."""
    return next((turn for turn in notices(visit, "spoken") if turn.kind is TurnKind.MESSAGE), None)


def sounding_until(visit: VisitState) -> int | None:
    """The moment (UTC µs) until which a call is at most taken to be going on, since something is heard in it or what
    was heard is still being written down; None where it is still, or where there is no call."""
    last = _last_sound(visit)
    if last is None or notice(visit, "ended") is not None:
        return None
    if last.data.get("now") in _SOUNDING:
        return last.at.wall_us + round(visit.terms.patience_s * 1e6)
    if last.data.get("was") == "speech" and not _written_down(visit, last):
        return last.at.wall_us + round(_WRITTEN_DOWN_S * 1e6)
    return None


def said_before(turn: Turn, visit: VisitState) -> bool:
    """Whether a company's spoken words were spoken before the customer had said what they said last: no reply to it,
    though they were written down after it. Who begins while the customer is speaking and goes on after them replies."""
    said = visit.last_said
    if said is None or said.done is None or not turn.data.get("spoken"):
        return False
    if turn.at.seconds_since(said.done) >= 0:
        return False
    over = said.attempted is not None and turn.at.seconds_since(said.attempted) > 0
    return not (over and turn.read_at is not None and turn.read_at.seconds_since(said.done) > 0)


def _last_sound(visit: VisitState) -> Turn | None:
    return next((h.turn for h in reversed(visit.heard) if h.turn.data.get("call") == "sound"), None)


def _written_down(visit: VisitState, still: Turn) -> bool:
    """Whether what was spoken until it became still is a turn already."""
    return any(
        turn.read_at is not None and abs(turn.read_at.seconds_since(still.at)) < 1.0
        for turn in notices(visit, "spoken")
    )
