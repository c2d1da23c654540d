"""What is kept of a web chat over a crash: the browser's storage, what was said, and what was handed in."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import Any


def digest(text: str) -> str:
    """A short fingerprint of a message's words: equal for what looks equal (case, spaces, punctuation aside)."""
    plain = unicodedata.normalize("NFKC", text).lower()
    bare = "".join(c for c in plain if c.isalnum()) or "".join(plain.split())
    return hashlib.sha256(bare.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Known:
    """A message that is in the journal: its key, whose it is, its fingerprint, and when it stood there (UTC µs).

    earlier: it belongs to the visit that this one follows. shown: false for a button that
    we pressed and that left no bubble."""

    key: str
    ours: bool
    digest: str
    at_us: int = 0
    shown: bool = True
    earlier: bool = False


@dataclass(slots=True)
class ChatState:
    """All that `attach(resumed=True)` needs, as JSON.

    known: messages said and handed in, in order. said: our texts, in order; unseen: those that were pressed as buttons
    and left no bubble. pending: (id, text) of a message whose attempt began and whose bubble was not yet seen.
    seen_us: UTC microseconds of the last look at the page. form: "filled" when the form of a chat where nobody was is
    about to be sent, "sent" once it was taken.
    """

    url: str = ""
    known: list[Known] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    pending: tuple[str, str] | None = None
    seen_us: int = 0
    next_key: int = 1
    form: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> ChatState:
        """The state as saved; an empty one where nothing usable was."""
        if not isinstance(value, dict):
            return cls()
        pending = value.get("pending")
        return cls(
            url=str(value.get("url", "")),
            known=[Known(**k) for k in value.get("known", [])],
            said=list(value.get("said", [])),
            unseen=list(value.get("unseen", [])),
            pending=(str(pending[0]), str(pending[1])) if pending else None,
            seen_us=int(value.get("seen_us", 0)),
            next_key=int(value.get("next_key", 1)),
            form=str(value.get("form", "")),
        )

    @classmethod
    def following(cls, value: Any) -> ChatState:
        """The state to begin a visit with whose customer comes back: `value` is what the earlier one saved."""
        state = cls.from_json(value)
        state.pending, state.form = None, ""
        for known in state.known:
            known.earlier = True
        return state

    @property
    def spoken(self) -> bool:
        """Whether we have said something in this visit, or may have."""
        return self.pending is not None or any(k.ours and not k.earlier for k in self.known)

    def start_anew(self) -> None:
        """The chat does not know the customer who comes back: nothing that was said before stands there."""
        self.known, self.said, self.unseen = [], [], []

    def new_key(self) -> str:
        """The next key of a company's message in this visit."""
        key = f"m{self.next_key}"
        self.next_key += 1
        return key


def align(known: Sequence[Known], shown: Sequence[str]) -> dict[int, Known]:
    """Which of the messages shown (fingerprints, in order) are known ones: index → known, each once.

    Messages are known in the order they were journalled, which is when each had been still for a while; they are
    shown in the order they came. So they are matched in order of their times first, and what is left by words alone.
    """
    ordered = sorted(known, key=lambda k: k.at_us)
    matcher = SequenceMatcher(None, [k.digest for k in ordered], list(shown), autojunk=False)
    found: dict[int, Known] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            found[block.b + step] = ordered[block.a + step]
    matched = {k.key for k in found.values()}
    left = [k for k in ordered if k.key not in matched]
    for n, fingerprint in enumerate(shown):
        if n in found:
            continue
        same = next((k for k in left if k.digest == fingerprint), None)
        if same is not None:
            left.remove(same)
            found[n] = same
    return found
