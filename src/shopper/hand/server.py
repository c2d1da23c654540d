"""The page for persons, served on this machine or, with a code, on the local network.

Against other sites in the same browser (cross-site requests, names that are made to point here): only the names this
server is known by are answered, only its own page may change anything, and what it sends runs nothing that is not its
own. Nothing that a person sent is ever served back.
"""

from __future__ import annotations

import asyncio
import importlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from aiohttp import web

from ..errors import ShopperError
from ..model import Evidence
from ..words import LANGUAGES, NAMES
from .desk import Desk, Offered, Person, Untaken
from .gate import WRONG_MOST, Answer, Gate
from .guard import HEADERS, MALFORMED, json_of, refused, shared_file, strange
from .moments import Moment, Sync, moment_of
from .pictures import ENDINGS, PHOTO_MOST, picture_type
from .tasks import TEXT_MOST, What

_FILES = {
    "/": ("index.html", "text/html"),
    "/hand.css": ("hand.css", "text/css"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
_SCRIPTS = ("hand.js", "card.js", "clock.js", "memory.js", "queue.js", "view.js", "words.js")
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
_LOOKED_UP_US = 30_000_000  # a time read off a channel is whole minutes
_OPEN = (*_FILES, "/api/enter", *(f"/{name}" for name in _SCRIPTS))


class HandServer:
    """The page and what it asks for. names: under which host names (with port) it is reached. gate: None lets
    everybody in who reaches it, which is right on loopback alone."""

    def __init__(self, desk: Desk, names: Callable[[], set[str]], gate: Gate | None) -> None:
        self._desk, self._names, self._gate = desk, names, gate
        self._photos: dict[str, Evidence] = {}

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=PHOTO_MOST + 1024)
        app.add_routes(
            [
                *(web.get(path, self._file) for path in _FILES),
                *(web.get(f"/{name}", self._file) for name in _SCRIPTS),
                web.get("/words/{language}", self._words),
                web.post("/api/enter", self._enter),
                web.post("/api/state", self._state),
                web.post("/api/take", self._take),
                web.post("/api/back", self._back),
                web.post("/api/press", self._press),
                web.post("/api/undo", self._undo),
                web.post("/api/photo", self._photo),
            ]
        )
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        response = await self._answered(request, handler)
        response.headers.update(HEADERS)
        return response

    async def _answered(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if (stranger := strange(request, self._names())) is not None:
            return stranger
        known = self._gate is None or self._gate.knows(request.cookies.get(self._cookie(request), ""))
        if not known and request.path not in _OPEN and not request.path.startswith("/words/"):
            return refused(401, "code_locked" if self._gate is not None and self._gate.locked else "code_ask")
        try:
            return await handler(request)
        except Untaken as refusal:
            return refused(409, refusal.why, person=refusal.person)
        except ShopperError as error:
            return refused(503, "failed", message=str(error))
        except web.HTTPRequestEntityTooLarge:
            return refused(413, "photo_big")
        except web.HTTPException as other:
            return web.Response(status=other.status, text=other.text)
        except MALFORMED:
            return refused(400, "malformed")

    @staticmethod
    def _cookie(request: web.Request) -> str:
        return f"hand-{request.host.rpartition(':')[2]}"

    # -- the page ----------------------------------------------------------------------------------------------------
    async def _file(self, request: web.Request) -> web.Response:
        name, media_type = _FILES.get(request.path, (request.path[1:], "text/javascript"))
        return web.Response(text=shared_file(name), content_type=media_type)

    async def _words(self, request: web.Request) -> web.Response:
        language = request.match_info["language"]
        if language not in LANGUAGES:
            raise web.HTTPNotFound(text="en, uk, ru or pl")
        return web.json_response({"texts": dict(_texts(language)), "languages": NAMES})

    async def _enter(self, request: web.Request) -> web.Response:
        if self._gate is None:
            return web.json_response({"in": True})
        answer, issued = self._gate.enter(str((await json_of(request)).get("code", "")))
        if answer is not Answer.IN:
            why = {Answer.WRONG: (401, "code_wrong"), Answer.SOON: (429, "code_soon")}
            status, text = why.get(answer, (423, "code_locked"))
            return refused(status, text, left=self._gate.left)
        response = web.json_response({"in": True})
        response.set_cookie(self._cookie(request), issued, httponly=True, samesite="Strict", path="/")
        return response

    # -- tasks and presses -------------------------------------------------------------------------------------------
    async def _state(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        person = _person(body)
        held = [str(task) for task in body.get("held", [])][:200]
        offered = await asyncio.to_thread(self._looked, person, held)
        tasks = [_task(one) for one in offered]
        return web.json_response({"server_us": self._desk.clock(), "tasks": tasks, "most": WRONG_MOST})

    def _looked(self, person: Person, held: list[str]) -> list[Offered]:
        self._desk.beat(held, person)
        return self._desk.offered(person)

    async def _take(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        shown_us = await asyncio.to_thread(self._desk.take, _id(body["task"]), _person(body))
        return web.json_response({"shown_us": shown_us})

    async def _back(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        await asyncio.to_thread(self._desk.give_back, _id(body["task"]), _person(body))
        return web.json_response({})

    async def _press(self, request: web.Request) -> web.Response:
        arrived_us = self._desk.clock()
        body = await json_of(request)
        text = str(body.get("text", ""))
        if len(text) > TEXT_MOST:
            return refused(413, "too_long")
        looked_up = bool(body.get("looked_up"))
        before, after = _sync(body["before"]), _sync(body["after"]) if body.get("after") else None
        moment = moment_of(
            float(body["mono_ms"]),
            float(body["wall_ms"]),
            before,
            None if looked_up else after,
            shown_us=int(body.get("shown_us", 0)) - (2 * _LOOKED_UP_US if looked_up else 0),
            arrived_us=arrived_us,
        )
        if looked_up:
            moment = Moment(moment.at_us, moment.accuracy_us + _LOOKED_UP_US, moment.implausible)
        photos = [self._kept(str(sha256)) for sha256 in body.get("photos", [])[:10]]
        press = await asyncio.to_thread(
            self._desk.press,
            _id(body["id"]),
            _id(body["task"]),
            What(body["what"]),
            moment,
            _person(body),
            message=_id(body["message"]) if body.get("message") else "",
            text=text,
            evidence=photos,
            marks=["looked_up"] if looked_up else [],
        )
        return web.json_response({"at_us": press.at_us, "marks": list(press.marks), "server_us": self._desk.clock()})

    async def _undo(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        await asyncio.to_thread(self._desk.undo, _id(body["press"]), _person(body))
        return web.json_response({})

    async def _photo(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > PHOTO_MOST:
            return refused(413, "photo_big", size=round((request.content_length or 0) / 2**20))
        data = await request.read()
        media_type = picture_type(data)
        if not media_type:
            return refused(415, "photo_type")
        name = f"by-hand.{ENDINGS[media_type]}"
        evidence = await asyncio.to_thread(self._desk.keep_picture, data, media_type, name)
        self._photos[evidence.sha256] = evidence
        return web.json_response(asdict(evidence))

    def _kept(self, sha256: str) -> Evidence:
        known = self._photos.get(sha256)
        if known is None:  # uploaded to a server that was ended since
            raise Untaken("photo_lost")
        return known


def _task(one: Offered) -> dict[str, Any]:
    stands, task = one.standing, one.standing.task
    sent = {p.message: p.at_us for p in stands.presses if p.what is What.SENT}
    said = [{"ours": True, "text": m.text, "at_us": sent[m.id]} for m in task.messages if m.id in sent]
    said += [
        {"ours": False, "text": p.text, "at_us": p.at_us, "pictures": len(p.evidence)}
        for p in stands.presses
        if p.what is What.REPLY
    ]
    message = stands.message
    return {
        "id": task.id,
        "wants": stands.wants.value,
        "due_us": stands.due_us,
        "until_us": task.until_us,
        "title": task.title,
        "kind": task.kind,
        "address": task.address,
        "company": task.company,
        "persona": task.persona,
        "language": task.language,
        "within_s": task.within_s,
        "undo_s": task.undo_s,
        "holder": one.holder,
        "mine": one.mine,
        "shown_us": one.shown_us or (message.asked_us if message else 0),
        "message": asdict(message) if message else None,
        "said": sorted(said, key=lambda turn: turn["at_us"]),
    }


def _id(text: object) -> str:
    if not isinstance(text, str) or not _ID.fullmatch(text):
        raise ValueError("not an id")
    return text


def _person(body: Mapping[str, Any]) -> Person:
    name = " ".join(str(body["person"]["name"]).split())[:60]
    if not name:
        raise ValueError("no name")
    return Person(_id(body["person"]["id"]), name)


def _sync(data: Mapping[str, Any]) -> Sync:
    return Sync(
        float(data["mono_ms"]), float(data["wall_ms"]), int(data["server_us"]), float(data["rtt_ms"]), str(data["life"])
    )


def _texts(language: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = importlib.import_module(f"..words.hand_{language}", __package__).TEXTS
    return texts
