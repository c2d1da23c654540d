"""The cast of a wave as pytest sees it: items whose journeys are given a persona, or are skipped, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from ..engine.casting import cast
from ..engine.credible import Need, Seen
from ..engine.identity import Identity
from ..engine.probe import Probe
from ..engine.replay import Script
from ..errors import GuardRail, Mistake, Refused, ScenarioError
from ..settings.models import Settings
from .stories import Story

Identify = Callable[[pytest.Item], tuple[Identity, Script] | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is played by whom, as the wave's start in the journal holds it.

    personas: journey -> persona. not_applicable: journey -> the sentence with which it is skipped. visits: how many
    conversations are begun in each channel, at least. titles: of the journeys that are skipped.
    """

    personas: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def as_body(self) -> dict[str, Any]:
        """What of it is journalled."""
        return {"personas": dict(self.personas), "not_applicable": dict(self.not_applicable)}

    @classmethod
    def of_body(cls, body: Mapping[str, Any]) -> Plan:
        """What the journal holds of it."""
        return cls(body.get("personas", {}), body.get("not_applicable", {}))

    @property
    def players(self) -> dict[str, str]:
        """journey -> persona, "" for one that nobody can play."""
        return {**dict.fromkeys(self.not_applicable, ""), **self.personas}


def plan_of(
    stories: Sequence[tuple[pytest.Item, Story]],
    identify: Identify,
    settings: Settings,
    probes: Mapping[str, Probe],
    *,
    wave: str,
    seen: Sequence[Seen] = (),
) -> Plan:
    """Give every journey its persona.

    Raises ScenarioError for what nobody can ever play, and GuardRail for what the personas cannot carry credibly."""
    needs, scripts = {}, {}
    for identity, script, need in needs_of(stories, identify):
        needs[identity.id] = need
        scripts[identity.id] = f"scenarios/{identity.feature}", script.line, f"“{identity.title}”"
    made = cast(needs.values(), settings, probes, wave=wave, seen=seen)
    if made.impossible:
        hint = "See config/personas.yaml, and personas: of the channels in config/company.yaml."
        raise ScenarioError([Mistake(*scripts[j], why, hint) for j, why in made.impossible.items()])
    if made.too_much:
        raise GuardRail("\n".join(made.too_much))
    visits = Counter[str]()
    for journey in made.personas:
        visits.update(needs[journey].visits)
    titles = {journey: needs[journey].title for journey in made.not_applicable}
    return Plan(made.personas, made.not_applicable, dict(visits), titles)


def needs_of(
    stories: Sequence[tuple[pytest.Item, Story]], identify: Identify
) -> Iterator[tuple[Identity, Script, Need]]:
    """What each journey needs of who plays it."""
    for item, story in stories:
        identified = identify(item)
        if identified is not None:
            identity, script = identified
            yield identity, script, story.need(identity.id, identity.title, script.language, script.tags)


def skip_unplayable(items: Sequence[pytest.Item], identify: Identify, plan: Plan) -> None:
    """Mark what nobody can play as skipped, with the sentence that says why."""
    for item in items:
        identified = identify(item)
        if identified is not None and identified[0].id in plan.not_applicable:
            item.add_marker(pytest.mark.skip(reason=plan.not_applicable[identified[0].id]))


def check_still_there(
    items: Sequence[pytest.Item],
    identify: Identify,
    plan: Plan,
    unfinished: set[str],
    settings: Settings,
    *,
    wave: str,
) -> None:
    """Raise Refused where a wave that was begun needs personas who were taken out of the config since."""
    gone: dict[str, list[str]] = {}
    for identity, _ in filter(None, map(identify, items)):
        persona = plan.personas.get(identity.id)
        if persona is not None and persona not in settings.personas and identity.id in unfinished:
            gone.setdefault(persona, []).append(f"“{identity.title}”")
    if gone:
        needs = "; ".join(
            f"the persona “{persona}” (config/personas.yaml), in {', '.join(sorted(titles))}"
            for persona, titles in gone.items()
        )
        raise Refused(
            f"wave {wave} cannot be taken up: the config was changed while conversations are open. They need "
            f"{needs}. Put that back and resume, or begin a new wave; what was heard is kept."
        )
