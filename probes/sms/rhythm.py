"""How often the SMS probe looks and how long it waits; tests set other times."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Times in seconds. How often a number is asked after stands in its account (poll, idle).

    widen: who has waited for so many times as long is asked after less often; the time of a reply comes from the
    provider, so that it is measured as well. answer: how long one request may take. reach_for: how long a message is
    tried while the provider is busy or away. settle: how long a message that may have been taken is looked for among
    those that were sent. look: between two such looks. track: how long it is watched whether a message is delivered.
    give_up: how long a provider may be out of reach before open visits count as unmeasured.
    """

    widen: float = 60.0
    answer: float = 20.0
    reach_for: float = 120.0
    settle: float = 30.0
    look: float = 2.0
    track: float = 15 * 60.0
    give_up: float = 30 * 60.0
