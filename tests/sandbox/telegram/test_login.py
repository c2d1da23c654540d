"""Logging in over the wire: the key exchange, the code, the second factor; and what ends a session."""

from __future__ import annotations

from typing import Any

import pytest
from telethon import errors
from telethon.crypto import rsa
from telethon.sessions import StringSession

from .conftest import Play, Town


async def fresh(town: Town) -> Any:
    """A client that has no key yet, and knows the server's public one."""
    rsa.add_key(town.server.public_key.encode(), old=False)
    client = town.unconnected()
    await client.connect()
    return client


async def asked_for_code(town: Town, phone: str) -> tuple[Any, str]:
    client = await fresh(town)
    sent = await client.send_code_request(phone)
    return client, sent.phone_code_hash


def test_who_has_the_code_is_logged_in_and_stays_so(play: Play) -> None:
    async def story(town: Town) -> None:
        client, hash_ = await asked_for_code(town, "+380 50 111 22 33")
        with pytest.raises(errors.PhoneCodeInvalidError):
            await client.sign_in("+380501112233", "99999", phone_code_hash=hash_)
        me = await client.sign_in("+380501112233", "12345", phone_code_hash=hash_)
        assert (me.username, me.is_self) == ("olena", True)
        kept = StringSession.save(client.session)
        await client.disconnect()
        again = await town.client(session=kept)
        assert (await again.get_me()).id == me.id

    play(story)


def test_the_second_factor_wants_the_right_password(play: Play) -> None:
    async def story(town: Town) -> None:
        town.server.add_account("mark", phone="+48 600 700 800", password="ходжу пішки")
        client, hash_ = await asked_for_code(town, "+48600700800")
        with pytest.raises(errors.SessionPasswordNeededError):
            await client.sign_in("+48600700800", "12345", phone_code_hash=hash_)
        with pytest.raises(errors.PasswordHashInvalidError):
            await client.sign_in(password="їжджу")
        assert not await client.is_user_authorized()
        me = await client.sign_in(password="ходжу пішки")
        assert me.username == "mark"

    play(story)


def test_a_number_nobody_has_is_refused(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await fresh(town)
        with pytest.raises(errors.PhoneNumberInvalidError):
            await client.send_code_request("+380990000000")

    play(story)


def test_an_old_code_is_refused(play: Play) -> None:
    async def story(town: Town) -> None:
        client, old = await asked_for_code(town, "+380501112233")
        client._phone_code_hash = {}
        await client.send_code_request("+380501112233")
        with pytest.raises(errors.PhoneCodeExpiredError):
            await client.sign_in("+380501112233", "12345", phone_code_hash=old)

    play(story)


def test_a_bot_logs_in_by_its_token(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await fresh(town)
        me = await client.sign_in(bot_token=f"{town.bot.id}:12345")
        assert (me.bot, me.username) == (True, "brightshop_bot")

    play(story)


def test_a_key_that_the_server_never_gave_out_is_told_so(play: Play) -> None:
    async def story(town: Town) -> None:
        text = town.server.session(town.olena)
        town.server._keys.clear()
        client = town.unconnected(text)
        with pytest.raises(errors.AuthKeyNotFound):
            await client.connect()

    play(story)


def test_who_logged_out_is_a_stranger(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        kept = StringSession.save(client.session)
        assert await client.log_out()
        again = await town.client(session=kept)
        assert not await again.is_user_authorized()

    play(story)


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        ("SESSION_REVOKED", errors.SessionRevokedError),
        ("USER_DEACTIVATED_BAN", errors.UserDeactivatedBanError),
        ("AUTH_KEY_UNREGISTERED", errors.AuthKeyUnregisteredError),
        ("AUTH_KEY_DUPLICATED", errors.AuthKeyDuplicatedError),
    ],
)
def test_a_session_that_is_ended_half_way_gets_the_reason(play: Play, error: str, seen: type[Exception]) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        peer = await client.get_input_entity("brightshop")
        town.server.end_sessions(town.olena, error)
        with pytest.raises(seen):
            await client.send_message(peer, "Good day")
        assert town.server.received(town.shop) == []

    play(story)
