"""A site is looked at: what it offers, whether its chat is found, and what the pictures outline."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from shopper.errors import Refused
from shopper.programme.loading import load_stock
from shopper.words import Words

from .layouts import LAYOUTS

CONTACTS = """
<!doctype html><html lang="uk"><title>Магазин</title>
<header><a href="tel:0800300400">0 800 300 400</a> <a href="https://t.me/shop_bot?start=site">Telegram</a>
<a href="https://t.me/share/url?url=x">Поділитися</a><a href="viber://chat?number=%2B380441234567">Viber</a>
<button onclick="window.ordered=1" style="position:fixed;left:9px;bottom:9px">Передзвоніть мені</button></header>
<p>Пн–Пт 9:00–18:00</p>
<form onsubmit="window.sent=1;return false"><h3>Напишіть нам</h3><input name="name" placeholder="Ім'я">
<input type="email" placeholder="E-mail"><textarea placeholder="Повідомлення"></textarea><button>Надіслати</button></form>
<script type="application/ld+json">{"@type":"Store","telephone":"+380 44 123 45 67","sameAs":["https://www.instagram.com/shop/"]}</script>
<footer>Київ, тел. (044) 123-45-67, help@shop.com.ua</footer></html>
"""  # noqa: E501
BEHIND_A_FORM = """
<!doctype html><title>Shop</title><button id="talk" style="position:fixed;right:9px;bottom:9px">Chat with us</button>
<script>
  talk.onclick = () => document.body.insertAdjacentHTML("beforeend", `<form style="position:fixed;right:9px;bottom:60px;width:260px"
    onsubmit="window.sent = (window.sent || 0) + 1; return false"><p>Please introduce yourself</p>
    <input name="name" placeholder="Your name" required><input type="email" placeholder="E-mail" required>
    <button>Start the chat</button></form>`);
</script>
"""  # noqa: E501

CRISP = """
<!doctype html><title>Shop</title><a class="rngst_phone_button" style="position:fixed;left:9px;bottom:9px">Call</a>
<div class="crisp-client"><div id="crisp-chatbox"><a id="crisp-chatbox-button" role="button" aria-label="Open chat"
  style="position:fixed;right:9px;bottom:9px;width:60px;height:60px;background:#06c">x</a>
<div id="crisp-chatbox-chat" hidden style="position:fixed;right:9px;bottom:90px;width:300px;height:400px">
<div style="height:300px;overflow:auto" role="log">Hi</div><textarea placeholder="Compose your message..."></textarea>
</div></div></div>
<script>
  document.querySelector("#crisp-chatbox-button").onclick = () =>
    document.querySelector("#crisp-chatbox-chat").hidden = false;
</script>
"""


@pytest.fixture
def look(runner: asyncio.Runner, plain_browser: Any, tmp_path: Path) -> Callable[..., Any]:
    """Looks at an address; the pictures are in tmp_path."""

    def go(address: str, **how: Any) -> Any:
        looking = load_stock("probes.webchat.looking")
        wanted = {"out": tmp_path / "pictures", "pace": 100, "find_s": 4, "wait_s": 20, "quiet_s": 2, **how}
        return runner.run(asyncio.wait_for(looking.look(plain_browser, address, **wanted), 90))

    return go


@pytest.fixture
def page(serve: Callable[..., str]) -> Callable[[str], str]:
    """Serves one page and gives its address."""

    def put(html: str) -> str:
        async def answer(_request: web.Request) -> web.Response:
            return web.Response(text=html, content_type="text/html")

        return serve(answer)

    return put


def found(sight: Any, kind: str) -> list[str]:
    return [one.address for one in sight.channels if one.kind == kind]


def roles(sight: Any, name: str) -> set[str]:
    return {part.role for picture in sight.pictures if picture.name == name for part in picture.parts}


def png_size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def test_the_chat_of_a_shop_is_found_and_outlined_and_nothing_is_sent(look: Any, company: Any) -> None:
    sight = look(company.site)
    assert sight.failed is None
    assert (sight.chat.state, sight.chat.pressed) == ("open", ("Open chat",))
    assert 0.5 < sight.chat.sure <= 1
    assert found(sight, "email") == ["help@brightshop.example"]
    assert [one.address for one in sight.hours] == ["mon-sun 09:00-20:00"]
    assert company.received() == []
    assert roles(sight, "before") == {"launcher"}
    assert roles(sight, "after") == {"box", "list", "send"}
    parts = {part.role: part for part in sight.pictures[-1].parts}
    assert parts["send"].x >= parts["box"].x + parts["box"].width  # the chat's own, not a button of the page below it
    for picture in sight.pictures:
        width, height = png_size(picture.path)
        assert (width, height > 768) == (1366, True)  # the legend stands below the page
        assert picture.path.stat().st_mode & 0o077 == 0


def test_the_page_that_is_looked_at_is_not_changed_by_the_outlines(look: Any, page: Any, serve: Any) -> None:
    changes = """<!doctype html><title>Shop</title><p id="n">0</p><div style="width:400px"><div role="log"
      style="height:200px;overflow-y:auto">Hi</div><textarea placeholder="Type your message"></textarea></div>
      <script>new MutationObserver((r) => fetch("/changed?" + r.length)).observe(document.documentElement,
      {subtree: true, childList: true, attributes: true})</script>"""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text=changes, content_type="text/html")

    sight = look(serve(answer))
    assert roles(sight, "after") >= {"box", "list"}
    assert "/changed" not in asked


def test_one_message_is_sent_and_the_answers_are_told_with_their_times(look: Any, company: Any) -> None:
    sight = look(company.site, say="Is it a queue?")
    assert company.received() == ["Is it a queue?"]
    assert sight.failed is None
    assert [h.text for h in sight.said.greeting] == ["Hello! How can we help?"]
    assert [(h.text, h.kind) for h in sight.said.heard] == [
        ("You are number 2 in the queue", "system"),
        ("Now I am here.", "message"),
    ]
    assert sight.said.greeting[0].first_s < 0 < sight.said.heard[0].first_s < sight.said.heard[1].first_s
    assert sight.said.answered


def test_a_chat_that_answers_nothing_is_told_to_be_silent(look: Any, company: Any) -> None:
    sight = look(company.site, say="silence please", wait_s=2)
    assert (sight.failed.step, sight.failed.code) == ("silence", "silence")
    assert sight.said.heard == ()
    assert not sight.said.answered


@pytest.mark.parametrize("layout", ["in three shadow roots, behind a nameless launcher", "written into a blank frame"])
def test_any_chat_is_found_and_its_list_outlined(look: Any, page: Any, layout: str) -> None:
    sight = look(page(f"<!doctype html><title>Shop</title>{LAYOUTS[layout]}"))
    assert sight.failed is None
    assert {"box", "list"} <= roles(sight, "after")


def test_a_page_without_a_chat_says_so_and_lists_all_other_ways_once(look: Any, page: Any) -> None:
    sight = look(page(CONTACTS), find_s=1)
    assert (sight.chat.state, sight.failed.step, sight.failed.code) == ("none", "launcher", "chat_not_found")
    assert sight.failed.picture == sight.pictures[-1].path
    assert roles(sight, "failed") >= {"callback", "form"}  # outlined, and neither pressed nor filled
    assert found(sight, "phone") == ["+380800300400", "+380441234567"]
    assert found(sight, "email") == ["help@shop.com.ua"]
    assert found(sight, "telegram") == ["https://t.me/shop_bot"]
    assert found(sight, "viber") == ["viber://chat?number=%2B380441234567"]
    assert found(sight, "instagram") == ["https://instagram.com/shop"]
    assert [one.text for one in sight.channels if one.kind in ("callback", "website_form")] == [
        "Передзвоніть мені",
        "Напишіть нам",
    ]
    assert [(one.address, one.text) for one in sight.hours] == [("mon-fri 09:00-18:00", "Пн–Пт 9:00–18:00")]
    assert sight.language == "uk"


def test_a_known_make_is_named_and_a_call_back_widget_is_no_chat(look: Any, page: Any) -> None:
    sight = look(page(CRISP))
    assert (sight.failed, sight.chat.state, sight.chat.vendor, sight.chat.title) == (None, "open", "crisp", "Crisp")
    assert sight.chat.sure > 0.9
    assert sight.chat.pressed == ("Open chat",)
    assert len([one for one in sight.channels if one.kind == "callback"]) == 1


def test_a_form_before_the_chat_is_told_and_not_filled(look: Any, serve: Any) -> None:
    posted: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        posted.append(request.path_qs)
        return web.Response(text=BEHIND_A_FORM, content_type="text/html")

    sight = look(serve(answer))
    assert (sight.failed, sight.chat.state) == (None, "form")
    assert sight.chat.form == ("Your name", "E-mail")
    assert "form" in roles(sight, "after")
    assert [path for path in posted if path != "/favicon.ico"] == ["/"]


def test_a_form_that_wants_what_the_customer_lacks_is_named_as_the_step_that_failed(look: Any, page: Any) -> None:
    sight = look(page(BEHIND_A_FORM), say="Hello")
    assert (sight.failed.step, sight.failed.code) == ("form", "form_needs")
    assert sight.said is None


def test_a_launcher_that_opens_no_box_is_told_apart_from_no_launcher(look: Any, page: Any) -> None:
    sure = (
        '<button aria-label="Live chat" style="position:fixed;right:9px;bottom:9px;width:60px;height:60px">?</button>'
    )
    sight = look(page(f"<!doctype html><title>Shop</title>{sure}"))
    assert sight.failed.step == "box"
    assert sight.chat.pressed[:1] == ("Live chat",)
    assert roles(sight, "before") == {"launcher"}


def test_a_page_that_does_not_open_has_no_channels_and_says_why(look: Any) -> None:
    sight = look("http://127.0.0.1:1/")
    assert (sight.failed.step, sight.chat.state, sight.channels) == ("page", "", ())


def test_a_file_is_looked_at_like_a_page(look: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(CONTACTS, encoding="utf-8")
    sight = look(load_stock("probes.webchat.looking").tidy_address(str(file)), find_s=1)
    assert sight.status == 0
    assert json.loads(json.dumps(sight.as_json()))["failed"]["step"] == "launcher"  # for machines
    assert "help@shop.com.ua" in found(sight, "email")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("shop.example", "https://shop.example"),
        (" shop.example/chat ", "https://shop.example/chat"),
        ("http://shop.example:8080/", "http://shop.example:8080/"),
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("магазин.укр", "https://магазин.укр"),
        ("file:///tmp/page.html", "file:///tmp/page.html"),
    ],
)
def test_an_address_may_be_typed_without_its_scheme(typed: str, address: str) -> None:
    assert load_stock("probes.webchat.looking").tidy_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "https://me:secret@shop.example/",
        "https://me@shop.example/",
        "ftp://shop.example",
        "javascript:alert(1)",
        "mailto:help@shop.example",
        "shop",
        "",
        "https://",
        "https://shop example",
        "http://[::1",
        "./no-such-file.html",
    ],
)
def test_what_is_no_page_or_holds_a_password_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        load_stock("probes.webchat.looking").tidy_address(typed)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_every_part_and_picture_has_its_words(language: str) -> None:
    pictures = load_stock("probes.webchat.looking_pictures")
    channels = load_stock("probes.webchat.looking_channels")
    words = Words(language, "look")
    wanted = {f"role_{role}" for role in pictures._LINES} | {
        f"kind_{kind}" for kind in channels.ORDER if kind != "hours"
    }
    wanted |= {f"where_{where}" for where in channels._RANK} | {f"picture_{n}" for n in ("before", "after", "said")}
    assert all(key in words for key in wanted)
