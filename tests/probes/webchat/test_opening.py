"""From nothing but a page's address to its message box, whatever stands between."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

from .sites import BEHIND, FRAMES, GATED, HEAD, HOMES, INNER, LAUNCHERS, NOT_A_CHAT, ROUND, VEILS

opening = load_stock("probes.webchat.opening")
trails = load_stock("probes.webchat.trail")
script = load_stock("probes.webchat.script")


@dataclass
class Found:
    """What opening one page came to: what was found there, or why not."""

    page: Any
    entry: Any
    trail: Any
    fault: OurFault | None
    wrongs: list[str]

    @property
    def pressed(self) -> list[tuple[str, str]]:
        return [(p.kind, p.name) for p in self.trail.pressed]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing better comes late on these sites, so it is not waited for."""
    monkeypatch.setattr(opening, "_PATIENCE_FOR_BETTER_S", 0.3)
    monkeypatch.setattr(opening, "_PATIENCE_FOR_LESS_S", 1.0)
    monkeypatch.setattr(opening, "_SETTLED_S", 0.5)


@pytest.fixture(scope="module")
def browser(runner: asyncio.Runner) -> Iterator[Any]:
    """One browser for all pages here."""
    from playwright.async_api import async_playwright

    playwright = runner.run(async_playwright().start())
    made = runner.run(load_stock("probes.webchat.browser").launch(playwright))
    yield made
    runner.run(made.close())
    runner.run(playwright.stop())


@pytest.fixture
def find(runner: asyncio.Runner, browser: Any, serve: Callable[..., str]) -> Iterator[Callable[..., Found]]:
    """Opens a page of that body and looks for its message box. OTHER in it is another site."""
    contexts: list[Any] = []

    async def inner(request: web.Request) -> web.Response:
        pages = {
            "/inner": INNER,
            "/empty": "<p>Connecting…</p>",
            "/nested": '<iframe src="/inner" style="width:300px;height:350px"></iframe>',
            "/button": f'<div style="{ROUND}" onclick="parent.postMessage(1, \'*\')"></div>',
        }
        return web.Response(text="<!doctype html>" + pages.get(request.path, ""), content_type="text/html")

    async def go(address: str, timeout_s: float, language: str) -> Found:
        context = await browser.new_context(viewport={"width": 1366, "height": 768})
        contexts.append(context)
        stir, trail = asyncio.Event(), trails.Trail()
        await context.expose_binding("__shopper_report", lambda _source, _event: stir.set())
        await context.add_init_script(script.page_script())
        page = await context.new_page()
        status = await opening.open_page(page, address)
        entry, fault = None, None
        try:
            entry = await opening.find_entry(
                page, stir, status=status, timeout_s=timeout_s, language=language, trail=trail
            )
        except OurFault as caught:
            fault = caught
        return Found(page, entry, trail, fault, await page.evaluate("() => window.wrongs || []"))

    def start(body: str, *, timeout_s: float = 20.0, language: str = "uk", status: int = 200) -> Found:
        async def page(request: web.Request) -> web.Response:
            if request.path != "/":
                return web.Response(text=f"<!doctype html><p>Another page: {request.path}", content_type="text/html")
            return web.Response(text=HEAD + text, content_type="text/html", status=status)

        text = (
            body.replace("OTHER", serve(inner).rstrip("/").replace("127.0.0.1", "localhost"))
            if "OTHER" in body
            else body
        )
        return runner.run(asyncio.wait_for(go(serve(page), timeout_s, language), 60))

    yield start
    for context in contexts:
        runner.run(context.close())


def opened(runner: asyncio.Runner, found: Found) -> None:
    """It is the chat's own box, and nothing else was touched on the way."""
    assert found.fault is None, f"{found.fault} {found.pressed}"
    assert found.wrongs == []
    assert runner.run(found.entry.handle.evaluate("e => e.id")) == "box"
    assert found.trail.step == "done"


@pytest.mark.parametrize("launcher", LAUNCHERS)
def test_what_opens_the_chat_is_found_whatever_it_looks_like(runner: asyncio.Runner, find: Any, launcher: str) -> None:
    opened(runner, find(LAUNCHERS[launcher]))


@pytest.mark.parametrize("veil", VEILS)
def test_what_lies_over_the_page_is_sent_away(runner: asyncio.Runner, find: Any, veil: str) -> None:
    found = find(BEHIND + VEILS[veil])
    opened(runner, found)
    assert {kind for kind, _ in found.pressed} <= {"launcher", "dismiss", "consent"}


def test_a_chat_that_waits_for_the_cookies_is_let_in(runner: asyncio.Runner, find: Any) -> None:
    found = find(GATED)
    opened(runner, found)
    assert found.pressed == [("consent", "Прийняти всі"), ("launcher", "")]


@pytest.mark.parametrize("home", HOMES)
def test_the_screens_before_a_conversation_are_gone_through(runner: asyncio.Runner, find: Any, home: str) -> None:
    opened(runner, find(HOMES[home]))


@pytest.mark.parametrize("frames", FRAMES)
def test_the_chat_is_found_in_whatever_frame_it_lives(runner: asyncio.Runner, find: Any, frames: str) -> None:
    opened(runner, find(FRAMES[frames]))


def test_a_page_without_a_chat_is_told_with_what_it_offers_instead(find: Any) -> None:
    found = find(NOT_A_CHAT, timeout_s=5)
    assert found.fault is not None
    assert (found.fault.code, found.trail.step, found.wrongs, found.pressed) == ("chat_not_found", "launcher", [], [])
    assert "a button that orders a call “Передзвоніть мені”" in str(found.fault)
    assert "a link to another channel “Telegram chat”" in str(found.fault)


def test_a_button_that_leads_to_another_page_without_a_chat_is_left_alone_after(
    runner: asyncio.Runner, find: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_LED_AWAY_S", 1.0)
    found = find(f"""<nav><button onclick="location.href = '/support'">Chat support</button></nav>
      <div id="a" style="{ROUND}"></div><script>a.onclick = once(() => panel());</script>""")
    opened(runner, found)
    assert found.pressed == [("launcher", "Chat support"), ("launcher", "")]


def test_a_launcher_that_opens_nothing_is_told_from_a_page_without_a_chat(find: Any) -> None:
    found = find(f'<div id="a" aria-label="Chat" style="{ROUND}"></div>', timeout_s=4)
    assert found.fault is not None
    assert (found.fault.code, found.trail.step) == ("chat_not_opened", "press")
    assert "“Chat” was pressed, and nothing came of it" in str(found.fault)


def test_a_window_without_a_box_is_told_as_such_and_not_shut_again(find: Any) -> None:
    found = find(
        f"""<div id="a" aria-label="Chat" style="{ROUND}"></div><script>a.onclick = () => put(CHAT).innerHTML =
        'Connecting…<button onclick="wrong(`shut`)">Close</button>';</script>""",
        timeout_s=5,
    )
    assert found.fault is not None
    assert (found.fault.code, found.trail.step, found.wrongs) == ("chat_not_opened", "box", [])
    assert "a window opened, and no box to write in came" in str(found.fault)


def test_what_was_seen_can_be_pointed_out(runner: asyncio.Runner, find: Any) -> None:
    found = find(NOT_A_CHAT + LAUNCHERS["a div without role or label"])
    seen = {(one.kind, one.name) for one in found.trail.seen}
    assert {("callback", "Передзвоніть мені"), ("elsewhere", "Telegram chat"), ("box", "Type here")} <= seen
    (press,) = found.trail.pressed
    assert (press.kind, round(press.x), round(press.y), press.w) == ("launcher", 1366 - 80, 768 - 80, 60)


def test_a_page_that_never_stops_loading_has_its_chat_all_the_same(
    runner: asyncio.Runner, browser: Any, serve: Any
) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
        await response.prepare(request)
        if request.path == "/":
            await response.write((HEAD + BEHIND + "<img src=/hangs><p>" + "and more " * 99).encode())
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.sleep(60)
        return response

    async def go(address: str) -> str:
        context = await browser.new_context()
        await context.add_init_script(script.page_script())
        page = await context.new_page()
        await opening.open_page(page, address)
        box = await opening.find_box(page, asyncio.Event(), timeout_s=15)
        found = str(await box.handle.evaluate("e => e.id"))
        await context.close()
        return found

    assert runner.run(go(serve(endless))) == "box"


def test_a_page_of_ten_thousand_things_and_thirty_frames_is_looked_at_by_a_few_calls(
    runner: asyncio.Runner, browser: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveying = load_stock("probes.webchat.surveying")
    calls: list[str] = []
    evaluate = surveying.evaluate

    async def counted(frame: Any, *rest: Any) -> Any:
        calls.append(frame.url)
        return await evaluate(frame, *rest)

    monkeypatch.setattr(surveying, "evaluate", counted)
    big = "<div><a href=/x>Lamp</a><span style='cursor:pointer'>+</span><b>9</b></div>" * 2500
    frames = "<iframe style='width:90px;height:60px' srcdoc='<p>Advert</p>'></iframe>" * 30

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=HEAD + big + frames + BEHIND, content_type="text/html")

    async def go(address: str) -> tuple[float, int]:
        context = await browser.new_context()
        await context.add_init_script(script.page_script())
        shown = await context.new_page()
        await shown.goto(address)
        looks = surveying.Surveyor(shown)
        rounds, seen = 0, surveying.Survey()
        while not seen.presses:
            rounds, seen = rounds + 1, await looks.survey()
        each = len(calls) / rounds
        # What it costs, in looks at an element, not in seconds.
        styles = await shown.evaluate(
            """() => { let n = 0; const own = window.getComputedStyle;
              window.getComputedStyle = (...a) => { n++; return own.apply(window, a); };
              __shopper.survey(); window.getComputedStyle = own; return n; }"""
        )
        looks.close()
        await context.close()
        assert seen.presses[0].name == "Chat"
        return each, styles

    each, styles = runner.run(go(serve(page)))
    assert each <= 31
    assert styles < 5 * 10_000
