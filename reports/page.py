"""The scorecard as one self-contained HTML page: no request to anywhere, no script, fit for paper and for the dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _curves, _lanes, _scales, _told
from ._html import GLYPHS, STOCK_TEMPLATES, environment_of, policy, style_of
from ._room import Room, room_of
from ._words import Words

META = {"id": "page", "file": "scorecard.html", "media_type": "text/html", "pictures": True}


def render(
    scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = (), *, pictures: Mapping[str, str] | None = None
) -> str:
    """The page of one scorecard, in the scorecard's language, the same to the byte for the same scorecard.

    template_dirs: folders whose templates go before ours, an owner's first; they can extend "stock/page.html.j2".
    pictures: sha256 -> data URI, of the evidence that is to stand inside the page; the rest is linked.
    """
    words = Words(scorecard.get("language", "en"))
    environment = environment_of(template_dirs, words)
    style = style_of(environment, "page.css", "trend.css")
    room = room_of(scorecard)
    return environment.get_template("page.html.j2").render(
        card=_shown(scorecard, room),
        degree=scorecard.get("degree"),
        told=room.told,
        as_rows=room.rows,
        untold=room.untold,
        listed=room.places,
        pictures=pictures or {},
        lane_of=_lane_of,
        drawn=_drawn(scorecard),
        style=style,
        csp=policy(style),
        scale=_scales.scale_of(scorecard["channels"]),
        never=_scales.NEVER,
        alarms=_told.alarms(scorecard, words),
        width=_scales.WIDTH,
    )


def _drawn(scorecard: Mapping[str, Any]) -> dict[str, Any] | None:
    """The waiting curves with the measures of their drawing."""
    curves = _curves.curves_of(scorecard)
    sides = {"left": _curves.LEFT, "right": _curves.RIGHT, "top": _curves.TOP, "bottom": _curves.BOTTOM}
    size = {"width": _curves.WIDTH, "height": _curves.HEIGHT, "y": _curves.y}
    return {**curves, **sides, **size} if curves is not None else None


def _lane_of(visit: Mapping[str, Any]) -> dict[str, Any] | None:
    lanes = _lanes.lanes(visit)
    sides = {"left": _lanes.LEFT, "right": _lanes.RIGHT, "width": _lanes.WIDTH, "lane_y": _lanes.lane_y}
    return {**lanes, **sides} if lanes is not None else None


def _shown(scorecard: Mapping[str, Any], room: Room) -> dict[str, Any]:
    """The scorecard with the findings that are shown, counted by kind, the first of each kind marked as a target."""
    kinds = Counter(f["judge"] for f in scorecard["findings"])
    seen: set[str] = set()
    findings = []
    for finding in room.findings:
        findings.append({**finding, "first": finding["judge"] not in seen})
        seen.add(finding["judge"])
    sums = [(kind, count, kind in seen) for kind, count in kinds.items()]
    return {**scorecard, "findings": findings, "more_findings": room.more, "sums": sums}


__all__ = ["GLYPHS", "META", "STOCK_TEMPLATES", "render"]
