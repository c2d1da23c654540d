"""What was quoted is cut off a reply; what was written anew is kept, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

if TYPE_CHECKING:
    from probes.email.quoting import without_quotes
else:
    without_quotes = load_stock("probes.email.quoting").without_quotes

QUOTED = "> How much is it?\n>\n> Olena"


@pytest.mark.parametrize(
    "introduction",
    [
        "On Mon, 3 Feb 2025 at 10:00, Olena Koval <olena@customer.example> wrote:",
        "On Mon, 3 Feb 2025 at 10:00, Olena Koval\n<olena@customer.example> wrote:",
        "пн, 3 лют. 2025 р. о 10:00 Олена Коваль <olena@customer.example> пише:",
        "3 лютого 2025, 10:00:15, від Олена Коваль <olena@customer.example> писав(ла):",
        "пн, 3 февр. 2025 г. в 10:00, Олена Коваль <olena@customer.example>:\nОлена написала:",
        "3 февраля 2025 г., 10:00, Олена Коваль <olena@customer.example> написал(а):",
        "W dniu 3.02.2025 o 10:00, Olena Koval pisze:",
        "pon., 3 lut 2025 o 10:00 Olena Koval <olena@customer.example> napisał(a):",
        "Понедельник, 3 февраля 2025, 10:00 +03:00 от Олена <olena@customer.example>:\nОлена писала:",
    ],
)
def test_a_quotation_is_cut_off_with_the_line_that_introduces_it(introduction: str) -> None:
    words = without_quotes(f"It is 250 UAH.\n\nIryna\n\n{introduction}\n{QUOTED}\n")
    assert words.startswith("It is 250 UAH.\n\nIryna")
    assert "How much" not in words
    assert "olena@customer.example" not in words
    assert not words.rstrip().endswith(("wrote:", "пише:", "писав(ла):", "написал(а):", "pisze:", "napisał(a):"))


@pytest.mark.parametrize(
    "block",
    [
        "-----Original Message-----\nFrom: Olena\nHow much is it?",
        "-------- Пересылаемое сообщение --------\nHow much is it?",
        "-----Оригінальне повідомлення-----\nHow much is it?",
        "From: Olena <olena@customer.example>\nSent: Monday\nTo: help\nSubject: price\n\nHow much is it?",
        "Від: Олена <olena@customer.example>\nНадіслано: понеділок\nКому: help\nТема: ціна\n\nHow much is it?",
        "Od: Olena <olena@customer.example>\nWysłano: poniedziałek\nDo: help\nTemat: cena\n\nHow much is it?",
    ],
)
def test_a_quotation_without_marks_is_cut_off_too(block: str) -> None:
    assert without_quotes(f"It is 250 UAH.\n\n{block}\n") == "It is 250 UAH."


@pytest.mark.parametrize("answer", ["3 days.", "Так, є.\n2 шт.", "On Monday.", "It is 250 UAH.\n\nIryna"])
def test_an_answers_last_line_is_not_taken_for_the_introduction_below_it(answer: str) -> None:
    introduction = "On Mon, 3 Feb 2025 at 10:00, Olena wrote:"
    assert without_quotes(f"{answer}\n{introduction}\n{QUOTED}") == answer
    assert without_quotes(f"{answer}\n\n{introduction}\n{QUOTED}") == answer


def test_a_mail_of_very_many_lines_is_read_to_its_end() -> None:
    prices = "\n".join(f"{n} UAH for a kettle" for n in range(20_000))
    assert without_quotes(f"{prices}\nOn Monday, Olena wrote:\n{QUOTED}") == prices


def test_answers_between_and_below_the_quoted_lines_are_kept() -> None:
    text = f"On Monday, Olena wrote:\n{QUOTED}\n\nIt is 250.\n\n> And delivery?\n\nTwo days."
    assert without_quotes(text) == "It is 250.\n\nTwo days."


def test_a_mail_that_is_only_a_quotation_keeps_its_words() -> None:
    assert "How much" in without_quotes(QUOTED)


def test_a_help_desks_line_on_top_does_not_hide_the_answer_below_it() -> None:
    text = "##- Please type your reply above this line -##\n\nIt is 250 UAH."
    assert without_quotes(text) == "It is 250 UAH."


def test_a_help_desks_line_further_down_ends_the_answer() -> None:
    text = "It is 250 UAH.\n\n##- Please type your reply above this line -##\n\nHow much is it?"
    assert without_quotes(text) == "It is 250 UAH."


@pytest.mark.parametrize(
    "text",
    [
        "Our manager wrote:\nthe kettle is 250 UAH.",
        "From: 250 UAH, depending on colour.",
        "To: order it, call us.\nDate: any day.",
        "2 > 1, as we all know.",
        "Dear Olena,\non Monday we wrote: see the site.",
    ],
)
def test_words_that_only_look_like_a_quotation_are_kept(text: str) -> None:
    assert without_quotes(text) == text


@given(st.text(max_size=800))
def test_nothing_is_invented_and_something_always_remains(text: str) -> None:
    words = without_quotes(text)
    assert bool(words) == bool(text.strip())
    for line in words.splitlines():
        assert line.strip() in text or not line.strip()


def test_the_answers_last_line_is_kept_though_the_introduction_of_the_quotation_follows_it() -> None:
    answer = "Добрий день!\n\nПитаннями доставки займається чат. Будь ласка, запитайте в чаті на нашому сайті."
    quoted = "Sun, 22 Nov 2026 04:45:22 +0200, Олена Коваль пише:\n> Які умови доставки?"
    assert without_quotes(f"{answer}\n\n{quoted}\n") == answer
    assert without_quotes(f"{answer}\n{quoted}\n") == answer
