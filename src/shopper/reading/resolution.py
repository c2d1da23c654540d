"""Whether what somebody at the company wrote settles the customer's need, by which of their turns, and what is missing.

Settled: every fact of the need is told, or what its `done_when` says has come to pass; usually, where staff would take
an order or a return, that they begin to take it. Where an answer may hold what the reader does not make out (a number
of no known kind, a bare yes, a link), that cannot be told: a reader's doubt never counts against the company.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Labels, Turn
from ..words.calls import SPOKEN
from .answers import answered_values
from .facts import Value, find_values, stated
from .needs import DoneWhen, KnownFact, Need, taken_up
from .promises import find_promises
from .secrets import asks_secret
from .text import plain

# “It arrives tomorrow” tells a day, “by 3 March” tells how long it takes.
_TELLS_AS_WELL = {"date": ("duration",), "duration": ("date",)}
_UNREAD: dict[str, re.Pattern[str]] = {
    "money": re.compile(
        r"\bгрн|гривн|гривен|рубл|злот|złot|\bzł\b|\beuro|євро|евро|доллар|долар|dollar|\b(?:uah|usd|eur|pln|gbp)\b|"
        r"[$€£₴₽]|\bfree\b|безкоштовн|бесплатн|darmow|gratis"
    ),
    "duration": re.compile(
        r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|today|tomorrow|tonight)\b|хвилин|годин|\bдн(?:і|ів|я|ей|"
        r"ям)\b|"
        r"\bдень|тижд|тижн|місяц|\bр(?:ік|оки|оків)\b|минут|\bчас(?:а|ов|у)?\b|недел|месяц|\bгод(?:а|ов)?\b|\bлет\b|"
        r"завтра|сьогодні|сегодня|\bminut|\bgodzin|\bdni\b|\bdzień\b|tydzie|tygod|miesi|\brok\b|\blat[a]?\b|jutro|dziś|"
        r"dzisiaj"
    ),
}
_UNREAD["date"] = _UNREAD["duration"]
_UNREAD["hours"] = re.compile(
    r"\d|until|\btill\b|evening|morning|noon|вечора|ранку|вечера|утра|полудн|wieczor|\brano|południ|weekday|weekend|"
    r"every day|daily|будн|вихідн|щодня|выходн|ежедневн|codzien|robocz|round the clock|цілодобов|круглосуточн|całodobow"
)
_UNREAD["percent"] = re.compile(r"%|percent|відсот|процент|procent|half|половин|połow")
_YES_OR_NO = re.compile(
    r"(?:^|[.!?,;:]\s*)(?:yes|yep|no|nope|of course|sure|так|ні|звичайно|звісно|да|нет|конечно|tak|nie|oczywiście)"
    r"(?=[\s,.!;:-]|$)(?! (?:problem|worries|проблем))"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_A_STATEMENT = 4  # words
_LINK = re.compile(r"\bhttps?://|\bwww\.")
_NOT_FOUND = re.compile(
    r"\b(?:not found|no (?:such )?(?:order|booking|record|request|customer|account)|(?:can(?:not|'t)|could(?: not|n't)|"
    r"don't|do not|did(?: not|n't)) (?:\w+ )?(?:find|see|have (?:an? |any )?(?:order|booking|record))|does(?: not|n't) "
    r"exist|no order with)\b|не (?:знайд|знаход|бачимо|бачу|існує|знайш)\w*|(?:замовленн|номер)\w*[^.]{0,40}(?:відсутн|"
    r"нема)|не (?:найд|наход|нашл|вижу|видим|существу)\w*|(?:заказ|номер)\w*[^.]{0,40}(?:отсутству|нет\b)|"
    r"nie (?:znale|znajd|widz|istniej|mamy (?:takiego )?zam)\w*|brak (?:takiego )?(?:zam|numer)\w*"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """solved: None where it cannot be told. by: the turn with which it was, or may have been, settled.

    told: each fact that was stated, with the turn and its words there ("" for a text). missing: what surely was not;
    unsure: what may have been."""

    solved: bool | None
    by: Turn | None = None
    told: Mapping[str, tuple[Turn, str]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def partly(self) -> bool:
        """Something of what was asked was told, in words that can be compared."""
        return any(words for _, words in self.told.values())


def resolve(
    service: str,
    need: Need,
    turns: Sequence[Turn],
    labels: Callable[[Turn], Labels],
    said: Sequence[str] = (),
    *,
    left: bool = False,
) -> Resolution:
    """What turns of the company say to a need. service: its id. said: the customer's words. left: the customer said
    nothing to their last turn. Pure, never raises."""
    read = [(turn, labels(turn)) for turn in turns]
    helpful = [turn for turn, label in read if label.substantive and not label.refusal]
    told, unsure = _facts(service, need.facts, read, helpful, said)
    done = need.done or DoneWhen()
    place = {id(turn): n for n, turn in enumerate(turns)}  # before it is in a record a turn has no number
    ways = [_last_told(tuple(need.facts), told, place)] if need.facts else []
    if done.states:
        ways.append(_last_told(done.states, told, place))
    ways += [turn for turn, label in read if set(label.asks) & set(done.asks)][:1]
    ways += [turn for turn in turns if any(words in plain(turn.text) for words in done.says)][:1]
    if need.done is None and (need.transact or not need.facts):
        ways += helpful[:1]
    if need.done is None and need.transact:
        ways += [turn for turn, label in read if taken_up(label.asks) or asks_secret(turn.text)][:1]
    settling = min((turn for turn in ways if turn is not None), key=lambda turn: place[id(turn)], default=None)
    wanted = done.states or tuple(need.facts)
    missing = tuple(name for name in wanted if name not in told and name not in unsure)
    if settling is not None:
        return Resolution(True, settling, told, missing, unsure)
    doubtful = _doubtful(need, read, helpful, missing, unsure)
    if doubtful is None and left and read and read[-1][1].asks:
        doubtful = turns[-1]  # they asked for what they need, and it was us who went
    if doubtful is not None:
        return Resolution(None, doubtful, told, missing, unsure)
    return Resolution(False, None, told, missing, unsure)


def _last_told(names: Sequence[str], told: Mapping[str, tuple[Turn, str]], place: Mapping[int, int]) -> Turn | None:
    """The turn with which the last of these facts was told; None as long as one is not."""
    if not all(name in told for name in names):
        return None
    return max((told[name][0] for name in names), key=lambda turn: place[id(turn)])


def _doubtful(
    need: Need,
    read: Sequence[tuple[Turn, Labels]],
    helpful: Sequence[Turn],
    missing: Sequence[str],
    unsure: Sequence[str],
) -> Turn | None:
    """The turn that may have settled it after all."""
    spoken = next((turn for turn, _ in read if turn.text == SPOKEN), None)
    if spoken is not None:
        return spoken
    unknown = next((turn for turn, _ in read if _NOT_FOUND.search(plain(turn.text))), None)
    if unknown is not None:  # the customer's number may be an invented one
        return unknown
    if unsure and not missing:
        return helpful[-1] if helpful else read[-1][0]
    if need.done is None and (need.transact or not need.facts) and _unread(read):
        return read[-1][0]
    return helpful[0] if helpful and need.done is not None and need.done.says else None


def _facts(
    service: str,
    facts: Mapping[str, KnownFact],
    read: Sequence[tuple[Turn, Labels]],
    helpful: Sequence[Turn],
    said: Sequence[str],
) -> tuple[dict[str, tuple[Turn, str]], tuple[str, ...]]:
    """The facts that are told, and those that may be."""
    told: dict[str, tuple[Turn, str]] = {}
    unsure: list[str] = []
    kinds = [fact.kind for fact in facts.values()]
    for name, fact in facts.items():
        if fact.kind == "text":
            if helpful:
                told[name] = (helpful[0], "")
            elif _unread(read):
                unsure.append(name)
            continue
        values = _values(service, facts, fact.kind, read, said)
        distinct = list({(value.low, value.high): (turn, value.text) for value, turn in reversed(values)}.values())[
            ::-1
        ]
        if distinct and len(distinct) >= kinds.count(fact.kind):
            alike = [other for other, one in facts.items() if one.kind == fact.kind]
            told[name] = distinct[alike.index(name)]
        elif values or _may_hold(fact.kind, read, helpful, said):
            unsure.append(name)
    return told, tuple(unsure)


def _values(
    service: str,
    facts: Mapping[str, KnownFact],
    kind: str,
    read: Sequence[tuple[Turn, Labels]],
    said: Sequence[str],
) -> list[tuple[Value, Turn]]:
    """What is stated of a kind, or of another that tells as much, in a turn that is no refusal; “no, it is out of
    stock” answers what it refuses."""
    turns = [turn for turn, label in read if not label.refusal or (kind == "yes_no" and label.substantive)]
    if kind == "number":
        return [(value, turn) for turn in turns for value in stated(turn.text, kind, said)]
    found = [
        pair for each in (kind, *_TELLS_AS_WELL.get(kind, ())) for pair in answered_values(service, facts, each, turns)
    ]
    if not found and kind in _TELLS_AS_WELL:  # “on Saturday”
        found = [(v, turn) for turn in turns for v in find_values(turn.text) if v.unit == "weekdays"]
    return found


def _does_something_else(label: Labels) -> bool:
    """Asks, sends on, hands over, and tells nothing."""
    return bool(label.asks or label.deflection or label.transfer) and not (label.substantive or label.refusal)


def _only_promises(turn: Turn) -> bool:
    """“I will ask the warehouse and write to you”: an answer is to come."""
    return any(promise.act in ("call", "reply", "solve") for promise in find_promises(turn.text))


def _unread(read: Sequence[tuple[Turn, Labels]]) -> bool:
    """Something was said of which no rule makes out what it does: it may have been the answer."""
    return any(
        label == Labels() and "?" not in turn.text and len(_WORD.findall(plain(turn.text))) >= _A_STATEMENT
        for turn, label in read
    )


def _may_hold(kind: str, read: Sequence[tuple[Turn, Labels]], helpful: Sequence[Turn], said: Sequence[str]) -> bool:
    """Whether an answer may state a value of this kind in a form that is not read."""
    if kind == "yes_no":
        said_something = [*helpful, *(turn for turn, _ in read if stated(turn.text, kind))]
        return any(not _only_promises(turn) for turn in said_something)
    for turn, label in read:
        if label.auto_ack or _does_something_else(label) or _only_promises(turn):
            continue
        words = plain(turn.text)
        values = find_values(turn.text)
        if label.substantive and (_LINK.search(words) or stated(turn.text, "number", said)):
            return True
        pattern = _UNREAD.get(kind)
        if pattern is not None and pattern.search(words) and not any(v.kind == kind for v in values):
            return True
        if label.refusal and any(v.kind == kind for v in values):
            return True
        if all(v.kind == "yes_no" for v in values) and _YES_OR_NO.search(
            words
        ):  # the customer may have asked a question for one
            return True
    return False
