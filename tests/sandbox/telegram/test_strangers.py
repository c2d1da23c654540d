"""Whatever a client sends, well sealed or not, is answered or refused, and is never a bug of the server."""

from __future__ import annotations

import asyncio
import struct
import time
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telethon.tl import functions

from shopper.sandbox.telegram.calling import METHODS, method_name
from shopper.sandbox.telegram.handshake import Handshake
from shopper.sandbox.telegram.numbers import ServerKey
from shopper.sandbox.telegram.sealing import Opened, Unreadable
from shopper.sandbox.telegram.server import TelegramServer
from shopper.sandbox.telegram.session import Session

KNOWN = st.sampled_from(sorted(kind.CONSTRUCTOR_ID for kind in METHODS))  # type: ignore[attr-defined]
ODD = st.one_of(KNOWN, st.sampled_from([0x73F1F8DC, 0x3072CFA1, 0x1CB5C415, 0x62D6B459]), st.integers(0, 2**32 - 1))
BODIES = st.tuples(ODD, st.binary(max_size=80)).map(lambda pair: struct.pack("<I", pair[0]) + pair[1])
HANDSHAKE = st.sampled_from(
    [
        kind.CONSTRUCTOR_ID
        for kind in (functions.ReqPqMultiRequest, functions.ReqDHParamsRequest, functions.SetClientDHParamsRequest)
    ]
)


@settings(max_examples=200, deadline=None)
@given(bodies=st.lists(BODIES, min_size=1, max_size=4))
def test_a_body_of_any_bytes_is_answered_or_refused(rsa_key: ServerKey, bodies: list[bytes]) -> None:
    async def story() -> None:
        server = TelegramServer(key=rsa_key)
        olena = server.add_account("olena")
        key = server.authorise(olena)
        session = Session(server, Mock(), key, 1)
        for n, body in enumerate(bodies):
            opened = Opened(server.salt(key), 1, (int(time.time()) << 32) + 4 * n, 0, body)
            try:
                session.take(opened)
            except Unreadable:
                break
        session.close()
        assert server.errors == []
        for task in server._tasks:
            task.cancel()
        assert server._own_storage is not None
        server._own_storage.close()

    asyncio.run(story())


@given(kind=HANDSHAKE, data=st.binary(max_size=400))
def test_a_handshake_of_any_bytes_goes_on_or_is_refused(rsa_key: ServerKey, kind: int, data: bytes) -> None:
    made: list[Any] = []
    handshake = Handshake(rsa_key, time.time, lambda key, salt: made.append(key))
    body = struct.pack("<I", kind) + data
    try:
        answer = handshake.answer(struct.pack("<qqi", 0, 4, len(body)) + body)
    except Unreadable:
        answer = None
    assert (answer is None or answer[:8] == bytes(8), made) == (True, [])


def test_a_handshake_that_skips_its_steps_makes_no_key(rsa_key: ServerKey) -> None:
    made: list[Any] = []
    handshake = Handshake(rsa_key, time.time, lambda key, salt: made.append(key))
    request = bytes(functions.SetClientDHParamsRequest(0, 0, bytes(64)))
    with pytest.raises(Unreadable):
        handshake.answer(struct.pack("<qqi", 0, 4, len(request)) + request)
    assert made == []


def test_methods_are_called_as_the_documentation_calls_them() -> None:
    assert method_name(functions.messages.SendMessageRequest(None, "")) == "messages.sendMessage"
    assert method_name(functions.PingRequest(1)) == "ping"
