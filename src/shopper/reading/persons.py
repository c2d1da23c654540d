"""Who wrote a message: a person or a robot, as far as its sender's name and its words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..model import Side, Turn, TurnKind
from .text import plain

# In a name: whole words, so that nobody called Abbott or Роботягін is one.
_NAMED = re.compile(
    r"(?<!\w)(?:\w*chat-?bot|bot|robot|autobot|ai|virtual (?:assistant|agent|helper)|digital assistant|"
    r"ai[- ](?:assistant|agent)|auto-?(?:reply|responder)|mailer-daemon|no-?reply|"
    r"(?:чат-?|авто)?бот|робот|автовідповідач|автоответчик|(?:віртуальн|цифров)\w+ (?:помічни|асистент|консультант)\w*|"
    r"(?:виртуальн|цифров)\w+ (?:помощни|ассистент|консультант)\w*|ші|ии|"
    r"(?:wirtualn|cyfrow)\w+ (?:asystent|doradc|konsultant|pomocni)\w*|czatbot|automat)(?!\w)"
)
# A name that ends in “bot”, as Telegram's bots must: “shop_bot”, “ShopBot”.
_NAMED_SO = re.compile(r"(?:_bot|(?<=[a-z])Bot|BOT)$")
_SAYS_SO = re.compile(
    r"\b(?:i am|i'm|this is|you(?:'re| are) (?:chatting|talking|speaking) (?:with|to)|my name is [^.!?]{1,40}?,? "
    r"(?:and )?(?:i am|i'm)) (?:\w+, )?(?:an? |the |your |our )?(?:\w+ ){0,2}(?:chat-?bot|bot|robot|"
    r"virtual (?:assistant|agent|"
    r"helper)|digital assistant|ai(?: |-)(?:assistant|agent)|automated (?:assistant|system|agent))\b|"
    r"\byour (?:virtual|digital|automated|ai) (?:assistant|agent|helper)\b|"
    r"\b(?:я|це|вам відповідає|з вами|вас вітає|мене звати [^.!?]{1,40}?) ?[-,–]? ?(?:\w+,? ){0,3}(?:чат-?бот|бот|"
    r"робот|(?:віртуальн|цифров|електронн)\w+ (?:помічни|асистент|консультант)\w*)\b|"
    r"\b(?:я|это|вам отвечает|с вами|вас приветствует|меня зовут [^.!?]{1,40}?) ?[-,–]? ?(?:\w+,? ){0,3}(?:чат-?бот|"
    r"бот|робот|(?:виртуальн|цифров|электронн)\w+ (?:помощни|ассистент|консультант)\w*)\b|"
    r"\b(?:jestem|tu|mówi|pisze do ciebie|odpowiada|nazywam się [^.!?]{1,40}?,?) (?:\w+,? ){0,3}(?:czat-?bot\w*|"
    r"chat-?bot\w*|bot(?:em)?|robot(?:em)?|(?:wirtualn|cyfrow)\w+ (?:asystent|doradc|konsultant|pomocni)\w*)\b"
)
_NO_BOT = re.compile(
    r"\b(?:not an? (?:chat-?)?(?:bot|robot)|не (?:чат-?)?(?:бот|робот)|nie jestem (?:czat|chat)?-?(?:botem|robotem))\b"
)


def is_bot(turn: Turn) -> bool:
    """Whether a company's message is a robot's by itself: by its sender's name, its words or its channel's mark."""
    if turn.side is not Side.COMPANY:
        return False
    return turn.kind is TurnKind.AUTO or _named_bot(turn.sender) or _says_bot(turn.text)


def by_bot(turn: Turn, before: Sequence[Turn]) -> bool:
    """Whether a robot wrote it, also one that had introduced itself under that name before.

    before: the company's earlier turns, in order. A notice between them ("an operator joined") makes the name a
    person's again."""
    if is_bot(turn):
        return True
    for earlier in reversed(before):
        if earlier.kind is TurnKind.SYSTEM:
            return False
        if turn.sender and earlier.sender == turn.sender and earlier.kind is not TurnKind.AUTO and is_bot(earlier):
            return not _NO_BOT.search(plain(turn.text))
    return False


@lru_cache(maxsize=1024)
def _named_bot(sender: str) -> bool:
    name = sender.partition("@")[0] if "@" in sender else sender
    return bool(_NAMED.search(plain(name).replace("_", " ")) or _NAMED_SO.search(name.strip()[:200]))


@lru_cache(maxsize=4096)
def _says_bot(text: str) -> bool:
    words = plain(text)
    return bool(_SAYS_SO.search(words)) and not _NO_BOT.search(words)
