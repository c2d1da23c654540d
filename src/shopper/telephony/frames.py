"""What a line's process and its client say to each other over their socket: JSON, and sound as bytes beside it.

A frame: its kind (one byte), its length (32 bits), its body.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

_HEAD = struct.Struct(">cI")
_HEARD = struct.Struct(">iQQQ?")
_TO_SAY = struct.Struct(">I")
_MOST = 64 * 1024 * 1024

WORDS, HEARD, TO_SAY = b"J", b"H", b"S"


class Heard(NamedTuple):
    """Sound of a call. first_sample: its place since sound began. filled: nothing arrived, this is silence."""

    call: int
    first_sample: int
    wall_ns: int
    mono_ns: int
    filled: bool
    pcm: bytes


class ToSay(NamedTuple):
    """What the command of this number says."""

    number: int
    pcm: bytes


Frame = dict[str, Any] | Heard | ToSay


def pack(frame: Frame) -> bytes:
    if isinstance(frame, Heard):
        kind, body = HEARD, _HEARD.pack(*frame[:5]) + frame.pcm
    elif isinstance(frame, ToSay):
        kind, body = TO_SAY, _TO_SAY.pack(frame.number) + frame.pcm
    else:
        kind, body = WORDS, json.dumps(frame).encode()
    return _HEAD.pack(kind, len(body)) + body


class Unpacker:
    """Frames from bytes that come in any pieces."""

    def __init__(self) -> None:
        self._got = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that are whole now. Raises ValueError for bytes that no peer of ours sends."""
        self._got += data
        while len(self._got) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._got)
            if length > _MOST or kind not in {WORDS, HEARD, TO_SAY}:
                raise ValueError("these bytes are no frames of a telephone line")
            end = _HEAD.size + length
            if len(self._got) < end:
                return
            body = bytes(self._got[_HEAD.size : end])
            del self._got[:end]
            yield _unpack(kind, body)


def _unpack(kind: bytes, body: bytes) -> Frame:
    if kind == HEARD:
        call, first_sample, wall_ns, mono_ns, filled = _HEARD.unpack_from(body)
        return Heard(call, first_sample, wall_ns, mono_ns, filled, body[_HEARD.size :])
    if kind == TO_SAY:
        (number,) = _TO_SAY.unpack_from(body)
        return ToSay(number, body[_TO_SAY.size :])
    words: dict[str, Any] = json.loads(body)
    return words
