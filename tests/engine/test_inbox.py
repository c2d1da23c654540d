"""A message is laid to the visit that it answers, or to none: never to the newest because it is the newest."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.inbox import By, Inbox, Match, normal_subject
from shopper.engine.probe import Clues, Incoming
from shopper.model import Stamp, TurnKind

LINE = "olena:email"


def incoming(
    *,
    visit: str = "",
    line: str = LINE,
    references: tuple[str, ...] = (),
    tag: str = "",
    sender: str = "",
    subject: str = "",
) -> Incoming:
    clues = Clues(references=references, tag=tag, sender=sender, subject=subject)
    return Incoming(visit=visit, line=line, key="<k>", text="", at=Stamp(0), clues=clues)


def inbox(*visits: str, **more: Any) -> Inbox:
    """Open visits on one line with one company, one subject each."""
    made = Inbox()
    for visit in visits:
        made.register(
            visit,
            **{
                "line": LINE,
                "sent_keys": (f"<{visit}@olena>",),
                "tag": f"tag{visit}",
                "company_addresses": ("help@shop.example",),
                "subject": f"Question {visit}",
                **more,
            },
        )
    return made


def test_what_a_message_answers_says_more_than_all_else() -> None:
    box = inbox("a", "b")
    message = incoming(
        references=("<other@x>", "<a@olena>"), tag="tagb", sender="help@shop.example", subject="Question b"
    )
    assert box.match(message) == Match("a", By.REFERENCE)


def test_an_answer_to_the_companys_own_letter_belongs_to_its_visit() -> None:
    box = inbox("a", "b")
    box.sent("b", "<theirs@shop>")
    assert box.match(incoming(references=("<theirs@shop>",))) == Match("b", By.REFERENCE)


def test_the_plus_address_is_known_in_any_case() -> None:
    assert inbox("a", "b").match(incoming(tag="TAGB")) == Match("b", By.TAG)


def test_a_channel_that_knows_its_conversation_is_believed() -> None:
    box = inbox("a", "b")
    assert box.match(incoming(visit="a", tag="tagb")) == Match("a", By.CONVERSATION)
    assert box.match(incoming(visit="unknown")) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Question a",
        "RE: Question a",
        "Re: Fwd: Question a",
        "Відп: Question a",
        "Odp.: question  A",
        "Re[2]: Question a",
        "[Ticket 991] Re: Question a",
        "Re: Question a (#991)",
        "Отв: Question a",
    ],
)
def test_the_companys_letter_under_a_visits_subject_belongs_to_it(subject: str) -> None:
    box = inbox("b", "a", "c")
    assert box.match(incoming(sender="iryna@shop.example", subject=subject)) == Match("a", By.SUBJECT)


def test_two_open_visits_that_fit_equally_are_for_a_person_to_tell_apart() -> None:
    box = inbox("a", "b", subject="Question")
    assert box.match(incoming(sender="help@shop.example", subject="Re: Question")) is None
    assert box.match(incoming(sender="help@shop.example", subject="Something else")) is None


def test_the_company_alone_is_enough_where_only_one_visit_is_with_it() -> None:
    box = inbox("a")
    assert box.match(incoming(sender="noreply@mail.shop.example", subject="Your order")) == Match("a", By.SENDER)
    assert box.match(incoming(sender="someone@else.example")) is None
    assert box.match(incoming(sender="help@notshop.example")) is None


def test_another_personas_line_is_not_looked_at() -> None:
    box = inbox("a")
    assert box.match(incoming(line="petro:email", sender="help@shop.example", subject="Question a")) is None


def test_a_company_that_writes_from_the_domain_above_its_address_is_known() -> None:
    box = inbox("a", company_addresses=("hi@help.shop.example",))
    assert box.match(incoming(sender="iryna@shop.example")) == Match("a", By.SENDER)


def test_two_shops_under_one_public_domain_are_not_one_company() -> None:
    box = inbox("a", company_addresses=("help@bright.com.ua",))
    assert box.match(incoming(sender="help@dark.com.ua")) is None


def test_a_company_at_a_provider_for_everybody_is_known_by_its_full_address_only() -> None:
    box = inbox("a", company_addresses=("bright.shop@gmail.com",))
    assert box.match(incoming(sender="stranger@gmail.com", subject="Re: Question a")) is None
    assert box.match(incoming(sender="Bright.Shop@gmail.com")) == Match("a", By.SENDER)


def test_an_exact_address_says_more_than_its_domain() -> None:
    box = inbox("a", company_addresses=("help@shop.example",))
    box.register("b", line=LINE, company_addresses=("sales@shop.example",), subject="Buying", sent_keys=("<b@olena>",))
    assert box.match(incoming(sender="sales@shop.example", subject="News")) == Match("b", By.SENDER)
    assert box.match(incoming(sender="sales@shop.example", subject="Re: Question a")) == Match("a", By.SUBJECT)
    assert box.match(incoming(sender="boss@shop.example", subject="News")) is None


def test_a_closed_visit_is_found_by_what_a_late_reply_answers_and_by_nothing_weaker() -> None:
    box = inbox("a")
    box.close("a")
    assert box.match(incoming(references=("<a@olena>",))) == Match("a", By.REFERENCE)
    assert box.match(incoming(tag="taga")) == Match("a", By.TAG)
    assert box.match(incoming(sender="help@shop.example", subject="Question a")) is None


def test_closing_one_of_two_visits_makes_the_other_certain() -> None:
    box = inbox("a", "b", subject="Question")
    box.heard("b", "<answer>", "It costs 42 UAH.", TurnKind.MESSAGE)
    box.close("b")
    assert box.match(incoming(sender="help@shop.example", subject="Question")) == Match("a", By.SUBJECT)


def test_a_visit_that_was_closed_just_now_without_an_answer_leaves_the_other_uncertain() -> None:
    box = inbox("a", "b", subject="Question")
    box.close("b")
    assert box.match(incoming(sender="help@shop.example", subject="Question")) is None
    assert box.match(incoming(sender="help@shop.example", subject="Hello")) is None


def test_a_forgotten_visit_is_found_by_nothing() -> None:
    box = inbox("a")
    box.forget("a")
    message = incoming(references=("<a@olena>",), tag="taga", sender="help@shop.example", subject="Question a")
    assert box.match(message) is None


def test_a_subject_that_becomes_known_later_counts_from_then_on() -> None:
    box = Inbox()
    for visit in ("a", "b"):
        box.register(visit, line=LINE, company_addresses=("help@shop.example",))
    box.sent("b", "<b@olena>", subject="About a kettle")
    assert box.match(incoming(sender="help@shop.example", subject="RE: about a kettle")) == Match("b", By.SUBJECT)


def test_ten_thousand_visits_are_told_apart_by_several_threads_at_once() -> None:
    box = Inbox()
    wrong: list[str] = []

    def shop(worker: int) -> None:
        for n in range(2500):
            visit = f"{worker}.{n}"
            box.register(
                visit, line=LINE, tag=f"t{worker}x{n}", company_addresses=("help@shop.example",), subject=f"Q {visit}"
            )
            box.sent(visit, f"<{visit}@olena>")
            for message, by in (
                (incoming(references=(f"<{visit}@olena>",)), By.REFERENCE),
                (incoming(tag=f"t{worker}x{n}"), By.TAG),
                (incoming(sender="help@shop.example", subject=f"Re: Q {visit}"), By.SUBJECT),
            ):
                if box.match(message) != Match(visit, by):
                    wrong.append(f"{visit} by {by}")

    workers = [threading.Thread(target=shop, args=(n,)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []
    assert box.match(incoming(sender="help@shop.example")) is None


VISITS = st.sampled_from("abc")
ADDRESSES = st.sampled_from(["help@shop.example", "x@mail.shop.example", "y@gmail.com", "z@other.example", ""])
SUBJECTS = st.sampled_from(["", "Question", "Re: Question", "Order", "Fwd: order"])
STEPS = st.one_of(
    st.tuples(st.just("register"), VISITS, ADDRESSES, SUBJECTS),
    st.tuples(st.just("close"), VISITS, st.just(""), st.just("")),
    st.tuples(st.just("forget"), VISITS, st.just(""), st.just("")),
    st.tuples(st.just("match"), st.just(""), ADDRESSES, SUBJECTS),
)


@given(st.lists(STEPS, max_size=25))
def test_a_weak_match_is_always_the_only_open_visit_that_fits(steps: list[tuple[str, str, str, str]]) -> None:
    box = Inbox()
    opened: dict[str, tuple[str, str]] = {}
    for action, visit, address, subject in steps:
        if action == "register":
            box.register(visit, line=LINE, company_addresses=(address,), subject=subject, sent_keys=(f"<{visit}>",))
            opened[visit] = (address, normal_subject(subject))
        elif action in ("close", "forget"):
            box.heard(visit, "", "It costs 42 UAH.", TurnKind.MESSAGE)
            getattr(box, action)(visit)
            opened.pop(visit, None)
        else:
            match = box.match(incoming(sender=address, subject=subject))
            exact = [v for v, (a, s) in opened.items() if a == address and address]
            if match is not None:
                assert match.visit in opened
                if match.by is By.SENDER and exact:
                    assert exact == [match.visit]
                if match.by is By.SUBJECT:
                    assert opened[match.visit][1] == normal_subject(subject)
            elif len(exact) == 1:
                same = [v for v, (_, s) in opened.items() if s and s == normal_subject(subject)]
                assert len(same) > 1 or not exact


@given(st.text(max_size=100))
def test_a_subject_is_made_normal_once_and_for_all(subject: str) -> None:
    assert normal_subject(normal_subject(subject)) == normal_subject(subject)
    assert normal_subject("Re: " + subject) == normal_subject(subject)
