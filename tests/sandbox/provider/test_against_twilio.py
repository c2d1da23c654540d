"""Our programs and the sandbox's provider are held to Twilio's own description of its API, by Prism, which stands
between the two and was written by neither of us."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopper.programme.loading import load_stock
from shopper.settings.phone_rest import RestAccount
from tests.probes.conftest import FakeHost
from tests.sandbox.provider.conftest import ACCOUNT, CUSTOMER, SHOP, served

if TYPE_CHECKING:
    from probes._provider.client import Answer

FOLDER = Path(__file__).resolve().parents[3] / ".cache" / "prism"
PROGRAM = FOLDER / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
API = FOLDER / "twilio.json"


@pytest.fixture(autouse=True)
def fetched() -> None:
    if shutil.which("node") is None or not PROGRAM.is_file() or not API.is_file():
        pytest.skip("Prism and Twilio's description of its API are not fetched: run tools/fetch_prism.py (needs node)")


@asynccontextmanager
async def prism(upstream: str) -> AsyncIterator[str]:
    """A Prism before a server; its own address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        "node", str(PROGRAM), "proxy", "-h", "127.0.0.1", "-p", str(port), str(API), upstream,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    reading: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(60):
            while b"is listening" not in (line := await process.stdout.readline()):
                assert line, "Prism ended before it listened"
        reading = asyncio.create_task(process.stdout.read())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()
        if reading is not None:
            await reading


def violations(headers: Any) -> list[str]:
    """What Prism found wrong with a request or its answer, but for one thing: the description calls the lists' own
    addresses URIs, and Twilio itself writes paths there, in its own examples too."""
    found = json.loads(headers.get("sl-violations") or "[]")
    return [
        f"{v['location']}: {v['message']}"
        for v in found
        if not (v.get("code") == "format" and v["location"][-1].endswith("uri"))
    ]


def test_every_request_of_ours_and_every_answer_of_the_sandboxs_is_as_twilio_describes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = FakeHost(tmp_path)
    module = load_stock("probes._provider.client")
    answers: list[tuple[str, str, Any]] = []
    once: Callable[..., Any] = module.RestClient.once

    async def noted(self: Any, method: str, url: str, **more: Any) -> Answer:
        answer: Answer = await once(self, method, url, **more)
        answers.append((method, url.rpartition("/")[2], answer))
        return answer

    monkeypatch.setattr(module.RestClient, "once", noted)

    async def story() -> None:
        async with served(tmp_path) as api, prism(api.base.partition("/2010")[0]) as address:
            account = RestAccount(number=CUSTOMER, account=ACCOUNT, token="sandbox:password", api=address, poll=0.1)
            client = module.RestClient(account, host, "personas.olena.sms")
            await client.open()
            try:
                sent = await client.post("Messages.json", {"To": SHOP, "From": CUSTOMER, "Body": "Скільки коштує?"})
                api.provider.world.arrive(SHOP, CUSTOMER, "1 299 гривень")
                await client.get(f"Messages/{sent.body['sid']}.json")
                query = {"To": CUSTOMER, "PageSize": "100", "DateSent>": "2020-01-01T00:00:00Z"}
                received = await client.get("Messages.json", query)
                assert [m["body"] for m in received.body["messages"]] == ["1 299 гривень"]
                await client.get("Messages.json", {"From": CUSTOMER, "To": SHOP, "PageSize": "100"})
            finally:
                await client.aclose()
            await call(address)

    async def call(address: str) -> None:
        account = RestAccount(number=CUSTOMER, account=ACCOUNT, token="sandbox:password", api=address, poll=0.1)
        line = load_stock("probes.phone.rest_line").RestLine(account, host, lambda call: None, where="a test")
        await line.start()
        try:
            made = await line.dial(SHOP, within_s=20, language="en", record=True)
            async for _ in made.happenings():
                pass
            assert await made.recording() is not None
        finally:
            await line.aclose()

    asyncio.run(story())
    asked = {(method, name) for method, name, _ in answers}
    assert {("POST", "Messages.json"), ("GET", "Messages.json"), ("POST", "Calls.json")} <= asked
    # That a recording's sound is its address with .wav is told in the documentation's text only.
    described = [(m, name, answer) for m, name, answer in answers if not name.endswith(".wav")]
    assert [(m, name, v) for m, name, answer in described for v in violations(answer.headers)] == []
