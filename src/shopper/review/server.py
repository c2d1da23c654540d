"""The page on which a person reviews a wave, served on this machine alone."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from aiohttp import web

from ..errors import ShopperError
from ..hand.guard import HEADERS, MALFORMED, json_of, refused, shared_file, strange
from ..hand.running import LOOPBACK, listening
from ..words import LANGUAGES, NAMES
from .desk import Desk, Unsaid
from .items import Item, Line, ways_to_put_right
from .spoken import BECAUSE_MOST, Word, put_right

_PAGE = Path(__file__).parent / "page"
_OWN = {"/": "index.html", "/review.css": "review.css", "/review.js": "review.js", "/finding.js": "finding.js"}
_SHARED = ("hand.css", "icon.svg", "memory.js", "view.js", "words.js")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class ReviewServer:
    """The page and what it asks for. write: judges, scores and renders the wave anew; where its page is. name: of the
    person, where it is known already."""

    def __init__(self, desk: Desk, company: str, write: Callable[[], str], *, name: str = "") -> None:
        self._desk, self._company, self._write, self._name = desk, company, write, name
        self._writing = asyncio.Lock()
        self.names: frozenset[str] = frozenset()

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=64 * 1024)
        app.add_routes(
            [
                *(web.get(path, self._file) for path in _OWN),
                *(web.get(f"/{name}", self._file) for name in _SHARED),
                web.get("/words/{language}", self._words),
                web.post("/api/state", self._state),
                web.post("/api/say", self._say),
                web.post("/api/rate", self._rate),
                web.post("/api/finish", self._finish),
            ]
        )
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        response = strange(request, self.names) or await self._answered(request, handler)
        response.headers.update(HEADERS)
        return response

    @staticmethod
    async def _answered(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            return await handler(request)
        except Unsaid as refusal:
            return refused(409, refusal.why, **refusal.values)
        except ShopperError as error:
            return refused(503, "failed", message=str(error))
        except web.HTTPException as other:
            return web.Response(status=other.status, text=other.text)
        except MALFORMED:
            return refused(400, "malformed")

    async def _file(self, request: web.Request) -> web.Response:
        name = _OWN.get(request.path, request.path[1:])
        text = _content(name) if request.path in _OWN else shared_file(name)
        return web.Response(text=text, content_type=_TYPES[Path(name).suffix])

    async def _words(self, request: web.Request) -> web.Response:
        language = request.match_info["language"]
        if language not in LANGUAGES:
            raise web.HTTPNotFound(text="en, uk, ru or pl")
        return web.json_response({"texts": dict(_texts(language)), "languages": NAMES})

    async def _state(self, request: web.Request) -> web.Response:
        language = _language(await json_of(request))
        items = await asyncio.to_thread(self._desk.items, language)
        head = {"company": self._company, "wave": self._desk.wave, "name": self._name}
        return web.json_response({**head, "items": [_item(item) for item in items]})

    async def _say(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        labels = [one for data in list(body.get("labels", []))[:100] if (one := put_right(data)) is not None]
        await asyncio.to_thread(
            self._desk.say,
            str(body["finding"]),
            Word(body["word"]),
            str(body.get("by", "")),
            because=str(body.get("because", ""))[:BECAUSE_MOST],
            labels=labels,
            language=_language(body),
        )
        return web.json_response({})

    async def _rate(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        stars = int(body["stars"])
        await asyncio.to_thread(self._desk.rate, str(body["visit"]), stars, str(body.get("by", "")), _language(body))
        return web.json_response({})

    async def _finish(self, request: web.Request) -> web.Response:
        await json_of(request)
        async with self._writing:
            page = await asyncio.to_thread(self._write)
        return web.json_response({"page": page})


@asynccontextmanager
async def serving(server: ReviewServer, *, port: int) -> AsyncIterator[int]:
    """Serve on loopback until the block ends; the port, any free one for 0. Raises Refused where it is in use."""
    async with listening(server.app(), LOOPBACK, port) as bound:
        server.names = frozenset(f"{host}:{bound}" for host in (LOOPBACK, "localhost"))
        yield bound


def _item(item: Item) -> dict[str, Any]:
    said, stars = item.said, item.stars or {}
    return {
        "id": item.id,
        "failure": item.failure,
        "why": item.why,
        "scenario": item.scenario,
        "sentence": item.sentence,
        "visits": [
            {"id": visit, "title": title, "stars": stars[visit].stars if visit in stars else 0}
            for visit, title in item.visits
        ],
        "lines": [_line(line) for line in item.lines],
        "said": None if said is None else {"word": said.word.value, "by": said.by, "because": said.because},
    }


def _line(line: Line) -> dict[str, Any]:
    ways = ways_to_put_right(line.as_read) if line.as_read is not None else []
    return {
        "visit": line.visit,
        "turn": line.turn,
        "mine": line.mine,
        "who": line.who,
        "at": line.at,
        "text": line.text,
        "language": line.language,
        "quoted": line.quoted,
        "ways": [{"key": key, "labels": labels} for key, labels in ways],
    }


def _language(body: Mapping[str, Any]) -> str:
    language = body.get("language")
    return language if language in LANGUAGES else "en"


@lru_cache
def _content(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _texts(language: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = importlib.import_module(f"..words.review_{language}", __package__).TEXTS
    return texts
