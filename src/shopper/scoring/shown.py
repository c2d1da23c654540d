"""What stands on the page for a turn: its words, and what happened in a call in the owner's language."""

from __future__ import annotations

from ..model import Turn, VisitRecord
from ..reading.context import JudgeContext
from ..words.calls import notice, said_without_words


def shown_text(visit: VisitRecord, turn: Turn, context: JudgeContext) -> str | None:
    """A turn's text; what happened in a call is told in the owner's language, or not at all (None)."""
    data = turn.data
    if "call" not in data:
        return turn.text
    if data.get("spoken"):
        return said_without_words(context.say, turn.text)
    if data["call"] != "sound":
        return notice(context.say, data)
    later = (t for t in visit.turns if t.n > turn.n and t.data.get("call") in ("sound", "ended"))
    until = next((t.at for t in later), None)
    lasted = round(until.seconds_since(turn.at), 1) if until is not None else None
    return notice(context.say, {**data, "lasted": lasted})
