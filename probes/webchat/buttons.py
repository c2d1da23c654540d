"""Finds the button (a quick reply) of a text in a chat."""

from __future__ import annotations

import asyncio
import contextlib
import time

from playwright.async_api import ElementHandle, Error, Frame

from shopper.errors import OurFault

from .opening import evaluate, is_seen

BUTTON_S = 5.0  # how long a button may take to appear
_LOOK_AGAIN_S = 0.5
_MANY = 12


async def find_button(frame: Frame, text: str, stir: asyncio.Event) -> ElementHandle:
    """The newest button of that text in the conversation, which is in `frame`; then in the frames beside it.

    Raises OurFault "no_button" naming those that are there."""
    deadline = time.monotonic() + BUTTON_S
    while True:
        stir.clear()
        for place in await _places(frame):
            await evaluate(place, "() => __shopper.stir()")
            with contextlib.suppress(Error):
                found = (await place.evaluate_handle("text => __shopper.chip(text)", text)).as_element()
                if found is not None:
                    return found
        left = deadline - time.monotonic()
        if left <= 0:
            raise OurFault(await _sentence(frame, text), code="no_button")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stir.wait(), min(left, _LOOK_AGAIN_S))
            await asyncio.sleep(0.05)


async def _places(frame: Frame) -> list[Frame]:
    others = [other for other in frame.page.frames if other is not frame]
    return [frame, *[other for other in others if await is_seen(other)]]


async def _sentence(frame: Frame, text: str) -> str:
    there: list[str] = []
    for place in await _places(frame):
        there += [str(name) for name in await evaluate(place, "() => __shopper.chips()") or [] if name not in there]
    said = ", ".join(f"“{name}”" for name in there[-_MANY:])
    what = f"The buttons there are: {said}." if there else "There is no button in the conversation at all."
    return (
        f"The chat offers no button “{text}”. {what} Nothing was pressed. Write the button in the scenario as the chat"
        " writes it, or say it in words."
    )
