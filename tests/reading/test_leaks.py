"""What a template should have kept to itself, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.leaks import find_leaks


@pytest.mark.parametrize(
    ("text", "kind", "leak"),
    [
        ("Hello {{first_name}}!", "placeholder", "{{first_name}}"),
        ("Вітаємо, [ім'я]!", "placeholder", "[ім'я]"),
        ("Здравствуйте, [имя клиента]!", "placeholder", "[имя клиента]"),
        ("Dzień dobry, [imię]!", "placeholder", "[imię]"),
        ("Dear %NAME%, your parcel is here.", "placeholder", "%NAME%"),
        ("Order ${order.id} was sent.", "placeholder", "${order.id}"),
        ("Dear null, thank you.", "empty value", "Dear null"),
        ("Замовлення undefined прийнято.", "empty value", "Замовлення undefined"),
        ("The lamp&nbsp;is here.", "markup", "&nbsp;"),
        ("One lamp<br>two lamps", "markup", "<br>"),
        ("[b]Sale[/b]", "markup", "[b]"),
    ],
)
def test_a_leak_is_found_verbatim(text: str, kind: str, leak: str) -> None:
    first = find_leaks(text)[0]
    assert (first.kind, first.text) == (kind, leak)
    assert text[first.start : first.end] == leak


@pytest.mark.parametrize(
    "text",
    [
        "A discount of 10% on lamps and 20% on chairs.",
        "We have none left, sorry.",
        "See [1] and [2] below.",
        "Sizes < 40 and > 44 are gone.",
        "Tom & Jerry's lamp shop",
        "{just a joke}",
        "На жаль, null-модель більше не випускають.",
    ],
)
def test_what_people_write_is_no_leak(text: str) -> None:
    assert find_leaks(text) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_searched_for_leaks(text: str) -> None:
    for leak in find_leaks(text):
        assert text[leak.start : leak.end] == leak.text
