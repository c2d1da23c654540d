"""The company's web site: a small shop with a chat in its corner.

    /                   the shop with our own chat. ?chat=NAME: another chat of the script ("none": no chat at all).
                        ?launcher=late: the button comes after a second. ?stream=2: replies grow for 2 s.
                        ?open=1: the window is open from the start.
                        ?buttons=bar: quick replies stand below the list. ?buttons=silent: no bubble shows what was
                        pressed, and the buttons stay.
    /stream             the same as /?stream=1
    /frame              the chat in an iframe of the same site (takes the same options)
    /deep-chat          the third-party widget deep-chat in the page, /deep-chat-frame in an iframe
    /callback           where calls can be ordered: the form for it (phone/order_form.py), /callback-frame in an iframe
    /down               503

The page is in the language that the browser prefers (Accept-Language) of en, uk, ru and pl, else English. No cookies,
nothing from outside.
"""

from __future__ import annotations

import asyncio
import os
import weakref
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .chat import ChatRoom
from .faults import SiteFaults
from .phone.desks import PhoneDesks
from .phone.order_form import WORDS as ORDER_WORDS
from .phone.order_form import OrderForm
from .staff import Staff
from .wires import now, talk, talk_deep_chat
from .words import PRODUCTS, WORDS

_WEB = Path(__file__).parent / "web"
_DEEP_CHAT = Path("deep-chat") / "package" / "dist" / "deepChat.bundle.js"


class Site:
    """The site's pages and sockets. widgets: the folder with unpacked third-party widgets, if there is one."""

    def __init__(
        self, staff: Staff, room: ChatRoom, faults: SiteFaults, touched: Callable[[], None], widgets: Path | None
    ) -> None:
        self._staff = staff
        self._room = room
        self._faults = faults
        self._touched = touched
        self._widgets = widgets
        self._calls = False
        self._sockets: weakref.WeakSet[asyncio.Transport] = weakref.WeakSet()
        self._pages = Environment(loader=FileSystemLoader(_WEB), autoescape=True, undefined=StrictUndefined)

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._every_request])
        app.add_routes(
            [
                web.get("/", self._shop),
                web.get("/stream", self._shop),
                web.get("/frame", self._shop),
                web.get("/frame/inner", self._inner),
                web.get("/deep-chat", self._deep_chat),
                web.get("/deep-chat-frame", self._deep_chat),
                web.get("/deep-chat/inner", self._deep_chat_inner),
                web.get("/deep-chat/bundle.js", self._deep_chat_bundle),
                web.get("/deep-chat/session", self._deep_chat_session),
                web.get("/deep-chat/socket", self._deep_chat_socket),
                web.get("/chat/socket", self._socket),
                web.post("/chat/form", self._form),
                web.get("/down", _down),
                web.static("/static", _WEB / "static"),
            ]
        )
        return app

    def take_orders(self, app: web.Application, phone: PhoneDesks) -> None:
        """Calls can be ordered on these pages."""
        self._calls = True
        app.add_routes(OrderForm(phone, self._language, self._page).routes())
        app.add_routes([web.get("/callback-frame", self._callback_frame)])

    async def _callback_frame(self, request: web.Request) -> web.Response:
        frame = f"/callback/inner?lang={self._language(request)}"
        return self._page("shop.html", request, chat=None, frame=frame, frame_class="callback-frame")

    def hang_up(self) -> None:
        """Cut every open websocket."""
        for transport in list(self._sockets):
            transport.abort()

    def _remember(self, request: web.Request) -> None:
        if request.transport is not None:
            self._sockets.add(request.transport)

    @web.middleware
    async def _every_request(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if not request.path.startswith("/sandbox/"):  # to be looked at is not to be used
            self._touched()
        if self._faults.down and not request.path.startswith("/sandbox/"):
            return await _down(request)
        return await handler(request)

    def _language(self, request: web.Request) -> str:
        return preferred(str(request.query.get("lang") or request.headers.get("Accept-Language", "")))

    def _page(self, template: str, request: web.Request, **values: Any) -> web.Response:
        language = self._language(request)
        values.setdefault("form", ORDER_WORDS[language] if self._calls else None)
        text = self._pages.get_template(template).render(
            words=WORDS[language], language=language, company=self._staff.company, products=PRODUCTS, **values
        )
        return web.Response(text=text, content_type="text/html")

    def _desk(self, request: web.Request) -> str:
        name = request.query.get("chat", "chat")
        if name == "none" or not self._staff.chats:
            return ""
        if name not in self._staff.chats:
            raise web.HTTPNotFound(text=f"The staff's script has no chat “{name}”.")
        return name

    def _chat(self, request: web.Request) -> dict[str, Any]:
        query = request.query
        return {
            "desk": self._desk(request),
            "stream": query.get("stream", "1" if request.path == "/stream" else ""),
            "launcher": query.get("launcher", ""),
            "open": query.get("open", ""),
            "buttons": query.get("buttons", ""),
            "asks": self._asks(self._desk(request)),
        }

    def _asks(self, desk: str) -> str:
        """Which form the window begins with: "offline", "first" or none."""
        script = self._staff.chats.get(desk)
        return "" if script is None else "offline" if script.offline else "first" if script.asks_first else ""

    async def _shop(self, request: web.Request) -> web.Response:
        chat = self._chat(request)
        if request.path != "/frame":
            return self._page("shop.html", request, chat=chat, frame="", frame_class="")
        query = f"?{request.query_string}" if request.query_string else ""
        return self._page("shop.html", request, chat=None, frame=f"/frame/inner{query}", frame_class="corner-frame")

    async def _inner(self, request: web.Request) -> web.Response:
        return self._page("inner.html", request, chat=self._chat(request))

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        self._remember(request)
        stream = _seconds(request.query.get("stream", ""))
        return await talk(self._room, request, self._desk(request) or "chat", self._language(request), stream)

    async def _form(self, request: web.Request) -> web.Response:
        at = now()
        words = await request.json()
        name, email, text = (str(words.get(key) or "").strip() for key in ("name", "email", "text"))
        if not (name and "@" in email and text):
            raise web.HTTPBadRequest(text="The form needs a name, an e-mail address and a message.")
        self._room.leave(self._desk(request), name, email, text, at)
        return web.json_response({"taken": True})

    # deep-chat
    async def _deep_chat(self, request: web.Request) -> web.Response:
        self._bundle()
        if request.path == "/deep-chat":
            return self._page("shop.html", request, chat=None, frame="", frame_class="deep-chat")
        frame = f"/deep-chat/inner?{request.query_string}"
        return self._page("shop.html", request, chat=None, frame=frame, frame_class="widget-frame")

    async def _deep_chat_inner(self, request: web.Request) -> web.Response:
        self._bundle()
        return self._page("deep_chat.html", request)

    async def _deep_chat_bundle(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(self._bundle())

    async def _deep_chat_session(self, request: web.Request) -> web.Response:
        desk = self._desk(request) or "chat"
        session = self._room.session(request.query.get("session", ""))
        session = session or self._room.begin(desk, self._language(request), 0.0)
        roles = {"customer": "user", "company": "ai", "system": "ai"}
        history = [{"role": roles[m["side"]], "text": m["text"]} for m in session.messages if m["delivered"]]
        return web.json_response({"session": session.id, "history": history})

    async def _deep_chat_socket(self, request: web.Request) -> web.StreamResponse:
        session = self._room.session(request.query.get("session", ""))
        if session is None:
            raise web.HTTPNotFound(text="There is no such session.")
        self._remember(request)
        return await talk_deep_chat(self._room, request, session)

    def _bundle(self) -> Path:
        if self._widgets is None or not (self._widgets / _DEEP_CHAT).is_file():
            where = self._widgets or "the folder that SHOPPER_WIDGETS names"
            raise web.HTTPNotFound(text=f"deep-chat is not unpacked in {where}; run tools/fetch_widget.py.")
        return self._widgets / _DEEP_CHAT


async def _down(request: web.Request) -> web.Response:
    await asyncio.sleep(0)
    return web.Response(status=503, text="Bright Shop is closed for maintenance.", headers={"Retry-After": "120"})


def widgets_folder() -> Path | None:
    """Where third-party widgets are unpacked: SHOPPER_WIDGETS, else .cache/widgets below a checkout."""
    named = os.environ.get("SHOPPER_WIDGETS")
    folder = Path(named) if named else Path(__file__).resolve().parents[3] / ".cache" / "widgets"
    return folder if folder.is_dir() else None


def _seconds(text: str) -> float:
    try:
        return max(0.0, min(float(text), 60.0))
    except ValueError:
        return 0.0


def preferred(accept_language: str) -> str:
    """Which of the shop's languages the browser prefers (RFC 9110 §12.5.4); "en" when it wants none of them."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language.split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            quality = 0.0
        ranked.append((-quality, place, name.lower().partition("-")[0]))
    return next((name for _, _, name in sorted(ranked) if name in WORDS), "en")
