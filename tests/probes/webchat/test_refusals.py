"""Captchas and sites that turn shoppers away: ours and not measured, never got round."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

refusals = load_stock("probes.webchat.refusals")

BOX = '<div style="width:300px;height:80px;border:1px solid">I am not a robot</div>'


@pytest.fixture(autouse=True)
def short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without a chat is searched for three seconds, not thirty."""
    monkeypatch.setattr(load_stock("probes.webchat.visit"), "FIND_S", 3.0)


def refused(shopper: Any, talking_to: Any, serve: Any, body: str, status: int = 200) -> OurFault:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html>{body}", content_type="text/html", status=status)

    with pytest.raises(OurFault) as caught:
        shopper.attach(talking_to(serve(page)))
    return caught.value


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (
            "<title>Just a moment...</title><p>shop.example needs to review the security of your connection",
            403,
            "captcha",
        ),
        ("<title>Shop</title><h1>Підтвердьте, що ви не робот</h1>", 200, "captcha"),
        (f"<title>Shop</title><div class=g-recaptcha>{BOX}</div>", 429, "captcha"),
        ("<title>Access denied</title><h1>Доступ ограничен</h1><p>Подозрительная активность", 403, "blocked"),
        ("<title>503</title><h1>Zbyt wiele zapytań</h1>", 503, "blocked"),
    ],
)
def test_a_page_that_turns_us_away_is_told_with_what_to_do_and_a_picture(
    shopper: Any, talking_to: Any, serve: Any, body: str, status: int, code: str
) -> None:
    fault = refused(shopper, talking_to, serve, body, status)
    assert fault.code == code
    assert "Ask the site's owner" in str(fault)
    assert "not measured" in str(fault)
    assert len(shopper.host.evidence) == 1


def test_an_ordinary_page_with_a_captcha_somewhere_and_no_chat_is_a_page_without_a_chat(
    shopper: Any, talking_to: Any, serve: Any
) -> None:
    words = "Our kettles boil a litre in two minutes and keep it warm. " * 40
    body = f"<title>Shop</title><p>{words}</p><form><div class=h-captcha>{BOX}</div></form>"
    assert refused(shopper, talking_to, serve, body).code == "chat_not_found"


def test_a_captcha_that_comes_over_the_chat_is_why_a_message_did_not_go_out(
    shopper: Any, talking_to: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "SHOWN_S", 2.0)
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "SECOND_WAY_S", 1.0)
    body = f"""<title>Shop</title><div role="log" style="height:200px;width:400px"><p>Hello</p></div>
      <textarea placeholder="Type a message" style="width:400px"></textarea><div id="over"></div>
      <script>document.querySelector("textarea").onkeydown = (e) => {{ if (e.key !== "Enter") return;
        e.preventDefault(); document.querySelector("#over").innerHTML = '<div class="cf-turnstile">{BOX}</div>'; }}
      </script>"""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html>{body}", content_type="text/html")

    chat = talking_to(serve(page))
    shopper.attach(chat)
    with pytest.raises(OurFault) as caught:
        shopper.say(chat, "kettle")
    assert caught.value.code == "captcha"
    assert shopper.attempts == ["kettle"]


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("https://www.google.com/recaptcha/api2/anchor?ar=1&k=6L&size=normal&cb=1", "reCAPTCHA"),
        ("https://www.recaptcha.net/recaptcha/enterprise/bframe?k=6L", "reCAPTCHA"),
        ("https://www.google.com/recaptcha/api2/anchor?ar=1&size=invisible&cb=1", ""),
        ("https://newassets.hcaptcha.com/captcha/v1/abc/static/hcaptcha.html#frame=checkbox&size=normal", "hCaptcha"),
        ("https://newassets.hcaptcha.com/captcha/v1/abc/static/hcaptcha.html#frame=checkbox&size=invisible", ""),
        ("https://challenges.cloudflare.com/cdn-cgi/challenge-platform/h/b/turnstile/if/ov2/x", "Cloudflare"),
        ("https://geo.captcha-delivery.com/captcha/?initialCid=x", "DataDome"),
        ("https://www.google.com/maps/embed?pb=1", ""),
        ("https://captcha-delivery.com.shop.example/", ""),
        ("about:blank", ""),
    ],
)
def test_captchas_are_known_by_where_their_frames_come_from(address: str, whose: str) -> None:
    assert refusals.captcha_of(address) == whose


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Verify you are human by completing the action below.", "captcha"),
        ("Please confirm you're not a robot", "captcha"),
        ("Checking your browser before accessing shop.example", "captcha"),
        ("Підтвердіть, що ви людина", "captcha"),
        ("Подтвердите, что запросы отправляли вы, а не робот", "captcha"),
        ("Вы не робот?", "captcha"),
        ("Potwierdź, że jesteś człowiekiem", "captcha"),
        ("Access to this page has been denied", "blocked"),
        ("Our systems have detected unusual traffic from your computer network", "blocked"),
        ("Доступ до сайту тимчасово обмежено", "blocked"),
        ("Доступ к сайту запрещён", "blocked"),
        ("Dostęp zablokowany", "blocked"),
        ("Welcome to our shop. Robots for kids from 10 UAH!", ""),
        ("Доставка роботів-пилососів", ""),
        ("404 Not Found", ""),
    ],
)
def test_the_words_of_a_refusal_are_told_from_others(text: str, code: str) -> None:
    assert refusals.refusal_in(text) == code


@given(st.text(max_size=300))
def test_no_address_and_no_text_breaks_it(text: str) -> None:
    assert refusals.refusal_in(text) in ("", "captcha", "blocked")
    assert refusals.captcha_of(f"https://{text}") == ""
