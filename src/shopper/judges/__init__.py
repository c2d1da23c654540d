"""The judges: pure functions from one journey's transcripts to verdicts, each a file in this package.

A new judge is a new file with `META` and `judge(journey, context)`, named in _NAMES. Its sentences
stand in words/findings_<language>.py, once in each language. Judges of other packages are added to ours by judging.py.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection
from types import ModuleType

from ..errors import ShopperError
from ..model import JourneyRecord, Verdict
from ..reading.context import JudgeContext
from .base import Judge, Meta

__all__ = ["JUDGES", "Judge", "JudgeBroken", "JudgeContext", "Meta", "judge_journey"]

# In the order in which findings are told.
_NAMES = (
    "dead_address",
    "silence",
    "closed_loop",
    "dead_end",
    "deflection",
    "slow",
    "repeat",
    "history",
    "handoff",
    "preference",
    "contradiction",
    "accuracy",
    "simultaneous",
    "resolution",
    "standards",
    "auto_ack_only",
    "broken_promise",
    "split_case",
    "rude_close",
    "language_mismatch",
    "template_leak",
    "tone",
    "unmasked",
)


class JudgeBroken(ShopperError):
    """A judge raised: a bug of ours, never the company's failure."""

    code = "judge"


def _judge_of(module: ModuleType) -> Judge:
    return Judge(module.META, module.judge)


JUDGES: dict[str, Judge] = {name: _judge_of(importlib.import_module(f"{__name__}.{name}")) for name in _NAMES}


def judge_journey(journey: JourneyRecord, context: JudgeContext, only: Collection[str] | None = None) -> list[Verdict]:
    """All verdicts on one journey, by every judge or those in `only`. Raises JudgeBroken naming a judge that fails."""
    verdicts: list[Verdict] = []
    for name, judge in JUDGES.items():
        if only is not None and name not in only:
            continue
        try:
            verdicts += judge.judge(journey, context)
        except Exception as error:
            raise JudgeBroken(
                f"The judge “{name}” failed on journey {journey.id} ({journey.scenario}): "
                f"{type(error).__name__}: {error}. This is a bug in the judge, and says nothing about the company."
            ) from error
    return verdicts
