"""config/rubric.yaml, second_opinion: a language model that is asked whether it finds what our judges found."""

from __future__ import annotations

from pydantic import Field, field_validator

from ..errors import did_you_mean
from .block import Block
from .delivery import check_hook
from .secrets import check_reference
from .values import Seconds, Secret

# What can be read from words alone. What a clock or a mail server tells is nothing to have an opinion on.
ASKABLE = (
    "deflection",
    "dead_end",
    "closed_loop",
    "repeat",
    "history",
    "handoff",
    "contradiction",
    "accuracy",
    "resolution",
    "auto_ack_only",
    "broken_promise",
    "preference",
    "template_leak",
    "language_mismatch",
    "rude_close",
    "tone",
)


class SecondOpinion(Block):
    """Where a second opinion is asked for, and on what.

    url: the base address of an OpenAI-compatible service, as https://models.example/v1; or a reference to it. model:
    its name there. key: a reference to the key, if one is needed. ask: on findings of which judges. timeout: seconds
    for one answer. most: so many questions a wave at most. after_wave: asked by itself when a wave has ended.
    """

    url: str
    model: str = Field(min_length=1, max_length=200)
    key: Secret | None = None
    ask: tuple[str, ...] = ("deflection", "contradiction", "repeat")
    timeout: Seconds = 30.0
    most: int = Field(default=20, ge=1, le=1000)
    after_wave: bool = False

    @field_validator("url")
    @classmethod
    def _somewhere(cls, url: str) -> str:
        return check_reference(url) if url.startswith(("env:", "keyring:")) else check_hook(url)

    @field_validator("ask")
    @classmethod
    def _of_words(cls, ask: tuple[str, ...]) -> tuple[str, ...]:
        for name in ask:
            if name not in ASKABLE:
                raise ValueError(f"on “{name}” no second opinion can be asked. {did_you_mean(name, ASKABLE)}".strip())
        return tuple(dict.fromkeys(ask))

    @field_validator("timeout")
    @classmethod
    def _some_time(cls, timeout: float) -> float:
        if not 1 <= timeout <= 600:
            raise ValueError("between 1 s and 10 min")
        return timeout
