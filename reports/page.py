"""The scorecard as one self-contained HTML page: no request to anywhere, no script, fit for paper and for the dark."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from . import _scales, _wording

META = {"id": "page", "file": "scorecard.html", "media_type": "text/html"}
STOCK_TEMPLATES = Path(__file__).parent / "templates"
JUDGE_NAMES = {
    "dead_address": "Dead address",
    "silence": "Silence",
    "closed_loop": "Closed circle",
    "dead_end": "Dead end",
    "slow": "Slow answer",
    "repeat": "Asked again",
    "deflection": "Sent elsewhere",
}
STATES = {
    "solved": ("●", "solved"),
    "solved_after_switch": ("◐", "solved after a switch of channel"),
    "deflected": ("↷", "sent elsewhere"),
    "unsolved": ("△", "answered, not solved"),
    "no_answer": ("✕", "no answer"),
    "unmeasured": ("?", "not measured"),
    "not_tried": ("·", "not tried"),
}
CHANNEL_STATES = {
    "good": "All answered, in time",
    "slow": "All answered, not all in time",
    "partly": "Some got no answer",
    "silent": "Nobody got an answer",
    "unmeasured": "Not measured",
}


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The page of one scorecard, the same to the byte for the same scorecard.

    template_dirs: folders whose templates go before ours, an owner's first; they can extend "stock/page.html.j2".
    """
    environment = _environment(template_dirs)
    css = environment.get_template("page.css").render().strip()
    style = Markup(css)  # our own file or the owner's, never foreign text
    csp = (
        "default-src 'none'; "
        f"style-src 'sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    scale = _scales.scale_of(scorecard["channels"])
    template = environment.get_template("page.html.j2")
    return template.render(
        card=_with_sums(scorecard), style=style, csp=csp, scale=scale, never=_scales.NEVER, width=_scales.WIDTH
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


def _environment(template_dirs: Sequence[Path]) -> Environment:
    stock = FileSystemLoader(STOCK_TEMPLATES)
    owners = [FileSystemLoader(folder) for folder in template_dirs if Path(folder) != STOCK_TEMPLATES]
    environment = Environment(
        loader=ChoiceLoader([*owners, stock, PrefixLoader({"stock": stock})]),
        autoescape=lambda name: name is None or not name.endswith(".css"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        short=_wording.short,
        visible=_wording.visible,
        minute=_wording.minute,
        clock=_wording.clock,
        judge=lambda name: JUDGE_NAMES.get(name, name.replace("_", " ").capitalize()),
        glyph=lambda state: STATES[state][0],
        state=lambda state: STATES[state][1],
        channel_state=CHANNEL_STATES.__getitem__,
    )
    environment.globals.update(span=_wording.span, dots=_scales.dots, bar=_scales.bar, states=STATES)
    return environment
