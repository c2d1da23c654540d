"""Did what we changed help? The waves before a mark against those after it, with an honest answer.

A channel: the shares answered of those watched to the end, by Fisher's exact test. A criterion: the difference of the
pooled scores, by the same limits as week against week. Too few conversations to have shown anything are said to be so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .odm.exact import fisher
from .odm.grades import UNGRADED
from .odm.intervals import Z99, Estimate, difference, estimate
from .odm.method import WEIGHTS, Scored, score
from .pooling import Scorer, Wave, differs, moment

TOO_FEW, NOT_YET, NOTHING_BEFORE = "too_few", "not_yet", "nothing_before"
CHANGED, PERHAPS, NO_EVIDENCE = "changed", "perhaps", "no_evidence"
BACK = 4
_ENOUGH = 5
_SURE = 0.01
_DOUBT = 0.05
_POINTS = 0.05


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that somebody changed. at: ISO, with its offset. fix: a channel's id, a criterion, or "" for all."""

    id: str
    at: str
    text: str
    fix: str = ""
    by: str = ""
    title: str = ""


def effect(mark: Mark, waves: Sequence[Wave], scorer: Scorer) -> dict[str, Any]:
    """The mark, and what it brought, as JSON values. waves: of one company, the oldest first.

    The newest wave after the mark says which kind is compared: up to four of its kind before the mark, and all after
    it. verdict: changed, perhaps, no_evidence, too_few, not_yet (no wave since) or nothing_before.
    """
    told = {"id": mark.id, "at": mark.at, "text": mark.text, "fix": mark.fix, "title": mark.title, "by": mark.by}
    at = moment(mark.at)
    later = [wave for wave in waves if wave.over and moment(wave.began) >= at and wave.table is not None]
    if not later:
        return told | {"result": {"verdict": NOT_YET}}
    kind = later[-1]
    after = [wave for wave in later if not differs(wave, kind)]
    before = [w for w in waves if w.over and moment(w.began) < at and not differs(w, kind)][-BACK:]
    if not before:
        return told | {"result": {"verdict": NOTHING_BEFORE}}
    return told | {"result": {"waves": [len(before), len(after)], **_result(mark.fix, scorer(before), scorer(after))}}


def _result(fix: str, before: Scored, after: Scored) -> dict[str, Any]:
    if fix in before.reaches and fix in after.reaches:
        return _of_channel(before, after, fix)
    return _of_score(_score_of(before, fix), _score_of(after, fix), _strict(before, fix), _strict(after, fix))


def _of_channel(before: Scored, after: Scored, channel: str) -> dict[str, Any]:
    old, new = before.reaches[channel], after.reaches[channel]
    told: dict[str, Any] = {"before": [old.replied, old.n], "after": [new.replied, new.n]}
    if not old.n or not new.n:
        return told | {"verdict": TOO_FEW}
    p = fisher((old.replied, old.n), (new.replied, new.n))
    gap, low, high = difference(estimate(old.replied / old.n, old.n), estimate(new.replied / new.n, new.n))
    told |= {"p": p, "diff": gap, "lo": low, "hi": high}
    # Even had everybody been answered, or nobody, so few could not have shown it.
    blind = min(fisher((old.replied, old.n), (k, new.n)) for k in (0, new.n)) >= _DOUBT
    if min(old.n, new.n) < _ENOUGH or (blind and p >= _DOUBT):
        return told | {"verdict": TOO_FEW}
    return told | {"verdict": CHANGED if p < _SURE else PERHAPS if p < _DOUBT else NO_EVIDENCE}


def _of_score(
    before: Estimate | None, after: Estimate | None, sure_before: Estimate | None, sure_after: Estimate | None
) -> dict[str, Any]:
    if before is None or after is None or sure_before is None or sure_after is None:
        return {"verdict": TOO_FEW}
    gap, low, high = difference(before, after)
    told = {"score": [before.score, after.score], "diff": gap, "lo": low, "hi": high}
    if min(before.n, after.n) < _ENOUGH:
        return told | {"verdict": TOO_FEW}
    _, sure_low, sure_high = difference(sure_before, sure_after)
    if abs(gap) >= _POINTS and not sure_low <= 0 <= sure_high:
        return told | {"verdict": CHANGED}
    return told | {"verdict": NO_EVIDENCE if low <= 0 <= high else PERHAPS}


def _score_of(scored: Scored, fix: str) -> Estimate | None:
    if fix in WEIGHTS:
        return scored.categories.get(fix)
    overall = scored.overall
    if overall.grade == UNGRADED or overall.score is None or overall.lo is None or overall.hi is None:
        return None
    n = sum(row.valid for row in scored.table.rows)
    return Estimate(overall.score, overall.lo, overall.hi, n)


def _strict(scored: Scored, fix: str) -> Estimate | None:
    """The same with wider limits."""
    return _score_of(score(scored.table, Z99, scored.reaches), fix)
