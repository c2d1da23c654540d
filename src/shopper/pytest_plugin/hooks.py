"""The hook that an owner's conftest.py may have."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.hookspec
def pytest_shopper_visit_begins(item: pytest.Item, visit: Any) -> None:
    """A scenario is played for the first time: called once for each, in whichever process that is, and never when it is
    resumed. What it raises ends the scenario as a failed one, before anything is said."""
