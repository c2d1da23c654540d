"""Pages are opened a few at a time: fewer on a busy machine, and all of them in the end."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

turns = load_stock("probes.webchat.turns")


@given(st.integers(-1, 9), st.lists(st.floats(0, 100)))
def test_at_least_one_and_never_too_many_are_let_in(most: int, taken: list[float]) -> None:
    made = turns.Turns(most)
    for seconds in taken:
        made.took(seconds)
        assert 1 <= made.allowed <= max(1, most)


def test_slow_openings_let_fewer_in_and_swift_ones_more_again() -> None:
    made = turns.Turns(4)
    for _ in range(3):
        made.took(30)
    assert made.allowed == 1
    made.took(1)
    assert made.allowed == 2


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(1, 4))
def test_everybody_has_a_turn_though_some_fail_and_some_leave(ends_well: list[bool], most: int) -> None:
    inside, seen = [0], [0]

    async def one(made: Any, well: bool) -> str:
        try:
            async with made.turn():
                inside[0] += 1
                seen[0] = max(seen[0], inside[0])
                await asyncio.sleep(0)
                inside[0] -= 1
                if not well:
                    raise ValueError
        except ValueError:
            return "failed"
        return "opened"

    async def everybody() -> list[str]:
        made = turns.Turns(most)
        leaving = asyncio.create_task(one(made, True))
        opening = [asyncio.create_task(one(made, well)) for well in ends_well]
        leaving.cancel()
        return await asyncio.gather(*opening)

    assert asyncio.run(everybody()) == ["opened" if well else "failed" for well in ends_well]
    assert seen[0] <= most
