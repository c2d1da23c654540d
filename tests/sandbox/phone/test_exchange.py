"""The exchange, spoken to with bare messages: who may register and call, what it answers, what it passes on."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from shopper.sandbox.phone.exchange import Exchange, Passed
from shopper.sandbox.phone.faults import PhoneFaults
from shopper.sandbox.phone.sip_text import SipMessage, answer_to, parameter, read_sip

from .calling import PATIENCE_S, run

REALM = "brightshop.example"


class Phone(asyncio.DatagramProtocol):
    """A telephone that knows no more of SIP than the test that holds it."""

    def __init__(self, user: str, exchange: Exchange) -> None:
        self.user = user
        self.exchange = exchange
        self.got: asyncio.Queue[SipMessage] = asyncio.Queue()
        self._transport: asyncio.DatagramTransport | None = None
        self._number = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport
        self.host, self.port = transport.get_extra_info("sockname")

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.got.put_nowait(read_sip(data))

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()

    def send(self, message: SipMessage | bytes) -> None:
        assert self._transport is not None
        data = message.encode() if isinstance(message, SipMessage) else message
        self._transport.sendto(data, self.exchange.address)

    async def next(self) -> SipMessage:
        return await asyncio.wait_for(self.got.get(), PATIENCE_S)

    def request(self, method: str, to: str, /, **headers: str) -> SipMessage:
        """A request to a number; headers by name, "_" for "-"."""
        self._number += 1
        target = f"sip:{REALM}" if method == "REGISTER" else f"sip:{to}@{REALM}"
        contact = f"<sip:{self.user}-1@{self.host}:{self.port}>"
        base = {
            "via": f"SIP/2.0/UDP {self.host}:{self.port};branch=z9hG4bK{self.user}{self._number};rport",
            "from": f"<sip:{self.user}@{REALM}>;tag=f{self.user}", "to": f"<sip:{to}@{REALM}>",
            "call-id": f"call-{self.user}", "cseq": f"{self._number} {method}", "contact": contact,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }  # fmt: skip
        return SipMessage(f"{method} {target} SIP/2.0", list(base.items()))

    async def ask(self, method: str, to: str, password: str = "", /, **headers: str) -> SipMessage:
        """Send a request, with an answer to the challenge that it gets; the response."""
        self.send(self.request(method, to, **headers))
        first = await self.next()
        challenge = first["www-authenticate"] or first["proxy-authenticate"]
        if not password or not challenge:
            return first
        name = "authorization" if first.status == 401 else "proxy_authorization"
        self.send(self.request(method, to, **headers, **{name: self._answer(challenge, method, password)}))
        return await self.next()

    def _answer(self, challenge: str, method: str, password: str) -> str:
        nonce = re.findall(r'nonce="([^"]+)"', challenge)[0]
        md5: Callable[[str], str] = lambda text: hashlib.md5(text.encode()).hexdigest()  # noqa: E731
        uri = f"sip:{REALM}"
        middle = f"{nonce}:00000001:abc:auth"
        response = md5(f"{md5(f'{self.user}:{REALM}:{password}')}:{middle}:{md5(f'{method}:{uri}')}")
        return (
            f'Digest username="{self.user}", realm="{REALM}", nonce="{nonce}", uri="{uri}", response="{response}", '
            'qop=auth, nc=00000001, cnonce="abc"'
        )


@asynccontextmanager
async def town() -> AsyncIterator[tuple[Exchange, Phone, Phone, list[Passed]]]:
    """An exchange, Olena, the shop, and what the exchange saw."""
    seen: list[Passed] = []
    passwords = {"olena": "one", "shop": "two"}
    exchange = Exchange(REALM, passwords, {"+380440001122": "shop"}, PhoneFaults(), seen.append)
    await exchange.listen()
    phones = [Phone(user, exchange) for user in passwords]
    loop = asyncio.get_running_loop()
    try:
        for phone in phones:
            await loop.create_datagram_endpoint(lambda phone=phone: phone, local_addr=("127.0.0.1", 0))  # type: ignore[misc]
        yield exchange, phones[0], phones[1], seen
    finally:
        for phone in phones:
            phone.close()
        exchange.close()
        await asyncio.sleep(0)


def test_a_line_registers_with_its_password_for_as_long_as_it_asks() -> None:
    async def story() -> None:
        async with town() as (exchange, olena, _, _):
            assert (await olena.ask("REGISTER", "olena")).status == 401
            assert exchange.registered == frozenset()
            here = await olena.ask("REGISTER", "olena", "one", expires="12")
            assert here.status == 200
            assert parameter(here["contact"], "expires") == "12"
            assert exchange.registered == {"olena"}
            gone = await olena.ask("REGISTER", "olena", "one", expires="0")
            assert (gone.status, gone["contact"]) == (200, "")
            assert exchange.registered == frozenset()

    run(story())


@pytest.mark.parametrize(("whose", "password", "status"), [("olena", "wrong", 401), ("shop", "one", 403)])
def test_nobody_registers_with_a_wrong_password_or_as_somebody_else(whose: str, password: str, status: int) -> None:
    async def story() -> None:
        async with town() as (exchange, olena, _, _):
            assert (await olena.ask("REGISTER", whose, password)).status == status
            assert exchange.registered == frozenset()

    run(story())


def test_an_invitation_goes_to_the_line_of_its_number_and_the_answers_come_back() -> None:
    async def story() -> None:
        async with town() as (exchange, olena, shop, seen):
            await shop.ask("REGISTER", "shop", "two")
            olena.send(olena.request("INVITE", "0440001122"))
            assert (await olena.next()).status == 407
            assert shop.got.empty()
            challenged = await olena.ask("INVITE", "0440001122")
            answer = olena._answer(challenged["proxy-authenticate"], "INVITE", "one")
            olena.send(olena.request("INVITE", "0440001122", proxy_authorization=answer, max_forwards="70"))
            invite = await shop.next()
            assert invite.target == f"sip:shop-1@{shop.host}:{shop.port}"
            assert invite["proxy-authorization"] == ""
            assert invite["max-forwards"] == "69"
            assert f"{exchange.address[1]};lr" in invite["record-route"]
            for status, reason in ((180, "Ringing"), (200, "OK")):
                shop.send(answer_to(invite, status, reason))
                back = await olena.next()
                assert (back.status, len(back.all("via"))) == (status, 1)
            bye = olena.request("BYE", "0440001122", route=invite["record-route"], to=f"{invite['to']};tag=x")
            bye.first = f"BYE sip:shop-1@{shop.host}:{shop.port} SIP/2.0"
            olena.send(bye)
            assert (await shop.next()).method == "BYE"
            assert [passed.what for passed in seen][-4:] == ["INVITE", "180", "200", "BYE"]

    run(story())


def test_a_cancellation_goes_where_its_invitation_went_with_the_same_branch() -> None:
    async def story() -> None:
        async with town() as (_, olena, shop, _):
            await shop.ask("REGISTER", "shop", "two")
            challenged = await olena.ask("INVITE", "shop")
            answer = olena._answer(challenged["proxy-authenticate"], "INVITE", "one")
            invite = olena.request("INVITE", "shop", proxy_authorization=answer)
            olena.send(invite)
            olena.send(olena.request("CANCEL", "shop", via=invite["via"]))
            first, second = await shop.next(), await shop.next()
            assert (first.method, second.method) == ("INVITE", "CANCEL")
            assert first["via"] == second["via"]

    run(story())


def test_calls_that_cannot_go_through_are_answered_by_the_exchange() -> None:
    async def story() -> None:
        async with town() as (exchange, olena, shop, _):
            assert (await olena.ask("INVITE", "nobody", "one")).status == 404
            assert (await olena.ask("INVITE", "shop", "one")).status == 480
            await shop.ask("REGISTER", "shop", "two")
            assert (await olena.ask("INVITE", "shop", "one", max_forwards="0")).status == 483
            exchange.refusing["shop"] = (603, "Decline")
            assert (await olena.ask("INVITE", "shop", "one")).status == 603
            exchange.forget("shop")
            assert (await olena.ask("INVITE", "shop", "one")).status == 603
            exchange.faults.refuse_login = True
            assert (await olena.ask("INVITE", "shop", "one")).status == 407
            assert (await olena.ask("OPTIONS", "")).status in (200, 407)

    run(story())


def test_nobody_is_called_in_anothers_name() -> None:
    async def story() -> None:
        async with town() as (_, olena, _, _):
            stranger = await olena.ask("INVITE", "shop", "one", **{"from": f"<sip:shop@{REALM}>;tag=1"})
            assert stranger.status == 403

    run(story())


def test_rubbish_is_swallowed_and_the_exchange_lives_on() -> None:
    async def story() -> None:
        async with town() as (exchange, olena, shop, _):
            good = olena.request("REGISTER", "olena").encode()
            for rubbish in (
                b"", b"\r\n\r\n", b"\xff" * 40, good[:60], b"SIP/2.0 200 OK\r\n\r\n", good.replace(b"sip:", b"tel:"),
                good.replace(b"REGISTER", b"INVITE").replace(b"Max-Forwards", b"x"),
                olena.request("INVITE", "shop", max_forwards="many").encode(),
                olena.request("BYE", "shop", to=f"<sip:shop@{REALM}>;tag=1", route="<sip:10.1.2.3;lr>").encode(),
            ):  # fmt: skip
                olena.send(rubbish)
            assert (await shop.ask("REGISTER", "shop", "two")).status == 200
            assert exchange.registered == {"shop"}

    run(story())


def test_nothing_is_sent_beyond_this_machine(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with town() as (_, olena, _, _):
            with caplog.at_level("DEBUG", logger="shopper.sandbox.phone.exchange"):
                olena.send(olena.request("BYE", "x", to=f"<sip:x@{REALM}>;tag=1", route="<sip:192.0.2.1:5060;lr>"))
                await olena.ask("REGISTER", "olena")
            assert "not of this machine" in caplog.text

    run(story())
