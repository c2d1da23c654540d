"""Calls need the SIP stack; without it their tests are skipped, and say so."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

_CALL = {"test_calls", "test_ordered_calls", "test_talks"}


@pytest.fixture(autouse=True)
def _the_stack_is_there(request: pytest.FixtureRequest) -> None:
    if request.node.path.stem in _CALL and find_spec("baresip") is None:
        pytest.skip("no SIP stack here: pip install 'mystery-shopper[phone]' (there is none for Windows)")
