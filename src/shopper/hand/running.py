"""The page's server at work: on which addresses it listens, and under which names it answers."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager

from aiohttp import web

from ..errors import Refused
from .desk import Desk
from .gate import Gate
from .server import HandServer

LOOPBACK = "127.0.0.1"
PORT = 8732


def lan_addresses() -> list[str]:
    """This machine's own addresses on its networks. Nothing is sent to find them out."""
    found: dict[str, None] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: nobody's address; a datagram socket sends nothing by this
            found[str(probe.getsockname()[0])] = None
        except OSError:
            pass  # no network at all
    try:
        for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found[str(info[4][0])] = None
    except OSError:
        pass
    return [address for address in found if not address.startswith("127.")]


@asynccontextmanager
async def serving(desk: Desk, *, port: int, gate: Gate | None) -> AsyncIterator[int]:
    """Serve until the block ends; the port. With a gate on all networks, without one on loopback alone. Raises Refused
    where the port is in use."""
    hosts = {"localhost", LOOPBACK}
    if gate is not None:
        name = socket.gethostname().lower()
        hosts |= {*lan_addresses(), name, f"{name}.local"}
    bound = [0]
    server = HandServer(desk, lambda: {f"{host}:{bound[0]}" for host in hosts} | _bare(hosts, bound[0]), gate)
    async with listening(server.app(), "0.0.0.0" if gate is not None else LOOPBACK, port) as chosen:
        bound[0] = chosen
        yield chosen


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """A page's server at work until the block ends; its port, any free one for 0. Raises Refused where it is in use."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise Refused(f"port {port} cannot be used ({error.strerror}); choose another: --port NUMBER") from None
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _bare(hosts: set[str], port: int) -> set[str]:
    return hosts if port == 80 else set()


@contextmanager
def running_hand(desk: Desk, *, port: int = 0, gate: Gate | None = None) -> Iterator[str]:
    """The page served from a thread of its own; its address on this machine."""
    with in_a_thread(lambda: serving(desk, port=port, gate=gate)) as bound:
        yield f"http://{LOOPBACK}:{bound}"


@contextmanager
def in_a_thread(serve: Callable[[], AbstractAsyncContextManager[int]]) -> Iterator[int]:
    """What serves, in a loop and a thread of its own, until the block ends; its port."""
    ready: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        end = asyncio.Event()
        try:
            async with serve() as bound:
                ready.set_result((bound, asyncio.get_running_loop(), end))
                await end.wait()
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="shopper-page", daemon=True)
    thread.start()
    try:
        bound, loop, end = ready.result(timeout=30)
        try:
            yield bound
        finally:
            loop.call_soon_threadsafe(end.set)
    finally:
        thread.join(timeout=30)
