from __future__ import annotations

import json
from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, JourneyRecord, Observation, Origin, TurnKind
from shopper.scoring.observations import observe, to_json
from shopper.scoring.odm.method import score
from shopper.scoring.odm.table import read_table

from .. import samples
from ..samples import VisitBuilder, context, journey


def rows(*records: JourneyRecord) -> list[Observation]:
    known = context()
    return observe(records, [v for r in records for v in judge_journey(r, known)], known)


def test_a_substantive_reply_without_refusal_is_solved_with_its_times() -> None:
    (row,) = rows(samples.good())
    assert row.outcome == "solved"
    assert row.reply_s == row.wall_reply_s == row.solved_s == pytest.approx(14.2)
    assert row.turns == 2


def test_the_clock_stops_at_the_first_substantive_reply_and_not_at_a_hello() -> None:
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?")
    visit.hear(5, "Hello!").hear(40, "The lamp costs 450 UAH.")
    (row,) = rows(journey("j", "s", visit.close(Closing.QUIET, 100)))
    assert (row.ack_s, row.reply_s) == (5, 40)


def test_an_acknowledgement_is_kept_apart_from_the_reply() -> None:
    (row,) = rows(samples.slow())
    assert row.ack_s == 4
    assert row.reply_s == 33_600


def test_silence_until_the_end_of_patience_is_no_answer() -> None:
    (row,) = rows(samples.silent_mailbox())
    assert (row.outcome, row.reply_s, row.observed_s) == ("no_answer", None, 144_000)


def test_watching_that_ended_early_has_no_outcome() -> None:
    (row,) = rows(samples.stopped())
    assert row.outcome is None
    assert row.valid


def test_our_own_fault_is_not_valid_and_says_nothing_about_the_company() -> None:
    (row,) = rows(samples.invalid())
    assert not row.valid
    assert (row.outcome, row.reply_s) == (None, None)
    assert "420 seconds" in row.fault


def test_being_sent_away_is_deflected_with_the_channel_it_leads_to() -> None:
    chat, mail = rows(samples.into_silence())
    assert (chat.outcome, chat.redirect_to, chat.origin) == ("deflected", "returns", "entry")
    assert (mail.outcome, mail.redirect_to, mail.origin) == ("no_answer", None, "redirect")


def test_a_redirect_that_also_answers_is_solved() -> None:
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?")
    visit.hear(9, "The lamp costs 450 UAH. For the delivery please write to help@shop.example.")
    (row,) = rows(journey("j", "s", visit.close(Closing.QUIET, 100)))
    assert (row.outcome, row.redirect_to) == ("solved", "help")


def test_a_flat_refusal_is_unsolved() -> None:
    (row,) = rows(samples.dead_end())
    assert row.outcome == "unsolved"


def test_a_repeat_counts_where_the_customer_was_handed_over_only() -> None:
    (own,) = rows(samples.repeated())
    assert own.repeats == 0
    chat = VisitBuilder("v1", "j", "chat", "price").say(0, "Where is order 58-20417?")
    chat.hear(9, "Please write to help@shop.example.")
    mail = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.REDIRECT, redirected_by=("v1", 1))
    mail.say(100, "The chat sent me.").hear(200, "Please tell us your order number.")
    _, arrived = rows(journey("j", "s", chat.close(Closing.QUIET, 60), mail.close(Closing.QUIET, 900)))
    assert arrived.repeats == 1


def test_being_passed_on_inside_a_channel_is_an_internal_switch() -> None:
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?")
    visit.hear(5, "I am connecting you with a colleague.").hear(40, "The lamp costs 450 UAH.")
    (row,) = rows(journey("j", "s", visit.close(Closing.QUIET, 100)))
    assert row.internal_switches == 1


def test_a_bounce_is_no_answer_however_short_we_looked() -> None:
    visit = VisitBuilder("v", "j", "help", "price").say(0, "What does the lamp cost?")
    (row,) = rows(journey("j", "s", visit.hear(1, "550 no such user", TurnKind.BOUNCE).close(Closing.QUIET, 60)))
    assert row.outcome == "no_answer"


def test_what_came_back_while_we_still_look_has_no_outcome_yet() -> None:
    visit = VisitBuilder("v", "j", "help", "price").say(0, "What does the lamp cost?")
    going_on = visit.hear(1, "550 no such user", TurnKind.BOUNCE).close(Closing.QUIET, 60)
    (row,) = rows(journey("j", "s", replace(going_on, closed=None, closing=None, observed_s=None)))
    assert row.outcome is None


def test_a_channel_that_the_config_holds_no_more_is_told_and_not_scored() -> None:
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?").hear(9, "450 UAH.")
    gone = replace(visit.close(Closing.QUIET, 60), channel="fax")
    table = to_json(rows(journey("j", "s", gone)), samples.table_settings())
    assert table["config"]["channels"]["fax"]["shopped"] is False
    assert score(read_table(table)).overall.score is None


def test_the_table_has_the_published_shape_and_holds_json_only() -> None:
    table = to_json(rows(*samples.week()), samples.table_settings())
    assert json.loads(json.dumps(table, allow_nan=False)) == table
    assert table["config"]["method"] == "odm-1"
    assert table["config"]["channels"]["chat"] == {"sla_s": 60, "tolerable_s": 300, "patience_s": 1800, "shopped": True}
    assert table["config"]["critical_facts"] == [["delivery", "delivery_price"], ["price", "price"]]
    published = {
        "id", "journey", "seq", "origin", "service", "channel", "valid", "reply_s", "observed_s", "outcome",
        "redirect_to", "internal_switches", "repeats", "history_probe", "parallel_probe", "turns", "solved_s", "facts",
        "steps", "tone",
    }  # fmt: skip
    assert all(published <= set(row) for row in table["visits"])
    assert len(table["visits"]) == sum(len(record.visits) for record in samples.week())


def answered_by(via: str, *, wished: tuple[str, ...] = ()) -> Observation:
    """A chat's question that is answered 20 s later, on another line."""
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?")
    visit.hear(20, "The lamp costs 450 UAH.", via=via)
    (row,) = rows(journey("j", "s", visit.close(Closing.QUIET, 100, wished=wished)))
    return row


def test_a_reply_in_another_channel_is_a_reply_at_its_time_and_one_switch() -> None:
    row = answered_by("help")
    assert (row.reply_s, row.outcome, row.redirect_to) == (20.0, "solved", "help")


def test_a_reply_by_a_channel_that_the_company_does_not_name_is_a_switch_to_its_kind() -> None:
    assert answered_by("hotline").redirect_to == "target:phone"


def test_a_reply_where_the_customer_wanted_it_is_no_switch() -> None:
    assert answered_by("help", wished=("help",)).redirect_to is None


def test_a_question_that_was_solved_elsewhere_is_booked_as_solved_after_a_switch() -> None:
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?")
    visit.hear(20, "The lamp costs 450 UAH.", via="help")
    card = samples.sample_scorecard([journey("j", "s", visit.close(Closing.QUIET, 100))])
    assert [cell["state"] for row in card["matrix"]["cells"] for cell in row if cell["n"]] == ["solved_after_switch"]
    [said, heard] = card["visits"][0]["turns"]
    assert (said["via"], heard["via"]) == ("", "help")


def parallel(price: str = "450", *, silent: bool = False, **fault: str) -> Observation:
    """The second row of a customer who asks in the chat and in the help mailbox at once."""
    chat = VisitBuilder("v1", "j", "chat", "price").say(0, "What does the lamp cost?")
    chat.hear(20, "The lamp costs 450 UAH.")
    mail = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.PARALLEL).say(1, "What does the lamp cost?")
    if not silent:
        mail.hear(60, f"The lamp costs {price} UAH.")
    closing = Closing.PATIENCE if silent else Closing.QUIET
    record = journey("j", "s", chat.close(Closing.QUIET, 100), mail.close(closing, 150_000, **fault))
    return rows(record)[1]


def test_who_asks_in_two_channels_at_once_is_coped_with_when_both_answer_alike() -> None:
    assert parallel().parallel_probe is True
    assert parallel("520").parallel_probe is False
    assert parallel(silent=True).parallel_probe is False
    assert parallel(fault="no network", fault_code="network").parallel_probe is None


def test_a_fact_carries_what_it_was_asked_for() -> None:
    """Else the prices of two lamps would contradict each other."""
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "What does Aurora cost?").hear(9, "It costs 450 UAH.")
    (row,) = rows(journey("j", "s", visit.close(Closing.QUIET, 60), facts={"product": "Aurora", "city": "Kyiv"}))
    assert row.facts == {"price (Aurora)": {"unit": "UAH", "lo": 450.0, "hi": 450.0}}


def test_who_comes_back_is_a_probe_of_whether_the_case_is_known() -> None:
    chat = VisitBuilder("v1", "j", "chat", "order_status").say(0, "Where is my order 58-20417?").hear(9, "On its way.")
    back = VisitBuilder("v2", "j", "help", "order_status", seq=2, origin=Origin.FOLLOWUP)
    back.say(90_000, "It is about yesterday's order.").hear(90_060, "Could you tell me your order number, please?")
    found = rows(journey("j", "s", chat.close(Closing.QUIET, 60), back.close(Closing.QUIET, 90_200)))
    assert [row.history_probe for row in found] == [None, False]


def test_in_a_call_the_person_who_is_there_is_the_reply() -> None:
    """What is promised is to call, or to pick up; in a chat a hello is no answer yet."""
    visit = VisitBuilder("v", "j", "chat", "price").say(0, "Please call me about the price.")
    visit.hear(5, "Hello, this is Iryna.").hear(40, "The lamp costs 450 UAH.")
    written = visit.close(Closing.QUIET, 100)
    (chat,), (call,) = (rows(journey("j", "s", made)) for made in (written, replace(written, kind="callback")))
    assert (chat.reply_s, call.reply_s) == (40, 5)
    assert (chat.outcome, call.outcome) == ("solved", "solved")
