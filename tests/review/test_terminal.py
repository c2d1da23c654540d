"""Reviewing in the terminal, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.review.terminal import Terminal
from shopper.words import LANGUAGES, Words
from tests import samples
from tests.review.reviewing import World, world


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, [samples.dead_end(), samples.silent_mailbox()]) as made:
        yield made


def worked(here: World, *keys: str, language: str = "en", again: bool = False) -> str:
    """What the terminal showed to a person who types these lines and then ends the input."""
    typed, shown = iter(keys), list[str]()

    def read(question: str) -> str | None:
        shown.append(question)
        return next(typed, None)

    Terminal(here.desk, "Olena", Words(language, "review"), read, shown.append, again=again).work()
    return "\n".join(shown)


def words_of(here: World) -> list[tuple[str, str]]:
    return [(e.body["finding"], e.body["word"]) for e in here.events() if "finding" in e.body]


def test_each_finding_is_shown_with_the_words_it_rests_on_and_takes_one_letter(here: World) -> None:
    shown = worked(here, "a", "2", "s", "s", "s")
    assert "Nobody answered in Returns mailbox" in shown
    assert "“Hello, I want to send a lamp back within 14 days." in shown
    assert words_of(here) == [("silence:v012", "agree")]
    assert [e.body["stars"] for e in here.events() if "stars" in e.body] == [2]


def test_wrong_asks_for_the_reason_and_for_what_was_misread(here: World) -> None:
    asked = worked(here, "s")
    assert "dead_end:v003" in asked
    worked(here, "s", "w", "They offered a form", "")
    [event] = [e for e in here.events() if e.body["finding"] == "dead_end:v003"]
    assert (event.body["word"], event.body["because"]) == ("wrong", "They offered a form")
    assert "labels" not in event.body


def test_a_message_is_put_right_by_its_number(here: World) -> None:
    shown = worked(here, "s", "w", "", "0")
    number = next(line.split()[0] for line in shown.splitlines() if line.strip().endswith("it refuses nothing"))
    worked(here, "s", "w", "", f"{number}, 99")
    [event] = here.events()
    assert event.body["labels"] == [{"visit": "v003", "turn": 1, "labels": {"refusal": False}}]


def test_a_wrong_without_a_reason_is_asked_again(here: World) -> None:
    shown = worked(here, "s", "w", "", "", "q")
    assert "Why is it wrong?" in shown
    assert here.events() == []


def test_a_key_that_means_nothing_is_told_and_the_end_of_the_input_ends_it(here: World) -> None:
    assert "This key means nothing here." in worked(here, "x")
    assert here.events() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_said_everything_is_told_so_and_can_begin_again(here: World, language: str) -> None:
    count = len(here.desk.items(language))
    worked(here, *["a", ""] * count, language=language)
    assert len(words_of(here)) == count
    assert Words(language, "review")("all_said") in worked(here, language=language)
    assert "Olena" in worked(here, "q", language=language, again=True)


def test_a_week_without_findings_has_nothing_to_ask(tmp_path: Path) -> None:
    with world(tmp_path, [samples.good()]) as quiet:
        assert "Nothing was found" in worked(quiet)
