"""What turns a build red: assertions on a whole wave, in config/rubric.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from .block import Block

FINDINGS, ANSWERED, IN_TIME = "findings", "answered", "in_time"
DEGREE, GRADE, DEAD = "degree", "grade", "dead_channel"
SHARES = (ANSWERED, IN_TIME)
CRITERIA = ("reach", "saturation", "history", "switches", "seamless", "consistency", "simultaneous")
SCORES = (DEGREE, *CRITERIA)
FIGURES = (FINDINGS, *SHARES, *SCORES, GRADE, DEAD)
SEPARATOR = "/"
_PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")


def figure_of(name: str) -> str:
    """Which figure a limit is for: “in_time” of “in_time/chat/price”."""
    return name.partition(SEPARATOR)[0]


def scope_of(name: str) -> tuple[str, str]:
    """For which channels and services, as patterns: (“chat”, “*”) of “in_time/chat”."""
    _, channel, service, *_ = [*name.split(SEPARATOR, 2), "", ""]
    return channel or "*", service or "*"


def _share(value: object) -> Any:
    match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if match is None and isinstance(value, int | float) and not isinstance(value, bool) and value > 1:
        return value / 100  # 65 of 100
    return float(match[1]) / 100 if match else value


Share = Annotated[
    float,
    BeforeValidator(_share),
    Field(ge=0, le=1),
    WithJsonSchema(
        {
            "description": "A share: 90%, or 0.9; of a score also its points, 65.",
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100},
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
        {"type": "string", "pattern": r"^(off|[A-E]|\d+(\.\d+)?\s*%)$"},
        block,
    ]


class Assertion(Block):
    """A limit for one figure of a wave; without max, min and letter it asserts nothing.

    max: so many findings at most. min: such a share, or so many points, at least. letter: this letter or a better one.
    channels, services: counted in these only. level: error turns the build red, warn only tells, off does neither.
    judge: how sure one must be. sure: it is broken where the whole interval lies on the wrong side; point: where the
    value does; strict: where any of the interval does. min_n: from so many conversations on it is judged at all.
    """

    max: Annotated[int, Field(ge=0)] | None = None
    min: Share | None = None
    letter: Literal["A", "B", "C", "D", "E"] | None = None
    channels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    level: Literal["off", "warn", "error"] = "error"
    judge: Literal["sure", "point", "strict"] = "sure"
    min_n: Annotated[int, Field(ge=1)] = 1

    model_config = ConfigDict(json_schema_extra=_in_short)

    @model_validator(mode="before")
    @classmethod
    def _a_figure_alone(cls, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int | float | str):
            return data
        if data == "off":
            return {}
        return {"max": data} if isinstance(data, int) else {"min": data}


def in_full(assertions: Any) -> Any:
    """The limits of a file with those that are one value alone written out as their figures want them: `degree: 65` is
    a least, `slow: 3` a most, `grade: C` a letter."""
    if not isinstance(assertions, dict):
        return assertions
    return {name: _in_full(name, value) for name, value in assertions.items()}


def _in_full(name: Any, value: Any) -> Any:
    figure = figure_of(name) if isinstance(name, str) else ""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if figure == GRADE and isinstance(value, str) and value != "off":
        return {"letter": value.strip().upper()}
    if number and (figure == DEGREE or (figure in CRITERIA and value > 0)):
        return {"min": value}
    return value


def mistake_in(name: str, assertion: Assertion) -> str:
    """What is wrong with a limit for this figure; "" for nothing. A criterion may also be a judge's id: max is then of
    its findings, min of the score."""
    figure = figure_of(name)
    if name.count(SEPARATOR) > 2:
        return "write it as figure/channel/service."
    if figure == GRADE:
        if assertion.max is not None or assertion.min is not None:
            return "this figure is a letter; write the least that will do, such as grade: C."
        return "" if SEPARATOR not in name and not assertion.channels and not assertion.services else (
            "there is one letter for the whole wave, and none for a channel or a service."
        )  # fmt: skip
    if assertion.letter is not None:
        return "only grade is a letter."
    if figure in (*SHARES, DEGREE) and assertion.max is not None:
        return "this figure is a share of the conversations; write the least that will do, such as 90%."
    if figure not in (*SHARES, *SCORES) and assertion.min is not None:
        return "this figure is a number of findings; write the most that will do, such as 0."
    return ""
