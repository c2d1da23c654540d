"""Receives from a connection, and says how long ago the bytes came in: a busy machine reads them later than that."""

from __future__ import annotations

import socket
import ssl
import struct
import sys
import time
from contextlib import suppress

_TIMESTAMPS = 35  # SO_TIMESTAMPNS, socket(7); Python has no name for it
_TIME = struct.Struct("@qq")  # struct timespec of 64-bit Linux
_BELIEVED_NS = 60_000_000_000  # a wall clock that was set meanwhile would say more


def ask_for_times(sock: socket.socket) -> None:
    """Have the kernel note when bytes come in, where it can (Linux)."""
    if sys.platform == "linux" and sys.maxsize > 2**32:
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)


def receive(sock: socket.socket, size: int) -> tuple[bytes, int]:
    """Up to `size` bytes, and how many nanoseconds ago the last of them came in; 0 where that is not known.

    Never more than the truth: bytes that the kernel has put together carry the time of the newest. Raises OSError.
    """
    if isinstance(sock, ssl.SSLSocket):
        # Records are read one by one, and the first byte of one tells when it came.
        ancillary = [] if sock.pending() else socket.socket.recvmsg(sock, 1, 128, socket.MSG_PEEK)[1]
        age = _age(ancillary)
        return sock.recv(size), age
    data, ancillary, _, _ = sock.recvmsg(size, 128)
    return data, _age(ancillary)


def _age(ancillary: list[tuple[int, int, bytes]]) -> int:
    for level, kind, value in ancillary:
        if level == socket.SOL_SOCKET and kind == _TIMESTAMPS and len(value) >= _TIME.size:
            seconds, nanoseconds = _TIME.unpack_from(value)
            age = time.time_ns() - (seconds * 1_000_000_000 + nanoseconds)
            return age if 0 < age < _BELIEVED_NS else 0
    return 0
