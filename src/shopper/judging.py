"""Puts together what judges and scoring need from the config: the only place where they meet."""

from __future__ import annotations

from collections.abc import Iterable

from .judges import JUDGES, judge_journey
from .model import ChannelAddress, JourneyRecord, Outcome, Verdict
from .reading.context import JudgeContext
from .settings.models import Settings


def context_of(settings: Settings) -> JudgeContext:
    """What judging knows of this company."""
    company = settings.company
    return JudgeContext(
        channels=tuple(ChannelAddress(key, c.kind, c.address, c.aliases) for key, c in company.channels.items()),
        zone=company.zone,
        hours={key: c.hours for key, c in company.channels.items()},
        titles={key: c.title or key for key, c in company.channels.items()},
    )


def judge_all(journeys: Iterable[JourneyRecord], settings: Settings) -> list[Verdict]:
    """The verdicts on all journeys by every judge that the rubric counts."""
    rules = settings.rubric.judges
    only = [name for name in JUDGES if name not in rules or rules[name].counts]
    context = context_of(settings)
    return [verdict for journey in journeys for verdict in judge_journey(journey, context, only)]


def failed(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [v for v in verdicts if v.outcome is Outcome.FAILED]
