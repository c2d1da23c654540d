"""The browser of one customer at one site: who it says it is, what it kept from before, what opens a closed site."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page

from shopper.engine.probe import Conversation
from shopper.settings.site_keys import SiteKeys

from .browser import context_options, languages

_Items = list[dict[str, Any]]


async def new_context(
    browser: Browser, conversation: Conversation, keys: SiteKeys, storage: Mapping[str, Any] | None
) -> BrowserContext:
    """A context as the persona's own browser would be, with what was kept of it (`storage`), let in by `keys`."""
    options = context_options(conversation, browser.version)
    state = with_keys(storage, keys)
    if state is not None:
        options["storage_state"] = state
    if keys.user:
        # Only when the site asks, and only to itself: other hosts on the page never get it.
        options["http_credentials"] = {
            "username": keys.user, "password": keys.password, "origin": keys.origin, "send": "unauthorized"
        }  # fmt: skip
    if keys.headers:
        options["service_workers"] = "block"  # their requests could not be given the headers
    context = await browser.new_context(**options)
    try:
        await context.add_init_script(_presents_itself(conversation))
        if keys.cookies:
            await context.add_cookies(
                [{"name": n, "value": v, "url": f"{keys.origin}/"} for n, v in keys.cookies.items()]
            )
    except BaseException:
        await context.close()
        raise
    return context


async def new_page(context: BrowserContext, keys: SiteKeys) -> Page:
    """The first page of a context, whose very first request already has what the site wants."""
    page = await context.new_page()
    if keys.headers:
        await _send_headers(page, keys)
        context.on("page", lambda opened: _quietly(_send_headers(opened, keys)))
    return page


# ---- headers ---------------------------------------------------------------------------------------------------------


async def _send_headers(page: Page, keys: SiteKeys) -> None:
    """Add the headers to what the page asks of the site's own origin.

    By Chromium's Fetch domain, and not by Playwright's extra headers, which go to every host, nor by its routes, which
    repeat a request's headers to wherever it is redirected. What the Fetch domain adds ends with a redirect.
    """
    session = await page.context.new_cdp_session(page)
    session.on("Fetch.requestPaused", lambda event: _quietly(_go_on(session, event, keys)))
    await session.send("Fetch.enable", {"patterns": [{"urlPattern": f"{keys.origin}/*", "requestStage": "Request"}]})


async def _go_on(session: CDPSession, paused: Mapping[str, Any], keys: SiteKeys) -> None:
    own = {name.lower() for name in keys.headers}
    given = {name: value for name, value in paused["request"]["headers"].items() if name.lower() not in own}
    headers = [{"name": name, "value": value} for name, value in {**given, **keys.headers}.items()]
    await session.send("Fetch.continueRequest", {"requestId": paused["requestId"], "headers": headers})


_running: set[asyncio.Future[None]] = set()


def _quietly(work: Any) -> None:
    """Do it beside; a page that is gone meanwhile needs nothing more."""

    async def go() -> None:
        with contextlib.suppress(Error):
            await work

    task = asyncio.ensure_future(go())
    _running.add(task)
    task.add_done_callback(_running.discard)


# ---- what the browser tells of itself --------------------------------------------------------------------------------


def _presents_itself(conversation: Conversation) -> str:
    """A script for what Chromium's emulation leaves as it is on this machine: the further languages of a person (the
    first is set by the context), and a telephone's platform."""
    parts = [f"say('languages', Object.freeze({json.dumps(languages(conversation))}));"]
    if conversation.persona.device == "mobile":
        parts.append("say('platform', 'Linux armv81');")
    return (
        "(() => { const say = (name, value) => { try { Object.defineProperty(Navigator.prototype, name,"
        " { get: () => value, configurable: true, enumerable: true }); } catch { } };\n" + "\n".join(parts) + " })();"
    )


# ---- what is kept ----------------------------------------------------------------------------------------------------


def with_keys(storage: Mapping[str, Any] | None, keys: SiteKeys) -> dict[str, Any] | None:
    """What was kept of a browser, with the saved login in it; None where there is neither."""
    if not keys.login:
        return dict(storage) if storage else None
    kept = storage or {}
    origins = {str(o["origin"]): dict(o) for o in kept.get("origins", ())}
    for saved in keys.login["origins"]:
        into = origins.setdefault(saved["origin"], {"origin": saved["origin"], "localStorage": []})
        for part, values in saved.items():
            if part != "origin":
                into[part] = [*into.get(part, ()), *_but(values, into.get(part, ()))]
    cookies = kept.get("cookies", [])
    mine = {_cookie(c) for c in keys.login["cookies"]}
    return {
        "cookies": [*(c for c in cookies if _cookie(c) not in mine), *keys.login["cookies"]],
        "origins": list(origins.values()),
    }


def without_keys(storage: Mapping[str, Any], keys: SiteKeys) -> dict[str, Any]:
    """What may be kept of a browser: all but what let it in, which is a secret and is read anew each time."""
    login = keys.login or {"cookies": [], "origins": []}
    secret = {_cookie(c) for c in login["cookies"]}
    host = keys.origin.partition("://")[2].rsplit(":", 1)[0] if keys.cookies else ""
    saved = {str(o["origin"]): o for o in login["origins"]}
    origins = []
    for origin in storage.get("origins", ()):
        theirs = saved.get(origin["origin"], {})
        origins.append({k: v if k == "origin" else _but(v, theirs.get(k, ())) for k, v in origin.items()})
    cookies = [
        c
        for c in storage.get("cookies", ())
        if _cookie(c) not in secret and not (c["name"] in keys.cookies and _host(c) == host)
    ]
    return {**storage, "cookies": cookies, "origins": origins}


def _but(values: Sequence[Any], others: Sequence[Any]) -> _Items:
    names = {item.get("name") for item in others}
    return [item for item in values if item.get("name") not in names]


def _cookie(cookie: Mapping[str, Any]) -> tuple[str, str, str]:
    return cookie["name"], _host(cookie), str(cookie.get("path", "/"))


def _host(cookie: Mapping[str, Any]) -> str:
    return str(cookie.get("domain", "")).removeprefix(".").lower()
