"""config/calendar.yaml: the company's holidays, and dated exceptions with their reasons."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from .block import Block

_YEARLY = re.compile(r"(\d{1,2})-(\d{1,2})")
_YEARS = range(2000, 2101)


def _holiday(value: object) -> str:
    text = str(value).strip()
    match = _YEARLY.fullmatch(text)
    try:
        if match:
            date(2000, int(match[1]), int(match[2]))
            return f"{int(match[1]):02}-{int(match[2]):02}"
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(
            f"“{text}” is no day; write 12-25 for a holiday of every year (month-day), 2026-04-12 for one of one year"
        ) from None


def _date(value: object) -> Any:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"“{value}” is no date; write it like 2026-12-20") from None


Holiday = Annotated[
    str,
    BeforeValidator(_holiday),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(\d{4}-)?\d{1,2}-\d{1,2}$",
            "description": "12-25 (month-day, every year) or 2026-04-12.",
        }
    ),
]
Day = Annotated[
    date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A date: 2026-12-20."}),
]


class CalendarException(Block):
    """Days that are not like others, and why.

    start, end: the first and the last of them, in the company's zone. reason: as the page tells it ("strike", "sale").
    blackout: nothing is begun on these days. Without it visits are made, scored apart, and shown with the reason.
    """

    start: Day = Field(alias="from")
    end: Day | None = Field(alias="to", default=None)
    reason: str
    blackout: bool = False

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if end is not None and start is not None and end < start:
            raise ValueError(f"{end} is before {start}, where these days begin")
        return end

    @field_validator("reason")
    @classmethod
    def _some_reason(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("say why these days are not like others; the page shows it")
        return reason.strip()

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.end or self.start

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.start <= day <= self.last


class Calendar(Block):
    """Days on which the company is closed, and days that are not like others.

    holidays: on them no promised hours run (a channel that is promised 24/7 is open all the same), and waves are not
    begun unless the schedule says so.
    """

    holidays: tuple[Holiday, ...] = ()
    exceptions: tuple[CalendarException, ...] = ()

    def is_holiday(self, day: date) -> bool:
        """Whether the company is closed on this day."""
        return day.isoformat() in self.holidays or f"{day:%m-%d}" in self.holidays

    def closed_days(self) -> frozenset[date]:
        """Every holiday as a date, those of every year from 2000 to 2100."""
        days = set[date]()
        for text in self.holidays:
            if len(text) > 5:
                days.add(date.fromisoformat(text))
            else:
                month, day = int(text[:2]), int(text[3:])
                days.update(date(year, month, day) for year in _YEARS if (month, day) != (2, 29) or _leap(year))
        return frozenset(days)

    def exception(self, day: date, *, blackout: bool) -> CalendarException | None:
        """The exception that a day falls into: of the blackouts, or of the others."""
        return next((e for e in self.exceptions if e.blackout == blackout and e.holds(day)), None)


def _leap(year: int) -> bool:
    return (date(year, 3, 1) - timedelta(days=1)).day == 29
