"""Before anything is said: the programme is loaded, its scenarios collected and checked, and the wave chosen."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, Self
from zoneinfo import ZoneInfo

import pytest

from ..engine import wave as waves
from ..engine.credible import seen_lately
from ..engine.extras import Missing
from ..engine.guard_rails import check_before, check_blackout
from ..engine.identity import Identity
from ..engine.opening import open_journal, probes_of, sandbox_references
from ..engine.probe import Probe
from ..engine.replay import Script
from ..engine.reports_there import check_installed
from ..engine.session import visits_today
from ..errors import Exit, Refused, ScenarioError, ShopperError
from ..journal.events import Store
from ..judging import judge_names
from ..programme import Programme, loading
from ..schedule.needs import write_needs
from ..settings import load_settings
from ..settings.models import Settings
from ..settings.site_keys import check_keys
from ..words import Words
from . import collecting, compat, neighbours, passing
from .casting import Plan, check_still_there, needs_of, plan_of, skip_unplayable
from .choosing import choose
from .lacking import playable
from .spreading import play_week
from .stories import Story

_IDENTITY = pytest.StashKey[tuple[Identity, Script] | None]()


@dataclass
class Preparing:
    """The programme of this pytest session, as far as collection."""

    config: pytest.Config
    programme: Programme
    state: Path
    settings: Settings = field(init=False)
    probes: dict[str, Probe] = field(init=False)
    store: Store | None = None
    wave: str = ""
    codes: set[int] = field(default_factory=set)
    _features: set[Path] = field(default_factory=set)
    _started: bool = False
    plan: Plan = field(default_factory=Plan)
    later_us: int = 0
    _titles: list[str] = field(default_factory=list)
    _left_out: list[str] = field(default_factory=list)
    _told_why: bool = False
    missing: Missing | None = None
    _language: str = ""

    @classmethod
    def configure(cls, config: pytest.Config, programme: Programme) -> Self:
        """Load the programme's sentences, so that every feature can use them: the stock first, the owner's last."""
        named = config.getoption("state")
        state = Path(named).resolve() if named else programme.state
        shopping = cls(config, programme, state)
        pytest.register_assert_rewrite(loading.PACKAGE, loading.STOCK)
        loading.mount(programme)
        files = programme.files("scenarios/sentences", "*.py")
        for path in sorted(files, key=lambda p: not p.is_relative_to(programme.stock)):
            try:
                module = loading.load(f"scenarios.sentences.{path.stem}")
            except ShopperError as error:
                pytest.exit(str(error), returncode=int(error.exit_code))
            config.pluginmanager.register(module, module.__name__)
        config.addinivalue_line("markers", f"{collecting.EVERY_CHANNEL}: play the scenario once in every channel")
        return shopping

    @property
    def words(self) -> Words:
        """What the owner is told in: the language asked for now, or when the wave began; the config's; else English."""
        return Words(self.config.getoption("lang") or self._language or "en")

    def read_settings(self) -> None:
        """Read the config and find the probes; on xdist's controller also what all workers share."""
        try:
            self.probes = probes_of(self.programme)
            check_installed(self.programme)  # told now, not when all has been asked
            self.settings = load_settings(self.programme, kinds=tuple(self.probes), judges=judge_names())
            self._language = self.settings.company.language
            if self._is_controller:
                self.store = open_journal(self.state)
                self.wave = self._choose_wave()
                neighbours.refuse_each(self.config)
                self._refuse_to_resume_in_parallel()
                sandbox_references(self.programme, self.settings, self.state)
        except ShopperError as error:
            self.refuse(error)

    @property
    def lines(self) -> bool:
        """Tell the end of each journey in a line of its own, in place of pytest's dots."""
        return bool(self.config.getoption("lines"))

    @property
    def detach(self) -> bool:
        """End when everything left waits and goes on without us."""
        return bool(self.config.getoption("detach"))

    @property
    def looks_only(self) -> bool:
        """Nothing is said: pytest was asked what there is (--collect-only, --fixtures), or to set up and stop there."""
        option = self.config.option
        asked = (option.setupplan, option.setuponly, option.showfixtures, option.show_fixtures_per_test)
        return bool(option.collectonly or any(asked))

    @property
    def _is_worker(self) -> bool:
        return hasattr(self.config, "workerinput")

    @property
    def _is_controller(self) -> bool:
        return not self._is_worker and neighbours.distributes(self.config)

    def _refuse_to_resume_in_parallel(self) -> None:
        """A worker does not know which scenarios the others play, so nobody could take open conversations up."""
        assert self.store is not None
        if waves.started(self.store, self.wave) is not None and waves.unfinished(self.store, self.wave):
            raise Refused(
                f"wave {self.wave} has open conversations, and pytest-xdist (-n) cannot take them up. Resume it "
                "without -n: a waiting conversation costs nothing there."
            )

    def brief_worker(self, node: Any) -> None:
        """Under pytest-xdist: every worker shops in the same wave."""
        node.workerinput["shopper_wave"] = self.wave

    def make_scheduler(self, log: Any) -> Any:
        """On xdist's controller: who hands the items out to the workers."""
        assert self.store is not None
        cast: dict[str, str] = {}

        def read() -> dict[str, str]:
            if not cast and self.store is not None:  # the workers have all collected by then
                cast.update(neighbours.read_cast(self.store, self.wave))
            return cast

        return neighbours.make_scheduler(self.config, log, read)

    def _tell_neighbours(self, items: list[pytest.Item]) -> None:
        """In a worker of xdist: who plays what, and that waiting is no hang."""
        assert self.store is not None
        journeys = [(item, identified[0].id) for item in items if (identified := self.identify(item)) is not None]
        neighbours.write_cast(self.store, self.wave, {i.nodeid: self.plan.personas.get(j, "") for i, j in journeys})
        neighbours.lift_timeouts(item for item, _ in journeys)

    def refuse(self, error: ShopperError) -> NoReturn:
        """End the session with a sentence and the right exit code, without a traceback."""
        self.codes.add(error.exit_code)
        self.tell(str(error))
        self._told_why = True
        why = "refused" if isinstance(error, Refused) else "stopped"
        pytest.exit(f"{why}: nothing was sent" if not self._started else why, returncode=int(error.exit_code))

    def tell(self, text: str) -> None:
        """Print to the terminal, whatever is being captured."""
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is None:
            sys.stderr.write(text + "\n")
            return
        reporter.ensure_newline()
        for line in text.splitlines():
            reporter.write_line(line, red=True)

    def collect(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """A feature file of the programme's own scenarios (the stock ones are only run where they are at home)."""
        if not file_path.resolve().is_relative_to(self.programme.root / "scenarios"):
            return None
        self._features.add(file_path.resolve())
        module: pytest.Collector = collecting.FeatureModule.from_parent(parent, path=file_path)
        return module

    def apply_tag(self, tag: str, function: Any) -> Any:
        """Register a Gherkin tag as a marker; @every-channel also asks for the fixture that is filled by channel."""
        known = [line.partition(":")[0].strip() for line in self.config.getini("markers")]
        if tag not in known:
            self.config.addinivalue_line("markers", f"{tag}: a tag of the programme's scenarios")
        if tag == collecting.EVERY_CHANNEL:
            return pytest.mark.usefixtures("channel")(getattr(pytest.mark, tag)(function))
        return None

    def generate(self, metafunc: pytest.Metafunc) -> None:
        """Play an @every-channel scenario once in every channel that is shopped and has a probe."""
        if metafunc.definition.get_closest_marker(collecting.EVERY_CHANNEL) and "channel" in metafunc.fixturenames:
            channels = self.settings.company.channels
            ids = [cid for cid, c in channels.items() if c.shopped and c.driver in self.probes]
            metafunc.parametrize("channel", ids, indirect=True, ids=ids)

    def check(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Refuse what cannot be played as written; choose the wave; keep of a resumed wave what was planned in it."""
        try:
            mistakes = collecting.check_features(self._features, self.programme)
            mistakes += collecting.check_doubled(items, self.programme)
            if mistakes:
                raise ScenarioError(mistakes)
            if self._all_are_here():
                scenarios = [identified[0].scenario for identified in map(self.identify, items) if identified]
                passing.check_known(self.settings, scenarios)
            self._choose(items)
            journeys = [item for item in items if self.identify(item) is not None]
            stories = collecting.check_items(journeys, self.programme, self.settings, self.probes)
            stories = self._leave_out_missing(items, stories)
            self._titles = [f"{i.feature}: {i.title}" for i, _ in filter(None, map(self.identify, items))]
            if self.config.option.needs_to:
                found = needs_of(stories, self.identify)
                write_needs(Path(self.config.option.needs_to), ((identity, need) for identity, _, need in found))
                return
            if self.config.option.collectonly:
                self.plan = plan_of(stories, self.identify, self.settings, self.probes, wave="")
                check_keys(self.settings.company, self.plan.visits)
            if self.config.option.showfixtures and self.config.option.verbose <= 0:
                compat.hide_sentences(session)
            if self.looks_only or self._is_controller or not journeys:
                return
            self.store = open_journal(self.state)
            self.wave = self._choose_wave()
            begun = waves.started(self.store, self.wave)
            if self.config.option.spread:
                self.plan = play_week(self, session, items, stories, begun)
            elif begun is None:
                now = datetime.now().astimezone()
                seen = seen_lately(self.store, self.settings, now)
                self.plan = plan_of(stories, self.identify, self.settings, self.probes, wave=self.wave, seen=seen)
                check_keys(self.settings.company, self.plan.visits)
                today = {c: visits_today(self.store, self.settings, c) for c in self.plan.visits}
                check_before(self.settings.company, self.plan.visits, today, now)
                check_blackout(self.settings.calendar, self.settings.company.zone, now)
            else:
                self.keep_planned(session, items, set(begun.body["plan"]))
                self.plan = Plan.of_body(begun.body)
                self._language = waves.language_of(self.store, self.wave, self.settings)
                unfinished = waves.unfinished(self.store, self.wave)
                check_still_there(items, self.identify, self.plan, unfinished, self.settings, wave=self.wave)
            skip_unplayable(items, self.identify, self.plan)
            if self._is_worker:
                self._tell_neighbours(items)
        except ShopperError as error:
            self.refuse(error)

    def _choose(self, items: list[pytest.Item]) -> None:
        """Leave out what is not for this run."""
        option = self.config.option
        picked = bool(option.markexpr or option.keyword)
        choice = choose(items, self.identify, self.settings.company, option.lang, picked=picked)
        self._left_out = choice.why
        if choice.left_out:
            self.config.hook.pytest_deselected(items=choice.left_out)
            items[:] = choice.kept

    def _leave_out_missing(
        self, items: list[pytest.Item], stories: list[tuple[pytest.Item, Story]]
    ) -> list[tuple[pytest.Item, Story]]:
        """Leave out what needs an extra that is not installed, and say so in a line. Raises Refused."""
        found = playable(stories, self.settings, self.probes)
        self.missing = found.missing
        if found.missing is None:
            return stories
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            titles = found.missing.titles(self.settings, self.words.language)
            reporter.ensure_newline()
            reporter.write_line(self.words("without_extra", channels=titles, install=found.missing.install))
        if found.left_out:
            self.config.hook.pytest_deselected(items=list(found.left_out))
            items[:] = [item for item in items if item not in found.left_out]
        self.settings, self.probes = found.settings, dict(found.probes)
        return list(found.stories)

    @staticmethod
    def name(item: pytest.Item) -> None:
        """Let -k find a scenario by its title and values in any language: pytest's ids hold them escaped."""
        scenario = compat.scenario_of(item)
        if scenario is not None:
            item.extra_keyword_matches.update(text for text in (scenario.scenario, *scenario.values) if text)

    def _choose_wave(self) -> str:
        if self._is_worker:
            return str(self.config.workerinput["shopper_wave"])  # type: ignore[attr-defined]
        assert self.store is not None
        named = self.config.getoption("wave")
        if named:
            waves.check_environment(self.store, str(named), self.settings.environment)
            return str(named)
        if self.config.getoption("resume"):
            waiting = waves.open_waves(self.store, self.settings.environment)
            if not waiting:
                self.tell("Nothing waits: there is no open wave to resume.")
                self._told_why = True
                pytest.exit("nothing to resume", returncode=0)
            return waiting[-1]
        now = datetime.now(ZoneInfo(self.settings.company.zone))
        return waves.new_wave_name(self.store, now, self.settings.environment)

    def keep_planned(self, session: pytest.Session, items: list[pytest.Item], plan: set[str]) -> None:
        """Keep of the items those that a wave was begun with; say what of it is not there any more."""
        kept: list[pytest.Item] = []
        dropped: list[pytest.Item] = []
        for item in items:
            identified = self.identify(item)
            (kept if identified is None or identified[0].id in plan else dropped).append(item)
        if dropped:
            self.config.hook.pytest_deselected(items=dropped)
            items[:] = kept
        assert self.store is not None
        present = {identified[0].id for identified in map(self.identify, kept) if identified}
        gone = waves.unfinished(self.store, self.wave) - present
        if gone and self._all_are_here():
            titles = waves.titles(self.store, self.wave, gone)
            self.codes.add(Exit.REFUSED)
            self.tell(
                f"{len(gone)} open journeys of wave {self.wave} have no scenario any more ({'; '.join(titles)}): "
                "they were renamed or removed. Put them back and resume; what was heard is kept."
            )

    def _all_are_here(self) -> bool:
        """Whether this run was asked for all scenarios: else those that are missing were left out on purpose."""
        option = self.config.option
        chosen = (option.keyword, option.markexpr, option.deselect, option.lang, getattr(option, "lf", False))
        base, scenarios = self.config.invocation_params.dir, self.programme.root / "scenarios"
        whole = [base / arg for arg in self.config.args if "::" not in arg]
        return not any(chosen) and any(scenarios.is_relative_to(place.resolve()) for place in whole)

    def identify(self, item: pytest.Item) -> tuple[Identity, Script] | None:
        """Which journey an item is; None for a test that plays no scenario."""
        if not self.wave:
            return collecting.identity_of(item, self.programme, "")
        if _IDENTITY not in item.stash:
            item.stash[_IDENTITY] = collecting.identity_of(item, self.programme, self.wave)
        return item.stash[_IDENTITY]
