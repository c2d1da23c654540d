"""What may go wrong at the sandbox on purpose: the `faults:` block of the staff's script, or set in a test.

    faults:
      imap: {no_idle: true, drop_after: 5 s}
      smtp: {refuse_login: true}
      chat: {drop_after: 3 s}
      site: {down: true}
      provider: {posts: [429, 500]}
      telegram: {errors: {messages.sendMessage: FLOOD_WAIT_30}}
      phone: {refuse_login: true}

All switches may be changed while the company runs; connections that are made later see them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ..settings.durations import parse_duration
from .phone.faults import PhoneFaults
from .provider.faults import ProviderFaults
from .telegram.faults import TelegramFaults

Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]


class _Switches(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class ImapFaults(_Switches):
    """no_idle: IDLE is neither offered nor understood. drop_after: every connection is cut so long after it was made.
    drop_at_command: it is cut instead of answering its k-th command. bye_after: an orderly BYE so long after it was
    made. silent_at_command: from the k-th command on it takes everything and answers nothing (half-open).
    drop_in_fetch: the next n messages that are fetched are cut in their middle. gone_at_fetch: the next n have just
    been deleted by another client. literals: names come as literals, not quoted. no_special_use: LIST does not say
    which folder is the spam folder."""

    no_idle: bool = False
    no_uidplus: bool = False
    refuse_login: bool = False
    drop_after: Seconds = 0.0
    drop_at_command: int = 0
    bye_after: Seconds = 0.0
    silent_at_command: int = 0
    drop_in_fetch: int = 0
    literals: bool = False
    no_special_use: bool = False
    gone_at_fetch: int = 0


class SmtpFaults(_Switches):
    """refuse_login: every AUTH gets 535. busy: the next n messages get a 451. drop_after_data: the next n messages are
    accepted, and the connection is cut before the 250 is sent. drop_before_data: the next n are cut at DATA. greylist:
    who writes to an address for the first time gets a 450 until so long afterwards."""

    refuse_login: bool = False
    busy: int = 0
    drop_after_data: int = 0
    drop_before_data: int = 0
    greylist: Seconds = 0.0


class ChatFaults(_Switches):
    """drop_after: every websocket is cut so long after it was made. mute: what customers write is taken and lost."""

    drop_after: Seconds = 0.0
    mute: bool = False


class SiteFaults(_Switches):
    """down: every page answers 503."""

    down: bool = False


class Faults(_Switches):
    """All switches; nothing is wrong unless one is set."""

    imap: ImapFaults = Field(default_factory=ImapFaults)
    smtp: SmtpFaults = Field(default_factory=SmtpFaults)
    chat: ChatFaults = Field(default_factory=ChatFaults)
    site: SiteFaults = Field(default_factory=SiteFaults)
    telegram: TelegramFaults = Field(default_factory=TelegramFaults)
    provider: ProviderFaults = Field(default_factory=ProviderFaults)
    phone: PhoneFaults = Field(default_factory=PhoneFaults)
