"""The observation table: one row for each visit, in the published shape that `shopper score` takes from anywhere.

Times are seconds, to the millisecond, on the channel's promised-hours clock. Whoever fills the table another way needs
only the fields of `model.Observation` up to `solved_s`.

A reply that came in another channel (`Turn.via`) is a reply at its time and one switch between channels. The published
row has one field that says so, `redirect_to`, which counts as such a switch whatever became of the visit; so it names
the channel that the reply, or the help after it, came by, where the company named none itself. The outcome stays what
it brought: solved is solved, and as there was a switch it is booked as solved after one. Where the customer asked to
be answered there, it is no switch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from ..model import (
    Closing,
    JourneyRecord,
    Observation,
    Origin,
    Outcome,
    Side,
    Stamp,
    Turn,
    TurnKind,
    Verdict,
    VisitRecord,
)
from ..reading.context import JudgeContext

METHOD = "odm-1"
_REPORT_ONLY = ("wall_reply_s", "ack_s", "fault", "apart")


class ChannelTerms(Protocol):
    """What the table's config says of a channel, in seconds."""

    @property
    def sla(self) -> float: ...
    @property
    def tolerable(self) -> float: ...
    @property
    def patience(self) -> float: ...


class _Company(Protocol):
    @property
    def channels(self) -> Mapping[str, ChannelTerms]: ...


class TableSettings(Protocol):
    """The part of the settings that goes into the table."""

    @property
    def company(self) -> _Company: ...
    @property
    def services(self) -> Mapping[str, Any]: ...


def observe(journeys: Iterable[JourneyRecord], verdicts: Iterable[Verdict], context: JudgeContext) -> list[Observation]:
    """One observation for each visit, journeys and visits in their order.

    A journey that was played on a day that is not like others is scored apart as a whole."""
    again = {v.visit for v in verdicts if v.judge == "repeat" and v.outcome is Outcome.FAILED}
    return [
        _observe(journey, visit, visit.id in again, context, apart)
        for journey in journeys
        for apart in [_apart(journey, context)]
        for visit in sorted(journey.visits, key=lambda v: v.seq)
    ]


def _apart(journey: JourneyRecord, context: JudgeContext) -> str:
    """Why a journey is scored apart, "" where it is not: the reason of the first of its days that has one."""
    reasons = (context.exception_at(visit.opened) for visit in sorted(journey.visits, key=lambda v: v.seq))
    return next(filter(None, reasons), "")


def _observe(
    journey: JourneyRecord, visit: VisitRecord, asked_again: bool, context: JudgeContext, apart: str
) -> Observation:
    reply = context.substantive_reply(visit) if visit.valid else None
    away = context.redirects(visit) if visit.valid else []
    helped = context.helping_turn(visit) if visit.valid else None
    passes = sum(1 for turn in context.speaking(visit) if context.labels(visit, turn).transfer) if visit.valid else 0
    arrived = 1 if visit.origin is Origin.REDIRECT and reply is not None else 0
    start = visit.first_said
    reply_s = context.promised_seconds(visit.channel, start, reply.at) if reply and start else None
    began = next((v.first_said for v in journey.visits if v.first_said is not None), None)
    outcome = _outcome(visit, reply, helped, bool(away), context)
    solved_s = None
    if outcome == "solved" and helped is not None and began is not None:
        solved_s = context.promised_seconds(visit.channel, began, helped.at)
    ack = _first_word(visit)
    return Observation(
        id=visit.id,
        journey=journey.id,
        seq=visit.seq,
        origin=visit.origin.value,
        service=visit.service,
        channel=visit.channel,
        valid=visit.valid,
        reply_s=reply_s,
        observed_s=_observed(visit, context),
        outcome=outcome,
        redirect_to=away[-1][1] if away else _came_by(visit, (reply, helped), context),
        internal_switches=passes,
        repeats=min(1 if asked_again else 0, passes + arrived),
        history_probe=None,
        parallel_probe=None,
        facts={},
        steps={},
        tone={},
        turns=sum(1 for t in visit.turns if t.side is Side.CUSTOMER),
        solved_s=solved_s,
        wall_reply_s=round(reply.at.seconds_since(start), 3) if reply and start else None,
        ack_s=round(ack.at.seconds_since(start), 3) if ack and start else None,
        fault=visit.fault,
        apart=apart,
    )


_TARGET_OF_KIND = {"hotline": "phone", "callback": "phone"}


def _came_by(visit: VisitRecord, turns: Iterable[Turn | None], context: JudgeContext) -> str | None:
    """The other channel that one of these turns came by, unasked: its id, or target:<name> where the company has none
    of that name; None where they came in the visit's own channel, or where the customer wanted them."""
    known = {channel.id: channel.kind for channel in context.channels}
    for turn in turns:
        if turn is None or not turn.via:
            continue
        wanted = {turn.via, known.get(turn.via, turn.via)}
        if not wanted & {name for wish in visit.wished for name in (wish, known.get(wish, wish))}:
            return turn.via if turn.via in known else f"target:{_TARGET_OF_KIND.get(turn.via, turn.via)}"
    return None


def _outcome(
    visit: VisitRecord, reply: Turn | None, helped: Turn | None, sent_away: bool, context: JudgeContext
) -> str | None:
    """solved, unsolved, deflected, no_answer; None where our watching ended before that could be told."""
    if not visit.valid or visit.first_said is None:
        return None
    if reply is None:
        bounced = any(t.kind is TurnKind.BOUNCE for t in visit.company_turns())
        over = visit.closing in (Closing.PATIENCE, Closing.COMPANY) or bounced
        watched = visit.observed_s or 0.0
        return "no_answer" if over or watched >= visit.terms.patience_s else None
    if helped is not None:
        return "solved"
    if sent_away:
        return "deflected"
    refused = any(context.labels(visit, turn).refusal for turn in context.speaking(visit))
    if visit.closing in (None, Closing.STOPPED) and not refused:
        return None
    return "unsolved"


def _observed(visit: VisitRecord, context: JudgeContext) -> float | None:
    if visit.observed_s is None or visit.first_said is None:
        return None
    start = visit.first_said
    end = Stamp(start.wall_us + round(visit.observed_s * 1e6))
    return context.promised_seconds(visit.channel, Stamp(start.wall_us), end)


def _first_word(visit: VisitRecord) -> Turn | None:
    """The first message of any kind after ours, automatic ones included; notices and bounces are none."""
    first = next((t.n for t in visit.turns if t.side is Side.CUSTOMER), None)
    kinds = (TurnKind.MESSAGE, TurnKind.AUTO)
    return next((t for t in visit.company_turns() if first is not None and t.n > first and t.kind in kinds), None)


def to_json(observations: Sequence[Observation], settings: TableSettings) -> dict[str, Any]:
    """The published table: {"config": …, "visits": […]}, JSON values only."""
    channels = {
        key: {"sla_s": c.sla, "tolerable_s": c.tolerable, "patience_s": c.patience}
        for key, c in settings.company.channels.items()
    }
    used = {o.service for o in observations}
    services = [s for s in settings.services if s in used] + sorted(used - set(settings.services))
    config = {
        "method": METHOD,
        "channels": channels,
        "services": services,
        "not_applicable": [],
        "critical_facts": [],
        "dead_min_visits": 5,
    }
    return {"config": config, "visits": [_row(o) for o in observations]}


def _row(observation: Observation) -> dict[str, Any]:
    row = asdict(observation)
    report = {key: row.pop(key) for key in _REPORT_ONLY}
    if not report["apart"]:
        del report["apart"]
    return {**row, **report}
