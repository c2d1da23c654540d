"""shopper look: what is printed, what is asked before people are written to, and how it ends."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from shopper.cli import app
from shopper.cli.look import _folder, exit_code, failure_lines, seconds
from shopper.errors import Refused
from shopper.programme import stock_root
from shopper.programme.loading import load_stock
from shopper.settings.models import Channel
from shopper.words import LANGUAGES, Words

from .conftest import Shopper

sights = load_stock("probes.webchat.looking_sight")
looking = load_stock("probes.webchat.looking")

SIGHT = sights.Sight(
    address="https://shop.example",
    url="https://shop.example/",
    title="The [bold]Shop[/bold]\x1b[2J",
    status=200,
    channels=(
        sights.Advertised("webchat", "https://shop.example/", "", "corner"),
        sights.Advertised("phone", "+380441234567", "(044) 123-45-67", "footer"),
    ),
    hours=(sights.Advertised("hours", "mon-fri 09:00-18:00", "Mon–Fri 9–18", "footer"),),
    chat=sights.Chat("open", vendor="intercom", title="Intercom", sure=0.93, pressed=("",)),
    pictures=(sights.Picture("after", Path("pictures/1-after.png")),),
)
TALK = sights.Talk(
    "Hello",
    (sights.Heard("Hi! How can we help?", "Iryna", "greeting", -2.2, -2.2),),
    (sights.Heard("Yes,\nwe have it.", "Iryna", "message", 1.25, 3.0, ("Price", "Delivery")),),
    0.5,
)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What is looked at, without a browser: seen["sight"] is what comes of it, seen["how"] what was asked for."""
    told: dict[str, Any] = {"sight": SIGHT}

    async def look_once(address: str, **how: Any) -> Any:
        told["how"] = {"address": address, **how}
        return told["sight"]

    monkeypatch.setattr(looking, "look_once", look_once)
    monkeypatch.chdir(tmp_path)
    return told


def test_what_was_seen_is_printed_as_plain_lines_where_nobody_looks(shopper: Shopper, seen: dict[str, Any]) -> None:
    done = shopper("look", "shop.example", "--lang", "en")
    assert done.code == 0
    assert seen["how"]["address"] == "https://shop.example"
    assert "  telephone\t+380441234567\tat the bottom\t(044) 123-45-67\n" in done.out
    assert "  Mon–Fri 9–18\tmon-fri 09:00-18:00\tat the bottom\n" in done.out
    assert "  Intercom; sure: 93 %\n  Pressed to open it: a button without a name.\n" in done.out
    assert "Nothing was sent, no form was filled." in done.out
    assert "[bold]Shop[/bold]" in done.out  # a page's words are neither markup nor commands to the terminal
    assert "\x1b" not in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_the_owners_language(shopper: Shopper, seen: dict[str, Any], language: str) -> None:
    done = shopper("look", "shop.example", "--lang", language)
    words = Words(language, "look")
    assert words("head_channels") in done.out
    assert words("nothing_sent") in done.out
    assert seen["how"]["language"] == language


def test_people_are_written_to_only_after_a_yes(shopper: Shopper, seen: dict[str, Any]) -> None:
    seen["sight"] = replace(SIGHT, said=TALK)
    done = shopper("look", "shop.example", "--say", "Hello", "--lang", "uk", keys="т\n")
    assert done.code == 0
    assert seen["how"]["say"] == "Hello"
    assert "\t".join(("1.2", "Iryna", "Yes, we have it. [кнопки: Price, Delivery]")) in done.out
    assert "-2.2\tIryna (вітання)\tHi! How can we help?" in done.out
    assert "через 0.5 с" in done.out


@pytest.mark.parametrize("keys", ["\n", "no\n", "х\n"])
def test_anything_but_a_yes_sends_nothing(shopper: Shopper, seen: dict[str, Any], keys: str) -> None:
    done = shopper("look", "shop.example", "--say", "Hello", "--lang", "en", keys=keys)
    assert done.code == 2
    assert "Nothing was sent." in done.out
    assert "how" not in seen


def test_a_script_that_says_nothing_sends_nothing(shopper: Shopper, seen: dict[str, Any]) -> None:
    done = shopper("look", "shop.example", "--say", "Hello", "--lang", "en")
    assert done.code == 2
    assert "how" not in seen


def test_with_yes_nothing_is_asked(shopper: Shopper, seen: dict[str, Any]) -> None:
    seen["sight"] = replace(SIGHT, said=TALK)
    done = shopper("look", "shop.example", "--say", "Hello", "--yes", "--wait", "5 min", "--lang", "en")
    assert done.code == 0
    assert "They cannot know that it is a test." in done.out
    assert seen["how"]["wait_s"] == 300


def test_json_is_all_that_is_printed_for_machines(shopper: Shopper, seen: dict[str, Any]) -> None:
    seen["sight"] = replace(SIGHT, said=TALK)
    done = shopper("look", "shop.example", "--say", "Hello", "--yes", "--json", "--fact", "email=a@post.example")
    told = json.loads(done.out)
    assert told["said"]["heard"][0]["buttons"] == ["Price", "Delivery"]
    assert seen["how"]["facts"] == {"email": "a@post.example"}


@pytest.mark.parametrize("step", ["page", "banner", "launcher", "box", "list", "form", "sending", "bubble", "silence"])
def test_every_step_that_fails_says_what_to_do_and_how_it_ends(step: str) -> None:
    failed = sights.Failure(step, "code", "It is closed.", Path("1-failed.png"))
    for language in LANGUAGES:
        lines = failure_lines(failed, Words(language, "look"), wait_s=60)
        assert any("1-failed.png" in line for line in lines)
        assert ("It is closed." in " ".join(lines)) == (step != "silence")
    assert exit_code(sights.Sight("", failed=failed)) == (1 if step == "silence" else 10)


@pytest.mark.parametrize(
    "args",
    [
        ("https://me:secret@shop.example",),
        ("shop",),
        ("shop.example", "--lang", "de"),
        ("shop.example", "--wait", "soon"),
        ("shop.example", "--wait", "2 days"),
        ("shop.example", "--fact", "email"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(shopper: Shopper, seen: dict[str, Any], args: tuple[str]) -> None:
    done = shopper("look", *args)
    assert done.code == 12
    assert done.err.strip()
    assert "secret" not in done.err
    assert "how" not in seen
    assert not (Path.cwd() / ".shopper").exists()


def test_two_looks_in_one_second_have_folders_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, other = _folder("https://shop.example:8080/a"), _folder("https://shop.example:8080/b")
    assert one != other
    assert one.parent == tmp_path / ".shopper" / "look"
    assert one.name.startswith("shop.example-8080-")
    assert one.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".shopper").write_text("a file")
    with pytest.raises(Refused):
        _folder("https://shop.example")


def test_a_chat_of_the_programme_is_looked_at_by_its_id(
    shopper: Shopper, seen: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper("init", "mine", "-y", "--lang", "en", "--name", "Shop", "--site", "https://shop.example/help",
            "--mail", "", "--authorised-by", "The owner")  # fmt: skip
    monkeypatch.chdir("mine")
    done = shopper("look", "chat", "--lang", "en")
    assert done.code == 0
    assert seen["how"]["address"] == "https://shop.example/help"
    assert seen["how"]["channel"].kind == "webchat"


def test_teaching_needs_a_screen(shopper: Shopper, seen: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = shopper("look", "shop.example", "--teach", "--lang", "pl")
    assert done.code == 10
    assert "DISPLAY" in done.err


@pytest.mark.parametrize(("typed", "found"), [("60", 60), ("60 s", 60), ("2 min", 120), ("1.5", 1.5)])
def test_a_time_to_wait_may_be_seconds_alone(typed: str, found: float) -> None:
    assert seconds(typed) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_english_yes_is_understood_in_every_language(language: str) -> None:
    assert "y" in Words(language, "look").choices("yes_words")


def test_what_the_page_on_web_chats_shows_can_be_used() -> None:
    text = (stock_root() / "docs" / "webchat.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    chats = [Channel.model_validate(yaml.safe_load(block)["channels"]["chat"]) for block in blocks]
    assert [chat.hints is not None for chat in chats] == [True, False]
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert set(re.findall(r"^shopper ([a-z]+)", text, re.M)) <= known | {"try"}
    assert set(re.findall(r"^\| (\d+) \|", text, re.M)) == {"0", "1", "2", "10", "12"}
