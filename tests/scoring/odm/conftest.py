"""The worked example of the method, and small tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

_EXAMPLE = Path(__file__).with_name("worked_example.json")


@pytest.fixture(scope="session")
def example() -> Any:
    return json.loads(_EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def unit(example: Any) -> Any:
    return example["unit"]
