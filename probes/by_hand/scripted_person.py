"""Persons for the demo: they sit at the page of `shopper hand`, and write in the sandbox company's own messenger.

Each has two telephones, so to speak: one shows the page with the tasks, the other the company's chat, which stands for
the messenger. They do what a person does, by the same buttons: read, write, press, wait, paste. Their telephones
remember who they are and which conversation belongs to which task, also when a demo was ended in the middle.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopper.engine.opening import open_journal
from shopper.hand.desk import Desk
from shopper.hand.running import running_hand

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_log = logging.getLogger(__name__)
_LOOK_MS = 25
_PATIENCE_MS = 10_000
_HISTORY_MS = 1_500  # for a chat to show what was said in it before
_SESSION = "bright-shop-chat:viber:plain:session"  # where the sandbox's chat keeps the conversation's name
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
                target=_sit,
                args=(url, _NAMES[:count], language, _Telephones(state / "persons.json"), stop),
                name="shopper-persons",
                daemon=True,
            )
            thread.start()
            try:
                yield url
            finally:
                stop.set()
                thread.join(timeout=30)
    finally:
        store.close()


class _Telephones:
    """What the telephones remember: task -> the name of its conversation at the company."""

    def __init__(self, path: Path) -> None:
        self._path = path
        known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        self._sessions: dict[str, str] = known

    def session(self, task: str) -> str:
        return self._sessions.get(task, "")

    def keep(self, task: str, session: str) -> None:
        self._sessions[task] = session
        written = self._path.with_suffix(".new")
        written.write_text(json.dumps(self._sessions), encoding="utf-8")
        written.replace(self._path)


def _sit(url: str, names: tuple[str, ...], language: str, telephones: _Telephones, stop: threading.Event) -> None:
    from playwright.sync_api import sync_playwright

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
            persons = [_Person(browser, url, name, language, telephones) for name in names]
            while not stop.is_set():
                busy = False
                for person in persons:
                    busy = person.look() or busy
                if not busy:
                    time.sleep(_LOOK_MS / 1000)
            browser.close()
    except Exception as error:  # what Playwright raises is of no class of its own where its driver is gone
        # Ctrl-C ends the browser, too, and often before those who wait here know that they are to end.
        if not stop.wait(3):
            _log.warning("the persons of the demo left: %s", " ".join(str(error).split()))


@dataclass(slots=True)
class _Chat:
    """A conversation in the company's messenger. seen: how many of the company's messages were told of."""

    page: Page
    seen: int = 0


@dataclass(slots=True)
class _Person:
    browser: Browser
    url: str
    name: str
    language: str
    telephones: _Telephones
    chats: dict[str, _Chat] = field(default_factory=dict)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        context = self.browser.new_context(viewport={"width": 390, "height": 844}, locale=self.language)
        known = json.dumps({"id": f"scripted-{self.name}", "name": self.name})
        context.add_init_script(f"localStorage.setItem('hand.person', {json.dumps(known)})")
        self.page = context.new_page()
        self.page.goto(self.url)
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
        if not shown["mine"]:
            return False
        chat = self.chats.get(shown["task"])
        if chat is None:
            chat = self.chats[shown["task"]] = self._chat(shown)
        if shown["wants"] == "write":
            self._write(shown, chat)
            return True
        if chat.page.evaluate(_ANSWERS) > chat.seen:
            self._tell(shown["task"], chat)
            return True
        if shown["nobody"]:
            self.page.click(f"{_card(shown['task'])} #nobody", timeout=_AT_HAND_MS)
            return True
        return False

    def _chat(self, shown: dict[str, Any]) -> _Chat:
        """The conversation that belongs to the task: a new one, or the one that was begun before."""
        context = self.browser.new_context(viewport={"width": 390, "height": 844}, locale=shown["language"])
        session = self.telephones.session(shown["task"])
        if session:
            context.add_init_script(f"localStorage.setItem({json.dumps(_SESSION)}, {json.dumps(session)})")
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        page.goto(shown["address"])
        page.wait_for_function("key => localStorage.getItem(key)", arg=_SESSION)
        if session:
            page.wait_for_timeout(_HISTORY_MS)
        else:
            self.telephones.keep(shown["task"], page.evaluate("key => localStorage.getItem(key)", _SESSION))
        return _Chat(page, seen=page.evaluate(_GREETINGS) + shown["told"])

    def _write(self, shown: dict[str, Any], chat: _Chat) -> None:
        written = chat.page.locator(".bs-mine .bs-text").all_inner_texts()
        if shown["text"] not in written:  # else it stands there already, and only the press was missed
            chat.page.fill(".bs-form textarea", shown["text"])
            chat.page.click(".bs-form button")
            chat.page.wait_for_function(
                "n => document.querySelectorAll('.bs-mine').length > n", arg=len(written), polling=_LOOK_MS
            )
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
    mine: Boolean(main.dataset.mine && main.dataset.task),
    wants: document.getElementById("sent") ? "write" : "",
    told: main.querySelectorAll("li.theirs").length,
    text: document.getElementById("text")?.textContent || "",
    message: document.getElementById("text")?.dataset.message || "",
    language: main.querySelector(".words")?.lang || "en",
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
