"""Every sentence that scenarios of written channels are made of, played in Telegram in each of the four languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pytest_bdd.steps import step_function_context_registry

from bench._programme import company, write_programme
from bench._run import shopping
from shopper.journal.events import Kind
from shopper.journal.reading import build_records
from shopper.journal.sqlite import open_store
from shopper.model import TurnKind
from shopper.programme import stock_root
from shopper.programme.loading import load_stock
from shopper.sandbox.log import read_log, said_twice
from shopper.sandbox.process import stop
from shopper.sandbox.tongues import tongue_of
from tests.programmes import make_programme

LIMIT_S = 150
HELP = "help@brightshop.example"
TIMES = "sla: 8 s, tolerable: 12 s, patience: 60 s, quiet: 0.6 s"
CHANNELS = {
    "telegram": f"kind: telegram, address: '@brightshop', title: Telegram, {TIMES}",
    "bot": f"kind: telegram, address: '@brightshop_bot', title: the bot, {TIMES}, "
    "names: {en: [bot], uk: [боті], ru: [боте], pl: [bocie]}",
    "email": f"kind: email, address: {HELP}, title: E-mail, {TIMES}",
}
WRITTEN = ("asking", "moving", "answering", "expecting")
FEATURES = {
    "en": """Feature: Telegram
  @every-channel
  Scenario: here
    When I ask about the price here
    Then someone replies in time
    And the answer states the price
    And I am not sent elsewhere
  Scenario: details
    When I ask about a return in Telegram
    And I give details when asked
    Then a person replies
    And there is no dead end
    And I am not asked again for what I said
  Scenario: at once
    When I ask about delivery in Telegram and in the bot at once
    Then someone replies in Telegram within 20 seconds
    And someone replies in the bot
    And the answers agree
  Scenario: a button
    When I ask about delivery in the bot
    Then someone replies
    When I press "Availability"
    Then the answer mentions "14 pieces"
  Scenario: own words
    When I ask about delivery in Telegram
    Then someone replies
    When I write "And how much is the lamp, please?"
    Then the answer mentions "1,299"
    And my question is settled within 3 replies
  Scenario: by e-mail
    When I ask about the price in Telegram
    Then someone replies
    When I ask to be answered by e-mail
    Then someone replies by e-mail
  Scenario: on from the mail
    When I ask about payment by e-mail
    Then someone replies
    When I continue in Telegram
    Then someone replies
    And they know my case
  Scenario: sent away
    When I ask about the warranty by e-mail
    Then someone replies
    When I follow where they send me
    Then the answer states the warranty period
    And I am not sent in circles
  Scenario: sent on
    When I ask about the warranty by e-mail
    Then someone replies
    When I follow wherever they send me
    Then the answer states the warranty period
    And they keep their promises
  Scenario: once more
    When I ask about the opening hours in Telegram
    Then someone replies
    When I come back after 2 seconds
    Then someone replies
    And the answers agree
""",
    "uk": """# language: uk
Функціонал: Telegram
  @every-channel
  Сценарій: here
    Коли я питаю про ціну тут
    Тоді хтось вчасно відповідає
    І у відповіді є ціна
    І мене не відправляють в інше місце
  Сценарій: details
    Коли я питаю про повернення товару в телеграмі
    І я називаю свої дані, коли питають
    Тоді людина відповідає
    І я не потрапляю в глухий кут
    І мене не питають удруге про те саме
  Сценарій: at once
    Коли я одночасно питаю про доставку в телеграмі та в боті
    Тоді хтось відповідає в телеграмі протягом 20 секунд
    І хтось відповідає в боті
    І відповіді збігаються
  Сценарій: a button
    Коли я питаю про доставку в боті
    Тоді хтось відповідає
    Коли я натискаю "Наявність"
    Тоді у відповіді є "14 штук"
  Сценарій: own words
    Коли я питаю про доставку в телеграмі
    Тоді хтось відповідає
    Коли я пишу "А скільки коштує лампа?"
    Тоді у відповіді є "1 299"
    І моє питання вирішено не більше ніж за 3 відповіді
  Сценарій: by e-mail
    Коли я питаю про ціну в телеграмі
    Тоді хтось відповідає
    Коли я прошу відповісти на пошту
    Тоді хтось відповідає через пошту
  Сценарій: on from the mail
    Коли я питаю про оплату через пошту
    Тоді хтось відповідає
    Коли я продовжую в телеграмі
    Тоді хтось відповідає
    І вони пам'ятають моє звернення
  Сценарій: sent away
    Коли я питаю про гарантію через пошту
    Тоді хтось відповідає
    Коли я йду туди, куди мене відправляють
    Тоді у відповіді є строк гарантії
    І мене не ганяють по колу
  Сценарій: sent on
    Коли я питаю про гарантію через пошту
    Тоді хтось відповідає
    Коли я йду всюди, куди мене відправляють
    Тоді у відповіді є строк гарантії
    І вони дотримують обіцянок
  Сценарій: once more
    Коли я питаю про графік роботи в телеграмі
    Тоді хтось відповідає
    Коли я повертаюся через 2 секунди
    Тоді хтось відповідає
    І відповіді збігаються
""",
    "ru": """# language: ru
Функция: Telegram
  @every-channel
  Сценарий: here
    Когда я спрашиваю про цену здесь
    Тогда кто-то вовремя отвечает
    И в ответе есть цена
    И меня не отправляют в другое место
  Сценарий: details
    Когда я спрашиваю про возврат товара в телеграме
    И я называю свои данные, когда спрашивают
    Тогда человек отвечает
    И я не попадаю в тупик
    И меня не спрашивают дважды об одном и том же
  Сценарий: at once
    Когда я одновременно спрашиваю про доставку в телеграме и в боте
    Тогда кто-то отвечает в телеграме в течение 20 секунд
    И кто-то отвечает в боте
    И ответы совпадают
  Сценарий: a button
    Когда я спрашиваю про доставку в боте
    Тогда кто-то отвечает
    Когда я нажимаю "Наличие"
    Тогда в ответе есть "14 штук"
  Сценарий: own words
    Когда я спрашиваю про доставку в телеграме
    Тогда кто-то отвечает
    Когда я пишу "А сколько стоит лампа?"
    Тогда в ответе есть "1 299"
    И мой вопрос решён не более чем за 3 ответа
  Сценарий: by e-mail
    Когда я спрашиваю про цену в телеграме
    Тогда кто-то отвечает
    Когда я прошу ответить на почту
    Тогда кто-то отвечает по почте
  Сценарий: on from the mail
    Когда я спрашиваю про оплату по почте
    Тогда кто-то отвечает
    Когда я продолжаю в телеграме
    Тогда кто-то отвечает
    И они помнят моё обращение
  Сценарий: sent away
    Когда я спрашиваю про гарантию по почте
    Тогда кто-то отвечает
    Когда я иду туда, куда меня отправляют
    Тогда в ответе есть срок гарантии
    И меня не гоняют по кругу
  Сценарий: sent on
    Когда я спрашиваю про гарантию по почте
    Тогда кто-то отвечает
    Когда я иду всюду, куда меня отправляют
    Тогда в ответе есть срок гарантии
    И они выполняют обещания
  Сценарий: once more
    Когда я спрашиваю про график работы в телеграме
    Тогда кто-то отвечает
    Когда я возвращаюсь через 2 секунды
    Тогда кто-то отвечает
    И ответы совпадают
""",
    "pl": """# language: pl
Funkcja: Telegram
  @every-channel
  Scenariusz: here
    Gdy pytam o cenę tutaj
    Wtedy ktoś na czas odpowiada
    I odpowiedź zawiera cenę
    I nie odsyłają mnie gdzie indziej
  Scenariusz: details
    Gdy pytam o zwrot towaru przez Telegram
    I podaję swoje dane, gdy o nie pytają
    Wtedy człowiek odpowiada
    I nie trafiam w ślepą uliczkę
    I nie pytają mnie drugi raz o to samo
  Scenariusz: at once
    Gdy pytam jednocześnie o dostawę na Telegramie i w bocie
    Wtedy ktoś odpowiada na Telegramie w ciągu 20 sekund
    I ktoś odpowiada w bocie
    I odpowiedzi są zgodne
  Scenariusz: a button
    Gdy pytam o dostawę w bocie
    Wtedy ktoś odpowiada
    Gdy klikam "Dostępność"
    Wtedy odpowiedź zawiera "14 sztuk"
  Scenariusz: own words
    Gdy pytam o dostawę na Telegramie
    Wtedy ktoś odpowiada
    Gdy piszę "A ile kosztuje lampa?"
    Wtedy odpowiedź zawiera "1 299"
    I moja sprawa zostaje załatwiona najwyżej w 3 odpowiedziach
  Scenariusz: by e-mail
    Gdy pytam o cenę na Telegramie
    Wtedy ktoś odpowiada
    Gdy proszę o odpowiedź na e-mail
    Wtedy ktoś odpowiada przez e-mail
  Scenariusz: on from the mail
    Gdy pytam o płatność przez e-mail
    Wtedy ktoś odpowiada
    Gdy kontynuuję na Telegramie
    Wtedy ktoś odpowiada
    I znają moją sprawę
  Scenariusz: sent away
    Gdy pytam o gwarancję przez e-mail
    Wtedy ktoś odpowiada
    Gdy idę tam, dokąd mnie odsyłają
    Wtedy odpowiedź zawiera okres gwarancji
    I nie odsyłają mnie w kółko
  Scenariusz: sent on
    Gdy pytam o gwarancję przez e-mail
    Wtedy ktoś odpowiada
    Gdy idę wszędzie, dokąd mnie odsyłają
    Wtedy odpowiedź zawiera okres gwarancji
    I dotrzymują obietnic
  Scenariusz: once more
    Gdy pytam o godziny otwarcia na Telegramie
    Wtedy ktoś odpowiada
    Gdy wracam po 2 sekundach
    Wtedy ktoś odpowiada
    I odpowiedzi są zgodne
""",
}
KEYWORD = re.compile(r"\s+(?:When|Then|And|Коли|Тоді|І|Когда|Тогда|И|Gdy|Wtedy|I) (?=\S)")


def staff() -> str:
    """The sandbox company's staff, who send on from the mail to Telegram as they do from the chat."""
    script = yaml.safe_load((stock_root() / "config" / "sandbox.yaml").read_text(encoding="utf-8"))
    from_chat, by_mail = (
        next(rule for rule in desk["rules"] if rule.get("name") == "warranty")
        for desk in (script["chats"]["chat"], script["mail"][HELP])
    )
    by_mail["replies"] = from_chat["replies"]
    for desk in script["telegram"].values():
        desk["forgets"] = "0.5 s"
    return yaml.safe_dump(script, allow_unicode=True)


def sentences_of_written_channels() -> dict[str, list[object]]:
    """The parsers of the stock sentences, by the function that plays them."""
    modules = {load_stock(f"scenarios.sentences.{name}").__name__ for name in WRITTEN}
    found: dict[str, list[object]] = {}
    for context in step_function_context_registry.values():
        if context.step_func.__module__ in modules:
            found.setdefault(context.step_func.__name__, []).append(context.parser)
    return found


@pytest.mark.parametrize("language", FEATURES)
def test_the_scenarios_say_every_sentence_there_is_for_written_channels(language: str) -> None:
    steps = [line[match.end() :] for line in FEATURES[language].splitlines() if (match := KEYWORD.match(line))]
    sentences = sentences_of_written_channels()
    assert len(sentences) == 21
    for name, parsers in sentences.items():
        assert any(parser.is_matching(step) for parser in parsers for step in steps), name  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", FEATURES)
def test_every_sentence_is_played_in_telegram_and_answered_in_its_language(tmp_path: Path, language: str) -> None:
    root = make_programme(tmp_path).root
    files = {
        f"scenarios/{language}.feature": FEATURES[language],
        "config/company.yaml": company(CHANNELS, sandbox=True).replace("[en]", f"[{language}]"),
        "config/personas.yaml": (stock_root() / "config" / "personas.yaml").read_text(encoding="utf-8"),
        "config/sandbox.yaml": staff(),
    }
    try:
        write_programme(root, files)
        with shopping(root, "--fail-on=scenarios") as run:
            assert run.wait(LIMIT_S) == 0, run.output.read_text(encoding="utf-8")
        store = open_store(root / ".shopper" / "journal.db", root / ".shopper" / "evidence")
        try:
            events = store.events()
            [wave] = {event.wave for event in events}
            visits = [visit for record in build_records(store, wave) for visit in record.visits]
        finally:
            store.close()
        assert [event.body for event in events if event.kind in (Kind.FAULT, Kind.UNASSIGNED)] == []
        assert {visit.channel for visit in visits} == set(CHANNELS)
        for turn in (turn for visit in visits for turn in visit.turns):
            if turn.kind is TurnKind.GREETING:
                continue  # a bot greets in the language of the customer's app, before they have said a word
            assert tongue_of(turn.text, language) == language, turn
        assert said_twice(read_log(root / ".shopper" / "sandbox" / "log.jsonl")) == []
    finally:
        stop(root / ".shopper" / "sandbox")
