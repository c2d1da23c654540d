"""A wave that is spread over a week: it is planned when it begins, and every run plays what has become due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from ..engine import clocks
from ..engine import wave as waves
from ..engine.clocks import to_datetime, to_us
from ..engine.credible import Need, Seen, seen_lately
from ..engine.identity import Identity
from ..engine.probe import Probe
from ..engine.replay import Script
from ..errors import Refused, did_you_mean
from ..journal.events import Event
from ..journal.slots import due_later
from ..schedule.slots import week_of
from ..schedule.spreading import draw_week
from ..settings.models import Settings
from .casting import Plan, check_still_there, needs_of
from .stories import Story

if TYPE_CHECKING:
    from .preparing import Preparing

Identify = Callable[[pytest.Item], tuple[Identity, Script] | None]


@dataclass(frozen=True, slots=True)
class SpreadPlan(Plan):
    """A week's plan. due: journey → when it is to begin, UTC µs."""

    due: Mapping[str, int] = field(default_factory=dict)

    def as_body(self) -> dict[str, Any]:
        """What of it is journalled."""
        return {"personas": dict(self.personas), "not_applicable": dict(self.not_applicable), "due": dict(self.due)}

    @classmethod
    def of_body(cls, body: Mapping[str, Any]) -> SpreadPlan:
        """What the journal holds of it."""
        return cls(body.get("personas", {}), body.get("not_applicable", {}), due=body.get("due", {}))


def play_week(
    shopping: Preparing,
    session: pytest.Session,
    items: list[pytest.Item],
    stories: Sequence[tuple[pytest.Item, Story]],
    begun: Event | None,
) -> SpreadPlan:
    """Plan a wave of the schedule at its beginning, and keep of its items those that are to be played now. The wave is
    begun here, since at its beginning nothing may be due yet. Raises Refused, ShopperError."""
    store, settings, wave, identify = shopping.store, shopping.settings, shopping.wave, shopping.identify
    assert store is not None
    option, now = shopping.config.option, datetime.now(UTC)
    if begun is None:
        needs = [need for _, _, need in needs_of(stories, identify)]
        seen = seen_lately(store, settings, now)
        entry, week = option.spread, option.week or week_of(now.astimezone(ZoneInfo(settings.company.zone)).date())
        plan = plan_week(needs, settings, shopping.probes, entry=entry, wave=wave, week=week, seen=seen)
        titles = {need.journey: need.title for need in needs if need.journey in plan.due}
        body = {"plan": list(plan.due), "company": settings.company.name, "titles": titles}
        body |= {"language": option.lang or "", "spread": entry, "week": week, "environment": settings.environment}
        waves.start_wave(store, wave, clocks.now(""), body | plan.as_body())
    else:
        plan = SpreadPlan.of_body(begun.body)
    shopping.keep_planned(session, items, set(plan.due))
    later = due_later(store, wave)
    unfinished = waves.unfinished(store, wave)
    check_still_there(items, identify, plan, unfinished, settings, wave=wave)
    started = set(plan.due) - set(later)
    present, to_come = sort_by_due(items, identify, plan, begun=started, grace_s=settings.schedule.grace, now=now)
    if to_come:
        shopping.config.hook.pytest_deselected(items=to_come)
    items[:] = present
    shopping.later_us = min((at for at in later.values() if to_datetime(at) > now), default=0)
    return plan


def plan_week(
    needs: Sequence[Need],
    settings: Settings,
    probes: Mapping[str, Probe],
    *,
    entry: str,
    wave: str,
    week: str,
    seen: Sequence[Seen],
) -> SpreadPlan:
    """Draw the week. Raises Refused where the schedule has no such wave, or where nothing of it can be played."""
    waves = {name: wave for name, wave in settings.schedule.waves.items() if wave.spread is not None}
    if entry not in waves:
        hint = did_you_mean(entry, waves)
        raise Refused(f"config/schedule.yaml has no wave “{entry}” that is spread over the week. {hint}".strip())
    try:
        drawn = draw_week(needs, settings, probes, waves[entry], name=wave, week=week, seen=seen)
    except ValueError:
        raise Refused(f"--week {week}: weeks are written like 2026-W48") from None
    if not drawn.drops:
        raise Refused(f"nothing of “{entry}” can be played in {week}: {' '.join(drawn.notes)}")
    personas = {drop.need.journey: drop.persona for drop in drawn.drops}
    return SpreadPlan(personas, due={drop.need.journey: to_us(drop.at) for drop in drawn.drops})


def sort_by_due(
    items: Sequence[pytest.Item],
    identify: Identify,
    plan: SpreadPlan,
    *,
    begun: set[str],
    grace_s: float,
    now: datetime,
) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The items to play now, and those whose time is yet to come. What should have been begun before this wave's grace
    is skipped, saying so."""
    present: list[pytest.Item] = []
    later: list[pytest.Item] = []
    for item in items:
        identified = identify(item)
        at = plan.due.get(identified[0].id) if identified is not None else None
        if at is None or identified is None or identified[0].id in begun:
            present.append(item)
        elif to_datetime(at) > now:
            later.append(item)
        else:
            if now - to_datetime(at) > timedelta(seconds=grace_s):
                item.add_marker(pytest.mark.skip(reason=missed(at)))
            present.append(item)
    present.sort(key=lambda item: _due(item, identify, plan))
    return present, later


def missed(at: int) -> str:
    """Why a visit of a spread wave was not made."""
    return f"missed, ours: nothing was running at {to_datetime(at):%Y-%m-%d %H:%M} UTC, when it was due"


def _due(item: pytest.Item, identify: Identify, plan: SpreadPlan) -> int:
    identified = identify(item)
    return plan.due.get(identified[0].id, 0) if identified is not None else 0
