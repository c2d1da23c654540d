"""A desk in a browser: the page where agents read what customers write, and answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..programme.loading import load_stock
from .desk import Message


class AgentPage(Protocol):
    """The page in its browser (probes/webchat/agents.py): only a probe's folder drives one."""

    def read(self, wait_s: float) -> list[tuple[str, str, str, bool]]: ...
    def write(self, conversation: str, text: str) -> None: ...
    def close(self) -> None: ...


@dataclass
class PageDesk:
    """Answers in a page, by selectors as Playwright takes them.

    url: the page. messages_at: every message of the conversation that is open. customer: what a customer's message is,
    holds or lies in; others are the staff's. box: where one writes. send: the button; Enter where it is left out.
    conversations: the entries of the list of conversations, each clicked in turn; left out where the page shows one.
    id: the attribute that tells entries and messages apart; their place in the list if left out.
    text: inside a message, what holds its words alone. login: the path of a saved login (Playwright's storage state).
    prepare: called once with Playwright's (synchronous) page, for whatever must be clicked before.
    """

    url: str
    messages_at: str
    customer: str
    box: str
    send: str = ""
    conversations: str = ""
    id: str = ""
    text: str = ""
    login: str = ""
    prepare: Callable[[Any], None] | None = None
    _page: AgentPage | None = field(default=None, init=False, repr=False)

    def open(self) -> None:
        """Start a browser and open the page. Raises OurFault."""
        self._page = load_stock("probes.webchat.agents").AgentPage(self)

    def messages(self, wait_s: float) -> list[Message]:
        """Raises Playwright's Error where the page does not show what the selectors name."""
        assert self._page is not None
        return [Message(*row) for row in self._page.read(wait_s)]

    def say(self, conversation: str, text: str, name: str) -> None:
        """The name is the page's affair: it knows who is logged in."""
        assert self._page is not None
        self._page.write(conversation, text)

    def close(self) -> None:
        """End the browser."""
        if self._page is not None:
            self._page.close()
            self._page = None
