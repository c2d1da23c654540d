"""What the journal holds of a call steers the journey: who spoke, whether it is still going on, what answers what."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.engine.in_calls import notice, person, said_before, sounding_until
from shopper.engine.ledger import Heard, Saying, VisitState
from shopper.model import Side, Stamp, Terms, Turn, TurnKind

T0 = 1_800_000_000_000_000


def at(seconds: float) -> Stamp:
    return Stamp(T0 + round(seconds * 1e6), round(seconds * 1e9), "p")


def turn(seconds: float, call: str, kind: TurnKind = TurnKind.SYSTEM, until: float | None = None, **data: Any) -> Turn:
    read_at = at(until) if until is not None else None
    key = f"{call}-{seconds}"
    return Turn(0, Side.COMPANY, call, at(seconds), read_at, kind, key=key, data={"call": call, **data})


def visit(*turns: Turn, said: float | None = None) -> VisitState:
    state = VisitState(
        "j.1", 1, "hotline", "hotline", "mark", "en", "t", "price", Terms(1.0, 2.0, 30.0), at(0), 0,
        heard=[Heard(one, seq) for seq, one in enumerate(turns, 10)],
    )  # fmt: skip
    if said is not None:
        state.said.append(Saying("s", 1, "How much?", "", "", 5, done=at(said)))
    return state


def test_a_call_of_a_possible_stranger_is_no_notice() -> None:
    state = visit(turn(1, "ring", possible=True), turn(2, "ring"))
    found = notice(state, "ring")
    assert found is not None and found.at == at(2)


def test_a_recordings_words_are_no_persons() -> None:
    recorded = turn(1, "spoken", TurnKind.AUTO)
    spoken = turn(5, "spoken", TurnKind.MESSAGE)
    assert person(visit(recorded)) is None
    assert person(visit(recorded, spoken)) is spoken


@pytest.mark.parametrize("now", ["speech", "music", "announcement", "tone"])
def test_while_something_is_heard_a_call_is_going_on(now: str) -> None:
    state = visit(turn(1, "answered"), turn(3, "sound", now=now, was="silence"))
    assert sounding_until(state) == at(33).wall_us


def test_what_was_spoken_is_waited_for_until_it_is_written_down() -> None:
    still = turn(6, "sound", now="silence", was="speech")
    until = sounding_until(visit(turn(3, "sound", now="speech", was="silence"), still))
    assert until is not None and until > at(6).wall_us
    spoken = turn(3, "spoken", TurnKind.MESSAGE, until=5.9)
    assert sounding_until(visit(still, spoken)) is None


def test_a_call_that_has_ended_is_not_going_on() -> None:
    assert (
        sounding_until(visit(turn(3, "sound", now="music", was="silence"), turn(4, "ended", TurnKind.CLOSED))) is None
    )
    assert sounding_until(visit()) is None


def test_what_was_spoken_before_the_customers_words_is_no_reply_to_them() -> None:
    early = turn(3, "spoken", TurnKind.MESSAGE, spoken=True)
    late = turn(9, "spoken", TurnKind.MESSAGE, spoken=True)
    state = visit(early, late, said=5)
    assert said_before(early, state)
    assert not said_before(late, state)
    assert not said_before(turn(3, "ring"), state)  # only words are spoken


@pytest.mark.parametrize(
    ("began", "until", "reply"),
    [(4.5, 8.0, True), (4.5, 4.9, False), (1.0, 8.0, False)],
    ids=["speaks over the customer's end", "is done before the customer", "spoke before the customer began"],
)
def test_who_speaks_over_the_end_of_the_customers_words_replies(began: float, until: float, *, reply: bool) -> None:
    spoken = turn(began, "spoken", TurnKind.MESSAGE, until=until, spoken=True)
    state = visit(spoken, said=5)
    state.said[0].attempted = at(3)
    assert said_before(spoken, state) is not reply
