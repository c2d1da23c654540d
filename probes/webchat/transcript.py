"""A company's message as it stands in the chat, and what kind of turn it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from shopper.model import TurnKind

from .clock import PageClock
from .notices import closes, is_taken_back, notice_in


@dataclass(slots=True)
class Message:
    """first and changed: milliseconds of the page's clock when its first and its last words were there.

    notice: it stands in the middle or has a status role, as notices do. greeting: it was there before we spoke.
    buttons: the quick replies offered with it.
    handed, handed_buttons: what was handed in last. earlier: it answers the visit that this one follows.
    gone, handed_gone: it was taken back (deleted), and that was handed in. typing: when somebody was first seen to
    write it, None where nobody was. missed: it came while nobody looked. clock: the page's clock that first and changed
    were read from.
    """

    id: str
    text: str
    sender: str
    first: float
    changed: float
    notice: bool
    greeting: bool
    clock: PageClock
    ours: bool = False
    missed: bool = False
    key: str = ""
    earlier: bool = False
    buttons: tuple[str, ...] = ()
    handed: str = ""
    handed_buttons: tuple[str, ...] = ()
    gone: bool = False
    handed_gone: bool = False
    typing: float | None = None
    timer: asyncio.TimerHandle | None = None

    @classmethod
    def of(cls, unit: dict[str, Any], clock: PageClock, *, greeting: bool) -> Message:
        """From what the page reported. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            id=str(unit["id"]),
            text=str(unit["text"]),
            sender=str(unit["sender"]),
            first=float(unit["first"]),
            changed=float(unit["changed"]),
            notice=bool(unit["notice"]),
            greeting=greeting,
            clock=clock,
            buttons=_buttons(unit),
            typing=float(unit["typing"]) if unit.get("typing") is not None else None,
        )

    def update(self, unit: dict[str, Any]) -> None:
        """Its text changed, or it stands there again."""
        text = str(unit["text"])
        self.gone = bool(self.handed) and is_taken_back(text)
        if self.gone:
            return
        self.text = text
        self.changed = float(unit["changed"])
        self.sender = str(unit["sender"]) or self.sender
        self.notice = bool(unit["notice"])
        self.buttons = _buttons(unit) or self.buttons

    @property
    def is_news(self) -> bool:
        """Whether there is something in it that was not handed in yet."""
        return (
            self.text != self.handed
            or self.gone != self.handed_gone
            or not set(self.buttons) <= set(self.handed_buttons)
        )

    def taken(self) -> None:
        """All of it is known now."""
        self.handed, self.handed_buttons, self.handed_gone = self.text, self.buttons, self.gone

    @property
    def data(self) -> dict[str, Any]:
        """What is kept of it besides, as Turn.data."""
        found: dict[str, Any] = {"buttons": list(self.buttons)} if self.buttons else {}
        if self.gone or self.handed_gone:
            found["taken_back"] = self.gone
        return found

    def seen_as(self, earlier: Message) -> None:
        """It is the message that was seen in an earlier page: its times are those of then."""
        self.first, self.changed, self.clock = earlier.first, earlier.changed, earlier.clock
        self.greeting, self.missed = earlier.greeting, False

    def rest(self) -> None:
        """Stop waiting for it to be still."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


def _buttons(unit: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(text) for text in unit.get("buttons") or ())


def kind_of(message: Message) -> TurnKind:
    """What the chat shows it to be, and what only a chat itself says; all other words are read elsewhere."""
    if message.notice:
        return TurnKind.CLOSED if closes(message.text) else TurnKind.SYSTEM
    if (notice := notice_in(message.text)) is not None:
        return notice
    return TurnKind.GREETING if message.greeting else TurnKind.MESSAGE
