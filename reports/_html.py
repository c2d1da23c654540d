"""What every page of ours is made with: templates, the owner's before ours, in one language, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from shopper.scoring.odm.grades import shown, shown_up

from . import _scales, _trend
from ._wording import Wording, visible
from ._words import Words

STOCK_TEMPLATES = Path(__file__).parent / "templates"
GLYPHS = {
    "solved": "●",
    "solved_after_switch": "◐",
    "deflected": "↷",
    "unsolved": "△",
    "no_answer": "✕",
    "unmeasured": "?",
    "not_tried": "·",
    "not_applicable": "–",
}


def style_of(environment: Environment, *files: str) -> Markup:
    """The style sheets as one: our own files or the owner's, never foreign text."""
    return Markup("\n".join(environment.get_template(file).render().strip() for file in files))


def policy(style: Markup) -> str:
    """What such a page may do: be styled by this style, show pictures that are inside it, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def environment_of(template_dirs: Sequence[Path], words: Words) -> Environment:
    """template_dirs: folders whose templates go before ours; theirs can extend "stock/page.html.j2"."""
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
        floored=shown,
        ceiled=shown_up,
        mood=_scales.MOODS.__getitem__,
        percent=words.percent,
        stated=lambda value: visible(wording.stated(value)),
        channel_state=lambda state: words(f"channel_{state}"),
        oclock=wording.oclock,
        weekday=wording.weekday,
    )
    environment.filters["signed"] = lambda share, towards="": words.signed(_trend.signed(share, towards))
    environment.globals.update(trend_chart=_trend.chart, trend_spark=_trend.spark)
    environment.globals.update(t=words, span=wording.span, dots=_scales.dots, bar=_scales.bar, states=GLYPHS)
    return environment
