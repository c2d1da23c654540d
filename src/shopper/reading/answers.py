"""What a company's turns state about the very thing that was asked: its values, without those of other things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from ..model import Turn
from .facts import Value, stated
from .promises import find_promises

_TIMES = ("duration", "date")

# What a sum may be besides the one that was asked for; by a word in its clause.
_ASIDE = (
    re.compile(r"deliver|shipping|courier|доставк|кур'?[єе]р|пересилк|пересылк|dostav|dostaw|wysyłk|przesyłk|kurier"),
    re.compile(r"discount|\boff\b|coupon|voucher|знижк|скидк|промокод|skidk|znyzhk|rabat|zniżk|kupon"),
    re.compile(r"deposit|prepay|in advance|передплат|предоплат|аванс|завдат|задат|zaliczk|przedpłat|zadatk"),
    re.compile(
        r"orders? (?:over|from|above)|(?:замовлен|заказ)\w* (?:на суму )?(?:від|от|понад|свыше)|"
        r"zamówie\w+ (?:od|powyżej)"
    ),
    re.compile(r"instal?ment|per month|monthly|на місяць|щомісяц|в месяц|рассрочк|розстрочк|miesięcznie|rat[ay]?\b"),
)
_CLAUSE = re.compile(r"[.!?;\n](?=\s|$)|,\s|\s(?:and|but|та|і|але|а|и|но|i|a|ale|oraz)\s")


def answered_values(
    service: str, facts: Collection[str], kind: str, turns: Iterable[Turn]
) -> tuple[tuple[Value, Turn], ...]:
    """The values of one kind that the turns state, each with its turn. service and facts: what was asked about, by
    their names in the config: a delivery's price is an aside to whoever asks for a product's, and none to whoever asks
    for delivery."""
    about = " ".join((service, *facts)).casefold()
    asides = [aside for aside in _ASIDE if kind == "money" and not aside.search(about)]
    found = []
    for turn in turns:
        for value in stated(turn.text, kind):
            if kind in _TIMES and _of_a_promise(turn.text, value):
                continue
            clause = _clause(turn.text, value)
            if value.unit != "weekdays" and not any(aside.search(clause) for aside in asides):
                found.append((value, turn))
    return tuple(found)


def _of_a_promise(text: str, value: Value) -> bool:
    """“We will write to you within 3 days”: when they answer, and nothing about the matter."""
    return any(
        promise.act in ("call", "reply") and promise.start <= value.start < promise.end
        for promise in find_promises(text)
    )


def _clause(text: str, value: Value) -> str:
    """The words around a value, up to the next comma or the end of the sentence."""
    text = unicodedata.normalize("NFC", text)  # as the value's place is counted
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, value.start)), default=0)
    after = _CLAUSE.search(text, value.start + len(value.text))  # the dot of “грн.” may be that of the sentence
    return text[start : after.start() if after else len(text)].casefold()
