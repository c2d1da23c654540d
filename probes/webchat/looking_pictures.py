"""Annotated pictures of a page: its parts outlined and numbered, with a legend that is readable in black and white.

The page itself is not touched: the outlines are drawn over its picture, in a page of our own.
"""

from __future__ import annotations

import asyncio
import base64
import html
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, ElementHandle, Error, Page

from .looking_sight import Part, Picture

_TIMEOUT_S = 10.0
# Told apart without colour: by the line as well.
_LINES = {
    "launcher": ("solid", "#b00020"),
    "step": ("dotted", "#b00020"),
    "consent": ("dotted", "#5b4500"),
    "box": ("solid", "#004a9f"),
    "send": ("dashed", "#004a9f"),
    "list": ("dashed", "#00602b"),
    "form": ("double", "#004a9f"),
    "callback": ("double", "#6a1b9a"),
    "theirs": ("dotted", "#00602b"),
    "ours": ("dotted", "#004a9f"),
}
_LEGEND_LINE = 30
_SHEET = """
*{box-sizing:border-box;margin:0}
body{background:#fff;color:#000;font:15px/20px system-ui,"DejaVu Sans",Arial,sans-serif}
main{position:relative;overflow:hidden}
main img{display:block}
.part{position:absolute;border-width:4px;outline:1px solid #fff;box-shadow:inset 0 0 0 1px #fff}
.n{position:absolute;min-width:24px;height:24px;padding:0 6px;border-radius:12px;background:#000;color:#fff;
border:2px solid #fff;font:700 14px/20px system-ui,"DejaVu Sans",Arial,sans-serif;text-align:center}
ol{list-style:none;padding:10px 14px;border-top:3px solid #000}
li{min-height:28px;padding:2px 0}
li b{display:inline-block;min-width:24px;border-radius:12px;background:#000;color:#fff;text-align:center;
margin-right:8px}
li i{display:inline-block;width:44px;height:14px;margin-right:10px;vertical-align:-2px;border-width:4px}
p{padding:10px 14px 0;font-weight:700}
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page as a person sees it now; width and height in CSS pixels."""

    png: bytes
    width: int
    height: int


async def shoot(page: Page) -> Shot | None:
    """The visible part of the page; None when it cannot be had. By the browser's own command, which waits for no font
    and puts nothing into the page."""
    size = page.viewport_size or {"width": 1366, "height": 768}
    try:
        session = await page.context.new_cdp_session(page)
        taken = await asyncio.wait_for(session.send("Page.captureScreenshot", {"format": "png"}), _TIMEOUT_S)
        await session.detach()
    except (Error, TimeoutError):
        return None
    return Shot(base64.b64decode(taken["data"]), size["width"], size["height"])


async def part_of(role: str, handle: ElementHandle | None, name: str = "") -> Part | None:
    """Where a thing stands on the page, whatever frame it is in; None for one that is not there."""
    if handle is None:
        return None
    try:
        box = await asyncio.wait_for(handle.bounding_box(), 3)
    except (Error, TimeoutError):
        return None
    if box is None or box["width"] < 1 or box["height"] < 1:
        return None
    return Part(role, box["x"], box["y"], box["width"], box["height"], name)


async def draw(
    browser: Browser, shot: Shot, parts: Sequence[Part], path: Path, *, title: str, says: Callable[[str], str]
) -> Picture:
    """Write the picture with its parts outlined. says: a role, or "further" (it stands further down), in the owner's
    words. Raises OSError where the file cannot be written."""
    page_html = _document(shot, parts, title, says)
    context = await browser.new_context(
        viewport={"width": shot.width, "height": shot.height + 60 + _LEGEND_LINE * max(1, len(parts))},
        offline=True,
    )
    try:
        page = await context.new_page()
        await page.set_content(page_html, wait_until="load", timeout=_TIMEOUT_S * 1000)
        data = await page.screenshot(full_page=True, type="png", timeout=_TIMEOUT_S * 1000)
    finally:
        await context.close()
    _write(path, data)
    return Picture(path.stem.rpartition("-")[2], path, tuple(parts))


def _write(path: Path, data: bytes) -> None:
    # Whatever stands in a customer's chat is nobody else's business on a shared computer.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _document(shot: Shot, parts: Sequence[Part], title: str, says: Callable[[str], str]) -> str:
    drawn, numbers, legend = [], [], []
    taken: list[tuple[float, float]] = []
    for number, part in enumerate(parts, start=1):
        line, colour = _LINES.get(part.role, ("solid", "#000"))
        style = f"border-style:{line};border-color:{colour}"
        seen = part.x < shot.width and part.y < shot.height and part.x + part.width > 0 and part.y + part.height > 0
        if seen:
            left, top = max(0.0, part.x - 4), max(0.0, part.y - 4)
            right, bottom = min(shot.width, part.x + part.width + 4), min(shot.height, part.y + part.height + 4)
            drawn.append(
                f'<div class="part" style="left:{left:.0f}px;top:{top:.0f}px;width:{right - left:.0f}px;'
                f'height:{bottom - top:.0f}px;{style}"></div>'
            )
            x, y = max(0.0, left - 10), max(0.0, top - 12)
            while any(abs(x - a) < 28 and abs(y - b) < 24 for a, b in taken) and x < shot.width - 56:
                x += 28
            taken.append((x, y))
            numbers.append(f'<span class="n" style="left:{x:.0f}px;top:{y:.0f}px">{number}</span>')
        name = f" — “{html.escape(part.name)}”" if part.name else ""
        further = "" if seen else f" ({html.escape(says('further'))})"
        legend.append(f'<li><b>{number}</b><i style="{style}"></i>{html.escape(says(part.role))}{name}{further}</li>')
    image = base64.b64encode(shot.png).decode()
    return (
        f'<!doctype html><meta charset="utf-8"><style>{_SHEET}</style><main style="width:{shot.width}px;'
        f'height:{shot.height}px"><img width="{shot.width}" height="{shot.height}" alt="" '
        f'src="data:image/png;base64,{image}">{"".join(drawn + numbers)}</main><p>{html.escape(title)}</p>'
        f"<ol>{''.join(legend) or '<li>–</li>'}</ol>"
    )
