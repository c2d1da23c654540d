"""The parts that need no server: moments, buttons, texts, chats, the watchdog, the session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telethon.tl import types
from telethon.tl.types import updates

from shopper.model import Clock, Side, Stamp, Turn
from shopper.programme.loading import load_stock
from shopper.reading.persons import is_bot

moments = load_stock("probes.telegram.moments")
keyboards = load_stock("probes.telegram.keyboards")
message_module = load_stock("probes.telegram.message")
chats = load_stock("probes.telegram.chats")
watchdog = load_stock("probes.telegram.watchdog")
session_module = load_stock("probes.telegram.session")
evidence = load_stock("probes.telegram.evidence")

START = 1_790_000_000_000_000


def stamp(true_us: int, wall_off_us: int = 0) -> Stamp:
    """A moment on our clocks; the monotonic one begins somewhere else."""
    return Stamp(START + true_us + wall_off_us, (true_us + 5_000_000) * 1000, "here")


def date(true_us: int, server_off_us: int = 0) -> datetime:
    """The server's date of a moment: whole seconds."""
    return datetime.fromtimestamp((START + true_us + server_off_us) // 1_000_000, UTC)


# -- moments -----------------------------------------------------------------------------------------------------------
@given(
    st.integers(-600_000_000, 600_000_000),
    st.integers(-600_000_000, 600_000_000),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=70),
    st.integers(0, 10**9),
    st.integers(0, 5_000),
)
def test_a_live_reply_keeps_our_own_moment_however_wrong_the_clocks_are(
    server_off: int, wall_off: int, seen: list[int], sent: int, delay: int
) -> None:
    clock = moments.ServerClock()
    for at in seen:
        clock.seen(stamp(at, wall_off), date(at, server_off))
    came = stamp(sent + delay, wall_off)
    at = moments.moment_of(came, date(sent, server_off), clock, connected=stamp(-(10**8), wall_off), live=True)
    assert at == came


@given(
    st.integers(-600_000_000, 600_000_000),
    st.integers(-600_000_000, 600_000_000),
    st.integers(0, 10**8),
    st.integers(4_000_000, 10**9),
)
def test_a_reply_that_was_fetched_later_is_timed_by_the_servers_date_to_a_second_or_so(
    server_off: int, wall_off: int, sent: int, late: int
) -> None:
    clock = moments.ServerClock()
    for n in range(10):
        clock.seen(stamp(n * 137_000, wall_off), date(n * 137_000, server_off))
    came = stamp(sent + late, wall_off)
    for live in (True, False):
        at = moments.moment_of(came, date(sent, server_off), clock, connected=None, live=live)
        assert (at.clock, at.mono_ns, at.accuracy_us) == (Clock.SERVER, None, 1_000_000)
        assert abs(at.wall_us - (START + sent + wall_off)) <= 1_200_000


def test_what_comes_right_after_a_connection_was_made_is_looked_at_more_closely() -> None:
    clock = moments.ServerClock()
    clock.seen(stamp(0), date(0))
    came = stamp(11_500_000)
    cases = ((11_000_000, Clock.SERVER), (9_000_000, Clock.LOCAL), (0, Clock.LOCAL))
    for connected, expected in ((stamp(at_us), clock) for at_us, clock in cases):
        at = moments.moment_of(came, date(10_000_000), clock, connected=connected, live=True)
        assert at.clock is expected


# -- buttons -----------------------------------------------------------------------------------------------------------
def inline(id_: int, *texts: str) -> types.Message:
    buttons = [types.KeyboardInlineButton(text, types.InlineButtonTypeCallback(text.encode())) for text in texts]
    return message(id_, markup=types.ReplyInlineMarkup([types.KeyboardInlineButtonRow(buttons)]))


def below(id_: int, *texts: str) -> types.Message:
    buttons = [types.KeyboardButton(text, types.ButtonTypeDefault()) for text in texts]
    return message(id_, markup=types.ReplyKeyboardMarkup([types.KeyboardButtonRow(buttons)]))


def message(id_: int = 1, text: str = "", markup: Any = None, **more: Any) -> types.Message:
    return types.Message(
        id=id_, peer_id=types.PeerUser(7), date=date(0), message=text, reply_markup=markup, out=False, **more
    )


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Delivery", (3, "Delivery")),
        ("delivery", (3, "Delivery")),
        ("price", (2, "💰 Price")),
        ("Warr", (1, "Warranty & returns")),
        ("Cancel", None),
        ("", None),
    ],
)
def test_a_button_is_found_by_its_text_in_the_newest_message_that_shows_it(
    wanted: str, found: tuple[int, str] | None
) -> None:
    shown = [inline(3, "Delivery"), inline(2, "💰 Price", "Delivery"), inline(1, "Warranty & returns")]
    button = keyboards.find_button(shown, wanted)
    assert (button and (button.message, button.text)) == found


def test_only_the_newest_keyboard_stands_below_the_chat() -> None:
    assert keyboards.find_button([below(2, "Yes"), below(1, "Price")], "Price") is None
    assert keyboards.find_button([message(2, markup=types.ReplyKeyboardHide()), below(1, "Price")], "Price") is None
    assert keyboards.find_button([inline(2, "Yes"), below(1, "Price")], "Price").does is keyboards.Does.SAYS


def test_a_button_that_shares_a_number_is_never_one_to_press() -> None:
    share = types.KeyboardButton("My number", types.ButtonTypeRequestPhone())
    markup = types.ReplyKeyboardMarkup([types.KeyboardButtonRow([share])])
    assert keyboards.find_button([message(markup=markup)], "My number").does is keyboards.Does.OTHER


# -- texts -------------------------------------------------------------------------------------------------------------
def test_an_address_hidden_behind_words_is_written_out_where_it_stands() -> None:
    text = "🛍 Write here or call"
    link = types.MessageEntityTextUrl(offset=9, length=4, url="https://t.me/shop_help")
    assert message_module.text_of(message(text=text, entities=[link])) == (
        "🛍 Write here (https://t.me/shop_help) or call"
    )


@given(st.text(max_size=60), st.integers(0, 80), st.integers(0, 80))
def test_no_entity_breaks_a_text(text: str, offset: int, length: int) -> None:
    link = types.MessageEntityTextUrl(offset=offset, length=length, url="https://shop.example")
    assert "https://shop.example" in message_module.text_of(message(text=text, entities=[link]))


def test_a_contact_that_staff_send_shows_its_number() -> None:
    contact = types.MessageMediaContact("380441234567", "Iryna", "Shop", "", 0)
    assert message_module.text_of(message(media=contact)) == "👤 Iryna Shop +380441234567"


def test_the_raw_update_holds_no_key_to_anybody() -> None:
    update = types.UpdateNewMessage(message(text="Hi"), pts=1, pts_count=1)
    user = types.User(id=7, access_hash=123456789, first_name="Iryna")
    assert "123456789" not in evidence.raw_json(user)
    assert '"Hi"' in evidence.raw_json(update)


@pytest.mark.parametrize(
    ("name", "shown"), [("Bright", "Bright (bot)"), ("Bright Bot", "Bright Bot"), ("", "brightshop_bot")]
)
def test_a_bot_is_known_for_one_by_its_name(name: str, shown: str) -> None:
    user = types.User(id=7, first_name=name, username="brightshop_bot", bot=True)
    assert message_module.sender_of(user) == shown
    assert is_bot(Turn(0, Side.COMPANY, "Good day", Stamp(START), sender=shown))


# -- chats -------------------------------------------------------------------------------------------------------------
@given(
    st.dictionaries(st.text("j123.", min_size=1, max_size=6), st.integers(0, 99), max_size=4),
    st.lists(st.tuples(st.integers(1, 999), st.text("j123.", min_size=1, max_size=6)), max_size=20),
    st.booleans(),
)
def test_a_chat_is_taken_up_by_the_next_process_as_it_was(
    floors: dict[str, int], owned: list[tuple[int, str]], bot: bool
) -> None:
    chat = chats.Chat(7, 99, "shop", "Iryna", bot, True)
    for visit, floor in floors.items():
        chat.talks[visit] = chats.Talk(None, floor, {f"{visit}/1": floor + 1}, heard=bool(floor % 2))
    for message_id, visit in owned:
        chat.owns(message_id, visit)
    for visit in list(floors)[:1]:
        chat.leave(visit, START)
    again = chats.Chat.load(7, chat.dump())
    assert again.dump() == chat.dump()


# -- the watchdog ------------------------------------------------------------------------------------------------------
class Hand:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_watchdog_looks_when_it_is_time_and_at_once_after_a_break() -> None:
    clock = Hand()
    dog = watchdog.Watchdog(clock, every=25.0, pause=1.0)
    assert dog.wait_s == 0
    assert dog.answered(1) is True  # the first look reads what came before us
    assert dog.wait_s == 25.0
    clock.now += 10
    dog.broke()
    assert dog.broken_since == 110.0
    dog.made()
    assert dog.wait_s == 0
    assert dog.answered(2) is True
    assert dog.broken_since is None
    assert dog.answered(2) is False


def test_the_watchdog_tries_less_and_less_often_and_again_at_once_when_it_was_answered() -> None:
    clock = Hand()
    dog = watchdog.Watchdog(clock, every=25.0, pause=1.0)
    assert [dog.missed() for _ in range(7)] == [1.0, 2.0, 4.0, 8.0, 16.0, 25.0, 25.0]
    dog.answered(1)
    assert dog.missed() == 1.0


def test_chats_that_could_not_be_read_are_read_at_the_next_look() -> None:
    clock = Hand()
    dog = watchdog.Watchdog(clock, every=25.0, pause=1.0)
    dog.answered(1)
    dog.not_reconciled()
    assert dog.wait_s == 1.0
    assert dog.answered(1) is True


# -- the session -------------------------------------------------------------------------------------------------------
def test_the_state_of_updates_is_kept_when_it_changes_and_taken_up_again() -> None:
    kept: list[dict[str, int]] = []
    session = session_module.HostSession(b"k" * 256, (2, "127.0.0.1", 5), kept.append)
    state = updates.State(pts=9, qts=0, date=date(0), seq=3, unread_count=0)
    session.set_update_state(0, state)
    session.set_update_state(0, state)
    assert len(kept) == 1
    again = session_module.HostSession(b"k" * 256, (2, "127.0.0.1", 5), kept.append)
    again.restore(kept[0])
    [(entity, restored)] = again.get_update_states()
    assert (entity, restored.pts, restored.seq, restored.date) == (0, 9, 3, date(0))


def test_what_a_difference_brings_besides_messages_is_handed_on() -> None:
    session = session_module.HostSession(b"k" * 256, (2, "127.0.0.1", 5), lambda state: None)
    missed: list[Any] = []
    gaps: list[bool] = []
    session.on_missed, session.on_gap = missed.append, lambda: gaps.append(True)
    change = types.UpdateEditMessage(message(text="1,299 UAH"), 1, 1)
    state = updates.State(pts=9, qts=0, date=date(0) + timedelta(0), seq=3, unread_count=0)
    session.process_entities(updates.Difference([], [], [change], [], [], state))
    session.process_entities(updates.DifferenceTooLong(5))
    assert (missed, gaps) == ([change], [True])
