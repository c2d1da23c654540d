"""The list of all waves as a page, and the page that leads to the newest: for one folder that is opened or served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ._html import environment_of, policy, style_of
from ._words import Words

META = {"id": "all_waves", "file": "index.html", "media_type": "text/html", "needs": "all_waves"}


def render(listed: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The list. listed: {company, language, waves: [{wave, began, open, headline, counts, page}]}, the newest first."""
    return _page("all_waves.html.j2", listed, template_dirs, newest=None)


def latest(listed: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The page that leads to the newest wave's; listed["newest"]: that wave, None where no page is there."""
    return _page("latest.html.j2", listed, template_dirs, newest=listed["newest"])


def _page(template: str, listed: Mapping[str, Any], template_dirs: Sequence[Path], **more: Any) -> str:
    environment = environment_of(template_dirs, Words(listed.get("language", "en")))
    environment.filters["href"] = _href
    style = style_of(environment, "page.css", "trend.css", "all_waves.css")
    return environment.get_template(template).render(listed=listed, style=style, csp=policy(style), **more)


def _href(path: str) -> str:
    """A path relative to this folder, whatever the wave is called."""
    return "./" + quote(path)
