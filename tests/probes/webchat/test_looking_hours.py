"""Hours of work are read from the lines of a page, in four languages, and prices and dates are not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.hours import parse_hours
from shopper.programme.loading import load_stock

reading = load_stock("probes.webchat.looking_hours")


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Пн–Пт: 9:00–18:00, Сб 10:00–15:00, Нд — вихідний", "mon-fri 09:00-18:00, sat 10:00-15:00"),
        ("Графік роботи: щодня з 9:00 до 21:00", "mon-sun 09:00-21:00"),
        ("Mon–Fri 9am–5:30pm", "mon-fri 09:00-17:30"),
        ("We answer Mon to Fri, 9:00 to 18:00", "mon-fri 09:00-18:00"),
        ("Режим работы: пн-пт с 9.00 до 18.00", "mon-fri 09:00-18:00"),
        ("Czynne pon.-pt. 8-16, sob. 9-13", "mon-fri 08:00-16:00, sat 09:00-13:00"),
        ("вт-нд 10:00-22:00, понеділок вихідний", "tue-sun 10:00-22:00"),
        ("Weekdays 9:00 - 18:00", "mon-fri 09:00-18:00"),
        ("Support 24/7", "24/7"),
        ("Цілодобово, без вихідних", "24/7"),
        ("Całodobowo", "24/7"),
        ("Пн-Пт 9:00-18:00, перерва 13:00-14:00", ""),  # told, and not understood for sure
        ("Working hours: 9:00–18:00", ""),
    ],
)
def test_hours_are_read_as_the_config_takes_them(line: str, hours: str) -> None:
    assert reading.hours_in(line) == (hours, line)


def test_days_and_times_may_stand_in_two_lines() -> None:
    assert reading.hours_in("9:00–18:00", "Пн-Пт") == ("mon-fri 09:00-18:00", "Пн-Пт 9:00–18:00")


@pytest.mark.parametrize(
    "line",
    [
        "Price 10 - 20 UAH",
        "від 100 до 200 грн",
        "2020-2026",
        "в наличии 5-7 дней",
        "Доставка 10:00–14:00",
        "Lamp 3000–4000 K",
    ],
)
def test_other_numbers_are_no_hours(line: str) -> None:
    assert reading.hours_in(line) is None


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_line_is_read_without_a_fault_and_what_is_read_can_be_configured(line: str, before: str) -> None:
    found = reading.hours_in(line, before)
    if found is not None and found[0]:
        parse_hours(found[0])


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        ({"openingHours": "Mo-Fr 09:00-17:00"}, ["mon-fri 09:00-17:00"]),
        ({"openingHours": ["Mo-Fr 09:00-17:00", "Sa 10:00-14:00"]}, ["mon-fri 09:00-17:00, sat 10:00-14:00"]),
        (
            {
                "openingHoursSpecification": [
                    {"dayOfWeek": ["Monday", "https://schema.org/Tuesday"], "opens": "09:00", "closes": "18:00"},
                    {"dayOfWeek": "Sunday", "opens": "00:00", "closes": "00:00"},
                ]
            },
            ["mon-tue 09:00-18:00"],
        ),
        ({"openingHours": 5, "openingHoursSpecification": "often"}, []),
        ({}, []),
    ],
)
def test_hours_told_to_search_engines_are_read(told: dict[str, object], hours: list[str]) -> None:
    assert reading.hours_of_schema(told) == hours
