"""A browser that dies at a bad moment: over an opening, over a message, twice. Nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from shopper.engine.probe import Outgoing
from shopper.errors import OurFault

from .layouts import LAYOUTS
from .test_resuming import _main_browser

CHAT = LAYOUTS["grouped by sender"]
REPLY = "We have it.\nIt costs 100 UAH."


@pytest.fixture
def deadly(serve: Any) -> Callable[..., str]:
    """Serves a chat over whose first so many visits the shopper's browser is killed."""

    def make(shopper: Any, times: int) -> str:
        left = [times]

        async def page(request: web.Request) -> web.Response:
            if request.path == "/" and left[0] > 0:
                left[0] -= 1
                _main_browser(shopper).kill()
            return web.Response(text=f"<!doctype html><title>Shop</title>{CHAT}", content_type="text/html")

        return str(serve(page))

    return make


@pytest.mark.parametrize("times", [1, 2])
def test_a_chat_over_whose_opening_the_browser_dies_is_opened_in_the_next_one(
    new_shopper: Callable[[], Any], talking_to: Any, deadly: Any, times: int
) -> None:
    shopper = new_shopper()
    chat = talking_to(deadly(shopper, times))
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("First answer")
    assert shopper.host.faults == []


def test_a_browser_that_dies_again_and_again_is_not_started_for_ever(
    new_shopper: Callable[[], Any], talking_to: Any, deadly: Any
) -> None:
    shopper = new_shopper()
    with pytest.raises(OurFault, match="again and again") as caught:
        shopper.attach(talking_to(deadly(shopper, 99)))
    assert caught.value.code == "browser_died"


def test_a_message_over_which_the_browser_dies_before_it_went_out_is_said_once_in_the_next_one(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper = new_shopper()
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard(REPLY)
    attempts = []

    async def attempting() -> None:
        attempts.append("echo")
        _main_browser(shopper).kill()

    shopper.do(shopper.probe.say(chat, Outgoing("cut", "echo"), attempting))
    shopper.heard("echo")
    assert attempts == ["echo"]
    assert company.received() == ["kettle", "echo"]
    assert shopper.host.faults == []


def test_a_chat_left_while_its_browser_is_dead_stays_closed(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat, other = talking_to(company.site), talking_to(company.site, visit="visit-2")
    shopper = new_shopper()
    shopper.attach(chat)
    shopper.attach(other)
    _main_browser(shopper).kill()
    shopper.do(shopper.probe.detach(chat))
    shopper.say(other, "kettle")
    shopper.heard(REPLY)
    assert [len(b.browser.contexts) for b in shopper.probe._browsers._running.values()] == [1]
    assert shopper.host.faults == []
