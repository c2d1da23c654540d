"""What a line's process and its client say to each other arrives whole, in whatever pieces it comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.telephony.frames import Frame, Heard, ToSay, Unpacker, pack

NUMBERS = st.integers(0, 2**63 - 1)
FRAMES: st.SearchStrategy[Frame] = st.one_of(
    st.builds(Heard, st.integers(-(2**31), 2**31 - 1), NUMBERS, NUMBERS, NUMBERS, st.booleans(), st.binary()),
    st.builds(ToSay, st.integers(0, 2**32 - 1), st.binary()),
    st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.booleans(), st.none())),
)


@given(st.lists(FRAMES, max_size=6), st.integers(1, 50))
def test_frames_arrive_as_they_were_sent_in_pieces_of_any_size(frames: list[Frame], size: int) -> None:
    data = b"".join(map(pack, frames))
    unpacker = Unpacker()
    got = [frame for at in range(0, len(data), size) for frame in unpacker.feed(data[at : at + size])]
    assert got == frames


@given(st.binary(min_size=5))
def test_bytes_of_another_kind_are_refused_or_waited_for(data: bytes) -> None:
    try:
        list(Unpacker().feed(b"X" + data))
    except ValueError:
        return
    pytest.fail("bytes that nobody of ours sends were taken")
