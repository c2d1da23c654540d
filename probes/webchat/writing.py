"""Writes in the message box as a person does, and sends."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from playwright.async_api import ElementHandle, Error, Page

from shopper.errors import OurFault

from .pacing import AT_ONCE, pauses
from .state import digest


async def write(page: Page, box: ElementHandle, text: str, *, pace: float, seed: str) -> None:
    """Put `text` into the box, at `pace` characters a second. Raises OurFault "not_sent" if the box doesn't take it."""
    await _enter(box)
    if await written(box):
        await _empty(page)
    one_line = await box.evaluate("e => e.tagName === 'INPUT'")
    if pace >= AT_ONCE:
        await _at_once(page, text, one_line=one_line)
    else:
        for char, pause in zip(text, pauses(text, pace, seed), strict=True):
            await asyncio.sleep(pause)
            await _key(page, char, one_line=one_line)
    if digest(await written(box)) == digest(text):
        return
    # A page that draws its box anew while one types loses letters; a person would write it again.
    await _enter(box)
    await _empty(page)
    await _at_once(page, text, one_line=one_line)
    if digest(await written(box)) != digest(text):
        raise OurFault(
            "The chat's message box did not take what was written into it. Nothing was sent. Try the chat by hand: is"
            " the box open for writing?",
            code="not_sent",
        )


async def written(box: ElementHandle) -> str:
    """What stands in the box now; "" when the box is gone."""
    return (await raw(box)).strip()


async def raw(box: ElementHandle) -> str:
    """The same with its line breaks and spaces at both ends."""
    try:
        value: Any = await box.evaluate("e => e.isConnected ? __shopper.written(e) : ''")
    except Error:
        return ""
    return str(value)


async def press_send(box: ElementHandle) -> bool:
    """Press the button that sends; False when there is none."""
    with contextlib.suppress(Error):
        button = (await box.evaluate_handle("e => __shopper.sender(e)")).as_element()
        if button is not None:
            await button.click(timeout=2000)
            return True
    return False


async def _enter(box: ElementHandle) -> None:
    try:
        await box.click(timeout=2000)
    except Error:
        # Some boxes never hold still enough to be clicked.
        await box.focus()


async def _empty(page: Page) -> None:
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.press("Delete")


async def _key(page: Page, char: str, *, one_line: bool) -> None:
    if char == "\n":
        await (page.keyboard.insert_text(" ") if one_line else page.keyboard.press("Shift+Enter"))
    elif char.isascii() and char.isprintable():
        await page.keyboard.type(char)
    else:
        await page.keyboard.insert_text(char)


async def _at_once(page: Page, text: str, *, one_line: bool) -> None:
    for n, line in enumerate(text.split("\n")):
        if n:
            await _key(page, "\n", one_line=one_line)
        if line:
            await page.keyboard.insert_text(line)
