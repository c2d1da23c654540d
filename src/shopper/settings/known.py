"""config/known.yaml: findings that are known, each with the ticket under which they are mended and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field, field_validator, model_validator

from .block import Block
from .calendar import Day

# What finds something without being a judge: steps that say what an answer may cost, and must hold.
STEPS = ("effort", "incomplete")


class KnownFinding(Block):
    """One known finding: reported, and not red until its last day is over.

    scenario: the scenario's title. judge: what finds it, such as `slow`. channel, service: only there; anywhere when
    empty. until: its last day, in the company's zone. why: a word to the reader.
    """

    scenario: str = ""
    judge: str = Field(min_length=1)
    channel: str = ""
    service: str = ""
    ticket: str = Field(min_length=1)
    until: Day
    why: str = ""

    @field_validator("ticket", mode="before")
    @classmethod
    def _a_number_is_a_ticket(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _somewhere(self) -> KnownFinding:
        if not (self.scenario or self.channel or self.service):
            raise ValueError(
                f"this would excuse every “{self.judge}” there is; say where: scenario:, channel: or service:"
            )
        return self

    def covers(self, *, scenario: str, judge: str, channels: tuple[str, ...], service: str) -> bool:
        """Whether it is this finding. channels: where the scenario began, and where the finding was made."""
        return (
            judge == self.judge
            and self.scenario in ("", scenario)
            and self.channel in ("", *channels)
            and self.service in ("", service)
        )

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return today > self.until


class KnownFile(Block):
    """config/known.yaml."""

    known: tuple[KnownFinding, ...] = ()
