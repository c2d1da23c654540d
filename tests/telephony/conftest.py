"""Tests of telephone lines need the SIP stack; without it they are skipped, and say so."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

_WITHOUT_THE_STACK = {
    "test_account", "test_frames", "test_g711", "test_recording", "test_resampling", "test_timeline", "test_upkeep",
    "test_wav",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _the_stack_is_there(request: pytest.FixtureRequest) -> None:
    if request.node.path.stem not in _WITHOUT_THE_STACK and find_spec("baresip") is None:
        pytest.skip("no SIP stack here: pip install 'mystery-shopper[phone]' (there is none for Windows)")
