"""Small foreign chats for the reading script alone: a page, what happens in it, and what the script made of it.

In a case's script `them(...)` and `me(...)` are the case's own; `say(text)` is our message (announced to the reader as
the probe does, then drawn by `me`); `drawn()` waits until the page has drawn what was changed.
"""

# ruff: noqa: E501
from __future__ import annotations

import asyncio
from typing import Any

from shopper.programme.loading import load_stock

script = load_stock("probes.webchat.script")

COLLECT = "window.seen = []; window.__shopper_report = async (all) => { window.seen.push(...JSON.parse(all)); };"
HELPERS = """
  const $ = (css) => document.querySelector(css);
  const list = $("#l");
  const put = (html, where = list) => { where.insertAdjacentHTML("beforeend", html); return where.lastElementChild; };
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const drawn = async () => { await frame(); await frame(); while (__shopper.work().late) await frame(); };
  const until = async (what) => { while (!what()) await frame(); };
  let sayings = 0;
  const watch = (texts = []) => __shopper.watch($("textarea"), texts, performance.now());
  const say = async (text) => { __shopper.arm("say" + ++sayings, text); me(text); await drawn(); };
  const seen = window.seen;
"""
BOX = '<textarea placeholder="Type a message"></textarea>'


def chat(inner: str = "", *, attributes: str = 'style="height:300px;overflow-y:auto;width:400px"') -> str:
    """A body with a list #l that holds `inner`, and a message box."""
    return f'<main><div id="l" {attributes}>{inner}</div>{BOX}</main>'


class Eyes:
    """Runs cases in pages of one browser."""

    def __init__(self, runner: asyncio.Runner, browser: Any) -> None:
        self._runner = runner
        self._browser = browser
        self._context: Any = None

    def see(self, body: str, happens: str, wanted: str = "__shopper.units()") -> Any:
        """What `wanted` gives once `happens` has run in a page of that body."""
        return self._runner.run(asyncio.wait_for(self._see(body, happens, wanted), 60))

    async def _see(self, body: str, happens: str, wanted: str) -> Any:
        if self._context is None:
            self._context = await self._browser.new_context()
        page = await self._context.new_page()
        try:
            await page.set_content(f"<!doctype html><style>body {{ font: 14px sans-serif }}</style>{body}")
            await page.evaluate(COLLECT + script.page_script())
            return await page.evaluate(f"async () => {{ {HELPERS} {happens}; await drawn(); return {wanted}; }}")
        finally:
            await page.close()

    def close(self) -> None:
        """Let go of the pages."""
        if self._context is not None:
            self._runner.run(self._context.close())


def sides(units: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(side, text) of each: "me", "them" or "notice"."""
    return [("me" if u["own"] else "notice" if u["notice"] else "them", u["text"]) for u in units]


# Drawn as known products draw: names, faces, times, ticks and copies stand where theirs do.
STYLES: dict[str, tuple[str, str]] = {}

STYLES["faces beside bubbles, a name and an age under the last"] = (
    chat(),
    """
  const row = (side, html) => put(`<div class="x1 ${side}" style="display:flex;justify-content:flex-${side === "r" ? "end" : "start"};margin:6px">
    ${side === "l" ? '<img alt="Anna" src="data:," style="width:32px;height:32px;border-radius:50%">' : ""}
    <div class="x2" style="background:${side === "r" ? "#06c;color:#fff" : "#f0f0f0"};padding:10px;border-radius:8px">${html}</div></div>`);
  const them = (text) => { row("l", `<div class="block"><p>${text}</p></div>`); document.querySelectorAll(".age").forEach((a) => a.remove());
    put(`<div class="age" style="font-size:11px;color:#777">Anna · 2m ago</div>`, list.lastElementChild); };
  const me = (text) => row("r", `<div class="block"><p>${text}</p></div>`);
""",
)
STYLES["list items with labels for screen readers, and Delivered under ours"] = (
    chat(attributes='role="log" aria-live="polite" style="height:300px;overflow-y:auto;width:400px"'),
    """
  const hid = 'style="position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap"';
  const ul = put('<ul style="list-style:none;padding:0"></ul>');
  const them = (text) => put(`<li class="c-a"><div style="font-size:11px;color:#666">Anna</div><div class="c-b" style="display:inline-block;background:#eee;padding:8px">
    <span ${hid}>Anna says:</span><span>${text}</span></div></li>`, ul);
  const me = (text) => put(`<li class="c-a c-z" style="text-align:right"><div class="c-b" style="display:inline-block;background:#17494d;color:#fff;padding:8px">
    <span ${hid}>You say:</span><span>${text}</span></div><div style="font-size:11px">Just now · <span>Delivered</span></div></li>`, ul);
""",
)
STYLES["made-up tags in each other, ticks and times inside the bubble"] = (
    chat(),
    """
  const bubble = (side, text) => put(`<jdiv class="w_${side}" style="display:block;text-align:${side}"><jdiv class="b" style="display:inline-block;background:${side === "left" ? "#fff;border:1px solid #ddd" : "#d9f5c9"};padding:6px">
    <jdiv class="t" style="display:block">${text}</jdiv><jdiv style="font-size:10px;display:block">10:32 ${side === "right" ? "✓✓" : ""}</jdiv></jdiv></jdiv>`);
  const them = (text) => bubble("left", text), me = (text) => bubble("right", text);
""",
)
STYLES["a name only on the last of a run, dots in a bubble of the same class"] = (
    chat(),
    """
  const them = (text) => {
    const row = put(`<div class="agent-wrap" style="display:flex"><div><div class="chat-bubble agent" style="background:#f1f1f1;padding:8px;border-radius:6px"><i class="dot"></i><i class="dot"></i></div></div></div>`);
    row.querySelector(".chat-bubble").innerHTML = `<div class="message-content"><p>${text}</p></div>`;
    document.querySelectorAll(".agent-name").forEach((n) => n.remove());
    put(`<p class="agent-name" style="font-size:11px">Anna</p>`, row.firstElementChild);
  };
  const me = (text) => put(`<div class="user-wrap" style="text-align:right"><div class="chat-bubble user" style="display:inline-block;background:#1f93ff;color:#fff;padding:8px">${text}</div></div>`);
""",
)
STYLES["nothing painted, an answer machine's wide answers"] = (
    chat(),
    """
  const line = (who, text) => put(`<div class="turn"><div style="font-weight:600">${who}</div><div class="md"><p>${text}</p></div></div>`);
  const them = (text) => line("Assistant", text), me = (text) => line("You", text);
""",
)
STYLES["from right to left"] = (
    chat(attributes='dir="rtl" style="height:300px;overflow-y:auto;width:400px"'),
    """
  const bubble = (side, text) => put(`<div class="m ${side}" style="display:flex;justify-content:${side === "me" ? "flex-end" : "flex-start"}"><span style="background:${side === "me" ? "#cfe" : "#eee"};padding:8px">${text}</span></div>`);
  const them = (text) => bubble("them", text), me = (text) => bubble("me", text);
""",
)
_BUBBLES = """
  const html = (side, text) => `<div class="m ${side}" style="display:flex;justify-content:flex-${side === "me" ? "end" : "start"}"><span style="background:${side === "me" ? "#cfe" : "#eee"};padding:8px">${text}</span></div>`;
"""
STYLES["newest first in the page, drawn from below"] = (
    chat(attributes='style="height:300px;overflow-y:auto;width:400px;display:flex;flex-direction:column-reverse"'),
    _BUBBLES
    + """
  const them = (text) => list.insertAdjacentHTML("afterbegin", html("them", text)), me = (text) => list.insertAdjacentHTML("afterbegin", html("me", text));
""",
)
STYLES["newest on top"] = (
    chat(),
    _BUBBLES
    + """
  const them = (text) => list.insertAdjacentHTML("afterbegin", html("them", text)), me = (text) => list.insertAdjacentHTML("afterbegin", html("me", text));
""",
)
STYLES["drawn anew with every message, all with new elements"] = (
    chat(),
    _BUBBLES
    + """
  const all = [], draw = () => { list.innerHTML = all.join(""); };
  const them = (text) => { all.push(html("them", text)); draw(); }, me = (text) => { all.push(html("me", text)); draw(); };
""",
)
_WINDOW = """
  const all = [], rows = Array.from({ length: 4 }, () => null);
  const draw = () => { const shown = all.slice(-4);
    shown.forEach(([side, text], n) => { if (!rows[n]) rows[n] = put('<div><span style="padding:8px"></span></div>');
      rows[n].className = "m " + side; rows[n].style.cssText = `display:flex;justify-content:flex-${side === "me" ? "end" : "start"}`;
      rows[n].firstChild.style.background = side === "me" ? "#cfe" : "#eee"; rows[n].firstChild.textContent = text; }); };
  const them = (text) => { all.push(["them", text]); draw(); }, me = (text) => { all.push(["me", text]); draw(); };
"""
# Only what is in the last rows stands in the page: what is asked for then is what was reported.
WINDOWS = {
    "the last four rows, their elements used again": (chat(), _WINDOW),
    "the last four rows, each with an element of its own": (
        chat(),
        _BUBBLES
        + """
  const add = (side, text) => { put(html(side, text)); while (list.children.length > 4) list.firstChild.remove(); };
  const them = (text) => add("them", text), me = (text) => add("me", text);
""",
    ),
    "the last four rows, drawn anew": (
        chat(),
        _BUBBLES
        + """
  const all = [], draw = () => { list.innerHTML = all.slice(-4).join(""); };
  const them = (text) => { all.push(html("them", text)); draw(); }, me = (text) => { all.push(html("me", text)); draw(); };
""",
    ),
}
