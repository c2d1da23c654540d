"""The pages under axe-core in a real browser: no violation of WCAG AA, by day and in the dark, at three widths."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopper.model import Closing
from shopper.programme.loading import load_stock

from .. import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROOT = Path(__file__).resolve().parents[2]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (rules) => {
  document.querySelectorAll('details').forEach(d => d.open = true);
  const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's own text, from npm; without it these tests are skipped, and say so."""
    spec = importlib.util.spec_from_file_location("fetch_widget", _ROOT / "tools" / "fetch_widget.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    try:
        return Path(tool.fetch("axe-core")).read_text(encoding="utf-8")
    except tool.FetchFailed as error:
        pytest.skip(f"axe-core is not to be had: {error}")


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        yield browser
        browser.close()


def cards() -> dict[str, dict[str, Any]]:
    """A week with everything in it, and a day that is too little for a letter."""
    one = samples.VisitBuilder("v1", "j", "chat", "price").say(0, "What does the lamp cost?").close(Closing.QUIET, 60)
    return {"a week": samples.sample_scorecard(), "a day": samples.sample_scorecard([samples.journey("j", "s", one)])}


@pytest.mark.parametrize("which", ["a week", "a day"])
@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_breaks_no_rule_of_accessibility(
    browser: Browser, axe: str, tmp_path: Path, which: str, width: int, scheme: Any
) -> None:
    file = tmp_path / "scorecard.html"
    file.write_text(load_stock("reports.page").render(cards()[which]), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(file.as_uri())
    page.evaluate(axe)
    assert page.evaluate(_RUN, _RULES) == []
    page.close()


def test_the_checker_would_see_a_fault(browser: Browser, axe: str, tmp_path: Path) -> None:
    file = tmp_path / "faulty.html"
    file.write_text('<!doctype html><html><title>x</title><main><p style="color:#999;background:#aaa">text</p></main>')
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate(axe)
    found = page.evaluate(_RUN, _RULES)
    assert {"color-contrast", "html-has-lang"} <= {line.partition(":")[0] for line in found}
    page.close()
