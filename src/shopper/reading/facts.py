"""What a message states: sums, durations, dates, hours, shares, numbers, yes or no, each with where it stands.

Pure, never raises, time linear in the length of a message, which is read up to text.LONGEST characters. A value is an
interval, since people promise “2–3 days” and “up to 100 zł”.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import fact_forms as forms
from .text import LONGEST

_ONE_TO_ONE = str.maketrans(
    dict.fromkeys("’ʼ‘`", "'") | dict.fromkeys("–—‑−", "-") | dict.fromkeys("\u00a0\u202f\u2009\t", " ")
)
_QUOTED_LINE = re.compile(r"^[ ]*>[^\n]*", re.MULTILINE)
_PHONE = re.compile(r"(?<!\w)(?:\+ ?\d|\(?0\d{2}\)?[ -]\d|8[ -]?\(?\d{3}\)?[ -])[\d ()-]{5,}\d")
_SENTENCE_END = re.compile(r"[.!?…;\n](?=\s|$)")
_NEAR = 24  # characters before a value in which “up to” may stand
_WORKING_WEEK = 7 / 5
_LONGEST_NUMBER = 9  # digits: a longer one names something, it counts nothing


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a text states.

    kind: as settings.models.FactKind, without "text". low, high: its bounds, equal for an exact one. unit: what they
    count: an ISO currency ("" where none is named), "s" for durations, "clock" (minutes of the day) or "weekdays" for
    hours, "date" (100 × month + day), "%", or "". start, end: where it stands in the text, after NFC. text: its words.
    """

    kind: str
    low: float
    high: float
    unit: str
    start: int
    end: int
    text: str


# “About 1,300”: what an exact answer may differ from it by and say the same.
_ROUGHLY = {"money": 1.1, "duration": 1.5, "percent": 1.1, "number": 1.1}
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|some|circa|близько|приблизно|десь|орієнтовно|біля|около|"
    r"примерно|ориентировочно|где-то|około|mniej więcej|w przybliżeniu|jakieś|orientacyjnie)|~) ?$"
)
_NEAR = 20  # characters before a value


@lru_cache(maxsize=2048)
def find_values(text: str) -> tuple[Value, ...]:
    """All values in a message's own words, in order; a quoted thread's lines are left out."""
    original = unicodedata.normalize("NFC", text[:LONGEST])
    words = _prepared(original)
    found: list[Value] = []
    taken = bytearray(len(words))
    for kind, low, high, unit, start, end in _candidates(words):
        if kind != "yes_no":  # “it is available” says yes, whatever else it says
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
        if kind != "phone":
            roughly = _ROUGHLY.get(kind, 1.0) if _ABOUT.search(words, max(0, start - _NEAR), start) else 1.0
            shown = original[start:end].strip(" .")
            found.append(Value(kind, low / roughly, high * roughly, unit, start, end, shown))
    return tuple(sorted(found, key=lambda v: (v.start, v.kind)))


def stated(text: str, kind: str, told: Sequence[str] = ()) -> list[Value]:
    """The values of one kind in a message. told: what the customer said: a number that only repeats it states
    nothing."""
    values = [value for value in find_values(text) if value.kind == kind]
    if kind == "number":
        known = {digits for said in told for digits in re.findall(r"\d+", said)}
        values = [value for value in values if re.sub(r"\D", "", value.text) not in known]
    return values


def compatible(one: Value, other: Value) -> bool:
    """Whether both can be true of one thing: values that cannot be compared can."""
    if one.kind != other.kind or not comparable(one, other):
        return True
    if one.unit == "clock":
        return all(math.isinf(a) or math.isinf(b) or a == b for a, b in ((one.low, other.low), (one.high, other.high)))
    if one.kind == "yes_no":
        return one.low == other.low
    return one.low <= other.high and other.low <= one.high


def comparable(one: Value, other: Value) -> bool:
    """Whether two values count the same thing; a sum without a currency is compared with any, weekdays with none."""
    if one.kind == "money":
        return not one.unit or not other.unit or one.unit == other.unit
    return one.unit == other.unit != "weekdays"


# -- reading -----------------------------------------------------------------------------------------------------------
_Found = tuple[str, float, float, str, int, int]


def _prepared(text: str) -> str:
    """The text in lower case, every character in its place."""
    lower = "".join(low if len(low := c.lower()) == 1 else c for c in text).translate(_ONE_TO_ONE)
    return _QUOTED_LINE.sub(lambda match: " " * len(match[0]), lower)


def _candidates(words: str) -> Iterator[_Found]:
    """In the order in which they take their place in the text: what is certain before what is likely."""
    for match in _PHONE.finditer(words):
        yield ("phone", 0, 0, "", *match.span())
    yield from _dates(words)
    yield from _hours(words)
    yield from _money(words)
    yield from _percents(words)
    yield from _durations(words)
    yield from _bare_prices(words)
    yield from _numbers(words)
    yield from _yes_no(words)


def _money(words: str) -> Iterator[_Found]:
    for match in forms.MONEY.finditer(words):
        unit = next((code for code in forms.CURRENCIES if match[code] or match[f"{code}_1"]), "") or _CODES.get(
            match["sign"] or "", ""
        )
        if match["low"]:
            low, high = _ordered(_number(match["low"]), _number(match["high"]))
        else:
            low = high = _number(match["one"] or match["signed"])
            if match["signed_high"]:
                low, high = _ordered(low, _number(match["signed_high"]))
            low, high = _bounded(words, match.start(), low, high)
        yield "money", low, high, unit, *match.span()
    for match in forms.FREE.finditer(words):
        yield "money", 0.0, 0.0, "", *match.span()


_CODES = {"₴": "UAH", "₽": "RUB", "€": "EUR", "$": "USD", "£": "GBP"} | {
    code.lower(): code for code in forms.CURRENCIES
}


def _bare_prices(words: str) -> Iterator[_Found]:
    for match in forms.BARE_PRICE.finditer(words):
        low, high = _bounded(words, match.start("one"), *[_number(match["one"])] * 2)
        yield "money", low, high, "", *match.span("one")


def _percents(words: str) -> Iterator[_Found]:
    for match in forms.PERCENT.finditer(words):
        high = _number(match["high"])
        low, high = (
            _ordered(_number(match["low"]), high) if match["low"] else _bounded(words, match.start(), high, high)
        )
        yield "percent", low, high, "%", *match.span()


def _durations(words: str) -> Iterator[_Found]:
    for form, least, most in forms.HALVES:
        for match in form.finditer(words):
            yield "duration", *_bounded(words, match.start(), least, most), "s", *match.span()
    for match in forms.DURATION.finditer(words):
        groups = match.groupdict()
        name = next(n for n in forms.UNITS for suffix in ("", "_1", "_2", "_3") if groups.get(n + suffix))
        _, least, most = forms.UNITS[name]
        if match["low"]:
            low, high = _ordered(_count(match["low"]), _count(match["high"]))
        else:
            low = high = _count(match["one"] or match["adjective"] or "1")
        bounded_low, bounded_high = _bounded(words, match.start(), low, high)
        if bounded_low == 0 or not (match["one"] or match["low"] or match["adjective"]):
            low = 0.0 if not _through(match[0]) else low
        elif math.isinf(bounded_high):
            high = bounded_high
        low, high = low * least, high * most
        if any(groups.get(key) for key in ("working", "working_1", "working_2", "after", "after_1")):
            high = high * _WORKING_WEEK + 2 * forms.DAY
        yield "duration", low, high, "s", *match.span()
    for match in forms.SOON.finditer(words):
        yield "duration", 0.0, (1 if match["today"] else 2) * forms.DAY, "s", *match.span()


def _through(words: str) -> bool:
    """«через тиждень», “in a week”: after that time, not before."""
    return words.startswith(("через", "in a"))


def _dates(words: str) -> Iterator[_Found]:
    for match in forms.DATE.finditer(words):
        groups = match.groupdict()
        month = next((n for n in range(1, 13) if groups[f"m{n}"] or groups[f"m{n}_"]), 0)
        month = month or int(match["iso_m"] or match["m"])
        day = int(match["iso_d"] or match["d"] or match["day"] or match["day_"])
        if month > 12 >= day:  # 3/24/2018: the American order
            month, day = day, month
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield "date", 100.0 * month + day, 100.0 * month + day, "date", *match.span()


def _hours(words: str) -> Iterator[_Found]:
    about = bool(forms.ABOUT_HOURS.search(words)) or bool(forms.WEEKDAYS.search(words))
    for match in forms.HOURS.finditer(words):
        word, h1, m1, half1, h2, m2, half2 = match.groups()
        certain = m1 or m2 or half1 or half2 or (word and about) or (about and match[0].count("-"))
        if not certain or forms.UNIT_AFTER.match(words, match.end()):
            continue
        opens = _minutes(h1, m1, half1 or (half2 if half2 and int(h1) > int(h2) % 12 else None))
        closes = _minutes(h2, m2, half2)
        if opens is not None and closes is not None and opens != closes:
            yield "hours", float(opens), float(closes), "clock", *match.span()
    for match in forms.CLOSES.finditer(words):
        closes = _minutes(match["h"], match["min"], match["half"])
        if closes is not None:
            yield "hours", -math.inf, float(closes), "clock", *match.span()
    for match in forms.ROUND_THE_CLOCK.finditer(words):
        yield "hours", 0.0, 1440.0, "clock", *match.span()
    for match in forms.WEEKDAYS.finditer(words):
        yield "hours", 0.0, 0.0, "weekdays", *match.span()


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    h, m = int(hour), int(minute or 0)
    if half:
        h = h % 12 + (12 if half.startswith("p") else 0)
    total = 60 * h + m
    return total if m < 60 and total <= 1440 else None


_NUMBER = re.compile(rf"(?<![\w.,:/+-]){forms.NUMBER}(?!\w|[.,:/-]\d)")


def _numbers(words: str) -> Iterator[_Found]:
    for match in _NUMBER.finditer(words):
        if sum(c.isdigit() for c in match[0]) <= _LONGEST_NUMBER:
            yield "number", *_bounded(words, match.start(), *[_number(match[0])] * 2), "", *match.span()


def _yes_no(words: str) -> Iterator[_Found]:
    """The first sentence that says yes or no; a question says neither."""
    start = 0
    while start < len(words):
        end = _SENTENCE_END.search(words, start)
        stop = end.end() if end else len(words)
        if not (end and end[0] == "?") and not forms.UNKNOWN.search(words, start, stop):
            no, yes = forms.NO.search(words, start, stop), forms.YES.search(words, start, stop)
            if no or yes:
                said = no if no else yes
                assert said is not None
                yield "yes_no", float(no is None), float(no is None), "", *said.span()
                return
        start = stop


# -- numbers -----------------------------------------------------------------------------------------------------------
def _number(text: str) -> float:
    """1299 for “1 299”, “1,299”, “1.299,00” and “1299.00”."""
    bare = text.replace(" ", "").replace("'", "")
    last = max(bare.rfind("."), bare.rfind(","))
    decimals = len(bare) - last - 1
    if last >= 0 and decimals in (1, 2):
        return float(re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :])
    return float(re.sub(r"[.,]", "", bare))


def _count(text: str) -> float:
    return float(forms.COUNTS[text]) if text in forms.COUNTS else _number(text)


def _ordered(one: float, other: float) -> tuple[float, float]:
    return (one, other) if one <= other else (other, one)


def _bounded(words: str, start: int, low: float, high: float) -> tuple[float, float]:
    """With “up to” or “from” before it a value is one bound of an interval."""
    before = words[max(0, start - _NEAR) : start]
    if forms.UP_TO.search(before):
        return 0.0, high
    if forms.AT_LEAST.search(before):
        return low, math.inf
    return low, high
