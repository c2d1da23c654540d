"""The server: looks after the schedule until it is told to stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from ..errors import JournalError, Refused
from ..journal.events import Kind, Store
from ..settings.models import Settings
from .alarm import alarm
from .child import Processes, Runner
from .figures import Figures
from .health import watched
from .keeper import AnotherServer, Keeper
from .posting import Begin, Postman, sending

_BEAT_S, _BUSY_BEAT_S = 10.0, 0.5
_JUMP_S = 5.0
_STANDBY_S = 5.0
_STOP_S = 30.0
_FIGURES_S = 5.0


@dataclass(slots=True)
class Server:
    """`shopper serve`. state: the programme's state folder. once: do what is due now, and end. standby: wait while
    another server is at work. health: "host:port" or "". out: takes a line about every event."""

    settings: Settings
    root: Path
    state: Path
    store: Store
    out: Callable[[str], None]
    once: bool = False
    standby: bool = False
    health: str = ""
    runner: Runner | None = None
    postman: Begin | None = None

    def serve(self) -> None:
        """Until SIGTERM or SIGINT. Raises Refused, AnotherServer, JournalError."""
        if not self.settings.schedule.waves:
            raise Refused(
                "there is nothing to serve: config/schedule.yaml names no waves. Write for instance "
                "“waves: {weekly: {at: mon 9:00}}”, and look at it with: shopper plan"
            )
        runner = self.runner or Processes(self.root, self.state)
        keeper = Keeper(self.settings, self.root, self.store, runner, tell=self._tell)
        stop = threading.Event()
        with ExitStack() as stack:
            stack.enter_context(_told_to_stop(stop))
            if not self._taken(keeper, stop):
                return
            stack.callback(keeper.release)
            begin = self.postman or sending(self.root, self.state)
            postman = Postman(self.store, begin, self.settings.schedule.again, tell=self._tell)
            stack.callback(postman.stop)
            watch = Watch(Figures(datetime.now(UTC), self.settings.company.zone))
            if self.health:
                where = stack.enter_context(watched(self.health, watch.health, watch.metrics))
                self._tell(f"health at http://{where}/healthz and /metrics")
            due = stack.enter_context(
                nullcontext(stop) if self.once else alarm(self.state / "journal.db", self.settings)
            )
            self._announce(keeper)
            self._loop(keeper, postman, watch, due, stop)
            self._end(keeper)
        self._tell("stopped")

    def _taken(self, keeper: Keeper, stop: threading.Event) -> bool:
        """Become the only server; False when told to stop while waiting for that."""
        told = False
        while not stop.is_set():
            try:
                keeper.take()
                return True
            except AnotherServer as error:
                if not self.standby:
                    raise
                if not told:
                    self._tell(f"standing by: {str(error).partition('.')[0]}")
                told = True
                stop.wait(_STANDBY_S)
        return False

    def _loop(
        self, keeper: Keeper, postman: Postman, watch: Watch, due: threading.Event, stop: threading.Event
    ) -> None:
        wall, steady = time.time(), time.monotonic()
        while not stop.is_set():
            jump = (time.time() - wall) - (time.monotonic() - steady)
            wall, steady = time.time(), time.monotonic()
            if abs(jump) > _JUMP_S:
                self._tell(f"the clock was put {'forward' if jump > 0 else 'back'} by {abs(jump):.0f} s")
            try:
                keeper.look()
                if not keeper.playing:
                    postman.look(time.time_ns() // 1000)
                self._figures(keeper, watch)
            except AnotherServer:
                raise
            except JournalError as error:  # a full disk, a lock: it is tried again, and whoever watches is told
                watch.figures = replace(watch.figures, trouble=str(error))
                self._tell(f"the journal cannot be used: {error}")
            if self.once and not keeper.playing and not postman.busy:
                return
            if due is not stop:
                due.clear()
            _wait(due, stop, _BUSY_BEAT_S if keeper.playing or postman.busy else _BEAT_S)

    def _figures(self, keeper: Keeper, watch: Watch) -> None:
        changed = watch.figures.playing != keeper.playing
        if self.health and (changed or time.monotonic() >= watch.again_at):
            watch.again_at = time.monotonic() + _FIGURES_S
            unassigned = len(self.store.events(kinds=[Kind.UNASSIGNED]))
            zone = self.settings.company.zone
            watch.figures = Figures.of(keeper, datetime.now(UTC), zone, self.state, unassigned)

    def _end(self, keeper: Keeper) -> None:
        """Let the wave that plays end in order."""
        if not keeper.playing:
            return
        keeper.stop()
        until = time.monotonic() + _STOP_S
        while keeper.playing and time.monotonic() < until:
            time.sleep(0.1)
            keeper.look()
        if keeper.playing:
            self._tell(f"{keeper.playing}: did not end in {_STOP_S:.0f} s; left to itself, it is taken up again")

    def _announce(self, keeper: Keeper) -> None:
        names = ", ".join(self.settings.schedule.waves)
        coming = keeper.next()
        when = f"next is {coming.wave} at {coming.local:%Y-%m-%d %H:%M %Z}" if coming else "nothing comes any more"
        self._tell(f"serving {self.settings.company.name}: {names}; {when}")

    def _tell(self, line: str) -> None:
        at = datetime.now(ZoneInfo(self.settings.company.zone))
        self.out(f"{at.isoformat(timespec='seconds')} {line}")


@dataclass(slots=True)
class Watch:
    """The newest figures, read by the threads that answer who watches."""

    figures: Figures
    again_at: float = 0.0

    def health(self) -> dict[str, object]:
        return self.figures.health(datetime.now(UTC))

    def metrics(self) -> str:
        return self.figures.metrics(datetime.now(UTC))


def _wait(due: threading.Event, stop: threading.Event, seconds: float) -> None:
    """Until something is due, the server is told to stop, or the time is over."""
    end = time.monotonic() + seconds
    while not due.is_set() and not stop.is_set() and time.monotonic() < end:
        due.wait(min(0.5, max(0.0, end - time.monotonic())))


@contextmanager
def _told_to_stop(stop: threading.Event) -> Iterator[None]:
    """Set the event at SIGTERM and SIGINT, as long as this lasts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def _set(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, _set) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
