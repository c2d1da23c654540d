"""What an engine made up is left out of a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

doubtful = load_stock("probes.phone.ear.doubtful")
Said = doubtful.Said


@pytest.mark.parametrize(
    "text",
    [
        "thank you thank you thank you",
        "так так так так так",
        "please hold the line please hold the line please hold the line and",
        "Yes. Yes. Yes. Yes. Yes. Yes.",
    ],
)
def test_a_phrase_said_over_and_over_is_a_loop(text: str) -> None:
    assert doubtful.is_loop(text)


@pytest.mark.parametrize("text", ["", "no, no, no, no", "it is very very good", "twenty two, twenty two", "one"])
def test_people_repeat_themselves_too(text: str) -> None:
    assert not doubtful.is_loop(text)


def test_doubtful_parts_are_left_out_and_the_rest_is_weighed_by_length() -> None:
    parts = [Said(" Good day, ", -0.2), Said("blah", -1.4), Said("it costs\n ten.", -0.4), Said("thanks", -0.7, 0.9)]
    text, sure = doubtful.believed(parts)
    assert text == "Good day, it costs ten."
    assert sure == pytest.approx(0.73, abs=0.05)


def test_an_engine_that_does_not_say_how_sure_it_is_is_believed() -> None:
    assert doubtful.believed([Said("Good day")]) == ("Good day", None)


def test_parts_that_are_a_loop_together_are_left_out() -> None:
    assert doubtful.believed([Said("please wait here", -0.1)] * 4) == ("", None)


@given(st.lists(st.builds(Said, st.text(max_size=60), st.none() | st.floats(-5, 1), st.floats(0, 1)), max_size=8))
def test_whatever_an_engine_says_the_confidence_is_one(parts: list[object]) -> None:
    text, sure = doubtful.believed(parts)
    assert sure is None or 0.0 <= sure <= 1.0
    assert not doubtful.is_loop(text)
