"""A form in the place of a conversation: where nobody is there, or before a chat begins."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from shopper.engine.probe import Outgoing, Said
from shopper.errors import OurFault
from shopper.model import TurnKind
from shopper.programme.loading import load_stock

FACTS = {"email": "olena@shopper.example", "phone": "+380501112233"}


@pytest.mark.parametrize(("page", "language"), [("/", "en"), ("/frame", "uk"), ("/", "ru"), ("/", "pl")])
def test_where_nobody_is_the_words_are_left_in_the_form_once(
    shopper: Any, company: Any, talking_to: Any, page: str, language: str
) -> None:
    chat = talking_to(f"{company.site}{page}?chat=away", language=language, facts=FACTS)
    shopper.attach(chat)
    receipt = shopper.say(chat, "Do you have a kettle?")
    (came,) = company.entries("in")
    assert (came.text, came.sender, came.kind) == ("Do you have a kettle?", "olena@shopper.example", "offline_form")
    assert shopper.attempts == ["Do you have a kettle?"]
    system, thanks = shopper.host.incoming
    assert (system.kind, thanks.kind) == (TurnKind.SYSTEM, TurnKind.AUTO)
    assert system.text.startswith("offline form: ")
    assert system.data == {"offline_form": True}
    assert receipt.at.mono_ns - receipt.at.accuracy_us * 1000 <= came.mono_ns
    assert receipt.at.mono_ns + receipt.at.accuracy_us * 1000 >= came.mono_ns
    assert [e.media_type for e in receipt.evidence] == ["image/jpeg"]
    with pytest.raises(OurFault, match="nothing more can be said in it") as caught:
        shopper.say(chat, "And a lamp?")
    assert caught.value.code == "offline_form"


def test_the_newsletter_is_not_ordered_and_the_consent_is_given(
    shopper: Any, company: Any, talking_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Any] = []
    chat = talking_to(f"{company.site}/?chat=away", facts=FACTS)
    shopper.attach(chat)
    page = shopper.probe._visits[chat.visit]._page
    page.on("request", lambda r: taken.append(r.post_data_json) if r.method == "POST" else None)
    shopper.say(chat, "Do you have a kettle?")
    assert taken == [
        {"name": "Olena", "email": "olena@shopper.example", "text": "Do you have a kettle?", "news": False}
    ]


def test_a_form_that_needs_what_the_persona_lacks_is_told_before_anything_is_sent(
    shopper: Any, company: Any, talking_to: Any
) -> None:
    chat = talking_to(f"{company.site}/?chat=away")
    shopper.attach(chat)
    with pytest.raises(OurFault, match=r"insists on an e-mail address .*personas\.yaml") as caught:
        shopper.say(chat, "Do you have a kettle?")
    assert caught.value.code == "form_needs"
    assert shopper.attempts == []
    assert company.received() == []


def test_a_chat_that_asks_who_we_are_is_told_and_then_written_in(shopper: Any, company: Any, talking_to: Any) -> None:
    chat = talking_to(f"{company.site}/?chat=who", facts=FACTS)
    shopper.attach(chat)
    shopper.say(chat, "kettle")
    shopper.heard("We have it.")
    assert company.received() == ["kettle"]
    assert shopper.texts() == ["We have it."]


def test_a_form_that_was_taken_is_not_sent_again_after_a_crash(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(f"{company.site}/?chat=away", facts=FACTS)
    first = new_shopper()
    first.attach(chat)
    receipt = first.say(chat, "kettle", id="cut")
    first.close()
    second = new_shopper()
    second.attach(chat, resumed=True)
    said, found = second.do(second.probe.was_said(chat, Outgoing("cut", "kettle")))
    assert (said, found.key) == (Said.YES, receipt.key)
    assert company.received() == ["kettle"]


def test_a_form_cut_short_by_a_crash_may_or_may_not_have_gone_out(
    new_shopper: Callable[[], Any], company: Any, talking_to: Any
) -> None:
    chat = talking_to(f"{company.site}/?chat=away", facts=FACTS)
    shopper = new_shopper()
    shopper.host.put_state("webchat:visit-1:turns", {"pending": ("cut", "kettle"), "form": "filled"})
    shopper.attach(chat, resumed=True)
    assert shopper.do(shopper.probe.was_said(chat, Outgoing("cut", "kettle"))) == (Said.UNKNOWN, None)


# ---- drawn in other ways ---------------------------------------------------------------------------------------------

WINDOW = """<!doctype html><title>Shop</title><h1>Lamps</h1>
<form action="/news"><input type="email" placeholder="Your e-mail"><button>Subscribe</button></form>
<div class="chat-widget" style="position:fixed;right:20px;bottom:20px;width:340px;height:460px;background:#fff;border:1px solid #999">
  <b>Chat</b>BODY</div>
<script>
  window.posted = [];
  const widget = document.querySelector(".chat-widget");
  const values = () => Object.fromEntries([...widget.querySelectorAll("input, textarea, select")].map((e) => [e.name, /checkbox|radio/.test(e.type) ? e.checked : e.value]));
  SCRIPT
</script>"""
WITHOUT_A_FORM = (
    """<p>We are offline. Leave us a message and we will get back to you.</p>
    <div>First name *</div><input name="first"><div>Last name *</div><input name="last">
    <div>Phone</div><input name="phone" type="tel"><div>E-mail</div><input name="mail">
    <select name="topic"><option value="">Choose a topic</option><option value="a">Orders</option></select>
    <input type="file" name="scan"><textarea name="words" placeholder="Your message"></textarea>
    <label><input type="checkbox" name="offers" checked>Send me offers</label><div class="btn" style="cursor:pointer">Send</div>""",
    """widget.querySelector(".btn").onclick = () => { posted.push(values()); widget.innerHTML = "<p>Thanks! Your message was sent.</p>"; };""",
)
WITH_A_QUESTION = (
    """<form onsubmit="return start()"><p>Say hello</p><input name="n" placeholder="Name" required>
    <input name="m" type="email" placeholder="E-mail" required><textarea name="q" placeholder="Your question"></textarea>
    <button>Start chat</button></form>""",
    """const add = (who, text) => { const row = document.createElement("div"); row.className = who;
      row.style.cssText = who === "me" ? "margin-left:40%;background:#dfd" : "margin-right:40%;background:#eee"; row.textContent = text; document.getElementById("l").append(row); };
    function start() { const v = values(); posted.push(v);
      widget.innerHTML = '<div role="log" id="l" style="height:300px;overflow-y:auto"></div><textarea placeholder="Type a message"></textarea>';
      add("me", v.q); setTimeout(() => add("them", "We have it."), 800); return false; }""",
)
REFUSING = (
    """<form onsubmit="refuse(); return false"><p>Nobody is here, leave a message</p><input name="m" type="email" placeholder="E-mail">
    <textarea name="q" placeholder="Message"></textarea><button>Send</button><p role="alert"></p></form>""",
    """const refuse = () => { widget.querySelector("[role=alert]").textContent = "Too many messages today"; };""",
)


@pytest.fixture
def window(serve: Any, talking_to: Any) -> Any:
    """A conversation with a page whose chat window holds this body and script."""

    def make(body: str, script: str, **persona: Any) -> Any:
        async def page(_request: web.Request) -> web.Response:
            text = WINDOW.replace("BODY", body).replace("SCRIPT", script)
            return web.Response(text=text, content_type="text/html")

        return talking_to(serve(page), **persona)

    return make


def posted(shopper: Any, chat: Any) -> Any:
    return shopper.do(shopper.probe._visits[chat.visit]._page.evaluate("() => window.posted"))


def test_a_window_of_loose_fields_is_a_form_too(shopper: Any, window: Any) -> None:
    chat = window(*WITHOUT_A_FORM, name="Olena Koval", facts=FACTS)
    shopper.attach(chat)
    shopper.say(chat, "Do you have a kettle?")
    assert posted(shopper, chat) == [
        {
            "first": "Olena",
            "last": "Koval",
            "phone": "",
            "mail": "olena@shopper.example",
            "topic": "a",
            "scan": "",
            "words": "Do you have a kettle?",
            "offers": False,
        }
    ]
    assert [(i.kind, i.text) for i in shopper.host.incoming] == [
        (TurnKind.SYSTEM, "offline form: Chat We are offline. Leave us a message and we will get back to you."),
        (TurnKind.AUTO, "Thanks! Your message was sent."),
    ]


def test_a_question_asked_before_the_chat_is_our_first_message_and_its_answer_is_heard(
    shopper: Any, window: Any
) -> None:
    chat = window(*WITH_A_QUESTION, facts=FACTS)
    shopper.attach(chat)
    shopper.say(chat, "Do you have a kettle?")
    shopper.heard("We have it.")
    assert posted(shopper, chat) == [{"n": "Olena", "m": "olena@shopper.example", "q": "Do you have a kettle?"}]
    assert shopper.texts() == ["We have it."]


def test_a_form_that_refuses_is_told_with_what_it_says(
    shopper: Any, window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.form"), "TAKEN_S", 1.0)
    chat = window(*REFUSING, facts=FACTS)
    shopper.attach(chat)
    with pytest.raises(OurFault, match="Too many messages today") as caught:
        shopper.say(chat, "Do you have a kettle?")
    assert caught.value.code == "form_refused"


COMPLAINING = (
    """<form onsubmit="refuse(); return false"><p>Nobody is here, leave a message</p><div><div><input placeholder="Name"></div></div>
    <div><div><input placeholder="E-mail" name="m"></div><span class="err"></span></div><textarea name="q" placeholder="Message"></textarea>
    <button>Send</button></form>""",
    """const refuse = () => { widget.querySelector(".err").textContent = "Please provide a valid email"; };""",
)


def test_what_a_form_says_against_being_sent_is_told_however_it_is_drawn(
    shopper: Any, window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.webchat.form"), "TAKEN_S", 1.0)
    chat = window(*COMPLAINING)
    shopper.attach(chat)
    with pytest.raises(OurFault, match="It says: Please provide a valid email") as caught:
        shopper.say(chat, "Do you have a kettle?")
    assert caught.value.code == "form_refused"
    assert str(caught.value).count("A picture of the page") == 1
