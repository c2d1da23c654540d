"""Real widgets that nobody here wrote, and the sandbox's own chat, each in every variant: what is read is held against
the staff's own log. The settings hold nothing but the page's address.
"""

from __future__ import annotations

from statistics import median

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
    played.parts["greeting"].check()
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


@pytest.mark.parametrize(
    ("play", "site"),
    [
        (("talk", "deep-chat in a frame of another site, streaming"), "http://localhost:"),
        (("talk", "deep-chat in a frame of the same site"), "http://127.0.0.1:"),
        (("talk", "deep-chat in a blank frame that is written into"), ""),
        (("talk", "deep-chat in a srcdoc frame, streaming"), "about:srcdoc"),
    ],
    ids=name,
)
def test_the_chat_was_read_in_the_frame_that_it_lives_in(play: tuple[str, str], played: Played, site: str) -> None:
    assert played.site.startswith(site)
    assert played.site.endswith("/deep-chat-alone") or not site.startswith("http")


WITNESSED = [play for play in TALKS if "sandbox" not in play[1]]


@pytest.mark.parametrize("play", [play for play in WITNESSED if BY_NAME[play[1]].streams], ids=name)
def test_a_text_that_streams_has_a_time_of_its_first_and_of_its_last_words(
    play: tuple[str, str], played: Played
) -> None:
    played.parts["greeting"].check()
    (streamed,) = played.parts["streaming"].read
    last = streamed.read_at or streamed.at
    assert played.streamed_s is not None
    # The page's own clock for both; pieces that came late came late for the witness too.
    assert last.seconds_since(streamed.at) == pytest.approx(played.streamed_s, abs=0.3)


@pytest.mark.parametrize("play", WITNESSED, ids=name)
def test_first_words_are_timed_when_another_pair_of_eyes_in_the_page_saw_them(
    play: tuple[str, str], played: Played
) -> None:
    assert len(played.beyond) >= 4
    # By the page's own clock; waiting for stillness would show as 0.7 s in every one. Single ones may be off: on a
    # machine that is too busy to draw, the two, who ask at different moments whether a text can be seen, differ.
    assert median(played.beyond) < 0.3


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


@pytest.mark.parametrize("play", [("asks", "flowise"), ("asks", "flowise, streaming")], ids=name)
def test_a_chat_that_first_asks_who_one_is_is_told_and_then_talked_in(play: tuple[str, str], played: Played) -> None:
    for outcome in played.parts.values():
        outcome.check()
    assert played.leads == [("Olena", "olena@mail.example")]
    assert [i.text for i in played.read] == [*played.greeted, *played.sent]
