"""How a message speaks: form of address, greeting, thanks, apology, closing, emoji, length and readability.

By word lists and the endings of verbs, for English, Ukrainian, Russian and Polish. “Please” is left out before the
verbs are looked at: «будь» in «будь ласка» is no imperative of a friend. Readability is LIX (words a sentence, plus the
share of words over six letters in per cent): to be compared between channels of one language, never across languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .text import plain, sentences
from .tongue import tongue

_PLEASE = re.compile(r"\b(?:будь ?-?ласка|пожалуйста)\b")
_FORMAL = {
    "east": re.compile(
        r"\b(?:ви|вас|вам|вами|ваш\w*|вы|шановн\w+|уважаем\w+|\w{3,}(?:іть|йте|ьте|ите|іться|йтеся|йтесь|итесь)|"
        r"(?:можете|хочете|хотите|маєте|бажаєте|желаете|знаєте|знаете))\b"
    ),
    "pl": re.compile(r"\b(?:pan|pana|panu|pani[ąa]?|panią|państw\w*|szanown\w+|prosz[ęe] \w+[ćc])\b"),
}
_FAMILIAR = {
    "east": re.compile(
        r"\b(?:ти|тебе|тобі|тобою|твій|твоя|твоє|твої|твою|твого|твоїх|ты|тебя|тебе|тобой|твой|твоё|твое|твои|твоего|"
        r"\w{3,}(?:єш|еш|иш|їш|ёшь|ешь|ишь|єшся|ешся|ишся|ешься|ишься)|(?:напиши|подзвони|позвони|надішли|пришли|"
        r"скажи|перевір|проверь|дивись|смотри|чекай|жди))\b"
    ),
    "pl": re.compile(
        r"\b(?:ty|ciebie|cię|ci|tobie|tobą|twój|twoj\w+|twoich|masz|jesteś|\w{2,}(?:łeś|łaś)|\w{3,}(?:asz|esz|isz|"
        r"ysz)|"
        r"(?:napisz|zadzwoń|podaj|sprawdź|wyślij|prześlij|kliknij|wybierz|zaloguj|daj|zobacz))\b"
    ),
}
_GREETING = re.compile(
    r"^\W*(?:@\w+\W+)*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|dear|greetings|добрий|доброго|добрый|"
    r"вітаю|вітаємо|привіт|"
    r"здравствуйте|здравствуй|привет|шановн\w+|уважаем\w+|dzień dobry|dobry wieczór|cześć|witam\w*|szanown\w+)\b"
)
_THANKS = re.compile(r"\b(?:thanks?|thank you|cheers|дяку\w+|спасибо|благодар\w+|dzięk\w+)\b")
_APOLOGY = re.compile(
    r"\b(?:sorry|apolog\w+|regret|вибач\w+|перепрошу\w+|пробач\w+|на жаль|нам (?:дуже )?(?:прикро|шкода)|извин\w+|"
    r"приносим извинения|простите|сожале\w+|нам (?:очень )?жаль|"
    r"przepraszam\w*|przykro)\b"
)
_CLOSING = re.compile(
    r"\b(?:(?:kind|best|warm) regards|regards|sincerely|yours|have a (?:\w+ )?(?:day|evening|weekend|one)|"
    r"take care|з повагою|з найкращими|гарного (?:дня|вечора|вікенду)|"
    r"всього (?:доброго|найкращого)|на все добре|с уважением|хорошего (?:дня|вечера)|всего (?:доброго|хорошего|"
    r"наилучшего)|z poważaniem|pozdrawiam\w*|miłego (?:dnia|wieczoru|weekendu)|"
    r"do usłyszenia)\b"
)
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27bf]|(?<!\w)[:;]-?[)(dp](?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_LONG = 6  # letters


@dataclass(frozen=True, slots=True)
class Manner:
    """address: "V" (ви, pan, вы), "T" (ти, ty, ты), "mixed", or "" where nobody is addressed, and in English.

    lix: readability, higher is harder; 0 without words. exclamations: marks. words, sentences: how many.
    """

    address: str = ""
    greets: bool = False
    thanks: bool = False
    apologises: bool = False
    closes: bool = False
    emoji: int = 0
    exclamations: int = 0
    words: int = 0
    sentences: int = 0
    lix: float = 0.0


@lru_cache(maxsize=1024)
def manner(text: str, language: str = "") -> Manner:
    """How one message speaks. Never raises. language: a hint, as of shopper.reading.read."""
    words = plain(text)
    parts = [part for part in sentences(words) if _WORD.search(part)]
    found = _WORD.findall(words)
    lix = (
        len(found) / len(parts) + 100 * sum(len(word) > _LONG for word in found) / len(found)
        if found and parts
        else 0.0
    )
    return Manner(
        address=_address(words, tongue(words, language)),
        greets=bool(_GREETING.match(words)),
        thanks=bool(_THANKS.search(words)),
        apologises=bool(_APOLOGY.search(words)),
        closes=bool(_CLOSING.search(words)),
        emoji=len(_EMOJI.findall(words)),
        exclamations=words.count("!"),
        words=len(found),
        sentences=len(parts),
        lix=round(lix, 1),
    )


def uses_name(text: str, name: str) -> bool:
    """Whether a message calls the customer by name, in whatever case: “Олено” is Олена."""
    words = plain(text)
    stems = [part[: max(3, len(part) - 2)] for part in plain(name).split() if len(part) > 2]
    return any(re.search(rf"\b{re.escape(stem)}\w{{0,3}}\b", words) for stem in stems)


def _address(words: str, rules: str) -> str:
    if rules not in _FORMAL:
        return ""
    spoken = _PLEASE.sub(" ", words)
    formal, familiar = bool(_FORMAL[rules].search(spoken)), bool(_FAMILIAR[rules].search(spoken))
    if formal and familiar:
        return "mixed"
    return "V" if formal else "T" if familiar else ""
