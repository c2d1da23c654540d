"""Whose fault it is when a mail server says no: the company's dead address, or our account."""

from __future__ import annotations

import re

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ABOUT_US = re.compile(
    r"relay|authenticat|authoriz|spam|blocked|black\s?list|reputation|policy|rate limit|sender", re.I
)


def is_dead_address(code: int, answer: str, *, after_data: bool) -> bool:
    """Whether a 5xx means that the company's address takes no mail.

    By the enhanced status code where there is one (RFC 3463: X.1 address, X.2 mailbox, X.4 routing, except 5.1.7 and
    5.1.8, which are about the sender), else by the reply code (RFC 5321 §4.2.3) and its words.
    """
    if not 500 <= code <= 599:
        return False
    enhanced = _ENHANCED.search(answer)
    if enhanced and enhanced[1] == "5":
        subject, detail = int(enhanced[2]), int(enhanced[3])
        if subject in (1, 2, 4):
            return not (subject == 1 and detail in (7, 8))
        # 5.0.0 and 5.3.x say nothing about whose address it is: the words decide. 5.5–5.7 are about what we do.
        if subject >= 5:
            return False
    if _ABOUT_US.search(answer):
        return False
    return code in ((550, 551, 552, 553, 556) if after_data else (550, 551, 552, 553, 554, 556))
