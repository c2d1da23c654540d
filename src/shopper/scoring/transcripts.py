"""Visits and journeys as plain JSON values: every word, who said it, when, and where its evidence lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model import Evidence, JourneyRecord, Observation, Outcome, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.persons import by_bot
from ..words.calls import figures_of
from .findings import IMPLIED
from .moments import anchor, moment
from .shown import shown_text

EvidenceLink = Callable[[Evidence], str]


def visit_json(
    journey: JourneyRecord,
    visit: VisitRecord,
    row: Observation,
    verdicts: list[Verdict],
    context: JudgeContext,
    link: EvidenceLink,
) -> dict[str, Any]:
    failed = [v for v in verdicts if v.outcome is Outcome.FAILED]
    implied = {judge for v in failed for judge in IMPLIED.get(v.judge, ())}
    return {
        "id": visit.id,
        "anchor": anchor(visit.id),
        "journey": journey.id,
        "scenario": journey.title or journey.scenario,
        "seq": visit.seq,
        "origin": visit.origin.value,
        "service": visit.service,
        "channel": visit.channel,
        "channel_title": context.title(visit.channel),
        "language": visit.language,
        "valid": visit.valid,
        "fault": visit.fault,
        "fault_code": visit.fault_code,
        "closing": visit.closing.value if visit.closing else None,
        "began": moment((visit.first_said or visit.opened).wall_us, context.zone),
        "outcome": row.outcome,
        "reply_s": row.reply_s,
        "wall_reply_s": row.wall_reply_s,
        "ack_s": row.ack_s,
        "observed_s": row.observed_s,
        "sla_s": visit.terms.sla_s,
        "patience_s": visit.terms.patience_s,
        "redirect_to": row.redirect_to,
        "problem": bool(failed),
        **_call(visit, context),
        "turns": _turns(visit, context, link, {(q.visit, q.turn) for v in failed for q in v.quotes}),
        "verdicts": [
            {
                "judge": v.judge,
                "outcome": v.outcome.value,
                "sentence": v.sentence,
                "implied": v.judge in implied,
                "data": v.data if isinstance(v.data, dict) else dict(v.data),
            }
            for v in verdicts
        ],
    }


def _turns(
    visit: VisitRecord, context: JudgeContext, link: EvidenceLink, quoted: set[tuple[str, int]]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    before: Turn | None = None
    heard: list[Turn] = []
    began = visit.first_said or visit.opened
    for turn in visit.turns:
        by = _by(turn, heard)
        if turn.side is Side.COMPANY:
            heard.append(turn)
        noticed = shown_text(visit, turn, context)
        if noticed is None and (visit.id, turn.n) not in quoted:
            continue  # of a call's hundred switches a reader is shown those that say something
        rows.append(
            {
                "n": turn.n,
                "anchor": f"{anchor(visit.id)}-{turn.n}",
                "side": turn.side.value,
                "kind": turn.kind.value,
                "by": by,
                "s": round(turn.at.seconds_since(began), 3),
                "sender": turn.sender,
                "subject": turn.subject,
                "text": turn.text if noticed is None else noticed,
                **({"notice": True} if "call" in turn.data and not turn.data.get("spoken") else {}),
                "at": moment(turn.at.wall_us, context.zone),
                "clock": turn.at.clock.value,
                "accuracy_s": turn.at.accuracy_us / 1e6,
                "gap_s": round(turn.at.seconds_since(before.at), 3) if before is not None else None,
                "late": turn.late,
                "via": turn.via,
                "via_title": context.title(turn.via) if turn.via else "",
                "folder": str(turn.data.get("folder", "")),
                "spam": bool(turn.data.get("spam", False)),
                "quoted": (visit.id, turn.n) in quoted,
                **_besides(turn),
                "evidence": [
                    {"href": link(e), "name": e.name, "media_type": e.media_type, "size": e.size, "sha256": e.sha256}
                    for e in turn.evidence
                ],
            }
        )
        before = turn
    return rows


def _by(turn: Turn, heard: list[Turn]) -> str:
    """Who speaks: customer, person, or bot, which stands for everything that no person wrote."""
    if turn.side is Side.CUSTOMER:
        return "customer"
    return "bot" if turn.kind is not TurnKind.MESSAGE or by_bot(turn, heard) else "person"


def _call(visit: VisitRecord, context: JudgeContext) -> dict[str, str]:
    """How long a visit's call rang, was on hold and lasted, in words; nothing where there was none."""
    told = next((t.data["figures"] for t in visit.turns if isinstance(t.data.get("figures"), Mapping)), None)
    return {"call": figures_of(context.say, told)} if told else {}


def _besides(turn: Turn) -> dict[str, Any]:
    """What only some turns have: buttons to press, the names of attachments, that it went through an offline form."""
    lists = {name: [str(text) for text in turn.data.get(name) or ()] for name in ("buttons", "attachments")}
    return {
        **{name: texts for name, texts in lists.items() if texts},
        **({"offline_form": True} if turn.data.get("offline_form") else {}),
        **_told_late(turn),
    }


def _told_late(turn: Turn) -> dict[str, Any]:
    """Who noted a turn by hand, and how many seconds after it, where that was long after."""
    late = turn.data.get("delivered_late_s")
    return {"delivered_late_s": float(late), "by_hand": str(turn.data.get("by_hand", ""))} if late else {}
