"""Staging sites: what opens one is sent to that site alone, and stays nowhere."""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.site_access import SiteAccess
from shopper.settings.site_keys import SiteKeys

from .layouts import LAYOUTS

context = load_stock("probes.webchat.context")
CHAT = LAYOUTS["grouped by sender"]
SECRET = "s3cret-of-the-site"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_SECRET", SECRET)


class Staging:
    """A site that shows its chat to those it lets in, with a picture of another site on it. Keeps every request."""

    def __init__(self, lets_in: Callable[[web.Request], bool], status: int = 403) -> None:
        self.seen: list[tuple[str, str, dict[str, str]]] = []  # host, path, headers
        self.address = ""
        self._lets_in = lets_in
        self._status = status

    @property
    def other(self) -> str:
        """The same server by a name that makes it another site."""
        return self.address.replace("127.0.0.1", "localhost")

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append((request.host, request.path, {k.lower(): v for k, v in request.headers.items()}))
        if request.host.startswith("localhost"):
            return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="other"'})
        if request.path == "/away":
            raise web.HTTPFound(f"{self.other}landed")
        if not self._lets_in(request):
            asks = {"WWW-Authenticate": 'Basic realm="staging"'} if self._status == 401 else {}
            return web.Response(status=self._status, text="Staff only", headers=asks)
        pictures = f'<img src="{self.other}picture"><img src="/away">'
        return web.Response(text=f"<!doctype html><title>Shop</title>{pictures}{CHAT}", content_type="text/html")

    def told(self, host: str) -> str:
        """All that a host was sent."""
        return json.dumps([seen for seen in self.seen if seen[0].startswith(host)])


@pytest.fixture
def staging(serve: Any) -> Callable[..., Staging]:
    def make(lets_in: Callable[[web.Request], bool], status: int = 403) -> Staging:
        made = Staging(lets_in, status)
        made.address = serve(made.answer)
        return made

    return make


def talk(shopper: Any, chat: Any) -> None:
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("First answer")


def test_a_site_that_asks_for_a_password_is_told_it_and_no_other_is(
    shopper: Any, talking_to: Any, staging: Any
) -> None:
    wanted = "Basic " + b64encode(f"qa:{SECRET}".encode()).decode()
    site = staging(lambda request: request.headers.get("Authorization") == wanted, status=401)
    talk(shopper, talking_to(site.address, access=SiteAccess(user="qa", password="env:SITE_SECRET")))
    assert {"/picture", "/landed"} <= {path for host, path, _ in site.seen if host.startswith("localhost")}
    assert "authorization" not in site.told("localhost")


def test_a_password_that_is_not_taken_is_told_without_being_shown(shopper: Any, talking_to: Any, staging: Any) -> None:
    site = staging(lambda _request: False, status=401)
    with pytest.raises(OurFault) as caught:
        shopper.attach(talking_to(site.address, access=SiteAccess(user="qa", password="env:SITE_SECRET")))
    assert caught.value.code == "blocked"
    assert "access" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_header_opens_the_site_and_goes_to_no_other_not_even_by_a_redirect(
    shopper: Any, talking_to: Any, staging: Any
) -> None:
    site = staging(lambda request: request.headers.get("X-Preview") == SECRET)
    talk(shopper, talking_to(site.address, access=SiteAccess(headers={"X-Preview": "env:SITE_SECRET"})))
    assert {"/picture", "/landed"} <= {path for host, path, _ in site.seen if host.startswith("localhost")}
    assert SECRET in site.told("127.0.0.1")
    assert SECRET not in site.told("localhost")


def test_a_cookie_opens_the_site_and_is_kept_nowhere(shopper: Any, talking_to: Any, staging: Any) -> None:
    site = staging(lambda request: request.cookies.get("preview") == SECRET)
    talk(shopper, talking_to(site.address, access=SiteAccess(cookies={"preview": "env:SITE_SECRET"})))
    assert SECRET not in site.told("localhost")
    assert shopper.host.state["webchat:visit-1:storage"]
    assert SECRET not in json.dumps(shopper.host.state)


def test_a_saved_login_opens_the_site_again_after_a_crash_and_is_kept_nowhere(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any, tmp_path: Path
) -> None:
    path = tmp_path / "login.json"
    cookie = {"name": "sid", "value": SECRET, "domain": "127.0.0.1", "path": "/", "expires": -1}
    flags = {"httpOnly": True, "secure": False, "sameSite": "Lax"}
    items = [{"name": "token", "value": SECRET}]
    saved = {"cookies": [cookie | flags], "origins": [{"origin": company.site.rstrip("/"), "localStorage": items}]}
    path.write_text(json.dumps(saved))
    chat = talking_to(company.site, access=SiteAccess(login=str(path)))
    for resumed, text in ((False, "kettle"), (True, "echo")):
        shopper = new_shopper()
        shopper.attach(chat, resumed=resumed)
        page = shopper.probe._visits["visit-1"]._page
        cookies = shopper.do(page.context.cookies())
        assert [c["value"] for c in cookies if c["name"] == "sid"] == [SECRET]
        assert shopper.do(page.evaluate("() => localStorage.token")) == SECRET
        shopper.say(chat, text)
        shopper.close()
    assert company.received() == ["kettle", "echo"]
    assert shopper.host.state["webchat:visit-1:storage"]
    assert SECRET not in json.dumps(shopper.host.state)


def test_what_is_missing_is_told_before_a_page_is_opened(
    shopper: Any, talking_to: Any, staging: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_SECRET")
    site = staging(lambda _request: True)
    with pytest.raises(OurFault, match="SITE_SECRET is not set") as caught:
        shopper.attach(talking_to(site.address, access=SiteAccess(headers={"X-Preview": "env:SITE_SECRET"})))
    assert caught.value.code == "secret"
    assert site.seen == []


def test_a_certificate_of_the_companys_own_authority_is_trusted_where_the_config_names_it_and_nowhere_else(
    shopper: Any, talking_to: Any, serve: Any, tmp_path: Path
) -> None:
    site = Staging(lambda _request: True)
    site.address = serve(site.answer, tls=_of_own_authority(tmp_path))
    own = SiteAccess(ca=str(tmp_path / "ca.pem"))
    with pytest.raises(OurFault) as caught:
        shopper.attach(talking_to(site.address, visit="without"))
    assert caught.value.code == "certificate"
    talk(shopper, talking_to(site.address, access=own))
    # The browser that trusts it still checks names: this certificate is for 127.0.0.1 alone.
    with pytest.raises(OurFault) as caught:
        shopper.attach(talking_to(site.other, visit="other", access=own))
    assert caught.value.code == "certificate"


# ---- what is kept of a browser ---------------------------------------------------------------------------------------

_NAMES = st.sampled_from(["a", "b", "c"])
_COOKIES = st.lists(
    st.builds(
        lambda n, d, v: {"name": n, "value": v, "domain": d, "path": "/"},
        _NAMES, st.sampled_from(["shop.example", ".shop.example", "chat.example"]), st.text(max_size=3),
    ),
    max_size=4,
    unique_by=lambda c: (c["name"], c["domain"].removeprefix(".")),
)  # fmt: skip
_STATES = st.builds(
    lambda cookies, items: {
        "cookies": cookies,
        "origins": [{"origin": o, "localStorage": [{"name": n, "value": v} for n, v in i.items()]} for o, i in items],
    },
    _COOKIES,
    st.lists(
        st.tuples(st.sampled_from(["https://shop.example", "https://x.example"]), st.dictionaries(_NAMES, st.text())),
        max_size=2,
        unique_by=lambda pair: pair[0],
    ),
)


def parts(state: Any) -> dict[Any, str]:
    """Every cookie and item of a browser's state, by what it is."""
    found = {(c["name"], c["domain"].removeprefix(".")): c["value"] for c in state["cookies"]}
    return found | {(o["origin"], i["name"]): i["value"] for o in state["origins"] for i in o["localStorage"]}


@given(_STATES, _STATES)
def test_a_login_is_taken_out_of_what_is_kept_and_put_back_and_all_else_stays(kept: Any, login: Any) -> None:
    keys = SiteKeys("https://shop.example", login=login)
    left = context.without_keys(kept, keys)
    assert parts(left) == {k: v for k, v in parts(kept).items() if k not in parts(login)}
    assert parts(context.with_keys(left, keys) or {"cookies": [], "origins": []}) == parts(left) | parts(login)


def _of_own_authority(folder: Path) -> ssl.SSLContext:
    """A server's TLS for 127.0.0.1, whose authority stands in ca.pem."""
    now = datetime.datetime.now(datetime.UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in ("Bright Shop's own", "staging")]

    def certificate(n: int) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(names[n])
            .issuer_name(names[0])
            .public_key(keys[n].public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=n == 0, path_length=None), critical=True)
        )

    authority = certificate(0).sign(keys[0], hashes.SHA256())
    server = (
        certificate(1)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(keys[0], hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(authority.public_bytes(pem))
    (folder / "server.pem").write_bytes(
        server.public_bytes(pem)
        + keys[1].private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "server.pem")
    return made
