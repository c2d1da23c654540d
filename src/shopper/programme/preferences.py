"""How a customer asks to be answered in another channel, in every language."""

from __future__ import annotations

from collections.abc import Mapping

_BY_MAIL = {
    "en": ("Please answer me by e-mail: {}", "Could you send the answer to my e-mail, please? It is {}"),
    "uk": ("Дайте, будь ласка, відповідь на мою пошту: {}", "Мені зручніше отримати відповідь на e-mail {}, дякую."),
    "ru": ("Дайте, пожалуйста, ответ на мою почту: {}", "Мне удобнее получить ответ на e-mail {}, спасибо."),
    "pl": ("Proszę o odpowiedź mailem na adres {}", "Wygodniej mi dostać odpowiedź na e-mail: {}"),
}
_BY_CALL = {
    "en": ("Please call me with the answer: {}", "It would be easier by phone. My number is {}"),
    "uk": ("Зателефонуйте мені, будь ласка: {}", "Мені зручніше телефоном, мій номер {}"),
    "ru": ("Позвоните мне, пожалуйста: {}", "Мне удобнее по телефону, мой номер {}"),
    "pl": ("Proszę zadzwonić do mnie: {}", "Wygodniej mi telefonicznie, mój numer to {}"),
}
_BY_MESSENGER = {
    "en": ("Please answer me in {place}, my number is {}", "Could you write to me in {place}? My number is {}"),
    "uk": ("Напишіть мені, будь ласка, у {place}, мій номер {}", "Мені зручніше у {place}, мій номер {}"),
    "ru": ("Напишите мне, пожалуйста, в {place}, мой номер {}", "Мне удобнее в {place}, мой номер {}"),
    "pl": ("Proszę napisać do mnie przez {place}, mój numer to {}", "Wygodniej mi przez {place}, mój numer to {}"),
}
_THERE = {
    "en": ("Please answer me in the chat on your site.", "Could you answer in the chat on your site, please?"),
    "uk": ("Дайте, будь ласка, відповідь у чаті на вашому сайті.", "Мені зручніше у чаті на вашому сайті."),
    "ru": ("Дайте, пожалуйста, ответ в чате на вашем сайте.", "Мне удобнее в чате на вашем сайте."),
    "pl": ("Proszę o odpowiedź na czacie na Państwa stronie.", "Wygodniej mi na czacie na Państwa stronie."),
}
_MESSENGERS = {"sms": "SMS", "telegram": "Telegram", "viber": "Viber", "whatsapp": "WhatsApp"}


def wishes(kind: str, title: str, told: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The ways to ask for an answer in a channel of this kind; none where the customer has no address there.

    title: what the channel is called. told: what the customer can tell, by name."""
    if kind == "webchat":
        return _THERE[language]
    if kind == "email":
        return tuple(text.format(told["email"]) for text in _BY_MAIL[language]) if "email" in told else ()
    if "phone" not in told:
        return ()
    if kind in ("hotline", "callback", "phone"):
        return tuple(text.format(told["phone"]) for text in _BY_CALL[language])
    place = _MESSENGERS.get(kind, title)
    return tuple(text.format(told["phone"], place=place) for text in _BY_MESSENGER[language])
