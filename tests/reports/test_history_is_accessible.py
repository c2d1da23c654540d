"""What changed, the trend, the list of all waves and companies side by side, under axe-core in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopper.programme.loading import load_stock
from shopper.scoring.changes import changed
from shopper.scoring.companies import side_by_side

from .. import samples
from ..scoring.history import Names, next_week, wave
from .test_companies import company
from .test_page_is_accessible import _RULES, _RUN, axe, browser  # noqa: F401 - axe and browser are fixtures
from .test_trend import history

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def made(which: str) -> str:
    if which == "page":
        found = {"changed": changed(wave(8, next_week()), [wave(1)], Names()), "trend": history()}
        return str(load_stock("reports.page").render(samples.sample_scorecard() | found))
    if which == "companies":
        return str(load_stock("reports.companies").render(side_by_side([company(), company("Other", next_week())])))
    row = {"wave": "w22", "began": "2026-11-22T09:00:00+02:00", "open": False, "headline": None, "counts": None}
    listed: dict[str, Any] = {"company": "Bright", "language": "uk", "waves": [row | {"page": ""}], "trend": history()}
    return str(load_stock("reports.all_waves").render(listed))


@pytest.mark.parametrize("which", ["page", "companies", "list"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_no_rule_of_accessibility_is_broken_and_nothing_is_wider_than_the_window(
    browser: Browser,  # noqa: F811
    axe: str,  # noqa: F811
    tmp_path: Path,
    which: str,
    width: int,
    scheme: Any,
) -> None:
    file = tmp_path / "page.html"
    file.write_text(made(which), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    assert page.evaluate(_RUN, _RULES) == []
    page.close()
