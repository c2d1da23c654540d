"""Times, dates and foreign text as each language writes them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

wording = load_stock("reports._wording")
words = load_stock("reports._words")


def told(language: str) -> Any:
    return wording.Wording(words.Words(language))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "–"), (0, "0.00 s"), (0.25, "0.25 s"), (4, "4 s"), (4.26, "4.3 s"), (14.2, "14 s"), (60, "1 min"),
        (125, "2 min 5 s"), (33_600, "9 h 20 min"), (144_000, "1 d 16 h"), (86_400, "1 d"),
    ],
)  # fmt: skip
def test_times_are_short_and_carry_their_unit(seconds: float | None, text: str) -> None:
    assert told("en").short(seconds) == text


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("uk", ["0,25 с", "4,3 с", "2 хв 5 с", "9 год 20 хв", "1 дн. 16 год"]),
        ("ru", ["0,25 с", "4,3 с", "2 мин 5 с", "9 ч 20 мин", "1 дн. 16 ч"]),
        ("pl", ["0,25 s", "4,3 s", "2 min 5 s", "9 godz. 20 min", "1 d 16 godz."]),
    ],
)
def test_times_have_the_units_and_the_decimal_comma_of_the_language(language: str, texts: list[str]) -> None:
    times = [told(language).short(s) for s in (0.25, 4.26, 125, 33_600, 144_000)]
    assert [time.replace("\u00a0", " ") for time in times] == texts
    assert all(re.fullmatch(r"[\d,]+\u00a0\S+( \d+\u00a0\S+)?", time) for time in times)  # a unit keeps its number


@pytest.mark.parametrize(("language", "text"), [("en", "0.1 s"), ("uk", "0,1\u00a0с"), ("pl", "0,1\u00a0s")])
def test_a_mark_on_the_axis_has_no_zeros_at_its_end(language: str, text: str) -> None:
    assert told(language).tick(0.1) == text
    assert told(language).tick(600) == told(language).short(600)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["26 November 2025, 11:00–13:20", "26–28 November 2025", "30 November 2025 – 1 December 2025"]),
        ("uk", ["26 листопада 2025, 11:00–13:20", "26–28 листопада 2025", "30 листопада 2025 – 1 грудня 2025"]),
        ("ru", ["26 ноября 2025, 11:00–13:20", "26–28 ноября 2025", "30 ноября 2025 – 1 декабря 2025"]),
        ("pl", ["26 listopada 2025, 11:00–13:20", "26–28 listopada 2025", "30 listopada 2025 – 1 grudnia 2025"]),
    ],
)
def test_a_span_of_days_names_the_month_as_it_stands_after_a_day(language: str, texts: list[str]) -> None:
    spans = [
        ("2025-11-26T11:00:00+02:00", "2025-11-26T13:20:00+02:00"),
        ("2025-11-26T11:00:00+02:00", "2025-11-28T13:20:00+02:00"),
        ("2025-11-30T11:00:00+02:00", "2025-12-01T13:20:00+02:00"),
    ]
    assert [told(language).span(*span) for span in spans] == texts


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_a_wave_that_has_not_begun_has_words_for_its_time(language: str) -> None:
    assert told(language).span(None, None) == words.Words(language).plain("nothing_played")
    assert told(language).minute(None) == told(language).clock(None) == ""


@given(st.text())
def test_no_character_that_hides_or_turns_text_survives(text: str) -> None:
    shown = wording.visible(text)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200f\x00\x07\x1b")


DAY = 86_400
STATED = {
    "a price": ({"unit": "uah", "lo": 1299, "hi": 1299}, {"en": "1,299 UAH", "uk": "1 299 UAH", "pl": "1 299 UAH"}),
    "a range": ({"unit": "uah", "lo": 60, "hi": 75}, {"en": "60–75 UAH", "uk": "60–75 UAH"}),
    "days": ({"unit": "s", "lo": 2 * DAY, "hi": 3 * DAY}, {"en": "2 d–3 d", "uk": "2 дн.–3 дн."}),
    "months": ({"unit": "s", "lo": 24 * 28 * DAY, "hi": 24 * 31 * DAY}, {"en": "24 months", "uk": "24 місяці"}),
    "years": ({"unit": "s", "lo": 2 * 365 * DAY, "hi": 2 * 366 * DAY}, {"en": "2 years", "ru": "2 года"}),
    "a date": ({"unit": "date", "lo": 1224, "hi": 1224}, {"en": "24.12", "pl": "24.12"}),
    "a share": ({"unit": "%", "lo": 20, "hi": 20}, {"en": "20 %"}),
    "yes": ({"text": "yes"}, {"en": "yes", "uk": "так", "ru": "да", "pl": "tak"}),
    "a word of theirs": ({"text": "form 5-B"}, {"uk": "form 5-B"}),
}


@pytest.mark.parametrize("what", STATED)
def test_what_a_channel_states_is_written_as_a_reader_writes_it(what: str) -> None:
    value, texts = STATED[what]
    for language, text in texts.items():
        assert re.sub("[\u00a0\u202f]", " ", told(language).stated(value)) == text
