"""Tells the inbox what it must know of a visit, from what the journal holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property

from ..errors import OurFault
from ..journal.events import Kind, Store
from ..model import ChannelAddress
from ..reading.topics import stems_of
from ..settings.models import Settings
from .inbox import Inbox
from .ledger import Heard, Saying, VisitState
from .probe import Probe
from .senders import CompanySenders


class Register:
    """Visits in the inbox: those of this wave, and others that an answer may still come for."""

    def __init__(self, settings: Settings, probes: Mapping[str, Probe], store: Store) -> None:
        self._settings, self._probes, self._store = settings, probes, store
        channels = settings.company.channels.items()
        company = CompanySenders(ChannelAddress(cid, c.kind, c.address, c.aliases) for cid, c in channels)
        self.inbox = Inbox(company, lambda line: self._personas.get(line) or line.partition(":")[0])
        self._follows: dict[str, str] = {}
        self._topic_of = cache(self._service_topic)

    def knows(self, visit: VisitState) -> bool:
        """Whether the config still has what a visit of the past was made with."""
        channel, persona = self._settings.company.channels.get(visit.channel), visit.persona
        return channel is not None and channel.driver in self._probes and persona in self._settings.personas

    def add(self, visit: VisitState, wave: str) -> None:
        """Make a visit's replies recognisable: a new one, or one with all that was said and heard in it so far."""
        channel = self._settings.company.channels[visit.channel]
        self.inbox.register(
            visit.id,
            line=self._line(channel.driver, visit.persona),
            persona=visit.persona,
            tag=visit.tag,
            company_addresses=(channel.address, *channel.aliases),
            subject=next((s.subject for s in visit.said if s.subject), ""),
            topic=self._topic_of(visit.service),
            follows=self.follows(visit, wave),
        )
        course: list[Saying | Heard] = [*visit.said, *visit.heard]
        for one in sorted(course, key=lambda one: one.seq):
            if isinstance(one, Heard):
                turn = one.turn
                self.inbox.heard(visit.id, turn.key, f"{turn.subject}\n{turn.text}", turn.kind, live_in=one.live_in)
                continue
            self.inbox.says(visit.id, one.text)
            if (asked := one.attempted or one.done) is not None:
                self.inbox.asks(visit.id, asked.wall_us)
            if one.done is not None:
                self.inbox.sent(visit.id, one.key)
        if visit.closed is not None:
            self.inbox.close(visit.id, visit.closed.at.wall_us)

    def follows(self, visit: VisitState, wave: str) -> str:
        """The latest earlier visit of the same journey in the same channel, "" if there is none."""
        if visit.seq <= 1:
            return ""
        if visit.id not in self._follows:
            journey = visit.id.rpartition(".")[0]
            opened = self._store.events(wave=wave, journey=journey, kinds=[Kind.VISIT_OPENED])
            earlier = [
                (event.body["seq"], event.visit)
                for event in opened
                if event.body.get("channel") == visit.channel and event.body["seq"] < visit.seq
            ]
            self._follows[visit.id] = max(earlier)[1] if earlier else ""
        return self._follows[visit.id]

    @cached_property
    def _personas(self) -> dict[str, str]:
        """Every line of every persona -> the persona."""
        kinds, personas = self._probes, self._settings.personas
        return {self._line(kind, persona): persona for kind in kinds for persona in personas}

    def _line(self, kind: str, persona: str) -> str:
        try:
            return self._probes[kind].line(persona, self._settings.personas[persona])
        except OurFault:
            return f"{persona}:{kind}"

    def _service_topic(self, service: str) -> frozenset[str]:
        """What a need is called, in all languages: its id, its title, its names, those of a right answer's facts."""
        settings = self._settings.services.get(service)
        if settings is None:
            return stems_of([service])
        names = [name for names in settings.names.values() for name in names]
        facts = [name for fact in settings.facts.values() for names in fact.names.values() for name in names]
        return stems_of([service, *settings.title.all, *names, *settings.facts, *facts])
