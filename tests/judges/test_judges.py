"""Each judge on conversations in which only one thing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.hours import parse_hours
from shopper.judges import JUDGES, Judge, JudgeBroken, judge_journey
from shopper.judges.base import Meta
from shopper.model import Closing, JourneyRecord, Origin, Outcome, Side, Terms, TurnKind, Verdict

from .. import samples
from ..samples import VisitBuilder, context, journey


def verdicts(record: JourneyRecord, judge: str) -> list[Verdict]:
    return judge_journey(record, context(), [judge])


def only(record: JourneyRecord, judge: str) -> Verdict:
    (verdict,) = verdicts(record, judge)
    return verdict


def asked(channel: str = "chat", text: str = "What does the lamp cost?") -> VisitBuilder:
    return VisitBuilder("v1", "j", channel, "price").say(0, text)


def test_a_reply_in_time_passes_and_nothing_else_fails() -> None:
    failed = [v for v in judge_journey(samples.good(), context()) if v.outcome is Outcome.FAILED]
    assert failed == []
    assert only(samples.good(), "silence").outcome is Outcome.PASSED


def test_nobody_answering_within_patience_is_silence_told_with_the_channel_and_the_time() -> None:
    verdict = only(journey("j", "s", asked().close(Closing.PATIENCE, 8)), "silence")
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Nobody answered in Chat for 8 seconds."
    assert [q.text for q in verdict.quotes] == ["What does the lamp cost?"]


def test_an_automatic_acknowledgement_is_no_answer_and_is_quoted() -> None:
    visit = asked("help").hear(3, "We have received your letter.", TurnKind.AUTO).close(Closing.PATIENCE, 144_000)
    verdict = only(journey("j", "s", visit), "silence")
    assert verdict.outcome is Outcome.FAILED
    assert "only an automatic acknowledgement came" in verdict.sentence
    assert verdict.quotes[-1].text == "We have received your letter."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("One moment, I am looking into it.", "they only said that they would see to it"),
        ("I am a bot. Your message has been received.", "only an automatic acknowledgement came"),
    ],
)
def test_who_only_says_to_wait_is_told_from_a_machine(words: str, told: str) -> None:
    verdict = only(journey("j", "s", asked().hear(3, words).close(Closing.PATIENCE, 1800)), "silence")
    assert verdict.outcome is Outcome.FAILED
    assert told in verdict.sentence


def test_a_bounce_says_that_the_address_does_not_exist() -> None:
    visit = asked("help").hear(2, "550 5.1.1 no such user", TurnKind.BOUNCE).close(Closing.QUIET, 60)
    record = journey("j", "s", visit)
    verdict = only(record, "dead_address")
    assert verdict.outcome is Outcome.FAILED
    assert "the address does not exist (5.1.1)" in verdict.sentence
    assert [q.text for q in verdict.quotes] == ["What does the lamp cost?", "550 5.1.1 no such user"]
    # One finding for one thing: nobody was silent who could have spoken.
    assert only(record, "silence").outcome is Outcome.NOT_APPLICABLE


def test_an_answer_beside_a_bounce_shows_that_the_address_lives() -> None:
    visit = asked("help").hear(2, "550 5.2.2 mailbox full", TurnKind.BOUNCE).hear(60, "450 UAH.")
    verdict = only(journey("j", "s", visit.close(Closing.QUIET, 900)), "dead_address")
    assert verdict.outcome is Outcome.PASSED
    assert "a copy of what the customer wrote came back: the mailbox is full (5.2.2)" in verdict.sentence


def test_a_bounce_that_is_about_our_own_account_accuses_nobody() -> None:
    visit = asked("help").hear(2, "554 5.7.1 blocked using a spam list", TurnKind.BOUNCE).close(Closing.QUIET, 60)
    assert only(journey("j", "s", visit), "dead_address").outcome is Outcome.UNMEASURED


def test_the_code_of_a_bounce_is_taken_from_its_machine_readable_part() -> None:
    visit = asked("help").hear(2, "Не доставлено.", TurnKind.BOUNCE, data={"status": "5.2.1"})
    verdict = only(journey("j", "s", visit.close(Closing.QUIET, 60)), "dead_address")
    assert "the mailbox is switched off (5.2.1)" in verdict.sentence
    assert verdict.data["reason"] == "switched_off"


def test_where_nothing_came_back_there_is_nothing_to_say_of_the_address() -> None:
    assert verdicts(journey("j", "s", asked("help").close(Closing.PATIENCE, 144_000)), "dead_address") == []


def test_a_greeting_before_we_spoke_is_no_answer() -> None:
    visit = VisitBuilder("v1", "j", "chat", "price").hear(-2, "Hello, I am Iryna.").say(0, "What does the lamp cost?")
    assert only(journey("j", "s", visit.close(Closing.PATIENCE, 1800)), "silence").outcome is Outcome.FAILED


@pytest.mark.parametrize("closing", [Closing.STOPPED, Closing.QUIET])
def test_silence_is_unmeasured_when_we_stopped_looking_early(closing: Closing) -> None:
    assert only(journey("j", "s", asked().close(closing, 5)), "silence").outcome is Outcome.UNMEASURED


def test_a_conversation_that_goes_on_is_not_judged_as_silent() -> None:
    visit = replace(asked().close(Closing.PATIENCE, 5), closed=None, closing=None, observed_s=None)
    verdict = only(journey("j", "s", visit), "silence")
    assert verdict.outcome is Outcome.UNMEASURED
    assert "not over yet" in verdict.sentence


def test_an_answer_after_the_end_of_patience_stays_silence_and_is_told() -> None:
    visit = asked().hear(7200, "450 UAH.", late=True).close(Closing.PATIENCE, 1800)
    verdict = only(journey("j", "s", visit), "silence")
    assert verdict.outcome is Outcome.FAILED
    assert "2 hours" in verdict.sentence
    assert verdict.quotes[-1].text == "450 UAH."


@pytest.mark.parametrize("judge", JUDGES)
def test_what_our_side_spoilt_is_unmeasured_for_every_judge(judge: str) -> None:
    for verdict in verdicts(samples.invalid(), judge):
        assert verdict.outcome is Outcome.UNMEASURED
        assert "420 seconds" in verdict.sentence


def test_what_our_side_spoilt_is_told_by_the_judges_of_single_visits() -> None:
    told = {verdict.judge for verdict in judge_journey(samples.invalid(), context())}
    assert told >= {"silence", "slow", "deflection", "dead_end", "repeat", "resolution", "standards"}


@pytest.mark.parametrize(
    ("waited", "outcome"), [(59.9, Outcome.PASSED), (60.0, Outcome.PASSED), (60.1, Outcome.FAILED)]
)
def test_the_promised_time_itself_is_still_in_time(waited: float, outcome: Outcome) -> None:
    visit = asked().hear(waited, "450 UAH.").close(Closing.QUIET, 200)
    verdict = only(journey("j", "s", visit), "slow")
    assert verdict.outcome is outcome
    assert verdict.data == {"reply_s": pytest.approx(waited), "limit_s": 60}


def test_slowness_is_counted_on_the_promised_hours_only() -> None:
    # Asked on Wednesday at 11:00 in Kyiv, answered on Thursday at 10:00; the channel is open from 9 to 12.
    visit = asked("help").hear(23 * 3600, "450 UAH.").close(Closing.QUIET, 24 * 3600)
    known = replace(context(), hours={"help": parse_hours("mon-fri 9:00-12:00")})
    (verdict,) = judge_journey(journey("j", "s", visit), known, ["slow"])
    assert verdict.data["reply_s"] == 2 * 3600
    assert verdict.outcome is Outcome.PASSED


def test_slowness_cannot_be_said_of_a_channel_that_did_not_answer() -> None:
    assert only(journey("j", "s", asked().close(Closing.PATIENCE, 1800)), "slow").outcome is Outcome.NOT_APPLICABLE


def test_being_sent_to_another_channel_is_a_deflection_that_names_it() -> None:
    visit = asked().hear(9, "Please write to help@shop.example.").close(Closing.QUIET, 60)
    verdict = only(journey("j", "s", visit), "deflection")
    assert verdict.outcome is Outcome.FAILED
    assert verdict.data == {"to": "help", "target": "email"}
    assert "Help mailbox" in verdict.sentence


def test_being_told_to_stay_in_the_same_channel_is_no_deflection() -> None:
    visit = asked("help").hear(9, "Please write to help@shop.example again tomorrow.").close(Closing.QUIET, 60)
    assert only(journey("j", "s", visit), "deflection").outcome is Outcome.PASSED


def test_a_refusal_with_no_other_way_is_a_dead_end() -> None:
    verdict = only(samples.dead_end(), "dead_end")
    assert verdict.outcome is Outcome.FAILED
    assert verdict.quotes[0].text == "Unfortunately we do not handle refunds."


def test_a_refusal_that_help_follows_is_no_dead_end() -> None:
    visit = asked().hear(9, "Unfortunately that is not possible.").hear(20, "The lamp costs 450 UAH at the counter.")
    assert only(journey("j", "s", visit.close(Closing.QUIET, 90)), "dead_end").outcome is Outcome.PASSED


def test_a_redirect_that_meets_silence_is_a_dead_end_of_the_channel_that_sent() -> None:
    first, second = verdicts(samples.into_silence(), "dead_end")
    assert first.outcome is Outcome.FAILED
    assert first.visit == "v006"
    assert "nobody answered there for 1 day 16 hours" in first.sentence
    assert second.outcome is Outcome.NOT_APPLICABLE


def test_a_redirect_to_a_place_we_do_not_shop_accuses_nobody() -> None:
    visit = asked().hear(9, "Please write to director@elsewhere.example.").close(Closing.QUIET, 60)
    assert only(journey("j", "s", visit), "dead_end").outcome is Outcome.UNMEASURED


def test_a_redirect_to_a_channel_the_company_lacks_without_an_address_is_a_dead_end() -> None:
    visit = asked().hear(9, "Please write to us on Viber.").close(Closing.QUIET, 60)
    assert only(journey("j", "s", visit), "dead_end").outcome is Outcome.FAILED


def test_a_redirect_whose_end_we_could_not_watch_accuses_nobody() -> None:
    chat = asked().hear(9, "Please write to help@shop.example.").close(Closing.QUIET, 60)
    mail = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.REDIRECT, redirected_by=("v1", 1))
    record = journey("j", "s", chat, mail.close(Closing.FAULT, 90, fault="The mailbox refused our login."))
    assert verdicts(record, "dead_end")[0].outcome is Outcome.UNMEASURED
    assert only(record, "closed_loop").outcome is Outcome.UNMEASURED


def test_being_sent_back_where_one_came_from_is_a_closed_circle_that_quotes_every_turn_of_it() -> None:
    verdict = only(samples.circle(), "closed_loop")
    assert verdict.outcome is Outcome.FAILED
    assert verdict.visit == ""
    assert verdict.sentence == "Chat sent the customer to Help mailbox, and Help mailbox sent them back to Chat."
    assert [(q.visit, q.turn) for q in verdict.quotes] == [("v004", 1), ("v005", 1)]
    assert verdict.data["channels"] == ["chat", "help", "chat"]


def test_a_redirect_into_silence_is_a_closed_circle_too() -> None:
    verdict = only(samples.into_silence(), "closed_loop")
    assert verdict.outcome is Outcome.FAILED
    assert "Returns mailbox" in verdict.sentence


def test_who_was_helped_on_the_way_was_not_trapped() -> None:
    record = samples.circle()
    helped = record.visits[1]
    told = replace(helped.turns[1], text="The courier comes on Saturday from 10 to 14. For changes write in the chat.")
    record = replace(record, visits=(record.visits[0], replace(helped, turns=(helped.turns[0], told))))
    assert only(record, "closed_loop").outcome is Outcome.PASSED


def test_without_a_redirect_there_is_no_circle_to_speak_of() -> None:
    assert verdicts(samples.good(), "closed_loop") == []


def test_asking_for_what_was_said_in_the_same_conversation_is_a_repeat_with_both_turns() -> None:
    verdict = only(samples.repeated(), "repeat")
    assert verdict.outcome is Outcome.FAILED
    assert [q.turn for q in verdict.quotes] == [0, 1]
    assert verdict.data["slots"] == ["order_number"]


def test_asking_for_what_was_said_in_another_channel_is_a_repeat_that_names_it() -> None:
    chat = asked(text="Where is order 58-20417?").hear(9, "Please write to help@shop.example.").close(Closing.QUIET, 60)
    mail = VisitBuilder("v2", "j", "help", "price", seq=2, origin=Origin.REDIRECT, redirected_by=("v1", 1))
    mail.say(100, "The chat sent me to you.").hear(200, "Please tell us your order number.")
    verdict = verdicts(journey("j", "s", chat, mail.close(Closing.QUIET, 900)), "repeat")[1]
    assert verdict.outcome is Outcome.FAILED
    assert "already said it in Chat" in verdict.sentence
    assert [(q.visit, q.turn) for q in verdict.quotes] == [("v1", 0), ("v2", 1)]


def test_asking_the_first_time_is_no_repeat_even_if_we_tell_it_then() -> None:
    visit = asked(text="Where is my order?").hear(9, "What is your order number, please?").say(20, "58-20417")
    visit.hear(40, "It arrives tomorrow.")
    assert only(journey("j", "s", visit.close(Closing.QUIET, 90)), "repeat").outcome is Outcome.PASSED


def test_a_phone_number_written_another_way_has_been_said() -> None:
    visit = asked(text="Call me on +380(44)1234567, please.").hear(9, "What is your phone number?")
    assert only(journey("j", "s", visit.close(Closing.QUIET, 90)), "repeat").outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("Thank you, goodbye.", Outcome.PASSED),
        ("I don't have it at hand.", Outcome.FAILED),
        ("На жаль, його немає під рукою.", Outcome.FAILED),
        ("Nie mam go przy sobie.", Outcome.FAILED),
    ],
)
def test_who_lacks_what_is_asked_for_has_told_it_only_by_saying_so(answer: str, outcome: Outcome) -> None:
    visit = asked(text="Where is my order?").hear(9, "What is your booking number?").say(20, answer)
    visit.hear(30, "What is your booking number, please?")
    assert only(journey("j", "s", visit.close(Closing.QUIET, 90)), "repeat").outcome is outcome


def test_asking_for_more_details_twice_is_no_repeat() -> None:
    visit = asked().hear(9, "Could you tell us more about it?").say(20, "The lamp.").hear(30, "What exactly happened?")
    assert only(journey("j", "s", visit.close(Closing.QUIET, 90)), "repeat").outcome is Outcome.PASSED


def test_a_judge_that_raises_is_a_bug_that_names_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[Verdict]:
        raise KeyError("x")

    empty: dict[str, str] = {}
    monkeypatch.setitem(JUDGES, "silence", Judge(Meta("silence", 1, empty, empty, empty), broken))
    with pytest.raises(JudgeBroken, match="“silence” failed on journey j1"):
        judge_journey(samples.good(), context())


@pytest.mark.parametrize("judge", JUDGES.values(), ids=list(JUDGES))
def test_every_judge_speaks_four_languages_and_is_named_after_its_file(judge: Judge) -> None:
    assert judge.judge.__module__.rsplit(".", 1)[1] == judge.meta.id
    for texts in (judge.meta.titles, judge.meta.failures, judge.meta.why):
        assert set(texts) == {"en", "uk", "ru", "pl"}
        assert all(texts.values())


@pytest.mark.parametrize("make", [samples.week], ids=["week"])
def test_every_failed_verdict_quotes_turns_that_stand_in_the_transcript(
    make: Callable[[], list[JourneyRecord]],
) -> None:
    for record in make():
        turns = {(v.id, t.n): t.text for v in record.visits for t in v.turns}
        for verdict in judge_journey(record, context()):
            if verdict.outcome is Outcome.FAILED:
                assert verdict.quotes
                assert all(turns[q.visit, q.turn] == q.text for q in verdict.quotes)
                assert verdict.sentence.endswith(".")


_TEXTS = st.sampled_from(
    [
        "What does the lamp cost?",
        "450 UAH.",
        "Please write to help@shop.example.",
        "Please ask in the chat.",
        "Your order number, please?",
        "58-20417",
        "Sorry, that is not possible.",
        "Call 0 800 123 456.",
        "",
        "\U0001f600",
    ]
)
_TURN = st.tuples(st.booleans(), _TEXTS, st.sampled_from(list(TurnKind)), st.integers(0, 5000), st.booleans())
_VISIT = st.tuples(
    st.sampled_from(sorted(samples.CHANNELS)),
    st.sampled_from(list(Origin)),
    st.lists(_TURN, max_size=6),
    st.sampled_from([*Closing, None]),
    st.sampled_from(["", "The browser died."]),
)


@st.composite
def journeys(draw: st.DrawFn) -> JourneyRecord:
    """Any journey at all, sensible or not."""
    visits = []
    for seq, (channel, origin, turns, closing, fault) in enumerate(draw(st.lists(_VISIT, min_size=1, max_size=4)), 1):
        builder = VisitBuilder(f"v{seq}", "j", channel, "price", seq=seq, origin=origin)
        for mine, text, kind, at, late in turns:
            if mine:
                builder.say(at, text)
            else:
                builder.hear(at, text, kind, late=late)
        visit = builder.close(closing or Closing.QUIET, 6000, fault=fault, terms=Terms(60, 300, 1800))
        visits.append(visit if closing else replace(visit, closed=None, closing=None, observed_s=None))
    return journey("j", "s", *visits)


@given(journeys())
def test_no_judge_raises_on_any_journey_and_only_what_was_said_is_quoted(record: JourneyRecord) -> None:
    turns = {(v.id, t.n): t for v in record.visits for t in v.turns}
    for verdict in judge_journey(record, context()):
        assert all(turns[q.visit, q.turn].text == q.text for q in verdict.quotes)
        spoilt = {v.id for v in record.visits if not v.valid}
        if verdict.visit in spoilt:
            assert verdict.outcome is Outcome.UNMEASURED


@given(journeys())
def test_a_visit_in_which_we_said_nothing_accuses_nobody_of_silence(record: JourneyRecord) -> None:
    mute = {v.id for v in record.visits if not any(t.side is Side.CUSTOMER for t in v.turns)}
    accused = {v.visit for v in judge_journey(record, context(), ["silence"]) if v.outcome is Outcome.FAILED}
    assert not mute & accused


def test_a_redirect_to_a_place_in_the_world_accuses_nobody() -> None:
    visit = asked().hear(9, "Please come to our store for that.").close(Closing.QUIET, 60)
    assert only(journey("j", "s", visit), "dead_end").outcome is Outcome.UNMEASURED
