"""Every conversation that we had with a company, so that it can be taken out of the company's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from ..journal.events import Kind, Store
from ..journal.reading import journeys
from ..model import Side, Stamp, VisitRecord
from ..reading.cases import case_numbers
from ..settings.phone import CALL_KINDS


class _Mailbox(Protocol):
    @property
    def address(self) -> str: ...


class _Telephone(Protocol):
    @property
    def number(self) -> str: ...


class Customer(Protocol):
    """Whom we played (settings.models.Persona is one)."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> _Mailbox | None: ...
    @property
    def phone(self) -> _Telephone | None: ...


@dataclass(frozen=True, slots=True)
class Touch:
    """One conversation. Times are ISO, in the company's zone; ended is "" while it goes on.

    customer, address: the name and the address that the company saw; the address only in a channel that shows one.
    tag: what stands behind a plus in the address that answers were asked to, where the mailbox has such.
    messages: what the channel calls our messages, such as their Message-IDs. cases: the numbers that the company gave.
    """

    began: str
    ended: str
    channel: str
    kind: str
    customer: str
    persona: str
    address: str
    wave: str
    scenario: str
    visit: str
    tag: str
    messages: list[str]
    cases: list[str]

    @property
    def day(self) -> date:
        """The day on which it began, in the company's zone."""
        return datetime.fromisoformat(self.began).date()

    def as_row(self) -> dict[str, Any]:
        """Its fields by name, in order."""
        return asdict(self)

    @classmethod
    def columns(cls) -> list[str]:
        """The names of its fields, in order."""
        return [field.name for field in fields(cls)]


def touches_of(store: Store, zone: str, personas: Mapping[str, Customer]) -> list[Touch]:
    """All conversations in which something of ours reached the company, the earliest first. Raises JournalError.

    personas: by id; one that the config does not hold any more is told by its id."""
    events = store.events()
    tags = {e.visit: str(e.body.get("tag", "")) for e in events if e.kind is Kind.VISIT_OPENED}
    found = [
        (visit.first_said.wall_us, _touch(visit, journey.wave, journey.title or journey.scenario, tags, zone, personas))
        for journey in journeys(events)
        for visit in journey.visits
        if visit.first_said is not None
    ]
    return [touch for _, touch in sorted(found, key=lambda pair: (pair[0], pair[1].visit))]


def _touch(
    visit: VisitRecord,
    wave: str,
    scenario: str,
    tags: Mapping[str, str],
    zone: str,
    personas: Mapping[str, Customer],
) -> Touch:
    customer = personas.get(visit.persona)
    shown = customer.email.address if customer is not None and customer.email is not None else ""
    called = customer.phone.number if customer is not None and customer.phone is not None else ""
    cases = {
        number: None
        for turn in visit.turns
        if turn.side is Side.COMPANY
        for number in sorted(case_numbers(f"{turn.subject}\n{turn.text}"))
    }
    return Touch(
        began=_moment(visit.first_said, zone),
        ended=_moment(visit.closed, zone),
        channel=visit.channel,
        kind=visit.kind,
        customer=customer.name if customer is not None else visit.persona,
        persona=visit.persona,
        address=shown if visit.kind == "email" else called if visit.kind in CALL_KINDS else "",
        wave=wave,
        scenario=scenario,
        visit=visit.id,
        tag=tags.get(visit.id, ""),
        messages=[turn.key for turn in visit.turns if turn.side is Side.CUSTOMER and turn.key],
        cases=list(cases),
    )


def _moment(stamp: Stamp | None, zone: str) -> str:
    if stamp is None:
        return ""
    at = datetime.fromtimestamp(stamp.wall_us / 1e6, UTC).astimezone(ZoneInfo(zone))
    return at.isoformat(timespec="seconds")
