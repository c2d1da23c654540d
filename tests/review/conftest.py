"""A week under review, its page served, one browser for each file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from shopper.hand.running import in_a_thread
from shopper.review.server import ReviewServer, serving
from tests.hand.person import browser, context
from tests.review.reviewing import World, world


@pytest.fixture
def week(tmp_path: Path) -> Iterator[World]:
    """The sample week at a desk."""
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def url(week: World) -> Iterator[str]:
    """Where its page is served. Writing the report there only says where it would be."""
    server = ReviewServer(week.desk, "Lamp & Light", lambda: f"out/{week.desk.spoken}.html")
    with in_a_thread(lambda: serving(server, port=0)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")  # Playwright's loop runs in this thread until it is closed, and others want one
def opened(browser_path: str) -> Iterator[Browser]:
    with browser(browser_path) as one:
        yield one


@pytest.fixture
def phone(opened: Browser) -> Iterator[BrowserContext]:
    """A telephone with a narrow screen."""
    with context(opened) as one:
        yield one
