"""What a message is about, and which of several questions it answers: by the stems of its words, in four languages.

No dictionary: the four languages bend the ends of their words, so a word counts as another where their beginnings are
the same. What all questions have in common tells nothing, and what one of them alone has tells most.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from .text import plain

_Name = TypeVar("_Name", bound=Hashable)

_WORD = re.compile(r"[^\W\d_]{3,}(?:'[^\W\d_]+)?")
_LONGEST_STEM = 5
# One stem that a question has alone is enough; where the next question fits too, it must fit half as well at most.
_LEAST = 1.0
_CLEARLY = 2.0

# Words of courtesy and of grammar: they stand in every letter, whatever it is about.
_EMPTY_WORDS = """
    the and for you your our are was were has have had not but with from this that there here what which when where who
    how will would can could should may might please thank thanks hello dear good day morning afternoon evening regards
    best kind sincerely yours write wrote writing written answer answered reply question ask asked about much many any
    all also just now into over them they their her his she him its one two some more most very yes let know want need
    like get got tell told hope help service customer care team shop company support contact letter mail email chat
    message sorry happy glad look looking forward further information below above
    це цей ця цього цьому цих той тих для про при без вас вам ваш ваша ваше ваші вашу вашого вашої нас нам наш наша наші
    наше нашої ми ви він вона вони його їх що щоб чи але або так ні тут там де коли який яка яке які якщо буде будуть
    був була було були бути може можна можу можете треба будь ласка дякую дякуємо вітаю вітаємо добрий доброго день дня
    вечір ранок привіт шановний шановна повагою підкажіть скажіть напишіть відповідь відповідаємо питання запитання
    питали питаєте хочу хотіла хотів дуже ще вже також всі все команда компанія служба магазин клієнт клієнтів
    звернення лист пошта чат повідомлення допомогти
    это этот эта эти этого для про при без вас вам ваш ваша ваше ваши вашу вашего вашей нас нам наш наша наши наше мы вы
    его она они что чтобы или как так нет тут там где когда который какая какой какие если будет будут был была было
    были быть может можно можете надо пожалуйста спасибо благодарим здравствуйте добрый доброе день дня вечер утро
    привет уважаемый уважаемая уважением подскажите скажите напишите ответ отвечаем вопрос спрашивали хочу хотела хотел
    очень ещё еще уже также все всё команда компания служба магазин клиент клиентов обращение письмо почта чат
    сообщение помочь
    jest są był była było były być dla przy bez pan pani panią pana państwa państwo wasz wasza wasze nasz nasza nasze
    nas nam wam ale albo lub czy tak nie tutaj tam gdzie kiedy który która które jeśli będzie będą może można mogę
    proszę dziękuję dziękujemy dzień dobry witam witamy wieczór pozdrawiam pozdrawiamy poważaniem szanowny szanowna
    szanowni odpowiedź odpowiadamy pytanie pytania pytał pytała chcę chciałbym chciałabym bardzo jeszcze już także
    wszystko zespół firma obsługa sklep klient klienta wiadomość list poczta czat mail pomóc się oraz nasi
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about; quoted threads and courtesies are left out."""
    return frozenset(_stem(word) for word in _WORD.findall(plain(text)) if word not in _EMPTY)


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """The stems of several texts."""
    return frozenset[str]().union(*(stems(text) for text in texts))


def clearly_about(message: str, questions: Mapping[_Name, frozenset[str]]) -> _Name | None:
    """The one question (by the stems of all that belongs to it) that this message answers; None where it answers none
    clearly better than the next, or where there is nothing to choose from."""
    if len(questions) < 2:
        return None
    said = stems(message)
    marks: dict[_Name, float] = {}
    for name, own in questions.items():
        others = [other for key, other in questions.items() if key != name]
        marks[name] = sum(_told_by(stem, others) for stem in own if _stands_in(stem, said))
    best, second, *_ = sorted(marks, key=marks.__getitem__, reverse=True)
    clear = marks[best] >= _LEAST and marks[best] >= _CLEARLY * marks[second]
    return best if clear else None


def _told_by(stem: str, others: list[frozenset[str]]) -> float:
    """How much a stem tells of its question: all where no other has it, nothing where every one has it."""
    return 1.0 - sum(_stands_in(stem, other) for other in others) / len(others)


def _stem(word: str) -> str:
    return word[: max(3, min(_LONGEST_STEM, len(word) - 1))]


def _stands_in(stem: str, words: frozenset[str]) -> bool:
    """Whether words begin alike: "ціна" and "цін" do."""
    if stem in words:
        return True
    return any(stem[:size] in words for size in range(3, len(stem))) or (
        len(stem) < _LONGEST_STEM and any(word.startswith(stem) for word in words)
    )
