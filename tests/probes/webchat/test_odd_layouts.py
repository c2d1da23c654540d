"""Any widget: ways of drawing a chat that were met on real ones and had been misread."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from shopper.model import TurnKind

from .odd_layouts import GREETING, ODD


@pytest.mark.parametrize("layout", ODD)
def test_every_message_is_read_once_in_order_with_who_wrote_it(
    shopper: Any, talking_to: Any, serve: Any, layout: str
) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html><title>Shop</title>{ODD[layout]}", content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.heard(GREETING)
    shopper.say(chat, "Do you have a kettle?")
    shopper.heard("Do you have a kettle?")
    shopper.say(chat, "kettle", id="second")
    shopper.heard("kettle")
    heard = [i for i in shopper.host.incoming if not i.revises]
    answers = ["First answer", "Same", "Same", "Do you have a kettle?", "First answer", "Same", "Same", "kettle"]
    assert [i.text for i in heard if i.kind == TurnKind.MESSAGE] == answers
    assert [i.text for i in heard if i.kind == TurnKind.GREETING][-1:] == [GREETING]
    assert {i.sender for i in heard} <= {"", "Anna"}
    assert [i for i in shopper.host.incoming if i.revises] == []
