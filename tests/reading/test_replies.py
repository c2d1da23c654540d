from __future__ import annotations

import pytest

from shopper.model import Closing, Side, TurnKind
from shopper.reading.replies import first_reply, is_reply

from ..samples import VisitBuilder


def visit_with(text: str, kind: TurnKind = TurnKind.MESSAGE) -> VisitBuilder:
    return VisitBuilder("v", "j", "chat", "price").say(0, "What does the lamp cost?").hear(5, text, kind)


@pytest.mark.parametrize("kind", [TurnKind.AUTO, TurnKind.GREETING, TurnKind.SYSTEM, TurnKind.BOUNCE, TurnKind.CLOSED])
def test_what_the_channel_itself_says_is_no_reply(kind: TurnKind) -> None:
    turn = visit_with("The lamp costs 450 UAH.", kind).turns[-1]
    assert not is_reply(turn)


def test_an_acknowledgement_written_as_a_message_is_no_reply() -> None:
    assert not is_reply(visit_with("We have received your message and will reply soon.").turns[-1])


def test_the_first_reply_skips_what_came_before_we_spoke_and_what_is_automatic() -> None:
    builder = VisitBuilder("v", "j", "chat", "price").hear(-3, "The shop opens at 9:00.")
    builder.say(0, "What does the lamp cost?").hear(1, "Please wait, all operators are busy.")
    visit = builder.hear(9, "It costs 450 UAH.").close(Closing.QUIET, 60)
    reply = first_reply(visit)
    assert reply is not None
    assert reply.text == "It costs 450 UAH."


def test_our_own_words_are_no_reply() -> None:
    turn = visit_with("x").turns[0]
    assert turn.side is Side.CUSTOMER
    assert not is_reply(turn)


@pytest.mark.parametrize("text", ["Thank you for contacting us!", "Дякуємо за звернення!", "Dziękujemy za wiadomość!"])
def test_thanks_for_writing_and_no_word_more_are_no_reply(text: str) -> None:
    assert not is_reply(visit_with(text).turns[-1])


def test_thanks_with_an_answer_are_a_reply() -> None:
    assert is_reply(visit_with("Thank you for contacting us! The lamp costs 450 UAH.").turns[-1])
