"""A chat that asks who writes in the middle of its conversation: by fields among the messages."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

FACTS = {"email": "olena@shopper.example", "phone": "+380501112233"}
PAGE = """<!doctype html><meta charset=utf-8><title>Lamps</title>
<div class="w" style="position:fixed;right:20px;bottom:20px;width:340px;height:460px;background:#fff;border:1px solid #999">
  <div id="l" style="height:360px;overflow-y:auto"></div><textarea placeholder="Type here" LOCKED></textarea></div>
<script>
  window.got = [];
  const box = document.querySelector("textarea"), list = document.getElementById("l");
  const row = (who, text) => { const d = document.createElement("div"); d.className = "m " + who; d.style.cssText = "padding:6px;margin:4px;" + (who === "me" ? "margin-left:40%;background:#dfd" : "margin-right:40%;background:#eee"); d.innerHTML = text; list.append(d); return d; };
  const ask = () => { const card = row("them", `ASKED`);
    card.querySelector("button").onclick = () => { got.push([...card.querySelectorAll("input, textarea")].map((i) => i.value)); card.innerHTML = "Thank you!"; box.disabled = false; setTimeout(() => row("them", "We have it."), 200); }; };
  box.onkeydown = (e) => { if (e.key !== "Enter") return; e.preventDefault(); got.push(box.value); row("me", box.value); box.value = ""; setTimeout(ask, 300); };
  if (box.disabled) ask();
</script>"""


@pytest.fixture
def chat(serve: Any, talking_to: Any) -> Any:
    def make(asked: str, locked: str = "") -> Any:
        async def page(_request: web.Request) -> web.Response:
            return web.Response(text=PAGE.replace("ASKED", asked).replace("LOCKED", locked), content_type="text/html")

        return talking_to(serve(page), facts=FACTS)

    return make


def got(shopper: Any, chat: Any) -> Any:
    return shopper.do(shopper.probe._visits[chat.visit]._page.evaluate("() => window.got"))


def test_an_address_asked_for_after_the_first_message_is_given(shopper: Any, chat: Any) -> None:
    talk = chat("Where can we reach you?<div><input type=email placeholder='Your e-mail'><button>Send</button></div>")
    shopper.attach(talk)
    shopper.say(talk, "Do you have a kettle?")
    shopper.heard("We have it.")
    assert got(shopper, talk) == ["Do you have a kettle?", ["olena@shopper.example"]]


def test_a_card_that_must_be_filled_before_one_may_write_is_filled(shopper: Any, chat: Any) -> None:
    talk = chat(
        "Before we begin, who are you?<div>Name</div><input><div>E-mail</div><input><button>Submit</button>", "disabled"
    )
    shopper.attach(talk)
    assert got(shopper, talk) == [["Olena", "olena@shopper.example"]]
    shopper.heard("We have it.")


def test_a_rating_and_a_number_to_be_called_at_are_never_filled(shopper: Any, chat: Any) -> None:
    for n, asked in enumerate(
        (
            "Rate our chat<div><input placeholder='Your name'><input placeholder='Comment'><button>Send</button></div>",
            "Leave your number, we will call you back<div><input type=tel placeholder=Phone><button>Send</button></div>",
        )
    ):
        talk = chat(asked)
        talk = type(talk)(f"visit-{n}", *[getattr(talk, f) for f in list(talk.__dataclass_fields__)[1:]])
        shopper.attach(talk)
        shopper.say(talk, f"Do you have {n} kettles?")
        visit = shopper.probe._visits[talk.visit]
        shopper.do(visit._page.wait_for_selector("button"))
        frame = visit._box.frame
        form = shopper.do(frame.evaluate("() => __shopper.form()"))
        assert form is None
        assert got(shopper, talk) == [f"Do you have {n} kettles?"]
