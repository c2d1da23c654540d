"""Who looks at a site: an ordinary customer without a programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from shopper.engine.probe import Conversation
from shopper.settings.chat_hints import ChatHints
from shopper.settings.models import Channel, Company, GuardRails, Persona
from shopper.settings.site_keys import SiteKeys, keys_of

_NAMES = {"en": "Mary", "uk": "Олена", "ru": "Анна", "pl": "Anna"}
_ZONES = {"en": "Europe/London", "uk": "Europe/Kyiv", "ru": "Europe/Kyiv", "pl": "Europe/Warsaw"}


def customer_at(
    address: str,
    *,
    language: str,
    name: str = "",
    facts: Mapping[str, str] | None = None,
    hints: ChatHints | None = None,
    zone: str = "",
    channel: Channel | None = None,
    pace: float = 6.0,
) -> Conversation:
    """A conversation with the chat at that address, as the probe wants one. channel: with all that the config says of
    it; `hints` win over the channel's own."""
    known = channel if channel is not None else Channel.model_validate({"kind": "webchat", "address": address})
    changes: dict[str, Any] = {"address": address}
    if hints is not None:
        changes["hints"] = hints
    known = known.model_copy(update=changes)
    zone = zone or _ZONES.get(language, "UTC")
    company = Company.model_validate(
        {
            "name": urlsplit(address).netloc or "the site",
            "zone": zone,
            "languages": (language,),
            "channels": {"chat": known},
            "guard_rails": GuardRails(authorised_by="whoever looks"),
        }
    )
    persona = Persona.model_validate(
        {
            "name": name or _NAMES.get(language, "Mary"),
            "languages": (language,),
            "pace": pace,
            "facts": dict(facts or {}),
        }
    )
    return Conversation("look", "look", "chat", known, company, "customer", persona, language)


def keys_for(channel: Channel | None, address: str) -> SiteKeys:
    """What opens the site to this customer. Raises OurFault, Refused as settings.site_keys.keys_of."""
    return keys_of(channel.access if channel is not None else None, address, "chat")
