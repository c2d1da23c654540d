"""Recorded lines are found by their words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

recordings = load_stock("probes.phone.voice.recordings")


def put(folder: Path, name: str, words: str | None = None) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"RIFF")
    if words is not None:
        file.with_suffix(".txt").write_text(words, encoding="utf-8-sig")
    return file


def found(folder: Path, text: str, language: str = "en", persona: str = "olena") -> Path | None:
    recording = recordings.recording_of(recordings.recordings_in(folder), text, language, persona)
    return None if recording is None else recording.file


def test_the_words_are_in_the_file_beside_it_or_in_its_name(tmp_path: Path) -> None:
    one = put(tmp_path, "price.wav", "How much is delivery to Kyiv?\n")
    two = put(tmp_path, "Good-bye, thank you.WAV")
    assert found(tmp_path, "how much is delivery to kyiv") == one
    assert found(tmp_path, "Good bye — thank you!") == two
    assert found(tmp_path, "price") is None


def test_folders_tell_customers_and_languages_apart_and_the_nearest_goes_first(tmp_path: Path) -> None:
    everybody = put(tmp_path, "1.wav", "Hello")
    hers = put(tmp_path, "olena/1.wav", "Hello")
    english = put(tmp_path, "olena/en/1.wav", "Hello")
    put(tmp_path, "petro/en/1.wav", "Hello")
    assert found(tmp_path, "Hello") == english
    assert found(tmp_path, "Hello", "uk") == hers
    assert found(tmp_path, "Hello", "uk", "ivan") == everybody


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OurFault, match="no folder"):
        recordings.recordings_in(tmp_path / "voices")


def test_words_that_cannot_be_read_are_told_with_their_file(tmp_path: Path) -> None:
    put(tmp_path, "1.wav").with_suffix(".txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OurFault, match=r"1\.txt cannot be read"):
        recordings.recordings_in(tmp_path)


@given(st.text(max_size=80))
def test_comparing_twice_changes_nothing(text: str) -> None:
    once = recordings.plain(text)
    assert recordings.plain(once) == once
    assert recordings.plain(f"  {text} !") == once
