"""Whether two answers to one question can both be true: by the typed facts that they state.

“consistent”: no fact in one excludes a fact in the other. “contradictory”: who relies on one is wrong by the other.
“unrelated”: the second does not answer the question.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from . import stances, worded
from .addresses import find_addresses, same_form
from .facts import Value, find_values
from .text import plain
from .topics import stems

CONSISTENT, CONTRADICTORY, UNRELATED = "consistent", "contradictory", "unrelated"

_NEAR = 1.12  # terms that differ less are the same term
_WEEK = 7 * 86_400.0
_KINDS = ("money", "duration", "date", "hours", "percent")
# What a question is after: words of the question -> the kinds of value that answer it.
_WANTS = (
    (r"^\W*(?:скільки|сколько|ile)\b", ("money", "duration", "percent")),
    (
        r"how much|cost|price|fee|extra|deposit|commission|застав|завдат|залог|kaucj|комісі|комисси|prowizj|opłat|"
        r"платн|płatn|\bcharge|"
        r"скільки кошт|сколько сто|ціна|цена|вартіст|стоимост|ile (?:kosztuje|płac|"
        r"wynosi)|cena|koszt",
        ("money", "percent"),
    ),
    (
        r"how long|how soon|how many (?:\w+ )?(?:days|weeks|hours|months|years)|warranty|guarantee|гарант|gwarancj|"
        r"скільки (?:днів|тижн|годин)|"
        r"сколько (?:дней|недель|часов)|ile (?:dni|tygodni|godzin)|скільки (?:чекати|йде|часу)|сколько (?:ждать|"
        r"ид[её]т|времени)|jak długo|ile (?:trwa|"
        r"czasu)|термін|срок",
        ("duration", "date"),
    ),
    (r"\bwhen\b|коли|когда|kiedy|what (?:date|time|day)|until", ("date", "duration", "hours")),
    (
        r"open|\bclose|hours|until when|до котрої|до скольки|о котрій|во сколько|графік|график|do której|otwart|"
        r"czynn|godzin",
        ("hours",),
    ),
)
_WANTED = tuple((re.compile(form), kinds) for form, kinds in _WANTS)
_CONTACT = re.compile(
    r"\b(?:contact|number|phone|e-?mail|куди|куда|як отримати|как получить|gdzie|kontakt|who|where)\b"
)
_SHORT_PHONE = re.compile(r"(?<![\d.,-])\d{2,3}-\d{2}-\d{2}(?![\d-])")
_LONG_PHONE = re.compile(r"(?<![\w.,])\+?\d[\d ()-]{7,18}\d(?!\w)")
_CODE = re.compile(
    r"\b(?P<of>[^\W\d_]{4,})(?: (?:is|це|это|to|-|№|#|no\.?|"
    r"number))? ?(?P<code>(?=[\w-]*\d)[^\W_]{1,6}(?:-[^\W_]{1,6})?)(?!\w|[.,:]\d| ?(?:%|[€$₴₽£]))"
)
_MOVED = re.compile(r"\b(?:extended|resumes?|продл[её]н\w*|продовжен\w*|przedłużon\w*)\b")
_SAME = re.compile(r"\b(?:not possible|such|так(?:ої|ого|ой|і)|tak(?:i|ie|iej|iego))\b")
_TIME_WORD = re.compile(
    r"tonig|today|tomor|every|every|almos|momen|curre|still|заразі|зараз|сейча|сьогод|сегод|завтр|obecn|teraz|kazd|"
    r"każd"
)
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))? ?(?P<half>[ap])\.?m\b|"
    r"(?<![\d.,:])(?P<h24>\d{1,2}):(?P<m24>\d{2})(?!\d)"
)
_HOUR = 3600.0


def compare(question: str, a: str, b: str) -> str:
    """CONSISTENT, CONTRADICTORY or UNRELATED, for two answers in any of the four languages. Never raises."""
    asked, one, other = plain(question), plain(a), plain(b)
    if not _answers(asked, one, other, a, b):
        return UNRELATED
    return CONTRADICTORY if _contradict(asked, one, other, a, b) else CONSISTENT


def _answers(asked: str, one: str, other: str, a: str, b: str) -> bool:
    """Whether the second answer is one to the question: it speaks of the same, or holds what was asked for."""
    wanted = {kind for form, kinds in _WANTED if form.search(asked) for kind in kinds}
    has, answered = _kinds(b), _kinds(a)
    whether = stances.asks_whether(asked)
    if wanted & has & answered or (wanted & has and not wanted & answered and worded.UNKNOWN.search(one)):
        return True
    if "hours" in wanted and worded.OPENS.search(other):
        return True
    if wanted and (
        worded.UNKNOWN.search(other) or worded.FREE.search(other) or (worded.FREE.search(one) and "money" in has)
    ):
        return True
    if not whether and not wanted & has and _valued(one, answered) and not _valued(other, has):
        return bool(
            worded.WORDED.search(other)
            or worded.LATER.search(other)
            or worded.NOW.search(other)
            or stances.denies(other)
            or stances.months(other)
        )
    if not whether and wanted & answered and has and not wanted & has and not worded.WORDED.search(other):
        return False
    about, question, said = _topic(asked) | _topic(one), _topic(asked), _topic(other)
    shared = sum(1 for stem in said if any(_alike(stem, known) for known in about))
    if shared >= 1 and (shared >= 2 or any(_alike(stem, known) for stem in said for known in question)):
        return True
    if whether and (stances.says_outright(other) is not None or stances.restricts(other) or stances.denies(other)):
        return True
    if shared and (has & answered or not has):
        return True
    return bool(_phones(other) and _phones(one) and _CONTACT.search(asked))


def _valued(words: str, kinds: set[str]) -> bool:
    """Whether an answer states any value."""
    return bool(kinds) or any(c.isdigit() for c in words) or bool(find_addresses(words))


def _alike(one: str, other: str) -> bool:
    size = min(len(one), len(other))
    return (size >= 4 and one[:size] == other[:size]) or one == other


def _topic(words: str) -> frozenset[str]:
    """The stems of what is spoken of, without its values and the words of time."""
    left = words
    for value in sorted(find_values(words), key=lambda v: -v.start):
        if value.kind != "yes_no":
            left = left[: value.start] + " " + left[value.end :]
    return frozenset(stem for stem in stems(left) if not _TIME_WORD.match(stem))


def _kinds(text: str) -> set[str]:
    return {value.kind for value in find_values(text)} & set(_KINDS)


def _contradict(asked: str, one: str, other: str, a: str, b: str) -> bool:
    values, others = _by_kind(a), _by_kind(b)
    agreed = False
    priced = [any(value.high for value in v.get("money", ())) for v in (values, others)]
    if worded.FREE.search(one) and worded.FREE.search(other) and not all(priced):
        values.pop("money", None)  # what costs nothing is agreed on; the rest is another thing's price
        agreed = True
    for kind in _KINDS:
        if values.get(kind) and others.get(kind):
            if not _cover(values[kind], others[kind]):
                return True
            agreed = True
    if _phones(one) and _phones(other):
        if not _phones(one) & _phones(other):
            return True
        agreed = True
    for facts in (_mails, _codes, stances.months, stances.frequencies, stances.ways):
        first, second = facts(one), facts(other)
        if first and second and not first & second:
            return True
    times, also = _times(one), _times(other)
    if times and also and not (values.get("hours") or others.get("hours")):
        fewer, more = sorted((times, also), key=len)
        if not fewer <= more:
            return True
        agreed = True
    if _times_differ(asked, one, other, values, others):
        return True
    if agreed:
        return False
    if stances.restricts(one) != stances.restricts(other) and (stances.widens(one) or stances.widens(other)):
        return True
    if stances.asks_whether(asked):
        if stances.restricts(one) and stances.restricts(other):
            return False
        for words, against in ((one, other), (other, one)):
            outright = stances.says_outright(words)
            if outright is not None and stances.restricts(against) and stances.says_outright(against) is None:
                return outright
        without = stances.asks_without(asked)
        return stances.grants(one, without=without) != stances.grants(other, without=without)
    return False


def _times_differ(
    asked: str, one: str, other: str, values: dict[str, list[Value]], others: dict[str, list[Value]]
) -> bool:
    """One names a time where the other has none to give, or puts what is done into the future."""
    timed, also = (any(v.get(kind) for kind in ("date", "duration", "hours")) for v in (values, others))
    if (timed or stances.months(one)) and not also and worded.UNKNOWN.search(other):
        return True
    if (also or stances.months(other)) and not timed and worded.UNKNOWN.search(one):
        return True
    if bool(worded.NOW.search(one)) != bool(worded.NOW.search(other)) and (
        worded.LATER.search(one) or worded.LATER.search(other)
    ):
        return True
    for words, terms in ((one, others), (other, values)):
        longest = max((value.high for value in terms.get("duration", ())), default=0.0)
        shortest = min((value.high for value in terms.get("duration", ())), default=math.inf)
        if (worded.AT_ONCE.search(words) and longest > 12 * _HOUR) or (
            worded.LATER.search(words) and shortest < 6 * _HOUR
        ):
            return True
    open_one, open_other = (bool(v.get("hours") or _times(w)) for v, w in ((values, one), (others, other)))
    if (open_one and not open_other and worded.CLOSED.search(other)) or (
        open_other and not open_one and worded.CLOSED.search(one)
    ):
        return True
    return bool(
        (values.get("hours") or others.get("hours"))
        and stances.denies(one) != stances.denies(other)
        and not (values.get("hours") and others.get("hours"))
    )


def _by_kind(text: str) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for value in find_values(text):
        if value.unit != "weekdays":
            found.setdefault(value.kind, []).append(value)
    return found


def _cover(values: list[Value], others: list[Value]) -> bool:
    """Each value of the answer that states fewer of them has its equal in the other."""
    fewer, more = sorted((values, others), key=len)
    return all(any(_equal(one, other) for other in more) for one in fewer)


def _equal(one: Value, other: Value) -> bool:
    """The same value, however it is written; of two terms the last day counts, of a sum its bounds."""
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if one.kind == "duration":
        if math.isinf(one.high) or math.isinf(other.high):
            return one.low == other.low
        return _near(one.high, other.high)
    if one.kind == "hours":
        return all(
            math.isinf(x) or math.isinf(y) or x % 1440 == y % 1440
            for x, y in ((one.low, other.low), (one.high, other.high))
        )
    if one.kind == "money" and (one.low, one.high) != (other.low, other.high):
        point, span = sorted((one, other), key=lambda value: value.high - value.low)
        if point.low == point.high and 0 < span.low <= point.low <= span.high < math.inf:
            return True
        edges = {one.low, one.high} & {other.low, other.high}
        return bool({edge for edge in edges if edge and not math.isinf(edge)})
    return one.low == other.low and one.high == other.high


def _near(one: float, other: float) -> bool:
    """Equal, also where one counts working days and the other days: “a week” is five of them."""
    low, high = sorted((one, other))
    return high <= low * _NEAR or (low > 0 and abs(high - (low * 7 / 5 + 2 * 86_400.0)) < 1)


def _phones(words: str) -> frozenset[str]:
    long = (re.sub(r"\D", "", match[0])[-10:] for match in _LONG_PHONE.finditer(words))
    short = (re.sub(r"\D", "", match[0]) for match in _SHORT_PHONE.finditer(words))
    return frozenset([number for number in long if len(number) >= 9] + list(short))


def _times(words: str) -> frozenset[int]:
    """Times of day in minutes."""
    found = set()
    for match in _CLOCK.finditer(words):
        hour, minute = int(match["h"] or match["h24"]), int(match["m"] or match["m24"] or 0)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
        found.add(60 * hour + minute)
    return frozenset(found)


def _mails(words: str) -> frozenset[str]:
    return frozenset(
        same_form(address.text) for address in find_addresses(words) if address.kind in ("email", "handle")
    )


def _codes(words: str) -> frozenset[str]:
    """Names with a figure in them, by what they name: “group 423-2”, “gate B12”."""
    return frozenset(_pairs((match["of"], match["code"]) for match in _CODE.finditer(words) if _is_code(match["code"])))


def _pairs(found: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"{of[:5]}:{code}" for of, code in found)


def _is_code(code: str) -> bool:
    return (any(c.isalpha() for c in code) and any(c.isdigit() for c in code)) or bool(
        re.fullmatch(r"\d{2,4}-\d{1,2}", code)
    )
