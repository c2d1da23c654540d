"""How the company ends a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, TurnKind, Verdict, VisitRecord

from ..samples import VisitBuilder, context, journey


def judged(visit: VisitRecord, language: str = "en") -> list[Verdict]:
    return judge_journey(journey("j", "s", visit), replace(context(), language=language), ["rude_close"])


def talk(second: str = "And what does delivery to Lviv cost?") -> VisitBuilder:
    builder = VisitBuilder("v1", "j", "chat", "price").say(0, "What does the lamp cost?").hear(20, "It costs 450 UAH.")
    return builder.say(40, second) if second else builder


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Chat ended the conversation 8 seconds after a question to which nobody had replied."),
        ("uk", "Chat: розмову обірвали через 8 секунд після запитання, на яке ніхто не відповів."),
        ("ru", "Chat: разговор оборвали через 8 секунд после вопроса, на который никто не ответил."),
        ("pl", "Chat: rozmowę przerwano, gdy pytanie czekało 8 sekund i nikt na nie nie odpowiedział."),
    ],
)
def test_who_is_cut_off_over_a_question_is_told_with_the_question(language: str, sentence: str) -> None:
    visit = talk().hear(48, "The chat has been closed by Iryna.", TurnKind.CLOSED).close(Closing.COMPANY, 48)
    (verdict,) = judged(visit, language)
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == sentence
    assert [q.turn for q in verdict.quotes] == [2, 3]


@pytest.mark.parametrize("last", ["", "Thank you, that's all!", "Thanks! Bye?"])
def test_an_end_when_nothing_is_open_is_polite(last: str) -> None:
    visit = talk(last).hear(48, "The chat has ended.", TurnKind.CLOSED).close(Closing.COMPANY, 48)
    assert judged(visit)[0].outcome is Outcome.PASSED


def test_an_answered_question_is_not_open() -> None:
    visit = talk().hear(60, "85 UAH.").hear(70, "The chat has ended.", TurnKind.CLOSED).close(Closing.COMPANY, 70)
    assert judged(visit)[0].outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "warning",
    [
        "The chat will be closed due to inactivity.",
        "Ви ще тут? Чат буде закрито.",
        "Вы ещё здесь?",
        "Rozmowa zostanie zakończona z powodu braku aktywności.",
    ],
)
def test_an_end_that_was_announced_is_no_rudeness(warning: str) -> None:
    visit = talk().hear(300, warning, TurnKind.SYSTEM).hear(400, "The chat has ended.", TurnKind.CLOSED)
    assert judged(visit.close(Closing.COMPANY, 400))[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "words",
    [
        "Stop writing to us.",
        "Це ваші проблеми.",
        "Больше сюда не пишите!",
        "Proszę już nie pisać w tej sprawie.",
    ],
)
def test_rude_last_words_are_quoted(words: str) -> None:
    visit = talk().hear(60, words).hear(61, "The chat has ended.", TurnKind.CLOSED).close(Closing.COMPANY, 61)
    (verdict,) = judged(visit)
    assert verdict.outcome is Outcome.FAILED
    assert verdict.quotes[0].text == words


@pytest.mark.parametrize(
    "words",
    [
        "Ваша проблема вирішена.",
        "Ваша проблема уже решается.",
        "It is your problem that we care about.",
        "Please do not write the card's number here.",
        "Don't call again before Friday, the parcel needs that long: your order is on its way.",
        "To Pana problem z dostawą, który już rozwiązaliśmy.",
    ],
)
def test_polite_words_that_sound_alike_are_not_rude(words: str) -> None:
    visit = talk().hear(60, words).hear(70, "The chat has ended.", TurnKind.CLOSED).close(Closing.COMPANY, 70)
    assert [v.outcome for v in judged(visit)] == [Outcome.PASSED]


def test_where_nobody_answered_at_all_silence_says_so() -> None:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, "What does the lamp cost?")
    ended = visit.hear(30, "The chat has ended.", TurnKind.CLOSED).close(Closing.COMPANY, 30)
    assert judged(ended) == []
    silent = judge_journey(journey("j", "s", ended), context(), ["silence"])
    assert silent[0].outcome is Outcome.FAILED


def test_what_ours_ended_is_nobodys_rudeness() -> None:
    assert judged(talk().close(Closing.QUIET, 100)) == []
