"""Who comes back to a chat comes with the same browser: what was said stands there, what came since answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from shopper.model import TurnKind
from shopper.programme.loading import load_stock

GREETING = "Hello! How can we help?"
REPLY = "We have it.\nIt costs 100 UAH."
LATE = "Here is what you asked for."


def heard(shopper: Any) -> list[tuple[str, str]]:
    return [(i.visit, i.text) for i in shopper.host.incoming]


async def _until_due(company: Any) -> None:
    (session,) = company.company.chat._sessions.values()
    while not any(m["text"] == LATE for m in session.messages):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


def test_a_reply_that_came_after_the_visit_had_closed_is_the_earlier_visit_s(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    first = talking_to(company.site, visit="j.1")
    shopper.attach(first)
    shopper.say(first, "kettle")
    shopper.heard(REPLY)
    shopper.say(first, "later")
    shopper.do(shopper.probe.detach(first))
    shopper.do(_until_due(company))

    second = talking_to(company.site, visit="j.2", follows="j.1")
    shopper.attach(second)
    shopper.heard(LATE)
    shopper.say(second, "echo")
    shopper.heard("echo")
    assert heard(shopper) == [("j.1", GREETING), ("j.1", REPLY), ("j.1", LATE), ("j.2", "echo")]
    late = next(i for i in shopper.host.incoming if i.text == LATE)
    assert (late.kind, late.at.mono_ns) == (TurnKind.MESSAGE, None)
    keys = [(i.visit, i.key) for i in shopper.host.incoming]
    assert len(set(keys)) == len(keys)
    # It is one conversation to the company, which sees that the customer is the same.
    assert len({e.conversation for e in company.entries("in")}) == 1


def test_a_reply_that_comes_before_our_first_words_answers_what_was_said_then(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    first = talking_to(company.site, visit="j.1")
    shopper.attach(first)
    shopper.say(first, "kettle")
    shopper.heard(REPLY)
    shopper.do(shopper.probe.detach(first))
    second = talking_to(company.site, visit="j.2", follows="j.1")
    shopper.attach(second)
    (session,) = company.company.chat._sessions.values()
    office = company.company._office
    body = {
        **office.body("chat", session.id, office.desk("chat").default.replies[0], office.memory("chat", session.id))
    }
    shopper.do(_say_now(company, f"{session.id}/today", {**body, "text": "Sorry for the wait!"}))
    shopper.heard("Sorry for the wait!")
    assert heard(shopper)[-1] == ("j.1", "Sorry for the wait!")


async def _say_now(company: Any, key: str, body: Any) -> None:
    company.company.chat.deliver(key, body)


def test_a_visit_that_is_still_open_gives_its_window_to_the_one_that_follows(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    first = talking_to(company.site, visit="j.1")
    shopper.attach(first)
    shopper.say(first, "kettle")
    shopper.heard(REPLY)
    second = talking_to(company.site, visit="j.2", follows="j.1")
    shopper.attach(second)
    shopper.say(second, "echo")
    shopper.heard("echo")
    assert heard(shopper) == [("j.1", GREETING), ("j.1", REPLY), ("j.2", "echo")]


def test_one_who_comes_back_in_another_process_comes_with_the_same_browser_too(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    first = talking_to(company.site, visit="j.1")
    shopper = new_shopper()
    shopper.attach(first)
    shopper.say(first, "kettle")
    shopper.heard(REPLY)
    shopper.do(shopper.probe.detach(first))
    shopper.close()

    again = new_shopper()
    second = talking_to(company.site, visit="j.2", follows="j.1")
    again.attach(second)
    again.say(second, "later")
    again.close()
    again.do(_until_due(company))
    third = new_shopper()
    third.attach(second, resumed=True)
    third.heard(LATE)
    assert heard(third) == [("j.1", GREETING), ("j.1", REPLY), ("j.2", LATE)]
    assert company.received() == ["kettle", "later"]


def test_a_chat_that_knows_nobody_again_is_no_fault_of_ours(
    shopper: Any, company: Any, talking_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.reader"), "RESTORED_S", 2.0)
    first = talking_to(company.site, visit="j.1")
    shopper.attach(first)
    shopper.say(first, "kettle")
    shopper.heard(REPLY)
    shopper.do(shopper.probe.detach(first))
    shopper.host.state["webchat:j.1:storage"] = None
    second = talking_to(company.site, visit="j.2", follows="j.1")
    shopper.attach(second)
    shopper.say(second, "kettle", id="again")
    shopper.until(lambda host: [i.text for i in host.incoming].count(REPLY) == 2)
    assert heard(shopper) == [("j.1", GREETING), ("j.1", REPLY), ("j.2", GREETING), ("j.2", REPLY)]
    assert shopper.host.incoming[2].kind is TurnKind.GREETING
    assert shopper.host.faults == []


def test_once_the_journey_has_ended_nothing_is_kept(shopper: Any, company: Any, talking_to: Any) -> None:
    chat = talking_to(company.site, visit="j.1")
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.do(shopper.probe.detach(chat))
    assert any(shopper.host.state.values())
    shopper.probe.forget(shopper.host, "j.1")
    assert set(shopper.host.state.values()) == {None}
