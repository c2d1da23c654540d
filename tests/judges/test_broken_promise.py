"""What was promised for a time is looked for until then: kept, late, never, or not to be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shopper.hours import parse_hours
from shopper.judges import judge_journey
from shopper.model import ChannelAddress, Clock, Closing, Origin, Outcome, TurnKind, Verdict, VisitRecord
from shopper.reading.context import JudgeContext
from shopper.words import LANGUAGES

from ..samples import VisitBuilder, context, journey, stamp

DAY = 86_400


def asked(channel: str = "chat", language: str = "en", at: float = 0) -> VisitBuilder:
    return VisitBuilder("v1", "j", channel, "price", language=language).say(at, "What does the lamp cost?")


def judged(*visits: VisitRecord, known: JudgeContext | None = None) -> Verdict:
    (verdict,) = judge_journey(journey("j", "s", *visits), known or context(), ["broken_promise"])
    return verdict


def promise(verdict: Verdict) -> dict[str, Any]:
    (told,) = verdict.data["promises"]
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "I will ask the warehouse and write to you here within 10 minutes."),
        ("uk", "Уточню на складі й напишу вам сюди протягом 10 хвилин."),
        ("ru", "Уточню на складе и напишу вам сюда в течение 10 минут."),
        ("pl", "Sprawdzę w magazynie i napiszę do Państwa w ciągu 10 minut."),
    ],
)
def test_an_answer_that_was_promised_and_never_came_is_a_broken_promise(language: str, words: str) -> None:
    verdict = judged(asked(language=language).hear(30, words).close(Closing.PATIENCE, 1830))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat promised to answer within 10 minutes, and nothing had come after 30 minutes."
    assert [q.text for q in verdict.quotes] == [words]
    told = promise(verdict)
    assert (told["what"], told["due_s"], told["kept"], told["came_s"]) == ("reply", 600, False, None)


def test_an_answer_in_the_promised_time_is_a_promise_kept_and_quoted() -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").hear(400, "The lamp costs 450 UAH.")
    verdict = judged(visit.close(Closing.QUIET, 1830))
    assert verdict.outcome is Outcome.PASSED
    assert [q.turn for q in verdict.quotes] == [1, 2]
    assert (promise(verdict)["kept"], promise(verdict)["came_s"]) == (True, 370)


def test_an_answer_after_the_promised_time_is_late_by_so_much() -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").hear(930, "The lamp costs 450 UAH.")
    verdict = judged(visit.close(Closing.QUIET, 1830))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat promised to answer within 10 minutes; it took 15 minutes."
    assert promise(verdict)["late_s"] == 300


def test_a_promise_that_fell_due_after_ours_had_gone_is_unmeasured() -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").close(Closing.QUIET, 500)
    assert judged(visit).outcome is Outcome.UNMEASURED


@pytest.mark.parametrize("came", ["Thank you for your patience!", "One moment.", "Your message has been received."])
def test_thanks_and_receipts_keep_no_promise(came: str) -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").hear(60, came)
    assert judged(visit.close(Closing.PATIENCE, 1830)).outcome is Outcome.FAILED


def test_a_message_that_may_be_the_promised_one_leaves_it_open() -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").hear(60, "I know how you feel about it.")
    assert judged(visit.close(Closing.PATIENCE, 1830)).outcome is Outcome.UNMEASURED


def test_an_answer_in_another_channel_keeps_the_promise() -> None:
    chat = asked().hear(30, "I will write to you within 10 minutes.").close(Closing.PATIENCE, 1830)
    mail = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.FOLLOWUP)
    mail.say(100, "I wrote in the chat.").hear(500, "The lamp costs 450 UAH.")
    assert judged(chat, mail.close(Closing.QUIET, 3000)).outcome is Outcome.PASSED


def test_a_receipts_promise_counts_and_starts_when_the_channel_opens() -> None:
    known = replace(context(), hours={"help": parse_hours("mon-fri 9:00-18:00")})  # the wave begins at 11:00 in Kyiv
    receipt = "Your message has been received. We will reply within 4 hours."
    evening = 9 * 3600.0  # 20:00; four hours later on that clock it is 13:00 of the next day
    in_time = asked("help", at=evening).hear(evening + 5, receipt, TurnKind.AUTO)
    in_time.hear(evening + 16 * 3600, "The lamp costs 450 UAH.")
    assert judged(in_time.close(Closing.QUIET, 2 * DAY), known=known).outcome is Outcome.PASSED
    late = asked("help", at=evening).hear(evening + 5, receipt, TurnKind.AUTO)
    late.hear(evening + 18 * 3600, "The lamp costs 450 UAH.")
    verdict = judged(late.close(Closing.QUIET, 2 * DAY), known=known)
    assert verdict.outcome is Outcome.FAILED
    assert promise(verdict)["late_s"] == pytest.approx(3600, abs=10)


def test_what_a_chat_promises_before_the_first_word_counts_from_that_word() -> None:
    visit = VisitBuilder("v1", "j", "chat", "price").hear(-500, "Hello! We reply within 5 minutes.", TurnKind.GREETING)
    visit.say(0, "What does the lamp cost?").hear(240, "The lamp costs 450 UAH.")
    verdict = judged(visit.close(Closing.QUIET, 1830))
    assert verdict.outcome is Outcome.PASSED
    assert (promise(verdict)["due_s"], promise(verdict)["came_s"]) == (300, 240)


def test_a_receipt_that_promised_and_nobody_who_came_is_broken() -> None:
    visit = asked("help").hear(5, "Your letter has been received. We will answer within 24 hours.", TurnKind.AUTO)
    verdict = judged(visit.close(Closing.PATIENCE, 144_000))
    assert verdict.outcome is Outcome.FAILED
    assert promise(verdict)["due_s"] == DAY


@pytest.mark.parametrize(
    "words",
    [
        "We usually reply within 5 minutes.",
        "Намагаємося відповідати за 5 хвилин.",
        "Постараемся ответить в течение 5 минут.",
        "As soon as the parcel is here we will write to you within 5 minutes.",
        "Щойно склад відповість, напишемо вам протягом 5 хвилин.",
        "Кур'єр зателефонує за годину до доставки.",
        "Kurier zadzwoni w ciągu 5 minut.",
        "Leave your phone number, and we will call you back within 5 minutes.",
        "Залиште номер телефону, і ми передзвонимо протягом 5 хвилин.",
        "Ми відправимо посилку за 5 хвилин.",
        "We will be back on Monday.",
        "Сьогодні багато звернень, відповімо до завтрашнього вечора.",
        "Сегодня много обращений, ответим до завтрашнего вечера.",
        "Dziś mamy wiele zgłoszeń, odpowiedź wyślemy do jutra wieczorem.",
        "They will contact me with an update that I can share with you within 5 minutes.",
        "It'll be back within 5 minutes.",
        "Delivery takes 3 days.",
        "We will not write to you within 5 minutes.",
    ],
)
def test_hopes_conditions_third_parties_and_goods_are_no_promise_that_could_be_broken(words: str) -> None:
    visit = asked().hear(30, words).close(Closing.PATIENCE, 1830)
    assert judge_journey(journey("j", "s", visit), context(), ["broken_promise"]) == []


def test_a_quoted_promise_is_not_made_again() -> None:
    visit = asked("help").hear(60, "It costs 450 UAH.\n\n> We will reply within 5 minutes.")
    verdicts = judge_journey(journey("j", "s", visit.close(Closing.QUIET, 9000)), context(), ["broken_promise"])
    assert verdicts == []


def with_callback() -> JudgeContext:
    known = context()
    return replace(known, channels=(*known.channels, ChannelAddress("ring", "callback", "https://shop.example/")))


def test_a_promised_call_is_unmeasured_where_no_telephone_of_ours_was_listened_on() -> None:
    visit = asked().hear(30, "Передзвонимо за 15 хвилин.").close(Closing.PATIENCE, 1830)
    verdict = judged(visit)
    assert verdict.outcome is Outcome.UNMEASURED
    assert verdict.sentence == "Chat promised to call within 15 minutes; whether it did cannot be told."


def test_a_call_that_the_customer_had_asked_for_and_never_came_is_a_broken_promise() -> None:
    visit = replace(asked().hear(30, "Передзвонимо за 15 хвилин.").close(Closing.PATIENCE, 1830), wished=("ring",))
    verdict = judged(visit, known=with_callback())
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat promised to call within 15 minutes, and nothing had come after 30 minutes."


def test_a_call_that_came_keeps_the_promise() -> None:
    visit = asked().hear(30, "We will call you back within 15 minutes.").hear(500, "Hello, Iryna here.", via="callback")
    assert judged(visit.close(Closing.QUIET, 1830)).outcome is Outcome.PASSED


def test_the_next_words_of_the_same_call_keep_no_promise_and_a_new_call_does() -> None:
    call = asked().hear(30, "We will call you back within 15 minutes.").hear(33, "Good-bye, then, the lamp is 450 UAH.")
    spoken = replace(call.close(Closing.QUIET, 1830), kind="callback")
    assert judged(spoken).outcome is Outcome.FAILED
    call.hear(40, "ended", TurnKind.SYSTEM, data={"call": "ended"}).hear(500, "Hello, me again, it is 450 UAH.")
    assert judged(replace(call.close(Closing.QUIET, 1830), kind="callback")).outcome is Outcome.PASSED


def test_who_wrote_instead_of_calling_is_not_accused() -> None:
    visit = asked().hear(30, "We will call you back within 15 minutes.").hear(500, "The lamp costs 450 UAH.")
    wished = replace(visit.close(Closing.QUIET, 1830), wished=("ring",))
    assert judged(wished, known=with_callback()).outcome is Outcome.UNMEASURED


@pytest.mark.parametrize(
    ("told", "promised", "outcome"),
    [
        ("My number is +380 44 123 45 67.", "We will be in touch within 10 minutes.", Outcome.UNMEASURED),
        ("Мій номер 044 123 45 67.", "Ми зв'яжемося з вами протягом 10 хвилин.", Outcome.UNMEASURED),
        ("Write to olena@mail.example.", "We will answer within 10 minutes.", Outcome.UNMEASURED),
        ("Write to olena@mail.example.", "I will write to you here within 10 minutes.", Outcome.FAILED),
        ("My order is 58-20417.", "We will be in touch within 10 minutes.", Outcome.FAILED),
    ],
)
def test_what_they_may_have_kept_where_ours_did_not_look_is_not_held_against_them(
    told: str, promised: str, outcome: Outcome
) -> None:
    visit = asked().say(10, told).hear(30, promised).close(Closing.PATIENCE, 1830)
    assert judged(visit).outcome is outcome


def test_a_time_that_the_clocks_leave_open_accuses_nobody() -> None:
    visit = asked("help").hear(30, "I will write to you within 10 minutes.")
    came = replace(stamp(640, Clock.SERVER), accuracy_us=60_000_000)
    visit.hear(640, "The lamp costs 450 UAH.")
    visit.turns[-1] = replace(visit.turns[-1], at=came)
    assert judged(visit.close(Closing.QUIET, 9000)).outcome is Outcome.UNMEASURED


def test_what_our_side_spoilt_breaks_no_promise() -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.")
    spoilt = visit.close(Closing.FAULT, 1830, fault="no network", fault_code="network")
    assert judge_journey(journey("j", "s", spoilt), context(), ["broken_promise"]) == []


def test_of_several_promises_the_broken_one_leads_and_all_are_told() -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").hear(90, "The lamp costs 450 UAH.")
    visit.say(100, "And the delivery?").hear(120, "I will write to you within 5 minutes.")
    verdict = judged(visit.close(Closing.PATIENCE, 1830))
    assert verdict.outcome is Outcome.FAILED
    assert [told["kept"] for told in verdict.data["promises"]] == [True, False]


TOLD = {
    "en": "Chat promised to answer within 10 minutes, and nothing had come after 30 minutes.",
    "uk": "Chat: обіцяли відповісти за 10 хвилин, але й за 30 хвилин нічого не прийшло.",
    "ru": "Chat: обещали ответить за 10 минут, но и за 30 минут ничего не пришло.",
    "pl": "Chat: obiecano odpowiedź w 10 minut, ale przez 30 minut nic nie nadeszło.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_promise_is_told_in_the_owners_language(language: str) -> None:
    visit = asked().hear(30, "I will write to you within 10 minutes.").close(Closing.PATIENCE, 1830)
    assert judged(visit, known=replace(context(), language=language)).sentence == TOLD[language]
