"""The site's pages, in a browser and without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Frame, Page, expect, sync_playwright

from shopper.sandbox.company import RunningCompany
from shopper.sandbox.site import preferred, widgets_folder

_QUIET = ["--disable-background-networking", "--disable-component-update", "--no-sandbox"]


def read(address: str, language: str = "en") -> str:
    with urlopen(Request(address, headers={"Accept-Language": language}), timeout=20) as answer:
        return str(answer.read().decode())


def status(address: str) -> int:
    try:
        read(address)
    except HTTPError as error:
        with error:
            return error.code
    return 200


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("en;q=0.5, uk;q=0.9", "uk"),
        ("pl, en;q=0.5", "pl"),
        ("ru-UA, uk;q=0.5", "ru"),
        ("cs, en;q=0.5", "en"),
        ("", "en"),
        ("de;q=x, uk", "uk"),
    ],
)
def test_the_page_is_in_the_language_that_the_browser_prefers(header: str, language: str) -> None:
    assert preferred(header) == language


def test_a_page_names_nothing_outside_and_sets_no_cookie(company: RunningCompany) -> None:
    for path in ("/", "/stream", "/frame", "/frame/inner"):
        page = read(company.facts.site + path, "uk")
        assert 'lang="uk"' in page
        assert "http://" not in page and "https://" not in page


def test_the_site_can_be_down(company: RunningCompany) -> None:
    assert status(company.facts.site + "/down") == 503
    assert status(company.facts.site + "/") == 200
    company.faults.site.down = True
    assert status(company.facts.site + "/") == 503


def test_a_chat_that_the_script_lacks_is_not_found(company: RunningCompany) -> None:
    assert status(company.facts.site + "/?chat=nobody") == 404
    assert "chat.js" not in read(company.facts.site + "/?chat=none")


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path, args=_QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="uk-UA")
    yield context.new_page()
    context.close()


def ask(place: Page | Frame, text: str) -> None:
    box = place.get_by_role("textbox", name="Ваше повідомлення")
    box.fill(text)
    box.press("Enter")


def test_the_chat_works_in_a_browser_and_survives_a_reload(company: RunningCompany, page: Page) -> None:
    page.goto(company.facts.site)
    page.get_by_role("button", name="Відкрити чат").click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("Вітаємо!", timeout=20_000)
    ask(page, "Добрий день")
    expect(log).to_contain_text("Зрозуміло.", timeout=20_000)
    page.reload()
    expect(log).to_contain_text("Зрозуміло.", timeout=20_000)
    expect(log.locator(".bs-message")).to_have_count(3)
    ask(page, "bye")
    expect(log).to_contain_text("Розмову завершено.", timeout=20_000)
    expect(page.get_by_role("textbox", name="Ваше повідомлення")).to_be_hidden()
    assert [e.text for e in company.log if e.dir == "in"] == ["Добрий день", "bye"]


def test_what_is_written_while_the_connection_is_broken_goes_out_once_it_is_back(
    company: RunningCompany, page: Page
) -> None:
    page.goto(company.facts.site + "/?open=1&launcher=late")
    expect(page.get_by_role("log")).to_contain_text("Вітаємо!", timeout=20_000)
    company.call(lambda c: c.site.hang_up())
    ask(page, "Ви тут?")
    expect(page.get_by_role("log")).to_contain_text("Зрозуміло.", timeout=20_000)
    assert [e.text for e in company.log if e.dir == "in"] == ["Ви тут?"]


def test_the_chat_works_in_a_frame(company: RunningCompany, page: Page) -> None:
    page.goto(company.facts.site + "/frame?stream=0.2")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Відкрити чат").click()
    box = frame.get_by_role("textbox", name="Ваше повідомлення")
    box.fill("Добрий день")
    box.press("Enter")
    expect(frame.get_by_role("log")).to_contain_text("Зрозуміло.", timeout=20_000)


@pytest.mark.parametrize("path", ["/deep-chat", "/deep-chat-frame"])
def test_a_third_party_widget_talks_to_the_same_staff(company: RunningCompany, page: Page, path: str) -> None:
    folder = widgets_folder() or Path("nowhere")
    if not (folder / "deep-chat" / "package" / "dist" / "deepChat.bundle.js").is_file():
        assert status(company.facts.site + path) == 404
        pytest.skip("deep-chat is not fetched: run tools/fetch_widget.py")
    page.goto(company.facts.site + path)
    place = page.frame_locator("iframe") if path.endswith("frame") else page
    box = place.locator("#text-input")
    box.click()
    page.keyboard.type("Добрий день")
    page.keyboard.press("Enter")
    expect(place.get_by_text("Зрозуміло.")).to_be_visible(timeout=20_000)
    page.reload()
    expect(place.get_by_text("Зрозуміло.")).to_be_visible(timeout=20_000)
    assert [e.text for e in company.log] == ["Вітаємо!", "Добрий день", "Зрозуміло."]
