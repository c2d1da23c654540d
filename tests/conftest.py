"""What all tests share: one Hypothesis profile, a browser, and the folders of this checkout."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run and every machine; a slow machine is not a failure.
settings.register_profile(
    "project", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# More, and other ones: HYPOTHESIS_PROFILE=search pytest …
settings.register_profile(
    "search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of this checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A Chromium to drive, by the rule that set-up goes by; a test that asks for it is skipped where there is none."""
    named = os.environ.get("SHOPPER_BROWSER", "").strip()
    if named:
        return named
    found = _playwrights_own() or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("no browser here: run `make setup`, or set SHOPPER_BROWSER")
    return found


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None
