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
    packets = [piece for k in range(26, 40) for piece in line.heard(START + 20 * k * MS, SOUND)]
    silence, sound, *_ = packets
    assert silence.filled
    whole([Piece(0, START, SOUND), *packets])
    assert not sound.filled
    assert len(silence.pcm) == 2 * 4000
    assert sound.mono_ns == START + 520 * MS


def test_sound_that_is_late_by_itself_is_told_when_it_came() -> None:
    line = Timeline()
    pieces = []
    for k in range(100):
        now = START + 10 * k * MS
        late_by_40_ms = 60 <= k < 70
        if k % 2 == 0 and not late_by_40_ms:
            pieces += list(line.heard(now, SOUND))
        elif k in {64, 66, 68}:
            pieces += list(line.heard(now, SOUND * (3 if k == 68 else 1)))
        else:
            pieces += list(line.nothing(now))
    whole(pieces)
    late = next(piece for piece in pieces if piece.first_sample == 30 * PACKET)
    assert late.mono_ns == START + 630 * MS  # it was not there at the look before
    assert pieces[-1].mono_ns == START + 980 * MS


def test_packets_that_were_kept_waiting_and_come_all_at_once_leave_no_hole() -> None:
    line = Timeline()
    pieces = list(line.heard(START, SOUND))
    for k in range(1, 16):  # this process and the stack both stood still for 300 ms, and the stack is behind
        pieces += list(line.heard(START + (300 + k) * MS, SOUND))
    whole(pieces)
    assert not any(piece.filled for piece in pieces)
    assert [piece.mono_ns for piece in pieces] == [START + 20 * k * MS for k in range(16)]


def test_sound_that_comes_after_its_time_was_told_as_silence_is_dropped() -> None:
    line = Timeline()
    pieces = list(line.heard(START, SOUND))
    for k in range(1, 50):
        pieces += list(line.nothing(START + 10 * k * MS))
    for _ in range(24):  # 480 ms at once
        pieces += list(line.heard(START + 500 * MS, SOUND))
    for k in range(1, 20):
        pieces += list(line.heard(START + (500 + 20 * k) * MS, SOUND))
    whole(pieces)
    last = pieces[-1]
    assert abs(last.mono_ns - (START + 880 * MS)) <= 80 * MS
    assert abs(last.mono_ns - START - last.first_sample * NS_PER_SAMPLE) <= 80 * MS


def test_a_process_that_was_kept_waiting_did_not_hear_nothing_meanwhile() -> None:
    line = Timeline()
    list(line.heard(START, SOUND))
    assert list(line.nothing(START + 900 * MS)) == []
    pieces = list(line.heard(START + 901 * MS, SOUND * 45))
    assert not any(piece.filled for piece in pieces)


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
        assert last.mono_ns + len(last.pcm) // 2 * NS_PER_SAMPLE <= now + 81 * MS
