"""Titles of channels and services: one text, or one for each language."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from shopper.engine.naming import channel_named
from shopper.judging import context_of
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings
from shopper.settings.models import Channel

SANDBOX = load_settings(Programme(root=stock_root(), stock=stock_root()))


def channel(title: Any) -> Channel:
    return Channel.model_validate({"kind": "viber", "address": "viber://chat", "by_hand": True, "title": title})


def test_a_title_of_one_text_is_the_same_for_everybody() -> None:
    plain = channel("Крамниця")
    assert [plain.called("shop", language) for language in ("en", "uk", "pl")] == ["Крамниця"] * 3


def test_a_title_by_language_is_told_in_the_readers_and_else_in_english() -> None:
    told = channel({"uk": "Чат", "en": "Chat"})
    assert [told.called("c", language) for language in ("uk", "en", "pl")] == ["Чат", "Chat", "Chat"]


def test_without_an_english_title_the_first_stands_where_the_readers_is_missing() -> None:
    assert channel({"pl": "Czat", "uk": "Чат"}).called("c", "ru") == "Czat"


def test_a_channel_without_a_title_is_called_by_its_id() -> None:
    assert channel("").called("shop", "uk") == "shop"


def test_titles_survive_being_copied_and_written_out_and_read_again() -> None:
    told = channel({"uk": "Чат", "en": "Chat"})
    assert copy.deepcopy(told).called("c", "uk") == "Чат"
    assert Channel.model_validate_json(told.model_dump_json(include={"kind", "address", "title"})).title.all == (
        "Chat",
        "Чат",
    )


@pytest.mark.parametrize("title", [5, [], {}, {"uk": " "}, {"uk": 5}, {"de": "Chat"}])
def test_what_is_no_title_is_refused(title: Any) -> None:
    with pytest.raises(ValidationError, match="title"):
        channel(title)


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_findings_call_channels_as_their_language_calls_them_and_scenarios_find_them_by_that(language: str) -> None:
    titles = context_of(SANDBOX, language).titles
    assert {channel_named(SANDBOX, title) for title in titles.values()} == set(SANDBOX.company.channels)
    assert len(set(titles.values())) == len(titles)
    assert titles["returns"] == SANDBOX.company.channels["returns"].title.by_language[language]
