"""What a template should have filled in or kept to itself: “{{name}}”, “[ім'я]”, “null”, “&nbsp;”, raw tags."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text import LONGEST

_KINDS = {
    # {{ name }}, ${order.id}, {% if %}, {0}, {name}
    "placeholder": (
        r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{1,60}\}|\{%[^{}\n]{0,60}%\}|\{(?:\d{1,2}|[A-Za-z_][\w.]{0,30})\}|"
        # %NAME%, %%name%%, %(name)s; no “100 % off 50 %”
        r"%{1,2}[A-Za-zА-Яа-яІіЇїЄє_]{2,30}%{1,2}|%\(\w{1,30}\)s|"
        # [name], [Ім'я клієнта], <name>, <<order>>
        r"\[(?:(?:first|last|your|customer|client|agent|user)? ?(?:name|order(?: number| id)?|number|date|company|"
        r"e-?mail|link|insert [^\]\n]{1,30})|"
        r"(?:ваше |твоє )?(?:ім['’ʼ]я|піб|прізвище)(?: клієнта| покупця)?|номер(?: замовлення| заказа)?|дата|"
        r"(?:ваше |твое )?(?:имя|фио|фамилия)(?: клиента| покупателя)?|"
        r"imi[ęe](?: i nazwisko)?(?: klienta)?|nazwisko|nr zamówienia|numer zamówienia|data)\]|"
        r"<<[^<>\n]{1,40}>>|\b(?:FNAME|LNAME|CUSTOMER_NAME|ORDER_ID|INSERT_[A-Z_]+|Lorem ipsum)\b"
    ),
    "empty value": (
        r"(?:\b(?:dear|hello|hi|order|number|no\.|for|замовлення|заказ|номер|шановн\w+|уважаем\w+|zamówieni\w+|"
        r"numer|szanown\w+)\s+[#№]?)"
        r"(?:null|undefined|None|NaN|\(null\)|\[object Object\])(?!\w)|\[object Object\]|\bundefined\b(?=[,.!]|"
        r"\s*$)|\(null\)"
    ),
    "markup": (
        r"&(?:nbsp|amp|quot|lt|gt|laquo|raquo|mdash|ndash|#\d{2,5}|#x[0-9a-fA-F]{2,5});|"
        r"</?(?:br|p|div|span|b|i|strong|em|a|ul|li|ol|table|tr|td|img|font|h[1-6])(?:\s[^<>\n]{0,200})?/?>|"
        r"\[/?(?:b|i|url|quote)(?:=[^\]\n]{1,100})?\]"
    ),
}
_ANY = re.compile("|".join(f"(?P<k{n}>{form})" for n, form in enumerate(_KINDS.values())), re.IGNORECASE)
_NAMES = tuple(_KINDS)
# “None” and “undefined” in small letters are words of a language.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Leak:
    """kind: “placeholder”, “empty value” or “markup”. text: verbatim; start, end: where it stands."""

    kind: str
    text: str
    start: int
    end: int


def find_leaks(text: str) -> tuple[Leak, ...]:
    """The leaks of a message as it was shown to the customer, in order, 20 at most. Never raises."""
    found = []
    for match in _ANY.finditer(text[:LONGEST]):
        kind = _NAMES[int(str(match.lastgroup)[1:])]
        found.append(Leak(kind, match[0], match.start(), match.end()))
        if len(found) == _MOST:
            break
    return tuple(found)
