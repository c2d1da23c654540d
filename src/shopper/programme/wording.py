"""What a customer says around the question itself, in every language, in words that fit a woman and a man."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..settings.models import Service

Wordings = Mapping[str, tuple[str, ...]]

REDIRECTED: Wordings = {
    "en": ("Hello, I was told to write to you here.", "Hi, they sent me to you with this."),
    "uk": ("Вітаю, мені сказали написати вам сюди.", "Добрий день, мене відправили з цим питанням до вас."),
    "ru": ("Здравствуйте, мне сказали написать вам сюда.", "Добрый день, меня отправили с этим вопросом к вам."),
    "pl": ("Dzień dobry, powiedziano mi, żeby napisać tutaj.", "Dzień dobry, odesłano mnie z tym do Państwa."),
}
RETURNING: Wordings = {
    "en": (
        "Hello, I have already asked you about this in another place.",
        "Hi, I've been in touch with you about this already, elsewhere.",
    ),
    "uk": (
        "Вітаю, я вже звертаюся до вас із цим питанням, раніше – в іншому місці.",
        "Добрий день, це питання я вже ставлю вам удруге, перед цим – в іншому каналі.",
    ),
    "ru": (
        "Здравствуйте, я уже обращаюсь к вам с этим вопросом, раньше – в другом месте.",
        "Добрый день, этот вопрос я задаю вам уже второй раз, до этого – в другом канале.",
    ),
    "pl": (
        "Dzień dobry, zwracam się już do Państwa z tym pytaniem, wcześniej w innym miejscu.",
        "Dzień dobry, to pytanie zadaję już drugi raz, wcześniej innym kanałem.",
    ),
}
NEXT_DAY: Wordings = {
    "en": ("Hello, I wrote to you yesterday about this.", "Hi, it's about my question from yesterday."),
    "uk": ("Вітаю, я ще раз щодо мого вчорашнього питання.", "Добрий день, пишу вам знову, як і вчора."),
    "ru": ("Здравствуйте, я ещё раз по поводу моего вчерашнего вопроса.", "Добрый день, пишу вам снова, как и вчера."),
    "pl": ("Dzień dobry, wracam do mojego wczorajszego pytania.", "Dzień dobry, piszę w tej samej sprawie co wczoraj."),
}
LATER: Wordings = {
    "en": ("Hello, I wrote to you about this earlier.", "Hi, it's about my earlier question."),
    "uk": ("Вітаю, я ще раз щодо мого попереднього питання.", "Добрий день, пишу вам знову з того самого питання."),
    "ru": ("Здравствуйте, я ещё раз по поводу моего прежнего вопроса.", "Добрый день, пишу вам снова о том же."),
    "pl": ("Dzień dobry, wracam do mojego wcześniejszego pytania.", "Dzień dobry, piszę ponownie w tej samej sprawie."),
}
_SUBJECT = {"en": "A question", "uk": "Питання", "ru": "Вопрос", "pl": "Pytanie"}
_GREETING = re.compile(
    r"^(?:hello|hi|hey|привіт|привет|cześć|good (?:day|morning|afternoon|evening)|вітаю|добрий (?:день|вечір|ранок)|"
    r"доброго (?:дня|ранку)|"
    r"здравствуйте|добр(?:ый|ого) (?:день|дня|вечер|утро)|dzień dobry|witam|dobry wieczór)(?: there)?[,.!]+\s+",
    re.IGNORECASE,
)


def subject_of(service: Service, language: str) -> str:
    """A plain subject line for a mail about a service: what it is called in the language, else "a question"."""
    named = {str(code): forms for code, forms in service.names.items()}.get(language)
    name = service.title.by_language.get(language) or (named[0] if named else service.title if language == "en" else "")
    word = _SUBJECT.get(language, _SUBJECT["en"])
    return f"{word}: {name}" if name else word


def retold(prefaces: Wordings, language: str, story: str) -> tuple[str, ...]:
    """The story told once more, after each of the prefaces of its language; nobody greets twice."""
    return tuple(f"{preface} {without_greeting(story)}" for preface in prefaces[language])


def without_greeting(text: str) -> str:
    """The text without the greeting that it begins with; as it is where it is nothing else."""
    rest = _GREETING.sub("", text, count=1) or text
    return rest[:1].upper() + rest[1:]
