"""How the customer asks for the answer to come in another channel, and how it is known later that this was asked."""

from __future__ import annotations

from ..errors import OurFault
from ..programme.preferences import wishes
from .hearing import Hearing
from .journey import Journey
from .ledger import VisitState


def prefer(journey: Journey, channel: str) -> None:
    """Say in the current visit that the answer is wanted in `channel`, and how the customer is reached there.

    Raises OurFault where the persona cannot be reached there."""
    settings = journey.session.settings
    wished = settings.company.channels[channel]
    told = settings.personas[journey.persona_id].told(journey.language)
    texts = wishes(wished.kind, wished.called(channel, journey.language), told, journey.language)
    if not texts:
        raise OurFault(
            f"{journey.persona_id} cannot ask for an answer in “{channel}”: config/personas.yaml does not say how to "
            "reach this persona there; add an e-mail address or a phone number to the facts",
            code="no_address",
        )
    visit = journey.current
    text = journey.draw("where the answer is wanted", texts)
    journey.wished(visit, channel)
    journey.say(text)


def wish_for(journey: Hearing, channel: str) -> VisitState | None:
    """The visit in which an answer in `channel` was asked for, where nothing was asked in that channel itself."""
    if any(visit.channel == channel for visit in journey.begun()):
        return None
    return journey.wishes().get(channel)
