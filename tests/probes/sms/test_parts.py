"""The parts of the SMS probe by themselves: what is read, what is new, what time it was, how often is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Clock, Stamp
from shopper.programme.loading import load_stock
from tests.probes.sms.conftest import Customer, Play

if TYPE_CHECKING:
    from probes._provider.moments import ServerClock

message_module = load_stock("probes.sms.message")
moments = load_stock("probes._provider.moments")
seen_module = load_stock("probes.sms.seen")
outcomes = load_stock("probes.sms.outcomes")
chats = load_stock("probes.sms.chats")

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = [
    "sid",
    "direction",
    "from",
    "to",
    "body",
    "status",
    "date_created",
    "error_code",
    "error_message",
    "num_media",
]


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_whatever_the_provider_writes_in_a_message_is_read_or_left_out(raw: dict[str, Any]) -> None:
    message = message_module.message_of(raw)
    assert (message is None) == (not (isinstance(raw.get("sid"), str) and raw["sid"]))
    assert message_module.messages_of({"messages": [raw]}) == ([message] if message else [])


@given(st.dictionaries(st.just("messages"), JSON))
def test_whatever_stands_in_the_place_of_a_list_is_no_error(body: dict[str, Any]) -> None:
    message_module.messages_of(body)


@pytest.mark.parametrize("text", [None, 5, "", "yesterday", "Fri, 99 May 2019 17:44:46 +0000"])
def test_what_is_no_date_is_none(text: object) -> None:
    assert moments.date_of(text) is None


def test_a_date_is_read_in_its_zone() -> None:
    assert moments.date_of("Fri, 24 May 2019 19:44:46 +0200") == datetime(2019, 5, 24, 17, 44, 46, tzinfo=UTC)


def stamp(us: int) -> Stamp:
    return Stamp(us, us * 1000, "test", Clock.LOCAL, 1_000)


START_US = 1_800_000_000_000_000


@given(
    st.integers(-10_000_000_000, 10_000_000_000),
    st.lists(st.tuples(st.integers(0, 5_000_000), st.integers(0, 900_000)), min_size=1, max_size=90),
    st.integers(0, 60_000_000),
)
def test_a_moment_is_right_to_its_accuracy_however_wrong_the_providers_clock_is(
    skew_us: int, answers: list[tuple[int, int]], ago_us: int
) -> None:
    clock: ServerClock = moments.ServerClock()
    at_us = START_US
    for pause_us, latency_us in answers:
        at_us += pause_us
        written = datetime.fromtimestamp((at_us + skew_us) // 1_000_000, UTC)
        clock.seen(stamp(at_us), stamp(at_us + latency_us), written)
    now = stamp(at_us + 1_000_000)
    truth_us = now.wall_us - ago_us
    told = clock.here(now, datetime.fromtimestamp((truth_us + skew_us) // 1_000_000, UTC))
    assert told.wall_us <= now.wall_us
    assert abs(told.wall_us - truth_us) <= told.accuracy_us <= 1_500_000


def test_a_moment_is_known_to_half_a_second_after_many_answers() -> None:
    clock: ServerClock = moments.ServerClock()
    for n in range(40):
        at_us = START_US + n * 5_130_000
        clock.seen(stamp(at_us), stamp(at_us + 20_000), datetime.fromtimestamp(at_us // 1_000_000, UTC))
    told = clock.here(stamp(START_US + 300_000_000), datetime.fromtimestamp(START_US // 1_000_000, UTC))
    assert 500_000 <= told.accuracy_us < 560_000


def test_a_clock_that_is_set_meanwhile_is_learnt_anew() -> None:
    clock: ServerClock = moments.ServerClock()
    for n in range(20):
        date_us = START_US + n * 5_000_000 + (3_600_000_000 if n >= 15 else 0)
        at_us = START_US + n * 5_000_000
        clock.seen(stamp(at_us), stamp(at_us + 20_000), datetime.fromtimestamp(date_us // 1_000_000, UTC))
    now = stamp(START_US + 110_000_000)
    told = clock.here(now, datetime.fromtimestamp((START_US + 100_000_000 + 3_600_000_000) // 1_000_000, UTC))
    assert abs(told.wall_us - (START_US + 100_000_000)) <= told.accuracy_us


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5_000)), max_size=40))
def test_a_message_is_new_once(messages: list[tuple[int, int]]) -> None:
    seen = seen_module.Seen(1_000.0)
    for number, after in messages:
        sid, date = f"SM{number}", 1_000.0 + after
        if seen.is_new(sid, date):
            seen.took(sid, date)
            assert not seen.is_new(sid, date)
        seen = seen_module.Seen.load(seen.dump())  # a process ended, another began
        assert not seen.is_new("SMold", 990.0)


def test_what_comes_a_little_late_is_still_new() -> None:
    seen = seen_module.Seen(1_000.0)
    seen.took("SM1", 5_000.0)
    assert seen.is_new("SM2", 4_500.0)
    assert not seen.is_new("SM3", 3_000.0)


@pytest.mark.parametrize("code", [30003, 30005, 30006, 21614])
def test_a_number_that_takes_no_texts_is_the_companys(code: int) -> None:
    assert outcomes.outcome_of(code, "words").ours == ""


@pytest.mark.parametrize("code", [0, 30007, 21610, 21408, 99999])
def test_every_other_reason_is_ours_and_says_what_to_do_or_where_it_is_told(code: int) -> None:
    told = outcomes.outcome_of(code, "words").ours
    assert "words" in told
    assert code == 0 or str(code) in told


def test_a_chat_is_the_same_when_it_was_kept_and_loaded() -> None:
    chat = chats.Chat("+380441112233")
    chat.talks["j1.1"] = chats.Talk(None, {"a": 1.5}, {"a": "SM1"}, {"SM1": 9.0}, True)
    chat.owns("SM1", "j1.1")
    chat.unanswered["j0.1"] = 5
    loaded = chats.Chat.load("+380441112233", chat.dump())
    assert loaded.dump() == chat.dump()


def test_the_longer_somebody_waits_the_less_often_the_provider_is_asked(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        line = customer.probe._lines["olena"]
        [chat] = line.chats()
        talk = chat.talks["j1.1"]
        asked = []
        for waited_s in (0, 60, 600, 6_000, 600_000):
            now = customer.host.stamp()
            assert now.mono_ns is not None
            talk.last_said = Stamp(now.wall_us, now.mono_ns - waited_s * 10**9, now.process)
            asked.append(round(line.poll_s, 1))
        assert asked == [5.0, 5.0, 10.0, 60.0, 60.0]
        await customer.probe.detach(customer.asked["j1.1"])
        assert line.poll_s == 60.0

    sms(story, account={"poll": 5.0, "idle": 60.0})
