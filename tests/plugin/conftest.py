"""A programme of the scripted company for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes import TestProgramme, make_programme


@pytest.fixture
def programme(tmp_path: Path) -> TestProgramme:
    """A fresh programme, without any feature yet."""
    return make_programme(tmp_path)
