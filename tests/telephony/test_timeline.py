"""What is read from a call is put on one time line without holes, near to when it was there to be heard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopper.telephony.timeline import NS_PER_SAMPLE, PACKET, Piece, Timeline

MS = 1_000_000
SOUND = b"\x01\x00" * PACKET
START = 10**12


def whole(pieces: list[Piece]) -> None:
    """No holes, no overlaps."""
    place = 0
    for piece in pieces:
        assert piece.first_sample == place
        place += len(piece.pcm) // 2


def test_packets_in_time_are_told_with_their_times() -> None:
    line = Timeline()
    pieces = [piece for k in range(20) for piece in line.heard(START + 20 * k * MS, SOUND)]
    whole(pieces)
    assert [piece.mono_ns for piece in pieces] == [START + 20 * k * MS for k in range(20)]
    assert not any(piece.filled for piece in pieces)


def test_a_reader_that_was_kept_away_does_not_move_what_it_reads() -> None:
    line = Timeline()
    list(line.heard(START, SOUND))
    (late,) = line.heard(START + 300 * MS, SOUND * 15)  # packets of 20, 40 … 300 ms
    assert late.mono_ns == START + 20 * MS


def test_an_early_packet_shows_that_those_before_it_were_read_late() -> None:
    line = Timeline()
    list(line.heard(START + 9 * MS, SOUND))
    (second,) = line.heard(START + 20 * MS, SOUND)
    assert second.mono_ns == START + 20 * MS


def test_a_hole_in_the_sound_is_silence_that_is_marked() -> None:
    line = Timeline()
    list(line.heard(START, SOUND))
    silence, sound = line.heard(START + 520 * MS, SOUND)
    assert silence.filled
    assert not sound.filled
    assert len(silence.pcm) == 2 * 4000
    assert sound.mono_ns == START + 520 * MS


def test_where_nothing_comes_silence_is_told_as_time_goes() -> None:
    line = Timeline()
    assert list(line.nothing(START)) == []
    line.begin(START)
    pieces = [piece for k in range(300) for piece in line.nothing(START + 10 * k * MS)]
    whole(pieces)
    assert all(piece.filled for piece in pieces)
    assert 2.7 < sum(len(piece.pcm) for piece in pieces) / 16000 < 3.0


def test_a_clock_of_theirs_that_is_slow_is_followed_without_holes() -> None:
    line = Timeline()
    packet_ns = round(20 * MS * 1.0002)
    pieces = [piece for k in range(30_000) for piece in line.heard(START + k * packet_ns, SOUND)]
    assert not any(piece.filled for piece in pieces)
    assert abs(pieces[-1].mono_ns - (START + 29_999 * packet_ns)) < 5 * MS


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), max_size=60),
    st.booleans(),
)
def test_whatever_the_network_does_the_line_has_no_holes_and_stays_near_the_clock(
    steps: list[tuple[int, int]], begun: bool
) -> None:
    line, now, pieces = Timeline(), START, []
    if begun:
        line.begin(now)
    for wait_ms, packets in steps:
        now += wait_ms * MS
        pieces += list(line.heard(now, SOUND * packets) if packets else line.nothing(now))
    whole(pieces)
    if pieces:
        last = pieces[-1]
        assert last.mono_ns + len(last.pcm) // 2 * NS_PER_SAMPLE <= now + 21 * MS
