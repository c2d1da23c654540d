"""Opens a page and finds where one writes: presses what opens a chat, until a message box is there to write in."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playwright.async_api import ElementHandle, Error, Frame, Page

from .entry import Form
from .faults import navigation_fault, not_found, status_fault
from .frames import evaluate, is_seen, wait_for_change
from .pressing import Pressing, press
from .surveying import Survey, Surveyor
from .trail import Pressed, Seen, Trail

__all__ = ["Box", "box_there", "evaluate", "find_box", "find_entry", "is_seen", "open_page", "wait_for_change"]

NAVIGATION_S = 30.0
FIND_S = 30.0
_ENOUGH_BOX = 5  # a message box found without pressing anything needs a chat's surroundings
_ENOUGH_PRESS = 4
_ENOUGH_LATER = 3  # once nothing better came for a while
_SURE_PRESS = 7
_ENOUGH_STEP = 4  # less is one of several topics
_PATIENCE_FOR_BETTER_S = 1.5
_PATIENCE_FOR_LESS_S = 3.0
_AFTER_PRESS_S = 3.0  # when a press that changed nothing is tried again
_AFTER_CHANGE_S = 6.0  # and one after which the page changed, which may be the chat still coming
_CONNECTING_S = 20.0  # how long a window that has opened may go on without a box before its button is pressed again
_SETTLED_S = 1.2
_MORE_S = 12.0  # what a press adds to the time there is
_LED_AWAY_S = 4.0
_TRIES_EACH = 2
_STEPS = 8
_FORM_STANDS_S = 0.6  # a form that goes away at once was there while the chat connected


@dataclass(slots=True)
class Box:
    """The message box: where one writes. opened_ms: the frame's page clock when it was found. writes: False where the
    chat takes no words at this moment, only its buttons; then `handle` is its list of messages."""

    frame: Frame
    handle: ElementHandle
    opened_ms: float
    writes: bool = True


async def open_page(page: Page, address: str, *, timeout_s: float = NAVIGATION_S) -> int:
    """Go to the address and wait for its document, not for every picture. Returns the HTTP status (0: a file).

    Raises OurFault: "certificate", "site_unreachable", "site_error".
    """
    try:
        response = await page.goto(address, wait_until="commit", timeout=timeout_s * 1000)
    except Error as error:
        raise navigation_fault(address, error) from error
    status = response.status if response is not None else 0
    if status >= 500:
        raise status_fault(address, status)
    # A page that never stops loading may still have its chat.
    with contextlib.suppress(Error):
        await page.wait_for_load_state("domcontentloaded", timeout=5_000)
    return status


async def find_box(
    page: Page,
    stir: asyncio.Event,
    *,
    status: int = 0,
    timeout_s: float = FIND_S,
    language: str = "",
    hints: Mapping[str, Any] | None = None,
    as_it_stands: bool = False,
) -> Box:
    """Find the message box as `find_entry` does; a form is none. as_it_stands: nothing is pressed, and what takes no
    words is no box either."""
    found = await find_entry(
        page,
        stir,
        status=status,
        timeout_s=timeout_s,
        forms=False,
        language=language,
        hints=hints,
        as_it_stands=as_it_stands,
    )
    assert isinstance(found, Box)
    return found


async def find_entry(
    page: Page,
    stir: asyncio.Event,
    *,
    status: int = 0,
    timeout_s: float = FIND_S,
    forms: bool = True,
    language: str = "",
    hints: Mapping[str, Any] | None = None,
    trail: Trail | None = None,
    pressing: Pressing | None = None,
    as_it_stands: bool = False,
) -> Box | Form:
    """Find the message box, or the form that stands in its place, pressing what opens the chat. `stir` is set whenever
    the page changes. language: which one is chosen where a chat asks. hints: what the
    chat's parts are, for `__shopper.setHints`. trail: filled as it goes. pressing: awaited before each press.

    Raises OurFault: "chat_not_found" where there is none, "chat_not_opened" where what opens it led to no box,
    "blocked" where the site refused us (401, 403, 429).
    """
    surveyor = Surveyor(page, language, hints)
    try:
        search = _Search(page, stir, surveyor, trail if trail is not None else Trail(), pressing, timeout_s)
        return await search.run(status, forms=forms, presses=not as_it_stands)
    finally:
        surveyor.close()


async def box_there(page: Page) -> bool:
    """Whether there is a box to write in at this moment."""
    surveyor = Surveyor(page)
    try:
        return any(box.score + 3 * box.fresh >= _ENOUGH_BOX for box in (await surveyor.survey()).boxes)
    finally:
        surveyor.close()


class _Search:
    """One way to the message box, from one look at the page to the next."""

    def __init__(
        self,
        page: Page,
        stir: asyncio.Event,
        surveyor: Surveyor,
        trail: Trail,
        pressing: Pressing | None,
        timeout_s: float,
    ) -> None:
        self._page, self._stir, self._surveyor = page, stir, surveyor
        self._trail, self._pressing = trail, pressing
        self._begun = time.monotonic()
        self._deadline = self._begun + timeout_s
        self._more_s = min(_MORE_S, timeout_s * 0.4)
        self._patience_s = min(_PATIENCE_FOR_LESS_S, timeout_s * 0.4)
        self._home = page.url
        self._tries: dict[tuple[str, str, str], int] = {}
        self._before: set[tuple[str, str, str]] = set()
        self._opened = False  # something that opens a chat was pressed
        self._grown = False  # and a window came of it
        self._steps = 0
        self._last_press = self._begun - _CONNECTING_S
        self._stirred = False  # something changed since
        self._form_since: float | None = None
        self._away_since: float | None = None

    async def run(self, status: int, *, forms: bool, presses: bool) -> Box | Form:
        seen = Survey()
        self._opened = not presses  # what stands there is what was opened
        while time.monotonic() < self._deadline:
            self._stirred = self._stirred or self._stir.is_set()
            self._stir.clear()
            seen = await self._surveyor.survey()
            now = time.monotonic()
            self._trail.seen = seen.all
            self._grown = self._grown or (self._opened and seen.grown)
            if not presses:
                seen.lists.clear()
            entry = await self._entry(seen, now, forms=forms)
            if entry is not None:
                self._trail.step = "done"
                return entry
            if presses and (await self._returned(now) or await self._act(seen, now)):
                continue
            await wait_for_change(self._stir, 0.5)
        self._trail.step = self._failed(seen)
        raise not_found(self._home, status, self._trail)

    # ---- where one writes --------------------------------------------------------------------------------------------

    async def _entry(self, seen: Survey, now: float, *, forms: bool) -> Box | Form | None:
        box = self._best_box(seen, now)
        if box is not None and (found := await self._box(box)) is not None:
            return found
        if not forms or seen.form is None:
            self._form_since = None
        elif self._form_since is None:
            self._form_since = now
        elif now - self._form_since >= _FORM_STANDS_S:
            return seen.form
        settled = now - max(self._last_press, self._begun) >= 2 * _SETTLED_S
        if seen.lists and settled and self._next_step(seen, _ENOUGH_STEP) is None:
            return await self._box(seen.lists[0], writes=False)
        return None

    def _best_box(self, seen: Survey, now: float) -> Seen | None:
        best: Seen | None = None
        waited = now - self._begun
        rivals = any(p.score >= _ENOUGH_PRESS and not self._tries.get(p.sign) for p in seen.presses)
        for box in seen.boxes:
            # What appeared after our own press is what we pressed for.
            came = self._opened and box.fresh and box.sign not in self._before
            score = box.score + (3 if came else 0)
            sure = came or box.sure or (waited >= self._patience_s and not rivals)
            if sure and score >= _ENOUGH_BOX and (best is None or score > best.score):
                best = replace(box, score=score)
        return best

    async def _box(self, seen: Seen, *, writes: bool = True) -> Box | None:
        handle = await seen.handle()
        if handle is None:
            return None
        clock = await evaluate(seen.frame, "() => performance.now()")
        return Box(seen.frame, handle, float(clock or 0.0), writes)

    # ---- what is pressed ---------------------------------------------------------------------------------------------

    async def _act(self, seen: Survey, now: float) -> bool:
        """Press what is best pressed now; whether something was."""
        rested = now - self._last_press
        step = self._next_step(seen, _ENOUGH_STEP)
        if step is not None:
            return await self._press(step, seen, now)
        topic = self._next_step(seen, 1) if not seen.lists and seen.form is None and rested >= _SETTLED_S else None
        if topic is not None and self._grown:
            return await self._press(topic, seen, now)
        launcher = self._launcher(seen, now)
        if launcher is not None and rested >= self._patience_with(launcher):
            veil = self._veil(seen)
            if launcher.covered and veil is not None:
                return await self._press(veil, seen, now)
            sure = launcher.score >= _SURE_PRESS or now - self._begun >= _PATIENCE_FOR_BETTER_S
            return sure and await self._press(launcher, seen, now)
        # A chat may wait for a consent, or lie under what covers the page.
        veil = self._veil(seen)
        if veil is not None and launcher is None and not self._grown and now - self._begun >= _PATIENCE_FOR_BETTER_S:
            return rested >= _SETTLED_S and await self._press(veil, seen, now)
        return False

    def _patience_with(self, launcher: Seen) -> float:
        """How long nothing is pressed after a press: pressed twice, many a window closes again."""
        if self._grown:
            return _CONNECTING_S
        anew = launcher.fresh and launcher.sign in self._tries  # it was replaced, and the press was lost with it
        return _AFTER_CHANGE_S if self._stirred and not anew else _AFTER_PRESS_S

    def _next_step(self, seen: Survey, enough: float) -> Seen | None:
        """What a press uncovered: a home screen's “New conversation”, a consent, a language, at last a topic."""
        if not self._opened or self._steps >= _STEPS:
            return None
        return next(
            (
                s
                for s in seen.steps
                if s.score >= enough and s.fresh and s.sign not in self._before | self._tries.keys()
            ),
            None,
        )

    def _launcher(self, seen: Survey, now: float) -> Seen | None:
        later = now - self._begun >= self._patience_s and not self._grown
        enough = _ENOUGH_LATER if later else _ENOUGH_PRESS
        links = [o for o in seen.others if o.kind == "away" and o.score >= _ENOUGH_LATER] if later else []
        for one in (*seen.presses, *links):
            if one.score >= enough and self._tries.get(one.sign, 0) < _TRIES_EACH:
                return one
        return None

    def _veil(self, seen: Survey) -> Seen | None:
        veil = seen.veil
        if veil is None or self._tries.get(veil.sign, 0) >= _TRIES_EACH or (self._opened and veil.fresh):
            return None
        return veil

    async def _press(self, one: Seen, seen: Survey, now: float) -> bool:
        opens = one.kind not in ("consent", "dismiss")
        # Taken before the press: it may lead the frame to another address.
        sign, frame_url = one.sign, one.frame.url
        there = {c.sign for c in (*seen.boxes, *seen.presses)} - {sign}
        x, y = await self._surveyor.where(one)
        await self._surveyor.mark()
        if not await press(one, self._pressing):
            return False
        if opens:
            self._before |= there
        self._opened = self._opened or opens
        self._steps += one.kind == "step"
        self._tries[sign] = self._tries.get(sign, 0) + 1
        kind = "launcher" if one.kind == "away" else one.kind
        self._trail.pressed.append(Pressed(kind, one.name, frame_url, x, y, one.w, one.h))
        if opens:
            self._last_press, self._stirred = time.monotonic(), False
            self._deadline = max(self._deadline, self._last_press + self._more_s)
        return True

    # ---- what went wrong ---------------------------------------------------------------------------------------------

    async def _returned(self, now: float) -> bool:
        """A press that led to another page without a chat: go back, and leave that button alone. Whether we did."""
        if not self._opened or _page_of(self._page.url) == _page_of(self._home):
            self._away_since = None
            return False
        if self._away_since is None:
            self._away_since = now
        if now - self._away_since < min(_LED_AWAY_S, self._more_s):
            return False
        self._away_since = None
        self._opened = self._grown = False
        for sign in self._tries:
            self._tries[sign] = _TRIES_EACH
        with contextlib.suppress(Error):
            await self._page.goto(self._home, wait_until="domcontentloaded", timeout=NAVIGATION_S * 1000)
        return True

    def _failed(self, seen: Survey) -> str:
        if self._opened:
            return "box" if self._grown else "press"
        return "banner" if any(o.blocks for o in seen.others) else "launcher"


def _page_of(address: str) -> str:
    return address.split("#", 1)[0]
