"""A programme whose wave has ended, a mail server and a webhook that do as they are told, all on loopback."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from shopper.journal.events import Store
from shopper.journal.sqlite import open_store
from shopper.programme import Programme, stock_root
from shopper.programme.loading import mount
from tests.programmes import TestProgramme, make_programme

ASK = "  Scenario: A price is told\n    When I ask about the price in quick\n    Then someone replies\n"
SILENT = "  Scenario: Nobody is there\n    When I ask about the price in mute\n    Then someone replies\n"
WAVE = "w1"


@dataclass
class Post:
    """A mail server. answers: what RCPT and DATA say for the next letters, each once; then 250."""

    received: list[tuple[str, bytes]] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    cut: int = 0
    port: int = 0

    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.received]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data:
            return self.data.pop(0)
        assert isinstance(envelope.content, bytes)
        self.received.append((envelope.rcpt_tos[0], envelope.content))
        if self.cut:
            self.cut -= 1
            assert server.transport is not None
            server.transport.close()
        return "250 OK"


class AnyPort(Controller):
    """aiosmtpd's controller knocks at its port to see that it listens, and would knock at 0."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def post() -> Iterator[Post]:
    handler = Post()

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False, message="535 5.7.8 wrong password")

    controller = AnyPort(
        handler, hostname="127.0.0.1", port=0, authenticator=check, auth_require_tls=False, enable_SMTPUTF8=True
    )
    controller.start()
    handler.port = controller.port
    try:
        yield handler
    finally:
        controller.stop()


@dataclass
class Hook:
    """A webhook. answers: status and headers of the next answers; then 200."""

    url: str = ""
    answers: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    told = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.received.append(({k.lower(): v for k, v in self.headers.items()}, body))
            status, headers = told.answers.pop(0) if told.answers else (200, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with one wave that has ended: one question answered, one not. Not to be written to."""
    root = tmp_path_factory.mktemp("played")
    programme = make_programme(root, ASK + SILENT)
    result = programme.shopper("run", "--wave", WAVE)
    assert (root / ".shopper" / "out" / WAVE / "scorecard.html").is_file(), result.out
    return root


@dataclass
class Ended:
    """A copy of that programme, with a config/reports.yaml of the test's own."""

    at: TestProgramme
    programme: Programme
    store: Store

    @property
    def state(self) -> Path:
        return self.at.root / ".shopper"


@pytest.fixture
def ended(played: Path, tmp_path: Path) -> Iterator[Callable[[str], Ended]]:
    """Makes that copy, given the text of config/reports.yaml."""
    stores: list[Store] = []

    def make(reports: str) -> Ended:
        root = tmp_path / "programme"
        if not root.exists():
            shutil.copytree(played, root)
        at = TestProgramme(root)
        at.write("config/reports.yaml", reports)
        programme = Programme(root=root.resolve(), stock=stock_root())
        mount(programme)
        stores.append(open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence"))
        return Ended(at, programme, stores[-1])

    yield make
    for store in stores:
        store.close()
