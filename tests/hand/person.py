"""A person at the page, played by a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_QUIET = ["--disable-background-networking", "--disable-component-update", "--no-sandbox"]


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    """Chromium, headless."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=_QUIET)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def context(opened: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A telephone of its own, narrow unless something else is wanted. What goes wrong in the page fails the test."""
    one = opened.new_context(**{"viewport": {"width": 360, "height": 780}, "locale": "en-GB", **options})
    wrong: list[str] = []
    one.on("weberror", lambda error: wrong.append(str(error.error)))
    one.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    try:
        yield one
    finally:
        one.close()
    assert not wrong, wrong


def at_page(one: BrowserContext, url: str, name: str = "Olena") -> Page:
    """The page, with the person's name told, where a task is shown or none is there."""
    page = one.new_page()
    page.goto(url)
    page.fill("#name", name)
    page.click("#begin")
    page.wait_for_selector("main #task, main .nothing")
    return page
