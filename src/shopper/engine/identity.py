"""Who a journey is: the same over directories, machines and resumptions; never pytest's node id."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """One journey of one wave.

    feature: path of the feature file inside the programme, with "/". example: the row's values, "" if none.
    channel: the channel of an @every-channel run, "" if none.
    """

    wave: str
    feature: str
    scenario: str
    example: str = ""
    channel: str = ""

    @property
    def id(self) -> str:
        """Short and unique over all waves."""
        return digest("journey", self.wave, self.feature, self.scenario, self.example, self.channel)[:12]

    @property
    def title(self) -> str:
        """For people: the scenario with its row and channel."""
        extra = ", ".join(part for part in (self.example, self.channel) if part)
        return f"{self.scenario} ({extra})" if extra else self.scenario


def digest(*parts: str) -> str:
    """SHA-256 over the parts, as hex; parts cannot run into each other."""
    hashed = hashlib.sha256()
    for part in parts:
        raw = part.encode()
        hashed.update(len(raw).to_bytes(8, "big") + raw)
    return hashed.hexdigest()
