"""The config of a programme as pydantic models: one class for each block of the YAML files.

    config/company.yaml    Company (with its channels and guard rails)
    config/personas.yaml   {personas: {id: Persona}}
    config/services.yaml   {services: {id: Service}}
    config/rubric.yaml     Rubric

Everything is frozen, and unknown keys are refused. Durations are written as "90 s", "5 min", "4 h", "2 days" or a
number of seconds, and read as seconds. Secrets are written as references (settings.secrets), never as values.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from ..hours import Hours, parse_hours
from .durations import parse_duration

Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]
Language = Literal["en", "uk", "ru", "pl"]
ChannelKind = Literal["webchat", "email", "telegram", "callback", "hotline", "sms"] | str


class Block(BaseModel):
    """Base of every block: no unknown keys, no changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class KindDefaults(Block):
    """What a kind of channel is given where the owner says nothing (seconds)."""

    sla: float
    tolerable: float
    patience: float
    quiet: float


KIND_DEFAULTS: dict[str, KindDefaults] = {
    "webchat": KindDefaults(sla=60, tolerable=300, patience=1800, quiet=60),
    "email": KindDefaults(sla=14400, tolerable=28800, patience=144000, quiet=600),
    "telegram": KindDefaults(sla=300, tolerable=1800, patience=7200, quiet=120),
    "callback": KindDefaults(sla=900, tolerable=3600, patience=14400, quiet=5),
    "hotline": KindDefaults(sla=60, tolerable=300, patience=1200, quiet=5),
}
OTHER_KIND = KindDefaults(sla=3600, tolerable=14400, patience=86400, quiet=600)


class Channel(Block):
    """One way to reach the company.

    address: what a customer would use: the page with the chat, the e-mail address, the number.
    hours: the promised hours, in the company's zone; "24/7" where none are published.
    sla: the promised time to a reply. tolerable: when customers begin to leave. patience: how long we look.
    quiet: how long an answered conversation must be still before it counts as over.
    aliases: other addresses that mean this channel when staff name them.
    """

    kind: str
    address: str
    title: str = ""
    hours: Annotated[Hours, BeforeValidator(parse_hours)] = Hours.always()
    sla: Seconds
    tolerable: Seconds
    patience: Seconds
    quiet: Seconds
    languages: tuple[Language, ...] = ()
    aliases: tuple[str, ...] = ()
    shopped: bool = True

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _defaults_of_the_kind(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("kind"), str):
            defaults = KIND_DEFAULTS.get(data["kind"], OTHER_KIND)
            return {**defaults.model_dump(), **data}
        return data


class QuietHours(Block):
    """No visit is begun between `start` and `end`, in the company's zone ("22:00" to "08:00" spans midnight)."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class GuardRails(Block):
    """What keeps the shopping decent.

    authorised_by: who at the company ordered or allowed it; without it nothing is sent.
    visits_per_day: at most so many visits in one channel on one day of the company's zone.
    gap: least seconds between the beginnings of two visits in one channel.
    quiet_hours: when no visit is begun.
    real_orders: always false; no real order, payment or cancellation is ever made.
    """

    authorised_by: str
    visits_per_day: Annotated[int, Field(ge=1)] = 10
    gap: Seconds = 60.0
    quiet_hours: QuietHours | None = None
    real_orders: Literal[False] = False

    @field_validator("authorised_by")
    @classmethod
    def _somebody(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("say who at the company authorised this shopping")
        return value


class Company(Block):
    """Who is shopped. sandbox: it is the sandbox company, started with the wave."""

    name: str
    zone: str
    languages: tuple[Language, ...] = Field(min_length=1)
    channels: dict[str, Channel] = Field(min_length=1)
    guard_rails: GuardRails
    sandbox: bool = False

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Service(Block):
    """One need that a customer can have.

    question: wordings for each language; one is drawn by the visit's seed. "{fact}" is filled from the persona.
    facts: names of the facts that a right answer holds.
    """

    title: str = ""
    kind: Literal["inform", "transact"] = "inform"
    stage: Literal["before", "order", "delivery", "after"] = "before"
    question: dict[Language, tuple[str, ...]]
    facts: tuple[str, ...] = ()


class MailServer(Block):
    """Where a mailbox sends or listens. security: "tls" (implicit), "starttls", or "plain" (loopback only)."""

    host: str
    port: int
    security: Literal["tls", "starttls", "plain"] = "tls"
    ca: str = ""

    @model_validator(mode="after")
    def _plain_stays_at_home(self) -> MailServer:
        if self.security == "plain" and not _is_loopback(self.host):
            raise ValueError(
                f"security: plain would send the password of {self.host} unprotected; use tls or starttls"
            )
        return self


class MailAccount(Block):
    """A persona's mailbox. user defaults to the address; password is a reference such as env:SHOPPER_MAIL."""

    address: str
    user: str = ""
    password: str
    smtp: MailServer
    imap: MailServer
    plus: bool = True  # the provider delivers name+tag@… to name@…


class Persona(Block):
    """Who the customer is. pace: typing speed in characters a second. facts: what they can tell when asked."""

    name: str
    languages: tuple[Language, ...] = Field(min_length=1)
    zone: str = ""
    device: Literal["desktop", "mobile"] = "desktop"
    pace: float = Field(default=6.0, gt=0)
    email: MailAccount | None = None
    facts: dict[str, str] = {}


class Rule(Block):
    """How the rubric treats one judge."""

    counts: bool = True


class Rubric(Block):
    """Which judges count."""

    judges: dict[str, Rule] = {}


class Settings(Block):
    """The whole config of a programme."""

    company: Company
    services: dict[str, Service]
    personas: dict[str, Persona]
    rubric: Rubric = Rubric()

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")
