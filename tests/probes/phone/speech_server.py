"""A service with OpenAI's interface on this machine, which answers what a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web

T = TypeVar("T")


@dataclass
class SpeechServer:
    """answers: what is sent, one after the other, the last one again and again: (status, JSON or bytes, headers)."""

    answers: list[tuple[int, Any, dict[str, str]]]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        kind = request.content_type
        if kind == "application/json":
            asked = await request.json()
        else:
            form = await request.post()
            asked = {name: part.file.read() if isinstance(part, web.FileField) else part for name, part in form.items()}
        self.asked.append({"path": request.path, "auth": request.headers.get("Authorization"), **asked})
        status, body, headers = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(body, bytes):
            return web.Response(status=status, body=body, headers=headers)
        return web.json_response(body, status=status, headers=headers)


@asynccontextmanager
async def _serving(server: SpeechServer) -> Any:
    app = web.Application(client_max_size=2**26)
    app.router.add_post("/v1/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await (site := web.TCPSite(runner, "127.0.0.1", 0)).start()
        server.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/v1"  # type: ignore[union-attr]
        yield server
    finally:
        await runner.cleanup()


def answer(status: int, body: Any, **headers: str) -> tuple[int, Any, dict[str, str]]:
    return status, body, {name.replace("_", "-"): value for name, value in headers.items()}


def with_server(
    use: Callable[[SpeechServer], Awaitable[T]], *answers: tuple[int, Any, dict[str, str]]
) -> tuple[T, SpeechServer]:
    """(what `use` returned, the server with what it was asked)."""

    async def run() -> tuple[T, SpeechServer]:
        server = SpeechServer(list(answers))
        async with asyncio.timeout(60), _serving(server):
            return await use(server), server

    return asyncio.run(run())
