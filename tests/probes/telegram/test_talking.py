"""A conversation in Telegram as a customer has it: words, buttons, pictures, changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from shopper.engine.probe import Incoming
from shopper.errors import OurFault
from shopper.model import TurnKind
from shopper.sandbox.telegram.pressing import Press
from shopper.sandbox.telegram.records import Button, Message, Upload

from .conftest import Customer, Play

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost


def test_a_customer_asks_a_person_and_hears_the_answer(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.answers(lambda message: f"You asked: {message.text}")
        await customer.attach()
        receipt = await customer.say("What is the price?")
        answer = await customer.hears_text("You asked: What is the price?")
        assert [m.text for m in customer.received()] == ["What is the price?"]
        assert answer.visit == "j1.1"
        assert answer.sender == "Iryna"
        assert answer.at.mono_ns is not None and answer.at.mono_ns >= (receipt.at.mono_ns or 0)
        assert answer.evidence[0].name == "update.json"
        assert customer.attempts == 1

    telegram(story)


def test_a_bot_is_started_before_the_first_words_and_its_greeting_is_no_answer(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.answers(lambda m: "Welcome!" if m.text.startswith("/start") else "1,299 UAH", by=customer.bot)
        await customer.attach(channel="bot")
        await customer.say("Price?")
        answer = await customer.hears_text("1,299 UAH")
        greeting = await customer.hears_text("Welcome!")
        assert [m.text for m in customer.received(customer.bot)] == ["/start site", "Price?"]
        assert (greeting.kind, answer.kind) == (TurnKind.GREETING, TurnKind.MESSAGE)
        assert answer.data["bot"] is True

    telegram(story)


def test_a_button_under_a_message_is_pressed_by_its_text_and_the_bots_short_answer_is_heard(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        def asked(message: Message) -> None:
            customer.shop_says("Choose:", customer.bot, buttons=[["Price", "Delivery"]])

        customer.server.on_message(customer.bot, asked)

        def pressed(press: Press) -> None:
            press.answer(f"You chose {press.text}")
            customer.shop_says("1,299 UAH", customer.bot)

        customer.server.on_press(customer.bot, pressed)
        await customer.attach(channel="bot")
        await customer.say("hello")
        menu = await customer.hears_text("Choose:")
        assert menu.data["buttons"] == ["Price", "Delivery"]
        receipt = await customer.say("price", name="2", press=True)
        assert (await customer.hears_text("You chose Price")).visit == "j1.1"
        answer = await customer.hears_text("1,299 UAH")
        assert (answer.at.mono_ns or 0) >= (receipt.at.mono_ns or 0)
        assert customer.attempts == 2

    telegram(story)


def test_a_button_of_the_keyboard_below_the_chat_says_its_text(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.shop_says("How can we help?", buttons=[["🚚 Delivery"]], kind="reply")
        await customer.attach()
        await customer.say("delivery", press=True)
        assert [m.text for m in customer.received()] == ["🚚 Delivery"]

    telegram(story)


def test_a_press_that_a_bot_does_not_answer_is_the_companys_silence(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.server.faults.press_timeout = 0.1
        customer.shop_says("Choose:", customer.bot, buttons=[["Price"]])
        await customer.attach(channel="bot")
        assert (await customer.say("Price", press=True)).key
        assert customer.host.faults == []

    telegram(story)


@pytest.mark.parametrize("buttons", [[], [[Button("Site", url="https://shop.example/")]]])
def test_a_button_that_is_not_there_or_opens_a_page_is_our_fault(telegram: Play, buttons: Any) -> None:
    async def story(customer: Customer) -> None:
        customer.shop_says("Look:", buttons=buttons)
        await customer.attach()
        with pytest.raises(OurFault, match="“Site”") as caught:
            await customer.say("Site", press=True)
        assert caught.value.code == "no_button"
        assert customer.attempts == 0

    telegram(story)


def test_a_page_behind_a_button_can_be_read(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("hi")
        customer.shop_says("Order here", buttons=[[Button("Site", url="https://shop.example/")]])
        await customer.hears_text("Order here\nSite: https://shop.example/")

    telegram(story)


def test_a_placeholder_that_is_changed_into_the_answer_is_one_message_timed_at_its_first_words(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach(channel="bot")
        await customer.say("Price?")
        sent = customer.shop_says("One moment…", customer.bot)
        first = await customer.hears_text("One moment…")
        customer.server.edit(sent, "1,299 UAH")
        last = await customer.hears_text("1,299 UAH")
        assert (first.key, first.revises, last.key, last.revises) == (last.key, False, first.key, True)
        assert last.visit == "j1.1"

    telegram(story, greeting=0.1)


def test_a_message_that_its_writer_deletes_was_still_there(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Price?")
        sent = customer.shop_says("You will never know")
        first = await customer.hears_text("You will never know")
        customer.server.delete(sent)
        again = await customer.hears(lambda host: next((i for i in host.incoming if i.data.get("taken_back")), None))
        assert (again.key, again.text, again.revises) == (first.key, first.text, True)

    telegram(story)


def test_that_somebody_read_and_typed_is_kept_with_the_answer(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Price?")
        customer.server.read(customer.shop, customer.account)
        customer.server.typing(customer.shop, customer.account)
        customer.shop_says("1,299 UAH")
        answer = await customer.hears_text("1,299 UAH")
        assert answer.data["seen_us"] <= answer.data["typing_us"] <= answer.at.wall_us

    telegram(story)


def test_what_a_customer_answers_the_company_sees_as_read(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        read = []
        customer.server.hook = lambda account, request: read.append(type(request).__name__)
        await customer.attach()
        await customer.say("Price?")
        customer.shop_says("Which one?")
        await customer.hears_text("Which one?")
        assert "ReadHistoryRequest" not in read
        await customer.say("The teapot", name="2")
        assert read.index("ReadHistoryRequest") < len(read) - 1 - read[::-1].index("SendMessageRequest")

    telegram(story)


@pytest.mark.parametrize(
    ("what", "sign", "name", "kind"),
    [
        ({"photo": b"picture" * 50_000}, "🖼", r"photo-\d+\.jpg", "image/jpeg"),
        ({"voice": b"voice" * 1000}, "🎤 0:03", r"file-\d+\.ogg", "audio/ogg"),
        (
            {"document": Upload(b"%PDF", "document", "../price.pdf", "application/pdf")},
            "📄 ../price.pdf",
            r"price\.pdf",
            "",
        ),
    ],
)
def test_pictures_voice_notes_and_documents_are_kept(
    telegram: Play, what: dict[str, Any], sign: str, name: str, kind: str
) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Price?")
        customer.shop_says("", **what)
        first = await customer.hears_text(sign)
        kept = await customer.hears(
            lambda host: next((i for i in host.incoming if i.revises and len(i.evidence) > 1), None)
        )
        file = kept.evidence[-1]
        [data] = [part if isinstance(part, bytes) else part.data for part in what.values()]
        assert customer.host.evidence[file.sha256] == data
        assert re.fullmatch(name, file.name) and file.media_type == (kind or file.media_type)
        assert (kept.key, kept.at, kept.text) == (first.key, first.at, sign)

    telegram(story)


def test_a_hundred_photos_are_a_hundred_messages_each_with_its_picture(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Show me everything")
        customer.server.album(customer.shop, customer.account, [f"photo {n}".encode() for n in range(100)])
        kept = await customer.hears(_a_hundred_kept)
        assert {customer.host.evidence[i.evidence[-1].sha256] for i in kept} == {
            f"photo {n}".encode() for n in range(100)
        }
        assert len({i.key for i in kept}) == 100

    telegram(story)


def _a_hundred_kept(host: FakeHost) -> list[Incoming] | None:
    found = [i for i in host.incoming if i.revises]
    return found if len(found) >= 100 else None


def test_a_file_that_is_too_big_is_named_and_not_fetched(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Price?")
        customer.shop_says("", document=Upload(b"x" * 3000, "document", "film.mkv"))
        told = await customer.hears(lambda host: next((i for i in host.incoming if i.revises), None))
        assert told.data["not_kept"] == "3,000 bytes"

    telegram(story, biggest=2000)


def test_a_reply_of_4096_characters_comes_whole(telegram: Play) -> None:
    text = "Ї" * 4096

    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Price?")
        customer.shop_says(text)
        assert (await customer.hears_text(text)).visit == "j1.1"

    telegram(story)


def test_what_lay_in_the_chat_before_is_no_answer(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.shop_says("New prices!")
        await customer.attach()
        await customer.say("Price?")
        customer.shop_says("1,299 UAH")
        await customer.hears_text("1,299 UAH")
        await customer.attach(resumed=True)
        assert [i.text for i in customer.host.incoming if i.visit] == ["1,299 UAH"]

    telegram(story)


def test_a_message_that_nobody_asked_for_is_handed_in_with_its_sender_for_the_engine_to_match(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.probe.listen("olena", customer.persona)
        customer.shop_says("Black Friday!")
        heard = await customer.hears_text("Black Friday!")
        assert (heard.visit, heard.line) == ("", "olena:telegram")

    telegram(story)


def test_a_changed_text_of_what_a_stranger_wrote_is_handed_in_too(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.probe.listen("olena", customer.persona)
        sent = customer.shop_says("Black Friday!")
        first = await customer.hears_text("Black Friday!")
        customer.server.edit(sent, "Black Monday!")
        again = await customer.hears_text("Black Monday!")
        assert again.clues.references == (first.key,)

    telegram(story)
