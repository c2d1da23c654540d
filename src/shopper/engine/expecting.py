"""What the customer expects of a reply: that it comes, in time, where it was wanted, from a person."""

from __future__ import annotations

from typing import Any

from ..model import Outcome, Side, Turn, TurnKind
from ..reading.bounces import read_bounce
from .course import came_back, find_reply
from .hearing import Reply
from .journey import Journey
from .ledger import VisitState
from .preferring import wish_for


def expect_reply(journey: Journey, channel: str, limit_s: float | None, *, person: bool = False) -> None:
    """Wait to the end of patience, since the true time is the measurement; note a failure when it is over the limit.

    channel: "" is the current conversation; one in which nothing was asked, but an answer was wished for, is answered
    by what comes there. limit_s: None is what the channel promises. person: a robot's reply is none."""
    wish = wish_for(journey, channel) if channel else None
    if wish is not None:
        _expect_there(journey, wish, channel, limit_s, person)
        return
    visit = journey.visit_in(channel) if channel else journey.current
    limit = limit_s if limit_s is not None else visit.terms.sla_s
    reply = journey.hear_in(visit, person=person)
    title = _title(journey, visit.channel)
    if reply is None:
        _note_silence(journey, visit, title, visit.terms.patience_s, limit, person)
    else:
        _note_time(journey, visit, reply, title, limit, person)


def _expect_there(journey: Journey, visit: VisitState, channel: str, limit_s: float | None, person: bool) -> None:
    """The answer to a question asked elsewhere is wanted in this channel."""
    there, asked = journey.session.channel(channel), _title(journey, visit.channel)
    title = _title(journey, channel)
    limit = limit_s if limit_s is not None else there.sla
    reply = journey.hear_in(visit, person=person, via=channel)
    if reply is not None:
        sentence = journey.tell("wished_and_came", asked=asked, title=title)
        journey.note("preference", Outcome.PASSED, sentence, turns=[(visit.id, reply.turn)], wished=channel)
        _note_time(journey, visit, reply, title, limit, person)
        return
    instead = journey.decide("was it answered elsewhere", lambda: _answered(visit))
    if instead is None:
        _note_silence(journey, visit, title, there.patience, limit, person)
        return
    turn = visit.turn(instead)
    came = _title(journey, turn.via) if turn.via in journey.session.settings.company.channels else turn.via or asked
    sentence = journey.tell("wished_not_came", asked=asked, title=title, came=came)
    journey.note("preference", Outcome.FAILED, sentence, turns=[(visit.id, turn)], wished=channel)


def _answered(visit: VisitState) -> str | None:
    found = find_reply(visit)
    return found.key if found is not None else None


def _returned(visit: VisitState) -> str | None:
    bounce = next((h.turn for h in visit.heard if h.turn.kind is TurnKind.BOUNCE), None)
    return bounce.key if bounce is not None and came_back(visit) else None


def _note_silence(
    journey: Journey, visit: VisitState, title: str, patience_s: float, limit: float, person: bool
) -> None:
    returned = journey.decide("did it come back", lambda: _returned(visit))
    if returned is not None:
        turn = visit.turn(returned)
        reason = read_bounce(turn.text, str(turn.data.get("status", ""))).told(journey.tell)
        sentence = journey.tell("step_returned", title=title, reason=reason)
        journey.note("dead_address", Outcome.FAILED, sentence, turns=[(visit.id, turn)], limit_s=limit)
        return
    words = {"title": title, "time": journey.tell.brief(patience_s)}
    bot = journey.decide("did a robot answer", lambda: _answered(visit)) if person else None
    if bot is not None:
        sentence = journey.tell("step_robot", **words)
        journey.note("silence", Outcome.FAILED, sentence, turns=[(visit.id, visit.turn(bot))], limit_s=limit, bot=True)
    else:
        turns = [(visit.id, turn) for turn in _unanswered(visit)]
        journey.note("silence", Outcome.FAILED, journey.tell("step_silent", **words), turns=turns, limit_s=limit)


def _unanswered(visit: VisitState) -> list[Turn]:
    """What the customer said last, and nobody answered in time: a silence rests on it."""
    said = visit.last_said
    if said is None or said.done is None:
        return []
    return [Turn(n=0, side=Side.CUSTOMER, text=said.text, at=said.done, subject=said.subject, key=said.key)]


def _note_time(journey: Journey, visit: VisitState, reply: Reply, title: str, limit: float, person: bool) -> None:
    turns, tell = [(visit.id, reply.turn)], journey.tell
    if reply.waited_s - reply.turn.at.doubt_s <= limit < reply.waited_s:
        sentence = tell("step_time_unknown", title=title, limit=tell.brief(limit))
        journey.note("slow", Outcome.UNMEASURED, sentence, turns=turns, limit_s=limit)
        return
    took = tell.brief(round(reply.waited_s, 1))
    data: dict[str, Any] = {"reply_s": reply.waited_s, "limit_s": limit, **({"person": True} if person else {})}
    if reply.waited_s > limit:
        how = "step_slow_person" if person else "step_slow"
        sentence = tell(how, title=title, time=took, limit=tell.brief(limit))
        journey.note("slow", Outcome.FAILED, sentence, turns=turns, **data)
    else:
        how = "step_answered_person" if person else "step_answered"
        journey.note("slow", Outcome.PASSED, tell(how, title=title, time=took), **data)


def _title(journey: Journey, channel: str) -> str:
    return journey.session.channel(channel).called(channel, journey.tell.language)
