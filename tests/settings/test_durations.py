"""Durations as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.settings.durations import parse_duration, spoken


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s", 90),
        ("90", 90),
        (2.5, 2.5),
        ("5 min", 300),
        ("1,5 h", 5400),
        ("1 h 30 min", 5400),
        ("2 days", 172800),
        ("1d12h", 129600),
        ("5 хвилин", 300),
        ("1 год. 30 хв.", 5400),
        ("2 дні", 172800),
        ("10 минут", 600),
        ("5 sekundach", 5),
        ("2 godzinach", 7200),
        ("1 dniu", 86400),
        ("3 часа", 10800),
        ("5 minut", 300),
        ("2 godziny", 7200),
        ("30 Seconds", 30),
    ],
)
def test_a_duration_is_read_in_any_of_the_four_languages(text: object, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", " ", "soon", "5 parsecs", "5 min soon", "-5 min", "1..5 h", True, None, [5]])
def test_what_is_no_duration_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


@given(st.integers(0, 10**9))
def test_a_duration_that_is_spoken_reads_back(milliseconds: int) -> None:
    seconds = milliseconds / 1000
    assert parse_duration(spoken(seconds)) == pytest.approx(seconds, abs=1e-3)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (1.5, "1.5 s"), (59.9996, "1 min"), (5400, "1 h 30 min"), (86400, "1 day"), (180000, "2 days 2 h")],
)
def test_a_duration_is_spoken_shortly(seconds: float, text: str) -> None:
    assert spoken(seconds) == text


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_is_refused(text: str) -> None:
    try:
        assert parse_duration(text) >= 0
    except ValueError as error:
        assert "duration" in str(error)
