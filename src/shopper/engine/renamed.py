"""What older journals call by another name: a fact that an answer lacks was once noted under “accuracy”, which now
means that what was stated is wrong. Nobody is to be blamed for that because a program was upgraded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LACKING = ({"fact", "kind"}, {"text"}, {"fact", "kind", "values"})


def judge_of(note: Mapping[str, Any]) -> str:
    """The judge of a NOTE's body by the name that it has now."""
    judge = str(note["judge"])
    return "incomplete" if judge == "accuracy" and set(note.get("data", {})) in _LACKING else judge


def args_of(body: Mapping[str, Any]) -> Any:
    """An operation's arguments, as they would be journalled now."""
    args = body.get("args", {})
    return {**args, "judge": judge_of(body)} if body.get("name") == "note" else args
