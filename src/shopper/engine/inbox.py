"""Which visit an incoming message belongs to: by what it answers, never by which visit is the newest."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from .probe import Incoming

_Name = TypeVar("_Name")


class By(StrEnum):
    """What a message was matched by, strongest first."""

    CONVERSATION = "conversation"  # the channel itself knows the visit
    REFERENCE = "reference"  # it answers a message of the visit
    TAG = "tag"  # it was sent to the visit's own plus-address
    SUBJECT = "subject"  # the company wrote it, under the visit's subject
    SENDER = "sender"  # the company wrote it, and only one open visit of this line is with that company


@dataclass(frozen=True, slots=True)
class Match:
    """The visit a message belongs to, and how that is known."""

    visit: str
    by: By


@dataclass(slots=True)
class _Known:
    line: str
    tag: str
    subject: str
    senders: frozenset[str]  # addresses and "@domain"s of the company
    parents: frozenset[str]
    keys: set[str] = field(default_factory=set)
    open: bool = True


class Inbox:
    """All visits that may still be answered. May be used from any thread.

    Every look-up takes the same time however many visits there are.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._visits: dict[str, _Known] = {}
        self._by_key: dict[str, str] = {}
        self._by_tag: dict[str, str] = {}
        self._by_sender: dict[tuple[str, str], set[str]] = {}
        self._by_subject: dict[tuple[str, str, str], set[str]] = {}

    def register(
        self,
        visit: str,
        *,
        line: str,
        sent_keys: Iterable[str] = (),
        tag: str = "",
        company_addresses: Iterable[str] = (),
        domains: Iterable[str] = (),
        subject: str = "",
    ) -> None:
        """An open visit. `sent_keys`: messages of the conversation known already; `company_addresses` and `domains`:
        whom a reply may come from. Registered again, it is as new."""
        with self._lock:
            self.forget(visit)
            senders, parents = _senders(company_addresses, domains)
            known = _Known(line, tag.lower(), normal_subject(subject), senders, parents)
            self._visits[visit] = known
            if known.tag:
                self._by_tag[known.tag] = visit
            for sender in senders | parents:
                self._by_sender.setdefault((line, sender), set()).add(visit)
                if known.subject:
                    self._by_subject.setdefault((line, sender, known.subject), set()).add(visit)
            for key in sent_keys:
                self.sent(visit, key)

    def sent(self, visit: str, key: str, *, subject: str = "") -> None:
        """A message of this visit, ours or theirs: whoever answers it, answers the visit. `subject`: what the visit
        is about, where that was not known when it was registered."""
        with self._lock:
            known = self._visits.get(visit)
            if known is None:
                return
            if key:
                known.keys.add(key)
                self._by_key[key] = visit
            if subject and not known.subject and known.open:
                known.subject = normal_subject(subject)
                for sender in known.senders | known.parents if known.subject else ():
                    self._by_subject.setdefault((known.line, sender, known.subject), set()).add(visit)

    def close(self, visit: str) -> None:
        """The visit is over: a late reply still finds it by what it answers, but not by its sender or subject."""
        with self._lock:
            known = self._visits.get(visit)
            if known is None or not known.open:
                return
            known.open = False
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

    def match(self, incoming: Incoming) -> Match | None:
        """The visit that `incoming` belongs to; None where that is not certain: a person must be asked."""
        with self._lock:
            if incoming.visit:
                return Match(incoming.visit, By.CONVERSATION) if incoming.visit in self._visits else None
            clues = incoming.clues
            for reference in clues.references:
                if reference in self._by_key:
                    return Match(self._by_key[reference], By.REFERENCE)
            if clues.tag and clues.tag.lower() in self._by_tag:
                return Match(self._by_tag[clues.tag.lower()], By.TAG)
            return self._by_sender_and_subject(
                incoming.line, clues.sender or incoming.sender, normal_subject(clues.subject or incoming.subject)
            )

    def _by_sender_and_subject(self, line: str, sender: str, subject: str) -> Match | None:
        # An exact address says more than its domain, and that more than the domains above it.
        names = _names_of(sender)
        for name in names if subject else ():
            if same := self._by_subject.get((line, name, subject)):
                return Match(next(iter(same)), By.SUBJECT) if len(same) == 1 else None
        for name in names:
            if fitting := self._by_sender.get((line, name)):
                return Match(next(iter(fitting)), By.SENDER) if len(fitting) == 1 else None
        return None


# At these anybody has an address, so the domain says nothing about who wrote.
_OPEN_TO_ALL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
    "proton.me", "protonmail.com", "gmx.com", "gmx.net", "aol.com", "zoho.com", "ukr.net", "i.ua", "meta.ua",
    "bigmir.net", "email.ua", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "op.pl", "gazeta.pl", "poczta.fm", "mail.ru",
    "bk.ru", "list.ru", "inbox.ru", "yandex.ru", "ya.ru", "rambler.ru",
})  # fmt: skip


def _senders(addresses: Iterable[str], domains: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(the company's addresses and "@domain"s, the domains above those): mail from shop.example for one that is
    written to at help.shop.example is the company's too."""
    full = {address.strip().lower() for address in addresses}
    named = {domain.strip().lower().lstrip("@") for domain in domains}
    named |= {address.rpartition("@")[2] for address in full if "@" in address}
    named -= _OPEN_TO_ALL | {""}
    above = {"^" + parent for domain in named for parent in _above(domain)}
    return frozenset(full - {""} | {"@" + d for d in named}), frozenset(above)


def _names_of(sender: str) -> list[str]:
    """What a sender may be known under, the most exact first."""
    sender = sender.strip().lower()
    domain = sender.rpartition("@")[2] if "@" in sender else ""
    names = [sender] if sender else []
    if domain and domain not in _OPEN_TO_ALL:
        names += ["@" + domain, "^" + domain, *("@" + parent for parent in _above(domain))]
    return names


def _above(domain: str) -> list[str]:
    """The domains above this one, down to two labels: mail.shop.example -> [shop.example]."""
    labels = domain.split(".")
    return [".".join(labels[at:]) for at in range(1, len(labels) - 1)]


_PREFIX = re.compile(
    r"\s*(?:re|fwd?|fw|aw|wg|sv|vs|antw|odp|pd|відп|відповідь|пересл|переслано|отв|ответ|на|автовідповідь|"
    r"autoodp|auto|automatic reply|autoreply)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[.:：]+\s*",
    re.IGNORECASE,
)
_HELP_DESK = re.compile(r"\[[^\]]{0,80}\]|\(?#\s?\w{1,20}\)?")


def normal_subject(subject: str) -> str:
    """A subject without what mail programs and help desks put around it: Re:, Fwd:, Відп:, Odp:, [Ticket 12], #12."""
    text = " ".join(_HELP_DESK.sub(" ", unicodedata.normalize("NFKC", subject[:1000])).split())
    while (prefix := _PREFIX.match(text)) and prefix.end():
        text = text[prefix.end() :]
    return text.casefold().strip(" .-–—:")


def _discard(index: dict[_Name, set[str]], name: _Name, visit: str) -> None:
    held = index.get(name)
    if held is not None:
        held.discard(visit)
        if not held:
            del index[name]
