"""Opens a page and finds where one writes: presses what opens a chat, until a message box is there to write in."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import ElementHandle, Error, Frame, Page

from shopper.errors import OurFault

from .entry import Form
from .faults import host_of, navigation_fault, status_fault

NAVIGATION_S = 30.0
FIND_S = 30.0
_ENOUGH_BOX = 5  # a message box found without pressing anything needs a chat's surroundings
_ENOUGH_PRESS = 4
_SURE_PRESS = 7
_PATIENCE_FOR_BETTER_S = 1.5
_AFTER_PRESS_S = 3.0
_TRIES_EACH = 2
_FRAME_TIMEOUT_S = 3.0
_FORM_STANDS_S = 0.6  # a form that goes away at once was there while the chat connected

Pressing = Callable[[str, ElementHandle], Awaitable[None]]
"""Told what is about to be pressed: "open" (what opens the chat) or "consent" (what lies over it), and the thing."""


@dataclass(slots=True)
class Box:
    """The message box: where one writes. opened_ms: the frame's page clock when it was found."""

    frame: Frame
    handle: ElementHandle
    opened_ms: float


@dataclass(slots=True)
class _Candidate:
    frame: Frame
    index: int
    score: float
    name: str
    sign: tuple[str, str, str]


@dataclass(slots=True)
class _Survey:
    boxes: list[_Candidate] = field(default_factory=list)
    presses: list[_Candidate] = field(default_factory=list)
    form: Form | None = None


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
        await page.wait_for_load_state("domcontentloaded", timeout=10_000)
    return status


async def find_box(page: Page, stir: asyncio.Event, *, status: int = 0, timeout_s: float = FIND_S) -> Box:
    """Find the message box as `find_entry` does; a form is none."""
    found = await find_entry(page, stir, status=status, timeout_s=timeout_s, forms=False)
    assert isinstance(found, Box)
    return found


async def find_entry(
    page: Page,
    stir: asyncio.Event,
    *,
    status: int = 0,
    timeout_s: float = FIND_S,
    forms: bool = True,
    pressing: Pressing | None = None,
) -> Box | Form:
    """Find the message box, or the form that stands in its place, pressing what opens the chat. `stir` is set whenever
    the page changes. pressing: awaited before each press.

    Raises OurFault "chat_not_found", or "blocked" where the site refused us (401, 403, 429).
    """
    begun = time.monotonic()
    pressed: dict[tuple[str, str, str], int] = {}
    before: set[tuple[str, str, str]] = set()
    last_press = -_AFTER_PRESS_S
    form_since: float | None = None
    while (now := time.monotonic()) - begun < timeout_s:
        stir.clear()
        seen = await _survey(page)
        box = _best_box(seen, before, pressed=bool(pressed))
        if box is not None:
            handle = await _handle(box)
            if handle is not None:
                clock = await evaluate(box.frame, "() => performance.now()")
                return Box(box.frame, handle, float(clock or 0.0))
        if not forms or seen.form is None:
            form_since = None
        elif form_since is None:
            form_since = now
        elif now - form_since >= _FORM_STANDS_S:
            return seen.form
        press = next((p for p in seen.presses if pressed.get(p.sign, 0) < _TRIES_EACH), None)
        rested = now - last_press >= _AFTER_PRESS_S
        sure = press is not None and (press.score >= _SURE_PRESS or now - begun >= _PATIENCE_FOR_BETTER_S)
        # What a press uncovered is pressed without waiting: a home screen's “New conversation”.
        uncovered = press is not None and bool(pressed) and press.sign not in before and press.sign not in pressed
        if press is not None and press.score >= _ENOUGH_PRESS and ((rested and sure) or uncovered):
            before = {c.sign for c in (*seen.boxes, *seen.presses)}
            pressed[press.sign] = pressed.get(press.sign, 0) + 1
            last_press = now
            await _press(press, pressing)
            continue
        await wait_for_change(stir, 0.5)
    raise _not_found(page.url, status, bool(pressed))


async def box_there(page: Page) -> bool:
    """Whether there is a box to write in at this moment."""
    return _best_box(await _survey(page), set(), pressed=True) is not None


async def evaluate(frame: Frame, script: str, argument: Any = None) -> Any:
    """Run a script in a frame; None where the frame is gone, has no document yet, or does not answer."""
    try:
        return await asyncio.wait_for(frame.evaluate(script, argument), _FRAME_TIMEOUT_S)
    except (Error, TimeoutError):
        return None


def _best_box(seen: _Survey, before: set[tuple[str, str, str]], *, pressed: bool) -> _Candidate | None:
    best: _Candidate | None = None
    for box in seen.boxes:
        # What appeared after our own press is what we pressed for.
        score = box.score + (3 if pressed and box.sign not in before else 0)
        if score >= _ENOUGH_BOX and (best is None or score > best.score):
            best = _Candidate(box.frame, box.index, score, box.name, box.sign)
    return best


async def _survey(page: Page) -> _Survey:
    seen = _Survey()
    for frame in page.frames:
        if not await is_seen(frame):
            continue
        found = await evaluate(
            frame, "() => window.__shopper && __shopper.survey ? (__shopper.stir(), __shopper.survey()) : null"
        )
        if not isinstance(found, dict):
            continue
        for kind, into in (("boxes", seen.boxes), ("presses", seen.presses)):
            for item in found.get(kind, ()):
                sign = (frame.name or frame.url, str(item["tag"]), str(item["name"]))
                into.append(_Candidate(frame, int(item["i"]), float(item["score"]), str(item["name"]), sign))
        form = Form.of(frame, found.get("form"))
        if form is not None and (seen.form is None or form.score > seen.form.score):
            seen.form = form
    seen.boxes.sort(key=lambda c: -c.score)
    seen.presses.sort(key=lambda c: -c.score)
    return seen


async def is_seen(frame: Frame) -> bool:
    """Whether a person sees this frame: it and every frame around it has a visible box."""
    while frame.parent_frame is not None:
        try:
            element = await asyncio.wait_for(frame.frame_element(), _FRAME_TIMEOUT_S)
            size = await element.bounding_box() if await element.is_visible() else None
        except (Error, TimeoutError):
            return False
        if size is None or size["width"] < 16 or size["height"] < 16:
            return False
        frame = frame.parent_frame
    return True


async def _handle(candidate: _Candidate) -> ElementHandle | None:
    try:
        found = await candidate.frame.evaluate_handle("i => __shopper.found(i)", candidate.index)
    except Error:
        return None
    return found.as_element()


async def _press(candidate: _Candidate, pressing: Pressing | None) -> None:
    handle = await _handle(candidate)
    if handle is None:
        return
    if pressing is not None:
        await pressing("open", handle)
    try:
        await handle.click(timeout=1500)
        return
    except Error:
        pass
    # Something lies over it, most often a cookie bar.
    with contextlib.suppress(Error):
        over = (await candidate.frame.page.main_frame.evaluate_handle("() => __shopper.consent()")).as_element()
        if over is not None:
            if pressing is not None:
                await pressing("consent", over)
            await over.click(timeout=1500)
    with contextlib.suppress(Error):
        await handle.click(timeout=1500, force=True)


async def wait_for_change(stir: asyncio.Event, at_most_s: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stir.wait(), at_most_s)
        # A page that is being built changes a hundred times a second; look at it a few times.
        await asyncio.sleep(0.05)


def _not_found(address: str, status: int, pressed: bool) -> OurFault:
    host = host_of(address)
    if status in (401, 403, 429):
        return OurFault(
            f"{host} did not let us in (HTTP {status}), and no chat was found on the page it showed."
            " Ask the site's owner to let this shopper through.",
            code="blocked",
        )
    tried = (
        "What looked like the chat's button was pressed, and no box to write in appeared"
        if pressed
        else "No chat button and no box to write in was found"
    )
    answered = f" (the page answered HTTP {status})" if status >= 400 else ""
    return OurFault(
        f"No chat was found on {address}{answered}. {tried}. Open the page in a browser: is the chat on this page,"
        " and is it offered at this hour?",
        code="chat_not_found",
    )
