"""A client that shares no code with the server: kurigram has its own types, ciphers and update rules.

Telethon is on both sides of all other tests, so that a mistake of its own would cancel out there.
"""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from .conftest import Play, Town, soon, within

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own
    pyrogram: Any = pytest.importorskip(
        "pyrogram", reason="kurigram is not installed, so only Telethon has tried the Telegram server: uv sync"
    )


async def second_client(town: Town) -> tuple[Any, list[Any]]:
    """kurigram, logged in as Olena on this server and no other, and what comes in."""
    from pyrogram.handlers import EditedMessageHandler, MessageHandler

    class LoopbackOnly(pyrogram.connection.Connection):  # type: ignore[misc]
        async def connect(self) -> None:
            assert self.server_address == "127.0.0.1", f"a test would have dialled {self.server_address}"
            await super().connect()

    client = pyrogram.Client(
        "olena", api_id=1, api_hash="hash", in_memory=True, workers=1, connection_factory=LoopbackOnly
    )
    storage = client.storage
    await storage.open()
    facts = {
        "api_id": 1, "dc_id": 2, "server_address": town.server.host, "port": town.server.port, "test_mode": False,
        "auth_key": town.server.authorise(town.olena), "user_id": town.olena.id, "is_bot": False, "date": 0,
    }  # fmt: skip
    for name, value in facts.items():
        await getattr(storage, name)(value)

    async def is_open() -> None:
        """As it is: opening it again would forget where the server is, and the next address is Telegram's own."""

    storage.open = is_open
    news: list[Any] = []

    async def take(_: Any, message: Any) -> None:
        news.append(message)

    incoming = pyrogram.filters.incoming
    client.add_handler(MessageHandler(take, incoming))
    client.add_handler(EditedMessageHandler(take, incoming))
    await within(client.start())
    return client, news


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_kurigram_talks_to_the_server_as_telethon_does(play: Play) -> None:
    async def story(town: Town) -> None:
        server, shop, bot = town.server, town.shop, town.bot
        client, news = await second_client(town)
        try:
            sent = await within(client.send_message("brightshop", "Hello"))
            assert [(m.id, m.text) for m in server.received(shop)] == [(1, "Hello")]
            reply = server.say(shop, town.olena, "Good day!", reply_to=1)
            await soon(lambda: len(news) == 1)
            assert (news[0].text, news[0].from_user.id, news[0].reply_to_message_id) == ("Good day!", shop.id, sent.id)
            server.edit(reply, "Good evening!")
            await soon(lambda: len(news) == 2)
            assert (news[1].text, news[1].id) == ("Good evening!", news[0].id)

            server.say(bot, town.olena, "Choose", buttons=[["Price"]])
            server.on_press(bot, lambda press: press.answer("1,299 UAH"))
            await soon(lambda: len(news) == 3)
            answer = await within(client.request_callback_answer(bot.id, news[2].id, "Price"))
            assert answer.message == "1,299 UAH"

            server.say(shop, town.olena, photo=bytes(range(256)) * 1200)
            await soon(lambda: len(news) == 4)
            picture = await within(client.download_media(news[3], in_memory=True))
            assert bytes(picture.getvalue()) == bytes(range(256)) * 1200

            history = [m.text async for m in client.get_chat_history("brightshop")]
            assert history == [None, "Good evening!", "Hello"]
            assert [d.chat.id async for d in client.get_dialogs()] == [shop.id, bot.id]
            await within(client.read_chat_history("brightshop"))
            assert server.world.boxes[town.olena.id].unread(shop.id) == 0
        finally:
            await within(client.stop())
        assert server.unknown_methods == []

    play(story)
