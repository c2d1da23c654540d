"""The form by which a call is ordered on the company's site.

/                   the shop has a button that opens the form over the page
/callback           the form in a page of its own
/callback-frame     the shop with the form in an iframe (/callback/inner)
POST /callback      JSON: name, phone, question, time (any may be left out but the phone). 200: {"taken": true,
                    "order": ID, "message": TEXT}; 400: {"taken": false, "error": TEXT, "field": NAME}
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from ..wires import now
from .desks import PhoneDesks
from .numbers import digits_of

_FEWEST, _MOST = 9, 15  # digits, with the country's code (ITU-T E.164 §6.1)
_LONGEST = 2000

Page = Callable[..., web.Response]

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "open": "Call me back", "title": "We will call you back", "name": "Your name", "phone": "Your phone number",
        "question": "Your question", "time": "When to call", "now": "As soon as possible", "later": "In the evening",
        "send": "Order a call", "close": "Close", "taken": "Thank you! We will call you within 15 minutes.",
        "name_missing": "Please tell us your name.", "phone_wrong": "Please check the phone number.",
        "failed": "Something went wrong. Please try again.",
    },
    "uk": {
        "open": "Передзвоніть мені", "title": "Ми вам зателефонуємо", "name": "Ваше імʼя",
        "phone": "Ваш номер телефону",
        "question": "Ваше питання", "time": "Коли зателефонувати", "now": "Якнайшвидше", "later": "Увечері",
        "send": "Замовити дзвінок", "close": "Закрити", "taken": "Дякуємо! Ми зателефонуємо вам протягом 15 хвилин.",
        "name_missing": "Вкажіть, будь ласка, імʼя.", "phone_wrong": "Перевірте, будь ласка, номер телефону.",
        "failed": "Щось пішло не так. Спробуйте ще раз.",
    },
    "ru": {
        "open": "Перезвоните мне", "title": "Мы вам перезвоним", "name": "Ваше имя", "phone": "Ваш номер телефона",
        "question": "Ваш вопрос", "time": "Когда позвонить", "now": "Как можно скорее", "later": "Вечером",
        "send": "Заказать звонок", "close": "Закрыть", "taken": "Спасибо! Мы позвоним вам в течение 15 минут.",
        "name_missing": "Укажите, пожалуйста, имя.", "phone_wrong": "Проверьте, пожалуйста, номер телефона.",
        "failed": "Что-то пошло не так. Попробуйте ещё раз.",
    },
    "pl": {
        "open": "Oddzwońcie do mnie", "title": "Oddzwonimy do Ciebie", "name": "Imię", "phone": "Numer telefonu",
        "question": "Pytanie", "time": "Kiedy zadzwonić", "now": "Jak najszybciej", "later": "Wieczorem",
        "send": "Zamów rozmowę", "close": "Zamknij", "taken": "Dziękujemy! Zadzwonimy w ciągu 15 minut.",
        "name_missing": "Proszę podać imię.", "phone_wrong": "Proszę sprawdzić numer telefonu.",
        "failed": "Coś poszło nie tak. Spróbuj ponownie.",
    },
}  # fmt: skip


class OrderForm:
    """The form's page and what takes it. language: of a request. page: renders a template for one."""

    def __init__(self, desks: PhoneDesks, language: Callable[[web.Request], str], page: Page) -> None:
        self._desks = desks
        self._language = language
        self._page = page

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/callback", self._form), web.get("/callback/inner", self._form), web.post("/callback", self._take),
        ]  # fmt: skip

    async def _form(self, request: web.Request) -> web.Response:
        return self._page("callback.html", request, form=WORDS[self._language(request)])

    async def _take(self, request: web.Request) -> web.Response:
        at = now()
        words = WORDS[self._language(request)]
        try:
            given: Any = await request.json() if request.content_type == "application/json" else await request.post()
            name, phone, question, time = (
                str(given.get(key) or "").strip() for key in ("name", "phone", "question", "time")
            )
        except (ValueError, AttributeError):
            return web.json_response({"taken": False, "error": "Give a JSON object.", "field": ""}, status=400)
        if not _FEWEST <= len(digits_of(phone)) <= _MOST or any(letter.isalpha() for letter in phone):
            return _refused(words["phone_wrong"], "phone")
        if "name" in given and not name:
            return _refused(words["name_missing"], "name")
        language = self._language(request)
        id_ = self._desks.order(
            name[:_LONGEST], phone, question[:_LONGEST], at, language=language, time=time[:_LONGEST]
        )
        return web.json_response({"taken": True, "order": id_, "message": words["taken"]})


def _refused(error: str, field: str) -> web.Response:
    return web.json_response({"taken": False, "error": error, "field": field}, status=400)
