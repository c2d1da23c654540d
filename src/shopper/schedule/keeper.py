"""Keeps the schedule: notes what has become due, begins one wave after the other, and looks after those that wait.

All that it knows stands in the journal (journal.slots), so it can be dropped at any moment: the next one goes on from
there. Nothing is played twice, because a due time makes the name of its wave, and a wave of a name is begun once.
Nothing is forgotten, because the mark up to which due times were noted moves in the same transaction as their rows.

Waves are played one after another: two processes could not share a mailbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ..engine import wave as waves
from ..engine.clocks import to_datetime, to_us
from ..engine.guard_rails import in_quiet_hours
from ..errors import Exit, LineLeased, Refused
from ..journal import slots as ledger
from ..journal.events import Store
from ..journal.leases import described, this_process
from ..journal.slots import SlotRow, State
from ..settings.models import Settings
from .child import Child, Runner
from .commands import playing
from .slots import Slot, monday_of, next_slot, slots, week_of

LEASE = "schedule"
TARDY_S = 300.0  # a due time that is noted later was missed, by whatever the cause
_TRIES = 8
_RENEW_S, _STALE_S = 20.0, 120.0
_WEEK_S = 7 * 86400.0


class AnotherServer(Refused):
    """Another `shopper serve` is at work on this journal."""

    code = "another_server"


class Keeper:
    """The schedule of one programme. now: UTC, aware. tell: takes a line about every event."""

    def __init__(
        self,
        settings: Settings,
        root: Path,
        store: Store,
        runner: Runner,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tell: Callable[[str], None] = lambda _: None,
        owner: str | None = None,
    ) -> None:
        self._settings, self._root, self._store, self._runner = settings, root, store, runner
        self._now, self._tell = now, tell
        self._owner = owner or this_process()
        self._child: Child | None = None
        self._playing = ""
        self._rows = ledger.rows(store)
        self._stopping = False
        self._leased_at: datetime | None = None

    # -- what others ask ---------------------------------------------------------------------------------------------
    @property
    def playing(self) -> str:
        """The wave that is being played now, "" when none is."""
        return self._playing

    @property
    def rows(self) -> list[SlotRow]:
        """What became of every due time so far, the earliest first."""
        return list(self._rows.values())

    def next(self) -> Slot | None:
        """The next slot of the schedule."""
        return next_slot(self._settings.schedule, self._settings.calendar, self._zone, self._now())

    def lag_s(self) -> float:
        """How long the longest of the waves that are due and not begun has been waiting for its turn."""
        due = [row.due_us for row in self._rows.values() if row.state is State.DUE and not row.week]
        return max(0.0, (to_us(self._now()) - min(due)) / 1e6) if due else 0.0

    def wake_at(self) -> datetime | None:
        """When there is something to do again, as far as is known; None where nothing ever comes."""
        again = [to_datetime(row.again_us) for row in self._rows.values() if row.state is State.WAITING]
        if any(row.state is State.DUE for row in self._rows.values()):
            again.append(self._now())
        coming = self.next()
        return min([*again, *([coming.due] if coming else [])], default=None)

    # -- being the only one ------------------------------------------------------------------------------------------
    def take(self) -> None:
        """Become the server of this journal, or stay it. Raises AnotherServer while another one is."""
        now = self._now()
        if self._leased_at is not None and abs((now - self._leased_at).total_seconds()) < _RENEW_S:
            return
        try:
            self._store.lease(LEASE, self._owner, stale_after_s=_STALE_S)
        except LineLeased as error:
            other = next((lease.owner for lease in self._store.leases() if lease.line == LEASE), "")
            raise AnotherServer(
                f"another shopper serve is at work on this journal ({described(other) if other else error}). One is "
                "enough: end this one, or that one; or begin this one with --standby, to take over when it ends."
            ) from error
        self._leased_at = now

    def release(self) -> None:
        """Let another server take over."""
        self._leased_at = None
        self._store.release(LEASE, self._owner)

    # -- the work ----------------------------------------------------------------------------------------------------
    def look(self) -> None:
        """Note what has become due, hear whether the wave that plays has ended, begin the next one.

        Raises JournalError, and AnotherServer where the lease was lost."""
        self.take()
        now = self._now()
        self._note(now)
        self._reap(now)
        if self._child is None and not self._stopping:
            self._begin_next(now)

    def stop(self) -> None:
        """Begin nothing any more, and ask the wave that plays to end in order. `look` hears of its end."""
        self._stopping = True
        if self._child is not None:
            self._tell(f"{self._playing}: asked to end; what waits stays in the journal")
            self._child.stop()

    @property
    def _zone(self) -> str:
        return self._settings.company.zone

    # -- noting ------------------------------------------------------------------------------------------------------
    def _note(self, now: datetime) -> None:
        seen = ledger.seen_us(self._store)
        now_us = to_us(now)
        if seen is None:
            self._first_look(now)
        elif now_us > seen:
            found = slots(self._settings.schedule, self._settings.calendar, self._zone, to_datetime(seen), now)
            self._put(self._judged(found, now_us), seen_us=now_us)
        elif now_us < seen - 1_000_000:
            self._set_back(seen, now_us)

    def _first_look(self, now: datetime) -> None:
        """Nothing before the first start was ours to do; a week that is spread is taken up where it is."""
        tz = ZoneInfo(self._zone)
        monday = datetime.combine(monday_of(week_of(now.astimezone(tz).date())), datetime.min.time(), tz)
        begun = slots(
            self._settings.schedule, self._settings.calendar, self._zone, monday - timedelta(seconds=1), monday
        )
        self._put(self._judged([slot for slot in begun if slot.week], to_us(now)), seen_us=to_us(now))

    def _judged(self, found: Iterable[Slot], now_us: int) -> list[SlotRow]:
        """The rows of slots whose time has come: due, or missed. Of several of one wave that nothing ran for, the last
        is caught up with."""
        fresh = [slot for slot in found if slot.wave not in self._rows]
        late = {slot.entry: slot for slot in fresh if not slot.left_out}  # the last of each
        return [self._row(slot, now_us, newest=late.get(slot.entry) is slot) for slot in fresh]

    def _row(self, slot: Slot, now_us: int, *, newest: bool) -> SlotRow:
        schedule = self._settings.schedule
        row = SlotRow(slot.wave, slot.entry, to_us(slot.due), f"{slot.local:%Y-%m-%d %H:%M}", now_us, week=slot.week)
        late_s = (now_us - row.due_us) / 1e6
        if slot.left_out:
            self._tell(f"{slot.wave}: not begun ({slot.left_out})")
            return replace(row, state=State.LEFT_OUT, why=slot.left_out)
        why = ""
        if slot.week:
            why = "the week was over when shopper serve was started again" if late_s >= _WEEK_S else ""
        elif late_s > TARDY_S:
            if schedule.missed == "skip":
                why = "shopper serve was not running at that time"
            elif late_s > schedule.grace:
                why = "shopper serve was not running then, nor within the grace after it"
            elif not newest:
                why = "shopper serve was not running at that time; a later one was played in its place"
        if why:
            self._tell(f"{slot.wave}: missed, ours ({why})")
            return replace(row, state=State.MISSED, why=why)
        self._tell(f"{slot.wave}: due" + (f", {late_s:.0f} s ago" if late_s > TARDY_S and not slot.week else ""))
        return row

    def _set_back(self, seen: int, now_us: int) -> None:
        """The clock was put back: what was noted of times that are to come again is taken back, unless it was begun."""
        gone = [r for r in self._rows.values() if r.due_us > now_us and not r.began_us]
        self._tell(f"the clock was put back by {(seen - now_us) / 1e6:.0f} s; {len(gone)} due times are to come again")
        self._put([], gone=[row.wave for row in gone], seen_us=now_us)

    # -- playing -----------------------------------------------------------------------------------------------------
    def _reap(self, now: datetime) -> None:
        if self._child is None:
            return
        code = self._child.poll()
        if code is None:
            return
        row, words = self._rows[self._playing], self._child.last_words()
        self._child, self._playing = None, ""
        after = self._after(row, code, words, now)
        self._put([after])
        detail = f": {after.why}" if after.why else ""
        self._tell(f"{row.wave}: {after.state.value}, exit code {code}{detail}")

    def _after(self, row: SlotRow, code: int, words: str, now: datetime) -> SlotRow:
        """What becomes of a row when its process has ended."""
        now_us, schedule = to_us(now), self._settings.schedule
        row = replace(row, exit=code, pid=0)
        again_us = now_us + round(schedule.again * 1e6)
        if waves.started(self._store, row.wave) is not None:
            if not waves.unfinished(self._store, row.wave):
                return replace(row, state=State.ENDED, ended_us=now_us, why="", failures=0)
            if code in (Exit.OK, Exit.COMPANY_FAILED, Exit.WAITING, Exit.INTERRUPTED):
                later = ledger.due_later(self._store, row.wave)
                some_wait = len(waves.unfinished(self._store, row.wave)) > len(later)
                coming = min(later.values(), default=again_us)
                at = min(again_us, coming) if some_wait else max(coming, now_us)
                if code == Exit.INTERRUPTED:
                    at = now_us
                return replace(row, state=State.WAITING, again_us=at, why="", failures=0)
        elif code in (Exit.NOTHING_COLLECTED, Exit.OK):
            return replace(row, state=State.FAILED, ended_us=now_us, why="no scenario is chosen by this wave")
        failures = row.failures + (code != Exit.INTERRUPTED)
        too_late = (now_us - row.due_us) / 1e6 > (_WEEK_S if row.week else max(schedule.grace, schedule.again))
        begun = waves.started(self._store, row.wave) is not None
        if failures >= _TRIES or (too_late and not begun and failures > 1):
            state = State.REFUSED if code == Exit.REFUSED else State.FAILED
            return replace(row, state=state, ended_us=now_us, why=words or _told(code), failures=failures)
        again_us = now_us + round(schedule.again * 1e6 * max(1, failures))
        return replace(row, state=State.WAITING, again_us=again_us, why=words or _told(code), failures=failures)

    def _begin_next(self, now: datetime) -> None:
        quiet = self._settings.company.guard_rails.quiet_hours
        is_quiet = quiet is not None and in_quiet_hours(quiet, now.astimezone(ZoneInfo(self._zone)).time())
        now_us = to_us(now)
        for row in sorted(self._rows.values(), key=lambda row: (row.state is not State.DUE, row.due_us)):
            if row.state is State.DUE and is_quiet and not row.week:
                continue
            waits = row.state is State.WAITING and row.again_us <= now_us
            orphan = row.state is State.RUNNING  # begun by a server that is gone
            if row.state is State.DUE or waits or orphan:
                self._begin(row, now)
                return

    def _begin(self, row: SlotRow, now: datetime) -> None:
        wave = self._settings.schedule.waves.get(row.entry)
        if wave is None:
            why = f"the schedule has no wave “{row.entry}” any more"
            self._put([replace(row, state=State.FAILED, why=why, ended_us=to_us(now))])
            self._tell(f"{row.wave}: given up ({why})")
            return
        first = row.began_us == 0
        # Written before it is begun: a server that dies in between leaves a row that is taken up again.
        row = replace(row, state=State.RUNNING, began_us=row.began_us or to_us(now))
        self._put([row])
        try:
            child = self._runner.start(
                row.wave, playing(wave, self._root, name=row.wave, entry=row.entry, week=row.week)
            )
        except OSError as error:
            at = to_us(now) + round(self._settings.schedule.again * 1e6)
            self._put([replace(row, state=State.WAITING, again_us=at, why=str(error), failures=row.failures + 1)])
            self._tell(f"{row.wave}: no process can be begun ({error}); tried again later")
            return
        self._child, self._playing = child, row.wave
        self._put([replace(row, pid=child.pid)])
        self._tell(f"{row.wave}: {'begun' if first else 'taken up again'}")

    def _put(self, changed: list[SlotRow], *, gone: Iterable[str] = (), seen_us: int | None = None) -> None:
        ledger.put(self._store, changed, gone=gone, seen_us=seen_us)
        for wave in gone:
            del self._rows[wave]
        self._rows.update({row.wave: row for row in changed})


def _told(code: int) -> str:
    return f"ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
