"""Following where the company sends its customer, from channel to channel."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Origin
from ..programme.wording import REDIRECTED
from .asking import tell_again
from .journey import Journey
from .reaching import not_reached
from .suspend import StepsEnd


@dataclass(frozen=True, slots=True)
class Way:
    """How far a customer came who followed.

    channels: where they went, in order. ended: "arrived" (nobody sent them on), "circle" (on to where they had been),
    "unreached" (on to where we cannot go) or "limit". to: where it ended, a channel's id or target:<name>."""

    channels: tuple[str, ...]
    ended: str
    to: str


def follow_on(journey: Journey, most: int | None = None) -> Way:
    """Go with the same story wherever the company sends the customer, on and on, until nobody sends them on, or sends
    them to where they have been. At most as often as the guard rail `hops` allows, and as `most` says.

    Raises StepsEnd when nobody sent them anywhere, or to where they cannot go, and Suspend, OurFault, GuardRail."""
    allowed = journey.session.settings.company.guard_rails.hops
    left: int = journey.decide("hops", lambda: allowed if most is None else min(most, allowed))
    went: list[str] = []
    while True:
        sent = journey.sent_on()
        if sent is None:
            if not went:
                raise StepsEnd("nobody sent the customer to another channel")
            return _arrived(journey, went, "arrived", journey.current.channel)
        channel, why = sent["channel"], sent.get("unreached", "")
        if why:
            way = _arrived(journey, went, "unreached", channel)
            if not went:
                raise not_reached(channel, sent["target"], why)
            return way
        if channel in {visit.channel for visit in journey.begun()}:
            return _arrived(journey, went, "circle", channel)
        if not left:
            return _arrived(journey, went, "limit", channel)
        tell_again(journey, channel, Origin.REDIRECT, REDIRECTED)
        went.append(channel)
        left -= 1


def _arrived(journey: Journey, went: list[str], ended: str, to: str) -> Way:
    """The way, journalled: it tells why the customer stopped."""
    told = journey.decide("way", lambda: {"channels": went, "ended": ended, "to": to})
    return Way(tuple(told["channels"]), told["ended"], told["to"])


def parse_hops(text: str) -> int:
    """How often to follow, at most: “3”. Raises ValueError."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= 20:
        raise ValueError(f"“{text}” is no number of times from 1 to 20")
    return int(text)
