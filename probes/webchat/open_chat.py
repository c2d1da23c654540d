"""A chat that is open: its page, and what of it is kept over a crash."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from playwright.async_api import BrowserContext, Error, Page

from shopper.engine.probe import Conversation, Host
from shopper.errors import OurFault
from shopper.model import Evidence
from shopper.settings.site_keys import SiteKeys

from .clock import PageClock, ping
from .context import without_keys
from .opening import Box
from .picture import take_picture
from .state import ChatState
from .stored import read_session
from .transcript import Message

if TYPE_CHECKING:
    from collections.abc import Coroutine


def state_key(visit: str, what: str) -> str:
    """Under which key something of a visit is kept: "turns" (ChatState) or "storage" (the browser's)."""
    return f"webchat:{visit}:{what}"


class OpenChat:
    """What reading, speaking and filling a form share."""

    def __init__(self, conversation: Conversation, host: Host) -> None:
        self.conversation = conversation
        self._host = host
        self.keys = SiteKeys("")
        self._state = ChatState()
        self._storage: Any = None
        self._session: dict[str, dict[str, str]] = {}
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self._box: Box | None = None
        self._doc = ""
        self._clock = PageClock()
        self._messages: dict[str, Message] = {}
        self._unclaimed: list[dict[str, Any]] = []
        self._recalled = False
        self._spoken = False
        self._restoring = False
        self._looked = False
        self._closed = False
        self._waiting = 0  # messages that are about to be handed in behind another
        self._pictured: tuple[int, tuple[Evidence, ...]] = (0, ())  # when the last picture was made (monotonic ns)
        self._awaited = False  # we have spoken, and nobody has answered that yet
        self._own: asyncio.Future[dict[str, Any]] | None = None
        self._stir = asyncio.Event()
        self._news = asyncio.Event()
        self._answered = asyncio.Event()
        self._up = asyncio.Event()
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def _ping(self, times: int) -> None:
        """Read the page's clock; a page that is gone keeps the reading it had."""
        frame, doc = self._need_box().frame, self._doc

        async def read() -> float:
            name, now = await asyncio.wait_for(frame.evaluate("() => __shopper.clock()"), 5)
            if name != doc:
                raise TimeoutError
            return float(now)

        with contextlib.suppress(Error, TimeoutError, TypeError):
            await ping(self._clock, read, lambda: self._host.stamp().mono_ns or 0, times)

    async def _picture(self, name: str) -> tuple[Evidence, ...]:
        data = await take_picture(self._page) if self._page is not None else b""
        if not data:
            return ()
        visit = "".join(c if c.isalnum() or c in "-_" else "-" for c in self.conversation.visit)
        return (self._host.put_evidence(data, media_type="image/jpeg", name=f"{visit}-{name}.jpg"),)

    async def _save(self) -> None:
        self._state.seen_us = self._host.stamp().wall_us
        self._put_turns()
        await self._save_storage()

    def _put_turns(self) -> None:
        self._host.put_state(self._key("turns"), self._state.as_json())

    async def _save_storage(self) -> None:
        if self._context is None or self._page is None:
            return
        with contextlib.suppress(Error, TimeoutError):
            self._session = await read_session(self._page)
            state = await asyncio.wait_for(self._context.storage_state(indexed_db=True), 5)
            self._storage = without_keys(state, self.keys)
            self._host.put_state(self._key("storage"), {"state": self._storage, "session": self._session})

    def _key(self, what: str) -> str:
        return state_key(self.conversation.visit, what)

    def _need_box(self) -> Box:
        if self._box is None:
            raise OurFault("The chat is not open.", code="chat_not_found")
        return self._box

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self._closed:
            self._host.fault(
                self.conversation.visit,
                f"Reading the chat failed: {error}",
                code=error.code if isinstance(error, OurFault) else "webchat",
            )
