"""The review's page under axe-core: no violation of WCAG AA, by day and in the dark, narrow and wide."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.hand.person import context
from tests.reports import test_page_is_accessible as checker

axe = checker.axe


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_breaks_no_rule_of_accessibility(opened: Browser, axe: str, url: str, width: int, scheme: Any) -> None:
    with context(opened, viewport={"width": width, "height": 900}, color_scheme=scheme) as one:
        page = one.new_page()
        page.goto(url)
        page.wait_for_selector("#name")
        page.evaluate(axe)
        found = page.evaluate(checker._RUN, checker._RULES)
        page.fill("#name", "Olena")
        page.click("#begin")
        page.click("#agree")
        page.wait_for_selector("#said")
        page.click("#wrong")
        found += page.evaluate(checker._RUN, checker._RULES)
        assert found == []
