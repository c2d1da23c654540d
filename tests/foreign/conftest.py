"""A repository of somebody else for each test, with the wheel installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.repository import Repository, make_repository
from tests.packaging.conftest import Elsewhere, elsewhere, wheel

__all__ = ["elsewhere", "wheel"]


@pytest.fixture
def theirs(tmp_path: Path, elsewhere: Elsewhere) -> Repository:
    """Their repository, without any feature yet."""
    return make_repository(tmp_path, elsewhere)
