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

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
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
from ..reading.answers import answered_values
from ..reading.context import JudgeContext
from ..reading.facts import Value
from ..reading.other_desks import changes_hands
from ..reading.resolution import Resolution
from ..reading.tone import tone_of
from .moments import moment

METHOD = "odm-1"
_REPORT_ONLY = ("asked_at", "wall_reply_s", "ack_s", "fault", "apart")
_TOLD = (Outcome.PASSED, Outcome.FAILED)
_LONGER = 1.01  # a wait's worth falls from the promise to the tolerable time, so they are two times
# A channel that the config holds no more: its visits are told, and count nowhere.
_GONE = {"sla_s": 3600, "tolerable_s": 14400, "patience_s": 86400, "shopped": False}
_YES_NO = ("no", "yes")
# Facts of a customer that say who they are, and not what they ask about.
_WHO = ("name", "first_name", "last_name", "phone", "email", "order_number", "customer_number", "address")


class ChannelTerms(Protocol):
    """What the table's config says of a channel, in seconds."""

    @property
    def sla(self) -> float: ...
    @property
    def tolerable(self) -> float: ...
    @property
    def patience(self) -> float: ...
    @property
    def shopped(self) -> bool: ...
    @property
    def public(self) -> bool: ...


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
    found = _Found.of(verdicts)
    return [
        _observe(journey, visit, found, context, apart)
        for journey in journeys
        for apart in [_apart(journey, context)]
        for visit in sorted(journey.visits, key=lambda v: v.seq)
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    """What judges found, by visit: at how many hand-overs something was asked again, whether the case was known, and
    whether they coped with two channels at once. What a judge could not tell stands in none."""

    repeats: Mapping[str, int]
    known: Mapping[str, bool]
    coped: Mapping[str, bool]

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> _Found:
        told = [v for v in verdicts if v.outcome in _TOLD]
        return cls(
            {v.visit: int(v.data.get("repeats", 0)) for v in told if v.judge == "handoff"},
            {v.visit: v.outcome is Outcome.PASSED for v in told if v.judge == "history"},
            {v.visit: v.outcome is Outcome.PASSED for v in told if v.judge == "simultaneous"},
        )


def _apart(journey: JourneyRecord, context: JudgeContext) -> str:
    """Why a journey is scored apart, "" where it is not: the reason of the first of its days that has one."""
    reasons = (context.exception_at(visit.opened) for visit in sorted(journey.visits, key=lambda v: v.seq))
    return next(filter(None, reasons), "")


def _observe(
    journey: JourneyRecord, visit: VisitRecord, found: _Found, context: JudgeContext, apart: str
) -> Observation:
    reply = context.substantive_reply(visit) if visit.valid else None
    away = context.redirects(visit) if visit.valid else []
    end = context.resolution(visit) if visit.valid else Resolution(None)
    helped = end.by
    speaking = context.speaking(visit) if visit.valid else []
    passes = sum(1 for turn in speaking if changes_hands(turn.text, context.labels(visit, turn)))
    arrived = 1 if visit.origin is Origin.REDIRECT and reply is not None else 0
    start = visit.first_said
    reply_s = context.promised_seconds(visit.channel, start, reply.at) if reply and start else None
    began = next((v.first_said for v in journey.visits if v.first_said is not None), None)
    outcome = _outcome(journey, visit, reply, end, away, context)
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
        repeats=min(found.repeats.get(visit.id, 0), passes + arrived),
        history_probe=found.known.get(visit.id) if visit.origin is Origin.FOLLOWUP else None,
        parallel_probe=found.coped.get(visit.id) if visit.origin is Origin.PARALLEL else None,
        facts=_facts(journey, visit, context) if visit.valid else {},
        steps={step: int(taken) for step, (taken, _) in context.steps(journey, visit).items()},
        tone=tone_of(visit, context) if reply is not None else {},
        turns=sum(1 for t in visit.turns if t.side is Side.CUSTOMER),
        solved_s=solved_s,
        wall_reply_s=round(reply.at.seconds_since(start), 3) if reply and start else None,
        ack_s=round(ack.at.seconds_since(start), 3) if ack and start else None,
        fault=visit.fault,
        apart=apart,
        asked_at=moment(start.wall_us, context.zone) if start else "",
    )


def _facts(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> dict[str, Any]:
    """What a right answer states of the visit's service, as it was stated here: the first turn that says it counts,
    and of several values in it the range. Of two facts of one kind nobody can tell which is meant, so neither is.

    A fact is named with what it was asked for, “price (Aurora)”: two prices of two things don't contradict each other.
    """
    wanted = context.facts.get(visit.service, {})
    kinds = list(wanted.values())
    said = " ".join(turn.text for turn in visit.turns if turn.side is Side.CUSTOMER).casefold()
    about = [v for k, v in journey.facts.items() if k not in _WHO and len(v) > 2 and v.casefold() in said]
    found: dict[str, Any] = {}
    for name, kind in wanted.items():
        if kind == "text" or kinds.count(kind) > 1:
            continue
        values = answered_values(visit.service, wanted, kind, context.speaking(visit))
        if values:
            first = [value for value, turn in values if turn.n == values[0][1].n and value.unit == values[0][0].unit]
            if (fact := _fact(kind, first)) is not None:
                found[f"{name} ({', '.join(about)})" if about else name] = fact
    return found


def _fact(kind: str, values: Sequence[Value]) -> dict[str, Any] | None:
    """The table's form of a fact; None for what cannot be compared there: a sum without its currency, hours of which
    only one end is told, two opening hours in one answer."""
    first = values[0]
    if kind == "yes_no":
        return {"v": _YES_NO[first.low > 0]} if len({value.low for value in values}) == 1 else None
    ends = [end for value in values for end in (value.low, value.high)]
    if (kind == "money" and not first.unit) or not all(map(math.isfinite, ends)):
        return None
    if first.unit == "clock":
        return {"v": f"{first.low:g}–{first.high:g} min of the day"} if len(values) == 1 else None
    return {"unit": first.unit or kind, "lo": min(ends), "hi": max(ends)}


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
    journey: JourneyRecord,
    visit: VisitRecord,
    reply: Turn | None,
    end: Resolution,
    away: Sequence[tuple[Turn, str, str]],
    context: JudgeContext,
) -> str | None:
    """solved, unsolved, deflected, no_answer; None where that cannot be told: our watching ended before, the answer may
    hold what we do not make out, or we did not go where they had good reason to send us."""
    if not visit.valid or visit.first_said is None:
        return None
    if reply is None and visit.observed_s is None:
        return None  # it goes on
    if reply is None:
        bounced = any(t.kind is TurnKind.BOUNCE for t in visit.company_turns())
        over = visit.closing in (Closing.PATIENCE, Closing.COMPANY) or bounced
        watched = visit.observed_s or 0.0
        return "no_answer" if over or watched >= visit.terms.patience_s else None
    if end.solved:
        return "solved"
    if end.solved is None or (away and end.partly):
        return None
    if away:
        excused = all(context.allowed(visit, where, target) for _, where, target in away)
        return None if excused and not _went_on(journey, visit) else "deflected"
    refused = any(context.labels(visit, turn).refusal for turn in context.speaking(visit))
    if visit.closing in (None, Closing.STOPPED) and not refused:
        return None
    return "unsolved"


def _went_on(journey: JourneyRecord, visit: VisitRecord) -> bool:
    """The customer went where they were sent."""
    return any(later.seq > visit.seq and later.origin is Origin.REDIRECT for later in journey.visits)


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
        key: {
            "sla_s": c.sla,
            "tolerable_s": max(c.tolerable, c.sla * _LONGER),
            "patience_s": c.patience,
            "shopped": c.shopped,
            **({"public": True} if c.public else {}),
        }
        for key, c in settings.company.channels.items()
    }
    channels |= {o.channel: dict(_GONE) for o in observations if o.channel not in channels}
    used = {o.service for o in observations}
    services = [s for s in settings.services if s in used] + sorted(used - set(settings.services))
    config = {
        "method": METHOD,
        "channels": channels,
        "services": services,
        "not_applicable": [
            [service, channel]
            for service in services
            if service in settings.services
            for channel in settings.services[service].not_applicable
            if channel in channels
        ],
        "critical_facts": [
            [service, fact]
            for service, fact in sorted({(o.service, fact) for o in observations for fact in o.facts})
            if _decides(settings.services.get(service), fact)
        ],
        "dead_min_visits": 5,
    }
    return {"config": config, "visits": [_row(o) for o in observations]}


def _decides(service: Any, fact: str) -> bool:
    """Whether a contradiction in a fact (by its name with what it was asked for) caps the letter."""
    facts = service.facts if service is not None else {}
    name = fact.split(" (", 1)[0]
    return name in facts and bool(facts[name].is_critical())


def _row(observation: Observation) -> dict[str, Any]:
    row = asdict(observation)
    report = {key: row.pop(key) for key in _REPORT_ONLY}
    if not report["apart"]:
        del report["apart"]
    return {**row, **report}
