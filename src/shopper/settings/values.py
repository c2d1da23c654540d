"""The kinds of values the config is made of: how each is read, refused, written back and described to an editor."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from ..hours import Hours, clock_text, parse_clock, parse_hours
from .durations import parse_duration
from .secrets import check_reference
from .zones import check_zone

DURATION_FORM = r"^\s*\d[^-+*/:;]*$"


_TEN_YEARS = 3653 * 86400.0


def _duration(value: object) -> float:
    try:
        seconds = parse_duration(value)
    except OverflowError:
        seconds = math.inf
    if math.isnan(seconds):
        raise ValueError("a duration is expected, such as 5 min")
    if seconds > _TEN_YEARS:
        raise ValueError("a duration of more than ten years; write it as 90 s, 5 min, 4 h or 2 days")
    return seconds


def _clock(value: object) -> str:
    return clock_text(parse_clock(value) % (24 * 60))


Language = Literal["en", "uk", "ru", "pl"]

Seconds = Annotated[
    float,
    BeforeValidator(_duration),
    Field(ge=0),
    WithJsonSchema(
        {
            "description": "A duration: 90 s, 5 min, 1 h 30 min, 2 days, or a number of seconds.",
            "anyOf": [{"type": "string", "pattern": DURATION_FORM}, {"type": "number", "minimum": 0}],
        }
    ),
]

PromisedHours = Annotated[
    Hours,
    BeforeValidator(parse_hours),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "description": "Promised hours: 24/7, or mon-fri 9:00-18:00, sat 10:00-15:00, or day by day.",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
            ],
        }
    ),
]

ClockTime = Annotated[
    str,
    BeforeValidator(_clock),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}([:.]\d{2})?$", "description": "A time of day: 22:00."}),
]

Zone = Annotated[
    str,
    AfterValidator(check_zone),
    WithJsonSchema({"type": "string", "description": "A time zone by its IANA name, such as Europe/Kyiv."}),
]

ZoneOrNone = Annotated[
    str,
    AfterValidator(lambda name: check_zone(name) if name else name),
    WithJsonSchema({"type": "string", "description": "A time zone by its IANA name; empty for the company's."}),
]

Secret = Annotated[
    str,
    AfterValidator(check_reference),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(env:[A-Za-z_][A-Za-z0-9_]*|keyring:[^/]+/.+|sandbox:password)$",
            "description": "Where the secret is: env:NAME (an environment variable) or keyring:service/user.",
        }
    ),
]

Port = Annotated[
    int,
    Field(ge=1, le=65535),
    WithJsonSchema(
        {
            "description": "A port number.",
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 65535},
                {"type": "string", "pattern": "^sandbox:[a-z_]+$"},
            ],
        }
    ),
]
