"""Persons for the demo: they sit at the page of `shopper hand`, and write in the sandbox company's own messenger.

Each has two telephones, so to speak: one shows the page with the tasks, the other the company's chat, which stands for
the messenger. They do what a person does, by the same buttons: read, write, press, wait, paste.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shopper.engine.opening import open_journal
from shopper.hand.desk import Desk
from shopper.hand.running import running_hand

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_log = logging.getLogger(__name__)
_LOOK_MS = 25
_PATIENCE_MS = 10_000
_AT_HAND_MS = 1_500  # for a button that was there a moment ago: the other persons wait meanwhile
_NAMES = ("Lesia", "Marek", "Oksana", "Piotr")


@contextmanager
def scripted_persons(state: Path, *, count: int = 2, language: str = "en") -> Iterator[str]:
    """Serve the page over the journal in a state folder, with so many persons at it (at most four) until the block
    ends; the page's address. A person leads one conversation at a time. Raises ShopperError, OurFault."""
    store = open_journal(state)
    try:
        with running_hand(Desk(store)) as url:
            stop = threading.Event()
            thread = threading.Thread(
                target=_sit, args=(url, _NAMES[:count], language, stop), name="shopper-persons", daemon=True
            )
            thread.start()
            try:
                yield url
            finally:
                stop.set()
                thread.join(timeout=30)
    finally:
        store.close()


def _sit(url: str, names: tuple[str, ...], language: str, stop: threading.Event) -> None:
    from playwright.sync_api import Error, sync_playwright

    from ..webchat.browser import find_browser, flags

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_browser(playwright.chromium.executable_path),
                args=flags(),
                chromium_sandbox="--no-sandbox" not in flags(),
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                env=dict(os.environ),
            )
            persons = [_Person(browser, url, name, language) for name in names]
            while not stop.is_set():
                busy = False
                for person in persons:
                    busy = person.look() or busy
                if not busy:
                    time.sleep(_LOOK_MS / 1000)
            browser.close()
    except Error as error:
        if not stop.is_set():
            _log.warning("the persons of the demo left: %s", " ".join(str(error).split()))


@dataclass(slots=True)
class _Chat:
    """A conversation in the company's messenger. wrote: the message that was written there last; seen: how many of the
    company's messages were told of."""

    page: Page
    wrote: str = ""
    seen: int = 0


@dataclass(slots=True)
class _Person:
    browser: Browser
    url: str
    name: str
    language: str
    chats: dict[str, _Chat] = field(default_factory=dict)
    page: Page = field(init=False)
    context: BrowserContext = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.browser.new_context(viewport={"width": 390, "height": 844}, locale=self.language).new_page()
        self.page.goto(self.url)
        self.page.fill("#name", self.name)
        self.page.click("#begin")
        self.page.set_default_timeout(_PATIENCE_MS)

    def look(self) -> bool:
        """Do the next thing, if there is one; whether there was. What was gone by the time is looked for once more."""
        from playwright.sync_api import TimeoutError as Gone

        try:
            return self._next()
        except Gone as gone:
            _log.info("%s looks again: %s", self.name, " ".join(str(gone).split()))
            return True

    def _next(self) -> bool:
        shown = self.page.evaluate(_SHOWN)
        if shown["wants"] == "write":
            self._write(shown)
            return True
        chat = self.chats.get(shown["task"])
        if chat is None:
            return False
        if chat.page.evaluate(_ANSWERS) > chat.seen:
            self._tell(shown["task"], chat)
            return True
        if shown["nobody"]:
            self.page.click(f"{_card(shown['task'])} #nobody", timeout=_AT_HAND_MS)
            return True
        return False

    def _write(self, shown: dict[str, str]) -> None:
        chat = self.chats.get(shown["task"])
        if chat is None:
            context = self.browser.new_context(viewport={"width": 390, "height": 844}, locale=shown["language"])
            page = context.new_page()
            page.goto(shown["address"])
            page.set_default_timeout(_PATIENCE_MS)
            chat = self.chats[shown["task"]] = _Chat(page)
        if chat.wrote != shown["message"]:  # else it stands there already, and only the press was missed
            before = chat.page.locator(".bs-mine").count()
            chat.page.fill(".bs-form textarea", shown["text"])
            chat.page.click(".bs-form button")
            chat.page.wait_for_function("n => document.querySelectorAll('.bs-mine').length > n", arg=before)
            chat.wrote = shown["message"]
        # The button of this very message, and of no other that the page may show by then.
        self.page.click(f'#text[data-message="{shown["message"]}"] ~ #sent', timeout=_AT_HAND_MS)
        chat.seen = max(chat.seen, chat.page.evaluate(_GREETINGS))

    def _tell(self, task: str, chat: _Chat) -> None:
        form = f"{_card(task)} #reply-form"
        if not self.page.locator(form).count():  # else it is open since the last look
            self.page.click(f"{_card(task)} #reply", timeout=_AT_HAND_MS)
        self.page.fill(f"{form} #reply-text", chat.page.locator(".bs-them .bs-text").nth(chat.seen).inner_text())
        self.page.click(f"{form} #save", timeout=_AT_HAND_MS)
        chat.seen += 1


def _card(task: str) -> str:
    return f'#main[data-task="{task}"]'


# What the page shows: the task, what it wants, and what is needed for it.
_SHOWN = """() => {
  const main = document.getElementById("main");
  const nobody = document.getElementById("nobody");
  return {
    task: main.dataset.task || "",
    wants: main.dataset.mine && document.getElementById("sent") ? "write" : "",
    text: document.getElementById("text")?.textContent || "",
    message: document.getElementById("text")?.dataset.message || "",
    language: document.getElementById("text")?.lang || "en",
    address: document.querySelector(".where a")?.href || "",
    nobody: Boolean(nobody && !nobody.disabled),
  };
}"""
_ANSWERS = "() => document.querySelectorAll('.bs-them .bs-text').length"
# A greeting that stood there before the customer's first words answers nothing.
_GREETINGS = """() => {
  const rows = [...document.querySelectorAll(".bs-message")];
  const mine = rows.findIndex((row) => row.classList.contains("bs-mine"));
  return mine < 0 ? 0 : rows.slice(0, mine).filter((row) => row.classList.contains("bs-them")).length;
}"""
