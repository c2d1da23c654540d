"""The scorecard as one self-contained HTML page: no request to anywhere, no script, fit for paper and for the dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _scales
from ._html import GLYPHS, STOCK_TEMPLATES, environment_of, policy, style_of
from ._words import Words

META = {"id": "page", "file": "scorecard.html", "media_type": "text/html"}


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The page of one scorecard, in the scorecard's language, the same to the byte for the same scorecard.

    template_dirs: folders whose templates go before ours, an owner's first; they can extend "stock/page.html.j2".
    """
    environment = environment_of(template_dirs, Words(scorecard.get("language", "en")))
    style = style_of(environment, "page.css")
    scale = _scales.scale_of(scorecard["channels"])
    template = environment.get_template("page.html.j2")
    return template.render(
        card=_with_sums(scorecard),
        degree=scorecard.get("degree"),
        style=style,
        csp=policy(style),
        scale=scale,
        never=_scales.NEVER,
        width=_scales.WIDTH,
    )


def _with_sums(scorecard: Mapping[str, Any]) -> dict[str, Any]:
    """The scorecard with its findings counted by kind, and the first of each kind marked as a target of links."""
    kinds = Counter(f["judge"] for f in scorecard["findings"])
    seen: set[str] = set()
    findings = []
    for finding in scorecard["findings"]:
        findings.append({**finding, "first": finding["judge"] not in seen})
        seen.add(finding["judge"])
    return {**scorecard, "findings": findings, "sums": list(kinds.items())}


__all__ = ["GLYPHS", "META", "STOCK_TEMPLATES", "render"]
