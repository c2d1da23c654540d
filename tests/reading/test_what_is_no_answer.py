"""What tells nothing beside a redirect or a question, and what tells although it sends. In four languages."""

from __future__ import annotations

import pytest

from shopper.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "The heating is up to the landlord, not us. Please ask him.",
        "Ми лише продаємо квитки. Розклад уточніть, будь ласка, у перевізника.",
        "Мы только сдаём зал. По программе обратитесь к организатору.",
        "Za ogrzewanie odpowiada wspólnota, nie my. Proszę zapytać zarządcę.",
    ],
)
def test_whose_matter_it_is_is_no_answer_beside_a_redirect(text: str) -> None:
    labels = read(text)
    assert labels.deflection
    assert not labels.substantive


@pytest.mark.parametrize(
    "text",
    [
        "What is the postcode? I'll see whether a van goes there.",
        "Який у вас номер договору? Глянемо, що там сталося.",
        "Какой у вас номер договора? Посмотрим, что там случилось.",
        "Jaki jest numer umowy? Przejrzymy historię.",
    ],
)
def test_what_they_mean_to_look_into_is_no_answer_beside_a_question(text: str) -> None:
    labels = read(text)
    assert labels.asks
    assert not labels.substantive


@pytest.mark.parametrize(
    "text",
    [
        "We'll refund the fee today.",
        "Повернемо гроші на картку.",
        "Вернём деньги на карту.",
        "Zwrócimy środki na kartę.",
    ],
)
def test_a_decision_tells_although_it_lies_ahead(text: str) -> None:
    assert read(text).substantive


@pytest.mark.parametrize(
    "text",
    [
        "Щоб відключити розсилку, надішліть слово СТОП на номер 5050.",
        "Чтобы отключить рассылку, отправьте слово СТОП на номер 5050.",
        "Text STOP to 50500 to leave the list.",
        "Щоб обміняти товар, прийдіть з чеком до нашого магазину.",
    ],
)
def test_a_code_to_text_and_papers_to_bring_answer_though_they_send(text: str) -> None:
    labels = read(text)
    assert labels.deflection
    assert labels.substantive


@pytest.mark.parametrize(
    "text", ["Choose your branch 👇", "Оберіть, будь ласка, філію 👇", "Выберите филиал ⬇️", "Wybierz oddział 👇"]
)
def test_a_menu_with_buttons_asks_and_tells_nothing(text: str) -> None:
    labels = read(text)
    assert labels.asks
    assert not labels.substantive


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("@olena, напишите номер договора в личные сообщения.", "twitter"),
        ("Олена, напишите номер договора в личные сообщения.", "vk"),
    ],
)
def test_a_private_message_stays_on_the_network_that_a_mention_gives_away(text: str, target: str) -> None:
    assert read(text).deflection == (target,)


def test_a_path_through_ones_own_account_is_a_way_to_do_it_and_no_redirect() -> None:
    labels = read("Для зміни тарифу увійдіть в особистий кабінет → «Послуги» → «Тариф».")
    assert not labels.deflection
    assert labels.substantive
    assert read("Опишите поломку в приложении: «Профиль» → «Помощь» → «Написать нам».").deflection


@pytest.mark.parametrize(
    "text",
    [
        "Your message is in the queue. There are 4 people ahead of you.",
        "Ваше повідомлення в черзі. Перед вами 4 звернення.",
        "Ваше сообщение в очереди. Перед вами 4 обращения.",
        "Twoje pytanie czeka w kolejce. Odpowiadamy zwykle w ciągu kwadransa.",
    ],
)
def test_a_place_in_the_queue_is_an_acknowledgement(text: str) -> None:
    labels = read(text)
    assert labels.auto_ack
    assert not labels.substantive
