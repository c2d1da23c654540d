"""When a promise falls due, on which clock, by what was said and when.

Every doubt goes to the company: of two terms in a sentence the later counts, a day lasts to its end, a working day is
one on which the channel is open, and an automatic message's term begins when the channel opens. A sentence that only
hopes (“usually”, «постараємося»), speaks of a condition («щойно…») or of a third party (a courier) binds nobody here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..hours import Hours
from ..model import Side, Turn, TurnKind
from . import read
from .facts import Value, find_values
from .promises import Promise, find_promises, speaks_of
from .text import plain

KINDS = ("reply", "call", "send")
_GOODS = ("deliver", "refund")
NO_PROMISE = frozenset({TurnKind.BOUNCE, TurnKind.CLOSED})
_DAY = 86_400.0
_WORKING_WEEK = 7 / 5  # how shopper.reading.facts stretches working days into a duration
_HEDGED = re.compile(
    r"\b(?:usually|normally|typically|generally|on average|as a rule|most (?:of|requests|questions)|hopefully|maybe|"
    r"perhaps|might|try|aim|approximately|around|"
    r"зазвичай|як правило|в середньому|орієнтовно|приблизно|постара\w+|намага\w+|спробу\w+|можливо|може|"
    r"обычно|как правило|в среднем|ориентировочно|примерно|постара\w+|стара\w+|попробу\w+|возможно|может быть|"
    r"zwykle|zazwyczaj|przeważnie|średnio|około|postara\w+|stara\w+|spróbuj\w+|być może|może)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|once|as soon as|when(?:ever)?|after|before|in case|should you|until then|depending|"
    r"якщо|щойно|як тільки|коли|після|перед|у разі|в разі|залежно|"
    r"если|как только|когда|после|перед|в случае|в зависимости|"
    r"je[śs]li|je[żz]eli|gdy|kiedy|jak tylko|po (?:tym|otrzymaniu|sprawdzeniu)|przed|w przypadku|w razie|"
    r"zale[żz]n\w+)\b"
)
# A day that is named in a way that is no value: the promise is for then, and nobody can say when that is.
_SOME_DAY = re.compile(
    r"\b(?:завтраш\w+|після ?завтра|после ?завтра|jutr(?:a|ze\w+)|pojutrz\w+|day after tomorrow|next (?:week|month)|"
    r"this week|(?:наступн|найближч|следующ|будущ|ближайш|przyszł|następn|najbliższ)\w+ "
    r"(?:тиж|дн|недел|місяц|месяц|tyg|dni|mies)\w*|(?:цього|на цьому) тижн\w+|на этой неделе|w tym tygodniu|"
    r"(?:few|couple of|several) \w+|"
    r"(?:кілька|декілька|пару|несколько|kilka|parę) \w+)\b"
)
# “Leave your number and we will call you”: only if the customer does.
_FIRST_YOU = re.compile(
    r"(?:^(?:please,? |just |then |\w+, ){0,2}(?:leave|send|provide|share|give|tell|write|reply|call|ring|contact|"
    r"message|e-?mail|fill|press|click)\b|"
    r"\b(?!(?:за|по|до)?че[кє]а|очіку|подожд|ожида|жд|зажд)\w{3,}(?:іть|йте|ьте|ите)(?:ся|сь)?\b|"
    r"\b(?:podaj|zostaw|prześlij|napisz|zadzwoń|wyślij|wypełnij|kliknij)(?:cie)?\b|"
    r"\bprosz[ęe] (?:podać|zostawić|przesłać|napisać|zadzwonić|wypełnić|wysłać)\b)"
    r"[^.!?]{0,120}?\b(?:and|then|so|і|й|та|а|тоді|щоб|и|тогда|чтобы|i|a|wtedy|to|żeby|aby)\b"
)
_OTHERS = re.compile(
    r"\b(?:courier|driver|carrier|post office|bank|seller|manufacturer|supplier|"
    r"кур.?[єе]р\w*|водій|водитель|перевізник\w*|перевозчик\w*|пошт[аи]|почт[аы]|банк\w*|продав\w+|виробник\w*|"
    r"производител\w+|постачальник\w*|поставщик\w*|kurier\w*|kierowc\w+|przewoźnik\w*|poczta|bank\w*|sprzedawc\w+|"
    r"producent\w*|dostawc\w+)\b"
)
_NOT_OURS = re.compile(
    r"\bit(?:'ll| will)\b|\bwill be back (?:up|on|online|open|in stock)\b|"
    r"\b(?:contact|call|write|answer|reply to|e-?mail|message) (?:me|us)\b"
)
# What a shopper can see come: a message or a document, no parcel.
_SENDABLE = re.compile(
    r"\b(?:e-?mail|mail|message|link|details|information|info|instructions?|invoice|answer|reply|confirmation|sms|"
    r"лист\w*|повідомлення|посилання|інструкці\w+|рахунок|інформаці\w+|деталі|відповідь|підтвердження|смс|"
    r"письм\w+|сообщение|ссылк\w+|инструкци\w+|счёт|счет|информаци\w+|детали|ответ|подтверждение|"
    r"wiadomo[śs]\w+|link\w*|instrukcj\w+|faktur\w+|informacj\w+|szczeg[óo]ły|odpowied[źz]|potwierdzenie|maila?)\b"
)
_TODAY = re.compile(r"\b(?:today|same day|сьогодні|сегодня|dzisiaj|dziś|цього ж дня|tego samego dnia)\b")
_TOMORROW = re.compile(r"\b(?:tomorrow|next day|завтра|наступного дня|на следующий день|jutro|następnego dnia)\b")
_WORKING = re.compile(r"\b(?:business|working|office|робоч|рабоч|robocz|банківськ|банковск)")
_LEADS_IN = re.compile(
    r"(?:\b(?:within|in|under|by|during|over|max(?:imum)?|up to|at most|no later than|not later than|the next|"
    r"до|за|через|протягом|упродовж|впродовж|продовж|у|в|не пізніше(?: ніж)?|не довше(?: ніж)?|"
    r"в течение|в течении|в срок до|не позднее|не позже|"
    r"w ciągu|w przeciągu|do|za|w|w terminie(?: do)?|nie później niż|maksymalnie|najpóźniej)(?: the| a| an| next| "
    r"наступн\w+| ближайш\w+| найближч\w+| najbliższ\w+)*)\s*$"
)
_LED_IN = re.compile(r"^(?:within|in|протягом|упродовж|впродовж|за|через|в течение|w ciągu|до|do|until|till)\b")
_BEHIND = re.compile(
    r"\s*,?\s*(?:before|prior|ago|of|after|from|since|до (?:доставки|приїзду|приезда|візиту)|тому|назад|przed|temu)\b"
)
_AROUND = 24  # characters beside a value in which its preposition, or “roboczych”, stands


@dataclass(frozen=True, slots=True)
class Timed:
    """A promise that falls due. act: reply, call or send. said: the promise in the message's prepared words."""

    act: str
    said: str
    due: datetime


def timed_promises(
    text: str, at: datetime, hours: Hours, zone: str, closed_days: Collection[date] = (), *, automatic: bool = False
) -> tuple[Timed, ...]:
    """The promises of a message that name their time and can be seen kept: of a reply, a call or a document.

    at: when it was said. hours, closed_days: the channel's, in the company's zone. automatic: no person wrote it."""
    found = []
    for promise in find_promises(plain(text)):
        due = due_at(promise, at, hours, zone, closed_days, automatic=automatic)
        if due is not None:
            found.append(Timed(promise.act, promise.text, due))
    return tuple(found)


def due_at(
    promise: Promise,
    at: datetime,
    hours: Hours,
    zone: str,
    closed_days: Collection[date] = (),
    *,
    automatic: bool = False,
) -> datetime | None:
    """The moment (UTC) by which a promise must be kept; None where it names no time, or binds nobody."""
    words = plain(promise.text).rstrip(" .!…")
    if promise.act not in KINDS or (promise.act == "send" and not _SENDABLE.search(words)):
        return None
    if any(speaks_of(words, act) for act in _GOODS):
        return None  # whose term it is, the goods' or the answer's, cannot be told
    if any(pattern.search(words) for pattern in (_HEDGED, _CONDITION, _SOME_DAY, _FIRST_YOU, _OTHERS, _NOT_OURS)):
        return None
    clock = _Clock(hours, ZoneInfo(zone), closed_days)
    named = [value for value in find_values(words) if value.kind in ("duration", "date", "hours")]
    try:
        dues = [_of_value(value, words, at, clock, automatic) for value in named]
    except (ValueError, OverflowError):
        return None  # a time that never comes
    # One time that cannot be told for sure makes the whole promise unsure.
    return None if None in dues else max((due for due in dues if due is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Clock:
    hours: Hours
    zone: ZoneInfo
    closed_days: Collection[date]

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)

    def works(self, day: date) -> bool:
        if day in self.closed_days:
            return False
        return day.weekday() < 5 if self.hours.is_always else bool(self.hours.week[day.weekday()])

    def opening(self, at: datetime) -> datetime:
        """When the channel is open next; `at` where it is open, or never is."""
        if self.hours.is_open(at, self.zone, self.closed_days) or not any(self.hours.week):
            return at
        return self.hours.add(at, 1e-6, self.zone, self.closed_days) - timedelta(microseconds=1)

    def after(self, at: datetime, seconds: float, *, promised_hours: bool) -> datetime:
        if promised_hours and any(self.hours.week):
            return self.hours.add(at, seconds, self.zone, self.closed_days)
        return at + timedelta(seconds=seconds)

    def working_days_after(self, at: datetime, count: int) -> datetime | None:
        day, left = at.astimezone(self.zone).date(), count
        for _ in range(count * 7 + 60):
            day += timedelta(days=1)
            left -= self.works(day)
            if left <= 0:
                return self.end_of(day)
        return None


def _of_value(value: Value, words: str, at: datetime, clock: _Clock, automatic: bool) -> datetime | None:
    before, behind = words[max(0, value.start - _AROUND) : value.start], words[value.end :]
    if _BEHIND.match(behind):
        return None
    led = bool(_LEADS_IN.search(before) or _LED_IN.match(words[value.start : value.end]))
    today = at.astimezone(clock.zone).date()
    if value.kind == "duration":
        said = words[value.start : value.end]
        if _TODAY.search(said):
            return clock.end_of(today)
        if _TOMORROW.search(said):
            return clock.end_of(today + timedelta(days=1))
        if not led or value.high <= 0 or value.high > 400 * _DAY:
            return None
        within = bool(_WORKING.search(said))
        if within or _WORKING.match(behind.lstrip()):
            return _working(value.high, at, clock, stretched=within)
        if not automatic:
            return clock.after(at, value.high, promised_hours=False)
        if value.high < _DAY:
            return clock.after(at, value.high, promised_hours=True)
        return clock.after(clock.opening(at), value.high, promised_hours=False)
    if not led:
        return None
    if value.kind == "date":
        return _on_date(value, today, clock)
    if value.unit == "clock" and value.low < 0 < value.high <= 24 * 60:  # “until 18:00”
        due = datetime.combine(today, time(), clock.zone) + timedelta(minutes=value.high)
        return due.astimezone(UTC) if due > at else None
    return None


def _working(high: float, at: datetime, clock: _Clock, *, stretched: bool) -> datetime | None:
    """So many working days or hours after; stretched: `high` was made calendar time by shopper.reading.facts."""
    seconds = (high - 2 * _DAY) / _WORKING_WEEK if stretched else high
    if seconds < _DAY * 0.999:
        return clock.after(at, max(seconds, 1.0), promised_hours=True)
    return clock.working_days_after(at, max(1, round(seconds / _DAY)))


def _on_date(value: Value, today: date, clock: _Clock) -> datetime | None:
    """The end of the day that is named without its year; None for one that has been."""
    month, day = divmod(int(value.high), 100)
    try:
        named = date(today.year, month, day)
        if (today - named).days > 180:
            named = date(today.year + 1, month, day)
    except ValueError:
        return None
    return clock.end_of(named) if named >= today else None


def promised_until(
    turns: Iterable[Turn], hours: Hours, zone: str, closed_days: Collection[date] = (), language: str = ""
) -> int | None:
    """Until when (UTC µs) a customer must wait to see all kept that the company promised in these turns; None where
    nothing was promised for a time."""
    latest: int | None = None
    for turn in turns:
        if turn.side is not Side.COMPANY or turn.kind in NO_PROMISE or "call" in turn.data:
            continue
        said = datetime.fromtimestamp((turn.read_at or turn.at).wall_us / 1e6, UTC)
        automatic = turn.kind is not TurnKind.MESSAGE or read(turn.text, language=language).auto_ack
        for promise in timed_promises(turn.text, said, hours, zone, closed_days, automatic=automatic):
            due = round(promise.due.timestamp() * 1e6)
            latest = due if latest is None else max(latest, due)
    return latest
