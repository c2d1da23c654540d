"""The pages and the scorecard of the sample week that somebody has looked at, as `make golden` writes them anew.

What is kept of a page is what it says: the style sheet, and its digest in the page's policy, stand in it as marks, so
that a change of style is not a change of four pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shopper.programme.loading import load_stock

from . import samples

FOLDER = Path(__file__).parent / "golden"
LANGUAGES = ("en", "uk", "ru", "pl")
_STYLE = re.compile("<style>.*?</style>", re.DOTALL)
_DIGEST = re.compile("sha256-[A-Za-z0-9+/]{43}=")


def marked(html: str) -> str:
    """A page with marks in place of its style sheet and of the digest of that."""
    return _DIGEST.sub("sha256-…", _STYLE.sub("<style>…</style>", html))


def page_of(language: str) -> Path:
    return FOLDER / ("scorecard.html" if language == "en" else f"scorecard.{language}.html")


def looked_at(language: str) -> str:
    """The page in a language as it was looked at."""
    return page_of(language).read_text(encoding="utf-8")


def made(card: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every file with what stands in it now."""
    page = load_stock("reports.page")
    yield FOLDER / "scorecard.json", json.dumps(card, ensure_ascii=False, indent=1) + "\n"
    for language in LANGUAGES:
        yield page_of(language), marked(page.render({**card, "language": language}))


def write() -> list[Path]:
    """Write anew those that differ, and say which: look at the pages, and at the difference, before it is committed."""
    changed = []
    for path, text in made(samples.sample_scorecard()):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for path in write():
        print(f"{path.relative_to(FOLDER.parents[1])} is another one now: look at what changed.")
