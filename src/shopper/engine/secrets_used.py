"""The secrets that a programme's config refers to, as far as they can be had here: to look for them where none may
be."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from ..errors import OurFault
from ..settings.models import Settings
from ..settings.secrets import SANDBOX_PASSWORD, resolve

_REFERENCE = re.compile(r"(env:[A-Za-z_]\w*|keyring:[^/]+/.+)")
_SHORTEST = 5  # shorter ones stand in any file by chance


@dataclass(frozen=True, slots=True)
class Secret:
    """what: its name for people, never itself. forms: how it may stand in a file."""

    what: str
    forms: tuple[bytes, ...]


def secrets_of(settings: Settings, root: Path) -> list[Secret]:
    """Every secret of the config that is set on this machine, and what a saved login holds."""
    found = {}
    for reference in sorted(set(_references(settings))):
        try:
            value = resolve(reference, "")
        except OurFault:
            continue  # not set here: it cannot have been used here
        if len(value) >= _SHORTEST:
            found[reference] = Secret(f"the secret {reference}", _forms(value))
    for channel in settings.company.channels.values():
        login = channel.access.login if channel.access is not None else ""
        for n, value in enumerate(_values_of_login(root / login) if login else ()):
            found[f"{login}#{n}"] = Secret(f"a cookie or token of {login}", _forms(value))
    return list(found.values())


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _references(getattr(value, name, None))
    elif isinstance(value, dict):
        for child in value.values():
            yield from _references(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from _references(child)
    elif isinstance(value, str) and value != SANDBOX_PASSWORD and _REFERENCE.fullmatch(value):
        yield value


def _forms(value: str) -> tuple[bytes, ...]:
    escaped = json.dumps(value)[1:-1]
    plain = {value, escaped, quote(value, safe=""), json.dumps(value, ensure_ascii=False)[1:-1]}
    encoded = base64.b64encode(value.encode()).rstrip(b"=")
    return tuple(sorted({form.encode() for form in plain} | {encoded, value.encode("utf-16-le")}))


def _values_of_login(path: Path) -> list[str]:
    """The values of the cookies and of the storage in a login that the browser saved."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        cookies = [cookie["value"] for cookie in saved.get("cookies", ())]
        stored = [item["value"] for origin in saved.get("origins", ()) for item in origin.get("localStorage", ())]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return []
    return [value for value in map(str, (*cookies, *stored)) if len(value) >= 16]
