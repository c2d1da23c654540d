"""The page in a real browser: its policy holds, nothing is asked for, all of it can be read at any width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopper.programme.loading import load_stock

from .. import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const parse = (c) => { canvas.clearRect(0,0,1,1); canvas.fillStyle = c; canvas.fillRect(0,0,1,1);
    const d = canvas.getImageData(0,0,1,1).data; return [d[0]/255, d[1]/255, d[2]/255, d[3]/255]; };
  const light = ([r,g,b]) => [r,g,b].map(v => v <= .04045 ? v/12.92 : ((v+.055)/1.055)**2.4)
    .reduce((s,v,i) => s + v*[.2126,.7152,.0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3] === 1) return c; } return [1,1,1,1]; };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest('svg,style,.vh,.skip')) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a,b)+.05)/(Math.min(a,b)+.05);
    if (ratio < 4.5) bad.push([e.className, walker.currentNode.data.trim().slice(0,30), ratio.toFixed(2)]); }
  return bad; }"""


# What is wider than its place, tables among it; heads of a narrow table are there for the ear alone.
_CUT_OFF = """() => [...document.querySelectorAll('.scroll,tbody *,dt,dd,p,li,small,.tag,summary')]
  .filter(e => e instanceof HTMLElement && getComputedStyle(e).display !== 'inline' && !e.closest('.vh'))
  .filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => [e.className, e.textContent.trim().slice(0, 30), e.scrollWidth, e.clientWidth])"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "scorecard.html"
    path.write_text(load_stock("reports.page").render(samples.sample_scorecard()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page in each language but English; the silence in it lasts for days, with the longest words there are."""
    folder, card = tmp_path_factory.mktemp("translated"), samples.sample_scorecard()
    files = {language: folder / f"{language}.html" for language in ("uk", "ru", "pl")}
    for language, file in files.items():
        made = load_stock("reports.page").render({**card, "language": language})
        file.write_text(made, encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        yield browser
        browser.close()


def opened(browser: Browser, file: Path, *, width: int = 1440, dark: bool = False) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
    )
    return page


def test_the_page_breaks_no_rule_of_its_policy_and_asks_for_nothing(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("broken") == []
    assert asked == [file.as_uri()]
    assert page.evaluate("getComputedStyle(document.querySelector('.facts')).display") == "grid"
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_window(browser: Browser, file: Path, width: int) -> None:
    page = opened(browser, file, width=width)
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("language", ["uk", "ru", "pl"])
def test_longer_words_break_no_table_and_no_line(browser: Browser, translated: dict[str, Path], language: str) -> None:
    page = opened(browser, translated[language])
    page.goto(translated[language].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(_CUT_OFF) == []
    for width in (768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_CUT_OFF) == []
    page.close()


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "in the dark"])
def test_every_text_stands_out_from_what_is_behind_it(browser: Browser, file: Path, dark: bool) -> None:
    page = opened(browser, file, dark=dark)
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(_CONTRAST) == []
    page.close()


def test_a_link_to_a_turn_opens_its_conversation_without_any_script(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    page.goto(file.as_uri())
    assert not page.locator("#visit-v004-1").is_visible()
    page.locator("a[href='#visit-v004-1']").first.click()
    page.locator("#visit-v004-1").wait_for(state="visible")
    page.close()


def test_closed_conversations_are_on_paper_too(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    height = page.locator("#visit-v003-1 .said").bounding_box()
    assert height is not None
    assert height["height"] > 5
    page.close()


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (1440, 900)])
def test_the_first_screen_holds_the_letter_the_fixes_and_what_was_tested(
    browser: Browser, file: Path, translated: dict[str, Path], width: int, height: int
) -> None:
    for shown in (file, *translated.values()):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(shown.as_uri())
        for piece in (".letter", ".fixes.first ol", ".facts", ".tested"):
            box = page.locator(piece).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, (shown.name, piece)
        page.close()


def test_a_permalink_shows_its_conversation_open(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    page.goto(file.as_uri() + "#visit-v003-1")
    page.locator("#visit-v003-1").wait_for(state="visible")
    page.close()
