"""What a returned mail says of its reason, beyond its words for people."""

from __future__ import annotations

import re
from typing import Any

from shopper.reading.bounces import read_bounce

from .message import Mail

_LOOKED_AT = 200_000  # bytes; the report stands in front of what it returns
_DIAGNOSTIC = re.compile(rb"^diagnostic-code:[ \t]*([^\r\n]{0,1000}(?:\r?\n[ \t]+[^\r\n]{0,1000}){0,8})", re.I | re.M)
_TOLD = 300  # characters of what a server said


def reasons(mail: Mail, raw: bytes, account: str) -> dict[str, Any]:
    """For the journal: "status", "reason", and "diagnostic" of the machine-readable part (RFC 3464 §2.3.6).

    "ours": what to do, where the mail came back for what is wrong with our own account (its mail taken for spam, its
    limits), which says nothing about the company. account: how that account is called in a sentence."""
    diagnostic = _DIAGNOSTIC.search(raw[:_LOOKED_AT])
    said = " ".join(diagnostic[1].decode("utf-8", "replace").split()) if diagnostic else ""
    bounce = read_bounce(f"{said}\n{mail.text}", str(mail.data.get("status", "")))
    data: dict[str, Any] = {"status": bounce.status, "reason": bounce.why.value}
    if said:
        data["diagnostic"] = said[:_TOLD]
    if bounce.ours:
        words = (said or " ".join(mail.text.split()))[:_TOLD]
        data["ours"] = (
            f"What {account} wrote came back for a reason of ours, not of the company: {bounce.words} (“{words}”). "
            "Look into that account, or shop with another one."
        )
    return data
