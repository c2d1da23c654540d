"""What the company's staff do with calls that come over the provider: the block `calls:` of their script."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...settings.durations import parse_duration
from ...settings.phone_rest import phone_number
from .sounds import Sound

T = TypeVar("T")


class CallDesk(BaseModel):
    """A number of the company's. calls_back: who orders a call is called from here, so long after it. rings: until it
    is answered. plays: what is heard then. hangs_up: whether the company ends the call after that; else it stays on the
    line, silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    calls_back: Annotated[float, BeforeValidator(parse_duration), Field(ge=0)] | None = None
    rings: Annotated[float, BeforeValidator(parse_duration), Field(ge=0)] = 1.0
    outcome: Literal["answers", "busy", "no-answer", "failed"] = "answers"
    plays: tuple[Sound, ...] = ()
    hangs_up: bool = True


def by_number(desks: dict[str, T]) -> dict[str, T]:
    """The same, by numbers in the form in which the provider writes them. Raises ValueError."""
    found: dict[str, T] = {}
    for written, desk in desks.items():
        if (number := phone_number(written)) is None:
            raise ValueError(f"{written} is no phone number; write it like +380 44 123 45 67")
        found[number] = desk
    return found
