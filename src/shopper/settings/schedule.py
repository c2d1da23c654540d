"""config/schedule.yaml: which waves are shopped when, by `shopper serve`."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from .block import Block
from .recurrence import Recurrence, parse_at, parse_cron
from .values import Language, Seconds

_NAME = re.compile(r"[^\W_][\w-]*")

At = Annotated[
    Recurrence,
    BeforeValidator(parse_at),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "description": "Days and times: mon 9:00; mon-fri 9:00, 14:00; daily 10:00; 2026-12-01 9:00; or a list.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }
    ),
]
Cron = Annotated[
    Recurrence,
    BeforeValidator(parse_cron),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": "minute hour day-of-month month day-of-week, as crontab has it."}),
]


def _or_number(schema: dict[str, Any]) -> None:
    """In the schema for editors: the block may be written as a number alone."""
    block = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "integer", "minimum": 1}, block]


class Spread(Block):
    """Visits spread at random over the week, instead of all at one time.

    visits: about so many for each channel. outside: which share of them is made while the channel is closed.
    seed: the same number gives the same plan again; another one another plan.
    """

    visits: Annotated[int, Field(ge=1)] = 8
    outside: Annotated[float, Field(ge=0, le=1)] = 0.15
    seed: int = 0

    model_config = ConfigDict(json_schema_extra=_or_number)

    @model_validator(mode="before")
    @classmethod
    def _a_number_alone(cls, data: Any) -> Any:
        return {"visits": data} if isinstance(data, int | str) and not isinstance(data, bool) else data


class ScheduledWave(Block):
    """A wave that comes again. It has one of at, cron and spread.

    on_holidays: whether it is begun on the company's holidays. only, tags, language, scenarios: which scenarios it
    plays: as -k, -m and --lang choose them, and by their files or folders below scenarios/; all without any.
    """

    at: At | None = None
    cron: Cron | None = None
    spread: Spread | None = None
    on_holidays: Literal["skip", "play"] = "skip"
    only: str = ""
    tags: str = ""
    language: Language | Literal[""] = ""
    scenarios: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> ScheduledWave:
        ways = [name for name in ("at", "cron", "spread") if getattr(self, name) is not None]
        if not ways:
            raise ValueError("say when: at: mon 9:00, or cron: 0 9 * * mon, or spread: 8 (visits a week, at random)")
        if len(ways) > 1:
            raise ValueError(f"{' and '.join(ways)} cannot stand together; make two waves of them")
        return self

    @property
    def recurrence(self) -> Recurrence | None:
        """When it is due; None for one that is spread over the week."""
        return self.at or self.cron


class Schedule(Block):
    """Which waves are shopped when.

    missed: what becomes of a wave whose time came while `shopper serve` was not running: `run` it at the next start,
    unless that is later than `grace`; or `skip` it. Either way no wave is played twice, and what was missed is shown.
    again: how often a wave that waits for replies is looked after.
    """

    missed: Literal["run", "skip"] = "run"
    grace: Seconds = 12 * 3600.0
    again: Annotated[Seconds, Field(ge=1)] = 900.0
    waves: dict[str, ScheduledWave] = {}

    @model_validator(mode="after")
    def _names_for_folders(self) -> Schedule:
        for name in self.waves:
            if not _NAME.fullmatch(name):
                raise ValueError(
                    f"“{name}” cannot name a wave: letters, digits and hyphens only, since folders have it"
                )
        return self
