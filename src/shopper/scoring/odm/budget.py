"""How fast the promise is being used up, as reliability engineers count it: the share of late answers that happened,
over the share that the promise allows."""

from __future__ import annotations

from dataclasses import dataclass

from .intervals import Z95, wilson

WEEK_BURN, LONG_BURN = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Burn:
    """burn: 1 uses up exactly what is allowed; burn_lo its lower limit; remaining: what is left of the allowance, below
    0 once it is overdrawn."""

    burn: float
    burn_lo: float
    remaining: float


def burn(bad: int, n: int, target: float, z: float = Z95) -> Burn:
    """bad of n were late or never came, where a share `target` should be in time.

    Raises ValueError where nothing was watched or nothing may be late."""
    if n <= 0 or not 0 < target < 1:
        raise ValueError("a budget needs at least one watched visit and a target between 0 and 1")
    allowed = 1 - target
    used = bad / n / allowed
    return Burn(used, wilson(bad / n, n, z)[0] / allowed, 1 - used)


def alarm(week: Burn, four_weeks: Burn) -> bool:
    """Whether it is time to act: the week is bad and the month agrees, or the week alone is beyond doubt."""
    return (week.burn >= WEEK_BURN and four_weeks.burn_lo > LONG_BURN) or week.burn_lo >= WEEK_BURN
