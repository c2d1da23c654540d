"""Whether the channels say the same: typed facts, the steps of good service, and tone, all by one estimator.

Agreement is the probability that two replies from two different channels agree. Pairs of visits are averaged within a
pair of channels, pairs of channels within a service, services with each other, so that a busy channel does not outvote
the others. It is unbiased from one visit a channel on; its number of independent pairs is Hoeffding's for U-statistics.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from .intervals import Z95, Estimate, estimate
from .table import Row

Value = Hashable
Agree = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """One of facts, steps and tone: its estimate, and the mean of each service that could be compared."""

    estimate: Estimate
    services: dict[str, float]


@dataclass(slots=True)
class _Alike:
    """Visits of one channel that state the same keys: how many, and for each key how often which value."""

    visits: int = 0
    values: dict[str, Counter[Any]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, stated: Mapping[str, Any]) -> None:
        """One more visit."""
        self.visits += 1
        for key, value in stated.items():
            self.values[key][value] += 1


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact of a service, as its channels state it: channel -> values with their counts."""

    service: str
    fact: str
    channels: dict[str, Counter[Any]]

    @property
    def comparable(self) -> bool:
        return len(self.channels) > 1

    @property
    def contradicted(self) -> bool:
        return any(
            not facts_agree(a, b)
            for one, other in combinations(self.channels.values(), 2)
            for a in one
            for b in other
        )  # fmt: skip

    @property
    def self_contradicted(self) -> list[str]:
        """Channels that contradict themselves."""
        return sorted(c for c, values in self.channels.items() if _divided(values))


def _divided(values: Iterable[Any]) -> bool:
    return any(not facts_agree(a, b) for a, b in combinations(values, 2))


# ---- values ---------------------------------------------------------------------------------------------------------


def fact_value(value: Mapping[str, Any]) -> Value:
    """A fact as something that can be counted: (unit, lo, hi) or a normalised text."""
    if "v" in value:
        return normal(value["v"])
    return (normal(value["unit"]), value["lo"], value["hi"])


def facts_agree(a: Any, b: Any) -> bool:
    """Same unit and overlapping ranges, or the same text."""
    if isinstance(a, tuple) and isinstance(b, tuple):
        return bool(a[0] == b[0] and a[1] <= b[2] and b[1] <= a[2])
    return bool(a == b)


def normal(value: Any) -> Value:
    """A text as it is compared: case, spaces, a number's punctuation and an address's scheme say nothing."""
    if not isinstance(value, str):
        return value if isinstance(value, Hashable) else repr(value)
    text = " ".join(value.casefold().split())
    if re.fullmatch(r"\+?[\d\s().–-]{5,}", text):
        return ("+" if text.startswith("+") else "") + re.sub(r"\D", "", text)
    return re.sub(r"^(?:https?://)?(?:www\.)?(?=\S+\.\S)|/$", "", text)


# ---- the estimator --------------------------------------------------------------------------------------------------


def part(
    rows: Iterable[Row],
    values: Callable[[Row], Mapping[str, Any]],
    agree: Agree = facts_agree,
    z: float = Z95,
) -> Part | None:
    """The agreement of what `values` takes from each visit; None where nothing could be compared."""
    by_service: dict[str, dict[str, dict[frozenset[str], _Alike]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(_Alike))
    )
    for row in rows:
        if row.valid and (stated := values(row)):
            by_service[row.service][row.channel][frozenset(stated)].add(stated)
    means: dict[str, float] = {}
    pairs = 0
    for service, channels in sorted(by_service.items()):
        shares = [s for a, b in combinations(channels.values(), 2) if (s := _share(a, b, agree)) is not None]
        if shares:
            means[service] = sum(shares) / len(shares)
            sizes = [sum(alike.visits for alike in groups.values()) for groups in channels.values()]
            pairs += min(sum(sizes) // 2, sum(sizes) - max(sizes))
    if not means:
        return None
    return Part(estimate(sum(means.values()) / len(means), pairs, z), means)


def _share(one: Mapping[frozenset[str], _Alike], other: Mapping[frozenset[str], _Alike], agree: Agree) -> float | None:
    """Mean over pairs of visits with a key in common of the share of their common keys that agree. Visits that state
    the same keys are counted together, so that a hundred thousand of them cost what their distinct values cost."""
    total, pairs = 0.0, 0
    for keys, mine in one.items():
        for others, theirs in other.items():
            common = keys & others
            if not common:
                continue
            pairs += mine.visits * theirs.visits
            hits = sum(_hits(mine.values[key], theirs.values[key], agree) for key in common)
            total += hits / len(common)
    return total / pairs if pairs else None


def _hits(one: Counter[Any], other: Counter[Any], agree: Agree) -> int:
    return sum(n * m for a, n in one.items() for b, m in other.items() if agree(a, b))


# ---- what is told of the facts ---------------------------------------------------------------------------------------


def stated_facts(rows: Iterable[Row]) -> list[Stated]:
    """Every fact of every service with who states what, by service and fact."""
    found: dict[tuple[str, str], dict[str, Counter[Any]]] = defaultdict(lambda: defaultdict(Counter))
    for row in rows:
        if row.valid:
            for fact, value in row.facts.items():
                found[row.service, fact][row.channel][fact_value(value)] += 1
    return [Stated(service, fact, dict(channels)) for (service, fact), channels in sorted(found.items())]


def alpha_nominal(stated: Iterable[Stated]) -> float | None:
    """Krippendorff's α of all facts, a diagnostic only: it is harsh where there are few values, and undefined where
    they do not vary. A value belongs to its fact: 14 days of one thing are not 14 days of another."""
    units: list[Counter[Any]] = []
    for one in stated:
        unit: Counter[Any] = Counter()
        for values in one.channels.values():
            unit.update({(one.fact, value): count for value, count in values.items()})
        if unit.total() > 1:
            units.append(unit)
    whole: Counter[Any] = sum(units, Counter())
    n = whole.total()
    if n < 2:
        return None
    seen = sum((u.total() ** 2 - sum(c * c for c in u.values())) / (u.total() - 1) for u in units) / n
    chance = (n * n - sum(c * c for c in whole.values())) / (n * (n - 1))
    return 1 - seen / chance if chance else None
