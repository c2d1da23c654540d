"""A world for each test, one browser for each file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from shopper.hand.running import running_hand
from tests.hand.desks import World, world
from tests.hand.person import browser, context


@pytest.fixture
def still(tmp_path: Path) -> Iterator[World]:
    """A desk whose clock moves when it is told to."""
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def live(tmp_path: Path) -> Iterator[World]:
    """A desk by the real clock."""
    with world(tmp_path, real_time=True) as made:
        yield made


@pytest.fixture
def url(live: World) -> Iterator[str]:
    """Where its page is served."""
    with running_hand(live.desk) as address:
        yield address


@pytest.fixture(scope="module")  # Playwright's loop runs in this thread until it is closed, and others want one
def opened(browser_path: str) -> Iterator[Browser]:
    with browser(browser_path) as one:
        yield one


@pytest.fixture
def phone(opened: Browser) -> Iterator[BrowserContext]:
    """A telephone with a narrow screen."""
    with context(opened) as one:
        yield one
