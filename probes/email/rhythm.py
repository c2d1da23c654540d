"""How often and how long the e-mail probe waits, in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """idle: how long one IDLE lasts before it is renewed; RFC 2177 allows 29 minutes, home routers forget sooner.
    poll: between two looks where a server lacks IDLE. junk: between two looks into the spam folder (0 = never).
    connect, read: how long a server may take to answer. retry_first, retry_most: between attempts to reconnect.
    give_up: how long a mailbox may be out of reach before its open visits count as unmeasured.
    attempts: how often a mailbox is tried before a new conversation is refused.
    """

    idle: float = 9 * 60
    poll: float = 15.0
    junk: float = 10 * 60
    connect: float = 20.0
    read: float = 60.0
    retry_first: float = 1.0
    retry_most: float = 60.0
    give_up: float = 6 * 3600
    attempts: int = 3
