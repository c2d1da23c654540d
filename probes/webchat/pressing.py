"""Presses one thing on a page as a person does, once."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable

from playwright.async_api import ElementHandle, Error

from .frames import evaluate
from .trail import Seen

_STILL_MS = 1200  # how long a thing is given to hold still and come free

Pressing = Callable[[str, ElementHandle], Awaitable[None]]
"""Told what is about to be pressed: "open" (what opens the chat) or "consent" (what lies over it), and the thing."""


async def press(seen: Seen, pressing: Pressing | None = None) -> bool:
    """Press it; a link that would lead away is not followed. False where it was gone before."""
    handle = await seen.handle()
    if handle is None:
        return False
    if pressing is not None:
        await pressing("consent" if seen.kind in ("consent", "dismiss") else "open", handle)
    await evaluate(seen.frame, "i => __shopper.aim(__shopper.found(i))", seen.index)
    for force in (False, True):
        if force and await evaluate(seen.frame, "i => __shopper.under(__shopper.found(i))", seen.index):
            break  # a press there would hit what lies over it
        try:
            await handle.click(timeout=_STILL_MS, force=force, no_wait_after=True)
        except Error:
            # It moves, something lies over it – or the press took it away, and with it perhaps its frame.
            if not await _stands(handle):
                return True
        if await evaluate(seen.frame, "() => __shopper.landed()") is not False:
            return True
    with contextlib.suppress(Error):
        await handle.evaluate("e => __shopper.tap(e)")
    return True


async def _stands(handle: ElementHandle) -> bool:
    try:
        return bool(await handle.evaluate("e => e.isConnected"))
    except Error:
        return False
