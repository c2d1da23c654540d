"""Somebody asked whether this was a test: our customer was recognised.

No fault of the company's, and no merit either: from then on it does not show how it serves an ordinary customer. So the
verdict is “unmeasured”, with what was asked: a note about ourselves, beside a conversation that counts as it was.
"""

from __future__ import annotations

import re

from ..model import JourneyRecord, Outcome, Side, Turn, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.text import plain, sentences
from .base import Meta, quote, verdict

META = Meta(
    id="unmasked",
    version=1,
    titles={
        "en": "The customer passes for one",
        "uk": "Клієнта не впізнали як перевіряльника",
        "ru": "В клиенте не узнали проверяющего",
        "pl": "W kliencie nie rozpoznano kontrolera",
    },
    failures={
        "en": "Recognised as a test",
        "uk": "Перевірку впізнали",
        "ru": "Проверку узнали",
        "pl": "Rozpoznano kontrolę",
    },
    why={
        "en": "Who knows that it is a test answers otherwise than on an ordinary day.",
        "uk": "Хто знає про перевірку, відповідає не так, як у звичайний день.",
        "ru": "Кто знает о проверке, отвечает не так, как в обычный день.",
        "pl": "Kto wie, że to kontrola, odpowiada inaczej niż w zwykły dzień.",
    },
)
_SHOPPER = re.compile(
    r"\b(?:(?:mystery|secret) (?:shopper|shopping|customer|client)\w*|тайн\w+ покупател\w*|таємн\w+ покуп\w+|"
    r"таємн\w+ клієнт\w*|тайн\w+ клиент\w*|тайников\w+ покупц\w+|tajemnicz\w+ klient\w*|tajemnicz\w+ kupuj\w+)\b"
)
_TEST = re.compile(
    r"\b(?:(?:is|was) (?:this|it|that) (?:just |only |maybe |perhaps |some kind of )?(?:a |an |some )?"
    r"(?:test|check|audit|inspection|experiment)(?! (?:drive|period|purchase|report|version|result|kit|strip))|"
    r"are you (?:just |only |perhaps |maybe )?(?:testing|checking|auditing|evaluating) "
    r"(?:us|me|our|my|the (?:chat|service))|"
    r"are you (?:a |an )?(?:real (?:person|customer|client)|(?:chat-?)?bot|robot|tester|auditor)|"
    r"(?:це|чи це|чи не) (?:часом |просто |лише |якась )?(?:не )?"
    r"(?:тест\b|тестуванн\w+|перевірка)(?! (?:якості товар|наявн))|"
    r"ви (?:нас |мене |часом |просто |чи не )*(?:тестуєте|перевіряєте)(?: (?:нас|мене|наш\w*))?|"
    r"(?:ви|чи ви) (?:справжній|справжня|реальн\w+|не) ?(?:покупець|клієнт\w*|людина|бот|робот)|ви (?:бот|робот)|"
    r"(?:это|случайно|не) (?:просто |лишь |какая-то |случайно )?(?:не )?"
    r"(?:тест\b|тестировани\w+|проверка)(?! (?:качества товар|налич))|"
    r"вы (?:нас |меня |случайно |просто )*(?:тестируете|проверяете)(?: (?:нас|меня|наш\w*))?|"
    r"вы (?:настоящ\w+|реальн\w+|не) ?(?:покупатель|клиент\w*|человек|бот|робот)|вы (?:бот|робот)|"
    r"(?:czy )?to (?:jest )?(?:jakiś |tylko |może )?(?:test\b|kontrola|sprawdzian)|"
    r"(?:czy )?(?:pan|pani|państwo|ty)? ?(?:nas|mnie) (?:testuje\w*|sprawdza\w*|kontroluje\w*)|"
    r"(?:czy )?(?:jest (?:pan|pani)|jesteś) (?:botem|robotem|prawdziw\w+ (?:klient\w+|osob\w+)|testerem))\b"
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [found for visit in journey.visits if (found := _judge(journey, visit, context)) is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    for turn in context.speaking(visit):
        if _suspects(turn) and not _spoken_of_before(visit, turn):
            sentence = context.say("recognised", title=context.title(visit.channel))
            data = {"recognised": True, "turn": turn.n}
            return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, [quote(visit, turn)], **data)
    return None


def _suspects(turn: Turn) -> bool:
    """A mystery shopper is named, or it is asked whether this is a test."""
    words = plain(turn.text)
    if _SHOPPER.search(words):
        return True
    return any(part.rstrip(" )\"'»”").endswith("?") and _TEST.search(part) for part in sentences(words))


def _spoken_of_before(visit: VisitRecord, turn: Turn) -> bool:
    """The customer spoke of such things themselves: of a test drive, of shoppers by trade."""
    said = " ".join(plain(t.text) for t in visit.turns if t.side is Side.CUSTOMER and t.n < turn.n)
    return bool(_SHOPPER.search(said) or _TEST.search(said))
