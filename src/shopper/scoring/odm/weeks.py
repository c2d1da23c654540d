"""Week against week: states first, since they are facts; then the score, with what a sample of this size can show.

"No evidence of change" is an answer, and not "unchanged". The letters of two methods are never compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .exact import fisher
from .intervals import Z95, Z99, Estimate, difference, estimate, mover, z_for
from .method import WEIGHTS, Scored, score

NO_EVIDENCE, PERHAPS, CHANGED = "no evidence of change", "perhaps", "changed"
DIED, REVIVED = "died", "revived"
_POINTS_TOTAL, _POINTS_CATEGORY = 0.03, 0.05
_FALSE_ALARM = 0.05


def compare(before: Scored, after: Scored) -> dict[str, Any]:
    """What changed, JSON values: categories that both have, the total over those, channels, and caps."""
    common = [n for n in WEIGHTS if before.categories.get(n) is not None and after.categories.get(n) is not None]
    sure = _at(before, Z99), _at(after, Z99)
    strict_z = z_for(_FALSE_ALARM / len(WEIGHTS))
    strict = _at(before, strict_z), _at(after, strict_z)
    return {
        "common": common,
        "categories": {
            name: _change(
                _of(before, name), _of(after, name), (_of(strict[0], name), _of(strict[1], name)), _POINTS_CATEGORY
            )
            for name in common
        },
        "overall": _change(
            _total(before, common), _total(after, common), (_total(sure[0], common), _total(sure[1], common)),
            _POINTS_TOTAL,
        ) if common else None,
        "channels": _channels(before, after),
        "caps_new": sorted({cap for _, cap in after.caps.caps} - {cap for _, cap in before.caps.caps}),
        "caps_lifted": sorted({cap for _, cap in before.caps.caps} - {cap for _, cap in after.caps.caps}),
    }  # fmt: skip


def _at(scored: Scored, z: float) -> Scored:
    """The same with wider limits."""
    return score(scored.table, z, scored.reaches)


def _of(scored: Scored, name: str) -> Estimate:
    value = scored.categories[name]
    assert value is not None
    return value


def _total(scored: Scored, common: list[str]) -> Estimate:
    return mover([(float(WEIGHTS[name]), _of(scored, name)) for name in common])


def _change(before: Estimate, after: Estimate, strict: tuple[Estimate, Estimate], points: float) -> dict[str, Any]:
    gap, low, high = difference(before, after)
    _, strict_low, strict_high = difference(*strict)
    if abs(gap) >= points and not strict_low <= 0 <= strict_high:
        verdict = CHANGED
    elif not low <= 0 <= high:
        verdict = PERHAPS
    else:
        verdict = NO_EVIDENCE
    return {"diff": gap, "lo": low, "hi": high, "verdict": verdict}


def _channels(before: Scored, after: Scored) -> Mapping[str, Any]:
    """Shares answered of those watched to the end, each channel looked at as one of several."""
    both = [c for c in before.reaches if c in after.reaches and before.reaches[c].n and after.reaches[c].n]
    return {channel: _channel(before, after, channel, _FALSE_ALARM / len(both)) for channel in both}


def _channel(before: Scored, after: Scored, channel: str, alpha: float) -> dict[str, Any]:
    old, new = before.reaches[channel], after.reaches[channel]
    p = fisher((old.replied, old.n), (new.replied, new.n))
    gap, low, high = difference(
        estimate(old.replied / old.n, old.n, Z95), estimate(new.replied / new.n, new.n, Z95)
    )  # fmt: skip
    if old.dead and new.replied:
        verdict = REVIVED
    elif new.dead and old.replied:
        verdict = DIED
    else:
        verdict = CHANGED if p < alpha else NO_EVIDENCE
    return {
        "before": [old.replied, old.n],
        "after": [new.replied, new.n],
        "p": p,
        "diff": gap,
        "lo": low,
        "hi": high,
        "verdict": verdict,
    }
