"""The browser is that of an ordinary customer: the persona's language, zone and device, and storage in every frame."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from .layouts import LAYOUTS

CHAT = LAYOUTS["grouped by sender"]
_TELLS = """async () => ({
  agent: navigator.userAgent, languages: [...navigator.languages], language: navigator.language,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: Intl.DateTimeFormat().resolvedOptions().locale,
  touch: navigator.maxTouchPoints, coarse: matchMedia("(pointer: coarse)").matches, width: screen.width,
  dpr: devicePixelRatio, platform: navigator.platform, online: navigator.onLine,
  hints: await navigator.userAgentData.getHighEntropyValues(["platform", "mobile", "fullVersionList"]),
  asked: [await Notification.requestPermission(),
    await new Promise(r => navigator.geolocation.getCurrentPosition(() => r("told"), e => r("refused " + e.code)))],
  said: [confirm("Leave?"), prompt("Your phone?"), alert("Hello")],
})"""


def telling(shopper: Any, chat: Any) -> dict[str, Any]:
    shopper.attach(chat)
    told: dict[str, Any] = shopper.do(shopper.probe._visits[chat.visit]._page.evaluate(_TELLS))
    return told


@pytest.fixture
def site(serve: Any) -> tuple[str, list[web.Request]]:
    seen: list[web.Request] = []

    async def page(request: web.Request) -> web.Response:
        seen.append(request)
        return web.Response(text=f"<!doctype html><title>Shop</title>{CHAT}", content_type="text/html")

    return serve(page).replace("127.0.0.1", "localhost"), seen  # where a browser has all of its APIs without TLS


def test_a_customer_at_a_desk(shopper: Any, talking_to: Any, site: Any) -> None:
    address, seen = site
    told = telling(shopper, talking_to(address, language="uk", zone="Europe/Warsaw"))
    assert told["languages"] == ["uk-UA", "uk", "en"]
    assert (told["language"], told["locale"], told["zone"]) == ("uk-UA", "uk-UA", "Europe/Warsaw")
    assert (told["touch"], told["coarse"], told["dpr"]) == (0, False, 1)
    assert told["hints"]["mobile"] is False
    assert told["online"] is True
    assert seen[0].headers["Accept-Language"].startswith("uk-UA")
    # Asked for, refused without a window that nobody would answer; a page's own questions are waved away.
    assert told["asked"] == ["denied", "refused 1"]
    assert told["said"] == [False, None, None]
    hints = [v for request in seen for k, v in request.headers.items() if k.lower().startswith("sec-ch-ua")]
    assert "Headless" not in f"{told} {seen[0].headers['User-Agent']} {hints}"


def test_a_customer_with_a_telephone(shopper: Any, talking_to: Any, site: Any) -> None:
    address, seen = site
    told = telling(shopper, talking_to(address, device="mobile", languages=("en", "pl")))
    assert told["languages"] == ["en-GB", "en", "pl"]
    assert "Android" in told["agent"]
    assert "Mobile" in told["agent"]
    assert (told["hints"]["platform"], told["hints"]["mobile"], told["platform"]) == ("Android", True, "Linux armv81")
    assert told["touch"] > 0
    assert (told["coarse"], told["dpr"], told["width"]) == (True, 2, 390)
    assert seen[0].headers["Sec-CH-UA-Mobile"] == "?1"
    assert seen[0].headers["User-Agent"] == told["agent"]


def test_a_chat_in_another_sites_frame_has_storage_as_in_any_browser(shopper: Any, talking_to: Any, serve: Any) -> None:
    store = """<script>
      localStorage.setItem("visitor", "7"); sessionStorage.setItem("visitor", "7");
      document.cookie = "visitor=7; SameSite=None; Secure; Partitioned";
      const opening = indexedDB.open("chat");
      opening.onsuccess = () => { window.stored = [localStorage.visitor, sessionStorage.visitor, document.cookie]; };
      opening.onerror = () => { throw opening.error; };
    </script>"""

    async def page(request: web.Request) -> web.Response:
        inner = request.path == "/inner"
        port = request.host.rpartition(":")[2]
        body = (
            f"{store}{CHAT}"
            if inner
            else f"<iframe title=Chat src='http://localhost:{port}/inner' height=500 width=450>"
        )
        return web.Response(text=f"<!doctype html><title>Shop</title>{body}", content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("First answer")
    frame = shopper.probe._visits[chat.visit]._box.frame
    assert frame.parent_frame is not None
    assert shopper.do(frame.evaluate("() => window.stored")) == ["7", "7", "visitor=7"]


def test_a_page_on_this_computer_is_read_too(shopper: Any, talking_to: Any, tmp_path: Any) -> None:
    path = tmp_path / "chat.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>Shop</title>{CHAT}")
    chat = talking_to(path.as_uri())
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("First answer")


_OPENS = """<button id="chat" style="position:fixed;right:20px;bottom:20px" aria-label="Chat with us"
  onclick="window.open('/talk', 'talk', 'width=420,height=600')">Chat with us</button>"""


@pytest.fixture
def shop_with_window(serve: Any) -> str:
    async def page(request: web.Request) -> web.Response:
        body = CHAT if request.path == "/talk" else f"<h1>Shop</h1>{_OPENS}"
        return web.Response(text=f"<!doctype html><title>Shop</title>{body}", content_type="text/html")

    return str(serve(page))


def test_a_chat_that_opens_in_a_window_of_its_own_is_followed_there(
    shopper: Any, talking_to: Any, shop_with_window: str
) -> None:
    chat = talking_to(shop_with_window)
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("First answer", "kettle")
    assert shopper.probe._visits[chat.visit]._page.url.endswith("/talk")
    assert shopper.host.incoming[0].evidence
