"""The config of a programme as pydantic models: one class for each block of the YAML files.

    config/company.yaml    Company (with its channels and guard rails)
    config/personas.yaml   PersonasFile {personas: {id: Persona}}
    config/services.yaml   ServicesFile {services: {id: Service}}
    config/rubric.yaml     Rubric
    config/schedule.yaml   schedule.Schedule
    config/calendar.yaml   calendar.Calendar
    config/reports.yaml    delivery.Delivery
    config/known.yaml      known.KnownFile

Everything is frozen, and unknown keys are refused. Durations are written as "90 s", "5 min", "4 h", "2 days" or a
number of seconds, and read as seconds. Secrets are written as references (settings.secrets), never as values.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from ..errors import did_you_mean
from ..hours import Hours
from .assertions import Assertion, in_full
from .block import Block
from .by_hand import ByHand, ByHandOrNot
from .calendar import Calendar
from .chat_hints import ChatHints
from .delivery import Delivery
from .durations import spoken
from .known import KnownFinding
from .mailing import MailServer, is_mail_address
from .needs import AllowedHandover, DoneWhen, ServiceFact, or_first
from .opinion import SecondOpinion
from .page import PageSettings
from .phone import CALL_KINDS, CallbackOrder, CallSettings, PhoneAccount, check_call_address
from .phone_rest import RestAccount, phone_number
from .schedule import Schedule
from .site_access import SiteAccess
from .standards import StandardStep
from .telegram import TelegramAccount, peer_of
from .titles import Title, Titled
from .values import ClockTime, Language, PromisedHours, Seconds, Secret, Zone, ZoneOrNone

ChannelKind = Literal["webchat", "email", "telegram", "callback", "hotline", "sms"] | str


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
    "sms": KindDefaults(sla=900, tolerable=3600, patience=43200, quiet=300),
    "callback": KindDefaults(sla=900, tolerable=3600, patience=14400, quiet=20),
    "hotline": KindDefaults(sla=60, tolerable=300, patience=1200, quiet=20),
}
_MESSENGER = KindDefaults(sla=900, tolerable=3600, patience=14400, quiet=300)
KIND_DEFAULTS |= dict.fromkeys(("whatsapp", "viber", "messenger", "facebook", "instagram", "vk"), _MESSENGER)
KIND_DEFAULTS["branch"] = KindDefaults(sla=600, tolerable=1200, patience=3600, quiet=5)
OTHER_KIND = KindDefaults(sla=3600, tolerable=14400, patience=86400, quiet=600)


def _with_defaults_not_required(schema: dict[str, Any]) -> None:
    given = set(KindDefaults.model_fields)
    schema["required"] = [name for name in schema.get("required", []) if name not in given]


class Channel(Block):
    """One way to reach the company.

    address: what a customer would use: the page with the chat, the e-mail address, the number.
    hours: the promised hours, in the company's zone; "24/7" where none are published.
    sla: the promised time to a reply. tolerable: when customers begin to leave. patience: how long we look.
    quiet: how long an answered conversation must be still before it counts as over.
    title: what reports call it, one text or one for each language.
    aliases: other addresses that mean this channel when staff name them.
    names: what scenarios call it besides its id and title, by language, in the forms that stand in sentences.
    personas: who shops it; empty: everybody who speaks its language and has an account there.
    shopped: false for a channel that is only recognised when staff name it.
    hints: of a web chat, where the general reader needs them; `shopper look PAGE --teach` writes them.
    access: of a web chat whose site is not open to everybody.
    by_hand: a person of ours serves it, not a robot; so are kinds that no robot drives.
    public: everybody reads what is written there, such as comments under a post.
    order: how a callback is ordered. call: how the customer behaves in calls.
    """

    shopped: bool = True
    by_hand: ByHandOrNot = None
    kind: str
    address: str
    title: Titled = Title()
    hours: PromisedHours = Hours.always()
    sla: Seconds
    tolerable: Seconds
    patience: Seconds
    quiet: Seconds
    languages: tuple[Language, ...] = ()
    aliases: tuple[str, ...] = ()
    names: dict[Language, tuple[str, ...]] = {}
    personas: tuple[str, ...] = ()
    hints: ChatHints | None = None
    access: SiteAccess | None = None
    public: bool = False
    order: CallbackOrder | None = None
    call: CallSettings = CallSettings()

    model_config = ConfigDict(json_schema_extra=_with_defaults_not_required)

    @model_validator(mode="before")
    @classmethod
    def _defaults_of_the_kind(cls, data: Any) -> Any:
        if isinstance(data, dict):
            kind = data.get("kind")
            defaults = KIND_DEFAULTS.get(kind, OTHER_KIND) if isinstance(kind, str) else OTHER_KIND
            return {**defaults.model_dump(), **data}
        return data

    @field_validator("kind")
    @classmethod
    def _kind_with_a_probe(cls, kind: str, info: ValidationInfo) -> str:
        kinds = (info.context or {}).get("kinds")
        driven = not info.data.get("shopped") or info.data.get("by_hand") is not None
        if kinds is not None and not driven and kind not in kinds:
            raise ValueError(
                f"no probe drives channels of the kind “{kind}”. {did_you_mean(kind, kinds)} "
                "With by_hand: true a person of yours serves it (shopper hand); with shopped: false the channel is "
                "only recognised when staff name it."
            )
        return kind

    def called(self, key: str, language: str) -> str:
        """What people are told of it as, in a language. key: its id, which stands where it has no title."""
        return self.title.told_in(language) or key

    @property
    def driver(self) -> str:
        """The kind of probe that drives it: its own kind, unless it is served by hand."""
        return "by_hand" if self.by_hand is not None else self.kind

    @property
    def hand(self) -> ByHand:
        """How it is served where it is served by hand."""
        return self.by_hand or ByHand()

    @field_validator("address")
    @classmethod
    def _address_of_its_kind(cls, address: str, info: ValidationInfo) -> str:
        address, kind = address.strip(), info.data.get("kind")
        if not address:
            raise ValueError("say where customers reach this channel")
        if kind == "email" and not is_mail_address(address):
            raise ValueError(f"“{address}” is not an e-mail address")
        if kind == "webchat":
            _check_page(address)
        if kind == "telegram":
            peer_of(address)
        if kind in CALL_KINDS and info.data.get("shopped") and info.data.get("by_hand") is None:
            check_call_address(kind, address)
        if kind == "sms" and phone_number(address) is None:
            raise ValueError(f"“{address}” is no number for text messages; write it like +380 44 123 45 67, or 3456")
        return address

    @field_validator("tolerable")
    @classmethod
    def _tolerable_after_the_promise(cls, tolerable: float, info: ValidationInfo) -> float:
        sla = info.data.get("sla")
        if sla is not None and tolerable < sla:
            raise ValueError(
                f"{spoken(tolerable)} is shorter than the promised time (sla: {spoken(sla)}); "
                "customers begin to leave after it, not before"
            )
        return tolerable

    @field_validator("patience")
    @classmethod
    def _patience_beyond_the_promise(cls, patience: float, info: ValidationInfo) -> float:
        for name, what in (("sla", "the promised time"), ("tolerable", "the tolerable time")):
            least = info.data.get(name)
            if least is not None and patience < least:
                raise ValueError(
                    f"{spoken(patience)} is shorter than {what} ({name}: {spoken(least)}); "
                    "who stops looking so early cannot tell a late reply from none"
                )
        if patience <= 0:
            raise ValueError("the customer must wait at least a moment")
        return patience


class QuietHours(Block):
    """No visit is begun between `from` and `to`, in the company's zone ("22:00" to "08:00" spans midnight)."""

    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")

    model_config = ConfigDict(populate_by_name=True)

    @field_validator("end")
    @classmethod
    def _some_time(cls, end: str, info: ValidationInfo) -> str:
        if end == info.data.get("start"):
            raise ValueError(f"quiet hours from {end} to {end} hold no time; leave them out, or set other times")
        return end


class GuardRails(Block):
    """What keeps the shopping decent.

    authorised_by: who at the company ordered or allowed it; without it nothing is sent.
    visits_per_day: at most so many visits in one channel on one day of the company's zone.
    gap: least seconds between the beginnings of two visits in one channel.
    rest: after a visit of a persona in a channel has ended, that persona begins no other there for so long.
    persona_visits_per_week: at most so many visits of one persona in one channel in seven days; an agent who sees the
        same customer every day knows a shopper when he sees one.
    same_question_per_week: at most so many stories of one persona about one service in one channel in seven days; to
        ask again is what customers do who got no good answer, to ask every day is what shoppers do.
    hops: so often at most a customer goes on in one story to where the company sends them.
    quiet_hours: when no visit is begun.
    real_orders: always false; no real order, payment or cancellation is ever made.
    """

    authorised_by: str
    visits_per_day: Annotated[int, Field(ge=1)] = 10
    gap: Seconds = 60.0
    rest: Seconds = 600.0
    persona_visits_per_week: Annotated[int, Field(ge=1)] = 5
    same_question_per_week: Annotated[int, Field(ge=1)] = 3
    hops: Annotated[int, Field(ge=1, le=20)] = 4
    quiet_hours: QuietHours | None = None
    real_orders: Literal[False] = False

    @field_validator("authorised_by")
    @classmethod
    def _somebody(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("say who at the company authorised this shopping")
        return value


class Company(Block):
    """Who is shopped. sandbox: it is the sandbox company, started with the wave.

    legal_basis: why calls may be recorded, such as a clause of a contract; without it none is recorded.

    competitor: somebody else's company: its staff's names are left out of all reports. scripts_by: who wrote what the
    customers ask, for the page's foot.

    trade: scenarios tagged @shop or @provider are for companies of that trade; those of another one are left out.
    language: the language in which findings, the page and the terminal speak to the owner; "": the one that --lang
    names, else English.
    """

    name: str
    zone: Zone
    languages: tuple[Language, ...] = Field(min_length=1)
    channels: dict[str, Channel] = Field(min_length=1)
    guard_rails: GuardRails
    trade: Literal["shop", "provider", ""] = ""
    language: Language | Literal[""] = ""
    sandbox: bool = False
    legal_basis: str = ""
    competitor: bool = False
    scripts_by: str = ""
    page: PageSettings = PageSettings()

    def titles(self, language: str) -> dict[str, str]:
        """What people are told of its channels as, in a language, by id."""
        return {key: channel.called(key, language) for key, channel in self.channels.items()}

    @model_validator(mode="after")
    def _recorded_by_right(self) -> Company:
        recorded = [key for key, channel in self.channels.items() if channel.call.record and channel.shopped]
        if recorded and not self.legal_basis.strip():
            raise ValueError(
                f"calls in “{recorded[0]}” would be recorded, and nothing says by what right. Say so in legal_basis: "
                "(a clause of a contract, the staff's consent), or take record: true away; unrecorded calls are "
                "measured all the same"
            )
        return self


class Service(Block):
    """One need that a customer can have.

    kind: `inform` where an answer settles it; `transact` where staff would take an order, a return or the like. Those
    count as offered as soon as staff ask for what they need; the customer then stops politely.
    stage: where in the customer's way it stands.

    title: what reports call it, one text or one for each language.
    names: what scenarios call it besides its id and title, by language, in the forms that stand in sentences.
    question: wordings for each language; one is drawn by the visit's seed. "{fact}" is filled from the persona.
    facts: what a right answer states, by name ("price: money").

    done_when: what settles it beside its facts. allowed_handover: where staff may send a customer on. not_applicable:
    channels, by id, in which there is no such need.
    """

    title: Titled = Title()
    names: dict[Language, tuple[str, ...]] = {}
    kind: Literal["inform", "transact"] = "inform"
    stage: Literal["before", "order", "delivery", "after"] = "before"
    question: dict[Language, tuple[str, ...]]
    facts: dict[str, ServiceFact] = {}
    done_when: DoneWhen | None = None
    allowed_handover: tuple[AllowedHandover, ...] = ()
    not_applicable: tuple[str, ...] = ()

    @field_validator("allowed_handover", mode="before")
    @classmethod
    def _one_alone(cls, value: Any) -> Any:
        return (value,) if isinstance(value, dict) else value

    @field_validator("done_when")
    @classmethod
    def _of_its_facts(cls, done: DoneWhen | None, info: ValidationInfo) -> DoneWhen | None:
        facts = info.data.get("facts", {})
        for name in done.states if done else ():
            if name not in facts:
                raise ValueError(f"states: there is no fact “{name}” among its facts. {did_you_mean(name, facts)}")
        return done


class MailAccount(Block):
    """A persona's mailbox. user defaults to the address; password is a reference such as env:SHOPPER_MAIL."""

    address: str
    user: str = ""
    password: Secret
    smtp: MailServer
    imap: MailServer
    plus: bool = True  # the provider delivers name+tag@… to name@…

    @field_validator("address")
    @classmethod
    def _a_mailbox(cls, address: str) -> str:
        if not is_mail_address(address):
            raise ValueError(f"“{address}” is not an e-mail address")
        return address


class Fact(Block):
    """One thing that a persona can tell.

    value: as it is told. said: as it is told in a language where that differs ("Kyiv", "Київ", "Kijów").
    real: the company holds it so, as with the number of an order that was really placed. An invented one is answered
    "not found", which is a fair answer.
    """

    value: str
    said: dict[Language, str] = {}
    real: bool = False

    model_config = ConfigDict(json_schema_extra=or_first)

    @model_validator(mode="before")
    @classmethod
    def _a_value_alone(cls, data: Any) -> Any:
        return {"value": data} if isinstance(data, str | int | float) else data

    def told_in(self, language: str) -> str:
        """The value as it is told in a language."""
        return {str(code): text for code, text in self.said.items()}.get(language, self.value)


class Persona(Block):
    """Who the customer is. pace: typing speed in characters a second. facts: what they can tell when asked.

    Their e-mail, where they have a mailbox, and their name need not be written among the facts once more.
    """

    name: str
    languages: tuple[Language, ...] = Field(min_length=1)
    zone: ZoneOrNone = ""
    device: Literal["desktop", "mobile"] = "desktop"
    pace: float = Field(default=6.0, gt=0, allow_inf_nan=False)
    email: MailAccount | None = None
    telegram: TelegramAccount | None = None
    phone: PhoneAccount | None = None
    sms: RestAccount | None = None
    facts: dict[str, Fact] = {}

    def told(self, language: str) -> dict[str, str]:
        """All that this persona can tell in a language, by name."""
        known = {"name": self.name} | ({"email": self.email.address} if self.email else {})
        line = self.phone or self.sms
        known |= {"phone": line.number} if line else {}
        return known | {name: fact.told_in(language) for name, fact in self.facts.items()}

    def real(self, name: str) -> bool:
        """Whether the company holds this fact as the persona tells it."""
        return name in self.facts and self.facts[name].real


class Rule(Block):
    """How the rubric treats one judge. counts: false and it is not asked: not by the report, nor for a scenario."""

    counts: bool = True


class Rubric(Block):
    """Which judges count, what turns a build red, and who is asked for a second opinion.

    standard: the steps of the company's own standard; empty where it wrote none: then steps are figures, no failures.
    """

    judges: dict[str, Rule] = {}
    standard: tuple[StandardStep, ...] = ()
    assertions: Annotated[dict[str, Assertion], BeforeValidator(in_full)] = {}
    second_opinion: SecondOpinion | None = None


class PersonasFile(Block):
    """config/personas.yaml: who the customers are, by an id that scenarios use."""

    personas: dict[str, Persona] = Field(min_length=1)


class ServicesFile(Block):
    """config/services.yaml: what customers can need, by an id that scenarios use."""

    services: dict[str, Service]


class Settings(Block):
    """The whole config of a programme."""

    company: Company
    services: dict[str, Service]
    personas: dict[str, Persona]
    rubric: Rubric = Rubric()
    schedule: Schedule = Schedule()
    calendar: Calendar = Calendar()
    delivery: Delivery = Delivery()
    known: tuple[KnownFinding, ...] = ()
    environment: str = ""


def _check_page(address: str) -> None:
    try:
        url = urlsplit(address)
        secret = url.password
    except ValueError:
        raise ValueError(f"“{address}” is not the address of a page; write it like https://shop.example") from None
    if secret:
        raise ValueError("an address with a password in it; secrets do not belong in the config")
    if not (url.scheme in ("http", "https") and url.netloc) and url.scheme != "file":
        raise ValueError(f"“{address}” is not the address of a page; write it like https://shop.example")
