"""Desks by HTTP: one that asks for new messages, one that is told of them.

Both speak JSON. A message is an object with `conversation`, `id`, `text` and `from`; other names are given in `fields`,
with dots for what lies deeper (`{"text": "body.plain"}`). What staff say is posted as {conversation, text, name}, or as
`body` makes it.
"""

from __future__ import annotations

import json
import queue
import re
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from ..errors import OurFault
from ..settings.secrets import resolve
from .desk import Message

FIELDS = {"conversation": "conversation", "id": "id", "text": "text", "from": "from"}
_REFERENCE = re.compile(r"(env:[A-Za-z_]\w*|keyring:[^/]+/.+)")
_LARGEST = 1_000_000
Body = Callable[[str, str, str], Any]


def _plain_body(conversation: str, text: str, name: str) -> Any:
    return {"conversation": conversation, "text": text, "name": name}


class _Speaking:
    """Says what staff say: one POST each. say: the address; `{conversation}` in it is filled in."""

    def __init__(self, say: str, headers: Mapping[str, str] | None, body: Body | None) -> None:
        self._say_to, self._body = say, body or _plain_body
        self._headers, self._http = dict(headers or {}), httpx.Client()

    def open(self) -> None:
        """Raises OurFault "secret" for a header whose secret is not set."""
        for name, value in self._headers.items():
            if _REFERENCE.fullmatch(value):
                self._headers[name] = resolve(value, f"the header {name} of the staff's desk")
        self._http.close()
        self._http = httpx.Client(headers=self._headers, timeout=10)

    def say(self, conversation: str, text: str, name: str) -> None:
        """Raises httpx.HTTPError where it was not taken."""
        url = self._say_to.replace("{conversation}", conversation)
        self._http.post(url, json=self._body(conversation, text, name)).raise_for_status()

    def close(self) -> None:
        self._http.close()


class HttpDesk(_Speaking):
    """Asks an address for the messages: a GET answers with a list of them, or with {"messages": […]}.

    url: where they are. say: where an answer is posted, `{conversation}` in it being filled in; the same if left out.
    headers: sent along; a value may be env:NAME. customer: what stands in `from` of a customer's message; all others
    are the staff's.
    """

    def __init__(
        self,
        url: str,
        *,
        say: str = "",
        headers: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
        customer: str = "customer",
        body: Body | None = None,
    ) -> None:
        super().__init__(say or url, headers, body)
        self._url, self._customer = url, customer
        self._fields = {**FIELDS, **(fields or {})}
        self._idle = threading.Event()

    def messages(self, wait_s: float) -> list[Message]:
        """Raises httpx.HTTPError, and OurFault for an answer that is not such a list."""
        self._idle.wait(wait_s)
        answer = self._http.get(self._url)
        answer.raise_for_status()
        value = answer.json()
        rows = value.get("messages") if isinstance(value, dict) else value
        if not isinstance(rows, list):
            raise OurFault(f"{self._url} answers with no list of messages. Name what it gives in fields.", code="staff")
        return [message_of(row, self._fields, self._customer) for row in rows]


class CallbackDesk(_Speaking):
    """Is told of messages: the site posts each one, as an object or a list of them, to `url`.

    say: where an answer is posted. port: 0 takes a free one; `url` tells it once the desk is open. host: which address
    listens; only this machine's own unless another one is given.
    """

    def __init__(
        self,
        say: str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        headers: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
        customer: str = "customer",
        body: Body | None = None,
    ) -> None:
        super().__init__(say, headers, body)
        self._fields, self._customer = {**FIELDS, **(fields or {})}, customer
        self._told: queue.Queue[Message] = queue.Queue()
        self._at = (host, port)
        self._server: ThreadingHTTPServer | None = None
        self.url = ""

    def open(self) -> None:
        """Raises OurFault where the port is taken."""
        super().open()
        try:
            server = self._server = ThreadingHTTPServer(self._at, _handler(self._take))
        except OSError as error:
            raise OurFault(f"the staff's desk cannot listen at {self._at}: {error.strerror}", code="staff") from error
        host, port = server.server_address[:2]
        self.url = f"http://{host!s}:{port}/"
        threading.Thread(target=server.serve_forever, args=(0.05,), name="staff-callback", daemon=True).start()

    def messages(self, wait_s: float) -> list[Message]:
        """What was told since it was last asked."""
        found: list[Message] = []
        try:
            found.append(self._told.get(timeout=max(wait_s, 0.001)))
            while True:
                found.append(self._told.get_nowait())
        except queue.Empty:
            return found

    def close(self) -> None:
        super().close()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _take(self, value: Any) -> None:
        rows = value if isinstance(value, list) else [value]
        for message in [message_of(row, self._fields, self._customer) for row in rows]:
            self._told.put(message)


def message_of(row: Any, fields: Mapping[str, str], customer: str) -> Message:
    """One message of the JSON. Raises OurFault naming the field that is missing."""
    found = {name: _at(row, path) for name, path in fields.items()}
    return Message(found["conversation"], found["id"], found["text"], ours=found["from"] != customer)


def _at(row: Any, path: str) -> str:
    value = row
    for part in path.split("."):
        if not isinstance(value, Mapping) or part not in value:
            raise OurFault(f"a message has no “{path}”. Name what stands there in fields.", code="staff")
        value = value[part]
    return str(value)


def _handler(take: Callable[[Any], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            try:
                if length > _LARGEST:
                    raise ValueError("too large")
                take(json.loads(self.rfile.read(length)))
                code = 204
            except (ValueError, OurFault):
                code = 400
            self.send_response(code)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Nothing is written to the terminal."""

    return Handler
