"""What a call's last word on the wire says of who ended it, and how; and whose number stands in it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from shopper.model import Stamp
from shopper.programme.loading import load_stock
from shopper.telephony import Moment
from shopper.telephony.events import Closed

sip_line = load_stock("probes.phone.sip_line")
line = load_stock("probes.phone.line")
AT = Moment(1_000_000_000_000, 5_000_000)


def closed(by: str, status: int | None = None) -> Closed:
    return Closed(AT, SimpleNamespace(), status, "", by)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("by", "status", "incoming", "answered", "who", "how"),
    [
        ("them", None, False, True, "them", "hung_up"),
        ("us", None, True, True, "us", "hung_up"),
        ("lost", None, False, True, "lost", "hung_up"),
        ("them", 486, False, False, "them", "busy"),
        ("them", 600, False, False, "them", "busy"),
        ("them", 603, False, False, "them", "declined"),
        ("them", 480, False, False, "them", "no_answer"),
        ("us", None, False, False, "us", "no_answer"),
        ("them", 404, False, False, "them", "unreachable"),
        ("them", 407, False, False, "us", "failed"),
        ("them", 503, False, False, "us", "failed"),
        ("them", None, True, False, "them", "gave_up"),
        ("lost", None, False, False, "lost", "failed"),
    ],
)
def test_the_end_of_a_call_is_told_by_whom_and_how(
    by: str, status: int | None, incoming: bool, answered: bool, who: str, how: str
) -> None:
    found = sip_line.how_it_ended(closed(by, status), incoming=incoming, answered=answered)
    assert found == (line.By(who), line.How(how))


@pytest.mark.parametrize(
    ("number", "vouched", "shown"),
    [
        ("+380441234567", "", "+380441234567"),
        ("anonymous", "<sip:+380441234567@provider.example>", "+380441234567"),
        ("anonymous", "sip:+380441234567@provider.example", "+380441234567"),
        ("anonymous", "", ""),
        ("", "", ""),
    ],
)
def test_where_the_caller_shows_no_number_the_networks_word_is_taken(number: str, vouched: str, shown: str) -> None:
    wire: Any = SimpleNamespace(number=number, headers={"P-Asserted-Identity": vouched} if vouched else {})
    assert sip_line.caller_of(wire) == shown


def test_a_lines_moment_can_be_subtracted_from_the_engines_own_on_the_monotonic_clock() -> None:
    stamp = sip_line.stamp_of(AT, "p1")
    assert stamp.seconds_since(Stamp(0, 3_000_000, "p1")) == pytest.approx(0.002)
    assert stamp.doubt_s == 0.0
