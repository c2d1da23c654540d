"""What belongs to one need in config/services.yaml: its right answers, what settles it, where staff may send one."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from .block import Block
from .values import Language

FactKind = Literal["money", "duration", "date", "hours", "percent", "number", "yes_no", "text"]
_LIKE: dict[str, str] = {
    "money": "a sum of money; write it like 1 299 UAH",
    "duration": "a duration; write it like 2-3 days",
    "date": "a date; write it like 24 August",
    "hours": "opening hours; write them like 9:00-20:00",
    "percent": "a share; write it like 15%",
    "number": "a number; write it like 14",
    "yes_no": "a yes or no; write yes or no",
}


def or_first(schema: dict[str, Any]) -> None:
    """In the schema for editors: the block may be written as its first value alone."""
    block = dict(schema)
    first = next(iter(block["properties"].values()))
    schema.clear()
    schema["anyOf"] = [{key: value for key, value in first.items() if key not in ("title", "default")}, block]


def _right_in_short(schema: dict[str, Any]) -> None:
    """In the schema for editors: one answer for everybody (or several, each of them right), or such for each thing that
    is asked for."""
    one: list[dict[str, Any]] = [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]
    some = [*one, {"type": "array", "items": {"anyOf": one}, "minItems": 1}]
    schema.clear()
    schema["anyOf"] = [*some, {"type": "object", "additionalProperties": {"anyOf": some}}]


class ServiceFact(Block):
    """One thing that a right answer states. kind: what sort of value it is; names: what sentences call it, by language,
    in the forms that stand in them.

    right: the right answers as staff would write them, by what is asked for ({Aurora: 1 299 UAH}); "" where they are
    the same for everybody. critical: a contradiction in it caps the letter; None: where it is money.
    """

    kind: FactKind = "text"
    names: dict[Language, tuple[str, ...]] = {}
    right: dict[str, tuple[str, ...]] = Field(default={}, json_schema_extra=_right_in_short)
    critical: bool | None = None

    model_config = ConfigDict(json_schema_extra=or_first)

    @model_validator(mode="before")
    @classmethod
    def _a_kind_alone(cls, data: Any) -> Any:
        return {"kind": data} if isinstance(data, str) else data

    @field_validator("right", mode="before")
    @classmethod
    def _one_for_all(cls, value: Any) -> Any:
        given = value if isinstance(value, dict) else {"": value}
        return {
            str(name): tuple(map(_written, answer)) if isinstance(answer, list | tuple) else (_written(answer),)
            for name, answer in given.items()
        }

    @field_validator("right")
    @classmethod
    def _can_be_read(cls, right: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
        from ..reading.facts import stated  # only where an answer is written down

        kind = info.data.get("kind", "text")
        for answer in (answer for answers in right.values() for answer in answers):
            if not answer.strip() or (kind != "text" and not stated(answer, kind)):
                what = _LIKE.get(kind, "an answer; write the words that a right one holds")
                raise ValueError(f"“{answer}” is no {what.removeprefix('a ').removeprefix('an ')}")
        return right

    def is_critical(self) -> bool:
        """Whether a contradiction in it caps the letter."""
        return self.kind == "money" if self.critical is None else self.critical


def _written(answer: Any) -> Any:
    """YAML makes true of yes and 14 of 14."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer) if isinstance(answer, int | float) else answer


class DoneWhen(Block):
    """What settles a need beside its facts; each of the three is enough.

    states: all of these facts are told. asks: staff ask for one of these. says: one of these words stands in an answer.
    """

    states: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    says: dict[Language, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _something(self) -> DoneWhen:
        if not (self.states or self.asks or any(self.says.values())):
            raise ValueError("nothing would ever settle it; write states:, asks: or says:")
        if any(not words.strip() for phrases in self.says.values() for words in phrases):
            raise ValueError("empty words stand in every answer; leave them out")
        return self


class AllowedHandover(Block):
    """Sending a customer on for a good reason: a switch, and no fault as long as somebody answers there.

    to: channels by id or kind. sent_from: from these only, by id; from anywhere if left out. because: the reason.
    """

    to: tuple[str, ...] = Field(min_length=1)
    sent_from: tuple[str, ...] = Field(default=(), alias="from")
    because: str = Field(min_length=1)

    model_config = ConfigDict(populate_by_name=True)
