"""Three kinds of closed loop, and where nobody can tell whether it is one."""

from __future__ import annotations

from typing import Any

from shopper.scoring.odm.method import Scored, score
from shopper.scoring.odm.table import read_table

from .tables import silent, table, visit


def ways(*visits: dict[str, Any], **config: Any) -> Scored:
    return score(read_table(table(*visits, **config)))


def sent(n: int, channel: str, to: str, **more: Any) -> dict[str, Any]:
    return visit(n, channel=channel, redirect_to=to, outcome="deflected", **more)


def test_who_sends_on_to_where_nobody_ever_solves_it_is_a_structural_trap() -> None:
    found = ways(sent(1, "chat", "email"), silent(2, channel="email"))
    assert found.ways.trapped_structural == [("price", "chat")]
    solved = ways(sent(1, "chat", "email"), visit(2, channel="email"))
    assert solved.ways.trapped_structural == []


def test_a_channel_that_was_not_looked_at_is_no_trap() -> None:
    assert ways(sent(1, "chat", "email")).ways.trapped_structural == []
    assert ways(sent(1, "chat", "target:phone")).ways.trapped_structural == []
    broken = visit(2, channel="email", valid=False, reply_s=None, outcome=None)
    assert ways(sent(1, "chat", "email"), broken).ways.trapped_structural == []


def test_a_circle_is_one_of_channels_and_of_the_journey() -> None:
    back = sent(2, "email", "chat", journey="J1", seq=2, origin="redirect")
    found = ways(sent(1, "chat", "email", journey="J1"), back)
    assert found.ways.cycles == [["chat", "email"]]
    assert found.ways.trapped_journeys == ["J1"]


def test_who_was_answered_so_that_nobody_can_tell_is_not_trapped() -> None:
    perhaps = visit(2, channel="email", journey="J1", seq=2, origin="redirect", redirect_to="chat", outcome=None)
    assert ways(sent(1, "chat", "email", journey="J1"), perhaps).ways.trapped_journeys == []


def test_who_was_sent_into_silence_is_trapped() -> None:
    nobody = silent(2, channel="email", journey="J1", seq=2, origin="redirect")
    assert ways(sent(1, "chat", "email", journey="J1"), nobody).ways.trapped_journeys == ["J1"]
