"""The visits that may still be answered, and what each is recognised by."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ..model import TurnKind
from ..reading import read
from ..reading.cases import case_numbers, numbers
from ..reading.topics import stems
from .probe import Incoming
from .senders import senders_of
from .subjects import normal_subject

_Name = TypeVar("_Name")

# How long after it was closed an unanswered visit is still thought of: a question asked in the evening, in a form, is
# answered next morning. By its topic it is recognised longer than by being the only one.
ONLY_ONE_S = 24 * 3600.0
TOPIC_S = 14 * 24 * 3600.0


@dataclass(slots=True)
class Known:
    """One visit, with all that an answer to it may be recognised by."""

    line: str
    persona: str
    tag: str
    subject: str
    senders: frozenset[str]  # addresses and "@domain"s of the company
    parents: frozenset[str]
    follows: str
    topic: frozenset[str]
    keys: set[str] = field(default_factory=set)
    open: bool = True
    closed_us: int = 0
    asked_us: int | None = None
    numbers: set[str] = field(default_factory=set)  # that stand anywhere in the visit
    cases: set[str] = field(default_factory=set)  # that are marked as a case's
    wished: set[str] = field(default_factory=set)  # kinds of channels in which the customer asked to be answered
    given: set[str] = field(default_factory=set)  # cases that the company named before the customer did
    _told: list[str] = field(default_factory=list)  # what the company wrote since the customer's last words
    _answered: bool = False

    @property
    def answered(self) -> bool:
        """Somebody replied to what was said last; "we have received it" is no reply."""
        while self._told and not self._answered:
            self._answered = not read(self._told.pop()).auto_ack
        return self._answered

    def says(self) -> None:
        """The customer says something that is not answered yet."""
        self._told.clear()
        self._answered = False

    def is_told(self, text: str) -> None:
        """The company wrote this."""
        if not self._answered:
            self._told.append(text)

    def may_be_answered(self, at_us: int, while_s: float) -> bool:
        """Whether an answer may come now: the visit is open, or was closed unanswered so short a while ago."""
        if self.asked_us is None:
            return False
        return self.open or (at_us - self.closed_us <= while_s * 1e6 and not self.answered)


class KnownVisits:
    """All visits that may still be answered, by everything that an answer can show. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._visits: dict[str, Known] = {}
        self._by_key: dict[str, str] = {}
        self._by_tag: dict[str, str] = {}
        self._by_sender: dict[tuple[str, str], set[str]] = {}
        self._by_subject: dict[tuple[str, str, str], set[str]] = {}
        self._by_persona: dict[str, set[str]] = {}
        self._by_case: dict[tuple[str, str], set[str]] = {}
        self._moved: dict[tuple[str, str], str] = {}  # (visit, key) of a live message -> the earlier visit it answers

    # -- what is known of the visits ---------------------------------------------------------------------------------
    def register(
        self,
        visit: str,
        *,
        line: str,
        persona: str = "",
        sent_keys: Iterable[str] = (),
        tag: str = "",
        company_addresses: Iterable[str] = (),
        domains: Iterable[str] = (),
        subject: str = "",
        topic: frozenset[str] = frozenset(),
        follows: str = "",
    ) -> None:
        """An open visit. `sent_keys`: messages of the conversation known already; `company_addresses` and `domains`:
        whom a reply may come from; `topic`: stems of what its service is called (reading.topics); `follows`: the
        earlier visit in the same thread of a channel that has one for each customer. Registered again, it is as new."""
        with self._lock:
            self.forget(visit)
            senders, parents = senders_of(company_addresses, domains)
            persona = persona or line.partition(":")[0]
            known = Known(
                line, persona, tag.lower(), normal_subject(subject), senders, parents, follows, topic | stems(subject)
            )
            self._visits[visit] = known
            self._by_persona.setdefault(persona, set()).add(visit)
            if known.tag:
                self._by_tag[known.tag] = visit
            for sender in senders | parents:
                self._by_sender.setdefault((line, sender), set()).add(visit)
                if known.subject:
                    self._by_subject.setdefault((line, sender, known.subject), set()).add(visit)
            for key in sent_keys:
                self.sent(visit, key)

    def says(self, visit: str, text: str) -> None:
        """The customer is about to say this: whoever answers it, answers the visit."""
        with self._lock:
            known = self._visits.get(visit)
            if known is not None:
                known.topic |= stems(text)
                known.says()
                self._note_numbers(visit, known, text, given=False)

    def wishes(self, visit: str, kind: str) -> None:
        """The customer asks in this visit to be answered in a channel of that kind."""
        with self._lock:
            if (known := self._visits.get(visit)) is not None:
                known.wished.add(kind)

    def asks(self, visit: str, at_us: int) -> None:
        """From this moment on (UTC µs) the company may have seen the visit's first words."""
        with self._lock:
            known = self._visits.get(visit)
            if known is not None and known.asked_us is None:
                known.asked_us = at_us

    def sent(self, visit: str, key: str, *, subject: str = "") -> None:
        """A message of this visit that went out: whoever answers it, answers the visit. `subject`: what the visit
        is about, where that was not known when it was registered."""
        with self._lock:
            known = self._visits.get(visit)
            if known is None:
                return
            self.asks(visit, 0)
            if key:
                known.keys.add(key)
                self._by_key[key] = visit
            if subject and not known.subject and known.open:
                known.subject = normal_subject(subject)
                for sender in known.senders | known.parents if known.subject else ():
                    self._by_subject.setdefault((known.line, sender, known.subject), set()).add(visit)

    def took(self, visit: str, incoming: Incoming) -> None:
        """A message of the company was laid to this visit."""
        with self._lock:
            if incoming.visit not in ("", visit):
                self._moved[incoming.visit, incoming.key] = visit
            self.heard(visit, incoming.key, f"{incoming.subject}\n{incoming.text}", incoming.kind)

    def heard(self, visit: str, key: str, text: str, kind: TurnKind, *, live_in: str = "") -> None:
        """The company said this in the visit; `live_in`: the later visit in whose conversation it came."""
        with self._lock:
            known = self._visits.get(visit)
            if known is None:
                return
            if key and "@" in key and key not in self._by_key:
                known.keys.add(key)
                self._by_key[key] = visit
            if live_in:
                self._moved[live_in, key] = visit
            if kind is TurnKind.MESSAGE:
                known.is_told(text)
            self._note_numbers(visit, known, text, given=True)

    def close(self, visit: str, at_us: int = 0) -> None:
        """The visit is over since `at_us` (UTC µs): a late reply still finds it by what it answers, and for a while by
        its topic, if nobody has replied; but not as the visit that is open."""
        with self._lock:
            known = self._visits.get(visit)
            if known is None or not known.open:
                return
            known.open, known.closed_us = False, at_us
            for sender in known.senders | known.parents:
                _discard(self._by_sender, (known.line, sender), visit)
                _discard(self._by_subject, (known.line, sender, known.subject), visit)

    def forget(self, visit: str) -> None:
        """Nothing finds this visit any more."""
        with self._lock:
            self.close(visit)
            known = self._visits.pop(visit, None)
            if known is None:
                return
            for key in known.keys:
                if self._by_key.get(key) == visit:
                    del self._by_key[key]
            if self._by_tag.get(known.tag) == visit:
                del self._by_tag[known.tag]
            _discard(self._by_persona, known.persona, visit)
            for number in known.numbers:
                _discard(self._by_case, (known.persona, number), visit)

    def may_be_answered(self, visit: str, now_us: int) -> bool:
        """Whether an answer to this visit may still come: it is open, or was closed unanswered not long ago."""
        with self._lock:
            known = self._visits.get(visit)
            return known is not None and known.may_be_answered(now_us, TOPIC_S)

    def _note_numbers(self, visit: str, known: Known, text: str, *, given: bool) -> None:
        found, marked = numbers(text), case_numbers(text)
        if given:
            known.given |= marked - known.numbers
        known.numbers |= found
        known.cases |= marked
        for number in found:
            self._by_case.setdefault((known.persona, number), set()).add(visit)


def _discard(index: dict[_Name, set[str]], name: _Name, visit: str) -> None:
    held = index.get(name)
    if held is not None:
        held.discard(visit)
        if not held:
            del index[name]
