"""Why a mail could not be delivered, and whose fault that is: the company's dead address, or our own account.

Enhanced status codes: RFC 3463 with the IANA registry's later ones (5.1.10: RFC 7505); the 5.7.1xx ones below are
Exchange's own. Many servers send a general code and say what they mean in words, so both are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ..words.findings import FindingWords, finding_words


class Why(StrEnum):
    """What a mail server gave as its reason."""

    NO_ADDRESS = "no_address"
    FULL = "full"
    SWITCHED_OFF = "switched_off"
    INSIDERS_ONLY = "insiders_only"  # a group or mailbox that takes mail from colleagues only
    NO_SERVER = "no_server"
    LOOP = "loop"
    EXPIRED = "expired"
    UNTOLD = "untold"
    # What is about us:
    SPAM = "spam"
    SENDER = "sender"
    RELAY = "relay"
    QUOTA = "quota"
    SIZE = "size"


_OURS = frozenset({Why.SPAM, Why.SENDER, Why.RELAY, Why.QUOTA, Why.SIZE})


@dataclass(frozen=True, slots=True)
class Bounce:
    """status: the enhanced code ("5.1.1"), "" where none was given. ours: it says nothing about the company."""

    status: str
    why: Why

    @property
    def ours(self) -> bool:
        return self.why in _OURS

    @property
    def words(self) -> str:
        """The reason in plain English, with its code: “the address does not exist (5.1.1)”."""
        return self.told(finding_words("en"))

    def told(self, say: FindingWords) -> str:
        """The reason in plain words of a language, with its code."""
        known = self.status and not self.status.endswith(".0.0")  # which says no more than that it failed
        return say(f"bounce_{self.why.value}") + (f" ({self.status})" if known else "")


_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_INSIDERS = frozenset({(7, 124), (7, 129), (7, 133), (7, 134), (7, 136)})
_BY_CODE = {
    (1, 0): Why.NO_ADDRESS, (1, 1): Why.NO_ADDRESS, (1, 2): Why.NO_SERVER, (1, 3): Why.NO_ADDRESS,
    (1, 4): Why.NO_ADDRESS, (1, 6): Why.NO_ADDRESS, (1, 7): Why.SENDER, (1, 8): Why.SENDER, (1, 10): Why.NO_SERVER,
    (2, 1): Why.SWITCHED_OFF, (2, 2): Why.FULL, (2, 3): Why.SIZE, (3, 1): Why.FULL, (3, 4): Why.SIZE,
    (4, 1): Why.NO_SERVER, (4, 3): Why.NO_SERVER, (4, 4): Why.NO_SERVER, (4, 5): Why.QUOTA, (4, 6): Why.LOOP,
    (4, 7): Why.EXPIRED, (4, 14): Why.LOOP,
}  # fmt: skip
# In this order: what the address itself is goes before what is said around it, and "over quota" is the mailbox's unless
# it is said of sending.
_BY_WORDS: tuple[tuple[Why, tuple[str, ...]], ...] = (
    (
        Why.INSIDERS_ONLY,
        (
            r"SenderNotAuthenticated|AuthRequired|NotInAllowedSenders",
            r"only accept\w{0,9} (?:mail|messages) from (?:people|senders|members) in",
        ),
    ),
    (
        Why.NO_ADDRESS,
        (
            r"(?:user|recipient|mailbox|address|account|addressee)\S{0,99}(?: \S{1,99}){0,3}? "
            r"(?:unknown|not? (?:exist|found|known|valid|here)|doesn'?t exist|does not exist|is unavailable|"
            r"could not be found|isn'?t found)",
            r"(?:unknown|no such|invalid|nonexistent|non-existent) (?:local )?"
            r"(?:user|recipient|mailbox|address|account|person)",
            r"mailbox unavailable|no mailbox (?:here )?by that name|not a valid (?:user|mailbox)",
        ),
    ),
    (
        Why.SWITCHED_OFF,
        (r"(?:mailbox|account|user)\S{0,99}(?: \S{1,99}){0,2}? (?:disabled|inactive|suspended|deactivated|blocked)",),
    ),
    (
        Why.QUOTA,
        (
            r"sending (?:limit|quota)|(?:daily|hourly|rate|message) (?:user )?(?:sending )?limit",
            r"too many (?:messages|recipients|emails|mails)",
        ),
    ),
    (
        Why.FULL,
        (
            r"mailbox (?:is )?full|over ?quota|quota (?:is )?exceeded",
            r"exceed\w{0,9} (?:\w{1,40} ){0,3}(?:quota|storage)|insufficient (?:system )?storage|out of storage",
        ),
    ),
    (Why.RELAY, (r"\brelay",)),
    (
        Why.SIZE,
        (r"(?:message|mail) (?:is )?too (?:large|big)|size limit|exceeds? (?:\w{1,40} ){0,4}(?:message )?size",),
    ),
    (
        Why.SPAM,
        (
            r"\bspam|black ?list|block ?list|\bblocked|reputation|\bdnsbl|\brbl\b|unsolicited|policy|\bbanned",
            r"\bspf\b|\bdkim\b|\bdmarc\b",
        ),
    ),
    (Why.SENDER, (r"sender (?:address )?(?:rejected|refused|denied|verify|not)|authenticat|authoriz",)),
    (
        Why.NO_SERVER,
        (
            r"(?:host|domain) (?:\S{1,99} )?(?:not found|unknown|does not exist)|name (?:service|or service)|no mx\b",
            r"unrouteable|unable to route|connection (?:timed out|refused)|no route to host",
        ),
    ),
    (Why.LOOP, (r"too many hops|mail loop|hop count",)),
    (
        Why.EXPIRED,
        (r"(?:retry|delivery) (?:time|timeout)\S{0,9} (?:expired|exceeded)|could not be delivered for|retry timeout",),
    ),
)
_WORDS = tuple((why, re.compile("|".join(patterns), re.IGNORECASE)) for why, patterns in _BY_WORDS)
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[\w.-]{1,255}")
_LOOKED_AT = 10_000  # characters of a bounce that are read


def read_bounce(text: str, status: str = "") -> Bounce:
    """What a bounce or a refusal says. status: the code of its machine-readable part, where there is one."""
    text = _ADDRESS.sub(" ", text[:_LOOKED_AT])  # spam@… says nothing of spam
    codes = _codes(f"{status} {text}")
    spoken = next((why for why, pattern in _WORDS if pattern.search(text)), None)
    for code in codes:
        subject, detail = int(code.split(".")[1]), int(code.split(".")[2])
        if (subject, detail) in _INSIDERS:
            return Bounce(code, Why.INSIDERS_ONLY)
        if subject == 7:  # security and policy: about us, unless the words say that nobody lives there
            gone = (Why.NO_ADDRESS, Why.SWITCHED_OFF, Why.INSIDERS_ONLY, Why.RELAY, Why.SENDER)
            return Bounce(code, spoken if spoken in gone else Why.SPAM)
        if (why := _BY_CODE.get((subject, detail))) is not None:
            if why is Why.FULL and spoken is Why.QUOTA:
                why = Why.QUOTA
            elif why is Why.NO_SERVER and "address rejected" in text:  # Exchange says 5.4.1 of a user it does not know
                why = Why.NO_ADDRESS
            return Bounce(code, why)
        if subject == 2:
            return Bounce(code, spoken or Why.UNTOLD)
    return Bounce(codes[0] if codes else "", spoken or Why.UNTOLD)


def _codes(text: str) -> list[str]:
    """The enhanced codes in it, those that say something before x.0.0 and the like; a success (2.x.x) is none."""
    found = dict.fromkeys(m[0] for m in _STATUS.finditer(text) if m[1] != "2")
    return sorted(found, key=lambda code: code.endswith(".0.0"))
