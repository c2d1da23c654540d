"""The form by which a call is ordered, in a browser, as customers meet it on real sites."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from shopper.sandbox.company import RunningCompany, running_company
from shopper.sandbox.phone.order_form import WORDS

from .calling import OLENA, script

_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def company() -> Iterator[RunningCompany]:
    with running_company(script({"refuses": "declined"}, {"never": True})) as running:
        yield running


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


def fill(form: Page | FrameLocator, question: str, phone: str = OLENA) -> None:
    form.get_by_label(WORDS["uk"]["name"]).fill("Олена")
    form.get_by_label(WORDS["uk"]["phone"]).fill(phone)
    form.get_by_label(WORDS["uk"]["question"]).fill(question)
    form.get_by_role("button", name=WORDS["uk"]["send"]).click()


@pytest.mark.parametrize("where", ["/", "/callback", "/callback-frame"])
def test_a_call_is_ordered_over_the_page_in_a_page_of_its_own_and_in_a_frame(
    company: RunningCompany, page: Page, where: str
) -> None:
    page.goto(company.facts.site + where)
    if where == "/":
        page.get_by_role("button", name=WORDS["uk"]["open"]).click()
    form: Page | FrameLocator = page.frame_locator("iframe.callback-frame") if where.endswith("frame") else page
    fill(form, f"Ціна, {where}")
    expect(form.get_by_role("status")).to_have_text(WORDS["uk"]["taken"])
    order = company.log[-1]
    assert (order.kind, order.text, order.sender, order.more["phone"]) == ("order", f"Ціна, {where}", "Олена", OLENA)


def test_a_wrong_number_is_told_and_can_be_mended(company: RunningCompany, page: Page) -> None:
    page.goto(f"{company.facts.site}/callback")
    fill(page, "Перше", phone="17")
    expect(page.get_by_role("alert")).to_have_text(WORDS["uk"]["phone_wrong"])
    fill(page, "Друге")
    expect(page.get_by_role("status")).to_be_visible()
    assert [entry.text for entry in company.log if entry.text in ("Перше", "Друге")] == ["Друге"]


def test_a_shop_without_a_telephone_has_no_such_button(page: Page) -> None:
    with running_company("company: Bright Shop\ndomain: brightshop.example\n") as without:
        page.goto(without.facts.site)
        expect(page.get_by_role("button", name=WORDS["uk"]["open"])).to_have_count(0)
