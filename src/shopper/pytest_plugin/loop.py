"""The run loop: runs an item, parks it where it must wait, runs the next, and runs it again when its time has come."""

from __future__ import annotations

import gc
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from ..engine.board import what_of
from ..engine.suspend import Suspend, Wait
from . import compat

if TYPE_CHECKING:
    from .shopping import Shopping


WAITING = "shopper_waiting"


@dataclass(slots=True)
class Play:
    """An item in the loop. reports: of its last run. runs: how often its scenario was begun."""

    item: pytest.Item
    journey: str
    reports: list[pytest.TestReport] = field(default_factory=list)
    runs: int = 0


class RunLoop:
    """Plays all items of a session. Items that play no scenario run once, in their place."""

    def __init__(self, shopping: Shopping, session: pytest.Session) -> None:
        self._shopping, self._session = shopping, session
        self._plays: dict[str, Play] = {}
        self.parked_at_end: list[Wait] = []
        self.done = 0
        self._last = session.items[0]
        self._show_at = 0.0
        self._look_at = 0.0

    def run(self) -> None:
        """Until every item has ended, or (with --detach) everything left waits and can be left."""
        fresh = deque(self._session.items)
        scheduler, board = self._shopping.engine.scheduler, self._shopping.board
        _keep_out_of_collections()
        try:
            while fresh or len(scheduler):
                self._stop_if_asked()
                if fresh and self._keeps_fixtures(fresh[0]):
                    self._begin(fresh)
                    continue
                journey = scheduler.take(block=False)
                if journey is not None:
                    self._play(self._plays[journey])
                elif fresh:
                    self._begin(fresh)
                    if not fresh:
                        _keep_out_of_collections()
                elif self._may_leave():
                    self._leave()
                    return
                else:
                    self._show()
                    journey = scheduler.take(block=True)
                    if journey is not None:
                        self._play(self._plays[journey])
        finally:
            gc.unfreeze()
            board.hide()
            self._tear_down_all()

    def _show(self) -> None:
        """The board, not for each of ten thousand receipts: to count who waits takes longer than to wake one."""
        now = time.monotonic()
        if now >= self._show_at:
            self._show_at = now + 0.25
            self._shopping.board.show(self._shopping.engine.scheduler.waits, self.done, len(self._session.items))

    def _tear_down_all(self) -> None:
        try:
            compat.tear_down_all(self._session)
        except Exception as error:
            self._report_teardown_error(error)

    def _begin(self, fresh: deque[pytest.Item]) -> None:
        item = fresh.popleft()
        identified = self._shopping.identify(item)
        if identified is None:
            self._run_ordinary(item, fresh[0] if fresh else None)
        else:
            play = self._plays[identified[0].id] = Play(item, identified[0].id)
            self._play(play)

    def _keeps_fixtures(self, item: pytest.Item) -> bool:
        """Whether an ordinary test comes next that shares fixtures with those before it: a journey that is run between
        them would tear these down, and let them be set up twice."""
        scenarios = self._shopping.programme.root / "scenarios"
        return self._shopping.identify(item) is None and compat.holds_fixtures(item, scenarios)

    def _run_ordinary(self, item: pytest.Item, following: pytest.Item | None) -> None:
        """A test that plays no scenario is run and told as pytest does it, with whatever other plug-ins do to it."""
        self._shopping.board.hide()
        self._prepare(item)
        ordinary = following is not None and self._shopping.identify(following) is None
        self._shopping.not_ours = True
        try:
            # Not None at the end: what has the session's scope is still needed by those that wait.
            after = following if ordinary else item.parent
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        finally:
            self._shopping.not_ours = False
        self.done += 1

    def _prepare(self, item: pytest.Item) -> None:
        try:
            compat.tear_down_for(item)
        except BaseException as error:
            self._report_teardown_error(error)
        self._last = item
        self._shopping.suspended = None

    def _play(self, play: Play) -> None:
        item = play.item
        play.runs += 1
        self._prepare(item)
        self._shopping.collected = play.reports = []
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.parent)
        suspended: Suspend | None = self._shopping.suspended
        if suspended is not None:
            # Else the frames of its unwinding live as long as it waits, with all that they hold.
            suspended.__traceback__ = None
            play.reports = []
            self._shopping.engine.scheduler.park(suspended.wait)
        else:
            self._finish(play)

    def _finish(self, play: Play) -> None:
        """Tell pytest of the item once, at its real end."""
        self._shopping.board.hide()
        self.done += 1
        if self._shopping.lines:
            outcome, why = ending_of(play.reports)
            whole = play.item.config.getoption("tbstyle") == "no"  # nothing will be told of it later
            self._shopping.board.tell(play.journey, outcome, why if whole else why.partition("\n")[0])
        log(play.item, play.reports)

    def _report_teardown_error(self, error: BaseException) -> None:
        """A wider fixture failed in its teardown: an error of the item that ran before, not the end of the wave."""
        if isinstance(error, KeyboardInterrupt | pytest.exit.Exception):
            raise error
        item = self._last
        excinfo = pytest.ExceptionInfo.from_exception(error)
        report = pytest.TestReport(
            nodeid=item.nodeid,
            location=item.location,
            keywords={},
            outcome="failed",
            longrepr=str(excinfo.getrepr(style="short")),
            when="teardown",
        )
        self._shopping.board.hide()
        item.ihook.pytest_runtest_logreport(report=report)

    def _stop_if_asked(self) -> None:
        if self._session.shouldfail or self._session.shouldstop:
            self.parked_at_end = self._shopping.engine.scheduler.waits
        if self._shopping.engine.broken is not None:
            raise self._shopping.engine.broken
        if self._session.shouldfail:
            raise self._session.Failed(self._session.shouldfail)
        if self._session.shouldstop:
            raise self._session.Interrupted(self._session.shouldstop)

    def _may_leave(self) -> bool:
        engine, began = self._shopping.engine, time.monotonic()
        if not self._shopping.detach or began < self._look_at:
            return False
        waits = engine.scheduler.waits
        leave = bool(waits) and all(engine.survives_detach(wait) for wait in waits)
        took = time.monotonic() - began
        self._look_at = began + 11 * took  # with thousands waiting, looking must not be all that is done
        return leave

    def _leave(self) -> None:
        """Everything left waits, and goes on waiting without us: say so for each."""
        self.parked_at_end = self._shopping.engine.scheduler.waits
        for wait in self.parked_at_end:
            play = self._plays[wait.journey]
            report = pytest.TestReport(
                nodeid=play.item.nodeid,
                location=play.item.location,
                keywords={},
                outcome="skipped",
                longrepr=(
                    str(play.item.path),
                    play.item.location[1] or 0,
                    f"waiting for {wait.what} in {wait.channel}",
                ),
                when="call",
            )
            if self._shopping.lines:
                words = self._shopping.words
                told = words("waits_for", what=what_of(wait, words), channel=self._shopping.board.called(wait.channel))
                self._shopping.board.tell(wait.journey, "waiting", told)
            vars(report)[WAITING] = True  # pytest keeps what plug-ins put on its reports
            log(play.item, [report])


def ending_of(reports: list[pytest.TestReport]) -> tuple[str, str]:
    """How an item ended (passed, failed, error, skipped), and why, the first sentence first."""
    for report in reports:
        if report.failed:
            ours = report.when != "call"
            return "error" if ours else "failed", str(report.longrepr or "")
    skipped = next((report for report in reports if report.skipped), None)
    if skipped is None:
        return "passed", ""
    why = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else ""
    return "skipped", why.removeprefix("Skipped: ")


def _keep_out_of_collections() -> None:
    """Let garbage collections pass over what is there now: thousands of items and waits, which live to the end and,
    looked through again and again, would hold every reply up."""
    gc.collect()
    gc.freeze()


def log(item: pytest.Item, reports: list[pytest.TestReport]) -> None:
    """What pytest's own loop tells its hooks of one item."""
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in reports:
        hook.pytest_runtest_logreport(report=report)
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
