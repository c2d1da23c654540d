"""Callbacks are ordered as a customer orders them: by the form on a page, in a window or a frame, or by a request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.probe import Conversation, Outgoing, Receipt
from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.phone import CallbackOrder

from .played import conversation

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost

ordering = load_stock("probes.phone.ordering")
FIELDS = """<form onsubmit="send(event)"><label>Your name <input id=name></label>
<label for=tel>Phone</label><input id=tel type=tel><textarea placeholder="What is it about?"></textarea>
<button>Order a call</button></form><p id=said></p><script>
async function send(event) { event.preventDefault();
  const sent = {name: document.getElementById('name').value, phone: document.getElementById('tel').value,
                question: document.querySelector('textarea').value};
  const answer = await fetch('/order', {method: 'POST', body: JSON.stringify(sent)});
  document.getElementById('said').textContent = answer.ok ? 'We will call you' : 'No such number'; }
</script>"""
PAGES = {
    "/plain": FIELDS,
    "/modal": f"<button onclick=\"document.getElementById('m').hidden = false\">Call me back</button>"
    f"<div id=m hidden>{FIELDS}</div>",
    "/framed": '<h1>Shop</h1><iframe src="/plain" width=600 height=400></iframe>',
    "/bare": "<h1>Nothing here</h1>",
}
FILL = {"Your name": "{name}", "#tel": "{phone}", "What is it about?": "{question}"}


@dataclass
class Site:
    """A company's page with a form, and what was sent by it."""

    taken: bool = True
    orders: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    async def page(self, request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html>{PAGES[request.path]}", content_type="text/html")

    async def order(self, request: web.Request) -> web.Response:
        self.orders.append(json.loads(await request.text()))
        return web.json_response({"taken": self.taken}, status=200 if self.taken else 400)


Story = Callable[[Site, Callable[..., Awaitable[Receipt]]], Awaitable[None]]


def ordered(host: FakeHost, story: Story, *, taken: bool = True, sandbox: bool = True) -> list[str]:
    """Play it against a site on this machine; what was done, in order."""
    done: list[str] = []

    async def attempting() -> None:
        done.append("attempt")

    async def run() -> None:
        site = Site(taken)
        app = web.Application()
        app.router.add_post("/order", site.order)
        for path in PAGES:
            app.router.add_get(path, site.page)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        orders = ordering.Orders(host)

        async def place(**order: Any) -> Receipt:
            talk = with_order(site, order, sandbox=sandbox)
            receipt: Receipt = await orders.place(talk, Outgoing("m1", "How much?\nMark Bell, +380"), attempting)
            return receipt

        try:
            await story(site, place)
        finally:
            await orders.aclose()
            await runner.cleanup()

    asyncio.run(run())
    return done


def with_order(site: Site, order: dict[str, Any], *, sandbox: bool) -> Conversation:
    made = CallbackOrder.model_validate(
        {key: f"{site.address}{value}" if str(value).startswith("/") else value for key, value in order.items()}
    )
    talk = conversation(sandbox=sandbox)
    return replace(talk, channel=talk.channel.model_copy(update={"order": made}))


def test_a_form_is_found_and_filled_in_by_what_a_customer_sees_on_a_page_in_a_window_and_in_a_frame(
    host: FakeHost,
) -> None:
    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        for page, more in (("/plain", {}), ("/modal", {"open": "Call me back"}), ("/framed", {})):
            began = host.stamp()
            receipt = await place(by="form", page=page, fill=FILL, send="Order a call", accepted="We will call", **more)
            sent = {"name": "Mark Bell", "phone": "+380440000017", "question": "How much?"}
            assert (page, site.orders.pop()) == (page, sent)
            assert receipt.at.seconds_since(began) >= 0
            assert [e.name for e in receipt.evidence] == ["order.png"]

    assert ordered(host, story) == ["attempt"] * 3


def test_an_order_that_the_page_does_not_confirm_is_ours_and_says_so(
    host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.phone.form"), "_TAKEN_S", 0.5)

    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        with pytest.raises(OurFault) as caught:
            await place(by="form", page="/plain", fill=FILL, send="Order a call", accepted="We will call")
        assert caught.value.code == "order_not_taken"
        assert "“We will call”" in str(caught.value)

    assert ordered(host, story, taken=False) == ["attempt"]


def test_a_field_that_no_page_shows_is_named_and_nothing_is_sent(
    host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_stock("probes.phone.form"), "_FIND_S", 0.3)

    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        with pytest.raises(OurFault) as caught:
            await place(by="form", page="/bare", fill=FILL, send="Order a call")
        assert caught.value.code == "form_not_found"
        assert "“Your name”" in str(caught.value)
        assert site.orders == []

    assert ordered(host, story) == []


def test_a_page_that_does_not_open_is_ours(host: FakeHost) -> None:
    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        with pytest.raises(OurFault) as caught:
            await place(by="form", page="http://127.0.0.1:1/", fill=FILL, send="Order a call")
        assert caught.value.code == "network"

    assert ordered(host, story) == []


def test_an_order_by_request_is_sent_as_the_settings_say(host: FakeHost) -> None:
    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        body = {"phone": "{phone}", "who": {"name": "{name}"}, "tags": ["call", "{question}"], "urgent": True}
        receipt = await place(by="http", url="/order", json=body)
        assert site.orders == [
            {"phone": "+380440000017", "who": {"name": "Mark Bell"}, "tags": ["call", "How much?"], "urgent": True}
        ]
        assert [e.name for e in receipt.evidence] == ["order.answer"]

    assert ordered(host, story) == ["attempt"]


def test_an_order_by_request_that_is_refused_tells_what_was_answered(host: FakeHost) -> None:
    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        with pytest.raises(OurFault) as caught:
            await place(by="http", url="/order", json={"phone": "{phone}"})
        assert caught.value.code == "order_not_taken"
        assert "400" in str(caught.value)

    assert ordered(host, story, taken=False) == ["attempt"]


@pytest.mark.parametrize(
    "order",
    [
        {"by": "http", "url": "http://shop.example/order", "json": {"phone": "{phone}"}},
        {"by": "form", "page": "http://shop.example/", "fill": {"#p": "{phone}"}, "send": "Go"},
    ],
    ids=["request", "form"],
)
def test_for_the_sandbox_company_nothing_leaves_this_machine(host: FakeHost, order: dict[str, Any]) -> None:
    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        with pytest.raises(OurFault) as caught:
            await place(**order)
        assert caught.value.code == "not_the_sandbox"

    assert ordered(host, story) == []


def test_a_fact_that_the_customer_lacks_is_named(host: FakeHost) -> None:
    async def story(site: Site, place: Callable[..., Awaitable[Receipt]]) -> None:
        with pytest.raises(OurFault) as caught:
            await place(by="http", url="/order", json={"phone": "{phone}", "shoe": "{shoe_size}"})
        assert caught.value.code == "no_such_fact"
        assert "shoe_size" in str(caught.value)

    assert ordered(host, story) == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(exclude_characters="{}")),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    )
)
def test_what_names_no_fact_is_sent_as_it_is_written(value: Any) -> None:
    assert ordering.filled(value, {"phone": "+380"}) == value
