"""Makes an authorisation key with a client that has none: https://core.telegram.org/mtproto/auth_key."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from hashlib import sha1
from typing import Any

from telethon import helpers
from telethon.crypto import AES, AuthKey
from telethon.extensions import BinaryReader
from telethon.tl import functions, types

from .numbers import GENERATOR, PRIME, P, Q, ServerKey
from .sealing import Unreadable

_PRIME = int.from_bytes(PRIME, "big")


class Handshake:
    """One client's; `answer` takes its messages in clear. made: told the new key once both sides have it."""

    def __init__(self, server_key: ServerKey, now: Callable[[], float], made: Callable[[bytes, int], None]) -> None:
        self._server_key = server_key
        self._now = now
        self._made = made
        self._nonce = 0
        self._server_nonce = 0
        self._new_nonce = 0
        self._secret = 0
        self._last_id = 0

    def answer(self, packet: bytes) -> bytes | None:
        """The answer to a packet in clear, None if there is none to give. Raises Unreadable."""
        length = struct.unpack_from("<i", packet, 16)[0]
        request, _ = _read(packet[20 : 20 + length])
        steps: dict[type, Callable[[Any], Any]] = {
            functions.ReqPqMultiRequest: self._begin,
            functions.ReqPqRequest: self._begin,
            functions.ReqDHParamsRequest: self._offer,
            functions.SetClientDHParamsRequest: self._finish,
        }
        if type(request) not in steps:
            return None
        body = bytes(steps[type(request)](request))
        self._last_id = max(self._last_id + 4, int(self._now() * 2**32) & ~3 | 1)
        return struct.pack("<qqi", 0, self._last_id, len(body)) + body

    def _begin(self, request: Any) -> Any:
        self._nonce = request.nonce
        self._server_nonce = int.from_bytes(os.urandom(16), "little", signed=True)
        product = (P * Q).to_bytes(8, "big")
        return types.ResPQ(self._nonce, self._server_nonce, product, [self._server_key.fingerprint])

    def _offer(self, request: Any) -> Any:
        inner = self._inner(request.encrypted_data)
        if (inner.nonce, inner.server_nonce) != (self._nonce, self._server_nonce):
            raise Unreadable("the nonces do not fit")
        if (int.from_bytes(inner.p, "big"), int.from_bytes(inner.q, "big")) != (P, Q):
            raise Unreadable("pq was not factorised")
        self._new_nonce = inner.new_nonce
        self._secret = int.from_bytes(os.urandom(256), "big")
        answer = bytes(
            types.ServerDHInnerData(
                self._nonce, self._server_nonce, GENERATOR, PRIME,
                pow(GENERATOR, self._secret, _PRIME).to_bytes(256, "big"), int(self._now()),
            )
        )  # fmt: skip
        answer = sha1(answer).digest() + answer
        answer += os.urandom(-len(answer) % 16)
        return types.ServerDHParamsOk(
            self._nonce, self._server_nonce, bytes(AES.encrypt_ige(answer, *self._temporary_key()))
        )

    def _inner(self, encrypted: bytes) -> Any:
        plain = self._server_key.decrypt(encrypted)
        digest, rest = plain[1:21], plain[21:]
        inner, length = _read(rest)
        if sha1(rest[:length]).digest() != digest or not isinstance(inner, (types.PQInnerData, types.PQInnerDataDc)):
            raise Unreadable("the inner data is not what it should be")
        return inner

    def _finish(self, request: Any) -> Any:
        if not request.encrypted_data or len(request.encrypted_data) % 16:
            raise Unreadable(f"{len(request.encrypted_data)} encrypted bytes")
        plain = AES.decrypt_ige(request.encrypted_data, *self._temporary_key())
        theirs, length = _read(plain[20:])
        if sha1(plain[20 : 20 + length]).digest() != plain[:20] or not isinstance(theirs, types.ClientDHInnerData):
            raise Unreadable("the client's part is not what it should be")
        key = pow(int.from_bytes(theirs.g_b, "big"), self._secret, _PRIME).to_bytes(256, "big")
        new = self._new_nonce.to_bytes(32, "little", signed=True)
        salt = int.from_bytes(new[:8], "little") ^ int.from_bytes(
            self._server_nonce.to_bytes(16, "little", signed=True)[:8], "little"
        )
        self._made(key, struct.unpack("<q", struct.pack("<Q", salt))[0])
        proof = AuthKey(key).calc_new_nonce_hash(self._new_nonce, 1)
        return types.DhGenOk(self._nonce, self._server_nonce, proof)

    def _temporary_key(self) -> tuple[bytes, bytes]:
        key, vector = helpers.generate_key_data_from_nonce(self._server_nonce, self._new_nonce)
        return key, vector


def _read(data: bytes) -> tuple[Any, int]:
    """The TL object at the beginning, and its length. Raises Unreadable."""
    with BinaryReader(data) as reader:
        try:
            return reader.tgread_object(), reader.tell_position()
        except Exception as error:  # whatever the bytes are, Telethon's reader has many ways to say that it cannot read
            raise Unreadable("no message of a handshake") from error
