"""What the example widgets talk to: n8n's webhook and its socket, Flowise's predictions, a websocket for deep-chat.

One server on loopback for all of them; the conversation's name stands in every path. Written from what the published
bundles send and take. Flowise without streaming takes one answer to a question: the first of a script's replies.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from .pages import page
from .staff import ASKED, Desk, Reply

END = "[end]"  # after it deep-chat begins another message


class Backend:
    """The conversations by name, and the server's routes. bundles: the unpacked widgets' files by name."""

    def __init__(self, bundles: dict[str, Path]) -> None:
        self.desks: dict[str, Desk] = {}
        self._bundles = bundles
        self._due: dict[str, Sequence[Reply]] = {}
        self._sockets: set[web.WebSocketResponse] = set()

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._as_the_desk_is])
        app.add_routes(
            [
                web.get("/page/{talk}/{widget}", self._page),
                web.get("/bundle/{name}/{file}", self._bundle),
                web.post("/n8n/{talk}", self._n8n),
                web.get("/chat", self._n8n_socket),
                web.get("/api/v1/chatflows-streaming/{talk}", self._flowise_streams),
                web.get("/api/v1/public-chatbotConfig/{talk}", self._flowise_config),
                web.post("/api/v1/prediction/{talk}", self._flowise),
                web.post("/api/v1/leads/", self._flowise_lead),
                web.get("/deep-chat/{talk}", self._deep_chat),
            ]
        )
        app.on_shutdown.append(self._hang_up)
        return app

    @web.middleware
    async def _as_the_desk_is(self, request: web.Request, handler: Any) -> web.StreamResponse:
        desk = self.desks.get(request.match_info.get("talk", ""))
        if desk is not None and desk.down and "widget" not in request.match_info:
            raise web.HTTPServiceUnavailable(text="Closed for maintenance.")
        with contextlib.suppress(ConnectionError):  # a page that is loaded again lets go of its requests
            response: web.StreamResponse = await handler(request)
            return response
        return web.Response(status=499)

    async def _hang_up(self, _app: web.Application) -> None:
        for socket in tuple(self._sockets):
            await socket.close()

    def _desk(self, request: web.Request) -> Desk:
        return self.desks[request.match_info["talk"]]

    async def _page(self, request: web.Request) -> web.Response:
        talk, widget = request.match_info["talk"], request.match_info["widget"]
        text, policy = page(widget, talk, self._desk(request), str(request.url.origin()))
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def _bundle(self, request: web.Request) -> web.StreamResponse:
        bundle = self._bundles[request.match_info["name"]]
        return web.FileResponse(bundle.parent / Path(request.match_info["file"]).name)

    async def _open_socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.add(socket)
        return socket

    # ---- n8n ---------------------------------------------------------------------------------------------------------

    async def _n8n(self, request: web.Request) -> web.StreamResponse:
        """One answer is {"output"}. Several are announced by {"executionStarted"} and come by /chat. Streamed they are
        lines of {"type": "begin" | "item" | "end", "content", "metadata"}."""
        desk, asked = self._desk(request), await request.json()
        if asked["action"] == "loadPreviousSession":
            kinds = {True: "AIMessage", False: "HumanMessage"}
            lines = [{"id": ["messages", kinds[line.ours]], "kwargs": {"content": line.text}} for line in desk.log]
            return web.json_response({"data": lines})
        replies = desk.hears(asked["chatInput"])
        if desk.streams:
            return await self._n8n_lines(request, desk, replies)
        if len(replies) > 1:
            talk = request.match_info["talk"]
            self._due[talk] = replies
            return web.json_response({"executionStarted": True, "executionId": talk})

        async def piece(_n: int, _text: str, _ends: bool) -> None:
            pass

        await desk.answers(replies, piece)
        return web.json_response({"output": replies[0].text})

    async def _n8n_lines(self, request: web.Request, desk: Desk, replies: Sequence[Reply]) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        begun: set[int] = set()

        async def piece(n: int, text: str, ends: bool) -> None:
            about = {"metadata": {"nodeId": f"node-{n}", "runIndex": 0}}
            lines = [{"type": "item", "content": text, **about}]
            if n not in begun:
                begun.add(n)
                lines.insert(0, {"type": "begin", **about})
            if ends:
                lines.append({"type": "end", **about})
            await response.write("".join(json.dumps(line) + "\n" for line in lines).encode())

        await desk.answers(replies, piece)
        return response

    async def _n8n_socket(self, request: web.Request) -> web.WebSocketResponse:
        talk = request.query["executionId"]
        desk, socket = self.desks[talk], await self._open_socket(request)

        async def piece(_n: int, text: str, _ends: bool) -> None:
            await socket.send_str(text)

        await desk.answers(self._due.pop(talk), piece)
        await socket.close()
        return socket

    # ---- Flowise -----------------------------------------------------------------------------------------------------

    async def _flowise_streams(self, request: web.Request) -> web.Response:
        return web.json_response({"isStreaming": self._desk(request).streams})

    async def _flowise_config(self, request: web.Request) -> web.Response:
        asks = {"status": True, "title": "Before we begin, who are you?", "successMessage": ASKED}
        asks |= {"name": True, "email": True}
        return web.json_response({"leads": asks} if self._desk(request).asks else {})

    async def _flowise_lead(self, request: web.Request) -> web.Response:
        lead = await request.json()
        self.desks[lead["chatflowid"]].leads.append((lead["name"], lead["email"]))
        return web.json_response({"id": uuid.uuid4().hex, **lead})

    async def _flowise(self, request: web.Request) -> web.StreamResponse:
        """One answer is {"text"}; streamed it is server-sent events of {"event": "start" | "token" | "end", "data"}."""
        desk, asked = self._desk(request), await request.json()
        replies = desk.hears(asked["question"])
        about = {"chatId": asked["chatId"], "chatMessageId": uuid.uuid4().hex}
        if not desk.streams:
            replies = replies[:1]

            async def nothing(_n: int, _text: str, _ends: bool) -> None:
                pass

            await desk.answers(replies, nothing)
            return web.json_response({"text": replies[0].text, **about})
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        begun: set[int] = set()

        async def tell(event: str, data: Any) -> None:
            await response.write(f"message:\ndata:{json.dumps({'event': event, 'data': data})}\n\n".encode())

        async def piece(n: int, text: str, _ends: bool) -> None:
            if n not in begun:
                begun.add(n)
                await tell("start", "")
            await tell("token", text)

        await desk.answers(replies, piece)
        await tell("metadata", about)
        await tell("end", END)
        return response

    # ---- deep-chat ---------------------------------------------------------------------------------------------------

    async def _deep_chat(self, request: web.Request) -> web.WebSocketResponse:
        """It says {"messages": [{"role", "text"}]} and takes {"role", "text"}; streamed, a text ends with END."""
        desk, socket = self._desk(request), await self._open_socket(request)
        talking: set[asyncio.Task[None]] = set()

        async def piece(_n: int, text: str, ends: bool) -> None:
            for part in (text, END) if ends and desk.streams else (text,):
                await socket.send_json({"text": part, "role": "ai"})

        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            for message in frame.json()["messages"]:
                # Staff who were asked two things at once do not talk across themselves.
                before = tuple(talking)
                talking.add(asyncio.create_task(_after(before, desk, desk.hears(message["text"]), piece)))
        await asyncio.gather(*talking, return_exceptions=True)
        return socket


async def _after(before: tuple[asyncio.Task[None], ...], desk: Desk, replies: Sequence[Reply], piece: Any) -> None:
    await asyncio.gather(*before, return_exceptions=True)
    await desk.answers(replies, piece)
