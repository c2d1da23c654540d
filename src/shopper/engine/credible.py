"""What one customer can do in a week without being recognised: what agents saw of them, and what the plan adds.

A company's agents see a name in a channel. They notice a customer who writes every other day, who asks the same thing
again and again, or who speaks another language than last time. Visits are counted over all waves and over seven days
of the company's calendar: today and the six before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..journal.events import Store
from ..settings.models import GuardRails, Settings
from .guard_rails import day_of

Node = tuple[str, ...]  # (persona, channel), or (persona, channel, service)


@dataclass(frozen=True, slots=True)
class Need:
    """What a journey needs of the persona who plays it, as far as its scenario tells before it is played.

    channels: every channel that it names; its persona has an account there. visits: how many conversations it begins in
    each, at least. asks: (service, channel) of its questions; one that is told again elsewhere is asked there too.
    real: facts that the company must hold. leads_on: it may go on in a channel that the company names.
    """

    journey: str
    title: str
    language: str
    channels: tuple[str, ...] = ()
    visits: Mapping[str, int] = field(default_factory=dict)
    asks: tuple[tuple[str, str], ...] = ()
    services: tuple[str, ...] = ()
    real: tuple[str, ...] = ()
    leads_on: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit of a persona in a channel, as its agents remember it."""

    persona: str
    channel: str
    journey: str
    service: str
    language: str


@dataclass(slots=True)
class Week:
    """How often each persona is seen where, by visits made and planned; and what that leaves room for."""

    rails: GuardRails
    made: Counter[Node] = field(default_factory=Counter)
    _visits: Counter[Node] = field(default_factory=Counter)
    _stories: Counter[Node] = field(default_factory=Counter)
    _languages: Counter[Node] = field(default_factory=Counter)
    _journeys: Counter[str] = field(default_factory=Counter)

    @classmethod
    def after(cls, rails: GuardRails, seen: Iterable[Seen]) -> Week:
        """The week that these visits have left."""
        week, visits = cls(rails), list(seen)
        for visit in visits:
            week._visits[visit.persona, visit.channel] += 1
            week._languages[visit.persona, visit.channel, visit.language] += 1
        for persona, channel, service, _ in {(v.persona, v.channel, v.service, v.journey) for v in visits}:
            week._stories[persona, channel, service] += 1
        week.made = week._visits + week._stories
        return week

    def add(self, persona: str, need: Need, sign: int = 1) -> None:
        """Plan this journey for this persona; with sign -1 no more."""
        for channel, count in need.visits.items():
            self._visits[persona, channel] += sign * count
            self._languages[persona, channel, need.language] += sign * count
        for service, channel in need.asks:
            self._stories[persona, channel, service] += sign
        self._journeys[persona] += sign

    def full(self, persona: str, need: Need, same: int) -> list[Node]:
        """Where this persona has no room for this journey: (persona, channel, service) where they would ask the same
        thing more than `same` times, else (persona, channel) where they would be seen too often."""
        nodes: list[Node] = []
        for channel, count in need.visits.items():
            stories = [s for s, c in need.asks if c == channel and self._stories[persona, c, s] >= same]
            if stories:
                nodes.append((persona, channel, stories[0]))
            elif self._visits[persona, channel] + count > self.rails.persona_visits_per_week:
                nodes.append((persona, channel))
        return nodes

    def planned(self, node: Node) -> int:
        """How often a persona is seen in a channel, or asks for a service there, by visits made and planned."""
        return (self._stories if len(node) == 3 else self._visits)[node]

    def again(self, persona: str, need: Need) -> int:
        """How often this persona has told the journey's stories in its channels already."""
        return sum(self._stories[persona, channel, service] for service, channel in need.asks)

    def otherwise_spoken(self, persona: str, need: Need) -> int:
        """How often this persona has spoken another language than the journey's in its channels."""
        return sum(
            self._visits[persona, channel] - self._languages[persona, channel, need.language] for channel in need.visits
        )

    def load(self, persona: str, need: Need) -> tuple[int, int]:
        """How often this persona is seen in the journey's channels, and how much is planned for them in all."""
        return sum(self._visits[persona, channel] for channel in need.visits), self._journeys[persona]


def noted(
    settings: Settings, now: datetime, visit: str, *, persona: str, channel: str, service: str, language: str
) -> tuple[str, str, Any]:
    """The state (scope, key, value) that remembers a visit that begins now. now: aware."""
    day = day_of(now, ZoneInfo(settings.company.zone))
    return _scope(day), visit, {"persona": persona, "channel": channel, "service": service, "language": language}


def seen_lately(store: Store, settings: Settings, now: datetime) -> list[Seen]:
    """The visits of the last seven days, over all waves. now: aware. Raises JournalError."""
    zone = ZoneInfo(settings.company.zone)
    days = [day_of(now.astimezone(zone) - timedelta(days=n), zone) for n in range(7)]
    return [
        Seen(journey=visit.rpartition(".")[0], **value)
        for day in reversed(days)
        for visit, value in store.list_state(_scope(day))
    ]


def _scope(day: str) -> str:
    return f"persona_visits:{day}"
