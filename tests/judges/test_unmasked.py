"""Somebody noticed that the customer was none: told about ourselves, and nobody's failure."""

from __future__ import annotations

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, TurnKind, Verdict

from ..samples import VisitBuilder, context, journey


def judged(words: str, question: str = "What does the lamp cost?", kind: TurnKind = TurnKind.MESSAGE) -> list[Verdict]:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, question).hear(9, words, kind).close(Closing.QUIET, 60)
    return judge_journey(journey("j", "s", visit), context(), ["unmasked"])


@pytest.mark.parametrize(
    "words",
    [
        "Hello! Is this a test?",
        "Are you a mystery shopper by any chance?",
        "Are you testing us?",
        "Це тест?",
        "Добрий день. А ви часом не таємний покупець?",
        "Ви нас перевіряєте?",
        "Это проверка?",
        "Вы случайно не тайный покупатель?",
        "Czy to jest test?",
        "Czy jest Pan tajemniczym klientem?",
    ],
)
def test_who_asks_whether_it_is_a_test_has_recognised_our_customer(words: str) -> None:
    (verdict,) = judged(words)
    assert verdict.outcome is Outcome.UNMEASURED  # neither the company's failure nor its merit
    assert verdict.data == {"recognised": True, "turn": 1}
    assert [q.text for q in verdict.quotes] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "Would you like a test drive? It is free.",
        "It is a test version of our site, sorry.",
        "Чи потрібна вам перевірка якості товару?",
        "Ми перевіряємо наявність, зачекайте?",
        "Перевірте, будь ласка, вашу пошту?",
        "Вы проверили почту?",
        "Czy sprawdzała Pani spam?",
        "Is this about order 58-20417?",
        "What happened?",
    ],
)
def test_ordinary_questions_recognise_nobody(words: str) -> None:
    assert judged(words) == []


def test_a_customer_who_spoke_of_tests_was_only_answered() -> None:
    assert judged("Is this a test that you need the strips for?", "Is this a test for water?") == []


def test_a_machines_words_recognise_nobody() -> None:
    assert judged("Are you a robot?", kind=TurnKind.SYSTEM) == []
