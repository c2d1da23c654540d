"""What a scorecard tells of persons' words, beside the findings that they confirmed (those carry it themselves)."""

from __future__ import annotations

from typing import Any

from ..model import Verdict
from ..scoring.findings import finding_row, severity
from ..scoring.moments import moment
from .applying import Applied, review_mark
from .spoken import CONTRADICTION, COUNTED, TRAPPED, Review, Word


def mark_reviews(card: dict[str, Any], applied: Applied) -> None:
    """Write into a scorecard what persons said; without a word it stays as it is.

    `review`: how many findings are open, confirmed, disputed and corrected. `reviewed`: those that were overruled, as
    findings with their quotes. `reviewed_gone`: words about what is not found any more. A visit's `satisfaction` is
    {stars, by, at}."""
    if not applied.reviews:
        return
    zone = applied.context.zone
    journeys = {journey.id: journey for journey in applied.journeys}
    rows = [
        {
            **finding_row(journeys[one.verdict.journey], one.verdict, one.id, applied.context),
            "review": review_mark(one.review, zone),
        }
        for one in sorted(applied.overruled, key=lambda one: (severity(one.verdict.judge), one.id))
        if one.verdict.journey in journeys
    ]
    rows += [
        _counted(review, zone)
        for id_, review in sorted(applied.reviews.words.items())
        if id_.startswith(COUNTED) and review.word is not Word.AGREE
    ]
    card["reviewed"] = rows
    if applied.gone:
        card["reviewed_gone"] = [
            {"id": r.finding, "judge": r.judge, "sentence": r.sentence, "review": review_mark(r, zone)}
            for r in applied.gone
        ]
    open_ = sum("review" not in part for finding in card["findings"] for part in (finding, *finding["also"]))
    states = [row["review"]["state"] for row in rows]
    card["review"] = {
        "open": open_,
        "confirmed": len(applied.confirmed),
        "disputed": states.count("disputed"),
        "corrected": states.count("corrected"),
    }
    silences = {v.visit: v for v in applied.verdicts if v.judge == "silence"}
    for row in card["unmeasured"]:
        silence = silences.get(row["id"])
        if not row["ours"] and silence is not None and "review" in silence.data:
            row["reason"] = _disputed(silence, applied)
    for visit in card["visits"]:
        given = applied.reviews.stars.get(visit["id"])
        if given is not None:
            visit["satisfaction"] = {"stars": given.stars, "by": given.by, "at": moment(given.at_us, zone)}


def _disputed(verdict: Verdict, applied: Applied) -> str:
    """Why a silence is none that could be counted."""
    said = verdict.data["review"]
    why = f": {said['why'].rstrip('.')}" if said["why"] else ""
    return applied.context.say("disputed", sentence=verdict.sentence, name=said["by"], why=why)


def _counted(review: Review, zone: str) -> dict[str, Any]:
    """A finding of the whole wave's counting: channels that differ, a customer whom it takes for trapped."""
    trapped = review.finding.startswith(TRAPPED)
    service, _, fact = ("", "", "") if trapped else review.finding.removeprefix(CONTRADICTION).partition("/")
    return {
        "id": review.finding,
        "journey": "",
        "scenario": fact,
        "service": service,
        "judge": "closed_loop" if trapped else "contradiction",
        "visit": "",
        "anchor": "",
        "sentence": review.sentence,
        "quotes": [],
        "review": review_mark(review, zone),
    }
