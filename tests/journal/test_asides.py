"""What of a wave belongs to no visit is shown, so that a person can say where it belongs."""

from __future__ import annotations

from shopper.journal.events import Event, Kind
from shopper.journal.listing import asides_text
from shopper.model import Stamp

NOON = 1_750_075_200_000_000  # 2025-06-16 12:00:00 UTC


def event(kind: Kind, visit: str = "", **body: str) -> Event:
    return Event(1, "monday", kind, Stamp(NOON), visit.partition(".")[0], visit, None, body)


def test_a_message_that_nobody_could_lay_to_a_visit_is_shown_with_who_sent_it_and_what_it_says() -> None:
    stray = event(
        Kind.UNASSIGNED,
        sender="help@shop.example",
        line="olena:email",
        subject="Re: a lamp",
        text="It\x1b[31m costs\n42",
    )
    text = asides_text([stray])
    assert "Ask a person" in text
    assert "2025-06-16 12:00:00  help@shop.example on olena:email: Re: a lamp It[31m costs 42" in text


def test_a_line_that_could_not_be_listened_on_is_told_and_a_visits_own_fault_is_not_told_twice() -> None:
    deaf = event(Kind.FAULT, line="olena:email", message="The server refused the password.")
    own = event(Kind.FAULT, "j1.1", message="The browser died.")
    assert asides_text([deaf, own]) == (
        "What came on these lines was not heard:\n  olena:email: The server refused the password."
    )


def test_nothing_is_said_where_there_is_nothing() -> None:
    assert asides_text([]) == ""
