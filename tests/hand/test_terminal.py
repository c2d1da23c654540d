"""The same in the terminal: one letter for each press."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from shopper.hand.tasks import What
from shopper.hand.terminal import Terminal
from shopper.words import LANGUAGES, Words
from tests.hand.desks import OLENA, TARAS, World


def work(still: World, lines: Iterable[str], language: str = "en") -> list[str]:
    """A person who types these lines; what the terminal showed."""
    typed = iter(lines)
    shown: list[str] = []

    def read(question: str) -> str | None:
        shown.append(question)
        still.clock.forward(1)
        return next(typed, None)

    Terminal(still.desk, OLENA, Words(language, "hand"), read, shown.append).work()
    return shown


def test_a_task_is_written_watched_and_answered_in_the_terminal(still: World) -> None:
    still.task(1)
    shown = work(still, ["s", "t", "r", "It costs", "42 UAH.", ".", "q"])
    assert "How much is the Aurora lamp?" in shown
    kept = {press.what: press for press in still.presses()}
    assert set(kept) == {What.TAKEN, What.SENT, What.TYPING, What.REPLY}
    assert kept[What.REPLY].text == "It costs\n42 UAH."
    assert kept[What.SENT].at_us < kept[What.TYPING].at_us < kept[What.REPLY].at_us
    assert kept[What.REPLY].arrived_us - kept[What.REPLY].at_us == 3_000_000  # typed afterwards: three lines


def test_a_letter_that_means_nothing_here_is_told(still: World) -> None:
    still.task(1)
    assert "This key means nothing here." in work(still, ["r", "n", "", "ж", "q"])
    assert [press.what for press in still.presses()] == [What.TAKEN]


def test_what_is_put_off_is_free_for_others(still: World) -> None:
    still.task(1)
    work(still, ["l", "q"])
    still.desk.take("tag1", TARAS)


def test_who_could_not_do_it_says_why(still: World) -> None:
    still.task(1)
    work(still, ["f", "blocked", "q"])
    [failed] = [press for press in still.presses() if press.what is What.FAILED]
    assert failed.text == "blocked"


def test_the_end_of_the_input_is_the_end(still: World) -> None:
    still.task(1)
    work(still, [])
    assert [press.what for press in still.presses()] == [What.TAKEN]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_four_languages(still: World, language: str) -> None:
    still.task(1)
    shown = work(still, ["q"], language)
    assert Words(language, "hand")("write_title", company="Bright Shop", channel="Viber") in shown
