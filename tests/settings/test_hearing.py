"""How the customer understands and speaks on the telephone, in the config."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from shopper.settings.hearing import Hearing, Speaking


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"engine": "faster-whisper"}, "needs the folder with its model"),
        ({"engine": "openai"}, "say where the service is"),
        ({"url": "https://speech.example/v1"}, "engine: openai"),
        ({"engine": "openai", "url": "speech.example"}, "no address of a service"),
        ({"engine": "openai", "url": "http://[::1"}, "no address of a service"),
        ({"engine": "openai", "url": "http://speech.example/v1"}, "unprotected; use https"),
        ({"engine": "openai", "url": "https://me:secret@speech.example/v1"}, "does not belong in the address"),
        ({"engine": "openai", "url": "https://speech.example/v1", "key": "sk-1234"}, "secrets do not belong"),
        ({"engine": "siri"}, "faster-whisper"),
        ({"within": 0}, "greater than 0"),
    ],
)
def test_hearing_that_could_not_work_is_refused_with_what_to_do(block: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as told:
        Hearing.model_validate(block)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"command": ["espeak-ng", "{text}"]}, "an argument with {file}"),
        ({"command": ["espeak-ng", "{words}", "{file}"]}, "{words} is not known here"),
        ({"command": [" ", "{file}"]}, "program's name is expected first"),
        ({"url": "ftp://speech.example"}, "no address of a service"),
    ],
)
def test_speaking_that_could_not_work_is_refused_with_what_to_do(block: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as told:
        Speaking.model_validate(block)
    assert words in str(told.value)


def test_a_service_on_this_machine_may_be_plain() -> None:
    hearing = Hearing.model_validate({"engine": "openai", "url": "http://127.0.0.1:8000/v1/", "key": "env:KEY"})
    assert hearing.url == "http://127.0.0.1:8000/v1"


def test_folders_are_taken_from_the_programme_and_a_models_name_is_none(tmp_path: Path) -> None:
    root = {"root": tmp_path}
    local = Hearing.model_validate({"engine": "faster-whisper", "model": "models/base"}, context=root)
    assert Path(local.model) == tmp_path / "models" / "base"
    named = Hearing.model_validate(
        {"engine": "openai", "model": "whisper-1", "url": "https://a.example/v1"}, context=root
    )
    assert named.model == "whisper-1"
    assert Path(Speaking.model_validate({"recordings": "voices"}, context=root).recordings) == tmp_path / "voices"


def test_a_voice_of_each_language_and_the_first_for_the_others() -> None:
    speaking = Speaking.model_validate({"voice": {"uk": "olena", "en": "mary"}})
    assert [speaking.voice_in(language) for language in ("uk", "en", "pl")] == ["olena", "mary", "olena"]
    assert Speaking(voice="alloy").voice_in("uk") == "alloy"
