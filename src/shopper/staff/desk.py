"""What carries words between scripted staff and a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as the site holds it.

    id: tells it from the others of its conversation, the same whenever it is read. ours: staff said it.
    """

    conversation: str
    id: str
    text: str
    ours: bool = False


class Desk(Protocol):
    """One place where staff answer. All methods are called from one thread, which belongs to it."""

    def open(self) -> None:
        """Get ready. Raises ShopperError, which ends the test session's staff before it begins."""

    def messages(self, wait_s: float) -> list[Message]:
        """What is there, in the order it was said, the customers' and the staff's; messages told before may be told
        again. Waits at most `wait_s` seconds for something new. What it raises is tried again a little later."""

    def say(self, conversation: str, text: str, name: str) -> None:
        """Say it as staff. name: who signs, "" for nobody in particular. Raises as `messages` does."""

    def close(self) -> None:
        """Let go of everything."""
