"""A page that is loaded again while the customer writes: the chat is looked for by one, not by two at once."""

from __future__ import annotations

from typing import Any

from aiohttp import web

# The launcher opens the window and shuts it again; it comes late, so that whoever looks for it waits for it.
TOGGLING = """
<!doctype html><title>Shop</title><h1>Shop</h1>
<div id="w" hidden style="position:fixed;right:20px;bottom:100px;width:320px;background:#fff">
  <div id="l" role="log" style="height:240px;overflow-y:auto"></div>
  <textarea placeholder="Type your message"></textarea></div>
<script>
  window.presses = 0;
  const all = JSON.parse(sessionStorage.said || "[]");
  const draw = (who, text) => {
    const row = document.createElement("p");
    row.className = who;
    row.style.textAlign = who === "me" ? "right" : "left";
    row.textContent = text;
    document.getElementById("l").append(row);
  };
  const add = (who, text) => { all.push([who, text]); sessionStorage.said = JSON.stringify(all); draw(who, text); };
  all.forEach(([who, text]) => draw(who, text));
  const box = document.querySelector("textarea");
  box.addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault();
    const text = box.value;
    box.value = "";
    add("me", text);
    setTimeout(() => add("them", `Answer to ${text}`), 100);
  });
  setTimeout(() => {
    const b = document.createElement("button");
    b.setAttribute("aria-label", "Open chat");
    b.style.cssText = "position:fixed;right:20px;bottom:20px;width:60px;height:60px";
    b.onclick = () => {
      presses += 1;
      // A window that takes its time to open and to shut.
      const opens = presses % 2 === 1;
      setTimeout(() => { document.getElementById("w").hidden = !opens; }, 400);
    };
    document.body.append(b);
  }, 900);
</script>
"""


def test_a_launcher_is_pressed_once_when_we_write_just_as_the_page_is_loaded_again(
    shopper: Any, talking_to: Any, serve: Any
) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=TOGGLING, content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.say(chat, "before")
    shopper.heard("Answer to before")
    visit = shopper.probe._visits[chat.visit]
    shopper.do(visit._page.evaluate("() => { setTimeout(() => location.reload()) }"))
    shopper.say(chat, "after")
    shopper.heard("Answer to after")
    assert shopper.do(visit._page.evaluate("() => window.presses")) == 1
    assert shopper.texts() == ["Answer to before", "Answer to after"]
    assert shopper.host.faults == []
