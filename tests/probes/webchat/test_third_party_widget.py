"""A real widget that nobody here wrote: deep-chat, in an open shadow root, in the page and in a frame."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from shopper.model import TurnKind

from .widgets.conftest import fetching


@pytest.fixture(scope="session")
def unpacked() -> Path:
    tool = fetching()
    try:
        tool.fetch("deep-chat")
    except tool.FetchFailed as error:
        print(f"\nNOT TESTED against the real widget deep-chat: {error}", file=sys.__stderr__)
        pytest.skip(f"NOT TESTED against the real widget deep-chat: {error}")
    return Path(tool.WIDGETS_DIR)


@pytest.fixture
def widgets(unpacked: Path) -> Path:
    return unpacked


@pytest.fixture(params=["/deep-chat", "/deep-chat-frame"])
def chat(request: pytest.FixtureRequest, shopper: Any, company: Any, talking_to: Any) -> Any:
    made = talking_to(company.site + request.param)
    shopper.attach(made)
    return made


def test_deep_chat_is_written_in_and_read_with_nothing_but_its_address(shopper: Any, company: Any, chat: Any) -> None:
    shopper.until(lambda host: [i.text for i in host.incoming] == ["Hello! How can we help?"])
    shopper.say(chat, "Do you have a kettle?")
    shopper.heard("We have it.\nIt costs 100 UAH.")
    shopper.say(chat, "thrice")
    shopper.until(lambda host: [i.text for i in host.incoming].count("Same.") == 3)
    shopper.say(chat, "echo")
    shopper.heard("echo")
    assert company.received() == ["Do you have a kettle?", "thrice", "echo"]
    assert shopper.texts(TurnKind.GREETING) == ["Hello! How can we help?"]
    assert shopper.texts(TurnKind.MESSAGE) == ["We have it.\nIt costs 100 UAH.", "Same.", "Same.", "Same.", "echo"]


def test_an_archive_that_is_not_the_checked_one_is_refused(tmp_path: Path) -> None:
    tool = fetching()
    (tmp_path / "deep-chat.tgz").write_bytes(b"something else")
    with pytest.raises(tool.FetchFailed, match="not the archive that was checked"):
        tool.check(tmp_path / "deep-chat.tgz", tool.WIDGETS["deep-chat"].integrity)


def test_a_widget_nobody_wrote_down_is_refused_with_those_that_are_known() -> None:
    tool = fetching()
    with pytest.raises(tool.FetchFailed, match=r"known: .*deep-chat"):
        tool.fetch("another")
