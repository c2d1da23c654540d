"""The telephone's part of the staff's script: what it takes, and what it says of a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.errors import ConfigError
from shopper.sandbox.staff import load_staff

from .calling import HOTLINE, script


def test_customers_may_be_written_shortly_or_in_full() -> None:
    customers = {"olena": "+380440000017", "mark": {"number": "+380440000018", "language": "pl"}}
    staff = load_staff(script(phone_customers=customers))
    assert staff.phone_customers["olena"].number == "+380440000017"
    assert staff.phone_customers["mark"].language == "pl"


def test_every_part_of_a_call_is_known_however_deep() -> None:
    menu = {
        "menu": "Press 2.",
        "keys": {"2": [{"repeat": 2, "parts": [{"music": "2 s"}]}]},
        "otherwise": [{"hang_up": True}],
    }
    staff = load_staff(script({"call": [menu]}))
    assert [part.kind for part in staff.phone[HOTLINE].every_part()] == ["menu", "hang_up", "repeat", "music"]


@pytest.mark.parametrize(
    ("desk", "says"),
    [
        ({"call": [{"say": "Hi", "music": "1 s"}]}, "it is say and music|it is music and say"),
        ({"call": [{}]}, "it is none"),
        ({"call": [{"say": "Hi", "keys": {"2": []}}]}, "keys need a menu"),
        ({"call": [{"repeat": 2}]}, "repeat needs parts"),
        ({"refuses": "rudely"}, "busy"),
        ({"call": [{"sya": "Hi"}]}, "say"),
    ],
)
def test_a_mistake_in_a_desk_is_told(desk: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load_staff(script(desk))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"callback": [{"from": "+380440001199"}]}, "no number under phone"),
        ({"callback": [{"after": "1 s"}], "phone": {}}, "need a number"),
        ({"phone_customers": {"olena": "call me"}}, "no phone number"),
        ({"phone_customers": {"olena": "0440001122"}}, "given twice"),
    ],
)
def test_a_mistake_in_the_numbers_is_told(more: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load_staff(script(**more))
