"""When bytes came in, however late they are read."""

from __future__ import annotations

import select
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from shopper.programme.loading import load_stock

if TYPE_CHECKING:
    from tests.probes.email.conftest import Certificate

receiving = load_stock("probes.email.receiving")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when bytes came in")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """(ours, the server's end) of a connection."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 20) as ours:
        theirs, _ = server.accept()
        with theirs:
            receiving.ask_for_times(ours)
            kernel_notes_times(ours, theirs)
            yield ours, theirs


def kernel_notes_times(ours: socket.socket, theirs: socket.socket) -> None:
    """The kernel begins to note times a little after the first socket asked for them."""
    for _ in range(200):
        theirs.sendall(b".")
        assert select.select([ours], [], [], 20)[0]
        time.sleep(0.01)  # lets the byte grow old, which nothing could signal
        if receiving.receive(ours, 1)[1] >= 10_000_000:
            return
    pytest.fail("the kernel noted no times in 2 s")


def came_in(ours: socket.socket) -> None:
    """Wait until something can be read, and leave it there for 50 ms."""
    assert select.select([ours], [], [], 20)[0]
    there = time.time_ns()
    while time.time_ns() - there < 50_000_000:
        time.sleep(0.01)


@linux
def test_bytes_that_lay_unread_are_dated_to_when_they_came(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    theirs.sendall(b"* 1 EXISTS\r\n")
    came_in(ours)
    data, age = receiving.receive(ours, 1000)
    assert data == b"* 1 EXISTS\r\n"
    assert age >= 50_000_000  # it lay there for that long at least


@linux
def test_bytes_over_tls_are_dated_too(pair: tuple[socket.socket, socket.socket], certificate: Certificate) -> None:
    ours, theirs = pair
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate.certificate, certificate.key)
    wrapped: list[ssl.SSLSocket] = []
    shaking = threading.Thread(target=lambda: wrapped.append(server.wrap_socket(theirs, server_side=True)))
    shaking.start()
    client = ssl.create_default_context(cafile=str(certificate.certificate))
    with closing(client.wrap_socket(ours, server_hostname="localhost")) as mine:
        shaking.join(20)
        with closing(wrapped[0]) as their:
            their.sendall(b"x")
            assert mine.recv(1) == b"x"  # and with it the tickets of TLS 1.3, which lay before it
            their.sendall(b"* 1 EXISTS\r\n")
            came_in(mine)
            data, age = receiving.receive(mine, 1000)
            assert data == b"* 1 EXISTS\r\n"
            assert age >= 50_000_000


def test_what_the_kernel_does_not_date_has_no_age() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        receiving.ask_for_times(ours)
        theirs.sendall(b"x")
        assert receiving.receive(ours, 10)[0] == b"x"


def test_an_end_is_an_end(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    theirs.close()
    assert receiving.receive(ours, 10)[0] == b""
