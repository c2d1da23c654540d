"""What a wait is worth: 1 at once, 0.9 at the promised time, 0.5 at the tolerable one, towards 0 after it.

The shape is the survival function of a log-normal law, as Lighthouse scores its metrics, here for one visit at a time.
"""

from __future__ import annotations

import math
import sys
from statistics import NormalDist

_AT_SLA = NormalDist().inv_cdf(0.9)
_LEAST = 1e-15


def worth(seconds: float, *, sla: float, tolerable: float) -> float:
    """The worth of a reply after so many seconds. Needs 0 < sla < tolerable; seconds at or below 0 are worth 1."""
    if seconds <= 0:
        return 1.0
    spread = max(math.log(tolerable / sla) / _AT_SLA, _LEAST)  # two times that are all but one still are two
    return 0.5 * math.erfc(math.log(max(seconds / tolerable, sys.float_info.min)) / (spread * math.sqrt(2)))
