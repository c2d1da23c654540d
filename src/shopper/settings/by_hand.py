"""A channel that a person of ours serves by hand: what a robot cannot reach, or should not."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict

from .block import Block
from .values import Seconds

# Kinds of channels that no robot drives; any other word is taken where the channel says `by_hand: true`.
HAND_KINDS = (
    "whatsapp",
    "viber",
    "messenger",
    "facebook",
    "facebook_comment",
    "instagram",
    "vk",
    "twitter",
    "app",
    "website_form",
    "branch",
)


def _or_true(schema: dict[str, Any]) -> None:
    """In the schema for editors: `true` stands for the whole block."""
    block = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "boolean"}, block]


class ByHand(Block):
    """How a channel is served by hand.

    accuracy: how far off a press of the person's may be, either way. within: how long a person has for each thing that
        is asked of them; what they miss is ours, never the company's. undo: for how long “Sent” can be taken back;
        until then the wave does not count on it, and the time that counts is that of the press all the same.
    """

    accuracy: Seconds = 30.0
    within: Seconds = 14400.0
    undo: Seconds = 6.0

    model_config = ConfigDict(json_schema_extra=_or_true)


def _true_or_block(value: Any) -> Any:
    return {True: {}, False: None}[value] if isinstance(value, bool) else value


ByHandOrNot = Annotated[ByHand | None, BeforeValidator(_true_or_block)]
