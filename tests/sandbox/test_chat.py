"""The chat by a real websocket client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import aiohttp

from shopper.sandbox.company import SandboxCompany

SCRIPT = Path(__file__).parent / "staff.yaml"
Event = dict[str, Any]


class Browser:
    """What the page's own script says and hears."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.session = ""
        self.heard: list[Event] = []

    async def hello(self, session: str = "", seen: int = 0) -> Event:
        await self.socket.send_json({"type": "hello", "session": session, "seen": seen})
        event = await self.until(lambda e: e["type"] == "session")
        self.session = event["id"]
        return event

    async def say(self, text: str, key: str = "") -> None:
        await self.socket.send_json({"type": "say", "id": key or text, "text": text})

    async def until(self, wanted: Callable[[Event], bool]) -> Event:
        """Listen until such an event comes; all that came are kept in `heard`."""
        while True:
            event: Event = json.loads((await self.socket.receive(timeout=20)).data)
            self.heard.append(event)
            if wanted(event):
                return event

    async def text(self, text: str) -> Event:
        return await self.until(lambda e: e.get("text") == text)


def live(
    play: Callable[[SandboxCompany, Callable[..., Awaitable[Browser]]], Coroutine[Any, Any, None]],
    state: Path | None = None,
) -> None:
    """Run a play against a company; its second argument opens a browser: await open(query)."""

    async def run() -> None:
        async with SandboxCompany(SCRIPT, state=state) as company, aiohttp.ClientSession() as web:

            async def opened(query: str = "") -> Browser:
                return Browser(await web.ws_connect(f"{company.facts.site}/chat/socket?{query}"))

            await play(company, opened)

    asyncio.run(run())


def test_the_bot_greets_a_new_customer_in_their_language_and_staff_answer() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened("lang=uk")
        await browser.hello()
        assert (await browser.text("Вітаємо!"))["sender"] == "Bot"
        await browser.say("Добрий день")
        assert (await browser.text("Зрозуміло."))["sender"] == "Iryna"
        assert [(e.dir, e.kind) for e in company.log] == [("out", "greeting"), ("in", "message"), ("out", "message")]

    live(play)


def test_a_page_that_comes_back_sees_what_it_has_not_seen_and_is_not_greeted_again() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        first = await opened()
        await first.hello()
        await first.say("Hi")
        seen = (await first.text("I see."))["n"]
        await first.say("later")
        await first.text("later")
        await first.socket.close()
        second = await opened()
        news = await second.hello(first.session, seen)
        assert [m["text"] for m in news["messages"]][:1] == ["later"]
        if len(news["messages"]) == 1:
            await second.text("Now.")
        everything = await (await opened()).hello(first.session)
        assert [m["text"] for m in everything["messages"]] == ["Hello!", "Hi", "I see.", "later", "Now."]
        assert [e.text for e in company.log if e.dir == "out"] == ["Hello!", "I see.", "Now."]

    live(play)


def test_a_message_sent_again_after_a_broken_connection_counts_once() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("silence", key="m1")
        await browser.text("silence")
        await browser.say("silence", key="m1")
        await browser.text("silence")
        assert [e.id for e in company.log if e.dir == "in"] == ["m1"]

    live(play)


def test_two_equal_replies_are_two_messages() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("twice")
        one, two = await browser.text("Yes."), await browser.text("Yes.")
        assert one["id"] != two["id"] and two["n"] == one["n"] + 1

    live(play)


def test_a_reply_that_streams_grows_and_is_logged_at_its_first_words_and_its_last() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("grow")
        await browser.text("one two three four")
        texts = [e["text"] for e in browser.heard if e.get("side") == "company" and e["text"].startswith("one")]
        assert texts == ["one", "one two", "one two three", "one two three four"]
        await browser.say("silence")
        await browser.text("silence")
        kinds = [e.kind for e in company.log if e.text == "one two three four"]
        assert kinds == ["message", "stream_end"]

    live(play)


def test_an_edited_reply_keeps_its_place() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("edit")
        first, then = await browser.text("100 UAH"), await browser.text("120 UAH")
        assert (first["type"], then["type"]) == ("message", "text")
        assert first["id"] == then["id"]
        history = await (await opened()).hello(browser.session)
        assert [m["text"] for m in history["messages"]][-1] == "120 UAH"

    live(play)


def test_typing_is_shown_before_the_reply() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("typing")
        await browser.text("Done.")
        assert [e["type"] for e in browser.heard[-2:]] == ["typing", "message"]

    live(play)


def test_a_notice_of_the_queue_is_the_systems_not_a_persons() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("queue")
        assert (await browser.text("You are number 2."))["side"] == "system"
        assert (await browser.text("Here I am."))["side"] == "company"

    live(play)


def test_a_conversation_that_staff_closed_takes_nothing_more() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("bye")
        await browser.until(lambda e: e["type"] == "closed")
        await browser.say("Are you there?")
        again = await opened()
        assert (await again.hello(browser.session))["closed"] is True
        assert [e.text for e in company.log if e.dir == "in"] == ["bye"]
        assert company.log[-1].kind == "closed"

    live(play)


def test_a_question_in_the_chat_can_be_answered_by_mail() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        came = asyncio.Event()
        company.inbox("olena@shopper.example").watchers.add(came.set)
        await browser.say("By mail, to olena@shopper.example")
        await asyncio.wait_for(came.wait(), 20)
        (message,) = company.inbox("olena@shopper.example").messages.values()
        assert b"By mail: olena@shopper.example" in message.raw
        assert message.header("From") == ["Petro <help@brightshop.example>"]
        assert message.header("Subject") == ["Your question to Bright Shop"]
        await browser.say("silence")
        await browser.text("silence")
        went = next(e for e in company.log if e.channel == "help@brightshop.example")
        assert (went.dir, went.conversation) == ("out", browser.session)

    live(play)


def test_conversations_mailboxes_and_due_replies_outlive_the_company(tmp_path: Path) -> None:
    kept: dict[str, str] = {}

    async def before(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        company.inbox("olena@shopper.example").add(b"Subject: kept\r\n\r\n")
        browser = await opened()
        await browser.hello()
        await browser.say("later")
        await browser.text("later")
        kept["session"] = browser.session

    async def after(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        back = await browser.hello(kept["session"])
        texts = [m["text"] for m in back["messages"]]
        assert texts[:2] == ["Hello!", "later"]
        if texts == ["Hello!", "later"]:
            await browser.text("Now.")
        assert company.inbox("olena@shopper.example").messages[1].header("Subject") == ["kept"]
        assert [e.text for e in company.log if e.text == "Now."] == ["Now."]

    live(before, tmp_path)
    live(after, tmp_path)


def test_nonsense_on_the_socket_is_passed_over() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        for nonsense in ("", "[", "[]", "7", '{"type": 1}', '{"type": "say", "text": "before hello"}'):
            await browser.socket.send_str(nonsense)
        await browser.socket.send_bytes(b"\x00")
        await browser.hello()
        await browser.text("Hello!")
        assert not [e for e in company.log if e.dir == "in"]

    live(play)


def test_a_connection_can_be_cut_and_the_conversation_goes_on() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        company.faults.chat.drop_after = 0.05
        browser = await opened()
        await browser.hello()
        while (await browser.socket.receive(timeout=20)).type is aiohttp.WSMsgType.TEXT:
            pass
        company.faults.chat.drop_after = 0
        again = await opened()
        assert [m["text"] for m in (await again.hello(browser.session))["messages"]] == ["Hello!"]

    live(play)


def test_quick_replies_come_with_their_message_and_what_is_pressed_is_what_was_said() -> None:
    async def play(company: SandboxCompany, opened: Callable[..., Awaitable[Browser]]) -> None:
        browser = await opened()
        await browser.hello()
        await browser.say("choose")
        assert (await browser.text("Which?"))["buttons"] == ["This", "That"]
        await browser.socket.send_json({"type": "say", "id": "p1", "text": "That", "pressed": True})
        assert (await browser.text("That"))["pressed"] is True
        assert [e.text for e in company.log if e.dir == "in"] == ["choose", "That"]

    live(play)


def test_the_form_of_a_chat_where_nobody_is_reaches_the_staff_and_is_answered_by_mail() -> None:
    async def run() -> None:
        async with SandboxCompany(SCRIPT) as company, aiohttp.ClientSession() as web:
            came = asyncio.Event()
            company.inbox("olena@shopper.example").watchers.add(came.set)
            words = {"name": "Olena", "email": "olena@shopper.example", "text": "Where is my lamp?"}
            async with web.post(f"{company.facts.site}/chat/form?chat=away", json=words) as answer:
                assert answer.status == 200
            async with web.post(f"{company.facts.site}/chat/form?chat=away", json={**words, "email": "?"}) as answer:
                assert answer.status == 400
            await asyncio.wait_for(came.wait(), 20)
            (message,) = company.inbox("olena@shopper.example").messages.values()
            assert b"By mail, later." in message.raw
            (form,) = [e for e in company.log if e.dir == "in"]
            assert (form.kind, form.channel, form.text) == ("offline_form", "away", "Where is my lamp?")

    asyncio.run(run())
