"""The same findings, told in the owner's language; what was found, and what is quoted, stays the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopper.judges import JUDGES, judge_journey
from shopper.model import Closing, JourneyRecord, Origin, Outcome, TurnKind
from shopper.reading.context import JudgeContext
from shopper.reading.needs import EVERYBODY, KnownFact, Need
from shopper.reading.steps import Step
from shopper.scoring.observations import observe
from shopper.scoring.scorecard import About, scorecard
from shopper.words import LANGUAGES

from .. import samples
from ..samples import VisitBuilder, context, journey


def told_in(language: str) -> JudgeContext:
    return replace(
        context(),
        language=language,
        facts={"price": {"price": "money"}},
        fact_names={"price": {"price": {"uk": "ціна", "ru": "цена", "pl": "cena"}.get(language, "price")}},
        needs={"price": Need({"price": KnownFact("money", {EVERYBODY: ("42 UAH",)})})},
        standard=(Step("greet"), Step("next_step")),
        written=True,
    )


def bounced() -> JourneyRecord:
    visit = VisitBuilder("v1", "j", "help", "price").say(0, "What does the lamp cost?")
    return journey("j", "s", visit.hear(2, "550 5.1.1 no such user", TurnKind.BOUNCE).close(Closing.QUIET, 60))


def contradicted() -> JourneyRecord:
    one = VisitBuilder("v1", "j", "chat", "price").say(0, "What does it cost?").hear(9, "It costs 42 UAH.")
    other = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.PARALLEL).say(0, "What does it cost?")
    ends = one.close(Closing.QUIET, 60), other.hear(9, "It costs 45 UAH.").close(Closing.QUIET, 60)
    return journey("j", "s", *ends)


def forgotten() -> JourneyRecord:
    one = VisitBuilder("v1", "j", "chat", "order_status").say(0, "Where is order 58-20417?").hear(9, "On its way.")
    other = VisitBuilder("v2", "j", "help", "order_status", seq=2, origin=Origin.FOLLOWUP).say(99, "It is me again.")
    later = other.hear(120, "Please tell us your order number.").close(Closing.QUIET, 160)
    return journey("j", "s", one.close(Closing.QUIET, 60), later)


def asked_twice() -> JourneyRecord:
    """In the chat and by mail at once, and only the chat answers."""
    one = VisitBuilder("v1", "j", "chat", "price").say(0, "What does it cost?").hear(9, "It costs 42 UAH.")
    other = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.PARALLEL).say(0, "What does it cost?")
    return journey("j", "s", one.close(Closing.QUIET, 60), other.close(Closing.PATIENCE, 144_000))


def told_on_another_way() -> JourneyRecord:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, "What does it cost? Please answer by mail.")
    return journey("j", "s", visit.hear(9, "It costs 42 UAH.").close(Closing.QUIET, 60, wished=("help",)))


def passed_on() -> JourneyRecord:
    visit = VisitBuilder("v1", "j", "chat", "order_status").say(0, "Where is order 58-20417?")
    visit.hear(9, "I am connecting you with a colleague.").hear(20, "Please tell us your order number.")
    return journey("j", "s", visit.close(Closing.QUIET, 60))


def evaded() -> JourneyRecord:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, "What does it cost?").hear(9, "Hello! It is very popular.")
    return journey("j", "s", visit.close(Closing.QUIET, 60))


TOLD = {
    "uk": (
        (evaded(), "resolution", "Chat: відповіли, але не сказали, про що питали: ціна."),
        (evaded(), "standards", "Chat: за стандартом компанії бракує – наступний крок."),
        (contradicted(), "accuracy", "Help mailbox: сказали «45 UAH», а правильно «42 UAH» (ціна)."),
        (
            asked_twice(),
            "simultaneous",
            "Help mailbox: не відповіли клієнтові, який одночасно написав сюди і в канал «Chat».",
        ),
        (passed_on(), "handoff", "Chat: після передачі звернення довелося ще раз вказати номер замовлення."),
        (
            told_on_another_way(),
            "preference",
            "Chat: попросили відповісти в каналі «Help mailbox», а відповідь прийшла в інший – Chat.",
        ),
        (samples.silent_mailbox(), "silence", "Returns mailbox: ніхто не відповів за 1 день 16 годин."),
        (
            bounced(),
            "dead_address",
            "Help mailbox: лист клієнта через 2 секунди повернувся недоставленим: такої адреси не існує (5.1.1).",
        ),
        (
            samples.circle(),
            "closed_loop",
            "Chat: клієнта відправили в канал «Help mailbox»; Help mailbox: назад у канал «Chat».",
        ),
        (samples.dead_end(), "dead_end", "Chat: відмовили й не запропонували нічого іншого."),
        (
            samples.circle(),
            "deflection",
            "Chat: замість того щоб допомогти на місці, клієнта відправили в інший канал – Help mailbox.",
        ),
        (samples.slow(), "slow", "Help mailbox: відповіли лише через 9 годин 20 хвилин, а обіцяли за 4 години."),
        (samples.repeated(), "repeat", "Telegram: знову просили вказати номер замовлення, хоча тут про це вже йшлося."),
        (
            forgotten(),
            "history",
            "Help mailbox: просили вказати номер замовлення, хоча це вже було сказано в каналі «Chat».",
        ),
        (contradicted(), "contradiction", "Chat: сказали «42 UAH», а в каналі «Help mailbox» – «45 UAH»."),
    ),
    "ru": (
        (samples.silent_mailbox(), "silence", "Returns mailbox: никто не ответил за 1 день 16 часов."),
        (samples.slow(), "slow", "Help mailbox: ответили только через 9 часов 20 минут, а обещали за 4 часа."),
        (
            forgotten(),
            "history",
            "Help mailbox: просили указать номер заказа, хотя это уже было сказано в канале «Chat».",
        ),
        (contradicted(), "contradiction", "Chat: сказали «42 UAH», а в канале «Help mailbox» – «45 UAH»."),
    ),
    "pl": (
        (samples.silent_mailbox(), "silence", "Returns mailbox: nikt nie odpowiedział przez 1 dzień 16 godzin."),
        (
            samples.slow(),
            "slow",
            "Help mailbox: na odpowiedź trzeba było czekać 9 godzin 20 minut, a obiecano ją w 4 godziny.",
        ),
        (
            forgotten(),
            "history",
            "Help mailbox: trzeba było podać numer zamówienia, choć była już o tym mowa w kanale „Chat”.",
        ),
        (contradicted(), "contradiction", "Chat: powiedziano „42 UAH”, a w kanale „Help mailbox” – „45 UAH”."),
    ),
}


@pytest.mark.parametrize(
    ("language", "record", "judge", "sentence"),
    [(language, *case) for language, cases in TOLD.items() for case in cases],
    ids=[f"{language}-{judge}" for language, cases in TOLD.items() for _, judge, _ in cases],
)
def test_a_failure_is_told_in_the_owners_language(
    language: str, record: JourneyRecord, judge: str, sentence: str
) -> None:
    failed = [v for v in judge_journey(record, told_in(language), [judge]) if v.outcome is Outcome.FAILED]
    assert failed[0].sentence == sentence


def test_every_judge_has_a_sample_here_or_tests_of_its_own() -> None:
    own = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert {judge for _, judge, _ in TOLD["uk"]} | own >= set(JUDGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_changes_nothing_but_the_sentence(language: str) -> None:
    for record in [*samples.week(), bounced(), contradicted(), forgotten()]:
        english = [replace(v, sentence="") for v in judge_journey(record, told_in("en"))]
        assert [replace(v, sentence="") for v in judge_journey(record, told_in(language))] == english


def test_a_place_that_is_no_channel_of_the_company_has_a_name_in_every_language() -> None:
    visit = VisitBuilder("v1", "j", "chat", "price").say(0, "Hi").hear(9, "Please contact us on WhatsApp or by phone.")
    sentences = {
        language: judge_journey(journey("j", "s", visit.close(Closing.QUIET, 60)), told_in(language), ["deflection"])[0]
        for language in LANGUAGES
    }
    assert len({v.sentence for v in sentences.values()}) == 4
    assert "target" not in " ".join(v.sentence for v in sentences.values())


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "2 of 3 customers who tried Returns mailbox got no answer."),
        ("uk", "Returns mailbox: без відповіді – 2 з 3 клієнтів."),
        ("ru", "Returns mailbox: без ответа – 2 из 3 клиентов."),
        ("pl", "Returns mailbox: bez odpowiedzi – 2 z 3 klientów."),
    ],
)
def test_the_scorecard_names_its_language_and_its_headline_speaks_it(language: str, headline: str) -> None:
    answered = VisitBuilder("v99", "j99", "returns", "price").say(0, "What does it cost?").hear(9, "It costs 42 UAH.")
    helped = journey("j99", "s", answered.close(Closing.QUIET, 60))
    records, known = [samples.silent_mailbox(), samples.into_silence(), helped], told_in(language)
    verdicts = [verdict for record in records for verdict in judge_journey(record, known)]
    about = About("Lamp & Light", "w", {}, list(samples.CHANNELS))
    card = scorecard(records, verdicts, observe(records, verdicts, known), known, about)
    assert card["language"] == language
    assert card["headline"]["text"] == headline
