"""A calendar invitation (RFC 5545) as the words a person sees of it."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_FIELD = re.compile(r"^(SUMMARY|DESCRIPTION|LOCATION)(?:;[^:\r\n]{0,500})?:(.{0,20000})$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([nN,;\\])")


def text_of_invitation(ics: str) -> str:
    """What it is about, its description and its place, each on lines of its own."""
    told: dict[str, str] = {}
    for name, value in _FIELD.findall(_FOLD.sub("", ics.replace("\r\n", "\n"))):
        told.setdefault(name, _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value).strip())
    return "\n".join(told[name] for name in ("SUMMARY", "DESCRIPTION", "LOCATION") if told.get(name))
