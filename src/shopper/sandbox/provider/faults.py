"""What may go wrong at the sandbox's provider on purpose: `faults: {provider: …}` of the script, or in a test."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...settings.durations import parse_duration

Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]


class ProviderFaults(BaseModel):
    """refuse_login: every request gets 401. down: every connection is cut. posts, gets: what the next requests that
    write or read are answered instead of being carried out, such as [429, 500]. retry_after: what a 429 says, in
    seconds. fail_after: the next n requests that write are carried out, and answered 500. lose_answers: the next n are
    carried out, and the connection is cut instead of an answer. answer_after: answers come so late. list_lag: lists
    show a message or a call so long after it was there. clock_skew: seconds by which the provider's clock is ahead.
    page_size: at most so many entries on a page, whatever was asked for."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    refuse_login: bool = False
    down: bool = False
    posts: list[int] = []
    gets: list[int] = []
    retry_after: int = Field(default=1, ge=0)
    fail_after: int = Field(default=0, ge=0)
    lose_answers: int = Field(default=0, ge=0)
    answer_after: Seconds = 0.0
    list_lag: Seconds = 0.0
    clock_skew: float = 0.0
    page_size: int = Field(default=1000, ge=1)
