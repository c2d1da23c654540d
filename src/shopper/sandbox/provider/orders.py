"""Calls that customers of the provider order: the company calls their numbers back over it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from ...settings.phone_rest import phone_number
from . import sounds
from .records import new_sid
from .script import CallDesk

if TYPE_CHECKING:
    from .server import Provider

PATH = "/order"


class Orders:
    """POST /order {"phone": …, "name": …, "question": …}: the first number of the script that calls back does."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._ringing: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._take)]

    async def _take(self, request: web.Request) -> web.StreamResponse:
        try:
            told = await request.json()
        except ValueError:
            told = {}
        phone = phone_number(str(told.get("phone", ""))) if isinstance(told, dict) else None
        if phone is None:
            return web.json_response({"error": "a phone number with its country is needed"}, status=422)
        id_ = new_sid("OR")
        name, question = str(told.get("name", "")), str(told.get("question", ""))
        self._provider.tell("in", "callback", id_, question, name, "order")
        for number, desk in self._provider.staff.calls.items():
            if desk.calls_back is not None:
                task = asyncio.create_task(self._ring(number, phone, desk, desk.calls_back))
                self._ringing.add(task)
                task.add_done_callback(self._ringing.discard)
                break
        return web.json_response({"id": id_, "accepted": True}, status=201)

    async def _ring(self, number: str, phone: str, desk: CallDesk, after_s: float) -> None:
        await asyncio.gather(
            asyncio.sleep(after_s), asyncio.to_thread(sounds.length_s, desk.plays, self._provider.lines)
        )
        taken = desk.outcome == "answers"
        self._provider.ring(number, phone, rings_s=desk.rings, plays=desk.plays, taken=taken)
