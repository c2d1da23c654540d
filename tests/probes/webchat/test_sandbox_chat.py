"""The sandbox's own chat in its variants; what is heard is held against the sandbox's own log."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.model import Clock, TurnKind


@pytest.fixture(params=["/", "/frame"], ids=["in the page", "in a frame of the same site"])
def chat(request: pytest.FixtureRequest, shopper: Any, company: Any, talking_to: Any) -> Any:
    made = talking_to(company.site + request.param)
    shopper.attach(made)
    return made


def test_what_is_said_reaches_the_company_once_and_its_answer_is_heard_once(
    shopper: Any, company: Any, chat: Any
) -> None:
    receipt = shopper.say(chat, "Do you have a kettle?")
    heard = shopper.heard("We have it.\nIt costs 100 UAH.")
    assert company.received() == ["Do you have a kettle?"]
    assert shopper.attempts == ["Do you have a kettle?"]
    assert [(i.kind, i.text, i.sender) for i in heard] == [
        (TurnKind.GREETING, "Hello! How can we help?", "Bot"),
        (TurnKind.MESSAGE, "We have it.\nIt costs 100 UAH.", "Iryna"),
    ]
    assert len({i.key for i in heard}) == 2
    assert all(i.visit == chat.visit for i in heard)
    assert receipt.at.clock is Clock.PAGE
    assert heard[1].at.seconds_since(receipt.at) > 0


def test_a_message_is_timed_by_the_page_between_the_company_s_own_two_moments(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper.attach(chat)
    receipt = shopper.say(chat, "kettle")
    reply = shopper.heard("We have it.\nIt costs 100 UAH.")[-1]
    (came,) = company.entries("in")
    (went,) = [e for e in company.entries("out") if e.text == reply.text]
    assert reply.at.clock is Clock.PAGE
    assert reply.at.process == receipt.at.process == shopper.host.stamp().process
    # The reply was asked for after the bubble's frame came in, and shown at about when it went out; a stamp of the
    # polling or settling kind would be off by the 0.7 s that a message must be still.
    off_ns = reply.at.accuracy_us * 1000
    assert came.mono_ns - off_ns < reply.at.mono_ns
    assert abs(reply.at.mono_ns - went.mono_ns) < 0.5e9
    assert abs((reply.at.wall_us - receipt.at.wall_us) * 1000 - (reply.at.mono_ns - receipt.at.mono_ns)) < 5e6


def test_the_same_words_three_times_in_a_row_are_three_messages(shopper: Any, company: Any, chat: Any) -> None:
    shopper.say(chat, "thrice")
    shopper.until(lambda host: [i.text for i in host.incoming].count("Same.") == 3)
    same = [i for i in shopper.host.incoming if i.text == "Same."]
    assert len({i.key for i in same}) == 3
    assert not any(i.revises for i in same)
    assert [i.at.mono_ns for i in same] == sorted(i.at.mono_ns for i in same)


def test_a_text_that_grows_is_one_message_with_first_and_last_words_timed(
    shopper: Any, company: Any, chat: Any
) -> None:
    shopper.say(chat, "stream")
    heard = shopper.heard("One two three four five six seven eight nine ten.")
    grown = [i for i in heard if i.text.startswith("One")]
    assert len({i.key for i in grown}) == 1
    assert grown[-1].read_at is not None
    assert grown[-1].read_at.mono_ns > grown[-1].at.mono_ns


def test_an_edited_message_is_the_same_message_with_new_words(shopper: Any, company: Any, chat: Any) -> None:
    shopper.say(chat, "edit")
    heard = shopper.heard("It costs 5.", "It costs 6.")
    first, second = [i for i in heard if i.text.startswith("It costs")]
    assert (first.revises, second.revises) == (False, True)
    assert first.key == second.key
    assert first.at.mono_ns == pytest.approx(second.at.mono_ns, abs=5e6)


def test_queue_notices_are_told_from_what_people_say_and_typing_is_neither(
    shopper: Any, company: Any, chat: Any
) -> None:
    shopper.say(chat, "queue")
    shopper.heard("Now I am here.")
    assert shopper.texts(TurnKind.SYSTEM) == ["You are number 2 in the queue"]
    assert shopper.texts(TurnKind.MESSAGE) == ["Now I am here."]


def test_a_company_that_repeats_our_own_words_is_heard(shopper: Any, company: Any, chat: Any) -> None:
    shopper.say(chat, "echo")
    shopper.heard("echo")
    assert shopper.texts(TurnKind.MESSAGE) == ["echo"]


def test_a_conversation_that_the_company_ends_is_told_as_closed(shopper: Any, company: Any, chat: Any) -> None:
    shopper.say(chat, "bye")
    shopper.until(lambda host: any(i.kind is TurnKind.CLOSED for i in host.incoming))
    assert shopper.texts(TurnKind.MESSAGE) == ["Goodbye."]


def test_our_own_messages_are_never_taken_for_theirs_even_when_sent_twice(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    chat = talking_to(company.site)
    shopper.attach(chat)
    first = shopper.say(chat, "silence, please", id="a")
    second = shopper.say(chat, "silence, please", id="b")
    shopper.say(chat, "kettle", id="c")
    shopper.heard("We have it.\nIt costs 100 UAH.")
    assert company.received() == ["silence, please", "silence, please", "kettle"]
    assert shopper.texts() == ["Hello! How can we help?", "We have it.\nIt costs 100 UAH."]
    assert first.key != second.key
    assert second.at.seconds_since(first.at) > 0


def test_a_message_of_several_lines_arrives_as_one(shopper: Any, company: Any, talking_to: Any) -> None:
    chat = talking_to(company.site)
    shopper.attach(chat)
    shopper.say(chat, "Добрий день!\nЧи є чайник?")
    shopper.heard("We have it.\nIt costs 100 UAH.")
    (came,) = company.received()
    assert came.split() == ["Добрий", "день!", "Чи", "є", "чайник?"]


def test_every_message_of_theirs_has_a_picture_as_evidence(shopper: Any, company: Any, talking_to: Any) -> None:
    chat = talking_to(company.site)
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    for incoming in shopper.heard("We have it.\nIt costs 100 UAH."):
        (picture,) = incoming.evidence
        assert picture.media_type == "image/jpeg"
        assert shopper.host.evidence[picture.sha256].startswith(b"\xff\xd8")
        assert picture.size <= 400_000


def test_a_telephone_s_browser_and_a_launcher_that_comes_late_make_no_difference(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    chat = talking_to(f"{company.site}/?launcher=late", device="mobile", language="uk")
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("We have it.\nIt costs 100 UAH.")


def test_two_visits_at_once_do_not_hear_each_other(shopper: Any, company: Any, talking_to: Any) -> None:
    one = talking_to(company.site, visit="one")
    two = talking_to(company.site, visit="two")
    shopper.attach(one)
    shopper.attach(two)
    shopper.say(one, "echo", id="1")
    shopper.say(two, "kettle", id="2")
    shopper.heard("echo", "We have it.\nIt costs 100 UAH.")
    said = {(i.visit, i.text) for i in shopper.host.incoming if i.kind is TurnKind.MESSAGE}
    assert said == {("one", "echo"), ("two", "We have it.\nIt costs 100 UAH.")}
