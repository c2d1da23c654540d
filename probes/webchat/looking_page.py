"""The page that is looked at: opened as a visit opens it, and pictured on the way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, ElementHandle, Error, Page

from shopper.engine.probe import Conversation
from shopper.errors import OurFault
from shopper.model import Evidence, Stamp

from .entry import Form
from .hints import recognise
from .looking_channels import advertised, region_of
from .looking_host import LookHost
from .looking_pictures import Shot, draw, part_of, shoot
from .looking_sight import Advertised, Chat, Failure, Part, Picture, Sight, Talk
from .opening import Box, evaluate, find_entry, is_seen
from .trail import Trail
from .visit import ChatVisit

FIND_S = 30.0
_LOADED_S = 6.0  # how long pictures and scripts of the page are waited for before it is read
_FAULTS_OF_THE_PAGE = frozenset({"certificate", "site_unreachable", "site_error", "blocked", "captcha", "browser"})


class Looker(ChatVisit):
    """A visit that pictures what it finds; unless it `speaks` it fills no form."""

    def __init__(
        self,
        conversation: Conversation,
        host: LookHost,
        browser: Browser,
        out: Path,
        *,
        region: str,
        says: Callable[[str], str],
        find_s: float,
        speaks: bool,
    ) -> None:
        super().__init__(conversation, host)
        self.tell: Callable[[str], None] = lambda _key: None
        self._browser = browser
        self._out = out
        self._region = region
        self._says = says
        self._find_s = find_s
        self._speaks = speaks
        self._entry: Box | Form | None = None
        self._facts: list[dict[str, Any]] = []
        self._status = 0
        self._title = self._language = self._url = ""
        self._chat = Chat()
        self._before: Shot | None = None
        self._trail = Trail()
        self._callbacks: tuple[str, ...] = ()
        self._typing_ms: float | None = None
        self._pressed: list[Part] = []
        self._pictures: list[Picture] = []

    # ---- what a visit does, seen ------------------------------------------------------------------------------------

    async def _enter(self, page: Page, **how: Any) -> Box | None:
        self._status = int(how.get("status", 0))
        how["timeout_s"] = self._find_s
        # A page that never ends loading is looked at as far as it came.
        with contextlib.suppress(Error):
            await page.wait_for_load_state("load", timeout=_LOADED_S * 1000)
        self._chat = Chat("none")
        await self._read(page)
        self.tell("found")
        try:
            how.setdefault("language", self.conversation.language)
            self._entry = await find_entry(
                page, self._stir, **{**how, "trail": self._trail, "pressing": self._pressing}
            )
        finally:
            await self._read(page)
            await self._recognise(page)
        await self._picture_before(page)
        if self._speaks:
            return await super()._enter(page, **how)
        if isinstance(self._entry, Form):
            self._form = self._entry
            return None
        return self._entry

    async def _picture(self, name: str) -> tuple[Evidence, ...]:
        return ()  # a look's pictures are its own

    async def _pressing(self, what: str, handle: ElementHandle) -> None:
        """Called before each press: the page is pictured as it was before the first one."""
        if self._page is not None and self._before is None:
            await self._read(self._page)
            self._before = await shoot(self._page)
        role = (
            "consent"
            if what == "consent"
            else "step"
            if any(p.role == "launcher" for p in self._pressed)
            else "launcher"
        )
        part = await part_of(role, handle, await _name_of(handle))
        if part is not None:
            self._pressed.append(part)

    async def _picture_before(self, page: Page) -> None:
        if self._before is None:
            return  # nothing had to be pressed: before is after
        parts = [p for p in self._pressed if p.role != "step"][:3]
        await self._drawn("before", self._before, [*parts, *await self._noted_parts(page)])

    async def after(self) -> None:
        """Picture the chat as it stands open, once it has greeted."""
        if self._page is not None:
            await self.picture("after", await self.chat_parts())

    # ---- what is there ----------------------------------------------------------------------------------------------

    async def _read(self, page: Page) -> None:
        """Read what the page and its frames advertise; what was seen earlier is kept."""
        self._url = page.url
        for frame in page.frames:
            if frame.parent_frame is not None and not await is_seen(frame):
                continue
            told = await evaluate(
                frame, "() => window.__shopper && __shopper.advertised ? __shopper.advertised() : null"
            )
            if not isinstance(told, dict):
                continue
            if frame == page.main_frame:
                self._title, self._language = str(told.get("title", "")), str(told.get("lang", ""))
            told["inner"] = frame.parent_frame is not None
            self._facts.append(told)

    async def _recognise(self, page: Page) -> None:
        entry, sure = self._entry, 0.0
        form: tuple[str, ...] = ()
        if isinstance(entry, Form):
            form = tuple(f.name for f in entry.fields if f.kind not in ("consent", "news") and f.name)
            sure = 0.7
        elif entry is not None:
            # A box that came up when its launcher was pressed is a chat's; one that stood there may be another form's.
            sure = 0.8 if self._pressed else 0.6
        makes = await recognise(page)
        self._callbacks = tuple(make.name for make in makes if make.callback)
        chats = [make for make in makes if not make.callback]
        state = "none" if entry is None else "form" if isinstance(entry, Form) else "open"
        self._chat = Chat(
            state,
            vendor=chats[0].vendor if chats else "",
            title=chats[0].name if chats else "",
            sure=1 - (1 - chats[0].sure) * (1 - sure) if chats else sure,
            writes=not isinstance(entry, Box) or entry.writes,
            form=form,
            pressed=tuple(p.name for p in self._pressed if p.role != "consent"),
        )

    async def chat_parts(self) -> list[Part]:
        """The parts of the open chat, and what else is worth outlining on the page."""
        page, parts = self._page, list[Part | None]()
        if page is None:
            return []
        with contextlib.suppress(Error):
            if self._box is not None:
                box = self._box
                parts.append(await part_of("box", box.handle))
                region = await box.frame.evaluate_handle("() => __shopper.region()")
                parts.append(await part_of("list", region.as_element()))
                send = await box.handle.evaluate_handle("box => __shopper.sendBeside(box)")
                parts.append(await part_of("send", send.as_element()))
            elif isinstance(self._entry, Form):
                parts.append(await _form_part(self._entry))
        parts.extend(await self._noted_parts(page))
        return [part for part in parts if part is not None]

    async def _noted_parts(self, page: Page) -> list[Part]:
        """Call-back buttons and contact forms of the page itself."""
        told = await evaluate(page.main_frame, "() => __shopper.advertised()")
        found: list[Part] = []
        for key in ("calls", "forms"):
            for one in (told or {}).get(key, ())[:4]:
                with contextlib.suppress(Error):
                    handle = (await page.main_frame.evaluate_handle("i => __shopper.noted(i)", one["i"])).as_element()
                    role = "callback" if key == "calls" or one.get("kind") == "callback" else "form"
                    part = await part_of(role, handle, str(one.get("text", ""))[:60])
                    if part is not None:
                        found.append(part)
        return found

    # ---- pictures ---------------------------------------------------------------------------------------------------

    async def picture(self, name: str, parts: list[Part]) -> Picture | None:
        """Picture the page as it is now."""
        shot = await shoot(self._page) if self._page is not None else None
        return None if shot is None else await self._drawn(name, shot, parts)

    async def _drawn(self, name: str, shot: Shot, parts: list[Part]) -> Picture | None:
        path = self._out / f"{len(self._pictures) + 1}-{name}.png"
        title = f"{urlsplit(self._url).netloc or self._url} · {self._says('picture_' + name)}"
        try:
            picture = await draw(self._browser, shot, parts, path, title=title, says=self._role)
        except (Error, TimeoutError):
            return None
        self._pictures.append(picture)
        return picture

    def _role(self, role: str) -> str:
        return self._says(f"role_{role}")

    # ---- the verdict ------------------------------------------------------------------------------------------------

    def step_of(self, fault: OurFault) -> str:
        """Which step a fault that ended the opening belongs to."""
        if fault.code in _FAULTS_OF_THE_PAGE or self._page is None or not self._facts:
            return "page"
        if fault.code in ("form_refused", "form_needs", "not_shown"):
            return "form"
        return {"press": "box", "box": "box", "banner": "banner", "page": "page"}.get(self._trail.step, "launcher")

    async def failure(self, step: str, fault: OurFault) -> Failure:
        """What could not be done, with a picture of the page as it is then."""
        picture = None
        if self._page is not None and not self._page.is_closed():
            if step in ("launcher", "box") and self._before is not None:
                await self._picture_before(self._page)
            taken = await self.picture("failed", await self.chat_parts())
            picture = taken.path if taken is not None else None
        return Failure(step, fault.code, str(fault), picture)

    async def sight(self, talk: Talk | None, failed: Failure | None) -> Sight:
        """All that was seen."""
        address = self.conversation.channel.address
        url = self._url if self._url not in ("", "about:blank") else ""
        region = region_of(urlsplit(url or address).netloc, self._language or self.conversation.language, self._region)
        found = advertised(self._facts, url or address, region)
        if self._chat.state in ("open", "form"):
            found.insert(0, Advertised("webchat", url, self._chat.title, "corner"))
        if self._callbacks and not any(one.kind == "callback" for one in found):
            found.extend(Advertised("callback", url or address, name, "corner") for name in self._callbacks)
        return Sight(
            address=address,
            url=url,
            title=self._title,
            language=self._language,
            status=0 if address.startswith("file:") else self._status,
            channels=tuple(one for one in found if one.kind != "hours"),
            hours=tuple(one for one in found if one.kind == "hours"),
            chat=self._chat if self._facts else Chat(),
            pictures=tuple(self._pictures),
            said=talk,
            failed=failed,
        )

    def typing_since(self, said: Stamp) -> float | None:
        """When the chat first showed that somebody writes, in seconds since then; None where it did not."""
        if self._typing_ms is None or not self._clock.mapped:
            return None
        return self._clock.stamp(self._typing_ms, self._host.stamp()).seconds_since(said)

    def _seen(self, unit: dict[str, Any]) -> None:
        typing = unit.get("typing")
        if self._spoken and not unit["own"] and typing is not None and self._typing_ms is None:
            self._typing_ms = float(typing)
        super()._seen(unit)


async def _name_of(handle: ElementHandle) -> str:
    try:
        name = await asyncio.wait_for(
            handle.evaluate("e => e.getAttribute('aria-label') || e.innerText || e.title || e.value || ''"), 2
        )
    except (Error, TimeoutError):
        return ""
    return " ".join(str(name).split())[:60]


async def _form_part(form: Form) -> Part | None:
    """The room that the form's fields and its button take."""
    await form.frame.evaluate("() => __shopper.fill()")
    parts: list[Part] = []
    for field in form.fields:
        handle = (await form.frame.evaluate_handle("i => __shopper.field(i)", field.index)).as_element()
        part = await part_of("form", handle)
        if part is not None:
            parts.append(part)
    button = await part_of("form", (await form.frame.evaluate_handle("() => __shopper.submit()")).as_element())
    if button is not None:
        parts.append(button)
    if not parts:
        return None
    left, top = min(p.x for p in parts), min(p.y for p in parts)
    right, bottom = max(p.x + p.width for p in parts), max(p.y + p.height for p in parts)
    return Part("form", left, top, right - left, bottom - top, form.intro[:60])
