"""Which visit an incoming message belongs to: by what it answers, never by which visit is the newest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..model import Clock, TurnKind
from ..reading.cases import case_numbers, numbers
from ..reading.topics import clearly_about
from .known_visits import ONLY_ONE_S, TOPIC_S, KnownVisits
from .probe import Incoming
from .senders import CompanySenders, names_of
from .subjects import normal_subject

# A mail server's clock may be off by so much; what is older than the question is no answer to it.
_SERVERS_CLOCK_S = 300.0
# The questions of one persona are not told apart by their topics where there are more of them than this.
_MOST_RIVALS = 200


class By(StrEnum):
    """What a message was matched by, strongest first."""

    CONVERSATION = "conversation"  # the channel itself knows the visit
    REFERENCE = "reference"  # it answers a message of the visit
    TAG = "tag"  # it was sent to the visit's own plus-address
    SUBJECT = "subject"  # the company wrote it, under the visit's subject
    CASE = "case"  # it names the number that the visit's case has
    TOPIC = "topic"  # it is from the company, and about what was asked in this visit, clearly more than in any other
    SENDER = "sender"  # the company wrote it, and only one open visit of this line is with that company
    WISH = "wish"  # it is from the company, nothing else tells, and one visit alone asked to be answered on this line
    ONLY = "only"  # it is from the company, and this persona waits, or waited just now, in one visit alone


@dataclass(frozen=True, slots=True)
class Match:
    """The visit a message belongs to, and how that is known."""

    visit: str
    by: By


class Inbox(KnownVisits):
    """Lays messages to the visits they answer, on whatever line they come.

    company: whom a reply in another channel may come from. persona_of: whose line one is. The strong clues are looked
    up in the same time however many visits there are.
    """

    def __init__(
        self,
        company: CompanySenders | None = None,
        persona_of: Callable[[str], str] = lambda line: line.partition(":")[0],
    ) -> None:
        super().__init__()
        self._company, self._persona_of = company or CompanySenders(), persona_of

    def match(self, incoming: Incoming) -> Match | None:
        """The visit that `incoming` belongs to; None where that is not certain: a person must be asked."""
        with self._lock:
            if incoming.visit:
                return self._in_conversation(incoming)
            clues = incoming.clues
            for reference in clues.references:
                if reference in self._by_key:
                    return Match(self._by_key[reference], By.REFERENCE)
            if clues.tag and clues.tag.lower() in self._by_tag:
                return Match(self._by_tag[clues.tag.lower()], By.TAG)
            if incoming.key and "@" in incoming.key and incoming.key in self._by_key:  # fetched once more
                return Match(self._by_key[incoming.key], By.REFERENCE)
            return self._by_what_it_says(incoming, clues.sender or incoming.sender, clues.subject or incoming.subject)

    def via(self, visit: str, incoming: Incoming, kind: str) -> str:
        """The channel that a message came by, where that is another line than the visit's own: its id where the
        sender's address tells it, else `kind`; "" where it came in the visit's own channel."""
        with self._lock:
            known = self._visits.get(visit)
            if known is None or incoming.visit or incoming.line in ("", known.line):
                return ""
            return self._company.channel_of(incoming.clues.sender or incoming.sender) or kind

    def _in_conversation(self, incoming: Incoming) -> Match | None:
        visit = incoming.visit
        if visit not in self._visits:
            return None
        if (earlier := self._moved.get((visit, incoming.key))) is not None:
            return Match(earlier, By.TOPIC)
        if incoming.kind is TurnKind.MESSAGE and not incoming.revises:
            own = self._visits[visit]
            first = self._visits.get(own.follows)
            if first is not None and first.asked_us is not None and not first.answered:
                if own.asked_us is None:  # nothing was asked yet that it could answer
                    return Match(own.follows, By.CONVERSATION)
                if clearly_about(incoming.text, {visit: own.topic, own.follows: first.topic}) == own.follows:
                    return Match(own.follows, By.TOPIC)
        return Match(visit, By.CONVERSATION)

    def _by_what_it_says(self, incoming: Incoming, sender: str, subject: str) -> Match | None:
        own = self._on_this_line(incoming.line, sender)
        persona = self._persona_of(incoming.line)
        named = self._under_subject(incoming, persona, sender, normal_subject(subject))
        if len(named) == 1:
            return Match(next(iter(named)), By.SUBJECT)
        ours = bool(own) or self._company.may_be(sender)
        text = f"{subject}\n{incoming.text}"
        if (visit := self._by_number(persona, text, of_company=ours)) is not None:
            return Match(visit, By.CASE)
        if not ours:
            return None
        waiting = self._waiting(persona, incoming, TOPIC_S)
        rivals = named or own | waiting
        if incoming.kind in (TurnKind.MESSAGE, TurnKind.AUTO) and len(rivals) <= _MOST_RIVALS:
            about = clearly_about(text, {visit: self._visits[visit].topic for visit in rivals})
            if about is not None:
                return Match(about, By.TOPIC)
        if named:
            return None
        soon = self._waiting(persona, incoming, ONLY_ONE_S)
        if own and (there := self._only_on_line(own, soon, sender)) is not None:
            return there
        if incoming.kind is not TurnKind.MESSAGE:
            return None
        return (None if own else self._only_one(soon, waiting)) or self._asked_for_here(incoming.line, waiting)

    def _on_this_line(self, line: str, sender: str) -> set[str]:
        """Open visits on this line with whom the sender is. An exact address says more than its domain, and that more
        than the domains above it."""
        for name in names_of(sender):
            if fitting := self._by_sender.get((line, name)):
                return {visit for visit in fitting if self._visits[visit].asked_us is not None}
        return set()

    def _under_subject(self, incoming: Incoming, persona: str, sender: str, subject: str) -> set[str]:
        """Open visits of this line under that subject with whom the sender is, and those closed a short while ago and
        never answered: where there are any, the subject does not tell."""
        for name in names_of(sender) if subject else ():
            if same := self._by_subject.get((incoming.line, name, subject)):
                return same | {
                    visit
                    for visit in self._waiting(persona, incoming, ONLY_ONE_S)
                    if (known := self._visits[visit]).line == incoming.line and known.subject == subject
                }
        return set()

    def _by_number(self, persona: str, text: str, *, of_company: bool) -> str | None:
        """The one visit whose case has a number that this text names. A stranger is believed only where the company
        itself gave the number: a courier names the order's number too."""
        marked = case_numbers(text)
        found: set[str] = set()
        for number in numbers(text):
            for visit in self._by_case.get((persona, number), ()):
                known = self._visits[visit]
                if of_company:
                    fits = number in marked or number in known.cases
                else:
                    fits = number in marked and number in known.given
                if fits and known.asked_us is not None:
                    found.add(visit)
        return next(iter(found)) if len(found) == 1 else None

    def _waiting(self, persona: str, incoming: Incoming, while_s: float) -> set[str]:
        """Visits of this persona that this message may answer, since it came after their questions."""
        visits = self._by_persona.get(persona, set())
        if len(visits) > _MOST_RIVALS:
            return set()
        at_us = incoming.at.wall_us
        slack_s = incoming.at.accuracy_us / 1e6 + (_SERVERS_CLOCK_S if incoming.at.clock is Clock.SERVER else 1.0)
        return {
            visit
            for visit in visits
            if (known := self._visits[visit]).may_be_answered(at_us, while_s)
            and (known.asked_us or 0) <= at_us + slack_s * 1e6
        }

    def _only_on_line(self, own: set[str], soon: set[str], sender: str) -> Match | None:
        """The one open visit of this line, unless one that was closed a short while ago still waits for its answer from
        the same address, or this one has its answer and another visit has none."""
        if len(own) != 1:
            return None
        [visit] = own
        known = self._visits[visit]
        others = [rival for v in soon - own if not (rival := self._visits[v]).answered]
        name = next(name for name in names_of(sender) if name in known.senders | known.parents)
        same = any(not r.open and r.line == known.line and name in r.senders | r.parents for r in others)
        return None if same or (known.answered and others) else Match(visit, By.SENDER)

    def _asked_for_here(self, line: str, waiting: set[str]) -> Match | None:
        """The one visit without an answer in which an answer on this line was asked for."""
        kind = line.rpartition(":")[2]
        asked = [v for v in waiting if kind in self._visits[v].wished and not self._visits[v].answered]
        return Match(asked[0], By.WISH) if len(asked) == 1 else None

    def _only_one(self, soon: set[str], waiting: set[str]) -> Match | None:
        """The only visit in which this persona waits, in whatever channel; one that was answered waits less."""
        unanswered = {v for v in waiting if not self._visits[v].answered}
        left = unanswered or soon
        return Match(next(iter(left)), By.ONLY) if len(left) == 1 and left <= soon else None


__all__ = ["By", "Inbox", "Match", "normal_subject"]
