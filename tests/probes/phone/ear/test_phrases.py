"""What only recordings say."""

from __future__ import annotations

import pytest

from shopper.programme.loading import load_stock

phrases = load_stock("probes.phone.ear.phrases")


@pytest.mark.parametrize(
    "text",
    [
        "All our operators are currently busy.",
        "Our agents are busy right now, please hold.",
        "Your call is very important to us.",
        "This call may be recorded for training purposes.",
        "Please stay on the line.",
        "For sales press one.",
        "Press 2 for delivery",
        "You are number four, your place in the queue is 4",
        "Please leave a message after the tone.",
        "Усі оператори зараз зайняті.",
        "Всі наші лінії зайняті, зачекайте",
        "Ваш дзвінок дуже важливий для нас",
        "Розмова може бути записана.",
        "Залишайтеся на лінії, будь ласка",
        "Для оформлення замовлення натисніть один",
        "Натисніть 2",
        "Ви третій у черзі",
        "Абонент тимчасово недоступний",
        "Все операторы заняты.",
        "К сожалению, все наши специалисты сейчас заняты",
        "Ваш звонок очень важен для нас",
        "Разговор записывается",
        "Оставайтесь на линии",
        "Чтобы узнать цену, нажмите цифру 3",
        "Вы второй в очереди",
        "Wszyscy konsultanci są zajęci.",
        "Państwa rozmowa jest nagrywana",
        "Rozmowa może być nagrywana",
        "Proszę pozostać na linii",
        "Aby złożyć zamówienie, wciśnij 1",
        "Proszę wybrać jeden",
        "Jesteś trzeci, numer twój w kolejce to trzy",
    ],
)
def test_words_of_a_recording_are_known(text: str) -> None:
    assert phrases.sounds_recorded(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Good day, Iryna speaking, how can I help you?",
        "I am busy with another customer, may I call you back?",
        "Please write to our e-mail, we cannot help you over the phone.",
        "Your order is recorded under the number 12345.",
        "Delivery is 2 days.",
        "Hold on, I will look it up.",
        "Добрий день, чим можу допомогти?",
        "Ваше замовлення буде завтра.",
        "Я запишу ваш номер і передзвоню.",
        "Добрый день, доставка стоит сто гривен.",
        "Я записала ваш заказ.",
        "Dzień dobry, w czym mogę pomóc?",
        "Dostawa jest jutro.",
        "Zapiszę pana numer i oddzwonię.",
    ],
)
def test_what_a_person_says_is_not_taken_for_a_recording(text: str) -> None:
    assert not phrases.sounds_recorded(text)
