"""The server's half of a password that is never sent (SRP): https://core.telegram.org/api/srp."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from telethon import password as client_side
from telethon.tl import types

from .numbers import GENERATOR, PRIME

_P = int.from_bytes(PRIME, "big")
_G_PADDED = GENERATOR.to_bytes(256, "big")


@dataclass(frozen=True, slots=True)
class Challenge:
    """What one login is asked. id: named in its answer."""

    id: int
    algorithm: Any
    verifier: int
    secret: int
    public: bytes

    def password(self) -> Any:
        """As account.getPassword tells it."""
        return types.account.Password(
            new_algo=self.algorithm,
            new_secure_algo=types.SecurePasswordKdfAlgoUnknown(),
            secure_random=os.urandom(32),
            has_password=True,
            current_algo=self.algorithm,
            srp_B=self.public,
            srp_id=self.id,
        )

    def fits(self, answer: Any) -> bool:
        """Whether an inputCheckPasswordSRP proves that the client knows the password."""
        a = int.from_bytes(answer.A, "big")
        if answer.srp_id != self.id or not 1 < a < _P - 1:
            return False
        a_padded = a.to_bytes(256, "big")
        u = int.from_bytes(_sha(a_padded, self.public), "big")
        shared = pow(a * pow(self.verifier, u, _P), self.secret, _P)
        key = _sha(shared.to_bytes(256, "big"))
        mixed = bytes(x ^ y for x, y in zip(_sha(PRIME), _sha(_G_PADDED), strict=True))
        salts = (_sha(self.algorithm.salt1), _sha(self.algorithm.salt2))
        return hmac.compare_digest(_sha(mixed, *salts, a_padded, self.public, key), answer.M1)


def no_password() -> Any:
    """As account.getPassword tells it for an account without one."""
    return types.account.Password(
        new_algo=_algorithm(), new_secure_algo=types.SecurePasswordKdfAlgoUnknown(), secure_random=os.urandom(32)
    )


def challenge(password: str) -> Challenge:
    """A new challenge for this password."""
    algorithm = _algorithm()
    x = int.from_bytes(client_side.compute_hash(algorithm, password), "big")
    verifier = pow(GENERATOR, x, _P)
    k = int.from_bytes(_sha(PRIME, _G_PADDED), "big")
    secret = int.from_bytes(os.urandom(256), "big")
    public = ((k * verifier + pow(GENERATOR, secret, _P)) % _P).to_bytes(256, "big")
    return Challenge(int.from_bytes(os.urandom(7), "big"), algorithm, verifier, secret, public)


def _algorithm() -> Any:
    return types.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow(
        salt1=os.urandom(16), salt2=os.urandom(16), g=GENERATOR, p=PRIME
    )


def _sha(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()
