"""Which turn counts as a reply: the engine steers by it and the judges time by it, so it is one function."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..model import Labels, Side, Turn, TurnKind, VisitRecord
from . import read
from .text import plain

# “Thank you for contacting us!” and no word more: somebody's system is polite, nobody has answered.
_THANKS_FOR_WRITING = re.compile(
    r"\b(?:thank(?:s| you) for (?:contacting|reaching|writing|your (?:message|request|e-?mail|enquiry|letter))|"
    r"дякуємо за (?:ваш\w* )?(?:звернення|запит|заявку|повідомлення|лист)|"
    r"(?:спасибо|благодарим) за (?:ваш\w* )?(?:обращение|"
    r"заявку|"
    r"сообщение|письмо|запрос)|dziękuj\w+ za (?:kontakt|wiadomość|zgłoszenie|zapytanie))"
)
_NO_REPLY = frozenset({TurnKind.AUTO, TurnKind.GREETING, TurnKind.SYSTEM, TurnKind.BOUNCE, TurnKind.CLOSED})


def is_reply(turn: Turn) -> bool:
    """Somebody answered: a company's message that is neither automatic nor a mere "we have received it"."""
    return turn.side is Side.COMPANY and turn.kind not in _NO_REPLY and not _acknowledges(turn, read(turn.text))


def first_reply(visit: VisitRecord, labels: Callable[[VisitRecord, Turn], Labels] | None = None) -> Turn | None:
    """The first turn after the customer's first words, and before the visit closed, that counts as a reply.

    labels: the labels to go by where they are known already (a person may have corrected them).
    """
    said = False
    for turn in visit.turns:
        if turn.side is Side.CUSTOMER:
            said = True
        elif said and not turn.late and turn.kind not in _NO_REPLY:
            label = labels(visit, turn) if labels is not None else read(turn.text)
            if not _acknowledges(turn, label):
                return turn
    return None


def _acknowledges(turn: Turn, labels: Labels) -> bool:
    return labels.auto_ack or (labels == Labels() and bool(_THANKS_FOR_WRITING.search(plain(turn.text))))
