"""After a crash, a killed browser, a reloaded frame: nothing said twice, nothing heard lost or heard twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import psutil
import pytest

from shopper.engine.probe import Outgoing, Said
from shopper.errors import OurFault
from shopper.model import Clock
from shopper.programme.loading import load_stock

REPLY = "We have it.\nIt costs 100 UAH."
LATE = "Here is what you asked for."


def browsers() -> list[psutil.Process]:
    """The Chromium processes that this process's own Playwright started."""
    mine = psutil.Process().children(recursive=True)
    found = []
    for process in mine:
        try:
            if "chrom" in process.name():
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def crash(shopper: Any) -> None:
    """End a shopper as a killed process would: nothing more is saved or told."""
    shopper.close()


def test_a_visit_taken_up_again_hands_in_what_came_meanwhile_and_nothing_twice(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    first.say(chat, "kettle")
    first.heard(REPLY)
    first.say(chat, "later")
    crash(first)
    first.do(_until_due(company))

    second = new_shopper()
    second.attach(chat, resumed=True)
    second.heard(LATE)
    second.say(chat, "thrice")
    second.until(lambda host: [i.text for i in host.incoming].count("Same.") == 3)
    assert second.texts() == ["Hello! How can we help?", REPLY, LATE, "Same.", "Same.", "Same."]
    late = next(i for i in second.host.incoming if i.text == LATE)
    assert late.at.clock is Clock.LOCAL
    assert late.at.mono_ns is None
    keys = [i.key for i in second.host.incoming]
    assert len(set(keys)) == len(keys)
    assert company.received() == ["kettle", "later", "thrice"]


async def _until_due(company: Any) -> None:
    """Until the staff have written what was asked for, which nobody sees yet."""
    (session,) = company.company.chat._sessions.values()
    while not any(m["text"] == LATE for m in session.messages):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


def test_a_message_cut_short_after_it_went_out_is_found_in_the_history(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    first.say(chat, "kettle")
    first.heard(REPLY)
    before = dict(first.host.state)
    first.say(chat, "echo", id="cut")
    first.heard("echo")
    crash(first)
    # What a kill between the press and the bubble leaves behind: the attempt is saved, its end is not.
    turns = next(k for k in before if k.endswith("turns"))
    first.host.state.update(before)
    first.host.state[turns] = {**before[turns], "pending": ("cut", "echo")}

    second = new_shopper()
    second.attach(chat, resumed=True)
    said, receipt = second.do(second.probe.was_said(chat, Outgoing("cut", "echo")))
    assert said is Said.YES
    assert receipt.at.accuracy_us > 1_000
    # The company's own "echo", which had come before the crash but was not journalled then, is theirs still.
    assert second.texts()[-1] == "echo"
    assert company.received() == ["kettle", "echo"]


def test_a_first_message_that_went_out_just_before_the_crash_is_found_and_not_said_again(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    first.say(chat, "kettle", id="cut")
    first.heard(REPLY)
    crash(first)
    turns = next(k for k in first.host.state if k.endswith("turns"))
    state = first.host.state[turns]
    first.host.state[turns] = {**state, "pending": ("cut", "kettle"), "said": [], "known": []}

    second = new_shopper()
    second.attach(chat, resumed=True)
    said, _ = second.do(second.probe.was_said(chat, Outgoing("cut", "kettle")))
    assert said is Said.YES
    assert second.texts()[-1] == REPLY
    assert company.received() == ["kettle"]


def test_a_receipt_that_was_saved_and_did_not_reach_the_journal_still_counts(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    receipt = first.say(chat, "kettle", id="cut")
    first.heard(REPLY)
    crash(first)

    second = new_shopper()
    second.attach(chat, resumed=True)
    said, found = second.do(second.probe.was_said(chat, Outgoing("cut", "kettle")))
    assert said is Said.YES
    assert (found.key, found.at.wall_us) == (receipt.key, receipt.at.wall_us)
    assert company.received() == ["kettle"]


def test_a_message_that_is_not_in_the_history_was_not_said_and_can_be_said_again(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    first.say(chat, "kettle")
    first.heard(REPLY)
    crash(first)
    turns = next(k for k in first.host.state if k.endswith("turns"))
    first.host.state[turns]["pending"] = ("cut", "echo")

    second = new_shopper()
    second.attach(chat, resumed=True)
    assert second.do(second.probe.was_said(chat, Outgoing("cut", "echo"))) == (Said.NO, None)
    second.say(chat, "echo", id="cut")
    second.heard("echo")
    assert company.received() == ["kettle", "echo"]


def test_a_first_message_of_a_chat_that_restores_nothing_may_or_may_not_have_gone_out(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper = new_shopper()
    shopper.host.put_state("webchat:visit-1:turns", {"pending": ("cut", "kettle"), "known": [], "said": []})
    shopper.attach(chat, resumed=True)
    assert shopper.do(shopper.probe.was_said(chat, Outgoing("cut", "kettle"))) == (Said.UNKNOWN, None)


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat that restores nothing is given two seconds for it."""
    monkeypatch.setattr(load_stock("probes.webchat.reader"), "RESTORED_S", 2.0)


@pytest.mark.usefixtures("little_patience")
def test_a_chat_that_forgot_the_conversation_is_our_fault_in_a_clear_sentence(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    first.say(chat, "kettle")
    first.heard(REPLY)
    crash(first)
    first.host.state["webchat:visit-1:storage"] = None
    second = new_shopper()
    with pytest.raises(OurFault, match="did not bring the conversation back") as caught:
        second.attach(chat, resumed=True)
    assert caught.value.code == "conversation_lost"


def test_a_browser_that_is_killed_is_started_again_and_the_conversation_goes_on(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper = new_shopper()
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard(REPLY)
    shopper.say(chat, "later")
    _main_browser(shopper).kill()
    shopper.heard(LATE)
    shopper.say(chat, "echo")
    shopper.heard("echo")
    assert shopper.host.faults == []
    assert shopper.texts() == ["Hello! How can we help?", REPLY, LATE, "echo"]
    assert company.received() == ["kettle", "later", "echo"]


def _main_browser(shopper: Any) -> psutil.Process:
    """The browser process of a shopper: the newest one whose parent is no browser itself."""
    found = browsers()
    own = {p.pid for p in found}
    return max((p for p in found if p.ppid() not in own), key=lambda p: p.create_time())


@pytest.mark.usefixtures("little_patience")
def test_a_browser_whose_conversation_is_gone_is_told_as_our_fault(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = talking_to(company.site)
    shopper = new_shopper()
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard(REPLY)
    # The company knows no such customer any more.
    chats = company.company.chat
    monkeypatch.setattr(chats._storage, "session", lambda _key: None)
    chats._sessions.clear()
    _main_browser(shopper).kill()
    shopper.until(lambda host: host.faults)
    ((name, sentence, code),) = shopper.host.faults
    assert (name, code) == ("visit-1", "browser_died")
    assert "run it again" in sentence


def test_a_page_that_crashes_is_opened_again_and_the_conversation_goes_on(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper = new_shopper()
    shopper.attach(chat)
    shopper.say(chat, "later")

    async def crash_page() -> None:
        page = shopper.probe._visits["visit-1"]._page
        session = await page.context.new_cdp_session(page)
        asyncio.ensure_future(session.send("Page.crash")).add_done_callback(lambda t: t.cancelled() or t.exception())

    shopper.do(crash_page())
    shopper.heard(LATE)
    assert shopper.texts() == ["Hello! How can we help?", LATE]
    assert shopper.host.faults == []


@pytest.mark.parametrize("path", ["/", "/frame"])
def test_a_page_or_frame_that_reloads_in_the_middle_loses_and_repeats_nothing(
    shopper: Any, company: Any, talking_to: Any, path: str
) -> None:
    chat = talking_to(company.site + path)
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard(REPLY)
    frame = shopper.probe._visits["visit-1"]._box.frame
    shopper.do(frame.evaluate("() => { location.reload(); }"))
    shopper.say(chat, "echo")
    shopper.heard("echo")
    assert shopper.texts() == ["Hello! How can we help?", REPLY, "echo"]
    assert company.received() == ["kettle", "echo"]
    assert shopper.host.faults == []


def test_closing_leaves_no_browser_behind(new_shopper: Callable[[], Any], company: Any, talking_to: Any) -> None:
    shopper = new_shopper()
    shopper.attach(talking_to(company.site))
    # The browser that other tests share starts helpers of its own at any time; they are none of this one's.
    browser = _main_browser(shopper)
    mine = [browser, *browser.children(recursive=True)]
    assert len(mine) > 1
    shopper.close()
    _, alive = psutil.wait_procs(mine, timeout=20)
    assert alive == []
    shopper.close()
