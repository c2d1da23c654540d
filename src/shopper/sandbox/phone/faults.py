"""What may go wrong at the sandbox's telephone on purpose: `faults: {phone: …}` of the script, or set in a test."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class PhoneFaults(BaseModel):
    """gone: the exchange answers nothing at all, as if its machine were off. refuse_login: no password is right.
    unavailable: every REGISTER and INVITE gets 503. unreachable: calls to these customers' numbers get 480, though
    their lines are registered. lose_bye: a hang-up never reaches the other side. transcription, speech: the status
    that the endpoints of transcripts.py answer (401, 429, 500 …) instead of working; slow: seconds before they do."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    gone: bool = False
    refuse_login: bool = False
    unavailable: bool = False
    unreachable: tuple[str, ...] = ()
    lose_bye: bool = False
    transcription: int = 0
    speech: int = 0
    slow: float = 0.0
