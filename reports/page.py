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

from . import _scales
from ._wording import Wording, visible
from ._words import Words

META = {"id": "page", "file": "scorecard.html", "media_type": "text/html"}
STOCK_TEMPLATES = Path(__file__).parent / "templates"
GLYPHS = {
    "solved": "●",
    "solved_after_switch": "◐",
    "deflected": "↷",
    "unsolved": "△",
    "no_answer": "✕",
    "unmeasured": "?",
    "not_tried": "·",
}


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The page of one scorecard, in the scorecard's language, the same to the byte for the same scorecard.

    template_dirs: folders whose templates go before ours, an owner's first; they can extend "stock/page.html.j2".
    """
    environment = _environment(template_dirs, Words(scorecard.get("language", "en")))
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


def _environment(template_dirs: Sequence[Path], words: Words) -> Environment:
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
    wording = Wording(words)
    environment.filters.update(
        short=wording.short,
        tick=wording.tick,
        number=words.number,
        visible=visible,
        minute=wording.minute,
        clock=wording.clock,
        judge=words.judge,
        glyph=GLYPHS.__getitem__,
        state=lambda state: words(f"state_{state}"),
        channel_state=lambda state: words(f"channel_{state}"),
    )
    environment.globals.update(t=words, span=wording.span, dots=_scales.dots, bar=_scales.bar, states=GLYPHS)
    return environment
