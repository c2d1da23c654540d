"""The same recording again, and something else in the same voice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock
from shopper.telephony.audio import ulaw_decode, ulaw_encode

from .sounds import Counting, hiss, louder, mixed, seconds, silence, speech

fingerprints = load_stock("probes.phone.ear.fingerprints")
windows = load_stock("probes.phone.ear.windows")

LINE = "All our operators are busy. Please stay on the line."
OTHER = "Delivery to Kyiv costs one hundred, and takes two days."


def fingerprint(pcm: bytes) -> Any:
    found = list(windows.Windows(Counting()).take(0, pcm))
    levels = [level for window in found for level in window.levels]
    colours = [colour for window in found for colour in window.colours]
    return fingerprints.fingerprint(levels, colours)


def over_the_line(pcm: bytes, *, late: int = 0, times: float = 1.0, noise: float = 30.0) -> bytes:
    """As it comes through a telephone: coded, at another level, cut elsewhere, with some hiss."""
    coded = ulaw_decode(ulaw_encode(louder(pcm[2 * late :], times)))
    return mixed(coded, hiss(seconds(coded) + 1, level=noise))


@pytest.mark.parametrize(("late", "times"), [(0, 1.0), (17, 1.0), (36, 0.5), (400, 0.4), (900, 1.5)])
def test_a_recording_is_known_again_over_another_line(late: int, times: float) -> None:
    pcm = speech(LINE)
    assert fingerprints.same_recording(
        fingerprint(over_the_line(pcm)), fingerprint(over_the_line(pcm, late=late, times=times))
    )


@pytest.mark.parametrize("who", ["Iryna", "Petro"])
def test_other_words_are_another_recording(who: str) -> None:
    assert not fingerprints.same_recording(fingerprint(speech(LINE)), fingerprint(speech(OTHER, who=who)))


def test_the_same_words_of_somebody_else_are_another_recording() -> None:
    assert not fingerprints.same_recording(fingerprint(speech(LINE)), fingerprint(speech(LINE, who="Petro")))


def test_what_goes_on_longer_is_another_recording_unless_it_has_not_ended() -> None:
    whole, part = speech(f"{LINE} {OTHER}"), speech(LINE)
    one, other = fingerprint(whole[: len(part)]), fingerprint(whole)
    assert not fingerprints.same_recording(one, other)
    assert fingerprints.same_recording(one, other, ended=False)


@pytest.mark.parametrize("pcm", [b"", silence(3), speech("Yes.")], ids=["nothing", "silence", "a word"])
def test_too_little_is_never_the_same(pcm: bytes) -> None:
    assert not fingerprints.same_recording(fingerprint(pcm), fingerprint(pcm))


_CURVE = st.lists(st.floats(-90, 0), min_size=3, max_size=40)


@given(_CURVE, st.floats(0.1, 10), st.floats(-50, 50))
def test_a_correlation_does_not_mind_level_and_scale(curve: list[float], scale: float, shift: float) -> None:
    found = fingerprints.correlation(curve, [scale * value + shift for value in curve])
    assert found == pytest.approx(1.0, abs=0.05) or found == 0.0 or max(curve) - min(curve) < 0.01
    assert -1.01 <= fingerprints.correlation(curve, curve[::-1]) <= 1.01
