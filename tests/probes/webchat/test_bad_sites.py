"""Sites that are down, shut, empty or lying: each is our fault, in a sentence that says what to do."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

opening = load_stock("probes.webchat.opening")
browser = load_stock("probes.webchat.browser")


@pytest.fixture(autouse=True)
def short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without a chat is searched for three seconds, not thirty."""
    monkeypatch.setattr(load_stock("probes.webchat.visit"), "FIND_S", 3.0)


def page(body: str, status: int = 200) -> Any:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html><title>x</title>{body}", content_type="text/html", status=status)

    return handler


def refused(shopper: Any, conversation: Any) -> OurFault:
    with pytest.raises(OurFault) as caught:
        shopper.attach(conversation)
    return caught.value


def test_a_site_that_is_down_says_so(shopper: Any, talking_to: Any, runner: asyncio.Runner) -> None:
    async def free_port() -> int:
        server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port: int = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return port

    port = runner.run(free_port())
    fault = refused(shopper, talking_to(f"http://127.0.0.1:{port}/"))
    assert fault.code == "site_unreachable"
    assert f"127.0.0.1:{port} could not be opened: nothing answers" in str(fault)


def test_a_site_with_an_error_of_its_own_says_which(shopper: Any, company: Any, talking_to: Any) -> None:
    fault = refused(shopper, talking_to(f"{company.site}/down"))
    assert (fault.code, "HTTP 503" in str(fault)) == ("site_error", True)


def test_a_certificate_that_no_browser_trusts_is_named(
    shopper: Any, talking_to: Any, serve: Any, tmp_path: Path
) -> None:
    fault = refused(shopper, talking_to(serve(page("hello"), tls=_self_signed(tmp_path))))
    assert fault.code == "certificate"
    assert "certificate is not one that a browser trusts" in str(fault)


def test_a_page_without_a_chat_says_so_and_keeps_a_picture(shopper: Any, company: Any, talking_to: Any) -> None:
    fault = refused(shopper, talking_to(f"{company.site}/?chat=none"))
    assert fault.code == "chat_not_found"
    assert "No chat was found" in str(fault)
    assert "picture of the page" in str(fault)
    assert len(shopper.host.evidence) == 1


def test_a_site_that_refuses_us_is_told_as_blocked(shopper: Any, talking_to: Any, serve: Any) -> None:
    fault = refused(shopper, talking_to(serve(page("Access denied", 403))))
    assert (fault.code, "HTTP 403" in str(fault)) == ("blocked", True)


def test_boxes_and_buttons_that_are_no_chat_are_left_alone(shopper: Any, talking_to: Any, serve: Any) -> None:
    pressed: list[str] = []
    decoys = """
      <form action="/search"><input type="search" placeholder="Search"><button>Search</button></form>
      <form action="/review"><h3>Write a review</h3><textarea placeholder="Your review"></textarea>
        <button>Send</button></form>
      <form action="/news"><input placeholder="Your e-mail"><button>Subscribe</button></form>
      <form action="/contact"><input name="name" placeholder="Name"><input name="email" placeholder="E-mail">
        <textarea placeholder="Message"></textarea><button>Send</button></form>
      <button style="position:fixed;right:20px;bottom:20px;width:60px;height:60px" class="callback-widget"
        aria-label="Request a call back" onclick="fetch('/pressed')">☎</button>
      <a href="https://t.me/shop" style="position:fixed;right:20px;bottom:100px">Telegram chat</a>"""

    async def handler(request: web.Request) -> web.StreamResponse:
        pressed.append(request.path)
        response: web.StreamResponse = await page(decoys)(request)
        return response

    fault = refused(shopper, talking_to(serve(handler)))
    assert fault.code == "chat_not_found"
    assert set(pressed) <= {"/", "/favicon.ico"}


def test_a_chat_that_sends_nothing_is_told_and_not_tried_twice(
    shopper: Any, talking_to: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "SHOWN_S", 2.0)
    monkeypatch.setattr(load_stock("probes.webchat.speaking"), "SECOND_WAY_S", 1.0)
    dead = '<div role="log" style="height:200px">Hello</div><textarea placeholder="Type a message"></textarea>'
    chat = talking_to(serve(page(dead)))
    shopper.attach(chat)
    with pytest.raises(OurFault, match="neither Enter nor the Send button") as caught:
        shopper.say(chat, "Is anybody there?")
    assert caught.value.code == "not_sent"
    assert shopper.attempts == ["Is anybody there?"]


def test_without_a_browser_the_person_is_told_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SHOPPER_BROWSER", raising=False)
    with pytest.raises(OurFault, match="playwright install chromium") as caught:
        browser.find_browser("/no/such/chromium")
    assert caught.value.code == "no_browser"


def test_a_browser_that_the_environment_names_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPPER_BROWSER", "/no/such/browser")
    with pytest.raises(OurFault, match="SHOPPER_BROWSER names /no/such/browser") as caught:
        browser.find_browser()
    assert caught.value.code == "no_browser"


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "shop.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
