"""What a company's message does, told from its text alone. Every sentence here was written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Labels
from shopper.reading import read
from shopper.reading.text import LONGEST


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Please write to returns@lamps.example, they will sort it out.", ("email",)),
        ("You need to call our hotline on 0 800 123 456 about this.", ("phone",)),
        ("Please ask in the chat on our site.", ("webchat",)),
        ("Kindly fill in the form on our website.", ("website_form",)),
        ("Please visit your nearest branch with your passport.", ("branch",)),
        ("Напишіть, будь ласка, на sklad@lamps.example.", ("email",)),
        ("З цього питання зателефонуйте на гарячу лінію: 0 800 123 456.", ("phone",)),
        ("Запитайте про це в чаті на нашому сайті.", ("webchat",)),
        ("Напишіть нам у Telegram: @lamps_help", ("telegram",)),
        ("Пожалуйста, напишите на почту sklad@lamps.example.", ("email",)),
        ("Позвоните по номеру +38 044 123 45 67.", ("phone",)),
        ("Proszę zadzwonić na infolinię: 22 123 45 67.", ("phone",)),
        ("Napisz do nas na Telegramie.", ("telegram",)),
    ],
)
def test_a_message_that_sends_the_customer_away_names_where(text: str, targets: tuple[str, ...]) -> None:
    assert read(text).deflection == targets


@pytest.mark.parametrize(
    "text",
    [
        "The green lamp costs 450 UAH.",
        "We will call you back tomorrow morning.",
        "Iryna has joined the chat.",
        "Ми передзвонимо вам завтра зранку.",
        "Зелена лампа коштує 450 грн.",
        "Мы перезвоним вам завтра.",
        "Oddzwonimy jutro rano.",
        "If that does not help, call us on 0 800 123 456.",
        "We cannot see your parcel in this chat, one moment.",
    ],
)
def test_a_message_that_does_not_send_away_names_nothing(text: str) -> None:
    assert read(text).deflection == ()


def test_an_address_that_was_asked_for_is_an_answer_and_no_redirect() -> None:
    asked = "What is your phone number?"
    assert read("Please call 0 800 123 456.", context=asked).deflection == ()
    assert read("Please call 0 800 123 456.", context="Where is my lamp?").deflection == ("phone",)


def test_the_addresses_of_a_redirect_come_in_their_order() -> None:
    labels = read("Please write to a.b@lamps.example or call +380 44 123 45 67, or visit https://lamps.example/help.")
    assert labels.addresses == ("a.b@lamps.example", "+380 44 123 45 67", "https://lamps.example/help")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Could you tell me your order number, please?", {"order_number"}),
        ("Please send your full name and phone number.", {"name", "phone"}),
        ("What is your e-mail address?", {"email"}),
        ("Підкажіть, будь ласка, номер замовлення та ваше прізвище.", {"order_number", "name"}),
        ("Назвіть ваш номер телефону.", {"phone"}),
        ("Подскажите, пожалуйста, номер заказа.", {"order_number"}),
        ("Proszę podać numer zamówienia.", {"order_number"}),
        ("Could you tell us a little more about it?", {"details"}),
        ("Опишіть, будь ласка, докладніше, що сталося.", {"details"}),
    ],
)
def test_what_a_message_asks_for_is_read_as_slots(text: str, slots: set[str]) -> None:
    assert set(read(text).asks) == slots


@pytest.mark.parametrize(
    "text",
    ["Is there anything else I can do for you?", "Залишились ще запитання?", "Please do not share your card number."],
)
def test_a_courtesy_asks_for_nothing(text: str) -> None:
    assert read(text).asks == ()


@pytest.mark.parametrize(
    "text",
    [
        "We have received your message and will reply within one day.",
        "You are number 4 in the queue.",
        "Ми отримали ваш лист і скоро відповімо. Це автоматичне повідомлення.",
        "Ваше звернення прийнято, очікуйте.",
        "Мы получили ваше письмо и скоро ответим.",
        "Otrzymaliśmy Twoją wiadomość, odpowiemy w ciągu doby.",
    ],
)
def test_a_message_that_only_says_it_came_in_is_an_acknowledgement_and_tells_nothing(text: str) -> None:
    labels = read(text)
    assert labels.auto_ack
    assert not labels.substantive


def test_an_acknowledgement_that_also_answers_is_none() -> None:
    labels = read("We have received your message. The green lamp costs 450 UAH.")
    assert not labels.auto_ack
    assert labels.substantive


@pytest.mark.parametrize(
    "text",
    [
        "Unfortunately we do not handle refunds.",
        "Sorry, that is not possible.",
        "На жаль, ми не займаємося поверненням коштів.",
        "К сожалению, мы не можем помочь.",
        "Niestety nie możemy pomóc.",
    ],
)
def test_a_flat_no_is_a_refusal(text: str) -> None:
    assert read(text).refusal


@pytest.mark.parametrize(
    "text",
    [
        "Unfortunately we do not handle refunds here, please write to money@lamps.example.",
        "The green lamp is not available, but we can offer you the blue one.",
    ],
)
def test_a_no_with_another_way_is_no_refusal(text: str) -> None:
    assert not read(text).refusal


def test_handing_the_case_to_a_colleague_is_a_transfer_but_a_parcel_to_a_courier_is_not() -> None:
    assert read("I am connecting you with a colleague from the warehouse.").transfer
    assert read("З'єдную вас із фахівцем складу.").transfer
    assert not read("Order 17 was handed to the courier and arrives tomorrow.").transfer
    assert read("Order 17 was handed to the courier and arrives tomorrow.").substantive


@pytest.mark.parametrize(
    "text",
    ["Yes, it is in stock.", "Delivery takes 2-3 days.", "Працюємо з 9 до 18.", "Так, є.", "Доставка бесплатная."],
)
def test_information_on_the_matter_is_substantive(text: str) -> None:
    assert read(text).substantive


@pytest.mark.parametrize("text", ["Hello!", "Вітаємо!", "You are welcome. Have a nice day!", "Дякуємо, гарного дня!"])
def test_politeness_alone_does_nothing(text: str) -> None:
    assert read(text) == Labels()


def test_a_thread_that_is_quoted_below_the_answer_is_not_read() -> None:
    text = "The green lamp costs 450 UAH.\n\nOn 3 May 2025 Olena wrote:\n> please call me, my order number is 17?"
    assert read(text).asks == ()
    assert read(text).deflection == ()


def test_where_a_redirect_explains_itself_that_explanation_is_no_answer() -> None:
    labels = read("Questions about delivery are answered by our chat. Please ask there in the chat.")
    assert labels.deflection == ("webchat",)
    assert not labels.substantive


@given(st.text(max_size=400))
def test_any_text_whatever_can_be_read(text: str) -> None:
    assert isinstance(read(text), Labels)


_PIECES = st.sampled_from(
    ["a" * 60, "1" * 40, "@", ".", "+38 ", "http://", "(0", " ", "write to ", "напишіть ", "\n", "?", "the "]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_heap_of_address_like_pieces_can_be_read(text: str) -> None:
    assert isinstance(read(text), Labels)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1 ",
        "@a",
        "a@",
        "http://",
        "(0",
        "please write ",
        "the our your ",
        "dm ",
        "номер ",
        "так, ",
        "- ",
        "wrote: \n",
    ],
)
def test_of_a_huge_message_only_the_beginning_is_read(unit: str) -> None:
    huge = unit * (1_000_000 // len(unit))
    assert read(huge) == read(huge[:LONGEST])


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello!<br>Please <b>call</b> us on&nbsp;0 800 123 456.</p>",
        "Please\u202e call\u202c us on 0 800 123 456.",
        "PLEASE CALL US ON 0 800 123 456!!!",
        "Дякуємо! Please call us on 0 800 123 456.",
        "Please call us on 0 800 123 456.\n\nOn 3 May 2025 Olena wrote:\n> Could you write to me at a@b.example?",
    ],
)
def test_markup_hidden_marks_capitals_a_second_language_and_a_thread_change_nothing(text: str) -> None:
    assert read(text).deflection == ("phone",)
