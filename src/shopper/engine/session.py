"""One process at work on one wave: its settings, journal, probes, and the journeys' questions to them."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..errors import GuardRail, JournalError, LineLeased, Mistake
from ..journal.events import Kind, Store
from ..journal.leases import this_process
from ..judging import context_of
from ..model import ChannelAddress, Outcome, Quote, Stamp
from ..programme import Programme
from ..settings.models import Channel, Persona, Settings
from . import clocks
from .casting import who_plays
from .credible import noted
from .ending import Ending, Failure
from .guard_rails import check_blackout, check_quiet, day_of
from .host import Hosting
from .journey import Journey, outgoing
from .ledger import Ledger, Saying, VisitState
from .probe import Conversation, Probe
from .registering import Register
from .renamed import judge_of
from .scheduler import Scheduler, look
from .suspend import Wait
from .taking_up import know_other_waves, recover
from .wave import journeys_of
from .writer import journey_of

_BEAT_S = 5.0


class Session:
    """What the journeys of a wave share. Made by the pytest plug-in; `start` before the first step, `stop` at the end.

    blocking: the run loop is not ours (pytest-xdist): a journey that waits blocks instead of unwinding.
    """

    def __init__(
        self,
        programme: Programme,
        settings: Settings,
        store: Store,
        wave: str,
        probes: Mapping[str, Probe],
        *,
        evidence_dir: Path,
        blocking: bool = False,
        language: str = "",
    ) -> None:
        self.programme, self.settings, self.store, self.wave = programme, settings, store, wave
        self.probes, self.blocking = probes, blocking
        self.owner = this_process()
        self.process = self.owner
        self.context = context_of(settings, language)
        self.closed_days = self.context.closed_days
        self.addresses = [
            ChannelAddress(cid, c.kind, c.address, c.aliases) for cid, c in settings.company.channels.items()
        ]
        for probe in dict.fromkeys(probes.values()):
            if (serves := getattr(probe, "serves", None)) is not None:
                serves(settings.company)
        self.register = Register(settings, probes, store)
        self.inbox = self.register.inbox
        self.cast: Mapping[str, str] = {}  # journey -> persona; "" where nobody can play it
        self.scheduler = Scheduler(store, wave)
        self._leased: set[str] = set()
        self._catching_up: set[str] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._beating = threading.Thread(target=self._beat, name="shopper-leases", daemon=True)
        self.host = Hosting(
            store,
            wave,
            probes,
            self.inbox,
            process=self.process,
            evidence_dir=evidence_dir,
            wake=self.scheduler.wake,
            gap_s=settings.company.guard_rails.gap,
            take_line=self._take_line,
            caught_up=self._caught_up,
            rest_s=settings.company.guard_rails.rest,
            # Under pytest-xdist several processes would each want the persona's mailbox for itself.
            listens=not blocking,
            tell=self.scheduler.tell,
            elsewhere=self._came_elsewhere,
        )

    # -- life --------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Take the wave (no two processes may run one), start the probes' loop. Raises LineLeased."""
        if not self.blocking:
            self._take_line(f"wave:{self.wave}")
        self._beating.start()
        self.host.start()
        know_other_waves(self)

    def stop(self) -> None:
        """Let everything go; the journal keeps what happened."""
        self._stopping.set()
        self.host.stop()
        if self._beating.is_alive():
            self._beating.join(timeout=_BEAT_S * 2)
        with self._lock, contextlib.suppress(JournalError):  # a lease whose process is gone holds nobody up
            for line in sorted(self._leased):
                self.store.release(line, self.owner)
        self._leased.clear()

    def _take_line(self, line: str) -> None:
        with self._lock:
            if line not in self._leased:
                self.store.lease(line, self.owner)
                self._leased.add(line)

    def _beat(self) -> None:
        while not self._stopping.wait(_BEAT_S):
            with self._lock:
                lines = sorted(self._leased)
            for line in lines:
                try:
                    self.store.lease(line, self.owner)
                except (LineLeased, JournalError) as error:
                    self.host.writer.give_up(
                        JournalError(f"the lease of {line} was lost, so this run stops: {error} Then: shopper resume")
                    )
                    return

    @property
    def broken(self) -> JournalError | None:
        """Set when the journal can no longer be written: the run must stop before anything else is said."""
        return self.host.writer.broken

    def stamp(self) -> Stamp:
        return clocks.now(self.process)

    # -- the company -------------------------------------------------------------------------------------------------
    def channel(self, channel: str) -> Channel:
        return self.settings.company.channels[channel]

    def promised_seconds(self, channel: str, start: Stamp, end: Stamp) -> float:
        hours, zone = self.channel(channel).hours, self.settings.company.zone
        return clocks.promised_seconds(hours, zone, start, end, self.closed_days)

    def patience_over_us(self, visit: VisitState) -> int | None:
        """When the patience with the last thing said is over (UTC µs); None while that is not out yet, or while what
        came in our absence has not been fetched."""
        said = visit.last_said
        if said is None or said.done is None or self.catching_up(visit):
            return None
        hours, zone = self.channel(visit.channel).hours, self.settings.company.zone
        return clocks.promised_deadline_us(hours, zone, said.done, visit.terms.patience_s, self.closed_days)

    def catching_up(self, visit: VisitState) -> bool:
        """The visit was taken up again, and what came meanwhile is still being fetched: nothing can be called over."""
        return visit.id in self._catching_up

    def _caught_up(self, visit: str) -> None:
        self._catching_up.discard(visit)
        self.scheduler.wake(journey_of(visit))

    def cannot_hear(self, visit: VisitState) -> bool:
        """Whether the line is deaf at this moment: then silence proves nothing, and the visit gets a fault of ours."""
        deaf_since = getattr(self.probe_of(visit), "deaf_since", None)
        since: Stamp | None = deaf_since(self.conversation(visit)) if deaf_since is not None else None
        if since is None:
            return False
        when = clocks.to_datetime(since.wall_us).astimezone(ZoneInfo(self.settings.company.zone))
        self.host.fault(
            visit.id,
            f"patience in {visit.channel} was over at a time when our own line could not be read "
            f"(since {when:%H:%M:%S}), so nobody can say whether an answer came",
            code="deaf",
        )
        return True

    def still_asked(self, visit: VisitState, deadline_us: int) -> int | None:
        """Patience was over at `deadline_us`, and whether anybody answered is still to be told by the person who
        serves the channel by hand: when to look again at the latest (UTC µs). None where it is known."""
        silence = getattr(self.probe_of(visit), "silence", None)
        return None if silence is None else silence(self.conversation(visit), deadline_us)

    # -- personas ----------------------------------------------------------------------------------------------------
    def persona(self, persona: str) -> Persona:
        return self.settings.personas[persona]

    def persona_for(self, journey: str, seed: str, language: str) -> str:
        """Who plays a journey, "" where nobody can. Raises OurFault when nobody speaks its language."""
        return who_plays(self.cast, self.settings, self.probes, journey=journey, seed=seed, language=language)

    def probe_of(self, visit: VisitState) -> Probe | None:
        """The probe that drives a visit's channel; None where there is none, or no such channel any more."""
        channel = self.settings.company.channels.get(visit.channel)
        return None if channel is None else self.probes.get(channel.driver)

    # -- visits ------------------------------------------------------------------------------------------------------
    def check_day(self, channel: str) -> None:
        """Raise GuardRail when today's visits in a channel are used up, or when it is too late or too early for one."""
        check_quiet(self.settings.company, datetime.now(UTC))
        check_blackout(self.settings.calendar, self.settings.company.zone, datetime.now(UTC))
        limit = self.settings.company.guard_rails.visits_per_day
        if self.visits_today(channel) >= limit:
            raise GuardRail(
                f"guard rail: {limit} visits in “{channel}” were made today, which is the limit "
                "(config/company.yaml: guard_rails.visits_per_day). The rest can be resumed tomorrow."
            )

    def visits_today(self, channel: str) -> int:
        """How many visits were begun in a channel today, in the company's zone, over all waves."""
        return visits_today(self.store, self.settings, channel)

    def one_visit_more(self, channel: str) -> tuple[str, str, int]:
        """The state (scope, key, value) that counts a visit begun now."""
        return ("visits", f"{channel}:{_today(self.settings)}", self.visits_today(channel) + 1)

    def seen(self, visit: str, body: Mapping[str, Any]) -> tuple[str, str, Any]:
        """The state (scope, key, value) that remembers whom the agents of a channel see in a visit begun now."""
        who = {name: str(body[name]) for name in ("persona", "channel", "service", "language")}
        return noted(self.settings, datetime.now(UTC), visit, **who)

    def opened(self, visit: VisitState) -> None:
        """Make a new visit's replies recognisable, on whatever line of the customer's they come."""
        self.register.add(visit, self.wave)
        self.host.listen(visit.persona, self.persona(visit.persona))

    def _came_elsewhere(self, visit: str, via: str) -> None:
        self.scheduler.tell(journey_of(visit), f"answered by {via}")

    def say(self, journey: Journey, visit: VisitState, saying: Saying) -> None:
        """Hand a saying to its probe."""
        if self.probe_of(visit) is None:
            self.host.fault(visit.id, f"no probe drives channels of kind “{visit.kind}”", code="no_probe")
            return
        if len(visit.said) == 1:
            self.register.add(visit, self.wave)  # it has its subject now
        else:
            self.inbox.says(visit.id, saying.text)
        self.host.say(self.conversation(visit), outgoing(visit, saying))

    def conversation(self, visit: VisitState) -> Conversation:
        return Conversation(
            visit=visit.id,
            tag=visit.tag,
            channel_id=visit.channel,
            channel=self.channel(visit.channel),
            company=self.settings.company,
            persona_id=visit.persona,
            persona=self.persona(visit.persona),
            language=visit.language,
            follows=self.register.follows(visit, self.wave),
        )

    def closed(self, visit: str) -> None:
        self.host.release(visit)

    def over(self, visits: Iterable[VisitState]) -> None:
        """Their journey has ended."""
        for visit in visits:
            channel = self.settings.company.channels.get(visit.channel)
            self.host.forget(visit.id, visit.kind if channel is None else channel.driver)

    def recover(self, journeys: Sequence[str]) -> int:
        """Take up the open visits of these journeys after a crash or a detach; how many there are."""
        return len(recover(self, journeys))

    def catch_up(self, visit: str) -> None:
        """What came in this visit while we were away is still to be fetched."""
        self._catching_up.add(visit)

    # -- waiting -----------------------------------------------------------------------------------------------------
    def block(self, wait: Wait, ledger: Ledger) -> None:
        """Wait here until it is over (under pytest-xdist)."""
        while look(self.store, self.wave, wait) is not True:
            if self.broken is not None:
                raise self.broken
            time.sleep(0.05)
        ledger.add(self.store.events(wave=self.wave, journey=wait.journey, after=ledger.last_seq))

    def survives_detach(self, wait: Wait) -> bool:
        """Whether every open conversation of a waiting journey goes on when this process ends."""
        ledger = Ledger(self.store.events(wave=self.wave, journey=wait.journey))
        return all(
            probe.survives_detach and all(self._is_said_later(probe, v, s) for s in v.said if s.pending)
            for v in ledger.visits.values()
            if v.closed is None and (probe := self.probe_of(v)) is not None
        )

    def _is_said_later(self, probe: Probe, visit: VisitState, saying: Saying) -> bool:
        """Whether what is not out yet goes out without us."""
        says_later = getattr(probe, "says_later", None)
        return says_later is not None and bool(says_later(self.conversation(visit), saying.id))

    # -- the end of a journey ----------------------------------------------------------------------------------------
    def failures_of(self, journey: Ending) -> list[Failure]:
        """Why a journey whose visits have closed fails: its steps' own soft verdicts, and what the judges answer to
        its expectations."""
        from ..judges import judge_journey

        [record] = journeys_of(self.store, self.wave, self.settings, journey=journey.identity.id)
        numbers = {(v.id, turn.key): turn.n for v in record.visits for turn in v.turns}
        failures = [
            Failure(
                event.body["sentence"],
                event.body["step"],
                tuple(Quote(visit, numbers.get((visit, key), 0), text) for visit, key, text in event.body["quotes"]),
                judge=judge_of(event.body),
                visit=event.visit,
            )
            for event in journey.ledger.notes
            if event.body["outcome"] == Outcome.FAILED.value
        ]
        expected: dict[str, str] = {}
        for event in journey.ledger.ops.values():
            if (
                event.kind is Kind.OP
                and event.body.get("name") == "expect"
                and self._counts(event.body["args"]["judge"])
            ):
                expected.setdefault(event.body["args"]["judge"], event.body["step"])
        if expected:
            failures += [
                Failure(verdict.sentence, expected[verdict.judge], verdict.quotes, verdict.judge, verdict.visit)
                for verdict in judge_journey(record, self.context, only=tuple(expected))
                if verdict.outcome is Outcome.FAILED
            ]
        return failures

    def _counts(self, judge: str) -> bool:
        rule = self.settings.rubric.judges.get(judge)
        return rule is None or rule.counts

    def mistake(self, journey: Ending, what: str) -> Mistake:
        """A mistake of a scenario, told where it stands."""
        return Mistake(f"scenarios/{journey.identity.feature}", journey.script.line, journey.step, what)


def visits_today(store: Store, settings: Settings, channel: str) -> int:
    """How many visits were begun in a channel today, in the company's zone, over all waves."""
    return int(store.get_state("visits", f"{channel}:{_today(settings)}") or 0)


def _today(settings: Settings) -> str:
    return day_of(datetime.now(UTC), ZoneInfo(settings.company.zone))
