"""How the customer begins a conversation: with a question, or with the same story in another place."""

from __future__ import annotations

from ..model import Origin
from ..programme.wording import Wordings, retold, subject_of
from .calling import ask_by_phone, by_phone, question_about
from .journey import Journey


def ask_in(journey: Journey, service: str, channel: str, origin: Origin = Origin.ENTRY) -> None:
    """Open a visit in a channel and ask about a service in one of its wordings. Raises OurFault, GuardRail."""
    text = question_about(journey, service)
    _begin(journey, service, channel, text, origin)


def tell_again(journey: Journey, channel: str, origin: Origin, prefaces: Wordings) -> None:
    """Open a visit in a channel with the story that the journey began with, and a word on why it is told again."""
    before = journey.current
    story = next(v for v in journey.ledger.visits.values() if v.said).said[0]
    text = journey.draw("how it is told again", retold(prefaces, journey.language, story.text))
    _begin(journey, before.service, channel, text, origin)


def _begin(journey: Journey, service: str, channel: str, text: str, origin: Origin) -> None:
    if by_phone(journey.session.channel(channel)):
        ask_by_phone(journey, service, channel, text, origin)
        return
    journey.open(channel, service, origin=origin)
    journey.say(text, subject=subject_in(journey, service, channel))


def subject_in(journey: Journey, service: str, channel: str) -> str:
    """The subject of a first message; "" where the channel has none: only a mail does."""
    settings = journey.session.settings
    if settings.company.channels[channel].kind != "email":
        return ""
    return subject_of(settings.services[service], journey.language)
