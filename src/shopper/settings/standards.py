"""The company's own standard of an answer, in config/rubric.yaml: the steps that every good answer takes."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, model_validator

from ..errors import did_you_mean
from .block import Block
from .needs import or_first
from .values import Language

# Those that are measured without words of the owner's.
KNOWN_STEPS = ("greet", "identify", "use_name", "confirm", "answer", "next_step", "thank", "apologise", "close")


class StandardStep(Block):
    """One step of a good answer. id: one that is known, or a name of one's own with its words.

    words: by language, any of which makes the step. channels: by id or kind; in all if left out.
    """

    id: str
    words: dict[Language, tuple[str, ...]] = {}
    channels: tuple[str, ...] = ()

    model_config = ConfigDict(json_schema_extra=or_first)

    @model_validator(mode="before")
    @classmethod
    def _a_name_alone(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _can_be_seen(self) -> StandardStep:
        if self.id not in KNOWN_STEPS and not any(self.words.values()):
            raise ValueError(
                f"there is no step “{self.id}”. {did_you_mean(self.id, KNOWN_STEPS)} "
                "A step of your own needs words: {en: [our catalogue]}."
            )
        if any(not words.strip() for phrases in self.words.values() for words in phrases):
            raise ValueError("empty words stand in every answer; leave them out")
        return self
