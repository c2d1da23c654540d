"""Sound files: WAV as recorders, telephones and speech programs write it."""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import Refused
from .g711 import alaw_decode, pcm_of, samples_of, ulaw_decode

_PCM, _FLOAT, _ALAW, _ULAW, _EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
_BITS = {_PCM: {8, 16, 24, 32}, _FLOAT: {32, 64}, _ALAW: {8}, _ULAW: {8}}
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
HEADER_BYTES = _HEADER.size


@dataclass(frozen=True, slots=True)
class Sound:
    """pcm: pcm16, little-endian, channels interleaved; rate: samples a second of one channel."""

    rate: int
    channels: int
    pcm: bytes

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.channels / self.rate


def read_wav(source: Path | str | bytes) -> Sound:
    """A WAV file, or the bytes of one: PCM of 8 to 32 bits, float, µ-law or A-law. Raises Refused for anything else."""
    name = "this sound" if isinstance(source, bytes) else str(source)
    try:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as error:
        raise Refused(f"the sound file {name} cannot be read: {error.strerror}") from None
    try:
        return _parse(data)
    except (ValueError, struct.error, OverflowError) as error:
        raise Refused(f"{name} is no WAV file that can be used ({error}): save it as 16-bit PCM") from None


def _parse(data: bytes) -> Sound:
    if data[:4] not in {b"RIFF", b"RF64"} or data[8:12] != b"WAVE":
        raise ValueError("it does not begin as one")
    form = b""
    for kind, body in _chunks(data):
        if kind == b"fmt ":
            form = body
        elif kind == b"data":
            if not form:
                raise ValueError("its format is not told before its sound")
            return _decode(form, body)
    raise ValueError("it has no sound in it")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        at += 8
        # Programs that write into a pipe can't know the length: then it is what there is.
        yield kind, data[at : at + length]
        at += length + length % 2


def _decode(form: bytes, body: bytes) -> Sound:
    encoding, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if encoding == _EXTENSIBLE and len(form) >= 26:
        (encoding,) = struct.unpack_from("<H", form, 24)
    if bits not in _BITS.get(encoding, set()):
        raise ValueError(f"its encoding {encoding} with {bits} bits is not known")
    if not 1 <= channels <= 32 or not 1000 <= rate <= 384_000:
        raise ValueError(f"{channels} channels at {rate} samples a second")
    width = bits // 8 * channels
    return Sound(rate, channels, _to_pcm16(encoding, bits, body[: len(body) // width * width]))


def _to_pcm16(encoding: int, bits: int, body: bytes) -> bytes:
    if encoding == _ULAW:
        return ulaw_decode(body)
    if encoding == _ALAW:
        return alaw_decode(body)
    if encoding == _FLOAT:
        floats = struct.unpack(f"<{len(body) * 8 // bits}{'f' if bits == 32 else 'd'}", body)
        return pcm_of(array("h", [_clipped(value) for value in floats]))
    if bits == 8:
        return pcm_of(array("h", [(value - 128) << 8 for value in body]))
    if bits == 16:
        return body
    step = bits // 8  # the upper two bytes of each sample are the sample
    top = bytearray(len(body) // step * 2)
    top[0::2], top[1::2] = body[step - 2 :: step], body[step - 1 :: step]
    return bytes(top)


def _clipped(value: float) -> int:
    if math.isnan(value):
        return 0
    return round(max(-1.0, min(1.0, value)) * 32767)


def wav_header(pcm_bytes: int, rate: int, channels: int) -> bytes:
    """The 44 bytes before so much pcm16."""
    size = min(pcm_bytes, 0xFFFFFFFF - 36)
    return _HEADER.pack(
        b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, _PCM, channels, rate, rate * channels * 2, channels * 2, 16,
        b"data", size,
    )  # fmt: skip


def wav_bytes(pcm: bytes, rate: int = 8000, channels: int = 1) -> bytes:
    """A WAV file of pcm16, in memory."""
    return wav_header(len(pcm), rate, channels) + pcm


def write_wav(path: Path | str, pcm: bytes, rate: int = 8000, channels: int = 1) -> None:
    """pcm16 (channels interleaved) as a WAV file."""
    Path(path).write_bytes(wav_bytes(pcm, rate, channels))


def mix_down(pcm: bytes, channels: int) -> bytes:
    """One channel, the mean of several."""
    if channels == 1:
        return pcm
    samples = samples_of(pcm)
    count = len(samples) // channels
    sums = map(sum, zip(*(samples[channel : count * channels : channels] for channel in range(channels)), strict=True))
    return pcm_of(array("h", [total // channels for total in sums]))
