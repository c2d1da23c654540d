"""Several companies side by side as one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ._html import environment_of, policy, style_of
from ._words import Words

META = {"id": "companies", "file": "companies.html", "media_type": "text/html", "needs": "companies"}
_WAYS = {"hotline": "phone"}


def render(found: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The page. found: as shopper.scoring.companies.side_by_side gives it, with the language."""
    words = Words(found.get("language", "en"))
    environment = environment_of(template_dirs, words)
    style = style_of(environment, "page.css", "companies.css")

    def kind(name: str) -> str:
        key = f"way_{_WAYS.get(name, name)}"
        return words.plain(key) if key in words else name.replace("_", " ").capitalize()

    environment.filters["kind"] = kind
    return environment.get_template("companies.html.j2").render(found=found, style=style, csp=policy(style))
