"""What every local page of ours needs against other sites in the same browser: cross-site requests, names that are made
to point here, and texts that would run."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

from aiohttp import web

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# What reading a request may raise that no page of ours sends: half a form, a number without end, brackets without end.
MALFORMED = (ValueError, LookupError, TypeError, ArithmeticError, RecursionError)
_PAGE = Path(__file__).parent / "page"


def strange(request: web.Request, names: Collection[str]) -> web.Response | None:
    """The refusal of a request under another name than ours, or of a change that not our own page asks for."""
    if request.host not in names:
        return web.Response(status=421, text="This is not the address of this page.")
    if request.method == "POST" and request.headers.get("Origin") != f"http://{request.host}":
        return refused(403, "origin")
    return None


def refused(status: int, why: str, **more: object) -> web.Response:
    """A refusal whose words the page has, by their key."""
    return web.json_response({"why": why, **more}, status=status)


async def json_of(request: web.Request) -> dict[str, Any]:
    """What a page sent. Raises one of MALFORMED for what no page of ours sends."""
    if request.content_type != "application/json":
        raise ValueError("not JSON")
    body = json.loads(await request.text())
    if not isinstance(body, dict):
        raise TypeError("not an object")
    return body


@lru_cache
def shared_file(name: str) -> str:
    """A file of the page by hand that other pages use too: its looks, its words, its small helpers."""
    return (_PAGE / name).read_text(encoding="utf-8")
