"""A chat that shows no box to write in, all the time or at times: only buttons."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

# Asks by buttons; a box stands there only while a question in words is asked.
PAGE = """<!doctype html><meta charset=utf-8><title>Lamps</title><h1>Lamps</h1>
<div id="a" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px;background:#06c;cursor:pointer"></div>
<script>
  const TREE = {
    start: ["What is it about?", { "Price": "price", "Something else": "words", "Call me": "call" }],
    price: ["A lamp costs 100.", { "Back to the start": "start" }],
  };
  window.got = [];
  a.onclick = () => {
    a.onclick = null;
    const w = document.createElement("div");
    w.style.cssText = "position:fixed;right:20px;bottom:90px;width:320px;height:420px;background:#fff;border:1px solid #888";
    w.innerHTML = '<div class="l" style="height:340px;overflow-y:auto"></div><footer></footer>';
    document.body.append(w);
    const list = w.firstChild, foot = w.lastChild;
    const row = (who, text) => { const d = document.createElement("div"); d.className = "m " + who; d.style.cssText = "padding:6px;margin:4px;" + (who === "me" ? "margin-left:40%;background:#dfd" : "margin-right:40%;background:#eee"); d.textContent = text; list.append(d); return d; };
    const ask = (name) => {
      if (name === "words") {
        row("them", "Tell us what you need.");
        foot.innerHTML = 'INPUT';
        const box = foot.querySelector("textarea");
        if (box) box.onkeydown = (e) => { if (e.key !== "Enter") return; e.preventDefault(); got.push(box.value); row("me", box.value); foot.innerHTML = ""; setTimeout(() => row("them", "We have it."), 200); };
        return;
      }
      const [text, ways] = TREE[name];
      row("them", text);
      const bar = document.createElement("div");
      bar.className = "options";
      for (const [label, next] of Object.entries(ways)) { const b = document.createElement("button"); b.textContent = label; b.onclick = () => { got.push(label); bar.remove(); row("me", label); setTimeout(() => ask(next), 200); }; bar.append(b); }
      list.append(bar);
    };
    ask("start");
  };
</script>"""


@pytest.fixture
def chat(serve: Any, talking_to: Any) -> Any:
    def make(box: str = '<textarea placeholder="Type here"></textarea>') -> Any:
        async def page(_request: web.Request) -> web.Response:
            return web.Response(text=PAGE.replace("INPUT", box), content_type="text/html")

        return talking_to(serve(page))

    return make


def got(shopper: Any, chat: Any) -> Any:
    return shopper.do(shopper.probe._visits[chat.visit]._page.evaluate("() => window.got"))


def test_a_conversation_may_be_by_buttons_only(shopper: Any, chat: Any) -> None:
    talk = chat()
    shopper.attach(talk)
    (asked,) = shopper.heard("What is it about?")
    assert asked.data["buttons"] == ["Price", "Something else", "Call me"]
    shopper.say(talk, "Price", press=True)
    shopper.heard("A lamp costs 100.")
    assert got(shopper, talk) == ["Price"]


def test_who_wants_to_write_chooses_the_general_topic_first(shopper: Any, chat: Any) -> None:
    talk = chat()
    shopper.attach(talk)
    shopper.say(talk, "Do you have a kettle?")
    shopper.heard("What is it about?", "Tell us what you need.", "We have it.")
    assert got(shopper, talk) == ["Something else", "Do you have a kettle?"]
    assert shopper.attempts == ["Do you have a kettle?"]
    assert shopper.texts() == ["What is it about?", "Tell us what you need.", "We have it."]


def test_a_chat_that_never_takes_words_is_told_with_its_buttons(
    shopper: Any, chat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = load_stock("probes.webchat.visit")
    monkeypatch.setattr(visit, "BOX_COMES_S", 1.0)
    monkeypatch.setattr(visit, "_TOPICS", 0)
    talk = chat("")
    shopper.attach(talk)
    with pytest.raises(OurFault, match="takes no words, only its buttons: “Price”, “Something else”") as caught:
        shopper.say(talk, "Do you have a kettle?")
    assert caught.value.code == "buttons_only"
    assert got(shopper, talk) == []
