"""The features of tone that are scored: form of address, greeting, closing, language. Measured on people's words only.

The form of address is told by what cannot be misread: by pronouns, and by Polish verbs in the second person. Names in
“-asz” (Tomasz) and names of shops in quotation marks address nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model import Closing, Side, Turn, TurnKind, VisitRecord
from ..words.calls import SPOKEN
from .language import language_of
from .manner import manner
from .persons import is_bot
from .text import plain
from .tongue import tongue

if TYPE_CHECKING:
    from .context import JudgeContext

FORMAL, FAMILIAR, MIXED = "V", "T", "mixed"
ASKED = "asked"
_QUOTED = re.compile(r"«[^»]{0,200}»|„[^”“]{0,200}[”“]|“[^”]{0,200}”|\"[^\"]{0,200}\"")
_V = {
    "east": re.compile(r"\b(?:ви|вас|вам|вами|ваш(?:а|е|і|ого|ої|ому|ій|им|ою|их|ими|у)?|вы|ваш(?:и|его|ей|ему|ую))\b"),
    "pl": re.compile(r"\b(?:panu|panią|pana|pan|pani|państw[aou]|państwem|państwu)\b"),
}
_T = {
    "east": re.compile(
        r"\b(?:ти|тебе|тобі|тобою|твій|твоя|твоє|твої|твою|твого|твоєї|твоєму|твоїм|твоїх|"
        r"ты|тебя|тобой|твой|твоё|твое|твои|твоего|твоей|твоему|твоим|твоих)\b"
    ),
    "pl": re.compile(
        r"\b(?:ty|ciebie|cię|tobie|tobą|twój|twoja|twoje|twoją|twojego|twojej|twojemu|twoim|twoich|twoimi|"
        r"\w{3,}(?:łeś|łaś)|masz|jesteś|możesz|chcesz|napisz|zadzwoń|podaj|sprawdź|wyślij|prześlij)\b"
    ),
}
# Words that only look like it: a gentleman or lady that is spoken of, not to.
_NOT_YOU = re.compile(r"\b(?:ten|ta|tego|tej|z|przez|nasz\w*|kierownik\w*|konsultant\w*) pan\w*")


def address_of(text: str, language: str = "") -> str:
    """ "V" (ви, вы, pan), "T" (ти, ты, ty), "mixed", or "" where nobody is addressed, and in English. Never raises."""
    words = plain(_QUOTED.sub(" ", text))
    rules = tongue(words, language)
    if rules not in _V:
        return ""
    formal = bool(_V[rules].search(_NOT_YOU.sub(" ", words) if rules == "pl" else words))
    familiar = bool(_T[rules].search(words))
    return MIXED if formal and familiar else FORMAL if formal else FAMILIAR if familiar else ""


def people_in(visit: VisitRecord, context: JudgeContext) -> list[Turn]:
    """What people at the company wrote; where only robots did, what these wrote. Spoken words are left out."""
    said = [turn for turn in context.speaking(visit) if turn.text != SPOKEN and not turn.via]
    return [turn for turn in said if not is_bot(turn)] or said


def addresses_in(turns: Sequence[Turn], language: str) -> dict[str, Turn]:
    """Each form of address with the turn that first used it."""
    found: dict[str, Turn] = {}
    for turn in turns:
        address = address_of(turn.text, language)
        if address:
            found.setdefault(address, turn)
    return found


def tone_of(visit: VisitRecord, context: JudgeContext) -> dict[str, str | int]:
    """The tone of one conversation, for the observation's column: address ("V", "T" or "mixed"), greeting and closing
    (1 or 0), language ("asked" where they answered in the customer's, else the one they answered in). What cannot be
    told is left out; where nobody wrote, all of it."""
    turns = people_in(visit, context) if visit.valid else []
    if not turns:
        return {}
    tone: dict[str, str | int] = {}
    addresses = set(addresses_in(turns, visit.language))
    if addresses:
        tone["address"] = next(iter(addresses)) if len(addresses) == 1 else MIXED
    greeted = [t for t in visit.company_turns() if t.kind is TurnKind.GREETING]
    tone["greeting"] = int(any(manner(t.text, visit.language).greets for t in [*greeted, *turns]))
    if visit.closing not in (None, Closing.STOPPED, Closing.FAULT):
        tone["closing"] = int(any(manner(t.text, visit.language).closes for t in turns))
    spoken = [code for t in turns if (code := language_of(t.text))]
    if spoken and visit.kind not in ("callback", "hotline"):  # there it is the transcriber's language
        commonest = max(dict.fromkeys(spoken), key=spoken.count)
        tone["language"] = ASKED if commonest == asked_in(visit) else commonest
    return tone


def asked_in(visit: VisitRecord) -> str:
    """The language in which the customer asked: by their words, else by who they are."""
    said = " ".join(t.text for t in visit.turns if t.side is Side.CUSTOMER)
    return language_of(said) or visit.language
