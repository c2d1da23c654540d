"""What persons put right, as rows for `make accuracy`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.errors import Refused
from shopper.review.exporting import append_rows, rows_of
from shopper.review.spoken import PutRight, Word
from tests.review.reviewing import World, world


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def test_a_message_that_was_put_right_becomes_a_row_that_the_measuring_takes(here: World, tmp_path: Path) -> None:
    right = PutRight("v003", 1, {"refusal": False, "substantive": True})
    here.desk.say("dead_end:v003", Word.WRONG, "Olena", labels=[right])
    here.desk.say("deflection:v006", Word.WRONG, "Olena", because="They asked for a photograph")
    file = tmp_path / "new" / "rows.jsonl"
    assert append_rows(file, rows_of(here.applied(), "Lamp & Light")) == 2
    first, second = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert first["text"] == "Unfortunately we do not handle refunds."
    assert first["labels"]["substantive"] is True and first["labels"]["refusal"] is False
    assert first["context"].startswith("Hi, I would like to return a lamp.")
    assert (first["lang"], first["company"], first["channel"]) == ("en", "Lamp & Light", "webchat")
    assert (second["labels"]["deflection"], second["labels"]["to"]) == (False, [])


def test_exporting_twice_adds_nothing_twice_and_keeps_what_else_stands_there(here: World, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "own-1", "text": "Привіт", "labels": {}}\n\n{"text": "no id"}\n', encoding="utf-8")
    here.desk.say("dead_end:v003", Word.WRONG, "Olena", labels=[PutRight("v003", 1, {"refusal": False})])
    assert append_rows(file, rows_of(here.applied(), "L")) == 1
    once = file.read_text(encoding="utf-8")
    assert append_rows(file, rows_of(here.applied(), "L")) == 0
    assert file.read_text(encoding="utf-8") == once
    assert '{"id": "own-1", "text": "Привіт", "labels": {}}\n{"text": "no id"}\n' in once
    here.desk.say("dead_end:v003", Word.WRONG, "Olena", labels=[PutRight("v003", 1, {"transfer": True})])
    assert append_rows(file, rows_of(here.applied(), "L")) == 1
    assert len(file.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("text", ["lang;text\n", "[1]\n", "\ufffe"])
def test_a_file_that_holds_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"rows\.jsonl"):
        append_rows(file, [{"id": "a"}])
    assert file.read_text(encoding="utf-8") == text
