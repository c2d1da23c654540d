"""The reading script by itself: what is a message, what only stands among them, and what becomes of it."""

# ruff: noqa: E501
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from .reading import Eyes, chat, sides

BUBBLES = """
  const them = (html) => put(`<div class="m them" style="display:flex"><div class="b" style="background:#eee;padding:8px;border-radius:6px">${html}</div></div>`);
  const me = (html) => put(`<div class="m me" style="display:flex;justify-content:flex-end"><div class="b" style="background:#cfe;padding:8px;border-radius:6px">${html}</div></div>`);
  watch(); them("Hello!"); await say("Do you have a kettle?");
"""
BEFORE = [("them", "Hello!"), ("me", "Do you have a kettle?")]


@pytest.fixture(scope="module")
def eyes(runner: asyncio.Runner, plain_browser: Any) -> Iterator[Eyes]:
    made = Eyes(runner, plain_browser)
    yield made
    made.close()


PIXEL = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'/>"
CONTENT = {
    "Ok": "Ok",
    "<div>Да</div>": "Да",
    "<span style='font-size:22px'>👍</span>": "👍",
    "10:30": "10:30",
    "<div>10:30</div><div style='font-size:10px'>12:01</div>": "10:30",
    "Today": "Today",
    "12 May": "12 May",
    "Відправлено": "Відправлено",
    "It costs &lt;b&gt;100&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;": "It costs <b>100</b> <script>alert(1)</script>",
    f'<img src="{PIXEL}" width=200 height=100>': "[image]",
    f'<img alt="A red kettle" src="{PIXEL}" width=200 height=100>': "[A red kettle]",
    f'<p>It looks so:</p><img alt="A red kettle" src="{PIXEL}" width=200 height=100>': "It looks so:\n[A red kettle]",
    '<a href="/files/price%20list.pdf?x=1" style="display:block;width:30px;height:30px"><svg width=20 height=20></svg></a>': "[price list.pdf]",
    '<a href="/files/1" download="price.pdf">Our prices</a>': "Our prices",
    f'We have it <img alt="😀" src="{PIXEL}" width=18 height=18>': "We have it 😀",
    f'We have it <img alt=":smile:" src="{PIXEL}" width=18 height=18>': "We have it :smile:",
    "<p>We have:</p><ul><li>red</li><li>blue</li></ul>": "We have:\nred\nblue",
    "<table><tr><td>Kettle</td><td>100</td></tr><tr><td>Lamp</td><td>50</td></tr></table>": "Kettle 100\nLamp 50",
    "<p>Run</p><pre><code>a = 1\nb = 2</code></pre>": "Run\na = 1\nb = 2",
    '<div style="background:#ddd;padding:4px">Do you have a kettle?</div><div>Yes, we do.</div>': "Do you have a kettle?\nYes, we do.",
    '<p>See <a href="https://shop.example/k">this</a></p><div style="border:1px solid #999;padding:4px"><div style="font-weight:700">Kettles</div><div>All our kettles</div></div>': "See this\nKettles\nAll our kettles",
}


@pytest.mark.parametrize("html", CONTENT)
def test_a_message_s_text_is_what_a_customer_sees_of_it(eyes: Eyes, html: str) -> None:
    units = eyes.see(chat(), BUBBLES + f"them({html!r});")
    assert sides(units) == [*BEFORE, ("them", CONTENT[html])]


def test_the_cards_of_one_message_are_one_message(eyes: Eyes) -> None:
    card = '<div style="flex:none;width:120px;border:1px solid #999;padding:4px"><div style="font-weight:700">NAME</div><div>100</div><button>Buy</button></div>'
    row = f'<div class="m" style="display:flex;gap:8px">{card.replace("NAME", "Kettle")}{card.replace("NAME", "Lamp")}</div>'
    units = eyes.see(chat(), BUBBLES + f"put({row!r});")
    assert sides(units) == [*BEFORE, ("them", "Kettle\n100\nLamp\n100")]
    assert units[-1]["buttons"] == ["Buy"]


@pytest.mark.parametrize(
    "html",
    [
        '<div style="text-align:center;font-size:11px">Today</div>',
        '<div style="text-align:center;font-size:11px">Monday, 12 May 2025</div>',
        '<div style="font-size:11px;color:#777">10:32</div>',
        '<div style="text-align:right;font-size:11px">Delivered · 10:32</div>',
        '<div style="text-align:right;font-size:11px">Прочитано 10:32</div>',
        '<div role="separator">12.05.2025</div>',
    ],
)
def test_days_times_and_ticks_between_messages_are_none(eyes: Eyes, html: str) -> None:
    assert sides(eyes.see(chat(), BUBBLES + f"put({html!r});")) == BEFORE


@pytest.mark.parametrize(
    "typing",
    [
        'them("<i class=dot></i><i class=dot></i><i class=dot></i>")',
        'them("<b></b>"), list.lastElementChild.className = "m them is-typing"',
        'them("…")',
        'them("●●●")',
        'them("Thinking…")',
        'them("Anna is typing")',
        'them("Анна друкує…")',
        'put("<div>Анна печатает сообщение…</div>")',
        '$("main").insertAdjacentHTML("afterbegin", "<p>Anna is typing...</p>")',
    ],
)
def test_what_shows_that_somebody_writes_is_no_message_and_its_time_is_kept(eyes: Eyes, typing: str) -> None:
    happens = f"""{BUBBLES}
      const before = performance.now(); {typing}; await drawn(); const after = performance.now(); await drawn();
      them("We have it."); await drawn();"""
    found = eyes.see(chat(), happens, "({ units: __shopper.units(), before, after })")
    assert sides(found["units"]) == [*BEFORE, ("them", "We have it.")]
    assert found["before"] <= found["units"][-1]["typing"] <= found["after"]


@pytest.mark.parametrize("placeholder", ["…", "Thinking…", "<i class=dot></i>", ""])
def test_the_first_words_are_those_that_take_a_placeholder_s_place(eyes: Eyes, placeholder: str) -> None:
    happens = f"""{BUBBLES}
      const b = them({placeholder!r}).querySelector(".b"); await drawn(); await drawn(); const before = performance.now();
      b.textContent = "We"; await drawn(); const between = performance.now();
      b.textContent = "We have"; await drawn(); b.textContent = "We have it."; await drawn();"""
    found = eyes.see(chat(), happens, "({ units: __shopper.units(), before, between })")
    last = found["units"][-1]
    assert sides(found["units"]) == [*BEFORE, ("them", "We have it.")]
    assert found["before"] <= last["first"] <= found["between"] <= last["changed"]


def test_a_message_that_was_deleted_is_told_and_one_that_comes_back_too(eyes: Eyes) -> None:
    happens = f"""{BUBBLES}
      them("It costs 5."); await drawn(); const row = list.lastElementChild; them("It costs 6."); await drawn();
      row.remove(); await drawn(); await until(() => seen.some((e) => e.type === "gone"));
      list.insertBefore(row, list.lastElementChild); await drawn(); await until(() => seen.some((e) => e.type === "changed"));"""
    seen = eyes.see(chat(), happens, "seen")
    assert [(e["type"], e["text"]) for e in seen if e["type"] in ("gone", "changed")] == [
        ("gone", "It costs 5."),
        ("changed", "It costs 5."),
    ]


def test_what_stood_there_before_us_is_history_where_the_list_is_found_by_our_own_message_only(eyes: Eyes) -> None:
    body = chat(attributes="").replace('<div id="l" >', '<div id="l"><p class="m">Hello!</p>')
    happens = """const me = (t) => put(`<p class="m me" style="text-align:right">${t}</p>`), them = (t) => put(`<p class="m">${t}</p>`);
      watch(); await say("Do you have a kettle?"); them("We have it."); await drawn();"""
    seen = [e for e in eyes.see(body, happens, "seen") if e["type"] == "new"]
    assert [(e["text"], e["history"]) for e in seen] == [
        ("Hello!", True),
        ("Do you have a kettle?", False),
        ("We have it.", False),
    ]


@pytest.mark.parametrize("words", ["Chat finished", "Your spot is #2", "Анна приєдналася до чату"])
def test_notices_beside_the_messages_are_told(eyes: Eyes, words: str) -> None:
    happens = f"""{BUBBLES} $("main").insertAdjacentHTML("afterbegin", "<header>Bright Shop</header>"); await drawn();
      $("main header").textContent = {words!r}; await until(() => seen.some((e) => e.type === "aside"));"""
    assert [e["text"] for e in eyes.see(chat(), happens, "seen") if e["type"] == "aside"] == [words]
