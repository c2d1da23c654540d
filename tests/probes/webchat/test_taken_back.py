"""A message that its writer deletes stays in the record as it was seen, with a note; who was seen writing is noted."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from shopper.model import TurnKind
from shopper.programme.loading import load_stock

PAGE = """<!doctype html><title>Shop</title>
<style>.m { padding: 6px; margin: 4px } .me { margin-left: 40%; background: #cfe } .them { margin-right: 40%; background: #eee }</style>
<div style="width:400px"><div role="log" id="l" style="height:300px;overflow-y:auto"></div>
<textarea placeholder="Type a message"></textarea></div>
<script>
  const list = document.getElementById("l"), box = document.querySelector("textarea");
  const add = (who, text) => { const row = document.createElement("div"); row.className = "m " + who; row.textContent = text; list.append(row); return row; };
  box.addEventListener("keydown", (e) => { if (e.key !== "Enter") return; e.preventDefault(); add("me", box.value); box.value = "";
    const dots = add("them typing", "…"); setTimeout(() => { dots.remove(); const row = add("them", "It costs 5."); add("them", "Anna joined the chat");
      setTimeout(() => HOW, 1500); }, 100); });
</script>"""


@pytest.mark.parametrize("how", ["row.remove()", 'row.textContent = "This message was deleted"'])
def test_a_deleted_message_keeps_its_words_and_is_noted(
    shopper: Any, talking_to: Any, serve: Any, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.reader"), "TAKEN_BACK_S", 0.5)

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=PAGE.replace("HOW", how), content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.say(chat, "What does it cost?")
    shopper.until(lambda host: any(i.data.get("taken_back") for i in host.incoming))
    said = [i for i in shopper.host.incoming if i.kind is TurnKind.MESSAGE]
    assert [(i.text, i.revises, i.data.get("taken_back")) for i in said] == [
        ("It costs 5.", False, None),
        ("It costs 5.", True, True),
    ]
    assert said[0].data["typing_us"] < said[0].at.wall_us
    assert shopper.texts(TurnKind.SYSTEM) == ["Anna joined the chat"]
