"""Feature files become pytest items, and are checked before anything is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest
from rapidfuzz import fuzz, process

from ..engine.following import parse_hops
from ..engine.identity import Identity
from ..engine.journey import Script
from ..engine.naming import Unknown, channel_named, fact_named, service_named
from ..engine.settling import parse_limit
from ..errors import Mistake, ScenarioError
from ..programme import Programme
from ..programme.loading import PACKAGE, STOCK
from ..programme.sentences import Quoted
from ..settings import questions
from ..settings.durations import parse_duration
from ..settings.models import Settings
from ..settings.phone import CHANNEL_MEANT
from . import compat
from .stories import StepFound, Story, needs_unmet, real_facts

EVERY_CHANNEL = "every-channel"
_PARAMETER = re.compile(r"\{\w+\}")
CHANNEL_PARAMETERS = ("place", "other")  # `channel` is the fixture of an @every-channel run


class FeatureModule(compat.MadeModule):
    """A .feature file as a module of scenario functions, with no Python needed beside it."""

    def make(self) -> ModuleType:
        """The module: one function for each scenario; empty for a file that `check_features` will refuse."""
        import pytest_bdd
        from pytest_bdd.feature import get_feature

        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        try:
            compat.scenario_names(self.path)
        except compat.NotGherkin:
            return module
        feature = get_feature(str(self.path.parent), self.path.name)
        for number, name in enumerate(feature.scenarios, start=1):
            function = pytest_bdd.scenario(self.path.name, name, features_base_dir=str(self.path.parent))(_played)
            setattr(module, f"test_{number:03d}_{_python_name(name)}", function)
        return module


def _played() -> None:
    """The body of every scenario: its steps are all there is."""


def _python_name(name: str) -> str:
    return "_".join("".join(c if c.isalnum() else " " for c in name).lower().split())


def identity_of(item: pytest.Item, programme: Programme, wave: str) -> tuple[Identity, Script] | None:
    """Which journey an item is, and what it plays; None for an item that plays no scenario of the programme."""
    scenario = compat.scenario_of(item)
    if scenario is None:
        return None
    scenarios = programme.root / "scenarios"
    if scenario.feature.resolve().is_relative_to(scenarios):
        feature = scenario.feature.resolve().relative_to(scenarios).as_posix()
    elif item.path.is_relative_to(scenarios):
        feature = scenario.feature.name
    else:
        return None  # somebody's ordinary pytest-bdd test
    callspec = getattr(item, "callspec", None)
    channel = str(callspec.params.get("channel", "")) if callspec else ""
    identity = Identity(wave, feature, scenario.scenario, scenario.example, channel)
    steps = tuple(step.whole for step in scenario.steps)
    return identity, Script(identity.title, scenario.line, scenario.language, steps, scenario.tags)


def check_features(features: Iterable[Path], programme: Programme) -> list[Mistake]:
    """Scenarios of one name in one feature: the second would never be played."""
    mistakes = []
    for path in sorted(set(features)):
        seen: dict[str, int] = {}
        try:
            names = compat.scenario_names(path)
        except compat.NotGherkin as error:
            mistakes.append(
                Mistake(_shown(path, programme), error.line, "", f"this cannot be read as Gherkin: {error}")
            )
            continue
        for name, line in names:
            if name in seen:
                mistakes.append(
                    Mistake(
                        _shown(path, programme),
                        line,
                        f"“{name}”",
                        f"line {seen[name]} has a scenario of the same name.",
                        "Give each its own name: only one of them would be played.",
                    )
                )
            seen.setdefault(name, line)
    return mistakes


def check_doubled(items: Iterable[pytest.Item], programme: Programme) -> list[Mistake]:
    """Two items that would play one journey: what one says, the other would take for its own."""
    first: dict[str, pytest.Item] = {}
    mistakes = []
    for item in items:
        identified = identity_of(item, programme, "")
        if identified is None:
            continue
        identity, script = identified
        other = first.setdefault(identity.id, item)
        if other is not item:
            where = f"scenarios/{identity.feature}", script.line, f"“{identity.title}”"
            if other.path != item.path:
                what = (
                    f"it is collected twice: by {_shown(other.path, programme)} and by {_shown(item.path, programme)}."
                )
                hint = "A feature file needs no Python beside it: remove the call of scenario() or scenarios()."
            elif identity.example:
                what, hint = "two rows of its examples are equal.", "Remove one, or add a column that tells them apart."
            else:
                what, hint = "it is collected twice.", "Play it once; name the second one otherwise, or remove it."
            mistakes.append(Mistake(*where, what, hint))
    return mistakes


def check_items(
    items: Iterable[pytest.Item], programme: Programme, settings: Settings, kinds: Iterable[str]
) -> list[tuple[pytest.Item, Story]]:
    """Check every step of every scenario before anything is said.

    Returns the items that play a scenario, each with its story. Raises ScenarioError with every mistake: sentences that
    nobody knows (with the nearest ones), ambiguous ones, channels and services that the config lacks, lines that are
    missing."""
    checker = _Checker(programme, settings, set(kinds))
    for item in items:
        checker.check(item)
    if checker.mistakes:
        raise ScenarioError(list(dict.fromkeys(checker.mistakes)))
    return checker.stories


class _Checker:
    def __init__(self, programme: Programme, settings: Settings, kinds: set[str]) -> None:
        self._programme, self._settings, self._kinds = programme, settings, kinds
        self.mistakes: list[Mistake] = []
        self.stories: list[tuple[pytest.Item, Story]] = []
        self._known: dict[tuple[str, str, str, str, str, bool], StepFound] = {}
        self._unmet = False

    def check(self, item: pytest.Item) -> None:
        scenario = compat.scenario_of(item)
        if scenario is None:
            return
        callspec = getattr(item, "callspec", None)
        story = Story(str(callspec.params.get("channel", "")) if callspec else "")
        # Nobody has what it needs, so it is not played, and whoever could play it may lack other things, too.
        self._unmet = needs_unmet(real_facts(scenario.tags), scenario.language, self._settings)
        if story.here:
            self._line(story.here, scenario.language, _shown(scenario.feature, self._programme), scenario.line)
        for step in scenario.steps:
            key = (str(_scope_of(item)), scenario.language, step.type, step.name, story.service, self._unmet)
            found = self._known.get(key)
            if found is None:
                before = len(self.mistakes)
                found = self._step(item, scenario, step, story.service)
                if len(self.mistakes) == before:
                    self._known[key] = found  # a mistake is told wherever it stands
            story.read(found)
        self.stories.append((item, story))

    def _step(self, item: pytest.Item, scenario: compat.ScenarioItem, step: compat.StepText, service: str) -> StepFound:
        where = _shown(scenario.feature, self._programme), step.line, f"“{step.name}”"
        definitions = compat.definitions_of(item, step)
        if not definitions:
            self.mistakes.append(Mistake(*where, "nobody knows this sentence.", self._nearest(item, scenario, step)))
            return StepFound(step.type, "")
        layers = Counter(_layer(function) for function, _ in definitions)
        if any(count > 1 for count in layers.values()):
            names = ", ".join(sorted(f"“{parser.name}”" for _, parser in definitions))
            self.mistakes.append(Mistake(*where, f"more than one sentence fits: {names}.", "Change one of them."))
            return StepFound(step.type, "")
        channels, services = [], []
        arguments = definitions[-1][1].parse_arguments(step.name) or {}
        meant = CHANNEL_MEANT.get(definitions[-1][0].__name__)
        for parameter, value in [*arguments.items(), *([("place", meant)] if meant else [])]:
            try:
                if parameter in CHANNEL_PARAMETERS:
                    channel = channel_named(self._settings, value)
                    channels.append(channel)
                    self._line(channel, scenario.language, *where[:2])
                elif parameter == "service":
                    services.append(service_named(self._settings, value))
                    self._service(services[-1], scenario.language, *where)
                elif _layer(definitions[-1][0]) == "stock":
                    self._stock_value(parameter, value, service)
            except (Unknown, ValueError) as error:
                self.mistakes.append(Mistake(*where, str(error)))
        return StepFound(step.type, definitions[-1][0].__name__, tuple(channels), tuple(services))

    def _stock_value(self, parameter: str, value: str, service: str) -> None:
        """What a stock sentence could not use would fail in the middle of a wave. Raises Unknown, ValueError."""
        if parameter == "time":
            parse_duration(value)
        elif parameter == "limit":
            parse_limit(value)
        elif parameter == "hops":
            parse_hops(value)
        elif parameter == "what" and service and not isinstance(value, Quoted):
            fact_named(self._settings, service, value)

    def _service(self, service: str, language: str, file: str, line: int, step: str) -> None:
        """Somebody must be able to ask: a wording in the language whose facts some persona has."""
        settings = self._settings
        if not self._unmet and not any(
            questions(settings.services[service], language, persona.told(language))
            for persona in settings.personas.values()
            if language in persona.languages
        ):
            self.mistakes.append(
                Mistake(
                    file,
                    line,
                    step,
                    f"no persona can ask about “{service}” in “{language}”.",
                    "It needs a wording in config/services.yaml in this language, and a persona who speaks it and "
                    "has the facts that the wording names.",
                )
            )

    def _line(self, channel: str, language: str, file: str, line: int) -> None:
        settings = self._settings.company.channels[channel]
        if not settings.shopped:
            self.mistakes.append(
                Mistake(file, line, channel, "this channel is not shopped (shopped: false in the config).")
            )
        elif settings.driver not in self._kinds:
            known = ", ".join(sorted(self._kinds))
            self.mistakes.append(
                Mistake(file, line, channel, f"no probe drives the kind “{settings.driver}”; there are {known}.")
            )
        elif (
            not self._unmet
            and settings.driver == "email"
            and not any(p.email is not None for p in self._settings.personas.values() if language in p.languages)
        ):
            self.mistakes.append(
                Mistake(
                    file,
                    line,
                    channel,
                    f"no persona who speaks “{language}” has a mailbox.",
                    "Add `email:` to one in config/personas.yaml.",
                )
            )

    def _nearest(self, item: pytest.Item, scenario: compat.ScenarioItem, step: compat.StepText) -> str:
        """The sentences that are nearest to one that nobody knows: those of the feature's own language first."""
        near: list[str] = []
        known = compat.all_sentences(item.session)
        for own in (True, False):
            texts = [text for language, text in known if (language in ("", scenario.language)) is own]
            found = process.extract(step.name, texts, scorer=_likeness, limit=3, score_cutoff=50)
            near += [text for text, _, _ in found if text not in near]
        if not near:
            return "No known sentence is near it: see docs/sentences.md in the project."
        return "Nearest: " + "; ".join(f"“{text}”" for text in near[:3])


def _likeness(step: str, sentence: str, **_: object) -> float:
    """How like a step is to a sentence, from 0 to 100, whatever stands for the sentence's parameters."""
    plain = " ".join(_PARAMETER.sub(" ", sentence).split())
    return (fuzz.token_set_ratio(step, plain) + fuzz.ratio(step, plain)) / 2


def _scope_of(item: pytest.Item) -> Path:
    """Where the sentences come from that an item sees: its folder, and for a test module the module itself."""
    return item.path.parent if item.path.suffix == ".feature" else item.path


def _layer(function: object) -> str:
    """Which layer a definition belongs to: an owner's sentence may take the place of a stock one, silently."""
    from ..programme import stock_root

    module = str(getattr(function, "__module__", ""))
    code = getattr(function, "__code__", None)
    file = code.co_filename if code is not None else ""
    if module.startswith((PACKAGE, STOCK)):
        return "stock" if Path(file).is_relative_to(stock_root()) else "owner"
    return file


def _shown(path: Path, programme: Programme) -> str:
    try:
        return path.resolve().relative_to(programme.root).as_posix()
    except ValueError:
        return str(path)
