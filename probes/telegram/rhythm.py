"""How often the Telegram probe looks and how long it waits; tests set other times."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Times in seconds.

    watch: between two looks whether the connection still lives. answer: how long one call may take. look: the same, of
    the watchdog's own call. connect: how long one connection is tried. pause: before the next try, at first.
    reach_for: how long a message is tried while the network is away. flood: the longest wait that Telegram orders
    which is waited out. greeting: how long a bot's greeting is waited for after /start; lull: how long it must be still
    to count as over. fetch: how long one attachment may take. biggest: the largest attachment that is kept (bytes).
    """

    watch: float = 25.0
    answer: float = 20.0
    look: float = 10.0
    connect: float = 20.0
    pause: float = 1.0
    reach_for: float = 180.0
    flood: float = 60.0
    greeting: float = 4.0
    lull: float = 0.8
    fetch: float = 120.0
    biggest: int = 20_000_000
