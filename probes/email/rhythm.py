"""How often and how long the e-mail probe waits, in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """idle: how long one IDLE lasts before it is renewed; RFC 2177 allows 29 minutes, home routers forget sooner.
    poll: between two looks where a server lacks IDLE. junk: at most between two looks into the folders where a filter
    may have put a reply, the spam folder first (0 = never); a visit of little patience is looked after more often.
    relist: between two lists of those folders.
    connect, read: how long a server may take to answer. retry_first, retry_most: between attempts to reconnect.
    give_up: how long a mailbox may be out of reach before its open visits count as unmeasured.
    resend_first, resend_most: between attempts to send what a server puts off (greylisting, a busy server, a limit of
    messages: RFC 5321 §4.5.4.1); resend_for: how long that is gone on with. reach_for: how long an SMTP server may be
    out of reach before a message counts as not sent.
    attempts: how often a mailbox is tried before a new conversation is refused.
    """

    idle: float = 9 * 60
    poll: float = 15.0
    junk: float = 10 * 60
    relist: float = 10 * 60
    connect: float = 20.0
    read: float = 60.0
    retry_first: float = 1.0
    retry_most: float = 60.0
    give_up: float = 6 * 3600
    resend_first: float = 60.0
    resend_most: float = 15 * 60
    resend_for: float = 2 * 3600
    reach_for: float = 90.0
    attempts: int = 3
