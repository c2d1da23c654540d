"""When a promise falls due, to the second, on whose clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.hours import Hours, parse_hours
from shopper.model import Side, Stamp, Turn, TurnKind
from shopper.reading.due import promised_until, timed_promises

ZONE = "Europe/Kyiv"
WEDNESDAY = datetime(2025, 11, 26, 9, 0, tzinfo=UTC)  # 11:00 in Kyiv
OFFICE = parse_hours("mon-fri 9:00-18:00")


def due(text: str, at: datetime = WEDNESDAY, hours: Hours = OFFICE, *, automatic: bool = False) -> timedelta | None:
    """How long after it was said the one promise of a text falls due."""
    found = timed_promises(text, at, hours, ZONE, automatic=automatic)
    return found[0].due - at if found else None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Передзвонимо за 15 хвилин.", 0.25),
        ("We will get back to you within 24-48 hours.", 48),
        ("Мы ответим в течение 24 часов.", 24),
        ("Odpiszemy w ciągu godziny.", 1),
        ("Відповідь отримаєте протягом 3 днів.", 72),
        ("Зачекайте, і ми відповімо протягом 10 хвилин.", 1 / 6),
        ("Подождите, пожалуйста, и мы ответим в течение 10 минут.", 1 / 6),
        ("Otrzyma Pan odpowiedź w ciągu 24 godzin.", 24),
        ("Надішлемо посилання протягом 30 хвилин.", 0.5),
        ("We will reply tomorrow.", 37),  # to the end of that day
        ("Відповімо сьогодні.", 13),
        ("Зателефонуємо до 18:00.", 7),
        ("Ответим до 28.11.", 61),
        ("Our team will reply within 1 business day.", 37),
        ("Odpowiemy w ciągu 2 dni roboczych.", 61),  # the adjective stands behind
        ("Ми зв'яжемося з вами протягом 2 робочих годин.", 2),
    ],
)
def test_a_term_is_counted_from_what_was_said(text: str, hours: float) -> None:
    assert due(text) == timedelta(hours=hours)


def test_working_time_stands_still_when_the_channel_is_closed() -> None:
    friday_evening = datetime(2025, 11, 28, 15, 30, tzinfo=UTC)  # 17:30 in Kyiv
    assert due("We will reply within 2 business hours.", friday_evening) == timedelta(days=2, hours=17)  # Monday 10:30
    assert due("We will reply within 1 business day.", friday_evening) == timedelta(days=3, hours=6, minutes=30)


def test_a_holiday_is_no_working_day() -> None:
    thursday = date(2025, 11, 27)
    (found,) = timed_promises("We will reply within 1 business day.", WEDNESDAY, OFFICE, ZONE, {thursday})
    assert found.due - WEDNESDAY == timedelta(hours=61)


def test_round_the_clock_a_working_day_is_monday_to_friday() -> None:
    friday = datetime(2025, 11, 28, 9, 0, tzinfo=UTC)
    assert due("We will reply within 1 business day.", friday, Hours.always()) == timedelta(hours=85)


def test_a_machines_term_begins_when_the_channel_opens_and_a_persons_at_once() -> None:
    night = datetime(2025, 11, 26, 20, 0, tzinfo=UTC)  # 22:00 in Kyiv; it opens at 9:00
    assert due("We will reply within 2 hours.", night, automatic=True) == timedelta(hours=13)
    assert due("We will reply within 24 hours.", night, automatic=True) == timedelta(hours=35)
    assert due("We will reply within 2 hours.", night) == timedelta(hours=2)


@pytest.mark.parametrize(
    "text",
    [
        "We will reply soon.",
        "We will reply by Friday.",
        "Відповімо протягом кількох днів.",
        "Ответим в течение нескольких дней.",
        "We will reply to your letter of 25.11.",
        "We will reply about the 14-day guarantee.",
        "Сьогодні не встигнемо, відповімо завтра зранку або в понеділок.",
        "Zwykle odpowiadamy w ciągu 5 minut.",
        "The courier will call you within 2 hours.",
        "Please leave your number and we will call you within 5 minutes.",
        "Зателефонуйте нам, і ми відповімо за 5 хвилин.",
        "Обратитесь в чат, и мы ответим в течение 5 минут.",
        "Доставимо за 2 дні й повідомимо в день доставки.",
        "We'll notify you within 2 minutes of the parcel being shipped.",
        "We will ship the parcel within 2 days.",
        "",
    ],
)
def test_where_no_time_is_surely_meant_nothing_falls_due(text: str) -> None:
    assert due(text) is None


def test_of_two_terms_the_later_counts() -> None:
    assert due("We will reply within 1 hour, at most within 3 hours.") == timedelta(hours=3)


def test_hours_that_never_open_make_no_promise_fall_due() -> None:
    assert due("We will reply within 2 business hours.", hours=parse_hours("closed")) == timedelta(hours=2)


def test_a_customer_waits_until_the_latest_promise() -> None:
    at = Stamp(round(WEDNESDAY.timestamp() * 1e6))
    turns = [
        Turn(0, Side.CUSTOMER, "I will write to you within 9 hours.", at),
        Turn(1, Side.COMPANY, "We will write to you within 5 minutes.", at),
        Turn(2, Side.COMPANY, "We will write to you within 3 minutes.", at),
        Turn(3, Side.COMPANY, "We will write to you within 9 hours.", at, kind=TurnKind.BOUNCE),
    ]
    assert promised_until(turns, OFFICE, ZONE) == at.wall_us + 300_000_000
    assert promised_until(turns[:1], OFFICE, ZONE) is None


_WORDS = st.lists(
    st.one_of(
        st.sampled_from(["We will reply", "We will call you", "Відповімо", "передзвонимо", "Ответим", "Odpowiemy"]),
        st.sampled_from(["within", "in", "by", "протягом", "за", "до", "в течение", "w ciągu", ".", "?", "\n"]),
        st.sampled_from(["5", "15", "3", "99.99", "31.02", "25:61", "tomorrow", "today", "завтра", "jutro"]),
        st.sampled_from(["minutes", "business days", "робочих днів", "дней", "dni", "you a link"]),
    ),
    max_size=25,
).map(" ".join)


@given(_WORDS, st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.booleans())
def test_whatever_is_said_nothing_falls_due_before_it_was_said(text: str, at: datetime, automatic: bool) -> None:
    moment = at.replace(tzinfo=UTC)
    for hours in (OFFICE, Hours.always(), parse_hours("closed")):
        for promise in timed_promises(text, moment, hours, ZONE, {moment.date()}, automatic=automatic):
            assert promise.due >= moment
