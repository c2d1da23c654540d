"""The stock script, config/sandbox.yaml: the company that the demo shops, in its four languages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.programme import Programme, stock_root
from shopper.programme.preferences import wishes
from shopper.programme.telling import Telling, partings, tell
from shopper.programme.wording import subject_of
from shopper.reading import read
from shopper.reading.promises import find_promises
from shopper.sandbox.answering import Memory, answer, worded
from shopper.sandbox.desk import Desk, Reply
from shopper.sandbox.staff import Staff, load_staff
from shopper.sandbox.tongues import TONGUES, tongue_of
from shopper.settings import load_settings, questions

SETTINGS = load_settings(Programme(root=stock_root(), stock=stock_root()))
HELP, ORDERS, RETURNS = "help@brightshop.example", "orders@brightshop.example", "returns@brightshop.example"
SHOP = (
    "price", "availability", "delivery", "order_status", "payment", "refund", "warranty", "hours", "complaint",
    "order_change",
)  # fmt: skip
ORDER = {"en": "my order 48213", "uk": "моє замовлення 48213", "ru": "мой заказ 48213", "pl": "moje zamówienie 48213"}
UNKNOWN = {key: said.replace("48213", "99999") for key, said in ORDER.items()}


@pytest.fixture(scope="module")
def staff(checkout: Path) -> Staff:
    return load_staff(checkout / "config" / "sandbox.yaml")


def desk_of(staff: Staff, channel: str) -> Desk:
    return {**staff.chats, **staff.mail, **staff.telegram}[channel]


def replies(staff: Staff, channel: str, *messages: str, language: str = "en") -> list[tuple[Reply, str]]:
    """Every reply to the last of the messages of one conversation, and what it says."""
    memory = Memory(language=language)
    said: tuple[Reply, ...] = ()
    for message in messages:
        memory, said = answer(staff, desk_of(staff, channel), memory, message)
    return [(reply, worded(reply.text, memory, staff.company)) for reply in said]


def wordings(service: str, language: str) -> Iterator[str]:
    """Every wording of a need as each customer who speaks the language would say it."""
    for persona in SETTINGS.personas.values():
        if language in persona.languages:
            yield from questions(SETTINGS.services[service], language, persona.told(language))


def rule_for(staff: Staff, channel: str, text: str) -> str:
    """The name of the rule by whose words a message is answered."""
    return next((rule.name for rule in desk_of(staff, channel).rules if rule.words and rule.spoken(text)), "")


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("service", SHOP)
@pytest.mark.parametrize("channel", ["chat", HELP, "@brightshop"])
def test_staff_understand_every_wording_of_every_need(staff: Staff, channel: str, service: str, language: str) -> None:
    subject = f"{subject_of(SETTINGS.services[service], language)}\n" if channel == HELP else ""
    for text in wordings(service, language):
        assert rule_for(staff, channel, subject + text) == service, text


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("service", SHOP)
def test_staff_answer_every_wording_in_its_own_language_whatever_came_before(service: str, language: str) -> None:
    for text in wordings(service, language):
        for before in TONGUES:
            assert tongue_of(text, before) == language, text


@pytest.mark.parametrize("language", TONGUES)
def test_everything_staff_can_say_exists_in_the_language_and_is_told_apart_as_such(staff: Staff, language: str) -> None:
    for desk in (*staff.chats.values(), *staff.mail.values(), *staff.telegram.values()):
        for reply in filter(lambda reply: reply.text, desk.every_reply()):
            assert isinstance(reply.text, dict) and set(reply.text) == set(TONGUES), reply.text
            assert tongue_of(worded(reply.text, Memory(language=language), ""), language) == language


def test_a_language_that_no_word_of_a_message_tells_is_the_one_spoken_before() -> None:
    assert [tongue_of("48213", tongue) for tongue in TONGUES] == list(TONGUES)
    assert tongue_of("Aurora 48213", "pl") == "pl"
    assert tongue_of("Коваль", "ru") == "ru"
    assert tongue_of("/start", "uk") == "uk"
    assert tongue_of("olena@shopper.example", "uk") == "uk"


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize(
    ("channel", "service", "holds"),
    [
        ("chat", "price", ("1,299 UAH", "1 299 грн", "1 299 UAH")),
        (HELP, "price", ("1,299 UAH", "1 299 грн", "1 299 UAH")),
        ("chat", "delivery", ("70 UAH", "70 грн")),
        (HELP, "delivery", ("95 UAH", "95 грн")),
        ("viber", "availability", ("14 pieces", "14 штук", "14 sztuk")),
        (HELP, "availability", ("14 pieces", "14 штук", "14 sztuk")),
        ("viber", "hours", ("20:00",)),
        (HELP, "hours", ("20:00",)),
        (HELP, "warranty", ("24 months", "24 місяці", "24 месяца", "24 miesiące")),
        ("@brightshop", "warranty", ("24 months", "24 місяці", "24 месяца", "24 miesiące")),
        ("@brightshop", "price", ("1,299 UAH", "1 299 грн", "1 299 UAH")),
        ("@brightshop", "delivery", ("70 UAH", "70 грн")),
        ("@brightshop_bot", "price", ("1,299 UAH", "1 299 грн", "1 299 UAH")),
        ("@brightshop_bot", "delivery", ("70 UAH", "70 грн")),
        (HELP, "payment", ("cash", "готівку", "наличные", "gotówkę")),
    ],
)
def test_what_the_company_is_good_at_is_answered_where_it_is_asked(
    staff: Staff, channel: str, service: str, holds: tuple[str, ...], language: str
) -> None:
    for text in wordings(service, language):
        *_, (_, said) = replies(staff, channel, text)
        labels = read(said)
        assert any(part in said for part in holds)
        assert labels.substantive and not labels.deflection and not labels.refusal and not labels.asks, said


@pytest.mark.parametrize("language", TONGUES)
def test_the_chat_promises_to_write_about_the_stock_and_never_does(staff: Staff, language: str) -> None:
    for text in wordings("availability", language):
        [(_, said)] = replies(staff, "chat", text, language=language)
        assert [promise.due_seconds for promise in find_promises(said)] == [3], said


@pytest.mark.parametrize("language", TONGUES)
def test_the_chat_sends_those_who_ask_for_the_opening_hours_to_viber(staff: Staff, language: str) -> None:
    for text in wordings("hours", language):
        [(_, said)] = replies(staff, "chat", text)
        assert read(said).deflection == ("viber",), said


@pytest.mark.parametrize("language", TONGUES)
def test_a_change_of_an_order_goes_in_a_closed_circle(staff: Staff, language: str) -> None:
    for text in wordings("order_change", language):
        [(_, away)] = replies(staff, "chat", text)
        [(_, back)] = replies(staff, HELP, text)
        assert read(away).addresses == (HELP,)
        assert "webchat" in read(back).deflection, back


@pytest.mark.parametrize("language", TONGUES)
def test_a_question_about_the_warranty_is_sent_from_the_chat_to_telegram(staff: Staff, language: str) -> None:
    for text in wordings("warranty", language):
        [(_, away)] = replies(staff, "chat", text)
        labels = read(away)
        assert labels.deflection == ("telegram",) and not labels.substantive, away
        assert "@brightshop" in away and SETTINGS.company.channels["telegram"].address == "@brightshop"


@pytest.mark.parametrize("language", TONGUES)
def test_a_return_in_telegram_is_taken_once_the_order_is_named(staff: Staff, language: str) -> None:
    for text in wordings("refund", language):
        told = staff.order_in(text)
        if not told:
            [(_, asked)] = replies(staff, "@brightshop", text)
            assert read(asked).asks == ("order_number",), asked
        [(_, taken)] = replies(staff, "@brightshop", text, *([] if told else ["48213"]), language=language)
        labels = read(taken)
        assert (told or "48213") in taken and labels.substantive and not labels.refusal and not labels.deflection, taken


@pytest.mark.parametrize("language", TONGUES)
def test_the_bots_buttons_are_answered_as_the_words_on_them(staff: Staff, language: str) -> None:
    [(menu, _)] = replies(staff, "@brightshop_bot", "/start")
    assert len(menu.buttons) == 3
    for button in menu.buttons:
        word = worded(button, Memory(language=language), staff.company)
        assert rule_for(staff, "@brightshop_bot", word) in ("price", "delivery", "availability"), word


@pytest.mark.parametrize("language", TONGUES)
def test_a_complaint_in_the_chat_is_sent_to_an_address_where_nobody_answers(staff: Staff, language: str) -> None:
    for text in wordings("complaint", language):
        [(_, away)] = replies(staff, "chat", text)
        assert read(away).addresses == (RETURNS,)
        assert replies(staff, RETURNS, text) == []


@pytest.mark.parametrize("language", TONGUES)
def test_a_return_is_a_dead_end_in_the_chat_and_taken_by_mail(staff: Staff, language: str) -> None:
    for text in wordings("refund", language):
        [(_, refused)] = replies(staff, "chat", text)
        labels = read(refused)
        assert labels.refusal and not labels.deflection and not labels.asks, refused
        if "48213" not in text and not staff.order_in(text):
            [(_, asked)] = replies(staff, HELP, text)
            assert {"order_number", "phone"} <= set(read(asked).asks), asked
    [(_, taken)] = replies(staff, HELP, next(wordings("refund", language)), "48213")
    assert "48213" in taken and read(taken).substantive


@pytest.mark.parametrize("language", TONGUES)
def test_the_chat_asks_again_for_an_order_number_and_mail_does_not(staff: Staff, language: str) -> None:
    [(_, asked)] = replies(staff, "chat", ORDER[language])
    assert "order_number" in read(asked).asks, asked
    [(_, answered)] = replies(staff, "chat", ORDER[language], "48213")
    [(_, by_mail)] = replies(staff, HELP, ORDER[language])
    assert "48213" in answered and answered == by_mail
    labels = read(answered)
    assert labels.substantive and not labels.transfer, answered


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("channel", ["chat", HELP])
def test_an_invented_order_is_not_found(staff: Staff, channel: str, language: str) -> None:
    [(_, at_once)] = replies(staff, channel, UNKNOWN[language])
    [(_, when_asked)] = replies(staff, channel, ORDER[language].replace("48213", ""), "99999", language=language)
    assert at_once == when_asked and "99999" in at_once
    assert not read(at_once).deflection


@pytest.mark.parametrize("language", TONGUES)
def test_a_bot_is_first_in_the_chat_at_payment_and_a_person_comes_after_it(staff: Staff, language: str) -> None:
    (bot, promise), (person, said) = replies(staff, "chat", next(wordings("payment", language)))
    assert bot.bot and not person.bot and bot.after < person.after
    assert not read(promise).substantive and read(said).substantive, promise


def test_the_warehouse_answers_from_its_own_address(staff: Staff) -> None:
    [(reply, _)] = replies(staff, HELP, "Is Aurora in stock?")
    assert reply.via == ORDERS


@pytest.mark.parametrize("language", TONGUES)
def test_orders_is_slower_than_it_promises_in_everything_and_the_chat_never(staff: Staff, language: str) -> None:
    channels = SETTINGS.company.channels
    slow = [r for rule in (*staff.mail[ORDERS].rules, staff.mail[ORDERS].default) for r in rule.replies]
    assert min(reply.after for reply in slow) > channels["orders"].sla
    receipt = staff.mail[ORDERS].auto_reply
    assert receipt is not None and read(worded(receipt.text, Memory(language=language), "")).auto_ack
    first = [rule.replies[0].after for rule in staff.chats["chat"].rules if rule.replies]
    assert max(first) < channels["chat"].sla


@pytest.mark.parametrize("language", TONGUES)
def test_who_asks_the_chat_to_be_answered_by_mail_is_answered_by_mail(staff: Staff, language: str) -> None:
    for text in wishes("email", "E-mail", {"email": "olena@shopper.example"}, language):
        (_, promise), (letter, said) = replies(staff, "chat", next(wordings("price", language)), text)
        assert letter.via == HELP and read(said).substantive, text
        assert not read(promise).deflection, promise


@pytest.mark.parametrize("language", TONGUES)
def test_who_stops_politely_is_answered_politely_in_the_chat_and_not_at_all_by_mail(
    staff: Staff, language: str
) -> None:
    subject = f"Re: {subject_of(SETTINGS.services['refund'], language)}\n"
    for text in partings(language):
        [(_, said)] = replies(staff, "chat", next(wordings("refund", language)), text)
        labels = read(said)
        assert not labels.asks and not labels.deflection and not labels.substantive, said
        assert replies(staff, HELP, next(wordings("refund", language)), subject + text) == []


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("channel", ["chat", HELP])
def test_who_has_no_number_is_not_asked_for_it_a_second_time(staff: Staff, channel: str, language: str) -> None:
    for seed in range(20):
        text = tell(Telling(lack=["order_number"]), language, random.Random(seed))
        assert tongue_of(text, language) == language
        *_, (_, said) = replies(staff, channel, ORDER[language].replace(" 48213", ""), text, language=language)
        labels = read(said)
        assert labels.substantive and not labels.asks, (text, said)


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("channel", ["chat", HELP])
def test_a_number_that_is_told_when_asked_is_what_the_answer_is_about(
    staff: Staff, channel: str, language: str
) -> None:
    for seed in range(20):
        text = tell(Telling(give={"order_number": "48213"}), language, random.Random(seed))
        [(_, said)] = replies(staff, channel, ORDER[language].replace(" 48213", ""), text, language=language)
        assert "48213" in said and read(said).substantive, text
