"""Encrypted messages, from the server's side: https://core.telegram.org/mtproto/description."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from hashlib import sha1, sha256

from telethon.crypto import AES


class Unreadable(Exception):
    """The packet was not made with this key, or was changed on its way."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a client sent. body: one TL object, or a container of several."""

    salt: int
    session: int
    msg_id: int
    seq_no: int
    body: bytes


def key_id(key: bytes) -> int:
    """The name under which a key is known: the lower 64 bits of its SHA1."""
    return int.from_bytes(sha1(key).digest()[-8:], "little", signed=True)


def key_named(packet: bytes) -> int:
    """The id of the key that a packet was made with; 0 for a packet in clear. Raises Unreadable."""
    if len(packet) < 20:
        raise Unreadable(f"a packet of {len(packet)} bytes")
    return int.from_bytes(packet[:8], "little", signed=True)


def unseal(key: bytes, packet: bytes) -> Opened:
    """Open a client's packet. Raises Unreadable."""
    msg_key, sealed = packet[8:24], packet[24:]
    if not sealed or len(sealed) % 16:
        raise Unreadable(f"{len(sealed)} encrypted bytes")
    plain = AES.decrypt_ige(sealed, *_cipher(key, msg_key, 0))
    if sha256(key[88:120] + plain).digest()[8:24] != msg_key:
        raise Unreadable("msg_key does not fit")
    salt, session, msg_id, seq_no, length = struct.unpack_from("<qqqii", plain)
    if not 0 <= length <= len(plain) - 32 - 12:
        raise Unreadable(f"a body of {length} in {len(plain)} bytes")
    return Opened(salt, session, msg_id, seq_no, plain[32 : 32 + length])


def seal(key: bytes, what: Opened) -> bytes:
    """A packet for the client."""
    plain = struct.pack("<qqqii", what.salt, what.session, what.msg_id, what.seq_no, len(what.body)) + what.body
    plain += os.urandom(-(len(plain) + 12) % 16 + 12)
    msg_key = sha256(key[96:128] + plain).digest()[8:24]
    return struct.pack("<q", key_id(key)) + msg_key + bytes(AES.encrypt_ige(plain, *_cipher(key, msg_key, 8)))


def _cipher(key: bytes, msg_key: bytes, x: int) -> tuple[bytes, bytes]:
    """AES key and initialisation vector; x is 0 from client to server and 8 back."""
    a = sha256(msg_key + key[x : x + 36]).digest()
    b = sha256(key[x + 40 : x + 76] + msg_key).digest()
    return a[:8] + b[8:24] + a[24:32], b[:8] + a[8:24] + b[24:32]
