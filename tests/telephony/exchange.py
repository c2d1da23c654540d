"""A telephone exchange for tests: a SIP registrar with digest passwords and a stateless proxy, on loopback.

Only what RFC 3261 asks for between two well-behaved lines; its faults (silent, refusing) are switched by the test.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import ssl
from dataclasses import dataclass, field

_CRLF = "\r\n"


@dataclass
class Message:
    """A SIP message taken apart: its first line, its headers in order, its body."""

    first: str
    headers: list[tuple[str, str]]
    body: bytes = b""

    @classmethod
    def parse(cls, data: bytes) -> Message:
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split(_CRLF)
        pairs = [line.partition(":") for line in lines]
        return cls(first, [(name.strip(), value.strip()) for name, _, value in pairs], body)

    def packed(self) -> bytes:
        lines = [self.first, *(f"{name}: {value}" for name, value in self.headers)]
        return (_CRLF.join(lines) + _CRLF * 2).encode() + self.body

    @property
    def method(self) -> str:
        return self.first.split()[0]

    @property
    def is_response(self) -> bool:
        return self.first.startswith("SIP/2.0 ")

    def get(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def answer(self, status: str, *more: tuple[str, str]) -> bytes:
        kept = [(k, v) for k, v in self.headers if k.lower() in {"via", "from", "call-id", "cseq"}]
        tag = "" if ";tag=" in self.get("To") else ";tag=exchange"
        to = ("To", self.get("To") + tag)
        return Message(f"SIP/2.0 {status}", [*kept, to, *more, ("Content-Length", "0")]).packed()


@dataclass
class Exchange(asyncio.DatagramProtocol):
    """Users and their passwords; where each is registered; what it refuses."""

    passwords: dict[str, str]
    silent: bool = False
    refuses: str = ""
    at: dict[str, tuple[str, int]] = field(default_factory=dict)
    seen: list[Message] = field(default_factory=list)
    port: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)  # set for a moment by each message

    async def __aenter__(self) -> Exchange:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", self.port))
        self.port = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport.close()

    @property
    def registrar(self) -> str:
        return f"127.0.0.1:{self.port}"

    def count(self, method: str) -> int:
        return sum(message.method == method for message in self.seen)

    def datagram_received(self, data: bytes, source: tuple[str, int]) -> None:
        if not data.strip() or self.silent:
            return
        message = Message.parse(data)
        self.seen.append(message)
        if message.is_response:
            self._pass_back(message)
        elif message.method == "REGISTER":
            self._transport.sendto(self.register(message, source), source)
        else:
            self._pass_on(message, source)
        self.news.set()
        self.news.clear()

    def register(self, request: Message, source: tuple[str, int]) -> bytes:
        """The answer to a REGISTER: a challenge, a refusal, or the binding (RFC 3261 §10.3)."""
        if self.refuses:
            return request.answer(self.refuses)
        user = re.search(r"sip:([^@;>]+)@", request.get("To"))
        claims = dict(re.findall(r'(\w+)="?([^",]+)"?', request.get("Authorization")))
        if not claims or user is None or not self._is_right(claims):
            challenge = f'Digest realm="exchange.test", nonce="{secrets.token_hex(8)}", algorithm=MD5, qop="auth"'
            return request.answer("401 Unauthorized", ("WWW-Authenticate", challenge))
        if "expires=0" in request.get("Contact") or request.get("Expires") == "0":
            self.at.pop(user[1], None)
            return request.answer("200 OK")
        self.at[user[1]] = source
        return request.answer("200 OK", ("Contact", request.get("Contact")), ("Expires", "60"))

    def _is_right(self, claims: dict[str, str]) -> bool:
        def md5(*parts: str) -> str:
            return hashlib.md5(":".join(parts).encode()).hexdigest()

        user = claims["username"]
        first = md5(user, "exchange.test", self.passwords.get(user, secrets.token_hex(8)))
        second = md5("REGISTER", claims["uri"])
        return claims["response"] == md5(first, claims["nonce"], claims["nc"], claims["cnonce"], "auth", second)

    def _pass_on(self, request: Message, source: tuple[str, int]) -> None:
        target = re.search(r"sip:(?:([^@;]+)@)?([^;:\s]+)(?::(\d+))?", request.first)
        assert target is not None
        if target[2] == "127.0.0.1" and target[3] and int(target[3]) != self.port:
            to = target[2], int(target[3])
        elif target[1] in self.at:
            to = self.at[target[1]]
        else:
            if request.method != "ACK":
                self._transport.sendto(request.answer("404 Not Found"), source)
            return
        branch = "z9hG4bK" + hashlib.md5(request.get("Via").encode()).hexdigest()[:12]
        us = f"<sip:127.0.0.1:{self.port};lr>"
        request.headers = [pair for pair in request.headers if pair[0] != "Route" or f":{self.port};" not in pair[1]]
        if request.method == "INVITE" and ";tag=" not in request.get("To"):
            request.headers.insert(0, ("Record-Route", us))  # what follows in the call comes this way, too
        request.headers.insert(0, ("Via", f"SIP/2.0/UDP 127.0.0.1:{self.port};branch={branch}"))
        self._transport.sendto(request.packed(), to)

    def _pass_back(self, response: Message) -> None:
        response.headers.remove(("Via", response.get("Via")))
        back = re.search(r"127\.0\.0\.1:(\d+)", response.get("Via"))
        assert back is not None
        port = re.search(r"rport=(\d+)", response.get("Via"))
        self._transport.sendto(response.packed(), ("127.0.0.1", int((port or back)[1])))


async def serve_tls(exchange: Exchange, context: ssl.SSLContext) -> asyncio.Server:
    """The same registrar over TLS (REGISTER only)."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if not head.strip():
                    continue
                request = Message.parse(head)
                exchange.seen.append(request)
                if length := int(request.get("Content-Length") or 0):
                    await reader.readexactly(length)
                writer.write(exchange.register(request, ("127.0.0.1", 0)))
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context)
