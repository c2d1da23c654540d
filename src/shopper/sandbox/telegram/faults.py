"""What may go wrong at the sandbox's Telegram on purpose: `faults: {telegram: …}` of the script, or in a test."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...settings.durations import parse_duration

Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]


class TelegramFaults(BaseModel):
    """refuse: connections are cut as soon as they are made. mute: everything is taken, nothing is answered or pushed
    (half-open). no_push: nothing is pushed; what happened lies in the boxes. lose_pushes: the next n pushes are lost.
    full_updates: pushes always name their users; else plain texts come as short updates, as they do in reality.
    clock_skew: seconds by which the server's clock is ahead. diff_limit: at most so many events in one difference.
    diff_too_long: a client that missed more than so many events is told no more than their number; 0 = never.
    errors: what a method answers, such as {messages.sendMessage: FLOOD_WAIT_30}; "*" is every method.
    never_answer: methods that are carried out and never answered. answer_after: answers come so late, pushes do not.
    lose_answers: the next n messages sent are stored, and the link is cut instead of their answer.
    press_timeout: when a press of a button that no bot answers is given up.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    refuse: bool = False
    mute: bool = False
    no_push: bool = False
    lose_pushes: int = Field(default=0, ge=0)
    full_updates: bool = False
    clock_skew: float = 0.0
    diff_limit: int = Field(default=1000, ge=1)
    diff_too_long: int = Field(default=0, ge=0)
    errors: dict[str, str] = {}
    never_answer: list[str] = []
    answer_after: Seconds = 0.0
    lose_answers: int = Field(default=0, ge=0)
    press_timeout: Seconds = 10.0
