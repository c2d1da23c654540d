"""Without a connection: what is pressed waits in the page with its own time, and is delivered once."""

from __future__ import annotations

import time

from playwright.sync_api import BrowserContext, Page, Route, expect

from shopper.hand.tasks import Press, What
from tests.hand.desks import World
from tests.hand.person import at_page
from tests.hand.test_page import kept, until_kept


def press_offline(page: Page) -> tuple[int, int]:
    """Press *sent* without a connection; between which moments that was (UTC µs)."""
    page.wait_for_selector("main[data-mine=yes]")
    page.context.set_offline(True)
    before = time.time_ns() // 1000
    page.click("#sent")
    after = time.time_ns() // 1000
    expect(page.locator("#network")).to_contain_text("Waiting to be delivered: 1")
    return before, after


def is_between(press: Press, moments: tuple[int, int]) -> bool:
    slack = 100_000 + press.accuracy_us
    return moments[0] - slack <= press.at_us <= moments[1] + slack


def test_the_presss_own_time_counts_and_not_its_arrival(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    moments = press_offline(page)
    expect(page.locator("#reply")).to_be_visible()  # the person goes on meanwhile
    page.wait_for_timeout(1500)
    assert kept(live, What.SENT) == []
    phone.set_offline(False)
    [sent] = until_kept(page, live, What.SENT)
    assert is_between(sent, moments)
    assert sent.arrived_us - sent.at_us > 1_000_000
    expect(page.locator("#network")).to_be_hidden()


def test_what_waits_survives_that_the_page_is_loaded_again(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    moments = press_offline(page)
    phone.set_offline(False)
    page.route("**/api/**", lambda route: route.abort())
    page.reload()
    page.unroute("**/api/**")
    [sent] = until_kept(page, live, What.SENT)
    assert is_between(sent, moments)


def test_an_answer_that_was_lost_on_the_way_makes_no_second_press(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/api/press", lose)
    page.click("#sent")
    for _ in range(400):
        if len(lost) == 2 and page.evaluate("localStorage.getItem('hand.queue')") == "[]":
            break
        page.wait_for_timeout(25)
    assert lost == [200, 200]
    assert len(kept(live, What.SENT)) == 1


def test_a_pasted_answer_is_not_lost_while_the_connection_is(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    page.click("#sent")
    until_kept(page, live, What.SENT)
    phone.set_offline(True)
    page.click("#reply")
    page.fill("#reply-text", "It costs 42 UAH.")
    page.click("#save")
    expect(page.locator("#network")).to_contain_text("Waiting to be delivered: 1")
    phone.set_offline(False)
    [reply] = until_kept(page, live, What.REPLY)
    assert reply.text == "It costs 42 UAH."


def test_a_half_written_answer_is_there_again_after_a_reload(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    page.click("#sent")
    until_kept(page, live, What.SENT)
    page.click("#reply")
    page.fill("#reply-text", "It costs")
    page.reload()
    page.click("#reply")
    expect(page.locator("#reply-text")).to_have_value("It costs")


def test_sent_is_taken_back_without_a_connection_too(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1, undo_s=600.0)
    page = at_page(phone, url)
    press_offline(page)
    page.click("#undo")
    expect(page.locator("#sent")).to_be_enabled()
    phone.set_offline(False)
    expect(page.locator("#network")).to_be_hidden()
    moments = (time.time_ns() // 1000, 2**62)
    page.click("#sent")
    [sent] = until_kept(page, live, What.SENT)
    assert is_between(sent, moments)


def test_what_arrived_and_was_never_acknowledged_is_taken_back_too(
    live: World, url: str, phone: BrowserContext
) -> None:
    live.task(1, undo_s=600.0)
    page = at_page(phone, url)
    page.wait_for_selector("main[data-mine=yes]")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/press", lose)
    page.click("#sent")
    until_kept(page, live, What.SENT)
    page.click("#undo")
    expect(page.locator("#sent")).to_be_enabled()
    page.unroute("**/api/press")
    expect(page.locator("#network")).to_be_hidden()
    assert kept(live, What.SENT) == []
    expect(page.locator("#sent")).to_be_enabled()
