"""What an answer of the model must be; anything else is no answer. Its schema is answer.schema.json."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

LONGEST_REASON = 300  # characters
_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


class NoAnswer(ValueError):
    """What came back is not what was asked for."""


class Answer(BaseModel):
    """One opinion on one finding."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    opinion: Literal["agrees", "doubts", "cannot_tell"]
    reason: str = Field(max_length=2000)


def schema_text() -> str:
    """answer.schema.json as it stands in the package."""
    return (files(__package__) / "answer.schema.json").read_text(encoding="utf-8")


def read_answer(text: str) -> Answer:
    """The answer in a model's words, its reason made harmless: one line, nothing invisible. Raises NoAnswer."""
    fenced = _FENCED.match(text)
    try:
        answer = Answer.model_validate_json(fenced[1] if fenced else text)
    except (ValidationError, ValueError, RecursionError) as error:
        raise NoAnswer("it is not the JSON object that was asked for") from error
    return Answer(opinion=answer.opinion, reason=_one_line(answer.reason))


def _one_line(text: str) -> str:
    # Other, in Unicode's terms: controls, marks that turn the writing direction, surrogates, what is not assigned.
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    line = " ".join("".join(c for c in seen if not unicodedata.category(c).startswith("C")).split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1].rstrip() + "…"


def schema() -> dict[str, Any]:
    """The schema that is sent with every question."""
    import json

    read: dict[str, Any] = json.loads(schema_text())
    return read
