"""What the web chat probe reckons without a browser: clocks, pacing, fingerprints, what is known."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.model import Clock, Stamp
from shopper.programme.loading import load_stock

clock = load_stock("probes.webchat.clock")
pacing = load_stock("probes.webchat.pacing")
state = load_stock("probes.webchat.state")
faults = load_stock("probes.webchat.faults")
transcript = load_stock("probes.webchat.transcript")

offsets = st.integers(-(10**15), 10**15)
waits = st.tuples(st.integers(0, 50_000_000), st.integers(0, 50_000_000))


@given(
    offset=offsets,
    pings=st.lists(st.tuples(st.integers(0, 10**10), waits), min_size=1, max_size=20),
    ask=st.integers(0, 10**10),
)
def test_a_page_s_moment_is_off_by_no_more_than_is_said(
    offset: int, pings: list[tuple[int, tuple[int, int]]], ask: int
) -> None:
    page = clock.PageClock()
    last = 0
    for at, (before, after) in sorted(pings):
        page.pinged(at + offset - before, at / 1e6, at + offset + after)
        last = at
    mono, off = page.mono_ns(ask / 1e6)
    assert abs(mono - (ask + offset)) <= off + 1_000
    assert last >= 0


def test_more_pings_make_it_tighter_and_never_wider_than_the_best_one() -> None:
    page = clock.PageClock()
    page.pinged(0, 5.0, 10_000_000)
    wide = page.mono_ns(5.0)[1]
    page.pinged(20_000_000, 20.5, 21_000_000)
    assert page.mono_ns(5.0)[1] < wide / 5


def test_a_machine_that_slept_is_mapped_anew() -> None:
    page = clock.PageClock()
    page.pinged(1_000_000, 1.0, 1_100_000)
    page.pinged(9_000_000_000, 2.0, 9_000_100_000)
    mono, off = page.mono_ns(2.0)
    assert abs(mono - 9_000_050_000) <= off


def test_a_page_stamp_agrees_with_the_wall_clock_it_was_made_from() -> None:
    page = clock.PageClock()
    page.pinged(1_000_000_000, 500.0, 1_000_200_000)
    stamp = page.stamp(400.0, Stamp(wall_us=7_000_000, mono_ns=1_100_000_000, process="p"))
    assert (stamp.clock, stamp.process) == (Clock.PAGE, "p")
    assert stamp.wall_us == pytest.approx(7_000_000 - 200_000, abs=200)
    assert 100 <= stamp.accuracy_us < 1_000


def test_a_clock_that_was_never_read_maps_nothing() -> None:
    with pytest.raises(LookupError):
        clock.PageClock().mono_ns(1.0)


@given(st.text(min_size=1, max_size=200), st.floats(1, 49), st.text())
def test_typing_takes_about_as_long_as_the_pace_says_and_the_same_each_time(text: str, pace: float, seed: str) -> None:
    pauses = list(pacing.pauses(text, pace, seed))
    assert len(pauses) == len(text)
    assert pauses == list(pacing.pauses(text, pace, seed))
    assert all(0.5 / pace < pause < 2 / pace for pause in pauses)


def test_a_pace_of_fifty_imitates_nobody() -> None:
    assert sum(pacing.pauses("hello", 50, "x")) == 0


@pytest.mark.parametrize(
    ("written", "shown"),
    [("Wait...", "Wait…"), ("**Yes** it is", "Yes it is"), ("one\ntwo", "one two"), ("Є?", "є"), ("👍", " 👍 ")],
)
def test_words_that_a_widget_draws_otherwise_are_the_same_words(written: str, shown: str) -> None:
    assert state.digest(written) == state.digest(shown)
    assert state.digest(written) != state.digest(shown + " no")


texts = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(texts, texts)
def test_history_that_holds_all_that_is_known_leaves_only_the_new_messages(known: list[str], new: list[str]) -> None:
    before = [state.Known(f"k{n}", False, state.digest(t), n) for n, t in enumerate(known)]
    shown = [state.digest(t) for t in known + new]
    found = state.align(before, shown)
    assert len(found) == len(known)
    assert len({k.key for k in found.values()}) == len(known)
    assert all(shown[n] == k.digest for n, k in found.items())


@given(st.permutations(["hello", "kettle", "price", "hello"]))
def test_messages_journalled_in_another_order_than_shown_are_still_known(order: list[str]) -> None:
    before = [state.Known(f"k{n}", False, state.digest(t), 0) for n, t in enumerate(order)]
    assert len(state.align(before, [state.digest(t) for t in ["hello", "kettle", "price", "hello"]])) == 4


@given(
    st.lists(st.tuples(st.text(max_size=5), st.booleans(), st.text(max_size=5), st.integers(0, 10**15))),
    st.lists(st.text(max_size=20)),
    st.none() | st.tuples(st.text(max_size=5), st.text(max_size=5)),
)
def test_what_is_saved_is_read_back(
    known: list[tuple[str, bool, str, int]], said: list[str], pending: tuple[str, str] | None
) -> None:
    made = state.ChatState(known=[state.Known(*k) for k in known], said=said, pending=pending, seen_us=5, next_key=7)
    assert state.ChatState.from_json(json.loads(json.dumps(made.as_json()))) == made


@pytest.mark.parametrize("nothing", [None, [], "x", 5, {}])
def test_a_visit_without_saved_state_begins_anew(nothing: object) -> None:
    assert state.ChatState.from_json(nothing) == state.ChatState()


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        ("Page.goto: net::ERR_CERT_AUTHORITY_INVALID at https://shop.example/", "certificate"),
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED at https://shop.example/", "site_unreachable"),
        ("Page.goto: net::ERR_CONNECTION_REFUSED at https://shop.example/", "site_unreachable"),
        ("Page.goto: Timeout 30000ms exceeded.", "site_unreachable"),
        ("Page.goto: net::ERR_SOMETHING_NEW at https://shop.example/", "site_unreachable"),
    ],
)
def test_a_page_that_does_not_open_is_told_with_its_host_and_what_was_seen(seen: str, code: str) -> None:
    fault = faults.navigation_fault("https://shop.example/chat", RuntimeError(seen))
    assert isinstance(fault, OurFault)
    assert fault.code == code
    assert str(fault).startswith("shop.example could not be opened")
    assert "Page.goto" not in str(fault)


def test_a_notice_that_the_talk_is_over_is_told_from_other_notices() -> None:
    def kind(text: str, *, notice: bool = True) -> str:
        unit = {"id": "1", "text": text, "sender": "", "first": 1, "changed": 1, "notice": notice}
        return str(transcript.kind_of(transcript.Message.of(unit, clock.PageClock(), greeting=False)))

    assert kind("The conversation has ended.") == "closed"
    assert kind("Чат завершено") == "closed"
    assert kind("Диалог завершён") == "closed"
    assert kind("Rozmowa została zakończona") == "closed"
    assert kind("Iryna joined the conversation") == "system"
    # Some chats put it into a bubble like any other; among other words it is part of what somebody says.
    assert kind("The conversation has ended.", notice=False) == "closed"
    assert kind("The conversation has ended, you wrote, but we are still here.", notice=False) == "message"
