"""Sound as a telephone line carries it (mono pcm16, little-endian, 8 kHz), from files and into them."""

from __future__ import annotations

from pathlib import Path

from .g711 import alaw_decode, pcm_of, samples_of, ulaw_decode, ulaw_encode
from .recording import RATE, StereoRecorder
from .resampling import resample
from .wav import Sound, mix_down, read_wav, wav_bytes, write_wav

__all__ = [
    "RATE",
    "Sound",
    "StereoRecorder",
    "alaw_decode",
    "mix_down",
    "pcm_of",
    "read_wav",
    "resample",
    "samples_of",
    "seconds",
    "silence",
    "to_line_audio",
    "ulaw_decode",
    "ulaw_encode",
    "wav_bytes",
    "write_wav",
]


def to_line_audio(source: Path | str | bytes) -> bytes:
    """A WAV file (or its bytes) as a line carries it. Raises Refused for what is none."""
    sound = read_wav(source)
    return resample(mix_down(sound.pcm, sound.channels), sound.rate, RATE)


def seconds(pcm: bytes) -> float:
    """How long a line's sound lasts."""
    return len(pcm) / 2 / RATE


def silence(duration_s: float) -> bytes:
    """So much of nothing."""
    return bytes(2 * round(duration_s * RATE))
