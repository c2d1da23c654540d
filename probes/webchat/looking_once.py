"""One look at one page from a program that has no browser yet: started for it and ended after it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from .looking import look
from .looking_sight import Sight


def look_once(address: str, *, out: Path, **options: Any) -> Sight:
    """What `looking.look` sees, in a browser of its own; options: those of `look`. Raises OurFault "no_browser"."""
    return asyncio.run(_look(address, out, options))


async def _look(address: str, out: Path, options: dict[str, Any]) -> Sight:
    from playwright.async_api import async_playwright

    from .browser import launch

    async with async_playwright() as playwright:
        browser = await launch(playwright)
        try:
            return await look(browser, address, out=out, **options)
        finally:
            await browser.close()
