"""A picture of the page as evidence."""

from __future__ import annotations

import asyncio
import base64
import contextlib

from playwright.async_api import Error, Page

_QUALITIES = (60, 30)
_ENOUGH = 400_000  # bytes
_TIMEOUT_S = 5.0


async def take_picture(page: Page) -> bytes:
    """The visible part of the page as a JPEG; b"" when it cannot be had.

    By the browser's own command and not Page.screenshot, which waits for the page's fonts (a font that cannot be
    fetched would hold the picture back) and puts a style into the page.
    """
    data = b""
    with contextlib.suppress(Error, TimeoutError):
        session = await page.context.new_cdp_session(page)
        try:
            for quality in _QUALITIES:
                shot = await asyncio.wait_for(
                    session.send("Page.captureScreenshot", {"format": "jpeg", "quality": quality}), _TIMEOUT_S
                )
                data = base64.b64decode(shot["data"])
                if len(data) <= _ENOUGH:
                    break
        finally:
            with contextlib.suppress(Error):
                await session.detach()
    return data
