"""The reading script by itself on chats that are drawn as known products draw theirs: each message once, on its side."""

# ruff: noqa: E501
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from .reading import STYLES, WINDOWS, Eyes, sides

TALK = """
  watch(); them("Hello! How can we help?"); await drawn();
  await say("Do you have a kettle?");
  them("We have it."); await drawn(); them("Same"); await drawn(); them("Same"); await drawn();
  await say("Same"); them("Same"); await drawn(); them("Do you have a kettle?"); await drawn(); them("Ok"); await drawn();
"""
EXPECTED = [
    ("them", "Hello! How can we help?"),
    ("me", "Do you have a kettle?"),
    ("them", "We have it."),
    ("them", "Same"),
    ("them", "Same"),
    ("me", "Same"),
    ("them", "Same"),
    ("them", "Do you have a kettle?"),
    ("them", "Ok"),
]


@pytest.fixture(scope="module")
def eyes(runner: asyncio.Runner, plain_browser: Any) -> Iterator[Eyes]:
    made = Eyes(runner, plain_browser)
    yield made
    made.close()


@pytest.mark.parametrize("style", STYLES)
def test_each_message_is_read_once_in_order_and_on_its_side(eyes: Eyes, style: str) -> None:
    body, happens = STYLES[style]
    found = eyes.see(body, happens + TALK, "({ units: __shopper.units(), seen })")
    assert sides(found["units"]) == EXPECTED
    assert sides([e for e in found["seen"] if e["type"] == "new"]) == EXPECTED
    assert [e["text"] for e in found["seen"] if e["type"] in ("changed", "gone")] == []
    assert len([e for e in found["seen"] if e["type"] == "own"]) == 2


@pytest.mark.parametrize("style", WINDOWS)
def test_a_list_that_keeps_only_its_newest_rows_is_read_whole(eyes: Eyes, style: str) -> None:
    body, happens = WINDOWS[style]
    seen = eyes.see(body, happens + TALK, "seen")
    assert sides([e for e in seen if e["type"] == "new"]) == EXPECTED
    assert [e["text"] for e in seen if e["type"] in ("changed", "gone")] == []


@pytest.mark.parametrize(
    "style",
    [
        "faces beside bubbles, a name and an age under the last",
        "list items with labels for screen readers, and Delivered under ours",
        "a name only on the last of a run, dots in a bubble of the same class",
    ],
)
def test_the_sender_is_named_wherever_the_name_stands(eyes: Eyes, style: str) -> None:
    body, happens = STYLES[style]
    units = eyes.see(body, happens + TALK)
    assert {u["sender"] for u in units if not u["own"]} == {"Anna"}
