"""Listens to one mailbox by IMAP in a thread of its own, however many conversations share it."""

from __future__ import annotations

import random
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

from imapclient.exceptions import IMAPClientError

from shopper.engine.probe import Conversation, Host
from shopper.errors import OurFault, ShopperError
from shopper.model import Stamp

from .arrivals import Arrivals
from .aside import Aside
from .fetching import Fetching
from .folders import Folder
from .handing import Handing
from .rhythm import Rhythm
from .security import Access, connection_fault
from .wire import Client

_GOODBYE_S = 4.0
_LOOKS, _LEAST_S = 12, 0.5  # so often in a visit's patience, but not more than twice a second


class Mailbox:
    """A persona's mailbox. Its methods may be called from any thread; `start` it once, `stop` it once."""

    def __init__(self, access: Access, host: Host, rhythm: Rhythm) -> None:
        self._access = access
        self._host = host
        self._rhythm = rhythm
        self._arrivals = Arrivals()
        self._inbox = Folder("INBOX", self.state_key("INBOX"))
        self._handing = Handing(host, f"{access.user} ({access.account_setting})", self._ring)
        self._fetching = Fetching(host, self._arrivals, self._handing)
        self._aside = Aside(host, self._fetching, self.state_key, rhythm.relist)
        self._lock = threading.Lock()
        self._patience: dict[str, float] = {}  # of each open visit, in seconds
        self._waiting: list[tuple[Future[None], list[int]]] = []
        self._was_ready = False
        self._refusal: OurFault | None = None
        self._deaf_since: Stamp | None = host.stamp()
        self._client: Client | None = None
        self._stopping = threading.Event()
        self._bell, self._alarm = socket.socketpair()
        self._alarm.setblocking(False)
        self._thread = threading.Thread(target=self._run, name=f"imap {access.user}", daemon=True)

    @property
    def access(self) -> Access:
        return self._access

    @property
    def deaf_since(self) -> Stamp | None:
        """Since when the mailbox cannot be read; None while it can."""
        return self._deaf_since

    def state_key(self, folder: str) -> str:
        """Where the cursor of a folder is kept in the probe's state."""
        return f"cursor {self._access.user}@{self._access.server.host}:{self._access.server.port} {folder}"

    def has_cursor(self) -> bool:
        """Whether it is already known from which message on this mailbox is read."""
        return self._host.get_state(self._inbox.state_key) is not None

    def start(self) -> None:
        self._handing.start()
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it; a server that does not let go in time is left without a goodbye."""
        self._stopping.set()
        self._ring()
        if self._thread.ident is not None:
            self._thread.join(_GOODBYE_S)
            if (client := self._client) is not None and self._thread.is_alive():
                client.cut()
            self._thread.join(_GOODBYE_S)
        self._handing.stop(_GOODBYE_S)
        if not self._thread.is_alive():
            self._bell.close()
            self._alarm.close()

    def ready(self) -> Future[None]:
        """Done when the mailbox was opened; fails with OurFault when that is refused or does not succeed soon."""
        future: Future[None] = Future()
        with self._lock:
            if self._refusal is not None:
                future.set_exception(self._refusal)
            elif self._was_ready:
                future.set_result(None)
            else:
                self._waiting.append((future, [self._rhythm.attempts]))
        return future

    def watch(self, line: str, address: str) -> None:
        """What comes to this address of the mailbox is handed in as of that line; needs no conversation."""
        self._handing.add_line(line, address)

    def add(self, conversation: Conversation) -> None:
        """A conversation that is told when the mailbox cannot be read any more."""
        with self._lock:
            before = self._between_looks()
            self._patience[conversation.visit] = conversation.channel.patience
            sooner = self._between_looks() < before
        if sooner:
            self._ring()

    def remove(self, visit: str) -> None:
        with self._lock:
            self._patience.pop(visit, None)

    def _between_looks(self) -> float:
        """Seconds between two looks into the folders aside: often enough to find a reply before patience is over."""
        shortest = min(self._patience.values(), default=self._rhythm.junk / _LOOKS)
        return min(self._rhythm.junk, max(_LEAST_S, shortest / _LOOKS))

    def _ring(self) -> None:
        """Wake the thread from its wait."""
        with suppress(OSError):
            self._bell.send(b"!")

    # --- the thread

    def _run(self) -> None:
        retry = self._rhythm.retry_first
        while not self._stopping.is_set():
            self._arrivals.closed()
            began = time.monotonic()
            try:
                self._session()
            except OurFault as fault:
                # A refused login or certificate is not tried again: many a provider locks the account for it.
                self._refuse(fault)
                return
            except (OSError, IMAPClientError) as error:
                if isinstance(error, ssl.SSLCertVerificationError) or (
                    isinstance(error, ssl.SSLError) and not self._was_ready
                ):
                    self._refuse(connection_fault(error, self._access))
                    return
                self._lost(error)
            except Exception as error:
                # Whatever it is, the other mailboxes and the wave go on; these visits are unmeasured, with its name.
                self._tell(
                    f"Reading {self._access.user} at {self._access.where} failed: {type(error).__name__}: {error}",
                    error.code if isinstance(error, ShopperError) else "mailbox_broken",
                )
                self._lost(error)
            if time.monotonic() - began > self._rhythm.retry_most:
                retry = self._rhythm.retry_first
            self._stopping.wait(retry * random.uniform(0.8, 1.2))
            retry = min(2 * retry, self._rhythm.retry_most)

    def _session(self) -> None:
        client = Client(
            self._access,
            connect_s=self._rhythm.connect,
            read_s=self._rhythm.read,
            stamp=self._host.stamp,
            arrivals=self._arrivals,
        )
        self._client = client
        try:
            pushes = client.has_capability("IDLE")
            self._fetching.begin_anew()
            self._open_inbox(client)
            if self._rhythm.junk:
                self._aside.begin(client)
                if self._aside.look(client):
                    self._open_inbox(client)
            self._fetching.listening_from(None if pushes else self._host.stamp())
            # What came while nobody listened is handed in first: whoever waits for the mailbox may take silence for it.
            self._fetching.take_new(client, self._inbox)
            self._handing.flush()
            self._hears()
            self._listen(client, self._idle if pushes else self._poll)
        except BaseException:
            client.drop()
            raise
        finally:
            self._client = None
        client.leave()

    def _open_inbox(self, client: Client) -> None:
        self._arrivals.closed()
        count = self._fetching.open(client, self._inbox)
        self._arrivals.opened(count)

    def _listen(self, client: Client, wait: Callable[[Client, float], None]) -> None:
        looked = time.monotonic() if self._rhythm.junk else float("inf")
        while not self._stopping.is_set():
            self._handing.check()
            with self._lock:
                look_at = looked + self._between_looks()
            if time.monotonic() >= look_at:
                if self._aside.look(client):
                    self._open_inbox(client)
                    self._fetching.take_new(client, self._inbox)
                looked = time.monotonic()
                continue
            wait(client, look_at - time.monotonic())
            self._quieten()
            if self._arrivals.take_news():
                self._fetching.take_new(client, self._inbox)

    def _quieten(self) -> None:
        with suppress(BlockingIOError):
            self._alarm.recv(4096)

    def _idle(self, client: Client, at_most: float) -> None:
        """Wait by IDLE until something is announced, we are to stop, or it is time to renew it."""
        until = time.monotonic() + max(0.0, min(self._rhythm.idle, at_most))
        client.begin_idle()
        while not self._arrivals.news and not self._stopping.is_set():
            if client.line_within(max(0.0, until - time.monotonic()), self._alarm) is None:
                break
        # The answer to DONE also shows that the other end still lives: a half-open connection times out here.
        client.idle_done()

    def _poll(self, client: Client, at_most: float) -> None:
        """Look from time to time: the server cannot push, so moments are known no better than its own dates."""
        self._fetching.listening_from(self._host.stamp())
        client.line_within(max(0.0, min(self._rhythm.poll, at_most)), self._alarm)
        if not self._stopping.is_set():
            client.noop()

    # --- what the others are told

    def _hears(self) -> None:
        with self._lock:
            self._was_ready = True
            self._deaf_since = None
            waiting, self._waiting = self._waiting, []
        for future, _ in waiting:
            _resolve(future, None)

    def _lost(self, error: Exception) -> None:
        fault = connection_fault(error, self._access)
        now = self._host.stamp()
        with self._lock:
            since = self._deaf_since = self._deaf_since or now
            for _, left in self._waiting:
                left[0] -= 1
            failed = [future for future, left in self._waiting if left[0] <= 0]
            self._waiting = [w for w in self._waiting if w[1][0] > 0]
        for future in failed:
            _resolve(future, fault)
        if now.seconds_since(since) > self._rhythm.give_up:
            self._tell(str(fault), fault.code)

    def _refuse(self, fault: OurFault) -> None:
        with self._lock:
            self._refusal = fault
            self._deaf_since = self._deaf_since or self._host.stamp()
            waiting, self._waiting = self._waiting, []
        for future, _ in waiting:
            _resolve(future, fault)
        self._tell(str(fault), fault.code)

    def _tell(self, message: str, code: str) -> None:
        with self._lock:
            visits = sorted(self._patience)
            self._patience.clear()  # said once for each
        for visit in visits:
            self._host.fault(visit, message, code=code)


def _resolve(future: Future[None], fault: OurFault | None) -> None:
    if not future.set_running_or_notify_cancel():
        return
    if fault is None:
        future.set_result(None)
    else:
        future.set_exception(fault)
