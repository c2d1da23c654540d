"""What judging and scoring know beside the transcripts: the company's channels, their hours, and what texts say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from ..hours import Hours
from ..model import ChannelAddress, JourneyRecord, Labels, Side, Stamp, Turn, TurnKind, VisitRecord
from ..words.faults import fault_in_words
from ..words.findings import FindingWords, finding_words
from . import read
from .needs import KnownFact, Need
from .replies import first_reply
from .resolution import Resolution, resolve
from .steps import USUAL, Circumstances, Step, step_taken
from .targets import resolve_target

_CALLS = ("callback", "hotline")
# Facts of a customer that say who they are, and not what they ask about.
_WHO = ("name", "first_name", "last_name", "phone", "email")


@dataclass(frozen=True)
class JudgeContext:
    """channels: how each channel is recognised. zone: the company's IANA zone. hours and titles: by channel id.

    closed_days: the company's holidays. exceptions: (first day, last day, reason) of days that are scored apart.
    facts: what a right answer on each service states, by service and name: its kind. fact_names: what
    the owner calls them, likewise. needs: all that is known of each
    service, where more than that is known. standard: the steps of an answer that are looked for; written: it is the
    company's own, so that leaving one out is a failure.
    corrected: labels that a person put right, by (visit id, turn n); they go before what the rules read.
    settling: turns, named likewise, of which a person says that they answer the question.
    languages: those in which each channel says that it answers, by channel id.
    language: in which verdicts speak to the owner.
    """

    channels: tuple[ChannelAddress, ...]
    zone: str
    hours: Mapping[str, Hours] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    closed_days: Collection[date] = ()
    exceptions: tuple[tuple[date, date, str], ...] = ()
    corrected: Mapping[tuple[str, int], Labels] = field(default_factory=dict)
    settling: Collection[tuple[str, int]] = ()
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fact_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    standard: tuple[Step, ...] = USUAL
    written: bool = False
    languages: Mapping[str, Collection[str]] = field(default_factory=dict)
    language: str = "en"

    @property
    def say(self) -> FindingWords:
        """The sentences in the owner's language: context.say("silent", title=…, time=…)."""
        return finding_words(self.language)

    @cached_property
    def _read(self) -> dict[tuple[str, int, str], Labels]:
        return {}

    @cached_property
    def _resolved(self) -> dict[int, tuple[VisitRecord, Resolution]]:
        return {}  # by identity, and with the visit, so that no other takes its place

    def labels(self, visit: VisitRecord, turn: Turn) -> Labels:
        """What a company's turn does, read with the customer's words before it."""
        corrected = self.corrected.get((visit.id, turn.n))
        if corrected is not None:
            return corrected
        key = (visit.id, turn.n, turn.text)
        if key not in self._read:
            before = [t.text for t in visit.turns if t.side is Side.CUSTOMER and t.n < turn.n]
            self._read[key] = read(turn.text, language=visit.language, context=before[-1] if before else "")
        return self._read[key]

    def reply(self, visit: VisitRecord) -> Turn | None:
        """The first turn that counts as a reply."""
        return first_reply(visit, self.labels)

    def speaking(self, visit: VisitRecord) -> list[Turn]:
        """What somebody at the company wrote after we began, automatic messages and late ones left out."""
        silent = (TurnKind.AUTO, TurnKind.GREETING, TurnKind.SYSTEM, TurnKind.BOUNCE, TurnKind.CLOSED)
        first = next((t.n for t in visit.turns if t.side is Side.CUSTOMER), None)
        if first is None:
            return []
        return [t for t in visit.company_turns() if t.n > first and t.kind not in silent]

    def redirects(self, visit: VisitRecord) -> list[tuple[Turn, str, str]]:
        """(turn, channel id or target:<name>, target) for every turn that sends the customer to another channel."""
        found = []
        for turn in self.speaking(visit):
            labels = self.labels(visit, turn)
            if labels.deflection:
                where, target = resolve_target(labels.deflection, labels.addresses, self.channels, visit.channel)
                if where != visit.channel:
                    found.append((turn, where, target))
        return found

    def substantive_reply(self, visit: VisitRecord) -> Turn | None:
        """The first turn that informs, decides, asks for what is needed or sends on; where the rules recognise none of
        these, the first reply: a reader's doubt never counts against the company. In a call that is the person who is
        there: what is promised is to call, or to pick up."""
        if visit.kind in _CALLS:
            return self.reply(visit)
        for turn in self.speaking(visit):
            labels = self.labels(visit, turn)
            if labels.substantive or labels.asks or labels.deflection or labels.refusal:
                return turn
        return self.reply(visit)

    def need(self, service: str) -> Need:
        """What is known of a service; of one that the config does not hold, its facts' kinds at most."""
        if service in self.needs:
            return self.needs[service]
        return Need({name: KnownFact(kind) for name, kind in self.facts.get(service, {}).items()})

    def resolution(self, visit: VisitRecord) -> Resolution:
        """Whether what they said in a visit settles what the customer needs."""
        known = self._resolved.get(id(visit))
        if known is None:
            said = [turn.text for turn in visit.turns if turn.side is Side.CUSTOMER]
            turns, need = self.speaking(visit), self.need(visit.service)
            left = bool(turns) and not any(t.side is Side.CUSTOMER and t.n > turns[-1].n for t in visit.turns)
            found = resolve(visit.service, need, turns, lambda turn: self.labels(visit, turn), said, left=left)
            if visit.kind in _CALLS and found.solved is False and turns:
                # A transcript holds what was heard, and may lack what was said.
                found = replace(found, solved=None, by=turns[-1])
            person = next((turn for turn in turns if (visit.id, turn.n) in self.settling), None)
            if person is not None:
                found = Resolution(True, person, found.told)
            known = self._resolved[id(visit)] = (visit, found)
        return known[1]

    def helped(self, visit: VisitRecord) -> bool:
        """Whether something that was asked for was told in a visit, or may have been: nobody is trapped, or at a dead
        end, who was helped in part."""
        found = self.resolution(visit)
        return found.solved is not False or found.partly

    def fact(self, service: str, name: str) -> str:
        """What the owner calls a fact of a service."""
        return self.fact_names.get(service, {}).get(name) or name.replace("_", " ")

    def steps(self, journey: JourneyRecord, visit: VisitRecord) -> dict[str, tuple[bool, Turn | None]]:
        """Which steps of the standard an answered visit took, with the turn; without those that cannot be told."""
        reply = self.reply(visit) if visit.valid else None
        if reply is None or visit.first_said is None or visit.kind in _CALLS:
            return {}  # of what was spoken a transcript holds what was heard
        said = " ".join(turn.text for turn in visit.turns if turn.side is Side.CUSTOMER)
        name = journey.facts.get("name", "")
        here = Circumstances(
            name=name if visit.kind == "email" or name in said else "",
            told=mentioned(journey, said),
            answered=self.resolution(visit).solved,
            owed=self.promised_seconds(visit.channel, visit.first_said, reply.at) > visit.terms.sla_s,
            greetings=[turn for turn in visit.company_turns() if turn.kind is TurnKind.GREETING],
        )
        turns = self.speaking(visit)
        found = {
            step.id: step_taken(step, turns, here) for step in self.standard if step.applies(visit.channel, visit.kind)
        }
        return {step: (taken, turn) for step, (taken, turn) in found.items() if taken is not None}

    def allowed(self, visit: VisitRecord, where: str, target: str) -> str:
        """Why the company may send a customer from a visit to another channel; "" where it gives no reason. where and
        target: as `redirects` tells them."""
        kind = next((channel.kind for channel in self.channels if channel.id == where), "")
        for handover in self.need(visit.service).allowed:
            if handover.covers(visit.channel, {where, kind, target}):
                return handover.because
        return ""

    def promised_seconds(self, channel: str, start: Stamp, end: Stamp) -> float:
        """Seconds from start to end on the channel's promised-hours clock, to the millisecond."""
        hours = self.hours.get(channel)
        wall = max(0.0, end.seconds_since(start))
        if hours is None or hours.is_always:
            return round(wall, 3)
        return round(hours.open_seconds(_moment(start), _moment(end), self.zone, self.closed_days), 3)

    def exception_at(self, at: Stamp) -> str:
        """Why the day of a moment is scored apart; "" for a day like others."""
        if not self.exceptions:
            return ""
        day = _moment(at).astimezone(ZoneInfo(self.zone)).date()
        return next((reason for first, last, reason in self.exceptions if first <= day <= last), "")

    def title(self, channel: str) -> str:
        """What the channel is called in a sentence: its title, else its id; a target by its name."""
        if channel.startswith("target:"):
            return self.say.named("target", channel.removeprefix("target:"), self.say("target_other"))
        return self.titles.get(channel) or channel

    def fault(self, visit: VisitRecord) -> str:
        """What of ours spoilt a visit, as the end of a sentence."""
        return fault_in_words(self.language, visit.fault_code) or visit.fault.rstrip(".")


def mentioned(journey: JourneyRecord, said: str) -> list[str]:
    """What a customer knows and said here, but for who they are: an order's number, a product, a city."""
    words = said.casefold()
    known = ((key, value) for key, value in journey.facts.items() if key not in _WHO)
    return [value for _, value in known if len(value) > 2 and value.casefold() in words]


def _moment(stamp: Stamp) -> datetime:
    return datetime.fromtimestamp(stamp.wall_us / 1e6, UTC)
