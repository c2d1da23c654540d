"""Whether a message asks for what a customer tells nobody: passwords, codes, card data, documents."""

from __future__ import annotations

import re

from .slots import asks_something
from .text import plain, sentences

_SECRET = re.compile(
    r"\b(?:passwords?|passcodes?|pin(?: code)?|cvv2?|cvc2?|security code|(?:sms|verification|one-time|"
    r"confirmation) code|"
    r"code (?:from|in) (?:the |your )?(?:sms|text)|card (?:number|details)|(?:last|first) (?:4|four|6|six) digits|"
    r"expiry date|iban|passport|id card|tax (?:id|number)|social security|proof of identity|"
    r"парол\w+|пін-?код\w*|пин-?код\w*|код\w* (?:із|з|зі|из|с|в) (?:смс|sms|повідомлен\w+|сообщени\w+)|смс-?код\w*|"
    r"номер\w* карт\w+|останні (?:4|чотири) цифр\w+|последние (?:4|четыре) цифр\w+|реквізит\w+ карт\w+|"
    r"реквизит\w+ карт\w+|"
    r"термін дії карт\w+|срок действия карты|паспорт\w*|іпн|рнокпп|инн|снилс|документ\w*, що посвідч\w+|"
    r"документ\w* удостоверя\w+|hasł\w+|kod\w* (?:pin|cvv|cvc|sms|z sms\w*|weryfikacyjn\w+|blik)|blik|"
    r"numer\w* (?:karty|konta bankowego|rachunku|dowodu|paszportu)|pesel|dow[oó]d\w* osobist\w+|paszport\w*)(?!\w)"
)


def asks_secret(text: str) -> bool:
    """Whether a company's message asks for payment data, a password, a code or a document."""
    return any(_SECRET.search(sentence) and asks_something(sentence) for sentence in sentences(plain(text)))
