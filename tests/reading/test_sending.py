"""Where a message sends its customer, beyond “write to us at …”. Every sentence is written for these tests."""

from __future__ import annotations

import pytest

from shopper.reading import read


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Do it in our app under Orders, we cannot cancel it for you here.", {"app"}),
        ("Pop into the workshop on Saturday and a mechanic will have a look.", {"branch"}),
        ("Text QUIT to 55512 and it ends today.", {"sms"}),
        ("We have just sent you a private message about it, see you there!", {"twitter"}),
        ("We replied to you via DM, please check your inbox.", {"twitter"}),
        ("Slide into our DMs and we will look at it.", {"twitter"}),
        ("Message us on Telegram, @lamps_help, so that we can sort it out.", {"telegram"}),
        ("That would be a question for your bank.", {"other"}),
        ("All claims go through the returns portal.", {"website_form"}),
        ("Our bot @lamps_bot on Telegram knows every price, please write there.", {"telegram"}),
        ("Щоб відписатися, відправте ДОСИТЬ на 7070.", {"sms"}),
        ("Це питання до перевізника, його гаряча лінія 0 800 111 222.", {"phone"}),
        ("Зробіть це в нашому застосунку.", {"app"}),
        ("Приходьте до майстерні в суботу, майстер подивиться.", {"branch"}),
        ("Цену написали вам в личные сообщения.", {"vk"}),
        ("С этим вопросом обратитесь в ваш банк.", {"other"}),
        ("Решить это можно только через форму на сайте.", {"website_form"}),
        ("To sprawa banku, proszę się z nim skontaktować.", {"other"}),
        ("Proszę to zrobić w naszej aplikacji.", {"app"}),
        ("Odpowiedzieliśmy na priv, proszę sprawdzić skrzynkę.", {"facebook"}),
    ],
)
def test_every_way_of_sending_away_names_its_place(text: str, targets: set[str]) -> None:
    assert set(read(text).deflection) == targets


@pytest.mark.parametrize(
    "text",
    [
        "We have replied to your direct message.",
        "Thanks for your DM, we are on it.",
        "Did you buy it in the shop or online?",
        "Our driver will call you an hour before he comes.",
        "Follow us on Instagram! Your lamp left the warehouse this morning.",
        "The lamp costs 450 UAH. If you have any other questions, call us on 0 800 123 456.",
        "Hold the button for ten seconds. If it still does not light, write to help@lamps.example.",
        "Курьер позвонит вам по телефону за час.",
        "Уточните, пожалуйста, вы покупали в магазине или на сайте?",
        "Дякуємо за листа на нашу пошту!",
        "Якщо це не допоможе, зателефонуйте нам: 0 800 123 456.",
        "Lampa kosztuje 450 zł. W razie pytań prosimy dzwonić: 22 123 45 67.",
        "Czy kupili Państwo lampę w sklepie?",
    ],
)
def test_an_extra_a_question_or_what_the_company_does_itself_sends_nobody_away(text: str) -> None:
    assert read(text).deflection == ()


def test_a_condition_sends_away_where_nothing_else_is_said() -> None:
    assert read("If you would like us to look into it, please DM us.").deflection == ("twitter",)


def test_a_service_centre_that_is_to_be_called_is_a_phone() -> None:
    assert read("Please contact our service centre at 0 800 123 456.").deflection == ("phone",)


def test_data_that_are_wanted_in_a_private_message_are_no_places() -> None:
    labels = read("Please DM us your e-mail address and the name of the store.")
    assert labels.deflection == ("twitter",)
    assert set(labels.asks) >= {"email"}


def test_what_they_will_do_there_is_no_answer() -> None:
    labels = read("Please write to spare@lamps.example. They will find the part for you.")
    assert labels.deflection == ("email",)
    assert not labels.substantive


def test_an_anonymised_message_is_read_as_if_the_address_stood_in_it() -> None:
    assert read("Please send it to [EMAIL].").deflection == ("email",)
    assert read("Hi [name], your order [number] is on its way.").asks == ()


def test_a_call_that_the_customer_asked_for_sends_nobody_to_the_telephone() -> None:
    for text in (
        "Добрий день, це Ірина з Bright Shop, ви просили зателефонувати.",
        "Добрый день, это Ирина из Bright Shop, вы просили перезвонить.",
        "Good day, this is Iryna from Bright Shop, you asked us to call.",
        "Dzień dobry, tu Iryna z Bright Shop, prosili Państwo o telefon.",
    ):
        assert read(text).deflection == (), text
