"""What the server tells of itself and of the last waves: the JSON of /healthz and the metrics of /metrics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..engine.clocks import to_datetime
from ..journal.slots import OURS, SlotRow, State
from .health import Labels, metric
from .keeper import Keeper
from .slots import Slot

_STUCK_S = 90.0  # a server that has not looked for so long is not well


@dataclass(frozen=True, slots=True)
class Figures:
    """What was so at one moment. unassigned: replies that match no visit, over all waves."""

    at: datetime
    zone: str
    playing: str = ""
    rows: Sequence[SlotRow] = ()
    coming: Slot | None = None
    lag_s: float = 0.0
    unassigned: int = 0
    counts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    trouble: str = ""

    @classmethod
    def of(cls, keeper: Keeper, at: datetime, zone: str, state: Path, unassigned: int) -> Figures:
        """Those of a keeper now. state: the folder where the waves' scorecards are."""
        rows = keeper.rows
        last = {row.entry: row.wave for row in rows if row.began_us}
        counts = {entry: found for entry, wave in last.items() if (found := _scorecard(state, wave))}
        return cls(at, zone, keeper.playing, rows, keeper.next(), keeper.lag_s(), unassigned, counts)

    def health(self, now: datetime) -> dict[str, Any]:
        """For /healthz. ok: it has looked lately, and nothing hinders it."""
        ended = [row for row in self.rows if row.state is State.ENDED]
        looked_s = (now - self.at).total_seconds()
        last = max(ended, key=lambda row: row.ended_us, default=None)
        return {
            "ok": looked_s < _STUCK_S and not self.trouble,
            "trouble": self.trouble,
            "looked_s_ago": round(looked_s, 1),
            "playing": self.playing or None,
            "last": None if last is None else {"wave": last.wave, "ended": self._local(last.ended_us)},
            "next": None if self.coming is None else {"wave": self.coming.wave, "due": self.coming.local.isoformat()},
            "lag_s": round(self.lag_s, 1),
            "waiting": [row.wave for row in self.rows if row.state is State.WAITING],
            "ours": [
                {"wave": row.wave, "due": row.local, "state": row.state.value, "why": row.why}
                for row in self.rows
                if row.state in OURS
            ][-10:],
        }

    def metrics(self, now: datetime) -> str:
        """For /metrics."""
        states = Counter((row.entry, row.state.value) for row in self.rows)
        ended = {row.entry: row.ended_us for row in self.rows if row.state is State.ENDED}
        parts = [
            metric("shopper_up", "1 while the server looks after its schedule", {(): float(self.health(now)["ok"])}),
            metric(
                "shopper_slots",
                "Due times of the schedule, by what became of them",
                {(("wave", entry), ("state", state)): float(n) for (entry, state), n in sorted(states.items())},
            ),
            metric(
                "shopper_seconds_since_wave_end",
                "Seconds since a wave of this name was last brought to its end",
                {(("wave", e),): now.timestamp() - at / 1e6 for e, at in sorted(ended.items())},
            ),
            metric("shopper_playing", "1 while a wave is being played", {(): float(bool(self.playing))}),
            metric(
                "shopper_lag_seconds", "How long a wave that is due has been waiting for its turn", {(): self.lag_s}
            ),
            metric(
                "shopper_replies_unassigned",
                "Replies in the journal that match no visit: a person should look at them",
                {(): float(self.unassigned)},
            ),
        ]
        if self.coming is not None:
            what = "When the next wave is due, Unix time"
            parts.append(metric("shopper_next_wave_timestamp_seconds", what, {(): self.coming.due.timestamp()}))
        return "".join([*parts, *self._of_scorecards()])

    def _of_scorecards(self) -> list[str]:
        """Counts of each wave's newest scorecard."""
        names = {
            "visits": "Visits of the newest wave",
            "invalid": "Visits of the newest wave that could not be measured, which is ours",
            "answered": "Visits of the newest wave that were answered",
            "in_time": "Visits of the newest wave that were answered in the promised time",
            "failed_journeys": "Scenarios of the newest wave in which the company failed",
        }
        found = []
        for key, what in names.items():
            values: dict[Labels, float] = {
                (("wave", entry),): float(counts.get(key, 0)) for entry, counts in sorted(self.counts.items())
            }
            if values:
                found.append(metric(f"shopper_last_{key}", what, values))
        return found

    def _local(self, at_us: int) -> str:
        return to_datetime(at_us).astimezone(ZoneInfo(self.zone)).isoformat(timespec="seconds")


def _scorecard(state: Path, wave: str) -> dict[str, Any]:
    with suppress(OSError, ValueError, KeyError):
        found = json.loads((state / "out" / wave / "scorecard.json").read_text(encoding="utf-8"))
        return dict(found["counts"])
    return {}
