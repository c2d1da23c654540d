"""What became of every time at which a wave was due: rows beside the events, one for each wave, never two.

The key is the wave's name, which its time makes (`weekly-2026-11-23-0900`); the wave of that name is begun once and
taken up again afterwards, so even a row that was lost could not make it be played twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from .events import Event, Kind, Store

_ROWS, _MARKS = "slots", "schedule"
SEEN = "seen"  # the mark up to which due times were noted, UTC µs


class State(StrEnum):
    """What became of it."""

    DUE = "due"  # its time has come, it is not begun yet
    RUNNING = "running"
    WAITING = "waiting"  # begun; looked after again at `again_us`
    ENDED = "ended"
    MISSED = "missed"  # ours: nothing was running when its time came
    REFUSED = "refused"  # ours: the config or a guard rail forbade it
    FAILED = "failed"  # ours: it could not be begun, or not be brought to its end
    LEFT_OUT = "left_out"  # a holiday, or a blackout: as it should be


OURS = (State.MISSED, State.REFUSED, State.FAILED)
OVER = (State.ENDED, State.LEFT_OUT, *OURS)


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One due time. entry: its name in the schedule. Times are UTC µs, 0 for what has not happened.

    local: the due time on the company's wall clock. week: of a wave that is spread over it, "" else. noted_us: when it
    was seen that the time has come. why: what a person is told of the state. failures: attempts in a row that came to
    nothing. pid: the process that plays it.
    """

    wave: str
    entry: str
    due_us: int
    local: str
    noted_us: int
    state: State = State.DUE
    week: str = ""
    why: str = ""
    exit: int | None = None
    failures: int = 0
    pid: int = 0
    began_us: int = 0
    ended_us: int = 0
    again_us: int = 0

    @property
    def over(self) -> bool:
        """Nothing more is done about it."""
        return self.state in OVER


def rows(store: Store) -> dict[str, SlotRow]:
    """All rows by wave, the earliest due first. Raises JournalError."""
    found = [_row(wave, value) for wave, value in store.list_state(_ROWS)]
    return {row.wave: row for row in sorted(found, key=lambda row: (row.due_us, row.wave))}


def _row(wave: str, value: Mapping[str, Any]) -> SlotRow:
    known = {name: value[name] for name in SlotRow.__dataclass_fields__ if name in value and name != "wave"}
    return SlotRow(wave=wave, **{**known, "state": State(known["state"])})


def put(store: Store, changed: Iterable[SlotRow], *, gone: Iterable[str] = (), seen_us: int | None = None) -> None:
    """Write rows, take rows away, and move the mark, all in one transaction. Raises JournalError."""
    state: list[tuple[str, str, Any]] = []
    for row in changed:
        value = asdict(row)
        del value["wave"]
        state.append((_ROWS, row.wave, {**value, "state": row.state.value}))
    state += [(_ROWS, wave, None) for wave in gone]
    if seen_us is not None:
        state.append((_MARKS, SEEN, seen_us))
    if state:
        store.append((), state=state)


def seen_us(store: Store) -> int | None:
    """Up to when due times were noted, UTC µs; None where nobody ever looked."""
    value = store.get_state(_MARKS, SEEN)
    return None if value is None else int(value)


def missed_before(store: Store, wave: str) -> list[SlotRow]:
    """What was missed, refused or failed since the wave before this one was due, and until this one began: what its
    page tells as ours. None for a wave that no schedule began."""
    all_rows = rows(store)
    mine = all_rows.get(wave)
    if mine is None:
        return []
    earlier = [r.due_us for r in all_rows.values() if r.due_us < mine.due_us and r.began_us and r.state not in OURS]
    since = max(earlier, default=0)
    until = max(mine.due_us, mine.began_us)
    return [r for r in all_rows.values() if r.state in OURS and since < r.due_us <= until and r.wave != wave]


def due_later(store: Store, wave: str) -> dict[str, int]:
    """journey → when it is to begin (UTC µs), of the journeys of a spread wave that are not begun yet."""
    started = store.events(wave=wave, kinds=[Kind.WAVE_STARTED])
    plan: Mapping[str, int] = started[0].body.get("due", {}) if started else {}
    if not plan:
        return {}
    marks: list[Event] = store.events(wave=wave, kinds=[Kind.JOURNEY_STARTED, Kind.JOURNEY_FINISHED])
    begun = {event.journey for event in marks}
    return {journey: at for journey, at in plan.items() if journey not in begun}
