"""The sandbox company as one object: its site, its mail servers, its staff, its log, in one asyncio loop."""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from aiohttp import web

from .chat import ChatRoom
from .faults import Faults
from .imap import ImapServer
from .log import LogEntry, SandboxLog, read_log
from .mail_desk import MailDesk
from .mailboxes import Folder, Mailboxes
from .office import Office
from .phone.opening import add_telephone, open_telephone
from .provider.desks import SmsDesks
from .provider.server import Provider
from .site import Site, widgets_folder
from .smtp import serve_smtp
from .staff import Staff, load_staff
from .storage import Storage

if TYPE_CHECKING:
    from .telegram.server import TelegramServer

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SandboxFacts:
    """Where a running sandbox is. site: "http://127.0.0.1:PORT". smtp, imap, telegram: ports; telegram is 0 where the
    script has no desk there, or Telethon is not installed. log: the file of its log. telegram_key: the file of the
    public key that a login over the wire needs. sip: the port of the telephone exchange, 0 likewise."""

    site: str
    smtp: int
    imap: int
    log: Path
    pid: int
    telegram: int = 0
    telegram_key: str = ""
    sip: int = 0

    def references(self) -> dict[str, str | int]:
        """What `sandbox:site`, `sandbox:smtp`, `sandbox:imap` … in a config stand for."""
        telegram: dict[str, str | int] = {"telegram_port": self.telegram or 1, "telegram_key": self.telegram_key}
        page = f"{self.site}/callback"
        phone: dict[str, str | int] = {"sip_port": self.sip or 1, "callback_page": page, "callback_order": page}
        return {"site": self.site, "smtp": self.smtp, "imap": self.imap, **telegram, **phone}


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate and key (PEM files) for the mail servers; "starttls" offers it, "implicit" begins with it."""

    certificate: Path
    key: Path
    mode: Literal["starttls", "implicit"] = "starttls"

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


class SandboxCompany:
    """Open from `async with` to its end.

    staff: the script: a file, a text of YAML, or read already. state: where mailboxes, chats, due replies and the log
    are kept; None keeps them in a temporary folder that goes away. faults: the switches, to be set at any time.
    ports: (site, smtp, imap, telegram, sip), 0 or taken = a free one.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        staff: Staff | Path | str,
        *,
        state: Path | None = None,
        ports: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0),
        tls: Tls | None = None,
        widgets: Path | None = None,
        more_routes: Iterable[web.RouteDef] = (),
    ) -> None:
        self.staff = staff if isinstance(staff, Staff) else load_staff(staff)
        self.faults: Faults = self.staff.faults.model_copy(deep=True)
        self._state = state
        self._ports = ports
        self._tls = tls
        self._widgets = widgets
        self._more_routes = tuple(more_routes)
        self._open = AsyncExitStack()
        self.telegram: TelegramServer | None = None
        self.active_ns = time.monotonic_ns()

    async def __aenter__(self) -> SandboxCompany:
        async with AsyncExitStack() as opening:
            folder = self._state
            if folder is None:
                temporary = opening.enter_context(tempfile.TemporaryDirectory(prefix="shopper-sandbox-"))
                folder = Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            storage = Storage(folder / "sandbox.db")
            opening.callback(storage.close)
            self._log = SandboxLog(folder / "log.jsonl")
            opening.callback(self._log.close)
            self.mailboxes = Mailboxes(storage)
            self._office = Office(self.staff, storage, self.touch)
            opening.callback(self._office.end)
            self.mail = MailDesk(self._office, self.mailboxes, storage, self._log)
            self._office.outlets["mail"] = self.mail
            smtp, imap = await self._open_mail(opening)
            site = await self._open_site(opening, storage)
            telegram, key = await self._open_telegram(opening, storage, folder)
            sip = await open_telephone(self.phone, opening, self._ports[4])
            url, log = f"http://{self.host}:{site}", folder / "log.jsonl"
            self.facts = SandboxFacts(url, smtp, imap, log, os.getpid(), telegram, key, sip)
            self._office.begin()
            self._open = opening.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def _open_mail(self, opening: AsyncExitStack) -> tuple[int, int]:
        context = self._tls.context() if self._tls else None
        implicit = self._tls is not None and self._tls.mode == "implicit"

        async def smtp(port: int) -> asyncio.Server:
            return await serve_smtp(
                self.mail, self.faults.smtp, self.touch, host=self.host, port=port, tls=context, implicit_tls=implicit
            )

        self.imap = ImapServer(
            self.mailboxes,
            self.faults.imap,
            self.touch,
            is_customer=lambda user: "@" in user and not self.mail.is_ours(user),
            tls=context,
            implicit_tls=implicit,
        )
        smtp_server, smtp_port = await _bound(smtp, self._ports[1])
        opening.callback(smtp_server.close)
        imap_server, imap_port = await _bound(lambda port: self.imap.listen(self.host, port), self._ports[2])
        opening.push_async_callback(self.imap.aclose)
        opening.callback(imap_server.close)
        return smtp_port, imap_port

    async def _open_site(self, opening: AsyncExitStack, storage: Storage) -> int:
        self.chat = ChatRoom(self._office, storage, self._log, self.faults.chat)
        self._office.outlets["chat"] = self.chat
        opening.push_async_callback(self.chat.aclose)
        self.site = Site(self.staff, self.chat, self.faults.site, self.touch, self._widgets or widgets_folder())
        app = self.site.app()
        app.add_routes(self._more_routes)
        self._add_provider(app, storage)
        self.phone = add_telephone(app, self.site, self._office, storage, self._log, self.faults.phone)
        if self.phone is not None:
            self.provider.lines = self.phone.lines  # the same voices, which its speech recognition knows
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handle_signals=False)
        await runner.setup()
        opening.push_async_callback(runner.cleanup)
        opening.callback(self.site.hang_up)

        async def listen(port: int) -> asyncio.Server:
            assert runner.server is not None
            return await asyncio.get_running_loop().create_server(runner.server, self.host, port, backlog=1024)

        server, port = await _bound(listen, self._ports[0])
        opening.callback(server.close)
        return port

    def _add_provider(self, app: web.Application, storage: Storage) -> None:
        self.provider = Provider(self.staff, storage, self._log, self.faults.provider, self.touch)
        self._office.outlets["sms"] = SmsDesks(self.provider, self._office, storage, self._log)
        app.add_subapp("/provider", self.provider.app())

    async def _open_telegram(self, opening: AsyncExitStack, storage: Storage, folder: Path) -> tuple[int, str]:
        if not self.staff.telegram and not self.staff.telegram_customers:
            return 0, ""
        try:
            from .telegram.desks import open_desks  # Telethon is an extra, and takes a second to import
        except ImportError as error:
            _LOG.warning("the sandbox has no Telegram, since %s; pip install mystery-shopper[telegram]", error)
            return 0, ""
        faults, port = self.faults.telegram, self._ports[3]
        desks, key = await open_desks(opening, self._office, storage, self._log, faults, folder, port)
        self._office.outlets["telegram"] = desks
        self.telegram = desks.server
        return desks.server.port, str(key)

    def touch(self) -> None:
        """Somebody did something; see `idle_s`."""
        self.active_ns = time.monotonic_ns()

    @property
    def idle_s(self) -> float:
        """Seconds without a connection, a word, or a reply that is due."""
        on_telegram = self.telegram is not None and self.telegram.connections
        on_phone = self.phone is not None and self.phone.calls
        if self.imap.sessions or self.chat.connections or on_telegram or on_phone or self._office.due:
            self.touch()
        return (time.monotonic_ns() - self.active_ns) / 1e9

    @property
    def log(self) -> list[LogEntry]:
        """Everything received and sent so far."""
        return read_log(self.facts.log)

    def inbox(self, address: str) -> Folder:
        """A customer's inbox, to look into or to put a message in."""
        return self.mailboxes.inbox(address)


async def _bound(listen: Callable[[int], Any], port: int) -> tuple[asyncio.Server, int]:
    """Listen on the port, or on a free one when it is 0 or taken by somebody else."""
    try:
        server: asyncio.Server = await listen(port)
    except OSError:
        if port == 0:
            raise
        server = await listen(0)
    return server, server.sockets[0].getsockname()[1]


class RunningCompany:
    """A company that runs in a thread of its own, for tests that are not asynchronous."""

    def __init__(self, company: SandboxCompany, loop: asyncio.AbstractEventLoop) -> None:
        self.company = company
        self.facts = company.facts
        self.faults = company.faults
        self._loop = loop

    @property
    def log(self) -> list[LogEntry]:
        """Everything received and sent so far."""
        return read_log(self.facts.log)

    def call(self, function: Callable[[SandboxCompany], T]) -> T:
        """Run a function in the company's loop, with the company, and return its result."""
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(function(self.company))
            except BaseException as error:
                done.set_exception(error)

        self._loop.call_soon_threadsafe(run)
        return done.result(timeout=30)


@contextmanager
def running_company(staff: Staff | Path | str, **options: Any) -> Iterator[RunningCompany]:
    """A SandboxCompany in a thread of its own; options as of SandboxCompany."""
    ready: Future[tuple[SandboxCompany, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        end = asyncio.Event()
        try:
            async with SandboxCompany(staff, **options) as company:
                ready.set_result((company, asyncio.get_running_loop(), end))
                await end.wait()
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="sandbox company")
    thread.start()
    try:
        company, loop, end = ready.result(timeout=30)
        try:
            yield RunningCompany(company, loop)
        finally:
            loop.call_soon_threadsafe(end.set)
    finally:
        thread.join(timeout=30)
