"""Telephone numbers as people write them."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s().\-–‑/]+")
_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[\s().\-–‑]*\d){8,14}(?!\w)")
_ENOUGH = 9  # a subscriber's digits with the code of the town: what is left of it when the country's is


def digits_of(number: str) -> str:
    """Its digits, without signs, a plus, or the two noughts of a call abroad."""
    digits = "".join(filter(str.isdigit, _SIGNS.sub("", number)))
    return digits.removeprefix("00")


def same_number(one: str, other: str) -> bool:
    """Whether two people mean one telephone: +380 44 123-45-67, 0441234567 and 380441234567 are one."""
    first, second = digits_of(one), digits_of(other)
    if not first or not second:
        return False
    return first == second or (min(len(first), len(second)) >= _ENOUGH and first[-_ENOUGH:] == second[-_ENOUGH:])


def number_in(text: str) -> str:
    """The first telephone number in a text, as it stands there; "" if there is none."""
    found = _NUMBER.search(text)
    return found[0] if found else ""
