"""Whose fault it is when a mail server says no to our mail: the company's dead address, or our account."""

from __future__ import annotations

import re

from shopper.reading.bounces import Why, read_bounce

_ENHANCED = re.compile(r"\b[45]\.(\d{1,3})\.\d{1,3}\b")
# RFC 5321 §4.2.3, where there is no enhanced code and no word to go by. 554 after the data is about the words.
_ABOUT_THE_ADDRESS = frozenset({550, 551, 552, 553, 554, 556})
_AFTER_DATA = _ABOUT_THE_ADDRESS - {554}


def is_dead_address(code: int, answer: str, *, after_data: bool) -> bool:
    """Whether a 5xx means that the company's address takes no mail; see shopper.reading.bounces for how it is read."""
    if not 500 <= code <= 599:
        return False
    bounce = read_bounce(answer)
    if bounce.why is not Why.UNTOLD:
        return not bounce.ours
    enhanced = _ENHANCED.search(answer)
    if enhanced and int(enhanced[1]) >= 5:  # what we did, what we sent, what we may
        return False
    if enhanced and int(enhanced[1]) in (1, 2, 4):
        return True
    return code in (_AFTER_DATA if after_data else _ABOUT_THE_ADDRESS)


def is_our_quota(answer: str) -> bool:
    """Whether a refusal says that the account has sent as much as it may for now."""
    return read_bounce(answer).why is Why.QUOTA


def may_pass(code: int) -> bool:
    """A 4xx: try again later (RFC 5321 §4.2.1); greylisting and rate limits are told so."""
    return 400 <= code <= 499
