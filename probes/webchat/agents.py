"""The page where agents answer, worked by scripted staff (shopper.staff.PageDesk). It has its own browser: staff are
nobody's customers, and share nothing with them. All of it runs in one thread, the desk's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from shopper.errors import OurFault

from .browser import ENV_HEADED, find_browser, flags

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from shopper.staff.page import PageDesk

_OPENS_MS = 30_000
_ACTS_MS = 5_000
# [id, text, is a customer's] of each message that is shown, in the page's order.
_READ = """(nodes, {customer, id, text}) => nodes.map((node, n) => [
    (id && node.getAttribute(id)) || String(n),
    ((text && node.querySelector(text)) || node).innerText.trim(),
    node.matches(customer) || node.closest(customer) !== null || node.querySelector(customer) !== null,
])"""


class AgentPage:
    """An agents' page that is open. Raises OurFault where it cannot be opened."""

    def __init__(self, desk: PageDesk) -> None:
        from playwright.sync_api import Error, sync_playwright

        self._desk = desk
        self._playwright = sync_playwright().start()
        try:
            self._browser = self._playwright.chromium.launch(
                executable_path=find_browser(self._playwright.chromium.executable_path),
                headless=not os.environ.get(ENV_HEADED),
                args=flags(),
                chromium_sandbox="--no-sandbox" not in flags(),
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
            self._page = self._browser.new_page(storage_state=desk.login or None)
            self._page.set_default_timeout(_ACTS_MS)
            self._page.goto(desk.url, timeout=_OPENS_MS)
            if desk.prepare is not None:
                desk.prepare(self._page)
            if not desk.conversations:  # else nobody may have written yet
                self._page.locator(desk.box).first.wait_for(timeout=_OPENS_MS)
        except Error as error:
            self.close()
            first = str(error).strip().splitlines()[0]
            raise OurFault(f"the agents' page {desk.url} cannot be used: {first}", code="staff") from error
        except BaseException:
            self.close()
            raise

    def read(self, wait_s: float) -> list[tuple[str, str, str, bool]]:
        """(conversation, id, text, is the staff's) of all messages of all conversations."""
        self._page.wait_for_timeout(max(wait_s, 0.01) * 1000)
        if not self._desk.conversations:
            return self._messages("")
        found = []
        for entry, name in self._entries():
            entry.click()
            found += self._messages(name)
        return found

    def write(self, conversation: str, text: str) -> None:
        """Write into the box, and send."""
        if self._desk.conversations:
            entries = {name: entry for entry, name in self._entries()}
            if conversation not in entries:
                raise OurFault(f"the agents' page has no conversation “{conversation}” any more", code="staff")
            entries[conversation].click()
        box = self._page.locator(self._desk.box).first
        box.fill(text)
        if self._desk.send:
            self._page.locator(self._desk.send).first.click()
        else:
            box.press("Enter")

    def close(self) -> None:
        """End the browser."""
        try:
            if hasattr(self, "_browser"):
                self._browser.close()
        finally:
            self._playwright.stop()

    def _entries(self) -> list[tuple[Locator, str]]:
        entries = self._page.locator(self._desk.conversations).all()
        return [
            (entry, (self._desk.id and entry.get_attribute(self._desk.id)) or str(n)) for n, entry in enumerate(entries)
        ]

    def _messages(self, conversation: str) -> list[tuple[str, str, str, bool]]:
        desk = self._desk
        asked = {"customer": desk.customer, "id": desk.id, "text": desk.text}
        rows: list[Any] = self._page.locator(desk.messages_at).evaluate_all(_READ, asked)
        return [(conversation, str(n), str(text), not customers) for n, text, customers in rows if text]
