"""An answer that comes in another channel, or late, is laid to the visit it answers; a doubtful one to none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.inbox import By, Inbox, Match
from shopper.engine.known_visits import ONLY_ONE_S, TOPIC_S
from shopper.engine.probe import Clues, Incoming
from shopper.engine.senders import CompanySenders
from shopper.model import ChannelAddress, Clock, Stamp, TurnKind
from shopper.reading.topics import stems_of

CHANNELS = (
    ChannelAddress("chat", "webchat", "https://www.shop.example/help", ()),
    ChannelAddress("email", "email", "help@shop.example", ("sales@shop.example",)),
    ChannelAddress("phone", "hotline", "+380 44 123-45-67", ()),
)
PRICE = stems_of(["price", "the price", "ціна", "cena", "цена"])
DELIVERY = stems_of(["delivery", "the delivery", "доставка", "dostawa", "доставка"])
ASKS = {"price": "How much is the Aurora lamp?", "delivery": "How long does delivery of the Aurora lamp take?"}
SAYS = {"price": "The price of the lamp is 1,299 UAH.", "delivery": "We deliver it within two days."}
TOPICS = {"price": PRICE, "delivery": DELIVERY}
S = 1_000_000


def asked(
    box: Inbox, visit: str, service: str = "price", *, line: str = "olena:webchat", at_s: int = 100, **more: Any
) -> None:
    box.register(visit, line=line, topic=TOPICS[service], **more)
    box.says(visit, ASKS[service])
    box.asks(visit, at_s * S)
    box.sent(visit, f"<{visit}@olena>")


def mail(
    text: str, *, sender: str = "help@shop.example", at_s: float = 110, line: str = "olena:email", **more: Any
) -> Incoming:
    return Incoming("", line, "<m@shop>", text, Stamp(round(at_s * S)), sender=sender, **more)


def company() -> Inbox:
    return Inbox(CompanySenders(CHANNELS))


def test_a_chats_question_that_is_answered_by_mail_is_answered() -> None:
    box = company()
    asked(box, "chat.1")
    reply = mail("Good day! Here is what you wanted to know.")
    assert box.match(reply) == Match("chat.1", By.ONLY)
    assert box.via("chat.1", reply, "email") == "email"


@pytest.mark.parametrize("sender", ["sales@shop.example", "noreply@mail.shop.example", "iryna@shop.example"])
def test_whoever_at_the_company_writes_is_the_company(sender: str) -> None:
    box = company()
    asked(box, "chat.1")
    reply = mail("Good day!", sender=sender)
    assert box.match(reply) == Match("chat.1", By.ONLY)
    assert box.via("chat.1", reply, "email") == "email"


def test_a_call_from_the_companys_number_answers_what_was_asked_in_the_chat() -> None:
    box = company()
    asked(box, "chat.1")
    call = mail("Hello, you asked about the lamp.", sender="044 123 45 67", line="olena:hotline")
    assert box.match(call) == Match("chat.1", By.ONLY)
    assert box.via("chat.1", call, "hotline") == "phone"


@pytest.mark.parametrize("sender", ["shop@news.example", "help@notshop.example", "", "+380501112233"])
def test_a_strangers_mail_is_nobodys(sender: str) -> None:
    box = company()
    asked(box, "chat.1")
    assert box.match(mail("The price of the lamp is 1,299 UAH. How much is the Aurora lamp?", sender=sender)) is None


def test_a_page_at_a_host_of_very_many_companies_makes_nobody_of_that_host_the_company() -> None:
    page = ChannelAddress("chat", "webchat", "https://www.facebook.com/brightshop", ())
    assert not CompanySenders([page]).may_be("notification@facebook.com")


def test_of_two_questions_the_one_it_is_about_is_answered() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "mail.1", "delivery", line="olena:email", company_addresses=("help@shop.example",))
    assert box.match(mail(SAYS["price"])) == Match("chat.1", By.TOPIC)
    assert box.match(mail(SAYS["delivery"])) == Match("mail.1", By.TOPIC)
    assert box.match(mail("Щодо ціни: 1 299 грн.")) == Match("chat.1", By.TOPIC)


def test_with_nothing_else_to_go_by_a_mail_answers_the_mail_that_waits() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "mail.1", "delivery", line="olena:email", company_addresses=("help@shop.example",))
    assert box.match(mail("Good day! Thank you for waiting.")) == Match("mail.1", By.SENDER)


def test_a_mail_that_fits_a_waiting_chat_as_well_as_an_answered_mail_is_for_a_person_to_tell() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "mail.1", "price", line="olena:email", company_addresses=("help@shop.example",))
    box.heard("mail.1", "<answer@shop>", SAYS["price"], TurnKind.MESSAGE)
    assert box.match(mail("One more thing: we are open on Sunday.")) is None


def test_two_questions_in_one_subject_are_for_a_person_to_tell_apart() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "chat.2", "price")
    assert box.match(mail(SAYS["price"])) is None


def test_an_answered_question_waits_less_than_one_that_nobody_answered() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "chat.2", "price")
    box.heard("chat.1", "1", "It costs 1,299 UAH.", TurnKind.MESSAGE)
    box.heard("chat.2", "2", "Thank you for your message, we have received it.", TurnKind.MESSAGE)
    assert box.match(mail("Good day, the lamp is 1,299 UAH.")) == Match("chat.2", By.ONLY)


def test_who_asks_again_waits_again() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "chat.2", "price")
    for n in (1, 2):
        box.heard(f"chat.{n}", str(n), "It costs 1,299 UAH.", TurnKind.MESSAGE)
    box.says("chat.1", "And in blue?")
    assert box.match(mail("Good day, yes.")) == Match("chat.1", By.ONLY)


def test_what_came_before_the_question_answers_nothing() -> None:
    box = company()
    asked(box, "chat.1", at_s=100)
    assert box.match(mail(SAYS["price"], at_s=90)) is None
    coarse = Stamp(98 * S, None, "", Clock.SERVER, 1_000_000)
    by_the_server = Incoming("", "olena:email", "<m@shop>", SAYS["price"], coarse, sender="help@shop.example")
    assert box.match(by_the_server) == Match("chat.1", By.ONLY)


def test_what_was_never_asked_is_not_answered() -> None:
    box = company()
    box.register("chat.1", line="olena:webchat", topic=PRICE)
    box.says("chat.1", ASKS["price"])
    assert box.match(mail(SAYS["price"])) is None


def test_another_persona_is_not_answered() -> None:
    box = company()
    asked(box, "chat.1")
    assert box.match(mail(SAYS["price"], line="petro:email")) is None


def test_a_machines_mail_is_not_taken_for_the_answer_because_nothing_else_waits() -> None:
    box = company()
    asked(box, "chat.1")
    assert box.match(mail("Our newsletter: autumn sale!", kind=TurnKind.AUTO)) is None


def test_a_question_that_was_given_up_is_answered_late_and_not_for_ever() -> None:
    box = company()
    asked(box, "chat.1")
    box.close("chat.1", 200 * S)
    assert box.match(mail("Good day!", at_s=200 + ONLY_ONE_S - 1)) == Match("chat.1", By.ONLY)
    assert box.match(mail("Good day!", at_s=200 + ONLY_ONE_S + 1)) is None


def test_an_answer_that_comes_late_is_not_the_next_questions() -> None:
    box = company()
    asked(box, "mail.1", "price", line="olena:email", company_addresses=("help@shop.example",))
    box.close("mail.1", 200 * S)
    asked(box, "mail.2", "delivery", line="olena:email", company_addresses=("help@shop.example",), at_s=300)
    week = 200 + TOPIC_S / 2
    assert box.match(mail(SAYS["price"], at_s=week)) == Match("mail.1", By.TOPIC)
    assert box.match(mail(SAYS["delivery"], at_s=week)) == Match("mail.2", By.TOPIC)
    assert box.match(mail("Good day!", at_s=week)) == Match("mail.2", By.SENDER)
    assert box.match(mail("Good day!", at_s=310)) is None, "so soon after the first it may be either's"


def test_the_number_that_the_company_gave_says_whose_case_it_is() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "chat.2", "price")
    box.heard("chat.1", "1", "Your ticket number is 77881.", TurnKind.AUTO)
    box.heard("chat.2", "2", "Ваше звернення № 77882 прийнято.", TurnKind.AUTO)
    assert box.match(mail("Good day!", subject="[#77882] Your question")) == Match("chat.2", By.CASE)
    assert box.match(mail("About 77881: the lamp is here.")) == Match("chat.1", By.CASE)
    assert box.match(mail("Good day!", subject="[#77881]", sender="agent@helpdesk.example")) == Match("chat.1", By.CASE)
    assert box.match(mail("Only 77881 UAH!", sender="sale@else.example")) is None
    assert box.match(mail("77881 and 77882 are one and the same.")) is None


def test_the_number_of_an_order_that_the_customer_named_is_believed_of_the_company_alone() -> None:
    box = company()
    asked(box, "chat.1", "price")
    asked(box, "chat.2", "price")
    box.says("chat.2", "My order is 48213.")
    assert box.match(mail("Order № 48213 is on its way.")) == Match("chat.2", By.CASE)
    assert box.match(mail("Order № 48213 is on its way.", sender="courier@post.example")) is None


def test_a_mail_that_is_fetched_once_more_stays_where_it_was_laid() -> None:
    box = company()
    asked(box, "chat.1")
    reply = mail("Good day!")
    box.took("chat.1", reply)
    asked(box, "chat.2", "delivery")
    assert box.match(reply) == Match("chat.1", By.REFERENCE)
    answered = mail("And that, too.", clues=Clues(references=("<m@shop>",)))
    assert box.match(answered) == Match("chat.1", By.REFERENCE)


def live(text: str, key: str = "7", **more: Any) -> Incoming:
    return Incoming("chat.2", "olena:webchat", key, text, Stamp(400 * S), **more)


def followed() -> Inbox:
    """A chat that nobody answered, and the customer's next one in the same thread, about something else."""
    box = company()
    asked(box, "chat.1", "price")
    box.close("chat.1", 200 * S)
    asked(box, "chat.2", "delivery", at_s=300, follows="chat.1")
    return box


def test_in_a_chats_thread_a_late_answer_to_the_first_question_is_the_first_visits() -> None:
    box = followed()
    late = live(SAYS["price"])
    assert box.match(late) == Match("chat.1", By.TOPIC)
    assert box.via("chat.1", late, "webchat") == ""
    assert box.match(live(SAYS["delivery"])) == Match("chat.2", By.CONVERSATION)
    assert box.match(live("One moment, please.")) == Match("chat.2", By.CONVERSATION)


def test_a_change_of_that_answer_goes_where_the_answer_went() -> None:
    box = followed()
    late = live(SAYS["price"])
    box.took("chat.1", late)
    assert box.match(live("We deliver it, it costs 1,399 UAH.", revises=True)) == Match("chat.1", By.TOPIC)
    assert box.match(live("We deliver it.", key="8")) == Match("chat.2", By.CONVERSATION)


def test_a_first_question_that_was_answered_takes_nothing_of_the_seconds() -> None:
    box = followed()
    box.heard("chat.1", "1", SAYS["price"], TurnKind.MESSAGE)
    assert box.match(live(SAYS["price"])) == Match("chat.2", By.CONVERSATION)


VISITS = st.lists(
    st.tuples(st.sampled_from(["webchat", "email", "hotline"]), st.sampled_from(["price", "delivery"]), st.booleans()),
    min_size=1,
    max_size=5,
)


@given(visits=VISITS, data=st.data())
def test_a_message_is_never_given_to_a_visit_it_does_not_answer_in_whatever_order_they_were_begun(
    visits: list[tuple[str, str, bool]], data: st.DataObject
) -> None:
    """The company names the case, answers the letter, or says clearly what it speaks of; then it is laid to that visit
    or, where two are alike, to none."""
    names = [f"v{n}" for n in range(len(visits))]
    target = data.draw(st.sampled_from(names))
    clue = data.draw(st.sampled_from(["reference", "case", "topic"]))
    line = data.draw(st.sampled_from(["olena:email", "olena:hotline"]))
    service = visits[names.index(target)][1]

    def matched(order: list[str]) -> Match | None:
        box = company()
        for name in order:
            kind, about, closed = visits[names.index(name)]
            addresses = ("help@shop.example",) if kind == "email" else ()
            asked(box, name, about, line=f"olena:{kind}", company_addresses=addresses)
            box.heard(name, f"{name}-ack", f"Your ticket number is 9000{name[1:]}.", TurnKind.AUTO)
            if closed:
                box.close(name, 105 * S)
        text = {"reference": "Good day!", "case": f"Ticket 9000{target[1:]}", "topic": SAYS[service]}[clue]
        references = (f"<{target}@olena>",) if clue == "reference" else ()
        return box.match(mail(text, line=line, clues=Clues(references=references)))

    match = matched(names)
    assert matched(data.draw(st.permutations(names))) == match
    if clue in ("reference", "case"):
        assert match is not None
        assert match.visit == target
    elif match is not None:
        alike = [name for name, (_, about, _) in zip(names, visits, strict=True) if about == service]
        assert match.visit in alike
        assert len(alike) == 1 or match.by in (By.SENDER, By.ONLY)


def test_of_two_who_wait_for_the_same_thing_the_one_who_asked_for_a_mail_is_answered_by_mail() -> None:
    box = company()
    asked(box, "chat.1")
    asked(box, "call.1", line="olena:callback")
    reply = mail("The price of the lamp is 1,299 UAH.")
    assert box.match(reply) is None
    box.wishes("chat.1", "email")
    assert box.match(reply) == Match("chat.1", By.WISH)
    box.wishes("call.1", "email")
    assert box.match(reply) is None


def test_a_wish_says_less_than_what_a_message_is_about() -> None:
    box = company()
    asked(box, "chat.1")
    asked(box, "call.1", "delivery", line="olena:callback")
    box.wishes("chat.1", "email")
    assert box.match(mail("Delivery takes two days.")) == Match("call.1", By.TOPIC)
