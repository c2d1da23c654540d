"""What two people, or a person and a bot, can say and show to each other; seen by Telethon's client."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from telethon import Button, errors, events, functions, types
from telethon.network import ConnectionTcpAbridged, ConnectionTcpIntermediate, ConnectionTcpObfuscated
from telethon.sessions import StringSession

from shopper.sandbox.telegram.records import Button as StaffButton
from shopper.sandbox.telegram.records import Upload

from .conftest import Play, Town, loopback_only, soon, within


def heard(client: Any, event: Any = None) -> list[Any]:
    """All events of a kind (what comes in) that the client hands on."""
    found: list[Any] = []

    async def take(one: Any) -> None:
        found.append(one)

    client.add_event_handler(take, event or events.NewMessage(incoming=True))
    return found


async def chat(town: Town, name: str = "brightshop") -> tuple[Any, Any]:
    client = await town.client()
    return client, await client.get_input_entity(name)


@pytest.mark.parametrize("full", [False, True])
def test_a_reply_comes_at_once_and_lies_in_the_history(play: Play, full: bool) -> None:
    async def story(town: Town) -> None:
        town.server.faults.full_updates = full
        town.server.on_message(town.shop, lambda m: town.server.say(town.shop, town.olena, f"Ціна: {m.text} 💡"))
        client, peer = await chat(town)
        news = heard(client)
        asked = await client.send_message(peer, "Скільки?")
        await soon(lambda: news)
        assert [(n.text, n.chat_id) for n in news] == [("Ціна: Скільки? 💡", town.shop.id)]
        assert news[0].id > asked.id
        history = await client.get_messages(peer, limit=10)
        assert [(m.text, m.out) for m in history] == [("Ціна: Скільки? 💡", False), ("Скільки?", True)]

    play(story)


@pytest.mark.parametrize("framing", [ConnectionTcpAbridged, ConnectionTcpIntermediate, ConnectionTcpObfuscated])
def test_every_transport_carries_questions_and_replies(play: Play, framing: Any) -> None:
    async def story(town: Town) -> None:
        client = await town.client(connection=loopback_only(framing))
        peer = await client.get_input_entity("brightshop")
        news = heard(client)
        await client.send_message(peer, "Скільки?")
        town.server.say(town.shop, town.olena, "я" * 2000)
        await soon(lambda: news)
        assert (news[0].text, town.server.received(town.shop)[0].text) == ("я" * 2000, "Скільки?")

    play(story)


def test_a_reply_names_the_message_it_answers_in_each_ones_own_numbers(play: Play) -> None:
    async def story(town: Town) -> None:
        town.server.say(town.shop, town.server.add_account("mark"), "so that the numbers differ")
        town.server.on_message(town.shop, lambda m: town.server.say(town.shop, town.olena, "Yes", reply_to=m.id))
        client, peer = await chat(town)
        news = heard(client)
        asked = await client.send_message(peer, "In stock?")
        await soon(lambda: news)
        assert news[0].reply_to_msg_id == asked.id
        assert town.server.received(town.shop)[0].id != asked.id
        await client.send_message(peer, "Good", reply_to=news[0].id)
        assert [m.reply_to for m in town.server.received(town.shop)] == [0, 2 + 1]

    play(story)


def test_history_is_read_in_both_directions_page_by_page(play: Play) -> None:
    async def story(town: Town) -> None:
        for n in range(1, 251):
            town.server.say(town.shop, town.olena, f"m{n}")
        client, peer = await chat(town)
        everything = [m.text async for m in client.iter_messages(peer, wait_time=0)]
        assert everything == [f"m{n}" for n in range(250, 0, -1)]
        newer = [m.text async for m in client.iter_messages(peer, min_id=30, reverse=True, wait_time=0)]
        assert newer == [f"m{n}" for n in range(31, 251)]
        between = await client.get_messages(peer, min_id=10, max_id=15, limit=None, wait_time=0)
        assert [m.id for m in between] == [14, 13, 12, 11]
        found = await client.get_messages(peer, ids=[7, 9999])
        assert [m and m.text for m in found] == ["m7", None]

    play(story)


def test_reading_typing_editing_and_deleting_are_seen_by_the_other_side(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer = await chat(town)
        read, edits = heard(client, events.MessageRead), heard(client, events.MessageEdited)
        gone, typing = heard(client, events.MessageDeleted), heard(client, events.UserUpdate)
        mine = await client.send_message(peer, "Hello")
        town.server.read(town.shop, town.olena)
        town.server.typing(town.shop, town.olena)
        sent = town.server.say(town.shop, town.olena, "One moment …")
        town.server.edit(sent, "14 pieces")
        town.server.delete(sent)
        await soon(lambda: read and edits and gone and [t for t in typing if t.typing])
        assert read[0].max_id == mine.id
        assert edits[0].text == "14 pieces"
        assert gone[0].deleted_ids == [sent.theirs]
        assert [m.text for m in await client.get_messages(peer, limit=9)] == ["Hello"]
        await client.send_read_acknowledge(peer)

    play(story)


def test_a_customer_marks_as_read_and_the_shop_sees_how_far(play: Play) -> None:
    async def story(town: Town) -> None:
        sent = [town.server.say(town.shop, town.olena, str(n)) for n in range(3)]
        client, peer = await chat(town)
        dialog = (await client.get_dialogs())[0]
        assert (dialog.name, dialog.unread_count) == ("Iryna", 3)
        await client.send_read_acknowledge(peer, max_id=sent[1].theirs)
        assert (await client.get_dialogs())[0].unread_count == 1
        assert town.server.world.boxes[town.shop.id].chat(town.olena.id).read_out == sent[1].id

    play(story)


def test_an_inline_button_is_pressed_and_the_bot_answers_and_edits(play: Play) -> None:
    async def story(town: Town) -> None:
        server = town.server
        menu = server.say(
            town.bot, town.olena, "Choose", buttons=[["Price", StaffButton("Site", url="https://brightshop.example")]]
        )

        def pressed(press: Any) -> None:
            press.answer(f"you pressed {press.text}", alert=True)
            server.edit(menu, "1,299 UAH")

        server.on_press(town.bot, pressed)
        client, peer = await chat(town, "brightshop_bot")
        message = (await client.get_messages(peer))[0]
        assert [[b.text for b in row] for row in message.buttons] == [["Price", "Site"]]
        assert message.buttons[0][1].url == "https://brightshop.example"
        edits = heard(client, events.MessageEdited)
        answer = await message.click(text="Price")
        assert (answer.message, answer.alert) == ("you pressed Price", True)
        await soon(lambda: edits)
        assert (edits[0].text, edits[0].buttons) == ("1,299 UAH", None)

    play(story)


def test_a_bot_that_never_answers_a_press_times_out(play: Play) -> None:
    async def story(town: Town) -> None:
        town.server.faults.press_timeout = 0.05
        town.server.say(town.bot, town.olena, "Choose", buttons=[["Price"]])
        client, peer = await chat(town, "brightshop_bot")
        message = (await client.get_messages(peer))[0]
        with pytest.raises(errors.BotResponseTimeoutError):
            await client(functions.messages.GetBotCallbackAnswerRequest(peer, message.id, data=b"Price"))
        with pytest.raises(errors.DataInvalidError):
            await client(functions.messages.GetBotCallbackAnswerRequest(peer, message.id, data=b"Pirce"))

    play(story)


def test_a_keyboard_of_replies_says_the_buttons_text(play: Play) -> None:
    async def story(town: Town) -> None:
        town.server.say(town.bot, town.olena, "Choose", buttons=[["Ціна"], ["Доставка"]], kind="reply")
        client, peer = await chat(town, "brightshop_bot")
        message = (await client.get_messages(peer))[0]
        await message.click(text="Доставка")
        assert [m.text for m in town.server.received(town.bot)] == ["Доставка"]

    play(story)


def test_a_bot_with_a_client_of_its_own_sends_buttons_takes_presses_and_edits(play: Play) -> None:
    async def story(town: Town) -> None:
        bot = await town.client(town.bot)

        async def started(event: Any) -> None:
            await event.respond("Choose", buttons=[[Button.inline("Price", b"p")]])

        async def pressed(event: Any) -> None:
            await event.answer("1,299")
            await event.edit("The lamp costs 1,299 UAH")

        bot.add_event_handler(started, events.NewMessage(incoming=True, pattern="/start"))
        bot.add_event_handler(pressed, events.CallbackQuery)
        await bot.get_me()
        client, peer = await chat(town, "brightshop_bot")
        news, edits = heard(client), heard(client, events.MessageEdited)
        await client(functions.messages.StartBotRequest(peer, peer, start_param=""))
        await soon(lambda: news)
        answer = await within(news[0].click(text="Price"))
        assert answer.message == "1,299"
        await soon(lambda: edits)
        assert edits[0].text == "The lamp costs 1,299 UAH"

    play(story)


def test_photos_voice_notes_and_papers_come_as_they_were_sent(play: Play) -> None:
    async def story(town: Town) -> None:
        picture, voice = bytes(range(256)) * 1200, b"OggS" + bytes(5000)
        town.server.say(town.shop, town.olena, "Look", photo=picture)
        town.server.say(town.shop, town.olena, voice=voice)
        town.server.say(town.shop, town.olena, document=Upload(b"%PDF-1.4", "document", "ціна.pdf", "application/pdf"))
        client, peer = await chat(town)
        paper, spoken, look = await client.get_messages(peer, limit=3)
        got = await look.download_media(bytes)
        assert hashlib.sha256(got).digest() == hashlib.sha256(picture).digest()
        assert (look.text, bool(look.photo)) == ("Look", True)
        assert (await spoken.download_media(bytes), bool(spoken.voice)) == (voice, True)
        assert (await paper.download_media(bytes), paper.file.name) == (b"%PDF-1.4", "ціна.pdf")

    play(story)


def test_a_customer_sends_files(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer = await chat(town)
        data = io.BytesIO(bytes(700_000))
        data.name = "receipt.bin"
        await client.send_file(peer, data, caption="My receipt")
        got = town.server.received(town.shop)[0]
        kept = town.server.world.files[got.file]
        assert (got.text, kept.name, len(kept.data)) == ("My receipt", "receipt.bin", 700_000)

    play(story)


def test_a_hundred_photos_come_in_groups_of_ten(play: Play) -> None:
    async def story(town: Town) -> None:
        client, _peer = await chat(town)
        news = heard(client)
        town.server.album(town.shop, town.olena, [b"\x89PNG%d" % n for n in range(100)], "All our lamps")
        await soon(lambda: len(news) == 100)
        groups = [n.message.grouped_id for n in news]
        assert [groups.count(group) for group in dict.fromkeys(groups)] == [10] * 10
        assert (news[0].text, news[1].text) == ("All our lamps", "")
        assert await news[99].download_media(bytes) == b"\x89PNG99"

    play(story)


def test_the_longest_message_goes_and_a_longer_one_does_not(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer = await chat(town)
        news = heard(client)
        town.server.say(town.shop, town.olena, "я" * 4096)
        await soon(lambda: news)
        assert news[0].text == "я" * 4096
        with pytest.raises(errors.MessageTooLongError):
            await client.send_message(peer, "я" * 4097)
        with pytest.raises(errors.MessageEmptyError):
            await client(functions.messages.SendMessageRequest(peer, "   "))

    play(story)


def test_names_are_found_in_any_case_and_unknown_ones_refused(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        assert (await client.get_entity("@BrightShop")).first_name == "Iryna"
        with pytest.raises(errors.UsernameNotOccupiedError):
            await client(functions.contacts.ResolveUsernameRequest("nobody_here"))
        with pytest.raises(errors.UsernameInvalidError):
            await client(functions.contacts.ResolveUsernameRequest("1x"))
        found = await client(functions.contacts.ResolvePhoneRequest("+380501112233"))
        assert found.users[0].is_self
        with pytest.raises(errors.PhoneNotOccupiedError):
            await client(functions.contacts.ResolvePhoneRequest("+10000000"))

    play(story)


def test_an_access_hash_is_good_for_the_account_that_it_was_given_to(play: Play) -> None:
    async def story(town: Town) -> None:
        _client, peer = await chat(town)
        mark = await town.client(town.server.add_account("mark"))
        with pytest.raises(errors.PeerIdInvalidError):
            await mark.send_message(types.InputPeerUser(peer.user_id, peer.access_hash), "Hi")
        assert town.server.received(town.shop) == []

    play(story)


def test_who_blocked_the_customer_gets_nothing_and_may_not_even_say_so(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer = await chat(town)
        town.server.block(town.shop, town.olena)
        with pytest.raises(errors.UserIsBlockedError):
            await client.send_message(peer, "Hello?")
        town.server.unblock(town.shop, town.olena)
        town.server.block(town.shop, town.olena, told=False)
        await client.send_message(peer, "Hello??")
        assert [m.text for m in town.server.history(town.olena, town.shop)] == ["Hello??"]
        assert town.server.received(town.shop) == []

    play(story)


def test_a_second_device_sees_what_the_first_one_says(play: Play) -> None:
    async def story(town: Town) -> None:
        first, peer = await chat(town)
        second = await town.client()
        await second.get_me()
        seen = heard(second, events.NewMessage(outgoing=True))
        await first.send_message(peer, "From my telephone")
        await soon(lambda: seen)
        assert seen[0].text == "From my telephone"

    play(story)


def test_a_method_that_the_server_lacks_is_named(play: Play) -> None:
    async def story(town: Town) -> None:
        client = await town.client()
        with pytest.raises(errors.InputMethodInvalidError):
            await client(functions.messages.GetAllStickersRequest(0))
        assert town.server.unknown_methods == ["messages.getAllStickers"]
        assert StringSession.save(client.session)

    play(story)


def test_what_else_clients_ask_is_answered_so_that_they_can_read_it(play: Play) -> None:
    async def story(town: Town) -> None:
        client, peer = await chat(town)
        town.server.say(town.shop, town.olena, "Hello")
        me = types.InputUserSelf()
        contact = types.InputPhoneContact(7, "+380501112233", "O", "")
        asked = [
            functions.users.GetFullUserRequest(peer),
            functions.users.GetFullUserRequest(me),
            functions.contacts.ImportContactsRequest([contact]),
            functions.contacts.GetContactsRequest(0),
            functions.contacts.BlockRequest(peer),
            functions.contacts.UnblockRequest(peer),
            functions.messages.GetPeerSettingsRequest(peer),
            functions.messages.GetPeerDialogsRequest([types.InputDialogPeer(peer)]),
            functions.messages.GetPinnedDialogsRequest(0),
            functions.messages.ReadMessageContentsRequest([1]),
            functions.account.UpdateStatusRequest(offline=False),
            functions.account.GetPasswordRequest(),
            functions.help.GetAppConfigRequest(0),
            functions.help.GetNearestDcRequest(),
            functions.GetFutureSaltsRequest(1),
            functions.PingDelayDisconnectRequest(5, 60),
        ]
        for request in asked:
            assert await within(client(request)) is not None, request
        full = await client(functions.users.GetFullUserRequest(peer))
        assert (full.full_user.id, {user.username for user in full.users}) == (town.shop.id, {"olena", "brightshop"})
        imported = await client(functions.contacts.ImportContactsRequest([contact]))
        assert [(one.user_id, one.client_id) for one in imported.imported] == [(town.olena.id, 7)]
        dialog = (await client(functions.messages.GetPeerDialogsRequest([types.InputDialogPeer(peer)]))).dialogs[0]
        assert (dialog.unread_count, dialog.top_message) == (1, 1)

    play(story)
