"""Playwright's own process while it begins: Ctrl-C at a terminal reaches it, too."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright import async_api

from shopper.programme.loading import load_stock


class Starts:
    """Stands for async_playwright(): each start ends as the list says."""

    def __init__(self, *ends: Exception | str) -> None:
        self.ends = list(ends)

    def __call__(self) -> Starts:
        return self

    async def start(self) -> Any:
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


def begun(monkeypatch: pytest.MonkeyPatch, starts: Starts) -> Any:
    monkeypatch.setattr(async_api, "async_playwright", starts)
    return asyncio.run(load_stock("probes.webchat.browsers")._driver())


def test_one_that_was_ended_while_it_began_is_begun_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Exception("Connection closed while reading from the driver")
    assert begun(monkeypatch, Starts(gone, "up")) == "up"
    with pytest.raises(Exception, match="Connection closed"):
        begun(monkeypatch, Starts(gone, gone, "up"))


def test_one_that_cannot_be_started_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = Starts(PermissionError("node"), "up")
    with pytest.raises(PermissionError):
        begun(monkeypatch, starts)
    assert starts.ends == ["up"]
