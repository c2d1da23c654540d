"""What a customer says around the question itself, in every language."""

from __future__ import annotations

from ..settings.models import Service

REDIRECTED = {
    "en": "Hello, I was told to write to you here.",
    "uk": "Вітаю, мені сказали написати вам сюди.",
    "ru": "Здравствуйте, мне сказали написать вам сюда.",
    "pl": "Dzień dobry, powiedziano mi, żeby napisać tutaj.",
}
RETURNING = {
    "en": "Hello, I have already asked you about this in another place.",
    "uk": "Вітаю, я вже звертаюся до вас із цим питанням, раніше писав в іншому місці.",
    "ru": "Здравствуйте, я уже обращаюсь к вам с этим вопросом, раньше писал в другом месте.",
    "pl": "Dzień dobry, już pytałem o to w innym miejscu.",
}
_SUBJECT = {"en": "A question", "uk": "Питання", "ru": "Вопрос", "pl": "Pytanie"}


def subject_of(service: Service, language: str) -> str:
    """A plain subject line for a mail about a service: what it is called in the language, else "a question"."""
    named = {str(code): forms for code, forms in service.names.items()}.get(language)
    name = named[0] if named else service.title if language == "en" else ""
    word = _SUBJECT.get(language, _SUBJECT["en"])
    return f"{word}: {name}" if name else word
