"""What is kept of a person's word, what is refused, and what stands in the journal afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.review.desk import Desk, Unsaid
from shopper.review.items import ways_to_put_right
from shopper.review.spoken import BECAUSE_MOST, PutRight, Word
from shopper.words import LANGUAGES, Words
from tests.review.reviewing import WAVE, World, two_prices, world


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def test_a_word_is_appended_in_the_conversations_own_chain_which_stays_whole(here: World) -> None:
    here.desk.say("silence:v012", Word.AGREE, "Olena")
    here.desk.say("closed_loop:j4", Word.OURS, "Taras", because="Our chat was closed")
    first, second = here.events()
    assert (first.journey, first.visit, first.body["by"]) == ("j10", "v012", "Olena")
    assert (second.journey, second.visit, second.body["visits"]) == ("j4", "", ["v004", "v005"])
    assert here.store.verify(wave=WAVE) == []


def test_a_later_word_replaces_an_earlier_one_and_both_are_kept(here: World) -> None:
    here.desk.say("silence:v012", Word.WRONG, "Olena", because="They rang me")
    here.desk.say("silence:v012", Word.AGREE, "Taras")
    item = next(item for item in here.desk.items("en") if item.id == "silence:v012")
    assert item.said is not None
    assert (item.said.word, item.said.by) == (Word.AGREE, "Taras")
    assert [event.body["by"] for event in here.events()] == ["Olena", "Taras"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_asked_about_worst_first_with_its_words_and_what_it_rests_on(
    here: World, language: str
) -> None:
    items = here.desk.items(language)
    assert [item.id for item in items][:2] == ["closed_loop:j4", "closed_loop:j5"]
    item = next(item for item in items if item.id == "dead_end:v003")
    assert item.failure and item.why and item.sentence
    assert [line.text for line in item.lines if line.quoted] == ["Unfortunately we do not handle refunds."]
    assert [key for line in item.lines if line.as_read for key, _ in ways_to_put_right(line.as_read)][-2:] == [
        "not_refusal",
        "is_transfer",
    ]


@pytest.mark.parametrize(
    ("finding", "word", "by", "because", "why"),
    [
        ("silence:v012", Word.AGREE, "  \n ", "", "no_name"),
        ("silence:v012", Word.WRONG, "Olena", " ", "no_reason"),
        ("silence:v0122", Word.AGREE, "Olena", "", "no_finding"),
        ("", Word.AGREE, "Olena", "", "no_finding"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    here: World, finding: str, word: Word, by: str, because: str, why: str
) -> None:
    with pytest.raises(Unsaid) as refusal:
        here.desk.say(finding, word, by, because=because)
    assert refusal.value.why == why
    assert here.events() == [] and here.desk.spoken == 0
    assert all(refusal.value.told(Words(language, "review")) for language in LANGUAGES)


def test_a_finding_that_is_misspelt_is_guessed(here: World) -> None:
    with pytest.raises(Unsaid, match="Did you mean “silence:v012”"):
        here.desk.say("silence:v0122", Word.AGREE, "Olena")


@pytest.mark.parametrize("place", [("v003", 0), ("v003", 99), ("elsewhere", 1)])
def test_only_what_the_company_wrote_can_have_been_misread(here: World, place: tuple[str, int]) -> None:
    with pytest.raises(Unsaid) as refusal:
        here.desk.say("dead_end:v003", Word.WRONG, "Olena", labels=[PutRight(*place, {"refusal": False})])
    assert refusal.value.why == "no_message"


def test_names_and_reasons_stand_on_one_line_and_give_a_terminal_no_orders(here: World) -> None:
    here.desk.say("silence:v012", Word.WRONG, "Olena\x1b[2J\nK.", because="x" * 3 * BECAUSE_MOST)
    [event] = here.events()
    assert event.body["by"] == "Olena [2J K."
    assert len(event.body["because"]) == BECAUSE_MOST


@pytest.mark.parametrize(
    ("visit", "stars", "by", "why"),
    [
        ("v001", 0, "Olena", "no_stars"),
        ("v001", 6, "Olena", "no_stars"),
        ("v0", 3, "O", "no_visit"),
        ("v001", 3, "", "no_name"),
    ],
)
def test_stars_are_one_to_five_for_a_conversation_of_the_wave(
    here: World, visit: str, stars: int, by: str, why: str
) -> None:
    with pytest.raises(Unsaid) as refusal:
        here.desk.rate(visit, stars, by)
    assert refusal.value.why == why and here.events() == []


def test_stars_are_shown_where_the_conversation_is_reviewed(here: World) -> None:
    here.desk.rate("v012", 2, "Olena")
    here.desk.rate("v012", 4, "Olena")
    item = next(item for item in here.desk.items("en") if item.id == "silence:v012")
    assert item.stars is not None and item.stars["v012"].stars == 4


def test_a_word_that_was_taken_back_into_agreement_leaves_the_week_as_it_was(here: World) -> None:
    before = here.load("en")[1]
    here.desk.say("closed_loop:j4", Word.OURS, "Olena", because="Ours")
    assert here.load("en")[1]["counts"] != before["counts"]
    here.desk.say("closed_loop:j4", Word.AGREE, "Olena")
    assert here.load("en")[1]["counts"] == before["counts"]


def test_what_was_said_after_the_wave_was_loaded_can_be_said_again_at_another_desk(here: World) -> None:
    here.desk.say("deflection:v006", Word.WRONG, "Olena", because="A photograph")
    again = Desk(here.store, WAVE, here.load, here.clock)
    assert "deflection:v006" in {item.id for item in again.items("en")}
    again.say("deflection:v006", Word.AGREE, "Taras")
    assert "deflection:v006" in here.applied().confirmed


def test_where_channels_differ_over_the_wave_each_value_is_quoted(tmp_path: Path) -> None:
    with world(tmp_path, two_prices()) as made:
        item = next(item for item in made.desk.items("en") if item.id == "critical_contradiction:price/price")
        assert item.sentence == "Price: Chat 1299 UAH; Telegram 1499 UAH"
        assert [line.text for line in item.lines] == ["It costs 1 299 UAH.", "It costs 1 499 UAH."]
        made.desk.say(item.id, Word.WRONG, "Olena", because="One is with delivery")
        again = next(item for item in made.desk.items("en") if item.id == "critical_contradiction:price/price")
        assert again.said is not None and again.sentence == item.sentence
