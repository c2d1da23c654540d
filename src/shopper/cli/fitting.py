"""Which scenarios of the library a company can be shopped with: its channels, its services, what its customers have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..engine.naming import Unknown, channel_named, service_named
from ..programme.library import TRADES, Errand, Scene
from ..settings import questions
from ..settings.models import KIND_DEFAULTS, Channel, Company, GuardRails, Persona, Settings
from ..settings.phone import CHANNEL_MEANT
from ..settings.values import Language

EVERY_CHANNEL = "every-channel"
NEEDS = "needs-"
LEADS_TO = "channel-"
LONG = "library"
ORDER = "order"
_PLACES = ("place", "other")


@dataclass(slots=True)
class Fit:
    """What of an errand a company can be shopped with. left_out: the others, by what they lack (a key of the words)."""

    errand: Errand
    kept: list[Scene] = field(default_factory=list)
    left_out: dict[str, list[Scene]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The feature file with the scenarios that are kept."""
        return self.errand.without([scene for scenes in self.left_out.values() for scene in scenes])


def fit(errand: Errand, settings: Settings, *, long: bool = True) -> Fit:
    """Which scenarios of an errand can be played with this company and these customers.

    long: those too that take days or make many conversations (tagged @library)."""
    found = Fit(errand)
    for scene in errand.scenes:
        lacks = _lacks(scene, errand.language, settings)
        if not lacks and not long and LONG in scene.tags:
            lacks = "for_later"
        if lacks:
            found.left_out.setdefault(lacks, []).append(scene)
        else:
            found.kept.append(scene)
    return found


def for_trade(errands: Iterable[Errand], trade: str) -> list[Errand]:
    """Those for companies of this trade, and those for any; all where the trade is not known."""
    return [e for e in errands if not trade or not e.trade or e.trade == trade]


def channels_of(errand: Errand) -> dict[str, None]:
    """The kinds of channels that an errand's scenarios name, in order; EVERY_CHANNEL where they go through all."""
    kinds: dict[str, None] = {}
    for scene in errand.scenes:
        if EVERY_CHANNEL in scene.tags:
            kinds[EVERY_CHANNEL] = None
        for place in _places_of(scene):
            try:
                kinds[channel_named(_any_company(), place)] = None
            except Unknown:
                kinds[place] = None
    return kinds


def visits_of(scenes: Iterable[Scene], settings: Settings) -> Counter[str]:
    """How many conversations these scenarios begin in each channel, at least."""
    planned: Counter[str] = Counter()
    shopped = [cid for cid, channel in settings.company.channels.items() if channel.shopped]
    for scene in scenes:
        if EVERY_CHANNEL in scene.tags:
            planned.update(dict.fromkeys(shopped, scene.rows))
        places = {channel_named(settings, place) for place in _places_of(scene)}
        planned.update(dict.fromkeys(places, scene.rows))
    return planned


def _lacks(scene: Scene, language: str, settings: Settings) -> str:
    """What the company or its customers lack for a scenario; "" when nothing."""
    company = settings.company
    if company.trade and (trades := set(TRADES) & set(scene.tags)) and company.trade not in trades:
        return "lacks_trade"
    speakers = [persona for persona in settings.personas.values() if language in persona.languages]
    if not speakers:
        return "lacks_language"
    for place in _places_of(scene):
        try:
            channel = company.channels[channel_named(settings, place)]
        except Unknown:
            return "lacks_channel"
        if channel.kind == "email" and not any(persona.email for persona in speakers):
            return "lacks_mailbox"
        if not channel.shopped:
            return "lacks_channel"
    for name in _values_of(scene, ("service",)):
        try:
            service = settings.services[service_named(settings, name)]
        except Unknown:
            return "lacks_service"
        if not any(questions(service, language, persona.told(language)) for persona in speakers):
            return "lacks_fact"
    if not all(_has(speakers, fact) for fact in needs_of(scene)):
        return "lacks_order"
    return ""


def needs_of(scene: Scene) -> tuple[str, ...]:
    """The real facts that a scenario needs: order_number for @needs-order, else the fact that the tag names."""
    names = (tag.removeprefix(NEEDS) for tag in scene.tags if tag.startswith(NEEDS))
    return tuple("order_number" if name == ORDER else name.replace("-", "_") for name in names)


def _has(personas: Sequence[Persona], fact: str) -> bool:
    return any(persona.real(fact) for persona in personas)


def _values_of(scene: Scene, parameters: Sequence[str]) -> Iterator[str]:
    """What stands in a scenario's sentences for these parameters."""
    for step in scene.steps:
        for parser, _ in _sentences():
            arguments = parser.parse_arguments(step)
            if arguments is not None:
                yield from (arguments[name] for name in parameters if arguments.get(name))
                break


def _places_of(scene: Scene) -> Iterator[str]:
    """The channels that a scenario names, also by a tag such as @channel-viber, and those that its sentences mean."""
    yield from (tag.removeprefix(LEADS_TO) for tag in scene.tags if tag.startswith(LEADS_TO))
    yield from _values_of(scene, _PLACES)
    for step in scene.steps:
        for parser, name in _sentences():
            if name in CHANNEL_MEANT and parser.parse_arguments(step) is not None:
                yield CHANNEL_MEANT[name]


@cache
def _sentences() -> tuple[tuple[Any, str], ...]:
    """The parsers of the stock sentences, each with its function's name."""
    from pytest_bdd.steps import step_function_context_registry

    from ..programme.finding import stock_root
    from ..programme.loading import load_stock

    modules = {
        load_stock(f"scenarios.sentences.{path.stem}").__name__
        for path in sorted((stock_root() / "scenarios" / "sentences").glob("*.py"))
    }
    contexts = list(step_function_context_registry.values())
    return tuple(
        (context.parser, context.step_func.__name__) for context in contexts if context.step_func.__module__ in modules
    )


@cache
def _any_company() -> Settings:
    """A company with a channel of every kind, named by its kind."""
    numbers = dict.fromkeys(("sms", "hotline", "callback"), "+380440000017")
    own = {"webchat": "https://any.example", "telegram": "@any_example"} | numbers
    addresses = dict.fromkeys(KIND_DEFAULTS, "mail@any.example") | own
    channels = {kind: Channel.model_validate({"kind": kind, "address": at}) for kind, at in addresses.items()}
    languages: tuple[Language, ...] = ("en", "uk", "ru", "pl")
    rails = GuardRails(authorised_by="nobody")
    company = Company(name="any", zone="UTC", languages=languages, channels=channels, guard_rails=rails)
    return Settings.model_construct(company=company, services={}, personas={})
