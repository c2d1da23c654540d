"""The page in a real browser: what a person sees, presses, and is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shopper.hand.server import _SCRIPTS
from shopper.hand.tasks import Message, Press, What
from tests.hand.desks import OLENA, World
from tests.hand.person import at_page, context

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def kept(live: World, what: What) -> list[Press]:
    return [press for press in live.presses() if press.what is what]


def until_kept(page: Page, live: World, what: What, count: int = 1) -> list[Press]:
    """The presses of a sort, once there are so many."""
    for _ in range(400):
        found = kept(live, what)
        if len(found) >= count:
            return found
        page.wait_for_timeout(25)
    raise AssertionError(f"{len(kept(live, what))} of {count} {what} were kept")


def at_the_reply(page: Page) -> None:
    page.click("#sent")
    page.click("#reply")


def test_one_task_is_shown_and_what_else_waits_beside_it(live: World, url: str, phone: BrowserContext) -> None:
    for n in range(1, 4):
        live.task(n)
    page = at_page(phone, url)
    expect(page.locator("#task")).to_have_text("Write this to Bright Shop, in Viber")
    expect(page.locator("#text")).to_have_text("How much is the Aurora lamp?")
    expect(page.locator("#list button")).to_have_count(2)
    assert page.locator(".where a").get_attribute("href") == "tel:+380441234567"


def test_fifty_tasks_stay_usable_on_a_narrow_screen(live: World, url: str, phone: BrowserContext) -> None:
    for n in range(1, 51):
        live.task(n, persona=f"Customer {n}")
    page = at_page(phone, url)
    expect(page.locator("#list button")).to_have_count(49)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("#list button", has_text="Customer 37").click()
    expect(page.locator(".as")).to_have_text("You are Customer 37 now.")
    page.click("#sent")
    [sent] = until_kept(page, live, What.SENT)
    assert (sent.task, sent.message, sent.person) == ("tag37", "m37.1", "Olena")
    expect(page.locator("#list button")).to_have_count(49)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("step", ["write", "watch", "reply", "failed"])
def test_nothing_is_wider_than_the_screen(live: World, url: str, opened: Browser, width: int, step: str) -> None:
    live.task(1, text="https://shop.example/" + "a" * 300, address="https://viber.example/" + "b" * 200)
    with context(opened, viewport={"width": width, "height": 780}) as one:
        page = at_page(one, url)
        if step in ("watch", "reply"):
            page.click("#sent")
            page.wait_for_selector("#reply")
        if step in ("reply", "failed"):
            page.click(f"#{step}")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_all_of_it_can_be_done_by_keyboard_and_is_told_to_a_screen_reader(
    live: World, url: str, phone: BrowserContext
) -> None:
    live.task(1)
    page = phone.new_page()
    page.goto(url)
    page.wait_for_selector("#name:focus")
    page.keyboard.type("Olena")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Write this to Bright Shop, in Viber").wait_for()
    page.get_by_role("button", name="Sent").focus()
    page.keyboard.press("Enter")
    until_kept(page, live, What.SENT)
    expect(page.locator("#told")).to_contain_text("Noted: Sent")
    page.get_by_role("button", name="Reply came").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#reply-text:focus")
    page.keyboard.type("It costs 42 UAH.")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    [reply] = until_kept(page, live, What.REPLY)
    assert reply.text == "It costs 42 UAH."
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("uk", "Напишіть це до Bright Shop, канал Viber"),
        ("ru", "Напишите это в Bright Shop, канал Viber"),
        ("pl", "Napisz to do Bright Shop, kanał Viber"),
    ],
)
def test_the_page_speaks_four_languages(
    live: World, url: str, phone: BrowserContext, language: str, heading: str
) -> None:
    live.task(1)
    page = at_page(phone, url)
    page.select_option("#language", language)
    expect(page.locator("#task")).to_have_text(heading)
    assert page.evaluate("document.documentElement.lang") == language
    page.reload()
    expect(page.locator("#task")).to_have_text(heading)


def test_the_text_is_copied(live: World, url: str, opened: Browser) -> None:
    live.task(1)
    with context(opened, permissions=["clipboard-read", "clipboard-write"]) as one:
        page = at_page(one, url)
        page.click("#copy")
        expect(page.locator("#told")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == "How much is the Aurora lamp?"


def test_markup_and_scripts_in_a_paste_are_text_and_nothing_else(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    at_the_reply(page)
    pasted = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>&lt;b&gt;"
    page.fill("#reply-text", pasted)
    page.click("#save")
    [reply] = until_kept(page, live, What.REPLY)
    assert reply.text == pasted
    expect(page.locator(".theirs .words")).to_have_text(pasted)
    assert page.locator("main img, main script").count() == 0
    assert "taken" not in page.title()


def test_a_paste_of_a_megabyte_is_kept_whole_and_told_short(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    at_the_reply(page)
    page.fill("#reply-text", "ціна " * 200_000)
    page.click("#save")
    [reply] = until_kept(page, live, What.REPLY)
    assert "shortened" in reply.marks
    assert len(reply.text) == 20_000
    whole = live.store.evidence_path(reply.evidence[0]["sha256"]).read_text(encoding="utf-8")
    assert whole == ("ціна " * 200_000).strip()


def test_what_is_being_pasted_when_the_visit_closes_is_not_taken_away(
    live: World, url: str, phone: BrowserContext
) -> None:
    task = live.task(1)
    page = at_page(phone, url)
    at_the_reply(page)
    page.fill("#reply-text", "It costs 42 UAH.")
    live.task(1, asked_us=task.messages[0].asked_us, closed_us=live.desk.clock())
    for _ in range(2):  # the second answer was asked for after it closed
        with page.expect_response("**/api/state"):
            pass
    page.click("#save")
    [reply] = until_kept(page, live, What.REPLY)
    assert reply.text == "It costs 42 UAH."
    expect(page.locator("main")).to_contain_text("Nothing to do now")


def test_a_paste_of_more_than_that_is_refused_in_words(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    at_the_reply(page)
    page.evaluate("document.getElementById('reply-text').value = 'x'.repeat(1048577)")
    page.click("#save")
    expect(page.locator(".error")).to_contain_text("more than a million characters")
    assert kept(live, What.REPLY) == []


def test_a_picture_is_kept_as_evidence(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    at_the_reply(page)
    page.set_input_files("#reply-photo", {"name": "shot.png", "mimeType": "image/png", "buffer": PNG})
    page.click("#save")
    [reply] = until_kept(page, live, What.REPLY)
    [picture] = reply.evidence
    assert picture["media_type"] == "image/png"
    assert live.store.evidence_path(picture["sha256"]).read_bytes() == PNG


def test_a_picture_of_40_megabytes_is_refused_in_words(
    live: World, url: str, phone: BrowserContext, tmp_path: Path
) -> None:
    live.task(1)
    big = tmp_path / "big.png"
    with big.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    page = at_page(phone, url)
    at_the_reply(page)
    page.set_input_files("#reply-photo", str(big))
    page.click("#save")
    expect(page.locator(".error")).to_contain_text("40 MB; at most 15 MB")
    assert kept(live, What.REPLY) == []


def test_what_only_claims_to_be_a_picture_is_refused_and_the_words_are_kept(
    live: World, url: str, phone: BrowserContext
) -> None:
    live.task(1)
    page = at_page(phone, url)
    at_the_reply(page)
    page.fill("#reply-text", "See the picture.")
    page.set_input_files("#reply-photo", {"name": "a.png", "mimeType": "image/png", "buffer": b"<html>no</html>"})
    page.click("#save")
    [reply] = until_kept(page, live, What.REPLY)
    assert (reply.text, reply.evidence) == ("See the picture.", ())
    expect(page.locator("#urgent")).to_contain_text("This is no picture")


def test_of_two_people_one_has_the_task_and_the_other_is_told(live: World, url: str, opened: Browser) -> None:
    live.task(1)
    live.task(2, persona="Second")
    with context(opened) as one, context(opened) as other:
        first = at_page(one, url, "Olena")
        first.wait_for_selector("main[data-mine=yes]")
        task = first.get_attribute("main", "data-task")
        second = at_page(other, url, "Taras")
        second.wait_for_selector("main[data-mine=yes]")
        assert second.get_attribute("main", "data-task") != task
        expect(second.locator("#list .held")).to_contain_text("Olena has it")
        first.click("#not_now")
        expect(first.locator("#list .held")).to_contain_text("Taras has it")


def test_what_is_soon_too_late_is_warned_of(live: World, url: str, phone: BrowserContext) -> None:
    now = live.desk.clock()
    live.task(1, messages=(Message("m1.1", "Hello", now, now + 300_000_000),))
    page = at_page(phone, url)
    expect(page.locator("#urgent")).to_contain_text("Little time left")
    expect(page.locator("#left.soon")).to_contain_text("min left")


def test_a_second_tap_of_the_same_finger_tells_nothing(live: World, url: str, phone: BrowserContext) -> None:
    for n in range(1, 4):
        live.task(n, undo_s=0.0)
    page = at_page(phone, url)
    page.wait_for_selector("main[data-mine=yes]")
    page.route("**/api/**", lambda route: None)  # the answer takes its time
    place = page.locator("#sent").bounding_box()
    assert place is not None
    at = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    for _ in range(3):
        page.mouse.click(*at)
    assert page.locator("#sent").count() == 0
    page.unroute("**/api/**")
    until_kept(page, live, What.SENT)
    expect(page.locator("#reply")).to_be_enabled()
    assert page.locator("#reply-form").count() == 0
    assert [press.message for press in kept(live, What.SENT)] == ["m1.1"]


def test_a_button_that_comes_under_the_finger_rests_first(live: World, url: str, phone: BrowserContext) -> None:
    over = live.task(1, undo_s=0.0)
    live.task(2, asked_us=live.desk.clock() + 1)
    page = at_page(phone, url)
    page.wait_for_selector("main[data-task=tag1][data-mine=yes]")
    page.evaluate(
        """() => new MutationObserver(() => {
            const main = document.getElementById("main");
            if (main.dataset.task !== "tag2") return;
            window.first ??= document.getElementById("sent").disabled;
            document.getElementById("sent").click();
        }).observe(document.getElementById("main"), {childList: true})"""
    )
    live.put(replace(over, closed_us=1))
    page.wait_for_selector("main[data-task=tag2] #sent:enabled")
    assert page.evaluate("window.first") is True
    assert kept(live, What.SENT) == []


def test_sent_can_be_taken_back_and_pressed_when_it_is_true(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1, undo_s=600.0)
    page = at_page(phone, url)
    page.click("#sent")
    until_kept(page, live, What.SENT)
    page.click("#undo")
    expect(page.locator("#text")).to_have_text("How much is the Aurora lamp?")
    expect(page.locator("#told")).to_have_text("Taken back: it is not sent yet.")
    assert kept(live, What.SENT) == []
    page.click("#sent")
    [sent] = until_kept(page, live, What.SENT)
    page.click("#reply")
    page.fill("#reply-text", "42")
    page.click("#save")
    expect(page.locator("#reply")).to_be_enabled()
    assert page.locator("#undo").count() == 0  # an answer to it came: it was sent
    assert kept(live, What.SENT) == [sent]


def test_what_cannot_be_taken_back_any_more_is_not_offered(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1, undo_s=0.0)
    page = at_page(phone, url)
    page.click("#sent")
    expect(page.locator("#reply")).to_be_enabled()
    assert page.locator("#undo").count() == 0


def test_nobody_answered_can_be_told_once_patience_is_over(live: World, url: str, phone: BrowserContext) -> None:
    now = live.desk.clock()
    live.task(1, until_us=now + 600_000_000)
    page = at_page(phone, url)
    page.click("#sent")
    expect(page.locator("#nobody")).to_be_disabled()
    until_kept(page, live, What.SENT)
    live.task(1, asked_us=now, until_us=live.desk.clock())
    page.locator("#nobody:enabled").click()
    [nobody] = until_kept(page, live, What.NOBODY)
    assert nobody.person == "Olena"


def test_who_could_not_do_it_says_why(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    page.click("#failed")
    page.fill("#failed-why", "My account is blocked")
    page.click("#failed-save")
    [failed] = until_kept(page, live, What.FAILED)
    assert failed.text == "My account is blocked"
    expect(page.locator("main")).to_contain_text("Nothing to do now")


def test_what_came_earlier_counts_from_the_time_that_the_person_read(
    live: World, url: str, phone: BrowserContext
) -> None:
    now = live.desk.clock()
    live.task(1)
    page = at_page(phone, url)
    page.click("#sent")
    until_kept(page, live, What.SENT)
    page.click("#reply")
    page.fill("#reply-text", "It costs 42 UAH.")
    read = page.evaluate("new Date().toTimeString().slice(0, 5)")
    page.fill("#reply-time", read)
    page.click("#save")
    [reply] = until_kept(page, live, What.REPLY)
    assert "looked_up" in reply.marks
    assert reply.accuracy_us >= 30_000_000
    assert abs(reply.at_us - now) <= 90_000_000


def test_the_page_asks_for_nothing_from_outside(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    page = at_page(phone, url)
    page.click("#sent")
    page.wait_for_selector("#reply")
    assert asked
    assert all(address.startswith(url) for address in asked)
    assert {f"{url}/{name}" for name in _SCRIPTS} <= set(asked)


def test_a_task_that_was_shown_is_marked_as_shown_to_its_person(live: World, url: str, phone: BrowserContext) -> None:
    live.task(1)
    page = at_page(phone, url)
    page.wait_for_selector("main[data-mine=yes]")
    [taken] = until_kept(page, live, What.TAKEN)
    assert taken.person == OLENA.name
