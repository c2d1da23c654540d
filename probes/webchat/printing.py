"""A page of ours as a PDF, printed by the browser that the web chat is driven with: A4, with bookmarks, and tagged for
readers who listen."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from shopper.errors import OurFault

from .browser import launch


def print_page(page: Path, pdf: Path) -> Path:
    """Print a page that lies here; the file. Nothing is asked of any other place. Raises OurFault where there is no
    browser, or the file cannot be written."""
    asyncio.run(_print(page.resolve(), pdf))
    return pdf


async def _print(page: Path, pdf: Path) -> None:
    from playwright.async_api import Error, async_playwright

    async with async_playwright() as playwright:
        browser = await launch(playwright)
        try:
            # Without its network, and without scripts: the page needs neither.
            context = await browser.new_context(java_script_enabled=False, offline=True, color_scheme="light")
            opened = await context.new_page()
            await opened.goto(page.as_uri())
            made = await opened.pdf(
                format="A4", print_background=True, prefer_css_page_size=True, tagged=True, outline=True
            )
        except Error as error:
            first = str(error).strip().splitlines()[0]
            raise OurFault(f"{page} could not be printed: {first}", code="no_pdf") from error
        finally:
            with contextlib.suppress(Error):
                await browser.close()
    beside = pdf.with_name(f".{pdf.name}.new")
    try:
        beside.write_bytes(made)
        beside.replace(pdf)
    except OSError as error:
        raise OurFault(f"{pdf} could not be written: {error.strerror}.", code="disk") from error
