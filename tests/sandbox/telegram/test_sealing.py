"""Encrypted messages: Telethon's own state reads what the server seals, and the server what Telethon seals."""

from __future__ import annotations

import os
import struct
import time
from collections import defaultdict
from io import BytesIO
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telethon.crypto import AuthKey
from telethon.network.mtprotostate import MTProtoState
from telethon.tl import types

from shopper.sandbox.telegram.sealing import Opened, Unreadable, key_id, key_named, seal, unseal

KEY = bytes(range(256))


def client_state() -> Any:
    state = MTProtoState(AuthKey(KEY), defaultdict(Mock))
    state.salt = 77
    return state


@given(body=st.binary(max_size=1200).map(lambda data: data[: len(data) // 4 * 4]))
def test_the_server_reads_what_a_client_seals(body: bytes) -> None:
    state = client_state()
    written = BytesIO()
    state.write_data_as_message(written, body, False)
    packet = state.encrypt_message_data(written.getvalue())
    opened = unseal(KEY, packet)
    assert key_named(packet) == key_id(KEY)
    assert (opened.salt, opened.session, opened.body) == (77, state.id, body)


def test_a_client_reads_what_the_server_seals() -> None:
    state = client_state()
    body = bytes(types.Pong(5, 6))
    packet = seal(KEY, Opened(77, state.id, int(time.time()) << 32 | 1, 3, body))
    message = state.decrypt_message_data(packet)
    assert (message.obj, message.seq_no) == (types.Pong(5, 6), 3)


@given(data=st.binary(max_size=400))
def test_a_packet_of_another_key_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        key_named(data)
        unseal(KEY, data)


@given(place=st.integers(8, 103))
def test_a_packet_that_was_changed_is_refused(place: int) -> None:
    state = client_state()
    packet = bytearray(state.encrypt_message_data(struct.pack("<qii", 4, 0, 32) + bytes(32)))
    packet[place % len(packet) if place % len(packet) >= 8 else 8] ^= 1
    with pytest.raises(Unreadable):
        unseal(KEY, bytes(packet))


def test_a_body_longer_than_its_packet_is_refused() -> None:
    state = client_state()
    with pytest.raises(Unreadable, match="a body of 64"):
        unseal(KEY, state.encrypt_message_data(struct.pack("<qii", 4, 0, 64) + os.urandom(16)))
