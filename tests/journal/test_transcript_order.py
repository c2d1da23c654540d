"""What was settled after a crash stands where it was said."""

from __future__ import annotations

from shopper.journal.events import Event, Kind
from shopper.journal.transcript import transcript
from shopper.model import Clock, Side, Stamp

SECOND = 1_000_000


def event(seq: int, what: Kind, at: Stamp, **body: object) -> Event:
    """An event of one visit."""
    return Event(seq, "wave", what, at, "journey", "journey.1", None, body)


def test_an_answer_learnt_after_a_crash_stands_behind_the_question_whose_receipt_was_settled_after_it() -> None:
    sent = Stamp(100 * SECOND, clock=Clock.PAGE, accuracy_us=SECOND)
    learnt = Stamp(117 * SECOND, clock=Clock.LOCAL, accuracy_us=17 * SECOND)
    turns = transcript(
        [
            event(1, Kind.SAY_INTENT, sent, id="a", text="How much is it?"),
            event(2, Kind.SAY_ATTEMPT, sent, id="a"),
            event(3, Kind.HEARD, learnt, key="m1", text="42 UAH", kind="message"),
            event(4, Kind.SAY_DONE, sent, id="a", key="own-a", reconciled=True),
        ]
    )
    assert [turn.side for turn in turns] == [Side.CUSTOMER, Side.COMPANY]
