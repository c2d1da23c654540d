from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import ConfigError
from shopper.sandbox.answering import Memory, answer, worded
from shopper.sandbox.desk import Desk
from shopper.sandbox.staff import Staff, load_staff
from shopper.sandbox.tongues import tongue_of

HEAD = "company: Bright Shop\ndomain: brightshop.example\n"


def desk(rules: str) -> tuple[Staff, Desk]:
    staff = load_staff(f"{HEAD}orders: ['10023']\nchats:\n  chat:\n    rules:\n{rules}")
    return staff, staff.chats["chat"]


def said(rules: str, *messages: str) -> list[list[str]]:
    """What the desk answers to each message of one conversation."""
    staff, at = desk(rules)
    memory, answers = Memory(), []
    for message in messages:
        memory, replies = answer(staff, at, memory, message)
        answers.append([worded(reply.text, memory, staff.company) for reply in replies])
    return answers


def mistakes(script: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_staff(script)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_an_unknown_key_is_refused_with_its_line_and_the_key_that_was_meant() -> None:
    (told,) = mistakes(f"{HEAD}chats:\n  chat:\n    greting: []\n")
    assert "staff script:5" in told
    assert "chats.chat.greting" in told
    assert "greeting" in told


def test_every_mistake_of_a_script_is_told_at_once() -> None:
    script = f"{HEAD}chats:\n  chat:\n    rules:\n      - replies: [{{after: soon, text: a}}]\n      - nth: 0\n"
    told = mistakes(script)
    assert len(told) == 2
    assert "soon" in told[0] and ":6" in told[0]
    assert ":7" in told[1]


def test_a_reply_by_a_channel_that_does_not_exist_is_refused() -> None:
    script = f"{HEAD}chats:\n  chat:\n    default: {{replies: [{{text: a, via: halp@brightshop.example}}]}}\n"
    script += "mail:\n  help@brightshop.example: {}\n"
    assert "Did you mean “help@brightshop.example”" in mistakes(script)[0]


def test_an_address_of_another_domain_is_refused() -> None:
    assert "elsewhere.example" in mistakes(f"{HEAD}mail:\n  help@elsewhere.example: {{}}\n")[0]


def test_broken_yaml_is_refused_with_its_line() -> None:
    assert "staff script:" in mistakes(f"{HEAD}chats:\n  chat: [\n")[0]


def test_a_script_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load_staff(tmp_path / "nowhere.yaml")


def test_a_words_beginning_fits_all_its_forms_in_any_case_but_not_the_middle_of_another_word() -> None:
    rules = "      - {words: [цін], replies: [{text: 'yes'}]}\n"
    assert said(rules, "Яка ЦІНА?", "ціни", "оцінка") == [["yes"], ["yes"], []]


def test_the_nth_message_of_a_conversation_has_its_own_answer() -> None:
    rules = "      - {nth: 1, replies: [{text: first}]}\n      - {nth: [2, 3], replies: [{text: later}]}\n"
    assert said(rules, "a", "b", "c", "d") == [["first"], ["later"], ["later"], []]


def test_staff_ask_for_the_order_number_and_answer_when_it_comes() -> None:
    rules = "      - {words: [order], asks_order: [{text: Which one}], replies: [{text: 'It is {order}.'}]}\n"
    assert said(rules, "Where is my order?", "10023") == [["Which one"], ["It is 10023."]]
    assert said(rules, "Where is my order 10023?") == [["It is 10023."]]


def test_staff_who_ask_again_ask_for_a_number_they_were_told() -> None:
    rules = "      - {words: [order], asks_again: true, asks_order: [{text: Which one}],"
    rules += " replies: [{text: 'It is {order}.'}]}\n"
    assert said(rules, "Where is my order 10023?", "10023, as I said") == [["Which one"], ["It is 10023."]]


@pytest.mark.parametrize(
    ("condition", "message", "fits"),
    [
        ("told", "my order 10023", True),
        ("told", "my order", False),
        ("untold", "my order", True),
        ("known", "10023", True),
        ("known", "99999", False),
        ("unknown", "99999", True),
        ("told", "call +380440000017", False),
    ],
)
def test_a_rule_can_ask_whether_the_order_is_told_or_known(condition: str, message: str, fits: bool) -> None:
    rules = f"      - {{order: {condition}, replies: [{{text: 'yes'}}]}}\n"
    assert said(rules, message) == [["yes"] if fits else []]


def test_cyrillic_letters_choose_ukrainian_and_a_bare_number_keeps_the_language() -> None:
    rules = "      - {replies: [{text: {en: Really so, uk: Так}}]}\n"
    assert said(rules, "Є?", "10023", "Really?") == [["Так"], ["Так"], ["Really so"]]


def test_the_companys_own_address_in_a_message_is_not_taken_for_the_customers() -> None:
    staff, at = desk("      - {replies: []}\n")
    memory, _ = answer(staff, at, Memory(), "I wrote to help@brightshop.example from mark@shopper.example.")
    assert memory.email == "mark@shopper.example"


@given(st.text())
def test_no_message_upsets_the_staff(text: str) -> None:
    staff, at = desk("      - {words: [order], asks_order: [{text: Which one}], replies: [{text: 'It is {order}.'}]}\n")
    memory, _ = answer(staff, at, Memory(language="uk"), text)
    assert memory.said == 1
    assert memory.language == tongue_of(text, "uk")


_KEYS = st.sampled_from(["chats", "mail", "rules", "chat", "replies", "text", "after"])
_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)


@given(st.recursive(_LEAVES, lambda c: st.lists(c, max_size=3) | st.dictionaries(_KEYS, c, max_size=3), max_leaves=12))
def test_a_script_of_any_shape_is_read_or_refused_with_mistakes(data: object) -> None:
    try:
        load_staff(yaml.safe_dump({"company": "a", "domain": "b.example", "chats": data}))
    except ConfigError as refused:
        assert refused.mistakes
