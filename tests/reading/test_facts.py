"""What a message states, by kind and as an interval, in four languages."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.facts import Value, compatible, find_values, stated
from shopper.reading.text import LONGEST

DAY = 86_400.0
KINDS = ("money", "duration", "date", "hours", "percent", "number", "yes_no")


def one(text: str, kind: str) -> Value:
    (value,) = stated(text, kind)
    return value


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Лампа коштує 1 299 грн.", 1299, 1299, "UAH"),
        ("It costs 1,299 UAH.", 1299, 1299, "UAH"),
        ("Cena to 1.299,00 zł", 1299, 1299, "PLN"),
        ("₴1299", 1299, 1299, "UAH"),
        ("$19.99 a month", 19.99, 19.99, "USD"),
        ("19,99 €", 19.99, 19.99, "EUR"),
        ("Стоит 500 руб.", 500, 500, "RUB"),
        ("45 гривень", 45, 45, "UAH"),
        ("100–150 грн", 100, 150, "UAH"),
        ("від 100 до 150 грн", 100, 150, "UAH"),
        ("od 100 do 150 zł", 100, 150, "PLN"),
        ("до 100 zł", 0, 100, "PLN"),
        ("from 100 UAH", 100, math.inf, "UAH"),
        ("Доставка безкоштовна", 0, 0, ""),
        ("Ціна 1299", 1299, 1299, ""),
    ],
)
def test_sums(text: str, low: float, high: float, unit: str) -> None:
    value = one(text, "money")
    assert (value.low, value.high, value.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2-3 business days", 2 * DAY, 6.2 * DAY),
        ("2–3 дні", 2 * DAY, 3 * DAY),
        ("до 3 днів", 0, 3 * DAY),
        ("w ciągu 14 dni", 0, 14 * DAY),
        ("up to 24 hours", 0, DAY),
        ("через 2 години", 7200, 7200),
        ("протягом тижня", 0, 7 * DAY),
        ("12-місячна гарантія", 336 * DAY, 372 * DAY),
        ("гарантия 2 года", 730 * DAY, 732 * DAY),
        ("two to three days", 2 * DAY, 3 * DAY),
        ("within half an hour", 0, 1800),
        ("через півтори години", 5400, 5400),
        ("получите через полчаса", 1800, 1800),
        ("w ciągu pół godziny", 0, 1800),
        ("zwrot potrwa 2 dni robocze", 2 * DAY, 4.8 * DAY),
        ("2–3 дні робочі", 2 * DAY, 6.2 * DAY),
        ("завтра", 0, 2 * DAY),
    ],
)
def test_durations(text: str, low: float, high: float) -> None:
    value = one(text, "duration")
    assert (value.low, value.high) == pytest.approx((low, high))
    assert value.unit == "s"


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("9:00–18:00", 540, 1080),
        ("Працюємо з 9 до 18", 540, 1080),
        ("Работаем с 9 до 18 часов", 540, 1080),
        ("czynne od 9 do 17", 540, 1020),
        ("from 9 am to 6 pm", 540, 1080),
        ("Ми працюємо цілодобово", 0, 1440),
        ("We are open until 20:00", -math.inf, 1200),
    ],
)
def test_hours(text: str, opens: float, closes: float) -> None:
    [value] = [v for v in stated(text, "hours") if v.unit == "clock"]
    assert (value.low, value.high) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "date"),
    [("12 березня", 312), ("12.03.2025", 312), ("2025-03-12", 312), ("March 12", 312), ("12 marca", 312)],
)
def test_dates(text: str, date: float) -> None:
    assert one(text, "date").low == date


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Yes, it is in stock.", 1),
        ("Так, є в наявності", 1),
        ("Немає в наявності", 0),
        ("Нет, такого не бывает", 0),
        ("Niestety nie", 0),
        ("Tak, oczywiście", 1),
        ("Чи є у вас номер? Ні, немає.", 0),
    ],
)
def test_yes_and_no(text: str, yes: float) -> None:
    assert one(text, "yes_no").low == yes


def test_a_share_and_a_plain_number() -> None:
    assert one("знижка 5 %", "percent").high == 5
    assert one("We have 7 pieces left", "number").low == 7
    assert stated("Your order 48213 is here", "number", ["where is 48213?"]) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call +380 44 123 45 67", "number"),
        ("Feel free to write", "money"),
        ("Open 9:00-18:00", "money"),
        ("Is it available?", "yes_no"),
        ("It costs 42 UAH", "number"),
        ("> It costs 42 UAH", "money"),
    ],
)
def test_what_only_looks_like_a_value_is_none(text: str, kind: str) -> None:
    assert stated(text, kind) == []


def test_a_value_tells_where_it_stands_and_how_it_was_written() -> None:
    text = "Ціна – 1 299 грн., доставка 1-2 дні."
    price, delivery = find_values(text)
    assert text[price.start : price.end].startswith(price.text) and price.text == "1 299 грн"
    assert (delivery.kind, delivery.text) == ("duration", "1-2 дні")


@pytest.mark.parametrize(
    ("first", "second", "kind", "agree"),
    [
        ("100 грн", "100 UAH", "money", True),
        ("100 грн", "від 50 до 150 грн", "money", True),
        ("100 грн", "120 грн", "money", False),
        ("100 грн", "100 zł", "money", True),
        ("free", "60 UAH", "money", False),
        ("48 hours", "2 дні", "duration", True),
        ("12 months", "1 year", "duration", True),
        ("2 days", "2 weeks", "duration", False),
        ("until 18:00", "9:00-18:00", "hours", True),
        ("9:00-17:00", "9:00-18:00", "hours", False),
        ("yes", "ні", "yes_no", False),
    ],
)
def test_values_that_can_both_be_true(first: str, second: str, kind: str, agree: bool) -> None:
    assert compatible(one(first, kind), one(second, kind)) is agree
    assert compatible(one(second, kind), one(first, kind)) is agree


WORDS = "1 299,грн,zł,до,від,-,–,2,днів,w ciągu,9:00,$,.,%,12.03,ціна,a,> ,?,free,немає,24/7,пн,й,İ,протягом,+380"
PIECES = st.sampled_from([*WORDS.split(","), ",", "\n", "\u00a0"])


@given(st.text(max_size=300) | st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_read_never_raises_and_every_value_stands_in_the_text(text: str) -> None:
    for value in find_values(text):
        assert value.kind in KINDS
        assert value.low <= value.high or value.kind == "hours"
        assert 0 <= value.start < value.end <= len(text) + 300  # NFC may lengthen it


@pytest.mark.parametrize("piece", ["1 ", "10 - ", "від до ", "1 000 ", "пн ", "ціна ", "$1-", "12.03 "])
def test_a_huge_message_is_read_to_its_limit(piece: str) -> None:
    huge = piece * 1_000_000
    assert find_values(huge) == find_values(huge[:LONGEST])
