"""The answer comes where the customer asked for it, or it does not."""

from __future__ import annotations

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, Verdict

from ..samples import VisitBuilder, context, journey


def judged(builder: VisitBuilder, wished: tuple[str, ...] = ("help",), **more: object) -> list[Verdict]:
    visit = builder.close(Closing.QUIET, 600, wished=wished, **more)
    record = journey("j", "s", visit, facts={"email": "olena@mail.example"})
    return judge_journey(record, context(), ["preference"])


def wish(text: str = "What does it cost? Please answer to olena@mail.example.") -> VisitBuilder:
    return VisitBuilder("v1", "j", "chat", "price").say(0, text)


def test_an_answer_where_it_was_wished_passes_whatever_was_said_before_it() -> None:
    builder = wish().hear(5, "One moment, we will write to you.").hear(60, "It costs 450 UAH.", via="help")
    (verdict,) = judged(builder)
    assert verdict.outcome is Outcome.PASSED
    assert [quote.turn for quote in verdict.quotes] == [2]


def test_an_answer_elsewhere_fails_and_says_where_it_came() -> None:
    (here,) = judged(wish().hear(5, "It costs 450 UAH."))
    assert here.outcome is Outcome.FAILED
    assert here.sentence == "The customer asked Chat for an answer in Help mailbox; it came in Chat."
    (there,) = judged(wish().hear(5, "It costs 450 UAH.", via="telegram"))
    assert there.sentence.endswith("it came in Telegram.")


def test_another_mailbox_of_the_company_is_the_wished_channel_too() -> None:
    (verdict,) = judged(wish().hear(5, "It costs 450 UAH.", via="email"))
    assert verdict.outcome is Outcome.PASSED


def test_no_answer_is_told_by_others() -> None:
    assert judged(wish())[0].outcome is Outcome.NOT_APPLICABLE
    assert judged(wish().hear(5, "One moment, please."))[0].outcome is Outcome.NOT_APPLICABLE


def test_an_answer_that_was_there_before_the_wish_could_not_know_of_it() -> None:
    builder = wish("What does it cost?").hear(5, "It costs 450 UAH.").say(9, "Please send it to olena@mail.example.")
    assert judged(builder)[0].outcome is Outcome.NOT_APPLICABLE


def test_a_wish_to_be_answered_here_is_kept_by_answering_here() -> None:
    assert judged(wish().hear(5, "450 UAH."), ("chat",))[0].outcome is Outcome.PASSED
    assert judged(wish().hear(5, "450 UAH.", via="help"), ("chat",))[0].outcome is Outcome.FAILED


def test_who_wished_nothing_is_not_judged_and_our_fault_is_nobodys() -> None:
    assert judged(wish().hear(5, "450 UAH."), ()) == []
    assert judged(wish().hear(5, "450 UAH."), fault="no network")[0].outcome is Outcome.UNMEASURED
