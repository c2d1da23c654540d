"""What goes wrong on purpose goes wrong in the way that clients know from Telegram."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telethon import errors, events, functions
from telethon.tl import types

from .conftest import LoopbackOnly, Play, Town, soon, within


async def listening(town: Town, **options: Any) -> tuple[Any, Any, list[str]]:
    """A client, the shop, and the texts that come in."""
    client = await town.client(**options)
    texts: list[str] = []

    async def take(event: Any) -> None:
        texts.append(event.text)

    client.add_event_handler(take, events.NewMessage(incoming=True))
    return client, await client.get_input_entity("brightshop"), texts


@pytest.mark.parametrize("skew", [20, -200, 600, -600])
def test_a_client_whose_clock_is_wrong_learns_the_right_time(play: Play, skew: float) -> None:
    async def story(town: Town) -> None:
        town.server.faults.clock_skew = skew
        client, peer, texts = await listening(town)
        sent = await client.send_message(peer, "What time is it?")
        town.server.say(town.shop, town.olena, "Late")
        await soon(lambda: texts)
        assert abs(sent.date.timestamp() - town.server.now()) < 30
        assert [m.text for m in town.server.received(town.shop)] == ["What time is it?"]

    play(story)


def test_a_salt_that_changes_in_mid_session_costs_no_message_and_doubles_none(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _ = await listening(town)
        for n in range(5):
            town.server.rotate_salt()
            await client.send_message(peer, str(n))
        assert [m.text for m in town.server.received(town.shop)] == list("01234")

    play(story)


def test_after_a_cut_the_client_catches_up_with_what_it_missed(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, texts = await listening(town, retry_delay=0, connection_retries=-1)
        await client.send_message(peer, "Hello")
        town.server.faults.refuse = True
        town.server.drop_all()
        await soon(lambda: not town.server.sessions)
        sent = town.server.say(town.shop, town.olena, "You were away")
        assert not sent.pushed
        town.server.faults.refuse = False
        await soon(lambda: any(session.ready for session in town.server.sessions.values()))
        await within(client.catch_up())
        await soon(lambda: texts)
        assert texts == ["You were away"]

    play(story)


def test_nothing_is_pushed_to_a_client_before_its_first_call(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        await client.get_me()
        assert town.server.say(town.shop, town.olena, "1").pushed
        again = town.unconnected(town.server.session(town.olena))
        await client.disconnect()
        await soon(lambda: not town.server.sessions)
        session = again.session.auth_key.key
        again._no_updates = True  # connect() then makes no call that asks for updates
        await again.connect()
        await soon(lambda: session in town.server.sessions)
        assert not town.server.say(town.shop, town.olena, "2").pushed

    play(story)


def test_a_server_that_was_away_comes_back_on_its_port(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _texts = await listening(town, retry_delay=0, connection_retries=-1)
        port = town.server.port
        await town.server.restart(0.05)
        assert town.server.port == port
        await soon(lambda: any(session.ready for session in town.server.sessions.values()))
        await within(client.send_message(peer, "Are you back?"))
        assert [m.text for m in town.server.received(town.shop)] == ["Are you back?"]

    play(story)


def test_a_lost_push_is_noticed_by_the_next_one(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, texts = await listening(town)
        await client.send_message(peer, "Hello")
        town.server.faults.lose_pushes = 1
        assert not town.server.say(town.shop, town.olena, "lost").pushed
        assert town.server.say(town.shop, town.olena, "found").pushed
        await soon(lambda: len(texts) == 2)
        assert texts == ["lost", "found"]

    play(story)


def test_a_difference_comes_in_slices(play: Play) -> None:
    async def story(town: Town) -> None:
        client, _peer, texts = await listening(town)
        await client.get_me()
        town.server.faults.no_push, town.server.faults.diff_limit = True, 7
        for n in range(30):
            town.server.say(town.shop, town.olena, str(n))
        await within(client.catch_up())
        await soon(lambda: len(texts) == 30)
        assert texts == [str(n) for n in range(30)]

    play(story)


def test_who_missed_too_much_is_told_only_that(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        before = await client(functions.updates.GetStateRequest())
        town.server.faults.no_push, town.server.faults.diff_too_long = True, 3
        for n in range(4):
            town.server.say(town.shop, town.olena, str(n))
        answer = await client(functions.updates.GetDifferenceRequest(before.pts, before.date, 0))
        assert (type(answer), answer.pts) == (types.updates.DifferenceTooLong, before.pts + 4)

    play(story)


def test_a_client_that_remembers_another_world_learns_where_this_one_stands(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        state = await client(functions.updates.GetStateRequest())
        answer = await client(functions.updates.GetDifferenceRequest(state.pts + 500, state.date, 0))
        assert (type(answer), answer.pts) == (types.updates.DifferenceTooLong, town.olena.pts)

    play(story)


def test_edits_reads_and_deletions_are_in_the_difference_too(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _ = await listening(town)
        await client.send_message(peer, "Hello")
        before = await client(functions.updates.GetStateRequest())
        town.server.faults.no_push = True
        kept, gone = (town.server.say(town.shop, town.olena, text) for text in ("a", "b"))
        town.server.edit(kept, "A")
        town.server.delete(gone)
        town.server.read(town.shop, town.olena)
        answer = await client(functions.updates.GetDifferenceRequest(before.pts, before.date, 0))
        assert [m.message for m in answer.new_messages] == ["A"]
        kinds = [type(update) for update in answer.other_updates]
        assert kinds == [types.UpdateEditMessage, types.UpdateDeleteMessages, types.UpdateReadHistoryOutbox]
        assert answer.state.pts == town.olena.pts

    play(story)


def test_a_half_open_link_answers_nothing_until_it_heals(play: Play) -> None:
    async def story(town: Town) -> None:
        client, _peer, texts = await listening(town)
        town.server.faults.mute = True
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client(functions.updates.GetStateRequest()), 0.2)
        assert not town.server.say(town.shop, town.olena, "Hello?").pushed
        town.server.faults.mute = False
        await within(client.catch_up())
        await soon(lambda: texts)

    play(story)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("FLOOD_WAIT_4", errors.FloodWaitError),
        ("PEER_FLOOD", errors.PeerFloodError),
        ("USER_PRIVACY_RESTRICTED", errors.UserPrivacyRestrictedError),
        ("PRIVACY_PREMIUM_REQUIRED", errors.ForbiddenError),
        ("ALLOW_PAYMENT_REQUIRED_10", errors.ForbiddenError),
        ("FROZEN_METHOD_INVALID", errors.FloodError),
        ("YOU_BLOCKED_USER", errors.YouBlockedUserError),
        ("USER_IS_BLOCKED", errors.UserIsBlockedError),
        ("INTERNAL_SERVER_ERROR", errors.ServerError),
    ],
)
def test_any_method_can_be_answered_with_any_error(play: Play, name: str, seen: type[Exception]) -> None:
    async def story(town: Town) -> None:
        client, peer, _ = await listening(town)
        town.server.faults.errors["messages.sendMessage"] = name
        with pytest.raises((seen, ValueError) if name == "INTERNAL_SERVER_ERROR" else seen) as told:
            await client.send_message(peer, "Hello")
        if name == "FLOOD_WAIT_4":
            assert getattr(told.value, "seconds", 0) == 4
        assert town.server.received(town.shop) == []
        assert (await client.get_me()).username == "olena"

    play(story)


def test_a_hook_decides_call_by_call(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _ = await listening(town)
        town.server.hook = lambda account, request: "PEER_FLOOD" if getattr(request, "message", "") == "2" else None
        await client.send_message(peer, "1")
        with pytest.raises(errors.PeerFloodError):
            await client.send_message(peer, "2")
        await client.send_message(peer, "3")
        assert [m.text for m in town.server.received(town.shop)] == ["1", "3"]

    play(story)


def test_a_message_whose_answer_was_lost_is_stored_once_and_the_second_try_says_so(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _ = await listening(town, retry_delay=0, connection_retries=-1, raise_last_call_error=True)
        town.server.faults.lose_answers = 1
        with pytest.raises(errors.RandomIdDuplicateError):
            await within(client(functions.messages.SendMessageRequest(peer, "Only once", random_id=42)))
        assert [(m.text, m.random_id) for m in town.server.history(town.olena, town.shop)] == [("Only once", 42)]
        assert len(town.server.received(town.shop)) == 1

    play(story)


def test_a_call_that_is_never_answered_was_carried_out(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _ = await listening(town)
        town.server.faults.never_answer = ["messages.sendMessage"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.send_message(peer, "Hello"), 0.2)
        assert [m.text for m in town.server.received(town.shop)] == ["Hello"]

    play(story)


def test_a_fast_reply_comes_before_the_answer_to_the_question(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, texts = await listening(town)
        town.server.on_message(town.shop, lambda m: town.server.say(town.shop, town.olena, "Yes!"))
        town.server.faults.answer_after = 0.3
        asking = asyncio.ensure_future(client.send_message(peer, "In stock?"))
        await soon(lambda: town.server.received(town.shop))
        assert not asking.done()
        await within(asking)
        town.server.faults.answer_after = 0
        await soon(lambda: texts)

    play(story)


def test_what_no_client_knows_is_pushed_and_the_next_reply_still_comes(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, texts = await listening(town)
        await client.send_message(peer, "Hello")
        town.server.push_unknown(town.olena)
        town.server.say(town.shop, town.olena, "Hi")
        await soon(lambda: texts)
        assert texts == ["Hi"]

    play(story)


def test_a_server_that_refuses_is_no_server(play: Play) -> None:
    async def story(town: Town) -> None:
        town.server.faults.refuse = True
        with pytest.raises(ConnectionError):
            await town.client(connection_retries=0, retry_delay=0)

    play(story)


def test_a_stranger_who_speaks_something_else_harms_nobody(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer, _texts = await listening(town)
        for words in (
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + bytes(64),
            b"\xef\x01abcd",
            b"\xee" * 4 + b"\x20\0\0\0" + bytes(32),
        ):
            reader, writer = await asyncio.open_connection(town.server.host, town.server.port)
            writer.write(words)
            writer.write_eof()
            await within(reader.read())
            writer.close()
            await writer.wait_closed()
        await client.send_message(peer, "Still there?")
        assert len(town.server.received(town.shop)) == 1

    play(story)


def test_a_test_never_dials_another_machine() -> None:
    with pytest.raises(AssertionError, match="149"):
        LoopbackOnly("149.154.167.51", 443, 2, loggers={})
