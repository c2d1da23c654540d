"""What customers ask: the wordings of a service with the persona's facts filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .models import Service

_BRACES = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def facts_told(wording: str) -> tuple[str, ...]:
    """The facts a wording tells: ("order_number",) for “Where is my order {order_number}?”.

    Raises ValueError for braces that name no fact.
    """
    names = tuple(_BRACES.findall(wording))
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{{{name}}} is not the name of a fact; write it like {{order_number}}")
    if "{" in _BRACES.sub("", wording) or "}" in _BRACES.sub("", wording):
        raise ValueError("a brace stands alone; facts are written like {order_number}")
    return names


def fill(wording: str, facts: Mapping[str, str]) -> str:
    """The wording with its facts filled in. Raises KeyError with the name of a fact that is not there."""
    return _BRACES.sub(lambda match: facts[match[1]], wording)


def questions(service: Service, language: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    """All wordings of the service in this language that these facts can fill, filled, in the order of the config."""
    known = {str(code): wordings for code, wordings in service.question.items()}
    return tuple(fill(w, facts) for w in known.get(language, ()) if all(name in facts for name in facts_told(w)))
