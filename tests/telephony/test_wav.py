"""Sound files of all kinds become one kind of sound, and what is no sound is refused in words."""

from __future__ import annotations

import io
import struct
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import Refused
from shopper.telephony.audio import mix_down, pcm_of, read_wav, samples_of, seconds, silence, to_line_audio, wav_bytes
from shopper.telephony.wav import write_wav

VALUES = [0, 1000, -1000, 32767, -32768, 12345]


def riff(encoding: int, bits: int, body: bytes, *, rate: int = 16000, channels: int = 1, more: bytes = b"") -> bytes:
    form = struct.pack("<HHIIHH", encoding, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    form += more
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"LIST" + struct.pack("<I", 3) + b"abc\0"
    chunks += b"data" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


@pytest.mark.parametrize(
    ("file", "tolerance"),
    [
        (riff(1, 16, struct.pack("<6h", *VALUES)), 0),
        (riff(1, 8, bytes((value >> 8) + 128 for value in VALUES)), 255),
        (riff(1, 24, b"".join((value << 8).to_bytes(3, "little", signed=True) for value in VALUES)), 0),
        (riff(1, 32, struct.pack("<6i", *(value << 16 for value in VALUES))), 0),
        (riff(3, 32, struct.pack("<6f", *(value / 32768 for value in VALUES))), 1),
        (riff(3, 64, struct.pack("<6d", *(value / 32768 for value in VALUES))), 1),
        (riff(0xFFFE, 16, struct.pack("<6h", *VALUES), more=struct.pack("<HHIH", 22, 16, 4, 1) + b"\0" * 14), 0),
    ],
    ids=["16", "8", "24", "32", "float", "double", "extensible"],
)
def test_every_kind_of_wav_is_read(file: bytes, tolerance: int) -> None:
    sound = read_wav(file)
    assert (sound.rate, sound.channels) == (16000, 1)
    for got, value in zip(samples_of(sound.pcm), VALUES, strict=True):
        assert abs(got - value) <= tolerance


@pytest.mark.parametrize(("encoding", "loudest"), [(7, 32124), (6, 32256)])
def test_a_telephones_own_encodings_are_read(encoding: int, loudest: int) -> None:
    sound = read_wav(riff(encoding, 8, b"\x80\xaa", rate=8000))
    assert max(samples_of(sound.pcm)) == loudest


def test_a_stereo_file_at_44_100_becomes_a_lines_sound(tmp_path: Path) -> None:
    values = array("h", [1000, 3000] * 44100)
    write_wav(tmp_path / "said.wav", pcm_of(values), 44100, 2)
    said = to_line_audio(tmp_path / "said.wav")
    assert seconds(said) == 1.0
    assert all(abs(value - 2000) < 3 for value in samples_of(said)[400:-400])


def test_others_can_read_what_we_write() -> None:
    with wave.open(io.BytesIO(wav_bytes(silence(0.5) + b"\x01\x02", 8000, 1))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth(), file.getnframes()) == (8000, 1, 2, 4001)


def test_a_program_that_could_not_know_the_length_is_forgiven() -> None:
    file = bytearray(wav_bytes(b"\x01\x00" * 100))
    struct.pack_into("<I", file, 40, 0xFFFFFFFF)
    assert read_wav(bytes(file)).pcm == b"\x01\x00" * 100


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "does not begin"),
        (b"ID3\x04 an mp3", "does not begin"),
        (b"RIFF\0\0\0\0WAVE", "no sound in it"),
        (riff(85, 16, b"mp3 in a wav"), "encoding 85"),
        (riff(1, 16, b"", channels=0), "0 channels"),
        (riff(1, 16, b"", rate=0), "0 samples"),
    ],
)
def test_what_is_no_sound_is_refused(file: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_wav(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"hello\.wav cannot be read"):
        read_wav(tmp_path / "hello.wav")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sound_or_refused(data: bytes) -> None:
    for file in (data, b"RIFF\0\0\0\0WAVE" + data, b"RIFF\0\0\0\0WAVEfmt " + data):
        try:
            sound = read_wav(file)
        except Refused:
            continue
        assert len(sound.pcm) % (2 * sound.channels) == 0


@given(st.lists(st.tuples(st.integers(-32768, 32767), st.integers(-32768, 32767)), max_size=30))
def test_two_channels_become_their_mean(frames: list[tuple[int, int]]) -> None:
    pcm = pcm_of(array("h", [value for frame in frames for value in frame]))
    assert list(samples_of(mix_down(pcm, 2))) == [(left + right) // 2 for left, right in frames]
