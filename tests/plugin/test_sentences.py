"""Every stock sentence, played in a wave against the scripted company; each language runs through."""

from __future__ import annotations

import re

import pytest

from shopper.journal.events import Event, Kind
from tests.programmes import COMPANY, TestProgramme

TIMES = "sla: 20 s, tolerable: 30 s, patience: 60 s, quiet: 0.2 s"
SHORT = "sla: 0.3 s, tolerable: 0.5 s, patience: 0.8 s, quiet: 0.2 s"
CHANNELS = {
    "asker": (
        "0 s [1]: What is your order number, and your name? | 0 s [2+]: Your order is on its way, it costs 42 UAH.",
        TIMES,
    ),
    "asks_twice": ("0 s: Please tell us your order number.", TIMES),
    "asks_much": ("0 s [1]: Please tell us your tracking number and your card number. | 0 s [2+]: It is there.", TIMES),
    "vague": ("0 s [1]: Hello, how can we help you? | 0 s [2+]: It costs 42 UAH.", TIMES),
    "robot": ("0 s from Robot: It costs 42 UAH. | 0.3 s: The price is 42 UAH.", TIMES),
    "bots": ("0 s from Shop bot: It costs 42 UAH.", SHORT),
    "caller": ("0 s [1]: Our catalogue is on the site. | 0.3 s by phone [2+]: It costs 42 UAH.", TIMES),
    "same": ("0 s: The price is 42 UAH.", TIMES),
    "dearer": ("0 s: It costs 45 UAH.", TIMES),
    "phone": ("never", SHORT),
}
SERVICES = """\
services:
  refund:
    kind: transact
    names: {en: [a refund], uk: [повернення], ru: [возврат], pl: [zwrot]}
    question:
      en: ["I want to return {product}.", "How do I return {product}?"]
      uk: ["Хочу повернути {product}."]
      ru: ["Хочу вернуть {product}."]
      pl: ["Chcę zwrócić {product}."]
"""
PERSONAS = """\
personas:
  olena:
    name: Olena Koval
    languages: [en, uk, ru, pl]
    facts: {product: a kettle, order_number: "48213", phone: "+380441234567", city: Kyiv, card_number: "4444"}
"""


@pytest.fixture
def shop(programme: TestProgramme) -> TestProgramme:
    """A programme whose company has a channel for each way to be answered."""
    blocks = "".join(
        f'  {cid}: {{kind: scripted, title: {cid.capitalize()}, address: "{script}", {times}}}\n'
        for cid, (script, times) in CHANNELS.items()
    )
    programme.write("config/company.yaml", COMPANY.replace("guard_rails:", f"{blocks}guard_rails:"))
    programme.write("config/personas.yaml", PERSONAS)
    programme.write("config/services.yaml", SERVICES)
    return programme


def played(shop: TestProgramme, *scenarios: str, code: int = 0, head: str = "Feature: Test\n") -> str:
    """Play scenarios, which are titles with their steps; what was printed."""
    shop.feature(head + "".join(f"  {'Scenario' if 'Feature' in head else ''}{text}\n" for text in scenarios))
    result = shop.pytest("scenarios")
    assert result.code == code, result.out
    return result.out


def said(shop: TestProgramme) -> list[str]:
    return [entry["text"] for entry in shop.received()]


def notes(shop: TestProgramme) -> dict[str, str]:
    """The steps' own verdicts of the only journey, by judge."""
    return {e.body["judge"]: e.body["outcome"] for e in shop.events() if e.kind is Kind.NOTE}


def opened(shop: TestProgramme) -> list[Event]:
    return [event for event in shop.events() if event.kind is Kind.VISIT_OPENED]


# -- details -----------------------------------------------------------------------------------------------------------
def test_what_they_ask_for_is_given_once_and_the_answer_is_the_one_to_it(shop: TestProgramme) -> None:
    played(
        shop,
        ": details\n    When I ask about the price in asker\n    And I give details when asked\n"
        "    Then someone replies\n    And the answer mentions “on its way”\n"
        "    And I am not asked again for what I said",
    )
    question, details = said(shop)
    assert "48213" in details
    assert "Olena Koval" in details
    assert "48213" not in question


def test_what_was_said_is_pointed_at_once_and_what_the_customer_lacks_or_tells_nobody_is_not_given(
    shop: TestProgramme,
) -> None:
    played(
        shop,
        ": twice\n    When I ask about the price in asks_twice\n    And I give details when asked",
        ": lacks\n    When I ask about the price in asks_much\n    And I give details when asked",
    )
    by_visit: dict[str, list[str]] = {}
    for entry in shop.received():
        by_visit.setdefault(entry["visit"], []).append(entry["text"])
    twice, lacks = sorted(by_visit.values(), key=len, reverse=True)
    assert len(twice) == 3
    assert [("48213" in text) for text in twice] == [False, True, False]
    assert "above" in twice[2]
    assert len(lacks) == 2
    assert "the tracking number" in lacks[1]
    assert "such data" in lacks[1]
    assert "4444" not in lacks[1]


def test_asked_in_general_the_customer_tells_the_matter_in_other_words(shop: TestProgramme) -> None:
    played(shop, ": vague\n    When I ask about the price in vague\n    And I give details when asked")
    first, second = said(shop)
    assert "kettle" in second
    assert first != second


def test_where_an_order_would_begin_the_customer_stops_and_nobody_learns_a_thing(shop: TestProgramme) -> None:
    played(
        shop,
        ": no real order\n    When I ask about a refund in asker\n    And I give details when asked\n"
        "    Then someone replies\n    And my question is settled within 1 reply",
    )
    question, parting = said(shop)
    assert "48213" not in question + parting
    assert "think" in parting
    assert notes(shop)["offered"] == "passed"
    assert notes(shop)["slow"] == "passed", "the answer is the one before the customer left"
    assert notes(shop)["effort"] == "passed"


# -- who answers, and where --------------------------------------------------------------------------------------------
def test_a_robot_is_somebody_and_no_person(shop: TestProgramme) -> None:
    out = played(
        shop,
        ": a person comes\n    When I ask about the price in robot\n    Then a person replies\n    And someone replies",
        ": nobody comes\n    When I ask about the price in bots\n    Then someone replies\n    And a person replies",
        code=1,
    )
    assert "1 failed, 1 passed" in out
    assert "Only a robot answered in Bots within 0.8 s; no person did." in out
    taken = [e.body["result"]["turn"] for e in shop.events() if e.body.get("name") == "hear" and e.kind is Kind.OP]
    assert len(set(taken)) == 4


def test_an_answer_in_another_channel_than_was_asked_for_is_told(shop: TestProgramme) -> None:
    out = played(
        shop,
        ": elsewhere\n    When I ask about the price in quick\n    Then someone replies\n"
        "    When I ask to be answered by phone\n    Then someone replies by phone",
        code=1,
    )
    assert "The customer asked Quick for an answer in Phone; it came in Quick." in out
    assert "+380441234567" in said(shop)[1]
    assert len(opened(shop)) == 1


def test_an_answer_that_comes_where_it_was_asked_for_is_the_reply(shop: TestProgramme) -> None:
    company = (shop.root / "config" / "company.yaml").read_text(encoding="utf-8")
    line = '  line: {kind: phone, title: Our line, address: "+380 44 765 43 21"}\n'
    shop.write("config/company.yaml", company.replace("guard_rails:", f"{line}guard_rails:"))
    shop.write("probes/phone.py", "from shopper.engine.scripted_phone import PROBE as PROBE\n")
    played(
        shop,
        ": called\n    When I ask about the price in caller\n    Then someone replies within 20 s\n"
        "    When I ask to be answered by our line\n    Then someone replies by our line within 60 s\n"
        "    And the answer states the price",
    )
    assert notes(shop)["preference"] == "passed"
    assert len(opened(shop)) == 1


def test_a_button_is_pressed_as_one_and_its_text_stands_in_the_journal(shop: TestProgramme) -> None:
    played(
        shop, ": press\n    When I ask about the price in quick\n    And I press “Delivery”\n    Then someone replies"
    )
    assert said(shop)[1] == "Delivery"
    pressed = [e.body.get("press", False) for e in shop.events() if e.kind is Kind.SAY_INTENT]
    assert pressed == [False, True]


# -- coming back, and what it cost -------------------------------------------------------------------------------------
def test_who_comes_back_opens_a_new_visit_after_the_first_was_closed(shop: TestProgramme) -> None:
    played(
        shop,
        ": back\n    When I ask about the price in quick\n    Then someone replies\n"
        "    When I come back after 1 second\n    Then someone replies within 20 s\n    And they know my case\n"
        "    And the answers agree",
    )
    first, second = opened(shop)
    assert (first.body["origin"], second.body["origin"]) == ("entry", "followup")
    closed = next(e for e in shop.events() if e.kind is Kind.VISIT_CLOSED)
    assert closed.visit == first.visit
    assert second.at.wall_us - closed.at.wall_us >= 900_000
    assert "earlier" in said(shop)[1]


def test_two_prices_are_a_contradiction_and_the_cost_of_an_answer_has_limits(shop: TestProgramme) -> None:
    out = played(
        shop,
        ": two prices\n    When I ask about the price in quick and in dearer at once\n"
        "    Then someone replies in quick within 20 s\n    And someone replies in dearer\n    And the answers agree",
        ": cheap\n    When I ask about the price in quick\n    Then my question is settled within 1 reply\n"
        "    And my question is settled within 1 channel\n    And my question is settled within 1 minute",
        ": dear\n    When I ask about the price in vague\n    And I give details when asked\n"
        "    Then my question is settled within 1 reply",
        ": unsettled\n    When I ask about the price in refuser\n    Then my question is settled within 9 replies",
        ": silent\n    When I ask about the price in phone\n    Then my question is settled within 1 reply",
        code=1,
    )
    assert "3 failed, 2 passed" in out
    assert "Quick said “42 UAH”, and Dearer said “45 UAH”." in out
    assert "It took 2 replies until the question was settled; the limit was 1 reply." in out
    assert "The question was answered, but not settled." in out


def test_a_fact_is_stated_by_a_value_of_its_kind(shop: TestProgramme) -> None:
    out = played(
        shop,
        ": stated\n    When I ask about the price in quick\n    Then the answer states the price",
        ": not stated\n    When I ask about the price in away\n    Then the answer states the price",
        ": silent\n    When I ask about the price in phone\n    Then the answer states the price",
        code=1,
    )
    assert "1 failed, 2 passed" in out
    assert "The answer does not state the price." in out
    outcomes = [e.body["outcome"] for e in shop.events() if e.kind is Kind.NOTE]
    assert sorted(outcomes) == ["failed", "not_applicable", "passed"]
    [values] = [e.body["data"]["values"] for e in shop.events() if e.kind is Kind.NOTE and "values" in e.body["data"]]
    assert values == ["42 UAH"]


# -- languages ---------------------------------------------------------------------------------------------------------
LANGUAGES = {
    "uk": (
        "# language: uk\nФункціонал: Тест\n",
        "Сценарій: усе\n    Коли я питаю про ціну в asker\n    І я називаю свої дані, коли питають\n"
        "    Тоді людина відповідає протягом 20 секунд\n    І у відповіді є «on its way»\n"
        "    І мене не питають удруге про те саме\n    І моє питання вирішено не більш ніж за 3 відповіді\n"
        "    І вони дотримують обіцянок\n    Коли я йду всюди, куди мене відправляють, не більше 3 разів\n",
        "Сценарій: разом\n    Коли я одночасно питаю про ціну в quick та в late\n    І я натискаю «Так»\n"
        "    Тоді хтось відповідає в quick протягом 20 секунд\n    І хтось відповідає в late протягом 1 хвилини\n"
        "    І відповіді збігаються\n    І у відповіді є ціна\n    Коли я продовжую в same\n"
        "    І я прошу відповісти на late\n    Тоді мене не відправляють в інше місце\n"
        "    І я не потрапляю в глухий кут\n"
        "    Коли я повертаюся через 1 секунду\n    Тоді хтось вчасно відповідає\n"
        "    І вони пам'ятають моє звернення\n"
        "    Коли я йду туди, куди мене відправляють\n    Тоді мене не ганяють по колу\n",
    ),
    "ru": (
        "# language: ru\nФункция: Тест\n",
        "Сценарий: всё\n    Когда я спрашиваю про цену в asker\n    И я называю свои данные, когда спрашивают\n"
        "    Тогда человек отвечает в течение 20 секунд\n    И в ответе есть «on its way»\n"
        "    И меня не спрашивают дважды об одном и том же\n    И мой вопрос решён не более чем за 3 ответа\n"
        "    И они выполняют обещания\n    Когда я иду всюду, куда меня отправляют, не больше 3 раз\n",
        "Сценарий: вместе\n    Когда я одновременно спрашиваю про цену в quick и в late\n    И я нажимаю «Да»\n"
        "    Тогда кто-то отвечает в quick в течение 20 секунд\n    И кто-то отвечает в late в течение 1 минуты\n"
        "    И ответы совпадают\n    И в ответе есть цена\n    Когда я продолжаю в same\n"
        "    И я прошу ответить в late\n    Тогда меня не отправляют в другое место\n    И я не попадаю в тупик\n"
        "    Когда я возвращаюсь через 1 секунду\n    Тогда кто-то вовремя отвечает\n    И они помнят моё обращение\n"
        "    Когда я иду туда, куда меня отправляют\n    Тогда меня не гоняют по кругу\n",
    ),
    "pl": (
        "# language: pl\nFunkcja: Test\n",
        "Scenariusz: wszystko\n    Gdy pytam o cenę na asker\n    I podaję swoje dane, gdy o nie pytają\n"
        "    Wtedy człowiek odpowiada w ciągu 20 sekund\n    I odpowiedź zawiera „on its way”\n"
        "    I nie pytają mnie drugi raz o to samo\n    I moja sprawa zostaje załatwiona najwyżej w 3 odpowiedziach\n"
        "    I dotrzymują obietnic\n    Gdy idę wszędzie, dokąd mnie odsyłają, najwyżej 3 razy\n",
        "Scenariusz: razem\n    Gdy pytam jednocześnie o cenę na quick i na late\n    I klikam „Tak”\n"
        "    Wtedy ktoś odpowiada na quick w ciągu 20 sekund\n    I ktoś odpowiada na late w ciągu 1 minuty\n"
        "    I odpowiedzi są zgodne\n    I odpowiedź zawiera cenę\n    Gdy kontynuuję na same\n"
        "    I proszę o odpowiedź na late\n    Wtedy nie odsyłają mnie gdzie indziej\n"
        "    I nie trafiam w ślepą uliczkę\n    Gdy wracam po 1 sekundzie\n"
        "    Wtedy ktoś na czas odpowiada\n    I znają moją sprawę\n    Gdy idę tam, dokąd mnie odsyłają\n"
        "    Wtedy nie odsyłają mnie w kółko\n",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_scenarios_of_every_language_run_through(shop: TestProgramme, language: str) -> None:
    head, *scenarios = LANGUAGES[language]
    shop.feature(head + "".join(f"  {scenario}" for scenario in scenarios))
    result = shop.pytest("scenarios")
    assert "2 passed" in result.out, result.out
    assert result.code == 0
    spoken = [text for text in said(shop) if "48213" in text]
    assert len(spoken) == 1, "the number is told once"
    if language == "pl":
        assert not any(re.search("[а-яіїєґ]", text) for text in said(shop))


# -- being refused before anything is said -----------------------------------------------------------------------------
def test_facts_times_and_limits_that_mean_nothing_are_told_before_anything_is_said(shop: TestProgramme) -> None:
    out = played(
        shop,
        ": unknown\n    When I ask about the price in quick\n    Then the answer states the prise\n"
        "    And someone replies within a while\n    And my question is settled within 3 donkeys\n"
        "    When I follow wherever they send me, up to many times",
        code=12,
    )
    assert "the service “price” has no fact “the prise” in config/services.yaml. Did you mean “" in out
    assert "A text that must stand in the answer is put in quotation marks." in out
    assert "“a while” is not a duration" in out
    assert "“3 donkeys” is no limit; write it as 2 replies, 1 channel or 10 minutes" in out
    assert "“many” is no number of times from 1 to 20" in out
    assert said(shop) == []


@pytest.mark.parametrize(
    ("head", "step", "nearest"),
    [
        ("# language: uk\nФункціонал: Тест\n  Сценарій: один\n", "Коли я питаю за ціну в чаті", "я питаю про"),
        ("# language: ru\nФункция: Тест\n  Сценарий: один\n", "Тогда кто-нибудь отвечает", "кто-то отвечает"),
        ("# language: pl\nFunkcja: Test\n  Scenariusz: jeden\n", "Gdy pytam cenę na czacie", "pytam o"),
    ],
)
def test_an_unknown_sentence_is_answered_in_the_language_of_its_feature(
    shop: TestProgramme, head: str, step: str, nearest: str
) -> None:
    shop.feature(f"{head}    {step}\n")
    result = shop.pytest("scenarios")
    assert result.code == 12, result.out
    told = result.out.partition("Nearest: ")[2].partition(";")[0]
    assert re.search(nearest, told), result.out


# -- crashes -----------------------------------------------------------------------------------------------------------
STORY = (
    "  Scenario: a long story\n    When I ask about the price in asker\n    And I give details when asked\n"
    "    Then someone replies within 60 s\n    When I come back after 1 second\n    Then someone replies within 60 s\n"
)


@pytest.mark.parametrize("death", ["between:2", "after:2", "before:3", "after:3"])
def test_a_story_that_is_killed_anywhere_goes_on_and_says_nothing_twice(shop: TestProgramme, death: str) -> None:
    shop.feature(STORY)
    killed = shop.pytest("scenarios", env={"SHOPPER_SCRIPTED_DIES": death})
    assert killed.code < 0, killed.out
    resumed = shop.shopper("resume")
    assert resumed.code == 0, resumed.out
    sent = [(entry["visit"], entry["text"]) for entry in shop.received()]
    assert len(sent) == len(set(sent)) == 3


def test_who_comes_back_another_day_is_left_waiting_by_a_detach(shop: TestProgramme) -> None:
    shop.feature(
        "  Scenario: tomorrow\n    When I ask about the price in quick\n    Then someone replies within 60 s\n"
        "    When I come back the next day\n    Then someone replies\n"
    )
    left = shop.pytest("scenarios", "--detach")
    assert left.code == 0, left.out
    for _ in range(10):  # it may be left before the conversation has been quiet for long enough to be over
        if any(event.kind is Kind.VISIT_CLOSED for event in shop.events()):
            break
        assert shop.shopper("resume", "--detach").code == 0
    assert len(opened(shop)) == 1
    [closed] = [e for e in shop.events() if e.kind is Kind.VISIT_CLOSED]
    assert closed.body["closing"] == "quiet"
    [when] = [e for e in shop.events() if e.body.get("args", {}).get("name") == "when to come back"]
    assert 20 * 3600 <= when.body["result"] / 1e6 - closed.at.wall_us / 1e6 <= 28 * 3600
    assert shop.shopper("resume", "--detach").code == 0
    assert len(said(shop)) == 1
