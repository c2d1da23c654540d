"""Packets in a stream: every framing gives back what was put in, however it is cut, and refuses what is none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telethon.network.connection.tcpabridged import AbridgedPacketCodec
from telethon.network.connection.tcpfull import FullPacketCodec
from telethon.network.connection.tcpintermediate import IntermediatePacketCodec, RandomizedIntermediatePacketCodec
from telethon.network.connection.tcpobfuscated import ObfuscatedIO

from shopper.sandbox.telegram.transport import Abridged, Framing, Full, Intermediate, Unframed, accept

FRAMINGS: list[Callable[[], Framing]] = [Full, Abridged, Intermediate, lambda: Intermediate(padded=True)]
WORDS = st.lists(st.binary(min_size=4, max_size=2400).map(lambda data: data[: len(data) // 4 * 4]), max_size=6)


def fed(data: bytes) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return reader


@pytest.mark.parametrize("framing", FRAMINGS)
@given(packets=WORDS)
def test_packets_come_out_as_they_went_in(framing: Callable[[], Framing], packets: list[bytes]) -> None:
    async def story() -> list[bytes]:
        out, into = framing(), framing()
        reader = fed(b"".join(out.frame(packet) for packet in packets))
        return [await into.read(reader) for _ in packets]

    assert asyncio.run(story()) == packets


@given(data=st.binary(max_size=300))
@pytest.mark.parametrize("framing", FRAMINGS)
def test_whatever_comes_is_a_packet_or_refused(framing: Callable[[], Framing], data: bytes) -> None:
    async def story() -> None:
        reader = fed(data)
        into = framing()
        while True:
            await into.read(reader)

    with pytest.raises((Unframed, asyncio.IncompleteReadError)):
        asyncio.run(story())


@given(data=st.binary(max_size=200))
def test_whatever_a_connection_begins_with_is_a_transport_or_refused(data: bytes) -> None:
    async def story() -> None:
        wire = await accept(fed(data), Mock())
        while True:
            await wire.receive()

    with pytest.raises((Unframed, asyncio.IncompleteReadError)):
        asyncio.run(story())


CODECS = [FullPacketCodec, AbridgedPacketCodec, IntermediatePacketCodec]


@pytest.mark.parametrize("codec", CODECS)
def test_the_first_bytes_say_which_framing_a_client_speaks(codec: Any) -> None:
    packets = [bytes(8) + b"abcd", b"x" * 4 * 200]

    async def story() -> list[bytes]:
        client = codec(Mock())
        begin = codec.tag or b""
        wire = await accept(fed(begin + b"".join(client.encode_packet(packet) for packet in packets)), Mock())
        return [await wire.receive() for _ in packets]

    assert asyncio.run(story()) == packets


@pytest.mark.parametrize("codec", [AbridgedPacketCodec, IntermediatePacketCodec, RandomizedIntermediatePacketCodec])
def test_an_obfuscated_connection_is_read_and_answered(codec: Any) -> None:
    async def story() -> None:
        sent: list[bytes] = []
        header, encrypt, decrypt = ObfuscatedIO.init_header(codec)
        client = codec(Mock())
        writer = Mock(is_closing=lambda: False, write=sent.append)
        stream = bytes(header) + encrypt.encrypt(client.encode_packet(b"question"))
        wire = await accept(fed(stream), writer)
        assert await wire.receive() == b"question"
        wire.send(b"the answer..")
        assert await client.read_packet(fed(decrypt.encrypt(b"".join(sent)))) == b"the answer.."

    asyncio.run(story())


def test_a_changed_packet_is_refused_by_its_checksum() -> None:
    framed = bytearray(Full().frame(b"abcdefgh"))
    framed[10] ^= 1

    async def story() -> bytes:
        return await Full().read(fed(bytes(framed)))

    with pytest.raises(Unframed, match="checksum"):
        asyncio.run(story())


def test_a_packet_that_claims_to_be_endless_is_refused_before_it_is_waited_for() -> None:
    async def story() -> bytes:
        reader = asyncio.StreamReader()  # never fed to its end: waiting would not return
        reader.feed_data(b"\x00\x00\x00\x40")
        return await Intermediate().read(reader)

    with pytest.raises(Unframed):
        asyncio.run(story())
