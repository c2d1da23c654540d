"""Who is asked is checked before anything is sent."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from shopper.settings.models import Rubric
from shopper.settings.opinion import SecondOpinion


def read(**more: Any) -> SecondOpinion:
    return SecondOpinion.model_validate({"url": "https://models.example/v1", "model": "m", **more})


def test_nobody_is_asked_unless_somebody_is_named() -> None:
    assert Rubric().second_opinion is None
    assert read().after_wave is False


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"url": "http://models.example/v1"}, "use https"),
        ({"url": "https://user:secret@models.example/v1"}, "password in it"),
        ({"url": "models.example"}, "not an address"),
        ({"key": "sk-12345"}, "secrets do not belong"),
        ({"ask": ["silence"]}, "no second opinion"),
        ({"ask": ["deflecton"]}, "Did you mean “deflection”"),
        ({"most": 0}, "greater than or equal to 1"),
        ({"timeout": "0.1 s"}, "between 1 s"),
        ({"modle": "x"}, "not permitted"),
    ],
)
def test_a_mistake_is_refused_in_words(more: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(told)):
        read(**more)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/v1", "http://models:8000", "http://192.168.1.5/v1", "env:MODELS"]
)
def test_a_service_in_ones_own_network_may_be_plain(url: str) -> None:
    assert read(url=url).url == url
