"""Real widgets that nobody here wrote, and the sandbox's own chat, each in every variant: what is read is held against
the staff's own log. The settings hold nothing but the page's address.
"""

from __future__ import annotations

import pytest

from shopper.model import TurnKind

from .playing import BY_NAME, EXAMPLES, PARTS, Played
from .staff import AWAY, QUEUE, words

TALKS = [("talk", example.name) for example in EXAMPLES]
ONCE_EACH = ["n8n", "flowise, streaming", "deep-chat in a frame of another site, streaming", "the sandbox"]


def name(play: object) -> str:
    return str(play[1]) if isinstance(play, tuple) else str(play)


@pytest.mark.parametrize("part", ["greeting", *PARTS])
@pytest.mark.parametrize("play", TALKS, ids=name)
def test_every_message_is_read_once_in_order_and_by_the_right_side(
    play: tuple[str, str], played: Played, part: str
) -> None:
    if part not in ("greeting", *BY_NAME[play[1]].parts):
        pytest.skip("played in another frame of the same widget")
    outcome = played.parts[part]
    outcome.check()
    kinds = {i.kind for i in outcome.read if i.text != QUEUE}
    assert kinds == {TurnKind.GREETING if part == "greeting" else TurnKind.MESSAGE}
    notices = {i.kind for i in outcome.read if i.text == QUEUE}
    # The sandbox shows a notice as one; the other widgets have only messages, and what it says is read elsewhere.
    assert notices <= {TurnKind.SYSTEM} if play[1].startswith("the sandbox") else {TurnKind.SYSTEM, TurnKind.MESSAGE}


@pytest.mark.parametrize("play", TALKS, ids=name)
def test_nothing_is_read_beside_what_was_said_and_all_we_said_arrived_once(
    play: tuple[str, str], played: Played
) -> None:
    example = BY_NAME[play[1]]
    assert played.faults == []
    assert played.received == [said for part in example.parts for said in example.part(part).says]
    assert [words(i.text) for i in played.read] == [words(text) for text in [*played.greeted, *played.sent]]
    assert len({i.key for i in played.read}) == len(played.read)


@pytest.mark.parametrize("play", [play for play in TALKS if BY_NAME[play[1]].streams], ids=name)
def test_a_text_that_streams_has_a_time_of_its_first_and_of_its_last_words(
    play: tuple[str, str], played: Played
) -> None:
    (streamed,) = played.parts["streaming"].read
    assert streamed.read_at is not None and streamed.read_at.mono_ns is not None and streamed.at.mono_ns is not None
    # Eight pieces, 0.12 s apart.
    assert streamed.read_at.mono_ns - streamed.at.mono_ns > 0.3e9


@pytest.mark.parametrize("play", [play for play in TALKS if "sandbox" not in play[1]], ids=name)
def test_first_words_are_timed_when_another_pair_of_eyes_in_the_page_saw_them(
    play: tuple[str, str], played: Played
) -> None:
    assert len(played.late) >= 4
    # By the page's own clock; one that is busy draws late for both. Waiting for stillness would show as 0.7 s.
    assert max(abs(late) for late in played.late) < 0.3


@pytest.mark.parametrize("play", [("reload", example) for example in ONCE_EACH], ids=name)
def test_a_page_that_is_loaded_again_in_the_middle_loses_and_doubles_nothing(
    play: tuple[str, str], played: Played
) -> None:
    for outcome in played.parts.values():
        outcome.check()
    assert played.faults == []
    assert [i.text for i in played.read] == [*played.greeted, *played.sent]
    assert played.received == ["before", "after", "kettle"]


@pytest.mark.parametrize("play", [("away", example) for example in ONCE_EACH], ids=name)
def test_an_automatic_text_where_nobody_is_there_is_read_as_theirs(play: tuple[str, str], played: Played) -> None:
    for outcome in played.parts.values():
        outcome.check()
    assert played.read[-1].text == AWAY
