"""Known makes of chats, and the channel's own hints."""

# ruff: noqa: E501
from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from shopper.errors import ConfigError, OurFault
from shopper.model import TurnKind
from shopper.programme.loading import load_stock
from shopper.settings.chat_hints import ChatHints

from .layouts import LAYOUTS, STAFF
from .vendor_pages import GREETING, VENDORS, page

hints = load_stock("probes.webchat.hints")


@pytest.fixture
def site(serve: Any) -> Any:
    """Serves a body and gives its address."""

    def start(body: str) -> str:
        async def show(_request: web.Request) -> web.Response:
            return web.Response(text=f"<!doctype html><title>Shop</title>{body}", content_type="text/html")

        return str(serve(show))

    return start


def open_page_of(shopper: Any, chat: Any) -> Any:
    return shopper.probe._visits[chat.visit]._page


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_known_make_is_recognised_opened_and_read(shopper: Any, talking_to: Any, site: Any, vendor: str) -> None:
    chat = talking_to(site(VENDORS[vendor]), facts={"email": "olena@example.org"})
    shopper.attach(chat)
    shopper.heard(GREETING)
    shopper.say(chat, "Do you have a kettle?")
    shopper.heard("Do you have a kettle?")
    said = [i.text for i in shopper.host.incoming if i.kind == TurnKind.MESSAGE and not i.revises]
    assert said == ["First answer", "Same", "Same", "Do you have a kettle?"]
    found = shopper.do(hints.recognise(open_page_of(shopper, chat)))
    assert [r.vendor for r in found if not r.callback] == [vendor]
    assert found[0].sure >= 0.7


def test_every_make_that_is_written_down_is_tried() -> None:
    known = hints.known_vendors()
    assert {name for name, vendor in known.items() if not vendor.callback} == set(VENDORS)
    assert {name for name, vendor in known.items() if vendor.callback} == {"binotel_getcall", "ringostat"}


CALL_BACKS = {
    "binotel_getcall": '<div id="bingc-phone-button" style="position:fixed;right:20px;bottom:20px;width:70px;height:70px;background:#0c0;cursor:pointer"></div>',
    "ringostat": '<div class="rngst_phone_button" aria-label="Chat" style="position:fixed;right:20px;bottom:20px;width:70px;height:70px;background:#0c0;cursor:pointer"><span>Напишіть нам</span></div>',
}


@pytest.mark.parametrize("vendor", CALL_BACKS)
def test_a_call_back_is_recognised_as_one_and_never_pressed(
    shopper: Any, talking_to: Any, site: Any, vendor: str
) -> None:
    # Whoever presses it gets a box to write in, so that pressing would not go unnoticed.
    body = page(
        CALL_BACKS[vendor],
        """window.onclick = () => document.body.insertAdjacentHTML("beforeend", `<div style="position:fixed;right:0;bottom:100px"><div role=log>x</div><textarea placeholder="Type a message"></textarea></div>`);""",
    )
    chat = talking_to(site(body))
    visit_module = load_stock("probes.webchat.visit")
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(visit_module, "FIND_S", 4.0)
        with pytest.raises(OurFault) as fault:
            shopper.attach(chat)
    assert fault.value.code == "chat_not_found"


def test_a_programme_s_own_make_stands_beside_ours_and_hides_one_of_the_same_name(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, name in ((ours, "Old"), (theirs, "New")):
        folder.mkdir()
        (folder / "one.yaml").write_text(f"name: {name}\nrecognised_by: {{elements: ['#a']}}\n", "utf-8")
    (ours / "two.yaml").write_text("name: Two\nrecognised_by: {frames: [two]}\nhints: {box: textarea}\n", "utf-8")
    found = hints.load_vendors([theirs, ours])
    assert {key: vendor.name for key, vendor in found.items()} == {"one": "New", "two": "Two"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name: A\nrecognised_by: {elements: ['#a']}\nhints: {boks: textarea}\n", "boks"),
        ("name: A\nrecognized_by: {}\n", "recognized_by"),
        ("name: A\nrecognised_by: [#a\n", "a.yaml"),
    ],
    ids=["a key of the hints", "a key of the file", "broken"],
)
def test_a_mistake_in_a_make_s_file_is_refused_with_its_place(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=what) as refused:
        hints.load_vendors([tmp_path])
    assert "hints/a.yaml" in str(refused.value)


def hinted(chat: Any, **own: Any) -> Any:
    return replace(chat, channel=chat.channel.model_copy(update={"hints": ChatHints(**own)}))


# Two launchers and two boxes: which of them is the chat, only the owner can tell.
TWO = page(
    """<button id="a" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px">Chat with sales</button>
    <b id="b">Ask the workshop</b>
    <div id="sales" style="display:none;position:fixed;right:20px;bottom:90px;width:300px"><div class="l" style="height:200px;overflow-y:auto"></div><textarea placeholder="Type a message"></textarea></div>
    <div id="shop" style="display:none;width:400px"><div class="l" style="height:200px;overflow-y:auto"><p class="ad">Buy one, get two!</p></div><textarea class="mine" placeholder="Comment"></textarea></div>""",
    """document.getElementById("a").onclick = () => { document.getElementById("sales").style.display = ""; };
    document.getElementById("b").onclick = () => { document.getElementById("shop").style.display = ""; };
    const add = (who, text) => {
      document.querySelector("#shop .l").insertAdjacentHTML("beforeend", `<div class="row"><i class="who">${who === "me" ? "You" : "Master"} wrote</i><em class="${who}"></em></div>`);
      [...document.querySelectorAll("#shop em")].at(-1).textContent = text;
    };
    add("them", "Hello there!"); writes(document.querySelector(".mine"), add);""",
)


def test_the_channel_s_own_hints_say_what_is_opened_and_what_is_read(shopper: Any, talking_to: Any, site: Any) -> None:
    chat = hinted(
        talking_to(site(STAFF + TWO)),
        launcher="#b", box=".mine", list="#shop .l", theirs="em.them", ours="em.me", sender=".who", ignore=".ad",
    )  # fmt: skip
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("kettle")
    assert [i.text for i in shopper.host.incoming] == ["Hello there!", "First answer", "Same", "Same", "kettle"]
    assert {i.sender for i in shopper.host.incoming} == {"Master wrote"}
    assert shopper.do(hints.unmatched(open_page_of(shopper, chat))) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"launcher": "#nothing", "box": "#nothing", "list": "#nothing", "theirs": "#nothing", "ours": "#nothing"},
        {"box": "a[[[", "list": "]", "theirs": ":::", "ignore": "}{"},
        {"theirs": "div", "ours": "#nothing"},
        {"theirs": "#l > *"},
    ],
    ids=["match nothing", "cannot be read", "take everything", "take ours for theirs"],
)
def test_wrong_hints_do_not_break_a_chat_that_can_be_read_without_them(
    shopper: Any, talking_to: Any, site: Any, wrong: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    chat = hinted(talking_to(site(LAYOUTS["fading in, sent by a button only"])), **wrong)
    with caplog.at_level(logging.WARNING):
        shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("kettle")
    assert [i.text for i in shopper.host.incoming] == ["First answer", "Same", "Same", "kettle"]
    assert ("its hint “box” matches nothing" in caplog.text) == ("box" in wrong)
    assert set(wrong) <= set(shopper.do(hints.unmatched(open_page_of(shopper, chat)))) | {"theirs", "ours"}
