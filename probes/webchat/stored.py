"""The sessionStorage of a page, which the browser's own saved state leaves out; many chats keep their visitor in it."""

from __future__ import annotations

import json

from playwright.async_api import Page

from .opening import evaluate

_READ = (
    "() => location.origin === 'null' ? null : [location.origin, Object.fromEntries(Object.entries(sessionStorage))]"
)


async def read_session(page: Page) -> dict[str, dict[str, str]]:
    """origin → items, over all frames of the page."""
    found: dict[str, dict[str, str]] = {}
    for frame in page.frames:
        pair = await evaluate(frame, _READ)
        if pair and pair[1]:
            found.setdefault(pair[0], {}).update(pair[1])
    return found


def restore_session(saved: dict[str, dict[str, str]]) -> str:
    """A script that puts the items back before the page's own scripts run; what the page has set since stays."""
    return (
        "(() => { const saved = " + json.dumps(saved) + "[location.origin]; if (!saved) return;"
        " try { for (const [k, v] of Object.entries(saved))"
        " if (sessionStorage.getItem(k) === null) sessionStorage.setItem(k, v); } catch { } })();"
    )
