"""Whole journeys as anything could have written them: odd texts, odd orders, odd clocks, odd endings."""

from __future__ import annotations

from hypothesis import strategies as st

from shopper.model import (
    Clock,
    Closing,
    JourneyRecord,
    Origin,
    Side,
    Stamp,
    Terms,
    Turn,
    TurnKind,
    VisitRecord,
)
from shopper.words import LANGUAGES
from shopper.words.calls import SPOKEN

from ..samples import CHANNELS, SERVICES, START_US

# What companies and customers write, good and bad, in the languages that are read.
SAID = (
    "",
    " ",
    "👍",
    SPOKEN,
    "What does the lamp cost?",
    "The lamp costs 450 UAH, delivery takes 2–3 business days.",
    "We will call you back within 15 minutes.",
    "Передзвонимо за 15 хвилин.",
    "Ответим до 31.12 или до 18:00.",
    "Odpowiemy w ciągu 2 dni roboczych.",
    "Відповімо завтра, о 25:99 або 99.99.",
    "Dear {{name}}, your ticket #48213 is null&nbsp;<br>",
    "Ваше звернення №48390 зареєстровано. Твоє замовлення вже їде.",
    "Please write to help@shop.example or call +380 44 123 45 67.",
    "Напишіть у Telegram @shop_help, тут ми не консультуємо.",
    "Is this a test? Are you a mystery shopper?",
    "Больше сюда не пишите.",
    "The chat has been closed due to inactivity.",
    "Could you tell me your order number, please?",
    "58-20417",
    "Dzień dobry, w czym mogę pomóc? Czy Pani jest tam jeszcze?",
    "550 5.1.1 no such user",
    "> We will reply within 5 minutes.\n> bye\n",
    "On Mon, 1 Jan 2024 John wrote:\nnothing",
    "\u202egnp.exe\u202c \x00 \ud7ff]]>",
    "0" * 200,
    "I will " * 200,
)
texts = st.one_of(
    st.sampled_from(SAID),
    st.lists(st.sampled_from(SAID), max_size=4).map("\n".join),
    st.text(max_size=200),
)
_names = st.sampled_from(["", "Iryna", "Olena", "shop_bot", "help@shop.example", "Tomasz", "🤖"])
_ways = st.sampled_from(["", "", "", "callback", "hotline", "telegram", "help", "nowhere"])
_YEAR = 366 * 86_400


@st.composite
def stamps(draw: st.DrawFn) -> Stamp:
    """A moment within a year of the wave, by any clock."""
    wall = START_US + draw(st.one_of(st.integers(-100, 200_000), st.integers(-_YEAR, _YEAR))) * 1_000_000
    clock = draw(st.sampled_from(list(Clock)))
    if draw(st.booleans()):
        return Stamp(wall, mono_ns=draw(st.integers(0, 10**15)), process="p", clock=clock)
    return Stamp(wall, clock=clock, accuracy_us=draw(st.sampled_from([0, 1_000, 1_000_000, 60_000_000])))


@st.composite
def turns(draw: st.DrawFn) -> tuple[Turn, ...]:
    """A conversation, mostly in the order of time."""
    said = []
    moments = draw(st.lists(stamps(), max_size=6))
    if draw(st.integers(0, 3)):
        moments.sort(key=lambda stamp: stamp.wall_us)
    for n, at in enumerate(moments):
        side = draw(st.sampled_from(list(Side)))
        company = side is Side.COMPANY
        said.append(
            Turn(
                n,
                side,
                draw(texts),
                at,
                read_at=draw(st.none() | stamps()) if company else None,
                kind=draw(st.sampled_from(list(TurnKind))) if company else TurnKind.MESSAGE,
                sender=draw(_names),
                subject=draw(st.sampled_from(["", "Re: [#48213] Lamp", "№"])),
                late=company and draw(st.booleans()) and draw(st.booleans()),
                via=draw(_ways) if company else "",
                data=draw(st.sampled_from([{}, {}, {"status": "5.1.1"}, {"call": "ended"}, {"buttons": ["Yes"]}])),
            )
        )
    return tuple(said)


@st.composite
def visits(draw: st.DrawFn, number: int) -> VisitRecord:
    """One conversation: closed or not, valid or not, with or without a word."""
    said = draw(turns())
    first = next((t.at for t in said if t.side is Side.CUSTOMER), None)
    first = first if draw(st.integers(0, 5)) else None
    closing = draw(st.none() | st.sampled_from(list(Closing)))
    closed = draw(stamps()) if closing is not None else None
    fault = "no network" if closing is Closing.FAULT else ""
    channel = draw(st.sampled_from([*CHANNELS, "elsewhere"]))
    spec = CHANNELS.get(channel, {"kind": "branch", "terms": Terms(1, 2, 3)})
    return VisitRecord(
        id=f"v{number}",
        journey="j",
        seq=number,
        origin=Origin.ENTRY if number == 1 else draw(st.sampled_from(list(Origin))),
        service=draw(st.sampled_from([*SERVICES, "unknown"])),
        channel=channel,
        kind=draw(st.sampled_from([spec["kind"], "callback", "hotline"])),
        persona="olena",
        language=draw(st.sampled_from(LANGUAGES)),
        terms=spec["terms"],
        opened=said[0].at if said else draw(stamps()),
        first_said=first,
        closed=closed,
        closing=closing,
        observed_s=draw(st.none() | st.floats(0, 200_000)) if closed is not None else None,
        turns=said,
        fault=fault,
        fault_code="network" if fault else "",
        redirected_by=draw(st.none() | st.just((f"v{number - 1}", 0))) if number > 1 else None,
        wished=draw(st.sampled_from([(), (), ("telegram",), ("callback",)])),
    )


@st.composite
def journeys(draw: st.DrawFn) -> JourneyRecord:
    """One journey of one to three conversations."""
    count = draw(st.integers(1, 3))
    made = tuple(draw(visits(number)) for number in range(1, count + 1))
    return JourneyRecord(
        id="j",
        wave="w",
        feature="a.feature",
        scenario="s",
        example="",
        line=1,
        language=made[0].language,
        service=made[0].service,
        persona="olena",
        facts=draw(st.sampled_from([{}, {"order_number": "58-20417", "name": "Olena"}, {"name": ""}])),
        visits=made,
        finished=draw(st.booleans()),
    )
