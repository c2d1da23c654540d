"""What turns a build red: assertions on a whole wave, in config/rubric.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from .block import Block

FINDINGS, ANSWERED, IN_TIME = "findings", "answered", "in_time"
SHARES = (ANSWERED, IN_TIME)
_PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")


def _share(value: object) -> Any:
    match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    return float(match[1]) / 100 if match else value


Share = Annotated[
    float,
    BeforeValidator(_share),
    Field(ge=0, le=1),
    WithJsonSchema(
        {
            "description": "A share: 90%, or 0.9.",
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": r"^\d+(\.\d+)?\s*%$"},
            ],
        }
    ),
]


def _in_short(schema: dict[str, Any]) -> None:
    """In the schema for editors: one figure, or off, may stand for the block."""
    block = dict(schema)
    schema.clear()
    schema["anyOf"] = [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^(off|\d+(\.\d+)?\s*%)$"},
        block,
    ]


class Assertion(Block):
    """A limit for one figure of a wave; with neither max nor min it asserts nothing.

    max: so many findings at most. min: such a share of the conversations at least. channels: counted in these only.
    """

    max: Annotated[int, Field(ge=0)] | None = None
    min: Share | None = None
    channels: tuple[str, ...] = ()

    model_config = ConfigDict(json_schema_extra=_in_short)

    @model_validator(mode="before")
    @classmethod
    def _a_figure_alone(cls, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int | float | str):
            return data
        if data == "off":
            return {}
        return {"max": data} if isinstance(data, int) else {"min": data}


def mistake_in(name: str, assertion: Assertion) -> str:
    """What is wrong with a limit for this figure; "" for nothing."""
    if name in SHARES and assertion.max is not None:
        return "this figure is a share of the conversations; write the least that will do, such as 90%."
    if name not in SHARES and assertion.min is not None:
        return "this figure is a number of findings; write the most that will do, such as 0."
    return ""
