"""What the plug-in does where there is a programme: one object for a pytest session runs its wave and ends it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

import pytest

from ..engine import wave as waves
from ..engine.board import Board
from ..engine.clocks import to_datetime
from ..engine.extras import without
from ..engine.opening import sandbox_references
from ..engine.session import Session
from ..errors import Exit, ShopperError, worst_exit
from ..judging import judge_names
from ..programme import Programme
from ..settings import load_settings
from . import compat, passing, present
from .casting import Plan
from .loop import RunLoop
from .playing import Playing

if TYPE_CHECKING:
    from ..engine.artefacts import Artefacts


@dataclass
class Shopping(Playing):
    """The programme at work in this pytest session."""

    _artefacts: Artefacts | None = None
    _waiting: int = 0
    _delivered: list[str] = field(default_factory=list)
    _broken: list[str] = field(default_factory=list)
    _warned: list[str] = field(default_factory=list)

    @classmethod
    def configure(cls, config: pytest.Config, programme: Programme) -> Self:
        """Load the programme's sentences, and make this the session that hooks without a config ask for."""
        shopping = super().configure(config, programme)
        present.enter(shopping)
        return shopping

    def run(self, session: pytest.Session) -> bool | None:
        """Play all items in our loop; None leaves the loop to pytest (nothing to shop, collection failed, xdist)."""
        if self.looks_only or self._is_controller:
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
        except session.Interrupted:
            raise  # asked for by an option, such as --stepwise, and told by pytest
        except KeyboardInterrupt:
            self.tell("\n" + self.words("stopping"))
            self._told_why = True
            raise
        return True

    def _start(self, session: pytest.Session) -> None:
        assert self.store is not None
        references = sandbox_references(self.programme, self.settings, self.state)
        if references is not None:
            self.settings = load_settings(self.programme, references, judges=judge_names())
            if self.missing is not None:
                self.settings = without(self.settings, self.missing)
        self.engine = Session(
            self.programme,
            self.settings,
            self.store,
            self.wave,
            self.probes,
            evidence_dir=self.state / "evidence",
            blocking=self._is_worker,
            language=self.words.language,
        )
        identities = {i[0].id: i[0].title for i in map(self.identify, session.items) if i is not None}
        self.engine.start()
        self._started = True
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        file = reporter._tw._file if reporter is not None else sys.stderr
        quiet = self.config.getoption("no_board") or self._is_worker
        fresh = partial(compat.fresh_line, reporter)
        self.board = Board(
            file,
            lambda journey: identities.get(journey, journey),
            quiet=quiet,
            words=self.words,
            channels=self.settings.company.titles(self.words.language),
            fresh_line=fresh,
        )
        begun = waves.started(self.store, self.wave)
        if begun is None:
            body = {"plan": list(identities), "company": self.settings.company.name, "titles": identities}
            body["environment"] = self.settings.environment
            body["language"] = self.config.getoption("lang") or ""  # the config's own may change until it is told
            waves.start_wave(self.store, self.wave, self.engine.stamp(), body | self.plan.as_body())
        elif self._is_worker:
            self.plan = Plan.of_body(begun.body)  # another worker was first; all would plan the same
        self.engine.cast = self.plan.players
        if begun is not None and not self._is_worker:
            self._finished = set(identities) - waves.unfinished(self.store, self.wave)
            self.engine.recover([journey for journey in identities if journey not in self._finished])

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
        if (self._waiting or self.later_us) and self.config.option.fail_on_waiting:
            self.codes.add(Exit.WAITING)
        # pytest's own 1 says that an item failed; which of these are red was asked of every report.
        plain = {int(exitstatus)} - {0, 1} if self.codes or self._failed else {int(exitstatus)}
        if self._waiting or self.later_us:
            plain.discard(int(Exit.NOTHING_COLLECTED))  # there is something to play, only not yet
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
            from ..engine.ci_summary import append_summary
            from ..engine.clocks import now
            from ..engine.limits import red, warned
            from ..engine.second_opinion import after_wave

            finished = waves.finish_wave(self.store, self.wave, now(""))
            if not interrupted or finished:
                self._artefacts = write_artefacts(
                    self.programme,
                    self.settings,
                    self.store,
                    self.wave,
                    self.state,
                    self.words,
                    second_opinion=finished and after_wave(self.settings),
                )
                limits = passing.broken_limits(
                    self._artefacts.card, self._artefacts.table, self.settings, self._ci_words, whole=finished
                )
                self._broken, self._warned = red(limits), warned(limits)
                append_summary(self._artefacts.folder)
                if self._broken and self.config.option.fail_on == passing.ASSERTIONS:
                    self.codes.add(Exit.COMPANY_FAILED)
            if finished:
                self._deliver()
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

    def _deliver(self) -> None:
        """Send the reports to those whom the config names; what cannot be delivered is ours, not the company's."""
        assert self.store is not None
        delivery = self.settings.delivery
        if delivery.mail is None and delivery.webhook is None:
            return
        from ..delivery.courier import Courier

        came = Courier(self.programme, self.settings, self.store, self.state).after(self.wave)
        self._delivered += came.lines
        if came.failed:
            self.codes.add(Exit.OUR_FAULT)

    def _close_store(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None

    def summarise(self, reporter: Any) -> None:
        """After pytest's own summary: where the scorecard is, and what to do next."""
        if self.config.option.collectonly and self._titles:
            self._summarise_plan(reporter)
        if self.config.option.collectonly or not self._titles:
            for sentence in self._left_out:
                reporter.write_line(sentence)
        if self._waiting:
            key = "waits_on_one" if self._waiting == 1 else "waits_on"
            reporter.write_line(self.words(key, count=self._waiting))
        if self.later_us and not self.config.option.collectonly:
            at = to_datetime(self.later_us).astimezone(ZoneInfo(self.settings.company.zone))
            reporter.write_line(self.words("spread_goes_on", at=f"{at:%Y-%m-%d %H:%M}"))
        if self._failed and getattr(self.config.option, "reruns", None):
            reporter.write_line("--reruns repeats no visit: what was heard stands. A new run begins a new wave.")
        if self._artefacts is not None:
            reporter.write_line(self.words("wave_line", wave=self.wave, summary=self._artefacts.summary))
            for line in self._artefacts.told:
                reporter.write_line(line)
            reporter.write_line(self.words("page_line", page=self._artefacts.page))
            self._summarise_colour(reporter, self._artefacts.card)
        for line in self._delivered:
            reporter.write_line(line)

    def _summarise_colour(self, reporter: Any, card: Mapping[str, Any]) -> None:
        """Why the build is red, or why it is not although scenarios failed; and what need not be known any more."""
        words, by_limits = self._ci_words, self.config.option.fail_on == passing.ASSERTIONS
        if by_limits and self._broken:
            for line in (words("broken_head"), *(f"  {sentence}" for sentence in self._broken)):
                reporter.write_line(line, red=True)
        elif by_limits and self._failed and not self.codes:
            reporter.write_line(words("not_red"))
        for sentence in self._warned:
            reporter.write_line(words("limit_warned", sentence=sentence))
        for sentence in passing.gone(card, words):
            reporter.write_line(sentence)

    def _summarise_plan(self, reporter: Any) -> None:
        """What would be shopped, for `shopper check`."""
        company, words = self.settings.company, self.words
        rails = company.guard_rails
        for title in self._titles:
            reporter.write_line(title)
        reporter.write_line("\n" + words("plan_head", company=company.name))
        for channel, count in self.plan.visits.items():
            key = "plan_channel_one" if count == 1 else "plan_channel"
            reporter.write_line("  " + words(key, channel=channel, count=count, most=rails.visits_per_day))
        for journey, why in self.plan.not_applicable.items():
            reporter.write_line(words("plan_not_played", title=self.plan.titles[journey], why=why))
        reporter.write_line(words("plan_authorised", who=rails.authorised_by))

    def close(self) -> None:
        """The pytest session has ended, however it did."""
        self._stop_engine()
        self._close_store()
        present.leave(self)
