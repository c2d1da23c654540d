"""Enter that sends, does nothing, or leaves its words in the box: Send is pressed only where nothing went out."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

LIST = '<div style="width:400px"><div role="log" id="l" style="height:300px;overflow-y:auto"><p>Hello</p></div>'
PAGE = """<!doctype html><title>Shop</title>
<div style="width:400px"><div role="log" id="l" style="height:300px;overflow-y:auto"><p>Hello</p></div>
BODY</div>
<script>
  const list = document.getElementById("l"), box = document.querySelector("textarea, input");
  const bubble = (text) => { const row = document.createElement("div"); row.className = "me";
    row.style.cssText = "margin-left:40%;background:#dfd;padding:5px"; row.textContent = text; list.append(row); };
  const post = (path, text) => fetch(path, { method: "POST", body: JSON.stringify({ text }) });
  const enter = (act) => box.addEventListener("keydown", (e) => { if (e.key === "Enter") act(e); });
  // KIND
</script>"""
BOX = '<textarea placeholder="Type a message"></textarea><button id="go">Send</button>'
FORM = '<form onsubmit="return false"><input placeholder="Type a message"><button type="button" id="go">Send</button></form>'
BY_BUTTON = """document.getElementById("go").onclick = () => { const t = box.value.trim(); box.value = ""; bubble(t); post("/say", t); };"""


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Enter did is looked at after a second, a bubble is waited for three more, and nobody greets."""
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "SECOND_WAY_S", 1.0)
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "SHOWN_S", 4.0)
    monkeypatch.setattr(load_stock("probes.webchat.visit"), "GREETING_S", 0.1)


@pytest.fixture
def chat(runner: Any, talking_to: Any) -> Any:
    """Serves a chat of that body and script: a conversation, and what was sent to /say."""
    sites: list[web.AppRunner] = []

    def make(body: str, script: str) -> tuple[Any, list[str]]:
        said: list[str] = []

        async def page(_request: web.Request) -> web.Response:
            frame = PAGE if body != WINDOW else PAGE.replace(LIST, "").replace("BODY</div>", "BODY")
            text = frame.replace("BODY", body).replace("// KIND", script)
            return web.Response(text=text, content_type="text/html")

        async def say(request: web.Request) -> web.Response:
            said.append((await request.json())["text"])
            return web.Response()

        async def preview(_request: web.Request) -> web.Response:
            return web.Response()

        async def go() -> str:
            app = web.Application()
            app.add_routes([web.get("/", page), web.post("/say", say), web.post("/preview", preview)])
            site = web.AppRunner(app)
            await site.setup()
            sites.append(site)
            await web.TCPSite(site, "127.0.0.1", 0).start()
            return f"http://127.0.0.1:{site.addresses[0][1]}/"

        return talking_to(runner.run(go())), said

    yield make
    for site in sites:
        runner.run(site.cleanup())


def test_words_that_went_out_and_still_stand_in_the_box_are_not_sent_again(shopper: Any, chat: Any) -> None:
    talk, said = chat(BOX, BY_BUTTON + 'enter((e) => { e.preventDefault(); post("/say", box.value); });')
    shopper.attach(talk)
    with pytest.raises(OurFault, match="cannot be known, so it was not sent again") as caught:
        shopper.say(talk, "Do you have a kettle?")
    assert caught.value.code == "not_shown"
    assert said == ["Do you have a kettle?"]


def test_a_bubble_that_comes_late_from_a_chat_that_keeps_the_words_is_still_ours(shopper: Any, chat: Any) -> None:
    script = 'enter((e) => { e.preventDefault(); const t = box.value; post("/say", t).then(() => setTimeout(() => { bubble(t); box.value = ""; }, 2000)); });'
    talk, said = chat(BOX, BY_BUTTON + script)
    shopper.attach(talk)
    shopper.say(talk, "Do you have a kettle?")
    assert said == ["Do you have a kettle?"]


def test_a_chat_that_shows_it_is_sending_is_not_pressed_again(shopper: Any, chat: Any) -> None:
    script = 'enter((e) => { e.preventDefault(); list.insertAdjacentHTML("beforeend", "<i>Connecting…</i>"); });'
    talk, said = chat(BOX, BY_BUTTON + script)
    shopper.attach(talk)
    with pytest.raises(OurFault) as caught:
        shopper.say(talk, "Do you have a kettle?")
    assert caught.value.code == "not_shown"
    assert said == []


@pytest.mark.parametrize(
    ("body", "script"),
    [
        (BOX, BY_BUTTON),
        (FORM, BY_BUTTON),
        (BOX, BY_BUTTON + 'box.addEventListener("input", () => post("/preview", box.value));'),
        (BOX, BY_BUTTON + "enter((e) => e.preventDefault());"),
    ],
    ids=["a line break", "a form that goes nowhere", "a line break, seen by staff as it is typed", "nothing"],
)
def test_where_enter_only_makes_something_else_the_button_sends_once(
    shopper: Any, chat: Any, body: str, script: str
) -> None:
    talk, said = chat(body, script)
    shopper.attach(talk)
    shopper.say(talk, "Do you have a kettle?")
    shopper.say(talk, "And a lamp?")
    assert said == ["Do you have a kettle?", "And a lamp?"]


ANSWERING = """
  let busy = false, held = [];
  const takes = () => { const t = box.value; box.value = ""; bubble(t); post("/say", t); busy = true;
    const row = document.createElement("div"); row.className = "them"; list.append(row);
    let n = 0;
    const grow = setInterval(() => { row.textContent = "We look it up".slice(0, ++n * 2);
      if (n > 7) { clearInterval(grow); busy = false; held.splice(0).forEach((t) => { box.value = t; takes(); }); } }, 700); };
  enter((e) => { e.preventDefault(); if (!busy) takes(); else WHILE_BUSY; });
"""


@pytest.mark.parametrize(
    "while_busy",
    ["undefined", '(box.value = "")', '(held.push(box.value), box.value = "")'],
    ids=["leaves the words standing", "throws the words away", "keeps the words until then"],
)
def test_a_chat_that_takes_no_message_while_it_answers_gets_it_once_afterwards(
    shopper: Any, chat: Any, while_busy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "AGAIN_S", 1.0)
    talk, said = chat(BOX, ANSWERING.replace("WHILE_BUSY", while_busy))
    shopper.attach(talk)
    shopper.say(talk, "Do you have a kettle?")
    shopper.say(talk, "And a lamp?")
    assert said == ["Do you have a kettle?", "And a lamp?"]
    assert shopper.attempts == said


# The window is opened and shut by one button; while an answer is drawn its box takes no words.
WINDOW = """<div id="panel" style="position:fixed;right:20px;bottom:90px;width:300px;visibility:hidden">
<div role="log" id="l" style="height:200px;overflow-y:auto"><p>Hello</p></div>
<div id="foot"><textarea placeholder="Type a message"></textarea></div></div>
<button id="toggle" aria-label="Open chat" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px">&#9998;</button>
"""
ONE_AT_A_TIME = """
  const panel = document.getElementById("panel"), foot = document.getElementById("foot");
  let presses = 0, busy = false;
  document.getElementById("toggle").onclick = () => { presses += 1; post("/preview", "");
    panel.style.visibility = panel.style.visibility === "hidden" ? "visible" : "hidden"; };
  const block = (on) => { BLOCK };
  const send = (e) => { if (e.key !== "Enter") return; e.preventDefault(); if (busy) return;
    const b = e.target, t = b.value; b.value = ""; bubble(t); post("/say", t); busy = true; block(true);
    setTimeout(() => { const row = document.createElement("div"); row.textContent = "Answer to " + t; list.append(row);
      busy = false; block(false); window.shown = (window.shown || 0) + (panel.style.visibility === "visible" ? 1 : 0); }, 4000); };
  foot.addEventListener("keydown", send, true);
  window.presses = () => presses;
"""


@pytest.mark.parametrize(
    "block",
    [
        "box.disabled = on;",
        "box.readOnly = on;",
        'box.oninput = on ? () => { box.value = ""; } : null;',
        "if (on) box.remove(); else foot.append(box);",
    ],
    ids=["closed", "read only", "emptied at every letter", "taken away"],
)
def test_the_window_of_a_chat_whose_box_is_closed_while_it_answers_stays_open(
    shopper: Any, chat: Any, block: str
) -> None:
    talk, said = chat(WINDOW, ONE_AT_A_TIME.replace("BLOCK", block))
    shopper.attach(talk)
    shopper.say(talk, "Do you have a kettle?")
    shopper.say(talk, "And a lamp?")
    shopper.heard("Answer to Do you have a kettle?", "Answer to And a lamp?")
    assert said == ["Do you have a kettle?", "And a lamp?"]
    page = shopper.probe._visits["visit-1"]._page
    assert shopper.do(page.evaluate("() => [window.presses(), window.shown]")) == [1, 2]
