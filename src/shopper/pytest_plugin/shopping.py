"""What the plug-in does where there is a programme. One object for each pytest session."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import pytest

from ..engine import wave as waves
from ..engine.board import Board
from ..engine.guard_rails import check_before
from ..engine.identity import Identity
from ..engine.journey import Failure, Journey, Script
from ..engine.opening import open_journal, probes_of, sandbox_references
from ..engine.session import Session, visits_today
from ..engine.suspend import StepsEnd, Suspend
from ..errors import Exit, JournalError, OurFault, Refused, ScenarioError, ShopperError, worst_exit
from ..journal.events import Store
from ..judging import judge_names
from ..programme import Programme, loading
from ..settings import load_settings
from ..settings.models import Settings
from . import collecting, compat
from .loop import RunLoop

if TYPE_CHECKING:
    from ..engine.artefacts import Artefacts

_current: Shopping | None = None
EXIT_CODE = "shopper_exit_code"
_IDENTITY = pytest.StashKey[tuple[Identity, Script] | None]()
_JOURNEY = pytest.StashKey[Journey]()


def current() -> Shopping | None:
    """The session that is being collected: pytest-bdd's tag hook is not told which."""
    return _current


class JourneyFailed(AssertionError):
    """The company failed this scenario; the message is what a person reads."""

    def __init__(self, failures: list[Failure], channel_of: Any) -> None:
        lines = []
        for failure in failures:
            lines.append(failure.sentence)
            lines.append(f"    asked for by: {failure.step}" if failure.step else "")
            lines += [f"    {channel_of(quote.visit)}: “{_shortened(quote.text)}”" for quote in failure.quotes]
        super().__init__("\n".join(line for line in lines if line))


@dataclass
class Shopping:
    """The programme at work in this pytest session."""

    config: pytest.Config
    programme: Programme
    state: Path
    settings: Settings = field(init=False)
    engine: Session = field(init=False)
    store: Store | None = None
    wave: str = ""
    suspended: Suspend | None = None
    collected: list[pytest.TestReport] | None = None
    codes: set[int] = field(default_factory=set)
    _features: set[Path] = field(default_factory=set)
    _finished: set[str] = field(default_factory=set)
    _artefacts: Artefacts | None = None
    _waiting: int = 0
    _started: bool = False
    _step: str = ""
    _planned: dict[str, int] = field(default_factory=dict)
    _titles: list[str] = field(default_factory=list)
    _told_why: bool = False

    # -- pytest_configure --------------------------------------------------------------------------------------------
    @classmethod
    def configure(cls, config: pytest.Config, programme: Programme) -> Shopping:
        """Load the programme's sentences, so that every feature can use them: the stock first, the owner's last."""
        global _current
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
        _current = shopping
        return shopping

    # -- before anything is said -------------------------------------------------------------------------------------
    def read_settings(self) -> None:
        """Read the config and find the probes; on xdist's controller also what all workers share."""
        try:
            self.probes = probes_of(self.programme)
            self.settings = load_settings(self.programme, kinds=tuple(self.probes), judges=judge_names())
            if self._is_controller:
                self.store = open_journal(self.state)
                self.wave = self._choose_wave()
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
    def _is_worker(self) -> bool:
        return hasattr(self.config, "workerinput")

    @property
    def _is_controller(self) -> bool:
        return not self._is_worker and bool(getattr(self.config.option, "numprocesses", None))

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
            ids = [cid for cid, c in channels.items() if c.shopped and c.kind in self.probes]
            metafunc.parametrize("channel", ids, indirect=True, ids=ids)

    def check(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Refuse what cannot be played as written; choose the wave; keep of a resumed wave what was planned in it."""
        try:
            mistakes = collecting.check_features(self._features, self.programme)
            mistakes += collecting.check_doubled(items, self.programme)
            if mistakes:
                raise ScenarioError(mistakes)
            planned = collecting.check_items(items, self.programme, self.settings, self.probes)
            self._planned = dict(planned)
            self._titles = [f"{i.feature}: {i.title}" for i, _ in filter(None, map(self.identify, items))]
            if self.config.option.collectonly or self._is_controller:
                return
            self.store = open_journal(self.state)
            self.wave = self._choose_wave()
            begun = waves.started(self.store, self.wave)
            if begun is None:
                zone_now = datetime.now().astimezone()
                today = {c: visits_today(self.store, self.settings, c) for c in planned}
                check_before(self.settings.company, planned, today, zone_now)
            else:
                self._keep_planned(session, items, set(begun.body["plan"]))
        except ShopperError as error:
            self.refuse(error)

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
            return str(named)
        if self.config.getoption("resume"):
            waiting = waves.open_waves(self.store)
            if not waiting:
                self.tell("Nothing waits: there is no open wave to resume.")
                self._told_why = True
                pytest.exit("nothing to resume", returncode=0)
            return waiting[-1]
        return waves.new_wave_name(self.store, datetime.now(ZoneInfo(self.settings.company.zone)))

    def _keep_planned(self, session: pytest.Session, items: list[pytest.Item], plan: set[str]) -> None:
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
        chosen = (option.keyword, option.markexpr, option.deselect, getattr(option, "lf", False))
        base, scenarios = self.config.invocation_params.dir, self.programme.root / "scenarios"
        whole = [base / arg for arg in self.config.args if "::" not in arg]
        return not any(chosen) and any(scenarios.is_relative_to(place.resolve()) for place in whole)

    # -- the wave ----------------------------------------------------------------------------------------------------
    def run(self, session: pytest.Session) -> bool | None:
        """Play all items in our loop; None leaves the loop to pytest (nothing to shop, collection failed, xdist)."""
        if self.config.option.collectonly or self._is_controller:
            return None
        if session.testsfailed and not self.config.option.continue_on_collection_errors:
            return None
        if not any(self.identify(item) for item in session.items):
            return None
        try:
            self._start(session)
            if self._is_worker:
                return None
            loop = RunLoop(self, session)
            try:
                loop.run()
            finally:
                self._waiting = len(loop.parked_at_end)
        except ShopperError as error:
            self.refuse(error)
        except KeyboardInterrupt:
            self.tell("\nStopping: what was said and heard is in the journal. Go on with: shopper resume")
            raise
        return True

    def _start(self, session: pytest.Session) -> None:
        assert self.store is not None
        references = sandbox_references(self.programme, self.settings, self.state)
        if references is not None:
            self.settings = load_settings(self.programme, references, kinds=tuple(self.probes), judges=judge_names())
        self.engine = Session(
            self.programme,
            self.settings,
            self.store,
            self.wave,
            self.probes,
            evidence_dir=self.state / "evidence",
            blocking=self._is_worker,
        )
        identities = {i[0].id: i[0].title for i in map(self.identify, session.items) if i is not None}
        self.engine.start()
        self._started = True
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        file = reporter._tw._file if reporter is not None else sys.stderr
        quiet = self.config.getoption("no_board") or self._is_worker
        self.board = Board(file, lambda journey: identities.get(journey, journey), quiet=quiet)
        if waves.started(self.store, self.wave) is None:
            body = {"plan": list(identities), "company": self.settings.company.name, "titles": identities}
            waves.start_wave(self.store, self.wave, self.engine.stamp(), body)
        elif not self._is_worker:
            self._finished = set(identities) - waves.unfinished(self.store, self.wave)
            self.engine.recover([journey for journey in identities if journey not in self._finished])

    def identify(self, item: pytest.Item) -> tuple[Identity, Script] | None:
        """Which journey an item is; None for a test that plays no scenario."""
        if not self.wave:
            return collecting.identity_of(item, self.programme, "")
        if _IDENTITY not in item.stash:
            item.stash[_IDENTITY] = collecting.identity_of(item, self.programme, self.wave)
        return item.stash[_IDENTITY]

    def journey(self, item: pytest.Item) -> Journey:
        """The journey of a running item, begun (or on a replay checked) at the first use of the fixture `visit`."""
        if _JOURNEY not in item.stash:
            identified = self.identify(item)
            if identified is None:
                pytest.fail(
                    "the fixture `visit` belongs to scenarios of the programme, not to this test", pytrace=False
                )
            journey = Journey(self.engine, *identified)
            item.stash[_JOURNEY] = journey
            journey.step = self._step
            journey.begin()
        return item.stash[_JOURNEY]

    def before_step(self, item: pytest.Item, step: Any) -> None:
        """Remember the sentence: operations and refusals name it."""
        self._step = f"{step.keyword.strip()} {step.name}"
        if _JOURNEY in item.stash:
            item.stash[_JOURNEY].step = self._step

    def protocol(self, item: pytest.Item) -> bool | None:
        """In our loop: run the item and keep its reports; they are told once, at its real end."""
        if self.collected is None:
            return None
        if _JOURNEY in item.stash:
            del item.stash[_JOURNEY]
        self._step = ""
        self.collected.extend(compat.run_again(item))
        return True

    def call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Around an item's call: after its last step wait for its visits to end, then fail with all that failed."""
        if self.identify(item) is None:
            yield
            return
        try:
            try:
                yield
            except StepsEnd:
                self._check_still_running(item)  # what follows cannot be reached; what was found until here stands
            except (KeyboardInterrupt, GeneratorExit, pytest.exit.Exception, Suspend):
                raise
            except BaseException as error:
                self._check_still_running(item)
                self._ended_by(item, error)
                raise
            if _JOURNEY in item.stash:
                journey = item.stash[_JOURNEY]
                failures = journey.finish()
                if journey.skipped_because is not None:
                    pytest.skip(journey.skipped_because)
                if failures:
                    raise JourneyFailed(failures, lambda visit: _channel(journey, visit))
        except Suspend as suspended:
            self._suspend(item, suspended)
            raise

    def _suspend(self, item: pytest.Item, suspended: Suspend) -> None:
        self.suspended = suspended
        compat.unwind_fixtures(suspended)
        if _JOURNEY in item.stash:
            item.stash[_JOURNEY].forget()

    @staticmethod
    def _check_still_running(item: pytest.Item) -> None:
        """Once a run waits, nothing that its steps still do on the way out counts: raise its Suspend again."""
        suspended = item.stash[_JOURNEY].suspended if _JOURNEY in item.stash else None
        if suspended is not None:
            raise suspended

    def _ended_by(self, item: pytest.Item, error: BaseException) -> None:
        """Journal how an exception ended a journey; one that can be taken up again stays open."""
        if isinstance(error, JournalError):
            self.engine.host.writer.give_up(error)
        elif isinstance(error, Refused) or _JOURNEY not in item.stash:
            pass  # it can be resumed once that is mended
        else:
            journey = item.stash[_JOURNEY]
            with contextlib.suppress(JournalError):  # told by the run loop
                if isinstance(error, OurFault):
                    journey.abandon(str(error), (error.code, str(error)))
                elif isinstance(error, pytest.skip.Exception):
                    journey.skip(str(error))
                else:
                    journey.abandon(f"{type(error).__name__}: {error}")

    def replay_outcome(self, item: pytest.Function) -> bool | None:
        """A journey that ended before this process began is not played again: its outcome stands in the journal."""
        identified = self.identify(item)
        if identified is None or identified[0].id not in self._finished:
            return None
        journey = Journey(self.engine, *identified)
        item.stash[_JOURNEY] = journey
        return True  # `call` asks the journey for its recorded end

    def report(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
        """Reports for what is no ordinary exception: a suspension, a company's failure, a fault of ours, a refusal."""
        error = call.excinfo.value if call.excinfo is not None else None
        if call.when == "setup" and error is not None:
            self._not_set_up(item, error)
        if isinstance(error, Suspend) and call.when == "teardown" and self.suspended is None:
            return self._report_of(item, call, "failed", f"a fixture waited for {error} in its teardown", call.when)
        if isinstance(error, Suspend):
            report = self._report_of(item, call, "skipped", "", call.when)
            report.wasxfail = "waiting"
            return report
        if isinstance(error, JourneyFailed):
            return self._report_of(item, call, "failed", str(error), call.when)
        if isinstance(error, OurFault | Refused):
            kind = "not measured, ours" if isinstance(error, OurFault) else "refused"
            report = self._report_of(item, call, "failed", f"{kind} ({error.code}): {error}", "setup")
            vars(report)[EXIT_CODE] = int(error.exit_code)  # travels with the report, from xdist's workers too
            return report
        return None

    def _not_set_up(self, item: pytest.Item, error: BaseException) -> None:
        """A fixture waited, was skipped or failed before the scenario's first step."""
        if isinstance(error, Suspend):
            self._suspend(item, error)
        elif isinstance(error, pytest.skip.Exception) and self._started and self.identify(item) is not None:
            with contextlib.suppress(ShopperError):
                self.journey(item).skip(str(error))
        elif isinstance(error, OurFault):
            self._ended_by(item, error)

    def logged(self, report: pytest.TestReport) -> None:
        """Remember what a failed report means for the exit code."""
        if report.failed:
            self.codes.add(getattr(report, EXIT_CODE, int(Exit.COMPANY_FAILED)))

    def _report_of(self, item: pytest.Item, call: Any, outcome: Any, longrepr: Any, when: Any) -> pytest.TestReport:
        identified = self.identify(item)
        return pytest.TestReport(
            nodeid=item.nodeid,
            location=(*item.location[:2], identified[0].title if identified else item.location[2]),
            keywords=dict.fromkeys(item.keywords, 1),
            outcome=outcome,
            longrepr=longrepr,
            when=when,
            sections=[(f"Captured {key} {phase}", content) for phase, key, content in item._report_sections],
            duration=call.duration,
            start=call.start,
            stop=call.stop,
            user_properties=list(item.user_properties),
        )

    # -- the end -----------------------------------------------------------------------------------------------------
    def finish(self, session: pytest.Session, exitstatus: int) -> None:
        """Stop the engine, write the wave's artefacts, and say by the exit code how it went."""
        if self._told_why:
            compat.hush_exit(self.config)
        try:
            self._stop_engine()
            if self._is_worker:
                return
            if self.store is not None and self.wave and not self.config.option.collectonly:
                self._conclude(interrupted=exitstatus not in (Exit.OK, Exit.COMPANY_FAILED))
        except KeyboardInterrupt:
            self.codes.add(Exit.INTERRUPTED)
            self.tell(
                "Stopped at once, without taking leave of anybody. What was said and heard is in the journal; whether "
                "a message went out that was being sent is asked when you go on with: shopper resume"
            )
        finally:
            self._close_store()
        if self._waiting:
            self.codes.add(Exit.WAITING)
        plain = {int(exitstatus)} - {0, 1} if self.codes else {int(exitstatus)}
        session.exitstatus = worst_exit({int(code) for code in self.codes} | plain)

    def _stop_engine(self) -> None:
        if self._started:
            self._started = False
            self.engine.stop()

    def _conclude(self, *, interrupted: bool) -> None:
        assert self.store is not None
        try:
            if waves.started(self.store, self.wave) is None:
                return
            from ..engine.artefacts import write_artefacts
            from ..engine.clocks import now

            finished = waves.finish_wave(self.store, self.wave, now(""))
            if not interrupted or finished:
                self._artefacts = write_artefacts(self.programme, self.settings, self.store, self.wave, self.state)
            if finished and self.settings.company.sandbox:
                from ..sandbox.process import stop

                stop(self.state / "sandbox")
        except ShopperError as error:
            self.codes.add(int(error.exit_code))
            self.tell(str(error))
        except Exception as error:  # a bug of ours after the wave: what was heard must still be told as kept
            import traceback

            self.codes.add(Exit.BUG)
            trace = self.state / "bug.txt"
            trace.write_text(traceback.format_exc(), encoding="utf-8")
            self.tell(
                f"A bug of ours: the reports of wave {self.wave} could not be made ({type(error).__name__}: {error}). "
                f"Everything heard is in the journal; details: {trace}. Again: shopper report {self.wave}"
            )

    def _close_store(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None

    def summarise(self, reporter: Any) -> None:
        """After pytest's own summary: where the scorecard is, and what to do next."""
        if self.config.option.collectonly and self._planned:
            self._summarise_plan(reporter)
        if self._waiting:
            noun = "journey waits" if self._waiting == 1 else "journeys wait"
            reporter.write_line(f"{self._waiting} {noun} on. Take the wave up again with: shopper resume")
        if self._artefacts is not None:
            reporter.write_line(f"wave {self.wave}: {self._artefacts.summary}")
            reporter.write_line(f"scorecard: {self._artefacts.page}")

    def _summarise_plan(self, reporter: Any) -> None:
        """What would be shopped, for `shopper check`."""
        company = self.settings.company
        rails = company.guard_rails
        for title in self._titles:
            reporter.write_line(title)
        reporter.write_line(f"\n{company.name}, one visit at least in each channel that a scenario names:")
        for channel, count in self._planned.items():
            noun = "visit" if count == 1 else "visits"
            reporter.write_line(f"  {channel}: {count} {noun} planned, at most {rails.visits_per_day} a day")
        reporter.write_line(f"authorised by: {rails.authorised_by}")

    def close(self) -> None:
        """The pytest session has ended, however it did."""
        global _current
        self._stop_engine()
        self._close_store()
        if _current is self:
            _current = None


def _channel(journey: Journey, visit: str) -> str:
    state = journey.ledger.visits.get(visit)
    return state.channel if state is not None else visit


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 240 else text[:237] + "…"
