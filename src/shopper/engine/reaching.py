"""Whether a customer can go to a channel that the company names, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import OurFault
from .suspend import StepsEnd

if TYPE_CHECKING:
    from .session import Session

# Why a customer cannot go where they are sent; what is journalled -> what the end of the steps says.
_UNREACHED = {
    "company": "which is not among the company's channels",
    "shopped": "which is not shopped (shopped: false)",
    "probe": "which nothing here drives",
    "line": "where this customer has no account",
}


def unreached(session: Session, persona: str, channel: str) -> str:
    """Why this customer cannot go to a channel that the company names; "" where they can.

    That is nobody's fault: a channel that the owner leaves out, or in which this customer has no account."""
    known = session.settings.company.channels.get(channel)
    if known is None:
        return "company"
    if not known.shopped:
        return "shopped"
    probe = session.probes.get(known.driver)
    if probe is None:
        return "probe"
    try:
        probe.line(persona, session.persona(persona))
    except OurFault:
        return "line"
    return ""


def not_reached(channel: str, target: str, why: str) -> StepsEnd:
    """The end of the steps of who was sent where they cannot go."""
    named = target if channel.startswith("target:") else channel
    return StepsEnd(f"they sent the customer to {named}, {_UNREACHED[why]}")
