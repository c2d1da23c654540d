"""The script that reads a chat inside its page, put together from the files in page/.

Each file holds one idea as plain declarations; they share one scope, so that nothing of them is seen by the page but
`window.__shopper`. It is injected into every frame before the frame's own scripts.
"""

from __future__ import annotations

import json
from pathlib import Path

from shopper.settings.chat_hints import ChatHints

from .hints import for_page, told

_PAGE = Path(__file__).parent / "page"
# It watches the document and every open shadow root, finds the list of messages by what appears after our own message
# (before that, by the message box's surroundings), and reports each new or changed message with the page's own clock.
# It knows no widget: only roles, paint, geometry, and what changed. Nothing is polled; frames of animation are awaited
# only while something with text is still invisible.
_EYES = (
    "state",
    "tree",
    "sight",
    "things",
    "chips",
    "typing",
    "rows",
    "list",
    "own",
    "matching",
    "keeping",
    "telling",
    "asides",
    "watching",
    "asking",
    "hints",
)
_HANDS = ("words", "surroundings", "launching", "veils", "finding", "pressing", "fields", "forms", "looking")


def page_script(own: ChatHints | None = None) -> str:
    """The whole of it. own: the channel's own hints."""
    return "\n".join(
        (
            _scope(
                "const here = window.__shopper;\nif (here && here.document === document) return;\n"
                f"const HINTS = {for_page()};",
                _EYES,
            ),
            _scope("const eyes = window.__shopper;\nif (!eyes || eyes.survey) return;", _HANDS),
            f"window.__shopper?.setHints({json.dumps(told(own))});" if own is not None else "",
        )
    )


def _scope(beginning: str, parts: tuple[str, ...]) -> str:
    body = "\n".join((_PAGE / f"{name}.js").read_text("utf-8") for name in parts)
    return f'(() => {{\n"use strict";\n{beginning}\n{body}\n}})();'
