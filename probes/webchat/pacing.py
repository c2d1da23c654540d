"""How fast a person types and presses: characters a second with mild variation, the same in every run of a message."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator

AT_ONCE = 50.0  # a pace from which on nobody is imitated


def pauses(text: str, pace: float, seed: str) -> Iterator[float]:
    """Seconds to wait before each character of `text`; their sum is about len(text) / pace."""
    if pace >= AT_ONCE:
        yield from (0.0 for _ in text)
        return
    drawn = random.Random(seed)
    before = ""
    for char in text:
        stretch = 1.4 if before in ".,!?\n" else 0.96
        yield drawn.uniform(0.6, 1.4) * stretch / pace
        before = char


async def hesitation(pace: float, seed: str) -> None:
    """The moment a person takes before pressing what they have read; none at a pace at which nobody is imitated."""
    if pace < AT_ONCE:
        await asyncio.sleep(random.Random(seed).uniform(0.5, 1.4))
