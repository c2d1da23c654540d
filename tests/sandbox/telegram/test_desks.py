"""The staff of the sandbox company on Telegram: they answer by their script, and the log tells the truth about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from telethon import TelegramClient, events
from telethon.crypto import AuthKey
from telethon.sessions import StringSession

from shopper.errors import ConfigError
from shopper.sandbox.company import SandboxCompany, running_company
from shopper.sandbox.log import said_twice
from shopper.sandbox.staff import load_staff
from shopper.settings.telegram import sandbox_auth_key

from .conftest import LoopbackOnly, soon, within

SCRIPT = """
company: Bright Shop
domain: brightshop.example
chats: {chat: {as: Iryna, rules: []}}
mail: {help@brightshop.example: {as: Petro}}
telegram_customers: [olena, mark]
telegram:
  brightshop:
    as: Iryna
    rules:
      - words: [price, цін]
        replies: [{after: 0.2 s, typing: 0.1 s, text: {en: "1,299 UAH", uk: "1 299 грн"}}]
      - words: [photo]
        replies: [{text: "Here it is", attach: photo}]
      - words: [wait]
        replies: [{text: "One moment …", edit: {after: 0.1 s, text: "14 pieces"}}]
      - {nth: 1, replies: [{text: "Good day!"}]}
      - words: [mail]
        replies: [{text: "We answer by mail", via: help@brightshop.example}]
    default: {replies: [{text: "Anything else?"}]}
  forgetful:
    forgets: 0.2 s
    rules: [{nth: 1, replies: [{text: "Good day!"}]}]
    default: {replies: [{text: "Anything else?"}]}
  "@brightshop_bot":
    bot: true
    as: Bot
    rules:
      - words: [/start]
        replies: [{text: {en: "Choose", uk: "Виберіть"}, buttons: [Price, Delivery]}]
      - words: [delivery]
        replies: [{text: "2 days", buttons: [Thanks], keyboard: reply}]
      - words: [price]
        replies: [{text: "1,299 UAH"}]
"""
Story = Callable[["Shop"], Coroutine[Any, Any, None]]


class Shop:
    """A company, and its customers."""

    def __init__(self, company: SandboxCompany, open_: AsyncExitStack) -> None:
        self.company = company
        self._open = open_

    async def customer(self, name: str = "olena", **options: Any) -> tuple[Any, list[Any]]:
        """A client that is logged in as one of the script's customers, and what comes in."""
        TelegramClient._config = None
        session = StringSession()
        session.set_dc(2, "127.0.0.1", self.company.facts.telegram)
        session.auth_key = AuthKey(sandbox_auth_key(name))
        options |= {"connection": LoopbackOnly, "connection_retries": -1, "retry_delay": 0}
        client = TelegramClient(session, 1, "hash", **options)
        await client.connect()

        async def gone() -> None:
            await client.disconnect()

        self._open.push_async_callback(gone)
        news: list[Any] = []

        async def take(event: Any) -> None:
            news.append(event)

        client.add_event_handler(take, events.NewMessage(incoming=True))
        client.add_event_handler(take, events.MessageEdited(incoming=True))
        await client.get_me()
        return client, news

    def said(self) -> list[tuple[str, str, str, str]]:
        return [(entry.dir, entry.conversation, entry.kind, entry.text) for entry in self.company.log]


def shop(story: Story, state: Path | None = None, script: str = SCRIPT) -> None:
    async def whole() -> None:
        async with SandboxCompany(script, state=state) as company, asyncio.timeout(60), AsyncExitStack() as open_:
            await story(Shop(company, open_))
            assert company.telegram is not None
            assert (company.telegram.errors, company.telegram.unknown_methods) == ([], [])

    asyncio.run(whole())


def test_staff_answer_in_the_customers_language_and_the_log_has_both(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        asked = await client.send_message("brightshop", "Яка ціна?")
        await soon(lambda: news)
        assert news[0].text == "1 299 грн"
        heard, answered = at.company.log
        assert (heard.channel, heard.conversation, heard.id) == ("@brightshop", "olena/1", f"olena:{asked.id}")
        assert (answered.id, answered.sender, answered.more) == (
            f"olena:{news[0].id}", "Iryna", {"message": news[0].id, "pushed": True},
        )  # fmt: skip
        assert answered.at_us - heard.at_us >= 200_000
        assert answered.mono_ns - heard.mono_ns >= 200_000_000

    shop(story, tmp_path)


def test_two_customers_are_told_apart(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        (olena, hers), (mark, his) = await at.customer(), await at.customer("mark")
        await asyncio.gather(olena.send_message("brightshop", "Hello"), mark.send_message("brightshop", "Price?"))
        await soon(lambda: hers and his)
        assert (hers[0].text, his[0].text) == ("Good day!", "1,299 UAH")
        assert said_twice(at.company.log) == []

    shop(story, tmp_path)


def test_after_a_pause_a_new_conversation_begins(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        await client.send_message("forgetful", "Hello")
        await soon(lambda: len(news) == 1)
        await asyncio.sleep(0.25)  # the pause itself
        await client.send_message("forgetful", "Hello")
        await soon(lambda: len(news) == 2)
        assert [n.text for n in news] == ["Good day!", "Good day!"]
        assert [row[1] for row in at.said()] == ["olena/1", "olena/1", "olena/2", "olena/2"]

    shop(story, tmp_path)


def test_a_placeholder_is_edited(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        await client.send_message("brightshop", "wait for me")
        await soon(lambda: len(news) == 2)
        assert [n.text for n in news] == ["One moment …", "14 pieces"]
        assert news[0].id == news[1].id
        assert [(row[2], row[3]) for row in at.said()[1:]] == [("message", "One moment …"), ("edit", "14 pieces")]

    shop(story, tmp_path)


def test_staff_read_and_type_before_they_answer(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        seen: list[str] = []

        async def note(event: Any) -> None:
            seen.append(type(event).__name__ if getattr(event, "typing", True) else "")

        client.add_event_handler(note, events.MessageRead)
        client.add_event_handler(note, events.UserUpdate)
        client.add_event_handler(note, events.NewMessage(incoming=True))
        await client.send_message("brightshop", "price?")
        await soon(lambda: news)
        assert [name.rpartition(".")[2] for name in seen] == ["Event", "Event", "Event"]

    shop(story, tmp_path)


def test_a_photo_comes_with_the_answer(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        await client.send_message("brightshop", "a photo, please")
        await soon(lambda: news)
        assert (await news[0].download_media(bytes)).startswith(b"\x89PNG")

    shop(story, tmp_path)


def test_a_bot_offers_buttons_and_hears_their_presses(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        await client.send_message("brightshop_bot", "/start")
        await soon(lambda: news)
        answer = await within(news[0].click(text="Delivery"))
        assert answer.message is None
        await soon(lambda: len(news) == 2)
        assert news[1].text == "2 days"
        await client.send_message("brightshop_bot", "/start")
        await soon(lambda: len(news) == 3)
        kinds = [(row[0], row[1], row[2]) for row in at.said()]
        assert kinds[1:4] == [("out", "olena/1", "auto"), ("in", "olena/1", "press"), ("out", "olena/1", "auto")]
        assert kinds[4] == ("in", "olena/2", "message")

    shop(story, tmp_path)


def test_a_bot_greets_in_the_language_of_the_customers_app(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        for name, language, greeting in (("olena", "uk", "Виберіть"), ("mark", "de", "Choose")):
            client, news = await at.customer(name, lang_code=language)
            await client.send_message("brightshop_bot", "/start")
            await soon(partial(bool, news))
            assert news[0].text == greeting

    shop(story, tmp_path)


def test_what_is_asked_on_telegram_can_be_answered_by_mail(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, news = await at.customer()
        await client.send_message("brightshop", "Good day")
        await soon(lambda: news)
        await client.send_message("brightshop", "By mail, please: olena@shopper.example")
        await soon(lambda: [entry for entry in at.company.log if entry.channel == "help@brightshop.example"])

    shop(story, tmp_path)


def test_a_restart_forgets_nothing_and_says_what_was_due(tmp_path: Path) -> None:
    async def before(at: Shop) -> None:
        client, news = await at.customer()
        await client.send_message("brightshop", "Hello")
        await soon(lambda: news)
        await client.send_message("brightshop", "price?")
        assert at.company.telegram is not None
        await soon(lambda: len(at.company.log) == 3)

    async def after(at: Shop) -> None:
        client, _news = await at.customer()
        await soon(lambda: len(at.company.log) == 4)
        history = await client.get_messages("brightshop", limit=9)
        assert [(m.id, m.text) for m in history] == [(4, "1,299 UAH"), (3, "price?"), (2, "Good day!"), (1, "Hello")]
        assert at.said()[3] == ("out", "olena/1", "message", "1,299 UAH")

    shop(before, tmp_path)
    shop(after, tmp_path)


def test_a_reply_to_a_customer_who_is_away_waits_in_the_chat(tmp_path: Path) -> None:
    async def story(at: Shop) -> None:
        client, _ = await at.customer()
        await client.send_message("brightshop", "price?")
        await client.disconnect()
        await soon(lambda: len(at.company.log) == 2)
        assert at.company.log[1].more["pushed"] is False
        client, _ = await at.customer()
        assert [m.text for m in await client.get_messages("brightshop", limit=1)] == ["1,299 UAH"]

    shop(story, tmp_path)


def test_the_facts_say_where_it_is_and_a_company_without_desks_has_none(tmp_path: Path) -> None:
    with running_company(SCRIPT, state=tmp_path) as company:
        references = company.facts.references()
        assert references["telegram_port"] == company.facts.telegram > 1
        assert Path(str(references["telegram_key"])).read_text().startswith("-----BEGIN RSA PUBLIC KEY-----")
    with running_company("company: A\ndomain: a.example\n", state=tmp_path / "other") as company:
        assert (company.facts.telegram, company.company.telegram) == (0, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("telegram: {iryna: {rules: [{replies: [{text: Hi, buttons: [Sure]}]}]}}", "only bots can send buttons"),
        ("telegram: {1ryna: {}}", "can't be a name on Telegram"),
        ("telegram: {iryna: {rulez: []}}", "rules"),
        ("telegram: {iryna: {rules: [{replies: [{text: Hi, attach: foto}]}]}}", "attach"),
    ],
)
def test_mistakes_in_the_script_are_said_plainly(line: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load_staff(f"company: A\ndomain: a.example\n{line}\n")


def test_faults_can_be_written_in_the_script() -> None:
    staff = load_staff(
        "company: A\ndomain: a.example\nfaults: {telegram: {errors: {messages.sendMessage: PEER_FLOOD}}}\n"
    )
    assert staff.faults.telegram.errors == {"messages.sendMessage": "PEER_FLOOD"}
