"""The telephone exchange: a SIP registrar and stateless proxy (RFC 3261 §10 and §16.11) on loopback UDP.

It finds the line of a number, asks callers for their password, and stays in the way of a call's later messages
(Record-Route), so that it sees each one go by, and when: `passed` is told. It carries no sound.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .digest import Digest
from .faults import PhoneFaults
from .numbers import same_number
from .sip_text import OWN_TAG, NotSip, SipMessage, Uri, answer_to, parameter, read_sip, uri_in

_LOG = logging.getLogger(__name__)
Address = tuple[str, int]
_MAX_FORWARDS = 70


@dataclass(frozen=True, slots=True)
class Passed:
    """A message that the exchange took in, as of the moment when it came.

    what: the request's method, or the response's code as text. method: of the request it belongs to. by: user that sent
    it ("" for a response). call: the Call-ID. caller, called: users of From and To, which a call keeps throughout.
    """

    at_us: int
    mono_ns: int
    what: str
    method: str
    call: str
    caller: str
    called: str
    source: Address


@dataclass(frozen=True, slots=True)
class _Binding:
    contact: str
    address: Address
    until: float


class Exchange(asyncio.DatagramProtocol):
    """passwords: by user; each may register and call. numbers: user by number; a user's name is a number too.

    refusing: users to whom every call is refused with this status and reason.
    """

    def __init__(
        self,
        realm: str,
        passwords: Mapping[str, str],
        numbers: Mapping[str, str],
        faults: PhoneFaults,
        passed: Callable[[Passed], None] = lambda passed: None,
    ) -> None:
        self.realm = realm
        self.passwords = dict(passwords)
        self.numbers = dict(numbers)
        self.faults = faults
        self._passed = passed
        self._digest = Digest(realm)
        self.refusing: dict[str, tuple[int, str]] = {}
        self._lines: dict[str, _Binding] = {}
        self._transport: asyncio.DatagramTransport | None = None
        self.address: Address = ("127.0.0.1", 0)

    async def listen(self, port: int = 0) -> None:
        """On a port of loopback, 0 for a free one. Raises OSError."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", port))
        self._transport = transport
        self.address = transport.get_extra_info("sockname")

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    @property
    def registered(self) -> frozenset[str]:
        """Users whose line is there now."""
        now = time.monotonic()
        return frozenset(user for user, line in self._lines.items() if line.until > now)

    def forget(self, user: str) -> None:
        """As if the line had never registered, which it does not notice until it does so again."""
        self._lines.pop(user, None)

    def user_of(self, number: str) -> str:
        """Whose number this is; "" for nobody's."""
        if number in self.passwords:
            return number
        return next((user for known, user in self.numbers.items() if same_number(known, number)), "")

    # the wire
    def datagram_received(self, data: bytes, addr: Address) -> None:
        at = time.time_ns() // 1000, time.monotonic_ns()
        if self.faults.gone or not data.strip():
            return
        try:
            message = read_sip(data)
            self._tell(message, at, addr)
            if message.status:
                self._response(message)
            else:
                self._request(message, addr)
        except ValueError as error:
            _LOG.debug("not understood, from %s: %s", addr, error)

    def error_received(self, exc: Exception) -> None:
        _LOG.debug("the other side is gone: %s", exc)

    def _send(self, message: SipMessage, address: Address) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        try:
            if not ipaddress.ip_address(address[0]).is_loopback:
                raise NotSip(f"{address[0]} is not of this machine")
        except ValueError as error:
            raise NotSip(str(error)) from error
        self._transport.sendto(message.encode(), address)

    def _tell(self, message: SipMessage, at: tuple[int, int], addr: Address) -> None:
        caller, called = uri_in(message["from"]).user, uri_in(message["to"]).user
        what = str(message.status) if message.status else message.method
        self._passed(Passed(*at, what, message.method, message["call-id"], caller, called, addr))

    # requests
    def _request(self, request: SipMessage, source: Address) -> None:
        vias = request.all("via")
        received = f"{vias[0]};received={source[0]}"
        if parameter_of_via(vias[0], "rport") == "":
            received = received.replace(";rport", f";rport={source[1]}")
        request.replace("via", [received, *vias[1:]])
        if request.method == "REGISTER":
            self._register(request, source)
            return
        if self._is_mine(request["route"]):
            request.replace("route", request.all("route")[1:])
        if request.method == "ACK" and parameter(request["to"], "tag") == OWN_TAG:
            return  # of a refusal of our own
        if self._within_a_call(request):
            self._inside(request)
        else:
            self._outside(request)

    def _within_a_call(self, request: SipMessage) -> bool:
        """Whether it goes straight to the other side's Contact. The ACK of a refusal and a CANCEL go where their INVITE
        went."""
        if request.method in ("ACK", "CANCEL"):
            return request.method == "ACK" and not self.user_of(uri_in(request.target).user)
        return parameter(request["to"], "tag") is not None

    def _answer(self, request: SipMessage, status: int, reason: str, *more: tuple[str, str]) -> None:
        if request.method != "ACK":
            response = answer_to(request, status, reason, *more)
            if request.method == "INVITE":
                self._tell(response, (time.time_ns() // 1000, time.monotonic_ns()), self.address)
            self._send(response, _back_to(response["via"]))

    def _is_mine(self, route: str) -> bool:
        if not route:
            return False
        uri = uri_in(route)
        return (uri.host, uri.port) == self.address

    def _register(self, request: SipMessage, source: Address) -> None:
        if self.faults.unavailable:
            self._answer(request, 503, "Service Unavailable", ("retry-after", "5"))
            return
        user = self._digest.user(request["authorization"], "REGISTER", self.passwords)
        if not user or self.faults.refuse_login:
            self._answer(request, 401, "Unauthorized", ("www-authenticate", self._digest.challenge()))
            return
        if self.user_of(uri_in(request["to"]).user) != user:
            self._answer(request, 403, "Forbidden")
            return
        for contact in request.all("contact"):
            given = parameter(contact, "expires") or request["expires"] or "3600"
            seconds = int(given) if given.isdigit() else 3600
            if contact == "*" or not seconds:
                self._lines.pop(user, None)
            else:
                bare = (
                    contact[contact.find("<") + 1 : contact.find(">")] if "<" in contact else contact.partition(";")[0]
                )
                self._lines[user] = _Binding(bare, source, time.monotonic() + seconds)
        line = self._lines.get(user)
        here = [("contact", f"<{line.contact}>;expires={int(line.until - time.monotonic() + 0.5)}")] if line else []
        self._answer(request, 200, "OK", *here)

    def _inside(self, request: SipMessage) -> None:
        """A request of a call that is under way: it names its own way (§16.12)."""
        if request.method == "BYE" and self.faults.lose_bye:
            self._answer(request, 200, "OK")
            return
        onward = request["route"] or request.target
        self._forward(request, _address(uri_in(onward)))

    def _outside(self, request: SipMessage) -> None:
        """A request to a number: a new call, its CANCEL, the ACK of its refusal, or a question (OPTIONS)."""
        method, called = request.method, self.user_of(uri_in(request.target).user)
        if method == "OPTIONS" and not uri_in(request.target).user:
            self._answer(request, 200, "OK")
            return
        if method not in ("ACK", "CANCEL") and not self._may_call(request):
            return
        line = self._lines.get(called)
        if not called:
            self._answer(request, 404, "Not Found")
        elif called in self.refusing and method == "INVITE":
            self._answer(request, *self.refusing[called])
        elif line is None or line.until <= time.monotonic() or called in self.faults.unreachable:
            self._answer(request, 480, "Temporarily Unavailable")
        else:
            if method == "INVITE":
                here = "<sip:{}:{};lr>".format(*self.address)
                request.replace("record-route", [here, *request.all("record-route")])
                request.headers = [header for header in request.headers if header[0] != "proxy-authorization"]
            words = request.first.split(" ")
            request.first = f"{words[0]} {line.contact} {words[2]}"
            self._forward(request, line.address)

    def _may_call(self, request: SipMessage) -> bool:
        if self.faults.unavailable:
            self._answer(request, 503, "Service Unavailable", ("retry-after", "5"))
            return False
        user = self._digest.user(request["proxy-authorization"], request.method, self.passwords)
        if not user or self.faults.refuse_login:
            self._answer(
                request, 407, "Proxy Authentication Required", ("proxy-authenticate", self._digest.challenge())
            )
            return False
        if self.user_of(uri_in(request["from"]).user) != user:
            self._answer(request, 403, "Forbidden")
            return False
        return True

    def _forward(self, request: SipMessage, onward: Address) -> None:
        left = int(request["max-forwards"] or _MAX_FORWARDS)
        if left <= 0:
            self._answer(request, 483, "Too Many Hops")
            return
        request.replace("max-forwards", [str(left - 1)])
        # The branch follows from the one before (§16.11), so that an ACK or CANCEL follows its INVITE.
        vias = request.all("via")
        seed = f"{parameter_of_via(vias[0], 'branch')} {vias[0].partition(';')[0]}"
        branch = "z9hG4bK" + hashlib.sha256(seed.encode()).hexdigest()[:24]
        mine = "SIP/2.0/UDP {}:{};branch={}".format(*self.address, branch)
        request.replace("via", [mine, *vias])
        self._send(request, onward)

    def _response(self, response: SipMessage) -> None:
        vias = response.all("via")
        if _sent_by(vias[0]) != self.address or len(vias) < 2:
            return
        response.replace("via", vias[1:])
        self._send(response, _back_to(vias[1]))


def parameter_of_via(via: str, name: str) -> str | None:
    """As `parameter`, for a Via, whose address stands in no brackets."""
    return parameter(f"<>;{via.partition(';')[2]}", name)


def _sent_by(via: str) -> Address:
    uri = uri_in("sip:" + via.partition(";")[0].split()[-1])
    return uri.host, uri.port


def _back_to(via: str) -> Address:
    """Where a response goes (RFC 3261 §18.2.2, RFC 3581 §4)."""
    host, port = _sent_by(via)
    came_from = parameter_of_via(via, "rport")
    return parameter_of_via(via, "received") or host, int(came_from) if came_from else port


def _address(uri: Uri) -> Address:
    return uri.host, uri.port
