"""Any widget, as far as this reader goes: chats drawn in different ways, each read whole and in order."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from shopper.model import TurnKind

from .layouts import LAYOUTS


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_message_is_read_once_in_order_and_by_the_right_side(
    shopper: Any, talking_to: Any, serve: Any, layout: str
) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html><title>Shop</title>{LAYOUTS[layout]}", content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.say(chat, "Do you have a kettle?")
    shopper.heard("Do you have a kettle?")
    shopper.say(chat, "Same", id="second")
    shopper.until(lambda host: [i.text for i in host.incoming].count("Same") == 5)
    first = ["First answer", "Same", "Same", "Do you have a kettle?"]
    assert [i.text for i in shopper.host.incoming if not i.revises] == [*first, "First answer", "Same", "Same", "Same"]
    assert [i for i in shopper.host.incoming if i.revises] == []
    assert {i.kind for i in shopper.host.incoming} == {TurnKind.MESSAGE}


def test_first_words_are_timed_when_the_page_drew_them(shopper: Any, talking_to: Any, serve: Any) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html>{LAYOUTS['grouped by sender']}", content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("kettle")
    visit = shopper.probe._visits[chat.visit]
    drawn = shopper.do(visit._page.evaluate("() => window.shown"))
    for incoming, truth in zip(shopper.host.incoming, drawn, strict=True):
        mono, off = visit._clock.mono_ns(truth["at"])
        assert incoming.text == truth["text"]
        # Both moments are of the page's own clock, so neither load nor the 0.7 s of stillness comes between them.
        assert abs(incoming.at.mono_ns - mono) <= 50e6 + off + incoming.at.accuracy_us * 1e3
