"""`shopper look --teach`: the owner clicks the parts of a chat in a visible browser, and gets the hints to paste."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Error, Frame, Page

from shopper.engine.probe import Conversation
from shopper.errors import OurFault
from shopper.settings.chat_hints import ChatHints
from shopper.settings.models import Channel
from shopper.settings.site_keys import SiteKeys
from shopper.words import Words

from .browser import ENV_HEADED
from .browsers import Browsers
from .context import new_context, new_page
from .looking import look
from .looking_customer import customer_at, keys_for
from .opening import NAVIGATION_S, open_page

_PAGE = Path(__file__).parent / "page"
_FILES = ("teaching_names", "teaching_messages", "teaching")
_FOUND_S = 15.0
_BUTTONS = {
    "launcher": ("skip",),
    "box": ("again",),
    "pause": ("next", "again"),
    "theirs": ("skip", "again"),
    "ours": ("skip", "again"),
}
_STAGES = ("launcher", "box", "pause", "theirs", "ours")
_AFTER = {"launcher": "box", "box": "pause", "pause": "theirs", "theirs": "ours", "ours": "done"}


def display_there() -> bool:
    """Whether a window can be shown on this computer."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt. hints: None where the window was closed before the box was shown. frail: (part, selector) of
    those that have no lasting name. verified: the page was opened again, and the box was found by the hints; why: what
    was not found, "" else."""

    hints: ChatHints | None
    frail: tuple[tuple[str, str], ...] = ()
    verified: bool = False
    why: str = ""


def block(hints: ChatHints) -> str:
    """The hints as they stand below a channel in config/company.yaml."""
    lines = ["    hints:"]
    for key, value in hints.model_dump(exclude_defaults=True).items():
        # JSON's strings and lists are YAML's too.
        lines.append(f"      {key}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def teaching_script() -> str:
    """What asks in the page and catches the clicks, as one script for every frame."""
    body = "\n".join((_PAGE / f"{name}.js").read_text("utf-8") for name in _FILES)
    return f'(() => {{\n"use strict";\nif (window.__shopper_lesson) return;\n{body}\n}})();'


async def teach_once(address: str, *, words: Words, channel: Channel | None = None) -> Lesson:
    """`teach` in a browser of its own, that is shown, and the test of the hints in one that is not.

    Raises OurFault: "no_browser", or as a page does that cannot be opened."""
    browsers = Browsers(lambda _authority: None)
    before = os.environ.get(ENV_HEADED)
    os.environ[ENV_HEADED] = "1"
    try:
        keys = await asyncio.to_thread(keys_for, channel, address)
        await browsers.open()
        return await teach((await browsers.living(keys.ca)).browser, address, words=words, channel=channel)
    finally:
        await browsers.close()
        if before is None:
            del os.environ[ENV_HEADED]
        else:
            os.environ[ENV_HEADED] = before


async def teach(browser: Browser, address: str, *, words: Words, channel: Channel | None = None) -> Lesson:
    """Ask for the parts one after the other until all are shown or the window is closed; then test the hints."""
    customer = customer_at(address, language=words.language, channel=channel)
    keys = await asyncio.to_thread(keys_for, channel, address)
    context = await new_context(browser, customer, keys, None)
    try:
        teacher = Teacher(words)
        page = await teacher.begin(context, address, keys)
        await teacher.ended.wait()
        hints = await teacher.hints()
        with contextlib.suppress(Error):
            await page.close()
    finally:
        with contextlib.suppress(Error):
            await context.close()
    if hints is None:
        return Lesson(None)
    why = await missing(browser, address, hints, customer=customer, keys=keys)
    why = why or await _unread(browser, address, hints, words, channel)
    return Lesson(hints, tuple(teacher.frail), verified=not why, why=why)


@dataclass  # no slots: Playwright notes something on the owner of a handler
class Teacher:
    """The course of one lesson."""

    words: Words
    stage: str = "launcher"
    frail: list[tuple[str, str]] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _page: Page | None = None
    _launcher: str = ""
    _steps: list[str] = field(default_factory=list)
    _box: str = ""
    _messages: Frame | None = None
    _found: dict[str, Any] | None = None

    async def begin(self, context: BrowserContext, address: str, keys: SiteKeys | None = None) -> Page:
        """Open the page with the panel in it. Raises OurFault as a page does that cannot be opened."""
        await context.expose_binding("__shopper_teach", self._told)
        await context.add_init_script(teaching_script())
        self._page = page = await new_page(context, keys or SiteKeys(""))
        page.on("close", lambda _page: self.ended.set())
        page.on("crash", lambda _page: self.ended.set())
        await open_page(page, address, timeout_s=NAVIGATION_S)
        return page

    async def hints(self) -> ChatHints | None:
        """What was shown, as hints; None while the box was not."""
        if not self._box:
            return None
        found: Mapping[str, Any] = self._found or {}
        parts: dict[str, Any] = {"launcher": self._launcher, "steps": tuple(self._steps), "box": self._box}
        for part in ("list", "theirs", "ours"):
            one = found.get(part)
            if isinstance(one, dict) and one.get("selector"):
                parts[part] = str(one["selector"])
                if one.get("frail"):
                    self.frail.append((part, str(one["selector"])))
        return ChatHints(**parts)

    async def _told(self, source: Any, payload: str) -> dict[str, Any] | None:
        """The page says what was clicked; the answer is what to ask next. A page can call this too: its word is only
        ever a selector."""
        try:
            told = json.loads(payload)
            what = str(told["type"])
            frame: Frame = source["frame"]
        except (ValueError, KeyError, TypeError):
            return None
        before = self.stage
        await self._learn(what, told, frame)
        if self.stage != before:
            await self._ask_all(frame)
        if self.stage == "done":
            self.ended.set()
        return self._question()

    async def _learn(self, what: str, told: Mapping[str, Any], frame: Frame) -> None:
        selector = str(told.get("selector", ""))[:500]
        if what == "again":
            self._launcher, self._steps, self._box, self._found = "", [], "", None
            self.frail.clear()
            self.stage = "launcher"
        elif what == "pressed" and selector and self.stage in ("launcher", "box"):
            if self.stage == "launcher":
                self._launcher = selector
            elif selector not in (self._launcher, *self._steps):
                self._steps.append(selector)
            self._note("launcher" if self.stage == "launcher" else "steps", told)
            self.stage = "box"
        elif what == "box" and selector and self.stage in ("launcher", "box"):
            self._box = selector
            self._note("box", told)
            self.stage = "pause"
        elif what in ("theirs", "ours") and what == self.stage:
            self._messages = frame if what == "theirs" else self._messages
            await self._read_messages()
            self.stage = _AFTER[what]
        elif (what == "next" and self.stage == "pause") or (what == "skip" and self.stage != "pause"):
            self.stage = "done" if self.stage == "theirs" else _AFTER.get(self.stage, self.stage)

    def _note(self, part: str, told: Mapping[str, Any]) -> None:
        if told.get("frail"):
            self.frail.append((part, str(told["selector"])))

    async def _read_messages(self) -> None:
        with contextlib.suppress(Error, TimeoutError):
            if self._messages is not None:
                found = await asyncio.wait_for(self._messages.evaluate("() => __shopper_lesson.messages()"), 5)
                self._found = found if isinstance(found, dict) else None

    async def _ask_all(self, but: Frame) -> None:
        question = self._question()
        for frame in self._page.frames if self._page is not None else ():
            if frame != but:
                with contextlib.suppress(Error, TimeoutError):
                    await asyncio.wait_for(
                        frame.evaluate("q => window.__shopper_lesson && __shopper_lesson.ask(q)", question), 3
                    )

    def _question(self) -> dict[str, Any]:
        step = f"{_STAGES.index(self.stage) + 1} / {len(_STAGES)}" if self.stage in _STAGES else ""
        return {
            "stage": self.stage,
            "step": step,
            "text": self.words(f"teach_{self.stage}"),
            "move": self.words("teach_move"),
            "buttons": [{"type": b, "text": self.words(f"teach_{b}")} for b in _BUTTONS.get(self.stage, ())],
        }


async def missing(
    browser: Browser,
    address: str,
    hints: ChatHints,
    *,
    customer: Conversation | None = None,
    keys: SiteKeys | None = None,
    within_s: float = _FOUND_S,
) -> str:
    """Open the page anew and go by the hints alone: what is not found by them, "" where the box is. Nothing is sent."""
    keys = keys or SiteKeys("")
    context = await new_context(browser, customer or customer_at(address, language="en"), keys, None)
    try:
        page = await new_page(context, keys)
        try:
            await open_page(page, address)
        except OurFault as fault:
            return str(fault)
        presses = [("launcher", hints.launcher), *(("steps", step) for step in hints.steps)]
        for part, selector in presses:
            if selector and not await _press(page, selector, within_s):
                return f"{part}: {selector}"
        return "" if await _shown(page, hints.box, within_s) is not None else f"box: {hints.box}"
    finally:
        with contextlib.suppress(Error):
            await context.close()


async def _unread(browser: Browser, address: str, hints: ChatHints, words: Words, channel: Channel | None) -> str:
    """Open the chat as a run does, with these hints: what is in the way, "" where it can be read."""
    with tempfile.TemporaryDirectory() as place:
        sight = await look(
            browser, address, out=Path(place), language=words.language, hints=hints, channel=channel, says=words
        )
    return "" if sight.failed is None else sight.failed.message


async def _shown(page: Page, selector: str, within_s: float) -> Any:
    """The first thing of that selector that is shown, in any frame and open shadow root; None where none comes."""
    deadline = asyncio.get_running_loop().time() + within_s
    while asyncio.get_running_loop().time() < deadline:
        for frame in page.frames:
            with contextlib.suppress(Error):
                for one in await frame.query_selector_all(selector):
                    if await one.is_visible():
                        return one
        await asyncio.sleep(0.2)
    return None


async def _press(page: Page, selector: str, within_s: float) -> bool:
    found = await _shown(page, selector, within_s)
    if found is None:
        return False
    for force in (False, True):
        with contextlib.suppress(Error):
            await found.click(timeout=2000, force=force, no_wait_after=True)
            return True
    return False
