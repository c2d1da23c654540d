"""While scenarios are played: what happens around each run of an item, and what its reports say."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import pytest

from ..engine import wave as waves
from ..engine.journey import Failure, Journey
from ..engine.session import Session
from ..engine.suspend import StepsEnd, Suspend
from ..errors import Exit, JournalError, OurFault, Refused, ShopperError
from ..words import Words
from ..words.faults import fault_in_words
from ..words.findings import finding_words
from . import compat, neighbours, passing
from .preparing import Preparing

EXIT_CODE = "shopper_exit_code"
_JOURNEY = pytest.StashKey[Journey]()


class JourneyFailed(AssertionError):
    """The company failed this scenario; the message is what a person reads."""

    def __init__(self, failures: list[Failure], channel_of: Any, words: Words) -> None:
        self.failures = failures
        lines = []
        say = finding_words(words.language)
        for failure in failures:
            lines.append(failure.sentence)
            lines.append(f"    {words('asked_by', step=failure.step)}" if failure.step else "")
            lines += [
                f"    {channel_of(quote.visit)}: {say('quoted', text=_shortened(quote.text))}"
                for quote in failure.quotes
            ]
        super().__init__("\n".join(line for line in lines if line))


@dataclass
class Playing(Preparing):
    """The items of this pytest session, each run of them."""

    engine: Session = field(init=False)
    suspended: Suspend | None = None
    collected: list[pytest.TestReport] | None = None
    not_ours: bool = False
    _finished: set[str] = field(default_factory=set)
    _step: str = ""
    _failed: bool = False

    def journey(self, item: pytest.Item) -> Journey:
        """The journey of a running item, begun (or on a replay checked) at the first use of the fixture `visit`."""
        if _JOURNEY not in item.stash:
            identified = self.identify(item)
            if not self._started:
                pytest.skip("nothing is said here: no scenario is played")
            if identified is None:
                pytest.fail(
                    "the fixture `visit` belongs to scenarios of the programme, not to this test", pytrace=False
                )
            journey = Journey(self.engine, *identified)
            item.stash[_JOURNEY] = journey
            journey.step = self._step
            fresh = journey.ledger.started is None
            journey.begin()
            if fresh:
                item.ihook.pytest_shopper_visit_begins(item=item, visit=journey)
        return item.stash[_JOURNEY]

    def replaying(self, item: pytest.Item) -> bool:
        """Whether what comes next in this item was begun in an earlier run of it."""
        return self._started and self.identify(item) is not None and self.journey(item).replaying

    def before_step(self, item: pytest.Item, step: Any) -> None:
        """Remember the sentence: operations and refusals name it."""
        self._step = f"{step.keyword.strip()} {step.name}"
        if _JOURNEY in item.stash:
            item.stash[_JOURNEY].step = self._step

    def protocol(self, item: pytest.Item) -> bool | None:
        """In our loop: run the item and keep its reports; they are told once, at its real end."""
        if self.collected is None or self.not_ours:
            return None
        self.collected.extend(compat.run_again(item))
        return True

    def begin_run(self, item: pytest.Item) -> None:
        """An item is run, for the first time or again, by whomever: it starts from what the journal holds."""
        if _JOURNEY in item.stash:
            del item.stash[_JOURNEY]
        self._step = ""

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
                    raise JourneyFailed(failures, lambda visit: _channel(journey, visit), self.words)
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
        if self.suspended is not None and call.when == "teardown":
            neighbours.forget_result(item)
        if isinstance(error, Suspend):
            report = self._report_of(item, call, "skipped", "", call.when)
            report.wasxfail = "waiting"
            return report
        if isinstance(error, JourneyFailed):
            return self._report_of_failure(item, call, error)
        if isinstance(error, OurFault | Refused):
            compat.expect_no_failure(item)
            kind = "not measured, ours" if isinstance(error, OurFault) else "refused"
            kind = fault_in_words(self.words.language, error.code) or kind
            report = self._report_of(item, call, "failed", f"{kind} ({error.code}): {error}", "setup")
            vars(report)[EXIT_CODE] = int(error.exit_code)  # travels with the report, from xdist's workers too
            return report
        return None

    def _report_of_failure(self, item: pytest.Item, call: Any, error: JourneyFailed) -> pytest.TestReport:
        """The company failed. What is known, and not overdue, is reported as an expected failure is."""
        assert self.store is not None
        today = waves.begun_on(self.store, self.wave, self.settings)
        known = passing.knowing(item.stash[_JOURNEY], error.failures, self.settings, today, self._ci_words)
        if known.all_known:
            why = "; ".join(known.told)
            place = (str(item.path), item.location[1] or 0, f"{why}\n{error}")
            report = self._report_of(item, call, "skipped", place, call.when)
            report.wasxfail = why
            return report
        report = self._report_of(item, call, "failed", "\n".join([str(error), *known.told]), call.when)
        vars(report).update({passing.COMPANYS: True, passing.OVERDUE: known.overdue})
        return report

    @property
    def _ci_words(self) -> Words:
        return Words(self.words.language, "ci")

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
            self._failed = True
            if passing.is_red(report, self.config.option.fail_on):
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


def _channel(journey: Journey, visit: str) -> str:
    state = journey.ledger.visits.get(visit)
    if state is None:
        return visit
    return journey.session.channel(state.channel).called(state.channel, journey.tell.language)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 240 else text[:237] + "…"
