"""How packets are cut out of a TCP stream: https://core.telegram.org/mtproto/mtproto-transports.

The first bytes of a connection say which of the framings it speaks; the server answers in the same.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Protocol
from zlib import crc32

LARGEST = 16 * 1024 * 1024  # no client sends more in one packet; whoever announces more speaks something else
_INTERMEDIATE = b"\xee\xee\xee\xee"
_PADDED = b"\xdd\xdd\xdd\xdd"


class Unframed(Exception):
    """What came is no packet of this framing; the connection is of no more use."""


class Stream(Protocol):
    """Where bytes come from."""

    async def readexactly(self, count: int, /) -> bytes: ...


class Framing(Protocol):
    """One way of cutting."""

    def frame(self, packet: bytes) -> bytes:
        """A packet as it goes over the wire."""

    async def read(self, stream: Stream) -> bytes:
        """The next packet. Raises Unframed, and asyncio.IncompleteReadError at the end."""


def _checked(length: int) -> int:
    if not 0 < length <= LARGEST:
        raise Unframed(f"a packet of {length} bytes")
    return length


class Full:
    """Length, number, packet, CRC32."""

    def __init__(self) -> None:
        self._sent = 0
        self._received = 0

    def frame(self, packet: bytes) -> bytes:
        framed = (len(packet) + 12).to_bytes(4, "little") + self._sent.to_bytes(4, "little") + packet
        self._sent += 1
        return framed + crc32(framed).to_bytes(4, "little")

    async def read(self, stream: Stream) -> bytes:
        head = await stream.readexactly(8)
        length = _checked(int.from_bytes(head[:4], "little") - 12)
        if (number := int.from_bytes(head[4:], "little")) != self._received:
            raise Unframed(f"packet {number} came in place of {self._received}")
        self._received += 1
        packet = await stream.readexactly(length)
        if crc32(head + packet) != int.from_bytes(await stream.readexactly(4), "little"):
            raise Unframed("the checksum is wrong")
        return packet


class Abridged:
    """The length in words of four bytes, in one byte or in four."""

    def frame(self, packet: bytes) -> bytes:
        words = len(packet) // 4
        return (bytes([words]) if words < 127 else b"\x7f" + words.to_bytes(3, "little")) + packet

    async def read(self, stream: Stream) -> bytes:
        words = (await stream.readexactly(1))[0] & 0x7F  # the high bit asks for a quick acknowledgement: none is given
        if words == 0x7F:
            words = int.from_bytes(await stream.readexactly(3), "little")
        return await stream.readexactly(_checked(words * 4))


class Intermediate:
    """The length in four bytes; `padded`: up to 15 random bytes follow the packet."""

    def __init__(self, *, padded: bool = False) -> None:
        self._padded = padded

    def frame(self, packet: bytes) -> bytes:
        # Not more than three: then even an answer of four bytes, an error, can be told from its padding.
        body = packet + (os.urandom(os.urandom(1)[0] % 4) if self._padded else b"")
        return len(body).to_bytes(4, "little") + body

    async def read(self, stream: Stream) -> bytes:
        length = _checked(int.from_bytes(await stream.readexactly(4), "little") & 0x7FFFFFFF)
        packet = await stream.readexactly(length)
        return packet[: length - length % 4] if self._padded else packet


class _Replayed:
    """A stream of which the beginning was read already."""

    def __init__(self, begun: bytes, rest: Stream) -> None:
        self._begun = begun
        self._rest = rest

    async def readexactly(self, count: int) -> bytes:
        head, self._begun = self._begun[:count], self._begun[count:]
        return head + await self._rest.readexactly(count - len(head)) if len(head) < count else head


class _Deciphered:
    """A stream under a running cipher."""

    def __init__(self, stream: Stream, decrypt: Callable[[bytes], bytes]) -> None:
        self._stream = stream
        self._decrypt = decrypt

    async def readexactly(self, count: int) -> bytes:
        return self._decrypt(await self._stream.readexactly(count))


class Wire:
    """One connection: packets in, packets out."""

    def __init__(
        self, stream: Stream, writer: asyncio.StreamWriter, framing: Framing, encrypt: Callable[[bytes], bytes] | None
    ) -> None:
        self._stream = stream
        self._writer = writer
        self._framing = framing
        self._encrypt = encrypt

    async def receive(self) -> bytes:
        """The next packet. Raises Unframed, and OSError or asyncio.IncompleteReadError when the connection ends."""
        return await self._framing.read(self._stream)

    def send(self, packet: bytes) -> None:
        """Nothing happens when the other side is gone already."""
        if self._writer.is_closing():
            return
        framed = self._framing.frame(packet)
        self._writer.write(self._encrypt(framed) if self._encrypt else framed)

    async def drained(self) -> None:
        await self._writer.drain()

    def cut(self) -> None:
        """End the connection at once; what was not sent yet is lost."""
        self._writer.transport.abort()


async def accept(reader: Stream, writer: asyncio.StreamWriter) -> Wire:
    """Find out what a new connection speaks. Raises as `Wire.receive`."""
    first = await reader.readexactly(1)
    if first == b"\xef":
        return Wire(reader, writer, Abridged(), None)
    first += await reader.readexactly(3)
    if first in (_INTERMEDIATE, _PADDED):
        return Wire(reader, writer, Intermediate(padded=first == _PADDED), None)
    first += await reader.readexactly(4)
    if first[4:] == bytes(4):  # the number of the first packet; the obfuscated framing never has zeros here
        return Wire(_Replayed(first, reader), writer, Full(), None)
    return _obfuscated(first + await reader.readexactly(56), reader, writer)


def _obfuscated(header: bytes, reader: Stream, writer: asyncio.StreamWriter) -> Wire:
    """https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation"""
    from telethon.crypto import AESModeCTR

    back = header[55:7:-1]
    incoming = AESModeCTR(header[8:40], header[40:56])
    outgoing = AESModeCTR(back[:32], back[32:48])
    tag = incoming.encrypt(header)[56:60]
    framings: dict[bytes, Callable[[], Framing]] = {
        b"\xef" * 4: Abridged,
        _INTERMEDIATE: Intermediate,
        _PADDED: lambda: Intermediate(padded=True),
    }
    if tag not in framings:
        raise Unframed(f"an unknown transport {tag.hex()}")
    return Wire(_Deciphered(reader, incoming.encrypt), writer, framings[tag](), outgoing.encrypt)
