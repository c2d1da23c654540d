"""A fetched message gets the moment at which it was announced, however places move meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Stamp
from shopper.programme.loading import load_stock

if TYPE_CHECKING:
    from probes.email.arrivals import Arrivals
else:
    Arrivals = load_stock("probes.email.arrivals").Arrivals


def at(n: int) -> Stamp:
    return Stamp(n, n, "p")


def test_a_message_that_lay_there_when_we_opened_has_no_moment() -> None:
    arrivals = Arrivals()
    arrivals.exists(3, at(1))  # SELECT's own answer
    arrivals.opened(3)
    assert arrivals.of(3) is None
    assert not arrivals.news


def test_messages_announced_together_share_their_moment() -> None:
    arrivals = Arrivals()
    arrivals.opened(2)
    arrivals.exists(4, at(1))
    arrivals.exists(5, at(2))
    assert [arrivals.of(n) for n in (2, 3, 4, 5, 6)] == [None, at(1), at(1), at(2), None]
    assert arrivals.take_news()
    assert not arrivals.take_news()


@given(st.data())
def test_every_message_keeps_its_own_moment_through_any_removals(data: st.DataObject) -> None:
    arrivals = Arrivals()
    box: list[Stamp | None] = [None] * data.draw(st.integers(0, 4))
    arrivals.opened(len(box))
    for step in range(data.draw(st.integers(1, 30))):
        action = data.draw(st.sampled_from(["come", "go", "take"]))
        if action == "come":
            count = data.draw(st.integers(1, 3))
            box += [at(step + 1)] * count
            arrivals.exists(len(box), at(step + 1))
        elif action == "go" and box:
            place = data.draw(st.integers(1, len(box)))
            del box[place - 1]
            arrivals.expunged(place)
        elif action == "take":
            assert [arrivals.of(n + 1) for n in range(len(box))] == box
            taken = data.draw(st.integers(0, len(box)))
            arrivals.settled(taken)
            box[:taken] = [None] * taken
    assert [arrivals.of(n + 1) for n in range(len(box))] == box
