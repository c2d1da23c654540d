"""What four weeks tell together and one wave does not: by which hour nobody answers, and which promise is used up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from .hours import Asked, hours_of
from .odm.budget import Burn, alarm, burn
from .odm.table import Channel, Row
from .pooling import Wave, moment

WEEK, WINDOW = timedelta(weeks=1), timedelta(weeks=4)
TARGET = 0.9  # of the answers are to be in time (see docs/scoring.md)
ENOUGH = 5  # one late answer alone is no alarm, whatever share it is


def up_to(now: Wave, past: Iterable[Wave], span: timedelta) -> list[Wave]:
    """This wave and those before it that began less than a span before it, the oldest first."""
    end = moment(now.began)
    return [*(wave for wave in past if wave.over and end - moment(wave.began) < span), now]


def hours_over(now: Wave, past: Sequence[Wave]) -> dict[str, Any] | None:
    """Waits by hour and day over the four weeks up to this wave; None where there is nothing but this wave."""
    waves = [wave for wave in up_to(now, past, WINDOW) if wave.asked]
    asked = [
        Asked(
            wave.asked[row.id],
            row.reply_s if row.reply_s is not None else row.observed_s or 0.0,
            row.reply_s is not None,
            channel.sla_s,
        )
        for wave in waves
        for row, channel in _watched(wave)
        if row.id in wave.asked
    ]
    if len(waves) < 2 or not asked:
        return None
    return hours_of(asked, (moment(now.began) - moment(waves[0].began)) // WEEK + 1)


def budget(now: Wave, past: Sequence[Wave], title: Callable[[str], str]) -> dict[str, Any] | None:
    """How fast each channel uses up what its promise allows. None where nothing was watched.

    target: the share that is to be in time. channels: in the order of the config, each with its promise sla_s; week and
    month: of the seven and 28 days up to this wave, `bad` (late, or never) of n, burn (1 uses up just what is
    allowed), burn_lo its lower limit, remaining. alarm: it is time to act. A wave in which the channel promised another
    time is not counted with the others. title: what a channel is called."""
    if now.table is None:
        return None
    week, month = (_bad(up_to(now, past, span), now) for span in (WEEK, WINDOW))
    rows = []
    for key, channel in now.table.config.channels.items():
        if not week[key]:
            continue
        this, four = _burn(week[key]), _burn(month[key])
        rows.append(
            {
                "channel": key,
                "title": title(key),
                "sla_s": channel.sla_s,
                "week": _told(week[key], this),
                "month": _told(month[key], four),
                "alarm": len(week[key]) >= ENOUGH and alarm(this, four),
            }
        )
    return {"target": TARGET, "channels": rows} if rows else None


def _bad(waves: Iterable[Wave], now: Wave) -> dict[str, list[bool]]:
    """Of each channel, for every visit that was watched, whether its answer was late or never came."""
    terms = now.table.config.channels if now.table is not None else {}
    found: dict[str, list[bool]] = defaultdict(list)
    for wave in waves:
        for row, channel in _watched(wave):
            if row.channel in terms and terms[row.channel].sla_s == channel.sla_s:
                found[row.channel].append(row.reply_s is None or row.reply_s > channel.sla_s)
    return found


def _watched(wave: Wave) -> Iterable[tuple[Row, Channel]]:
    if wave.table is None:
        return
    for row in wave.table.rows:
        channel = wave.table.config.channels[row.channel]
        if row.valid and channel.shopped and (row.reply_s is not None or row.outcome is not None):
            yield row, channel


def _burn(bad: Sequence[bool]) -> Burn:
    return burn(sum(bad), len(bad), TARGET)


def _told(bad: Sequence[bool], used: Burn) -> dict[str, Any]:
    return {"bad": sum(bad), "n": len(bad), "burn": used.burn, "burn_lo": used.burn_lo, "remaining": used.remaining}
