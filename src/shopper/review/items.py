"""What a person is asked about: each finding with what it rests on, and how each message of it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..judges import JUDGES
from ..model import JourneyRecord, Labels, Side, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..scoring.findings import IMPLIED, finding_row, severity
from ..scoring.moments import moment
from ..scoring.shown import shown_text
from .applying import Applied
from .drafting import Drafted, draft
from .spoken import CONTRADICTION, FLAGS, TRAPPED, Review, Stars

_READ = (TurnKind.MESSAGE, TurnKind.AUTO)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation. mine: the customer's. quoted: the finding rests on it. as_read: how it was read, by
    the names of the labels, for a company's message; else None."""

    visit: str
    turn: int
    mine: bool
    who: str
    at: str
    text: str
    language: str
    quoted: bool
    as_read: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Item:
    """One finding to be reviewed. failure: its judge's name for it. where: the channels of the conversations that it is
    about. visits: (id, title of the channel), in their order; of these a person may say how satisfied they would be."""

    id: str
    judge: str
    failure: str
    why: str
    journey: str
    visit: str
    scenario: str
    service: str
    sentence: str
    visits: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    said: Review | None = None
    stars: Mapping[str, Stars] | None = None


def items_of(applied: Applied, card: Mapping[str, Any]) -> list[Item]:
    """Everything that was found of a wave before anybody spoke, worst first, and where its channels differ in what
    decides. What a worse finding says already is left out. card: the wave's scorecard, for what the channels state."""
    journeys = {journey.id: journey for journey in applied.journeys}
    by_journey: dict[str, set[str]] = {}
    for verdict in applied.found.values():
        by_journey.setdefault(verdict.journey, set()).update(IMPLIED.get(verdict.judge, ()))
    found = [
        _item(id_, verdict, journeys[verdict.journey], applied)
        for id_, verdict in applied.found.items()
        if verdict.journey in journeys
        and (verdict.judge not in by_journey[verdict.journey] or id_ in applied.reviews.words)
    ]
    found.sort(key=lambda item: (severity(item.judge), item.id))
    return [*found, *_trapped(applied, card), *_differing(applied, card)]


def _item(id_: str, verdict: Verdict, journey: JourneyRecord, applied: Applied) -> Item:
    context = applied.context
    row = finding_row(journey, verdict, id_, context)
    about = {verdict.visit, *(quote.visit for quote in verdict.quotes)} - {""}
    visits = [visit for visit in journey.visits if visit.id in about] or list(journey.visits)
    judge = JUDGES.get(verdict.judge)
    quoted = {(quote.visit, quote.turn) for quote in verdict.quotes}
    return Item(
        id=id_,
        judge=verdict.judge,
        failure=judge.meta.failures.get(context.language, judge.meta.id) if judge else verdict.judge,
        why=judge.meta.why.get(context.language, "") if judge else "",
        journey=journey.id,
        visit=verdict.visit,
        scenario=row["scenario"],
        service=journey.service,
        sentence=verdict.sentence,
        visits=tuple((visit.id, context.title(visit.channel)) for visit in visits),
        lines=tuple(line for visit in visits for line in _lines(visit, quoted, context)),
        said=applied.reviews.words.get(id_),
        stars=_stars(visits, applied),
    )


def _lines(visit: VisitRecord, quoted: Collection[tuple[str, int]], context: JudgeContext) -> Iterator[Line]:
    for turn in visit.turns:
        text = shown_text(visit, turn, context)
        if text is None:
            continue
        theirs = turn.side is Side.COMPANY
        readable = theirs and turn.kind in _READ and "call" not in turn.data
        yield Line(
            visit=visit.id,
            turn=turn.n,
            mine=not theirs,
            who=context.title(turn.via or visit.channel),
            at=moment(turn.at.wall_us, context.zone),
            text=text,
            language=visit.language,
            quoted=(visit.id, turn.n) in quoted,
            as_read=_as_read(context.labels(visit, turn)) if readable else None,
        )


def _as_read(labels: Labels) -> dict[str, Any]:
    return {
        "deflection": list(labels.deflection),
        "asks": list(labels.asks),
        "auto_ack": labels.auto_ack,
        "transfer": labels.transfer,
        "refusal": labels.refusal,
        "substantive": labels.substantive,
    }


WAYS: Mapping[str, Mapping[str, Any]] = {
    "not_deflection": {"deflection": []},
    "not_asks": {"asks": []},
    **{f"is_{name}": {name: True} for name in FLAGS},
    **{f"not_{name}": {name: False} for name in FLAGS},
}
"""Everything that can be put right in the reading of a message, by the key of its words."""


def ways_to_put_right(as_read: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What may be wrong in the reading of a message: (the key of its words, the labels as they then should be)."""
    ways: list[tuple[str, dict[str, Any]]] = []
    if as_read["deflection"]:
        ways.append(("not_deflection", {"deflection": []}))
    if as_read["asks"]:
        ways.append(("not_asks", {"asks": []}))
    ways.append(("is_substantive", {"substantive": True}))  # read so or not: a person says that it settled the matter
    if as_read["substantive"]:
        ways.append(("not_substantive", {"substantive": False}))
    flags = ("auto_ack", "refusal", "transfer")
    return ways + [(f"{'not' if as_read[name] else 'is'}_{name}", {name: not as_read[name]}) for name in flags]


def _trapped(applied: Applied, card: Mapping[str, Any]) -> Iterator[Item]:
    """Customers whom the counting takes for trapped, and no judge; those that were overruled too."""
    context, words = applied.context, applied.reviews.words
    degree = card.get("degree") or {}
    ways = {
        journey: " → ".join(fix["way"])
        for fix in (*degree.get("fixes", ()), *degree.get("look", ()))
        for journey in fix.get("journeys", ())
    }
    judged = {verdict.journey for verdict in applied.found.values() if verdict.judge == "closed_loop"}
    meta = JUDGES["closed_loop"].meta
    ids = {f"{TRAPPED}{journey}" for journey in ways.keys() - judged}
    for id_ in sorted(ids | {id_ for id_ in words if id_.startswith(TRAPPED)}):
        journey = next((j for j in applied.journeys if j.id == id_.removeprefix(TRAPPED)), None)
        said = words.get(id_)
        if journey is not None:
            yield Item(
                id=id_,
                judge=meta.id,
                failure=meta.failures[context.language],
                why=meta.why[context.language],
                journey=journey.id,
                visit="",
                scenario=journey.title or journey.scenario,
                service=journey.service,
                sentence=ways.get(journey.id) or (said.sentence if said else ""),
                visits=tuple((visit.id, context.title(visit.channel)) for visit in journey.visits),
                lines=tuple(line for visit in journey.visits for line in _lines(visit, frozenset(), context)),
                said=said,
                stars=_stars(journey.visits, applied),
            )


def _stars(visits: Iterable[VisitRecord], applied: Applied) -> dict[str, Stars]:
    given = applied.reviews.stars
    return {visit.id: given[visit.id] for visit in visits if visit.id in given}


def _differing(applied: Applied, card: Mapping[str, Any]) -> Iterator[Item]:
    """Facts that decide and that channels state differently over the wave; those that were overruled too."""
    context, words = applied.context, applied.reviews.words
    degree = card.get("degree") or {}
    caps = [*degree.get("caps", ()), *degree.get("will_cap", ())]
    open_ = {str(cap["id"]): str(cap.get("subject", "")) for cap in caps if str(cap["id"]).startswith(CONTRADICTION)}
    told = {row["subject"]: row for row in degree.get("answers", ())}
    meta = JUDGES["contradiction"].meta
    drafted = draft(applied.journeys, context) if open_ else []
    for id_ in sorted({*open_, *(id_ for id_ in words if id_.startswith(CONTRADICTION))}):
        said = words.get(id_)
        subject = open_.get(id_) or id_.partition("/")[2]
        yield Item(
            id=id_,
            judge="contradiction",
            failure=meta.failures[context.language],
            why=meta.why[context.language],
            journey="",
            visit="",
            scenario=subject,
            service=id_.removeprefix(CONTRADICTION).partition("/")[0],
            sentence=_side_by_side(subject, told.get(subject), context) or (said.sentence if said else subject),
            visits=(),
            lines=tuple(line for one in drafted if _id_of(one) == id_ for line in _stating(one, applied)),
            said=said,
        )


def _id_of(one: Drafted) -> str:
    return f"{CONTRADICTION}{one.service}/{one.fact}{f' ({one.about})' if one.about else ''}"


def _stating(one: Drafted, applied: Applied) -> Iterator[Line]:
    """A message for each value that was stated."""
    context = applied.context
    visits = {visit.id: visit for journey in applied.journeys for visit in journey.visits}
    for said in one.said:
        visit = visits[said.visits[0]]
        yield Line(
            visit=visit.id,
            turn=said.turn.n,
            mine=False,
            who=context.title(visit.channel),
            at=moment(said.turn.at.wall_us, context.zone),
            text=said.quote,
            language=visit.language,
            quoted=True,
            as_read=None,
        )


def _side_by_side(subject: str, row: Mapping[str, Any] | None, context: JudgeContext) -> str:
    """“Delivery price: Chat 80 UAH ×2; E-mail 120 UAH”."""
    if row is None:
        return ""
    told = []
    for channel in row["channels"]:
        values = [_value(value, context) + _times(value["count"]) for value in channel["values"]]
        told.append(f"{channel['title']} {', '.join(values)}")
    return f"{subject}: {'; '.join(told)}"


def _times(count: int) -> str:
    return f" ×{count}" if count > 1 else ""


def _value(value: Mapping[str, Any], context: JudgeContext) -> str:
    if "text" in value:
        return str(value["text"])
    ends = dict.fromkeys((value["lo"], value["hi"]))
    if value["unit"] == "s":
        return "–".join(context.say.brief(end) for end in ends)
    unit = value["unit"].upper() if len(value["unit"]) == 3 else value["unit"]
    return f"{'–'.join(f'{end:g}' for end in ends)} {unit}"
