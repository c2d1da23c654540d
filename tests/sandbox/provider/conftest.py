"""The sandbox's provider on loopback, and a plain HTTP client at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web

from shopper.sandbox.log import SandboxLog
from shopper.sandbox.provider.server import TOKEN, Provider
from shopper.sandbox.staff import load_staff
from shopper.sandbox.storage import Storage

ACCOUNT, OTHER_ACCOUNT = ("AC" + "0" * 31 + n for n in "12")
CUSTOMER, SHOP = "+380501112233", "+380441112233"
STAFF = f"""company: Bright Shop
domain: brightshop.example
sms:
  "{SHOP}": {{}}
  "+380441110000": {{bounces: "30003 Unreachable destination handset"}}
  "+380441110002": {{refuses: "21614 'To' number is not a valid mobile number"}}
calls:
  "{SHOP}": {{rings: 0.3 s, plays: [{{sound: music, lasts: 0.4 s}}, {{sound: voice, lasts: 0.6 s}}]}}
  "+380441110004": {{rings: 0.1 s, hangs_up: false}}
"""


@dataclass
class Api:
    """A customer's program. base: where the API is, up to the account."""

    provider: Provider
    http: httpx.AsyncClient
    base: str

    async def get(self, path: str, **query: str) -> httpx.Response:
        return await self.http.get(f"{self.base}/{path}", params=query)

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self.http.post(f"{self.base}/{path}", data=form)

    async def send(self, body: str = "Hello", to: str = SHOP, sender: str = CUSTOMER) -> httpx.Response:
        return await self.post("Messages.json", To=to, From=sender, Body=body)

    async def call(self, to: str = SHOP, *, pause: int = 60, **form: str) -> dict[str, Any]:
        twiml = f'<Response><Pause length="{pause}"/></Response>'
        response = await self.post("Calls.json", To=to, From=CUSTOMER, Twiml=twiml, **form)
        assert response.status_code == 201, response.text
        found: dict[str, Any] = response.json()
        return found

    async def until(self, sid: str, *statuses: str) -> dict[str, Any]:
        """The call, once it is in one of these states."""
        async with asyncio.timeout(30):
            while True:
                found: dict[str, Any] = (await self.get(f"Calls/{sid}.json")).json()
                if found["status"] in statuses:
                    return found
                await asyncio.sleep(0.02)


@asynccontextmanager
async def served(folder: Path, storage: Storage | None = None) -> AsyncIterator[Api]:
    """A provider with a customer's program."""
    kept, log, staff = storage or Storage(None), SandboxLog(folder / "log.jsonl"), load_staff(STAFF)
    provider = Provider(staff, kept, log, staff.faults.provider.model_copy(deep=True), lambda: None)
    runner = web.AppRunner(provider.app(), access_log=None, shutdown_timeout=0.1, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/2010-04-01/Accounts/{ACCOUNT}"
    async with httpx.AsyncClient(auth=(ACCOUNT, TOKEN), trust_env=False) as http:
        try:
            yield Api(provider, http, base)
        finally:
            await runner.cleanup()
            log.close()
            if storage is None:
                kept.close()


Play = Callable[[Callable[[Api], Awaitable[None]]], None]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Run `async def story(api)` against a provider of its own."""

    def run(story: Callable[[Api], Awaitable[None]]) -> None:
        async def live() -> None:
            async with asyncio.timeout(60), served(tmp_path) as api:
                await story(api)

        asyncio.run(live())

    return run
