"""References to the running sandbox company: sandbox:site, sandbox:smtp, sandbox:imap, sandbox:telegram_port,
sandbox:telegram_key, sandbox:sip_port, sandbox:callback_page, sandbox:callback_order, also sandbox:site/path.

They stand for what is known only once it runs: ports and the address of its site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..errors import did_you_mean
from .secrets import SANDBOX_PASSWORD
from .yaml_reader import Document, Path_

# Used where no sandbox runs, as in a check of the config: addresses where nobody answers.
PLACEHOLDERS: Mapping[str, Any] = {
    "site": "http://127.0.0.1:1", "smtp": 1, "imap": 1, "telegram_port": 1, "telegram_key": "",
    "sip_port": 1, "callback_page": "http://127.0.0.1:1/callback", "callback_order": "http://127.0.0.1:1/callback",
}  # fmt: skip
_FORM = re.compile(r"sandbox:([A-Za-z_]*)(/.*)?")


def fill_in(document: Document, references: Mapping[str, Any], *, allowed: bool) -> Any:
    """The document's value with every reference replaced; each one that is not allowed or not known is a mistake."""

    def filled(value: Any, path: Path_) -> Any:
        if isinstance(value, dict):
            return {key: filled(child, (*path, key)) for key, child in value.items()}
        if isinstance(value, list):
            return [filled(child, (*path, n)) for n, child in enumerate(value)]
        if isinstance(value, str) and value.startswith("sandbox:"):
            return _meaning(document, references, value, path, allowed=allowed)
        return value

    return filled(document.value, ())


def _meaning(document: Document, references: Mapping[str, Any], value: str, path: Path_, *, allowed: bool) -> Any:
    match = _FORM.fullmatch(value)
    name = match[1] if match else value.removeprefix("sandbox:")
    if not allowed:
        own = "Write env:NAME." if value == SANDBOX_PASSWORD else "Write your own."
        document.blame(path, f"“{value}” belongs to the sandbox company only.", own)
        return PLACEHOLDERS.get(name, value)  # so that nothing else is found wrong with it
    if value == SANDBOX_PASSWORD:
        return value
    if match is None or name not in references:
        document.blame(path, f"the sandbox company has no “{name}”.", did_you_mean(name, [*references, "password"]))
        return value
    meaning, rest = references[name], match[2] or ""
    if rest and not isinstance(meaning, str):
        document.blame(path, f"sandbox:{name} is a number; “{rest}” cannot follow it.")
        return meaning
    return meaning.rstrip("/") + rest if rest else meaning
