"""Which of the collected scenarios are for this run: those in the language asked for, and for the company's trade.

A company to practise on is not kept waiting for a day, nor asked everything: scenarios tagged @library are played there
only when -m or -k names what is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

import pytest

from ..settings.models import Company
from . import compat

LIBRARY = "library"
TRADES = frozenset(trade for trade in get_args(Company.model_fields["trade"].annotation) if trade)


@dataclass(slots=True)
class Choice:
    """The items of a run, and those that are left out, with a sentence for every reason."""

    kept: list[pytest.Item] = field(default_factory=list)
    left_out: list[pytest.Item] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


def choose(
    items: Iterable[pytest.Item],
    identify: Callable[[pytest.Item], object],
    company: Company,
    language: str | None,
    *,
    picked: bool = False,
) -> Choice:
    """Keep what is to be played. Tests that play no scenario of the programme (`identify` knows none) are kept. picked:
    these were picked by -m or -k."""
    choice, reasons = Choice(), Counter[str]()
    for item in items:
        scenario = compat.scenario_of(item) if identify(item) is not None else None
        reason = "" if scenario is None else _why_not(scenario.language, scenario.tags, company, language)
        if scenario is not None and not reason and LIBRARY in scenario.tags and company.sandbox and not picked:
            reason = f"too much for the sandbox (@{LIBRARY}); to play them, too: -m '{LIBRARY} or not {LIBRARY}'"
        if reason:
            reasons[reason] += 1
        (choice.left_out if reason else choice.kept).append(item)
    for reason, count in reasons.items():
        noun = "scenario is" if count == 1 else "scenarios are"
        choice.why.append(f"left out: {count} {noun} {reason}")
    return choice


def _why_not(language: str, tags: Sequence[str], company: Company, wanted: str | None) -> str:
    if wanted is not None and language != wanted:
        return f"not in “{wanted}” (--lang)"
    trades = TRADES.intersection(tags)
    if company.trade and trades and company.trade not in trades:
        return f"for another trade ({', '.join(f'@{t}' for t in sorted(trades))}; trade: {company.trade} in the config)"
    return ""
