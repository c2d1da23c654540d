"""In which of the four languages a text is written, where that is beyond doubt.

Letters that only one of them has decide first, then the small words that every sentence needs. A short text, one with
two languages in it, and one in a fifth language are undecided: "".
"""

from __future__ import annotations

import re
from functools import lru_cache

from .text import plain

LANGUAGES = ("en", "uk", "ru", "pl")
_NAMED = re.compile(r"[@#/]|\w\.\w")  # in an address, a handle, a link
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_LETTERS = {"uk": re.compile(r"[ґєії]|\w'[яюєї]"), "ru": re.compile(r"[ыэёъ]"), "pl": re.compile(r"[ąćęłńśźż]")}
_SMALL = {
    "en": "the a an and or of to in on for with at by from is are was be been have has will would can could you your "
    "we our us i my me it its this that there not do does if as please hello hi thank thanks how what when which",
    "uk": "і й та що як це не на у в з із до за від для ви вас вам ваш ваша ваше ваші ми нас нам наш наша наші є або "
    "чи але якщо щоб буде можна зараз будь ласка дякуємо дякую добрий доброго вітаємо вітаю ще вже його її під після "
    "через дуже також тільки лише має мають немає",
    "ru": "и что как это не на в с со до за от для вы вас вам ваш ваша ваше ваши мы нас нам наш наша наши есть или ли "
    "но если чтобы будет можно сейчас пожалуйста спасибо здравствуйте добрый ещё еще уже его её под после через очень "
    "также только имеет нет когда день",
    "pl": "i a że jak to nie na w we z ze do za od dla pan pani państwo państwa my nas nam nasz nasza jest są lub czy "
    "ale jeśli żeby aby będzie można teraz proszę prosimy dziękujemy dziękuję dzień dobry witam jeszcze już jego jej "
    "pod po przez bardzo także tylko ma się o oraz",
}
_ONE_OF = {name: frozenset(words.split()) for name, words in _SMALL.items()}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-zà-ž]")
_LEAST_WORDS, _LEAST_SIGNS = 4, 2
_LEAD = 2  # times as many signs as of any other language


@lru_cache(maxsize=2048)
def language_of(text: str) -> str:
    """ "en", "uk", "ru" or "pl"; "" where it cannot be told for sure. Never raises."""
    words = _WORD.findall(" ".join(word for word in plain(text).split() if not _NAMED.search(word)))
    if len(words) < _LEAST_WORDS:
        return ""
    cyrillic = [w for w in words if _CYRILLIC.search(w)]
    latin = [w for w in words if _LATIN.search(w)]
    if len(cyrillic) >= _LEAST_WORDS and len(latin) >= max(_LEAST_WORDS, len(cyrillic) / 2):
        return ""  # perhaps a text in two languages
    among = ("uk", "ru") if len(cyrillic) > len(latin) else ("en", "pl")
    signs = {name: _signs(cyrillic if among[0] == "uk" else latin, name) for name in among}
    best, other = sorted(signs, key=lambda name: -signs[name])
    if signs[best] < _LEAST_SIGNS or signs[best] < _LEAD * signs[other] + 1:
        return ""
    return best


def _signs(words: list[str], name: str) -> int:
    """How many words can only be of a language, twice for its own letters; those of both languages cancel out."""
    others = frozenset().union(*(_ONE_OF[o] for o in LANGUAGES if o != name))
    own = _ONE_OF[name] - others
    letters = _LETTERS.get(name)
    marked = sum(1 for word in words if letters is not None and letters.search(word))
    return 2 * marked + sum(1 for word in words if word in own)
