"""Which of the shop's four languages a customer writes in."""

from __future__ import annotations

import re
from typing import Literal, get_args

Tongue = Literal["en", "uk", "ru", "pl"]
TONGUES: tuple[str, ...] = get_args(Tongue)

_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_WORD = re.compile(r"[^\W\d_]+")
_NOBODYS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|^/\w+")  # an address, a bot's command
# Letters that only one of two languages has, and short words that stand in most of its sentences.
_LETTERS = {"uk": "іїєґ", "ru": "ыэъё", "pl": "ąćęłńóśźż", "en": ""}
_WORDS = {
    "uk": "як чи що та вже ще але це ви дякую моє мого мене треба коли хто може добрий хочу будь скаргу прийшов привіт",
    "ru": "как какая какие что да и если или уже но где есть здравствуйте спасибо нет мой моего моём наличии сколько "
    "стоит нужно привет заказа мне жалоба когда пожалуйста через ли кто может",
    "pl": "czy jest ile jak nie gdzie kiedy hej witam macie mam kosztuje chodzi numer prosto tak na za mojego",
    "en": "the is are a an my you your what when how where can could please hello hi hey good thanks thank any it of "
    "for have with and yes no this want came",
}
_KNOWN = {tongue: frozenset(words.split()) for tongue, words in _WORDS.items()}


def tongue_of(text: str, otherwise: str) -> str:
    """Of the two languages of its script the one that more of its words belong to; `otherwise`, where that is one of
    them, when no word tells. `otherwise` too for a text without any letter. Addresses and a bot's commands tell
    nothing."""
    words = [word.casefold() for word in _WORD.findall(_NOBODYS.sub(" ", text))]
    if not words:
        return otherwise
    pair = ("uk", "ru") if _CYRILLIC.search(text) else ("en", "pl")
    first, second = (sum(_tells(word, tongue) for word in words) for tongue in pair)
    if first != second:
        return pair[0] if first > second else pair[1]
    return otherwise if otherwise in pair else pair[0]


def _tells(word: str, tongue: str) -> bool:
    return word in _KNOWN[tongue] or any(letter in word for letter in _LETTERS[tongue])
