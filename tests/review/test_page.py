"""The page in a real browser: what a person sees, presses, and is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shopper.words import LANGUAGES, Words
from tests.hand.person import context
from tests.review.reviewing import World


def at_page(one: BrowserContext, url: str, name: str = "Olena") -> Page:
    page = one.new_page()
    page.goto(url)
    page.fill("#name", name)
    page.click("#begin")
    page.wait_for_selector("#sentence")
    return page


def open_finding(page: Page, week: World, id_: str) -> None:
    """By its place in the list."""
    place = [item.id for item in week.desk.items("en")].index(id_)
    page.locator("#list button").nth(place).click()


def test_a_finding_is_shown_with_what_it_rests_on_and_agreed_with_by_one_key(
    week: World, url: str, phone: BrowserContext
) -> None:
    page = at_page(phone, url)
    expect(page.locator("#sentence")).to_contain_text("Chat sent the customer to Help mailbox")
    expect(page.locator(".talk .quoted").first).to_contain_text("please write to help@shop.example")
    page.locator("#main").press("a")
    expect(page.locator("#said")).to_have_text("Confirmed — Olena")
    [event] = week.events()
    assert (event.body["finding"], event.body["word"], event.body["by"]) == ("closed_loop:j4", "agree", "Olena")


def test_wrong_asks_why_and_which_message_was_misread(week: World, url: str, phone: BrowserContext) -> None:
    page = at_page(phone, url)
    open_finding(page, week, "dead_end:v003")
    page.click("#wrong")
    page.click("#save")
    expect(page.locator("#told")).to_contain_text("Why is it wrong?")
    page.fill("#because", "They do, on the site")
    page.get_by_label("it refuses nothing").check()
    page.click("#save")
    expect(page.locator("#said")).to_have_text("Disputed — Olena: They do, on the site")
    [event] = week.events()
    assert event.body["labels"] == [{"visit": "v003", "turn": 1, "labels": {"refusal": False}}]


def test_the_keyboard_alone_goes_through_all_of_it(week: World, url: str, phone: BrowserContext) -> None:
    page = at_page(phone, url)
    keyboard = page.keyboard
    keyboard.press("ArrowRight")
    expect(page.locator("#sentence")).to_contain_text("Returns mailbox, where nobody answered")
    keyboard.press("o")
    expect(page.locator("#because")).to_be_focused()
    keyboard.type("We were 1 day late")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Our own mistake — Olena: We were 1 day late")
    keyboard.press("4")
    expect(page.locator(".stars [aria-pressed=true]")).to_have_text("4")
    assert [event.body.get("stars") or event.body["word"] for event in week.events()] == ["ours", 4]


def test_the_report_is_written_when_it_is_asked_for(week: World, url: str, phone: BrowserContext) -> None:
    page = at_page(phone, url)
    page.click("#agree")
    expect(page.locator("#said")).to_be_visible()
    page.click("#finish")
    expect(page.locator("#told")).to_have_text("The report is written: out/1.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_its_findings_are_in_the_persons_language_and_fit_a_telephone(
    week: World, url: str, opened: Browser, language: str
) -> None:
    with context(opened, locale=language) as one:
        page = at_page(one, url)
        words = Words(language, "review")
        assert page.locator("html").get_attribute("lang") == language
        expect(page.locator("#agree")).to_contain_text(words("agree"))
        first = week.desk.items(language)[0]
        expect(page.locator("#sentence")).to_have_text(first.sentence)
        page.click("#wrong")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_another_language_is_a_choice_and_keeps_the_place(week: World, url: str, phone: BrowserContext) -> None:
    page = at_page(phone, url)
    page.keyboard.press("ArrowRight")
    page.select_option("#language", "uk")
    expect(page.locator("#sentence")).to_have_text(week.desk.items("uk")[1].sentence)


def test_whatever_a_company_wrote_is_shown_as_text(week: World, url: str, phone: BrowserContext) -> None:
    page = at_page(phone, url)
    for item in week.desk.items("en"):
        open_finding(page, week, item.id)
        expect(page.locator("#sentence")).to_have_text(item.sentence)
        page.click("#wrong")
    assert page.locator("#main script, #main img, #main b, #main i").count() == 0


def test_a_command_that_has_ended_is_told_and_the_word_is_not_lost_in_silence(
    week: World, url: str, phone: BrowserContext
) -> None:
    page = at_page(phone, url)
    page.route("**/api/say", lambda route: route.abort())
    page.click("#agree")
    expect(page.locator("#network")).to_contain_text("was not kept")
    assert week.events() == []


def test_everything_has_a_name_for_who_does_not_see_it(week: World, url: str, phone: BrowserContext) -> None:
    page = at_page(phone, url)
    page.click("#wrong")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, select, summary")]
            .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length)).length"""
    )
    assert unnamed == 0
    assert page.locator("fieldset:not(:has(legend))").count() == 0
