"""µ-law and A-law, as telephones carry voices (ITU-T G.711)."""

from __future__ import annotations

import sys
from array import array

_BIAS = 0x84
_CLIP = 32635


def _from_ulaw(code: int) -> int:
    code = ~code & 0xFF
    value = (((code & 0x0F) << 3) + _BIAS << (code >> 4 & 7)) - _BIAS
    return -value if code & 0x80 else value


def _to_ulaw(value: int) -> int:
    sign = 0x80 if value < 0 else 0
    value = min(abs(value), _CLIP) + _BIAS
    exponent = value.bit_length() - 8
    return ~(sign | exponent << 4 | value >> exponent + 3 & 0x0F) & 0xFF


def _from_alaw(code: int) -> int:
    code ^= 0x55
    exponent, value = code >> 4 & 7, (code & 0x0F) << 4
    value = value + 8 if exponent == 0 else value + 0x108 << exponent - 1
    return value if code & 0x80 else -value


_ULAW = [_from_ulaw(code) for code in range(256)]
_ALAW = [_from_alaw(code) for code in range(256)]
_CODES: list[bytes] = []


def ulaw_decode(data: bytes) -> bytes:
    """pcm16 (little-endian) of µ-law bytes."""
    return pcm_of(array("h", map(_ULAW.__getitem__, data)))


def alaw_decode(data: bytes) -> bytes:
    """pcm16 (little-endian) of A-law bytes."""
    return pcm_of(array("h", map(_ALAW.__getitem__, data)))


def ulaw_encode(pcm: bytes) -> bytes:
    """µ-law bytes of pcm16 (little-endian)."""
    if not _CODES:
        _CODES.append(bytes(_to_ulaw(value if value < 32768 else value - 65536) for value in range(65536)))
    return bytes(map(_CODES[0].__getitem__, array("H", samples_of(pcm).tobytes())))


def samples_of(pcm: bytes) -> array[int]:
    """Numbers of pcm16 bytes; an odd byte at the end is left out."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def pcm_of(samples: array[int]) -> bytes:
    """pcm16 bytes (little-endian) of numbers."""
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()
