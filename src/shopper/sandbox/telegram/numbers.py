"""The numbers of the protocol: the prime that clients know, and the server's own RSA key."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from telethon.tl import TLObject

# The prime of every data centre of Telegram. Clients know it to be safe; any other they would test for minutes.
PRIME = bytes.fromhex(
    "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4db"
    "fa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"
    "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b41"
    "0dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"
    "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf"
    "6f4fadf034b10403119cd8e3b92fcc5b"
)
GENERATOR = 3
# What a client must factorise: the product in the protocol's worked example.
P, Q = 0x494C553B, 0x53911073


@dataclass(frozen=True, slots=True)
class ServerKey:
    """The RSA key that proves to a client whom it talks to. public_pem: PKCS#1, as clients' libraries take it."""

    modulus: int
    exponent: int
    private: int = field(repr=False)
    public_pem: str

    @property
    def fingerprint(self) -> int:
        """https://core.telegram.org/mtproto/auth_key#presenting-proof-of-work-server-authentication"""
        numbers = (self.modulus.to_bytes(256, "big"), self.exponent.to_bytes(3, "big"))
        digest = sha1(b"".join(TLObject.serialize_bytes(number) for number in numbers)).digest()
        found: int = struct.unpack("<q", digest[-8:])[0]
        return found

    def decrypt(self, data: bytes) -> bytes:
        """Raw RSA: 256 bytes to 256 bytes."""
        return pow(int.from_bytes(data, "big"), self.private, self.modulus).to_bytes(256, "big")


def server_key(file: Path | None = None) -> ServerKey:
    """The key in the file; made, and kept there, if there is none. None: a new one."""
    if file is not None and file.exists():
        loaded = serialization.load_pem_private_key(file.read_bytes(), None)
        assert isinstance(loaded, rsa.RSAPrivateKey)
        private = loaded
    else:
        private = rsa.generate_private_key(65537, 2048)
        if file is not None:
            file.touch(mode=0o600)
            kind, shape = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
            file.write_bytes(private.private_bytes(kind, shape, serialization.NoEncryption()))
    public = private.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1).decode()
    numbers = public.public_numbers()
    return ServerKey(numbers.n, numbers.e, private.private_numbers().d, pem)
