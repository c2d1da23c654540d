"""The degree over time: each wave scored anew, and four weeks together, since one wave alone says little.

A point after which the method, the promises or the scripts are other ones is no continuation of those before it; the
line breaks there and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from .effect import Mark, effect
from .odm.grades import UNGRADED
from .odm.method import Scored
from .pooling import Scorer, Wave, differs, moment

WINDOW = timedelta(weeks=4)
SHOWN = 26  # half a year of weeks


def trend(
    waves: Sequence[Wave], marks: Sequence[Mark] = (), scorer: Scorer | None = None, *, this: str = ""
) -> dict[str, Any]:
    """The trend over waves of one company and environment, the oldest first, as JSON values; the last 26 of them.

    points: each wave with its score, and under "window" that of four weeks up to it; "break" says what was changed
    since the one before (method, terms, scripts), null for nothing. marks: what somebody noted, with what it brought.
    this: the wave that the page is about.
    """
    scorer = scorer or Scorer()
    waves = [wave for wave in waves if wave.over or wave.name == this]
    shown = waves[-SHOWN:]
    points = []
    for n, wave in enumerate(shown):
        before = shown[n - 1] if n else None
        points.append(
            {
                "wave": wave.name,
                "began": wave.began,
                "page": wave.page,
                "this": wave.name == this,
                "open": not wave.over,
                "visits": wave.visits,
                "break": (differs(before, wave) or None) if before is not None else None,
                "why": wave.why,
                **_point(wave, waves, scorer),
            }
        )
    return {"points": points, "marks": [effect(mark, waves, scorer) for mark in sorted(marks, key=lambda m: m.at)]}


def _point(wave: Wave, waves: Sequence[Wave], scorer: Scorer) -> dict[str, Any]:
    if wave.table is None:
        return {"score": None, "lo": None, "hi": None, "grade": None, "window": None}
    mine = scorer([wave])
    window = _window(wave, waves)
    return {
        **_degree(mine),
        "grade": mine.overall.grade,
        "window": {
            "waves": len(window),
            "visits": sum(one.visits for one in window),
            **_scores(scorer(window)),
        },
    }


def _window(wave: Wave, waves: Sequence[Wave]) -> list[Wave]:
    """The waves of its kind in the four weeks up to this one, and this one."""
    end = moment(wave.began)
    earlier = waves[: next(n for n, one in enumerate(waves) if one.name == wave.name)]
    found: list[Wave] = []
    for one in reversed(earlier):
        if differs(one, wave) or end - moment(one.began) >= WINDOW:
            break  # what lies before a break is another line
        found.append(one)
    return [*reversed(found), wave]


def _degree(scored: Scored) -> dict[str, Any]:
    """None where too little was measured for a letter: such a number rests on other criteria than its neighbours."""
    overall = scored.overall
    told = overall.grade != UNGRADED
    return {key: value if told else None for key, value in (
        ("score", overall.score), ("lo", overall.lo), ("hi", overall.hi),
    )}  # fmt: skip


def _scores(scored: Scored) -> dict[str, Any]:
    return {
        **_degree(scored),
        "categories": {
            name: {"score": value.score, "lo": value.lo, "hi": value.hi}
            for name, value in scored.categories.items()
            if value is not None
        },
    }
