"""Quick replies: kept with the message that offers them, pressed by their text, and never taken for messages."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from shopper.engine.probe import Outgoing, Said
from shopper.errors import OurFault
from shopper.model import Clock, TurnKind
from shopper.programme.loading import load_stock

ASKED = "What is it about?"
TEXTS = ["Price", "🚚 Delivery", "Return"]
ANSWER = "Delivery takes two days."


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A button that is not there is waited for half a second."""
    monkeypatch.setattr(load_stock("probes.webchat.buttons"), "BUTTON_S", 0.5)


def offered(shopper: Any, text: str = ASKED) -> list[str]:
    """Wait for a message with buttons, and return them."""

    def buttons(host: Any) -> Any:
        return next((i.data["buttons"] for i in reversed(host.incoming) if i.text == text and i.data), None)

    found: list[str] = shopper.until(buttons)
    return found


@pytest.mark.parametrize("page", ["/", "/frame", "/?buttons=bar"])
def test_a_quick_reply_is_pressed_and_shows_as_our_own_words(
    shopper: Any, company: Any, talking_to: Any, page: str
) -> None:
    chat = talking_to(company.site + page)
    shopper.attach(chat)
    shopper.say(chat, "let me choose")
    assert offered(shopper) == TEXTS
    receipt = shopper.say(chat, "Delivery", press=True)
    shopper.heard(ANSWER)
    assert company.received() == ["let me choose", "🚚 Delivery"]
    assert shopper.attempts == ["let me choose", "Delivery"]
    assert shopper.texts() == ["Hello! How can we help?", ASKED, ANSWER]
    assert receipt.at.clock is Clock.PAGE
    (came,) = [e for e in company.entries("in") if "Delivery" in e.text]
    # The clock starts with the press, which the company saw a moment later.
    assert receipt.at.mono_ns - receipt.at.accuracy_us * 1000 <= came.mono_ns


def test_a_chat_that_shows_no_bubble_for_what_was_pressed_is_timed_by_the_press(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    chat = talking_to(f"{company.site}/?buttons=silent")
    shopper.attach(chat)
    shopper.say(chat, "let me choose")
    offered(shopper)
    receipt = shopper.say(chat, "Delivery", press=True)
    reply = shopper.heard(ANSWER)[-1]
    assert shopper.texts() == ["Hello! How can we help?", ASKED, ANSWER]
    assert receipt.at.clock is Clock.PAGE
    assert reply.at.seconds_since(receipt.at) > 0
    shopper.say(chat, "echo")
    shopper.heard("echo")
    assert company.received() == ["let me choose", "🚚 Delivery", "echo"]


def test_a_company_that_answers_with_the_button_s_own_words_is_heard(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper.attach(chat)
    shopper.say(chat, "let me choose")
    offered(shopper)
    shopper.say(chat, "Return", press=True)
    shopper.heard("Return")
    assert shopper.texts(TurnKind.MESSAGE) == [ASKED, "Return"]


@pytest.mark.usefixtures("little_patience")
def test_a_button_that_is_not_there_is_told_with_those_that_are(shopper: Any, company: Any, talking_to: Any) -> None:
    chat = talking_to(company.site)
    shopper.attach(chat)
    shopper.say(chat, "let me choose")
    offered(shopper)
    with pytest.raises(OurFault, match="“Price”, “🚚 Delivery”, “Return”") as caught:
        shopper.say(chat, "Warranty", press=True)
    assert caught.value.code == "no_button"
    assert "offers no button “Warranty”" in str(caught.value)
    assert shopper.attempts == ["let me choose"]
    assert company.received() == ["let me choose"]


def test_a_press_that_a_crash_cut_short_is_known_only_by_its_bubble(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    first = new_shopper()
    first.attach(chat)
    first.say(chat, "let me choose")
    offered(first)
    before = dict(first.host.state)
    turns = next(k for k in before if k.endswith("turns"))
    first.say(chat, "Delivery", id="cut", press=True)
    first.heard(ANSWER)
    first.close()
    first.host.state[turns] = {**before[turns], "pending": ("cut", "Delivery")}
    second = new_shopper()
    second.attach(chat, resumed=True)
    said, _ = second.do(second.probe.was_said(chat, Outgoing("cut", "Delivery", press=True)))
    assert said is Said.YES
    unknown, _ = second.do(second.probe.was_said(chat, Outgoing("other", "Price", press=True)))
    assert unknown is Said.UNKNOWN


# ---- drawn in other ways ---------------------------------------------------------------------------------------------

CHAT = """
<style>.m { padding: 6px; margin: 4px; border-radius: 8px } .me { margin-left: 40%; background: #cfe }
  .them { margin-right: 40%; background: #eee } .chips > * { display: inline-block; padding: 4px 8px; margin: 3px }</style>
<div style="width:400px"><div role="log" id="l" style="height:300px;overflow-y:auto"></div>
<textarea placeholder="Type your message"></textarea></div>
<script>
  window.pressed = [];
  const list = document.getElementById("l");
  const add = (who, text) => {
    const row = document.createElement("div");
    row.className = "m " + who;
    row.textContent = text;
    list.append(row);
  };
  const press = (text, bubble = true) => {
    pressed.push(text);
    if (bubble) add("me", text);
    setTimeout(() => add("them", "You chose " + text), 100);
  };
  document.querySelector("textarea").addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault();
    add("me", e.target.value);
    e.target.value = "";
    setTimeout(() => { add("them", "What is it about?"); chips(); }, 100);
  });
  const put = (html) => {
    const box = document.createElement("div");
    box.className = "chips";
    box.innerHTML = html;
    list.append(box);
    return box;
  };
  // KIND
</script>
"""
ONES = '["Price", "Delivery", "Return"]'
KINDS = {
    "divs with a hand over them": f"""
      const chips = () => {{ const box = put({ONES}.map((t) => `<div style="cursor:pointer">${{t}}</div>`).join(""));
        for (const one of box.children) one.addEventListener("click", () => {{ box.remove(); press(one.textContent); }}); }};""",
    "links that lead nowhere": f"""
      const chips = () => {{ const box = put({ONES}.map((t) => `<a href="#">${{t}}</a>`).join(""));
        for (const one of box.children) one.onclick = () => {{ press(one.textContent); return false; }}; }};""",
    "choices with labels, which show no bubble": f"""
      const chips = () => {{ const box = put({ONES}.map((t) => `<label><input type=radio name=c>${{t}}</label>`).join(""));
        for (const one of box.children) one.firstChild.onchange = () => press(one.textContent, false); }};""",
    "in a shadow root": f"""
      const chips = () => {{ const box = put("<x-chips></x-chips>");
        const root = box.firstChild.attachShadow({{ mode: "open" }});
        root.innerHTML = {ONES}.map((t) => `<span role=button tabindex=0>${{t}}</span>`).join(" ");
        for (const one of root.children) one.onclick = () => press(one.textContent); }};""",
    "inside the message itself": f"""
      const chips = () => {{ const row = list.lastChild;
        for (const t of {ONES}) {{ const one = document.createElement("input"); one.type = "button"; one.value = t;
          one.onclick = () => press(t); row.append(one); }} }};""",
}


@pytest.mark.parametrize("kind", KINDS)
def test_things_to_press_are_found_however_they_are_made(shopper: Any, talking_to: Any, serve: Any, kind: str) -> None:
    async def page(_request: web.Request) -> web.Response:
        body = CHAT.replace("// KIND", KINDS[kind])
        return web.Response(text=f"<!doctype html><title>Shop</title>{body}", content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.say(chat, "Hello there")
    assert offered(shopper) == ["Price", "Delivery", "Return"]
    shopper.say(chat, "Delivery", press=True)
    shopper.heard("You chose Delivery")
    assert shopper.texts() == [ASKED, "You chose Delivery"]
    page_pressed = shopper.do(shopper.probe._visits[chat.visit]._page.evaluate("() => window.pressed"))
    assert page_pressed == ["Delivery"]
