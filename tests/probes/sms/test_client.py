"""What the client does with answers that a provider should not give: from a stranger, from elsewhere, or none."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import BasicAuth, web

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.phone_rest import RestAccount

if TYPE_CHECKING:
    from probes._provider.client import RestClient
    from tests.probes.conftest import FakeHost

module = load_stock("probes._provider.client")
ACCOUNT = "AC" + "0" * 32
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Story = Callable[["RestClient"], Awaitable[None]]


def meet(answer: Answer, story: Story, host: FakeHost, **account: Any) -> None:
    """A client, and a server that answers whatever `answer` says."""

    async def run() -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handle_signals=False)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        settings = {"number": "+380501112233", "account": ACCOUNT, "token": "sandbox:password", **account}
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        client = module.RestClient(RestAccount(**{"api": address, **settings}), host, "personas.olena.sms", timeout_s=5)
        await client.open()
        try:
            async with asyncio.timeout(30):
                await story(client)
        finally:
            await client.aclose()
            await runner.cleanup()

    asyncio.run(run())


async def _read_all(client: RestClient) -> None:
    async for _ in client.pages("Messages.json", {}, for_s=0.3):
        pass


@pytest.mark.parametrize("more", ["http://example.invalid/next", "//example.invalid/next", "https://127.0.0.1/next"])
def test_a_list_that_goes_on_elsewhere_is_not_followed(host: FakeHost, more: str) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"messages": [], "next_page_uri": more})

    async def story(client: RestClient) -> None:
        with pytest.raises(OurFault, match="not given to another host") as fault:
            await _read_all(client)
        assert fault.value.code == "provider"

    meet(answer, story, host)


def test_a_list_that_never_ends_ends(host: FakeHost) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"messages": [], "next_page_uri": request.path})

    meet(answer, _read_all, host)


def test_a_redirection_is_not_followed(host: FakeHost) -> None:
    seen: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async def story(client: RestClient) -> None:
        with pytest.raises(OurFault):
            await client.read("Messages.json", for_s=0.1)

    meet(answer, story, host)
    assert all("elsewhere" not in path for path in seen)


@pytest.mark.parametrize("text", ["<html>Log in to this network</html>", "[]", "", '{"messages": '])
def test_an_answer_that_is_none_of_the_providers_is_told_as_no_answer(host: FakeHost, text: str) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type="application/json")

    async def story(client: RestClient) -> None:
        with pytest.raises(module.Unanswered) as error:
            await client.post("Messages.json", {"Body": "x"})
        assert error.value.sent

    meet(answer, story, host)


@pytest.mark.parametrize("status", [401, 403])
def test_who_is_not_let_in_is_told_which_settings_to_look_at_and_never_the_token(host: FakeHost, status: int) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"message": "Authenticate", "code": 20003}, status=status)

    async def story(client: RestClient) -> None:
        with pytest.raises(OurFault, match=r"personas\.olena\.sms\.account") as fault:
            await client.get("Messages.json")
        assert fault.value.code == "login"
        assert "sandbox" not in str(fault.value)

    meet(answer, story, host)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("-3", None), ("Fri, 24 May 2019 17:44:46 GMT", None), ("1e9", 3600.0)],
)
def test_how_long_a_busy_provider_asks_us_to_wait(host: FakeHost, header: str, seconds: float | None) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=429, headers={"Retry-After": header})

    async def story(client: RestClient) -> None:
        with pytest.raises(module.Overloaded) as error:
            await client.get("Messages.json")
        assert (error.value.after_s, error.value.done) == (seconds, False)

    meet(answer, story, host)


def test_an_error_page_without_json_is_judged_by_its_status(host: FakeHost) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=502, text="<h1>Bad gateway</h1>", content_type="text/html")

    async def story(client: RestClient) -> None:
        with pytest.raises(module.Overloaded) as error:
            await client.get("Messages.json")
        assert error.value.done

    meet(answer, story, host)


def test_a_provider_that_is_not_there_got_nothing(host: FakeHost) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        raise AssertionError("nobody is to be asked")

    async def story(client: RestClient) -> None:
        with pytest.raises(module.Unanswered) as error:
            await client.post("Messages.json", {"Body": "x"})
        assert not error.value.sent

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port, and who dials is refused
        meet(answer, story, host, api=f"http://127.0.0.1:{taken.getsockname()[1]}")


def test_a_proxy_is_not_asked_for_what_is_on_this_machine(host: FakeHost, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"messages": []})

    async def story(client: RestClient) -> None:
        assert (await client.get("Messages.json")).status == 200

    meet(answer, story, host)


def test_the_key_stands_in_the_accounts_place_where_there_is_one(host: FakeHost) -> None:
    users: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        users.append(BasicAuth.decode(request.headers["Authorization"]).login)
        return web.json_response({"messages": []})

    async def story(client: RestClient) -> None:
        await client.get("Messages.json")

    meet(answer, story, host)
    meet(answer, story, host, key="SK" + "1" * 32)
    assert users == [ACCOUNT, "SK" + "1" * 32]
