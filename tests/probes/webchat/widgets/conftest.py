"""The stage of the example widgets: all conversations that the chosen tests need are played at once, in one browser,
before the first of these tests; each test then looks at what was read in one of them.
"""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from aiohttp import web

from shopper.sandbox.company import SandboxCompany

from ..conftest import conversation
from . import sandbox_chat
from .backend import Backend
from .playing import BY_NAME, Ears, Example, Played, Player, Staffed, talk_name
from .staff import Desk

_ROOT = Path(__file__).resolve().parents[4]
AT_ONCE = 10  # conversations, on a machine of two cores

Plays = dict[tuple[str, str], Played | Exception]


def fetching() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fetch_widget", _ROOT / "tools" / "fetch_widget.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def bundles() -> dict[str, Path]:
    """The widgets that could be had; a line on the terminal for each that could not."""
    tool, had = fetching(), {}
    for name in tool.WIDGETS:
        try:
            had[name] = tool.fetch(name)
        except tool.FetchFailed as error:
            print(f"\nNOT TESTED against the real widget {name}: {error}", file=sys.__stderr__)
    return had


def bundle_of(example: Example) -> str:
    """The name of the package that an example needs; "" for the sandbox."""
    names = {"n8n": "n8n-chat", "flowise": "flowise-embed"}
    return "" if example.widget.startswith("sandbox") else names.get(example.widget, "deep-chat")


@pytest.fixture(scope="session")
def plays(
    request: pytest.FixtureRequest,
    runner: asyncio.Runner,
    one_browser: Any,
    bundles: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Plays:
    """The conversations of all chosen tests, by what was played and the example's name."""
    chosen: dict[tuple[str, str], None] = {}
    for item in request.session.items:
        if isinstance(item, pytest.Function) and "plays" in item.fixturenames:
            play: Any = item.callspec.params["play"]
            chosen[play] = None
    can = [(kind, BY_NAME[name]) for kind, name in chosen if bundle_of(BY_NAME[name]) in ("", *bundles)]
    shared, probe = one_browser
    shared.now = ears = Ears(tmp_path_factory.mktemp("widgets"))

    async def go() -> Plays:
        backend = Backend(bundles)
        server = web.AppRunner(backend.app())
        await server.setup()
        await web.TCPSite(server, "127.0.0.1", 0).start()
        base = "http://{}:{}/page".format(*server.addresses[0][:2])
        async with SandboxCompany(_script(can)) as company:

            def open_talk(example: Example, talk: str, kind: str) -> tuple[str, Staffed]:
                if bundle_of(example):
                    desk = backend.desks[talk] = Desk(streams=example.streams, away=kind == "away", asks=kind == "asks")
                    return f"{base}/{talk}/{example.widget}", desk
                path = "frame" if example.widget == "sandbox-frame" else ""
                desk_of_ours = sandbox_chat.SandboxDesk(company.facts.log, talk)
                return f"{company.facts.site}/{path}?chat={talk}", desk_of_ours

            player, room = Player(probe, ears, conversation, open_talk), asyncio.Semaphore(AT_ONCE)

            async def one(kind: str, example: Example) -> Played | Exception:
                async with room:
                    try:
                        return await player.play(kind, example)
                    except Exception as error:
                        return error

            done = await asyncio.gather(*(one(kind, example) for kind, example in can))
        await server.cleanup()
        return {(kind, example.name): played for (kind, example), played in zip(can, done, strict=True)}

    return runner.run(go())


def _script(plays: list[tuple[str, Example]]) -> str:
    """The sandbox's chats for these plays, one each."""
    ours = [(kind, example) for kind, example in plays if not bundle_of(example)]
    away = [talk_name(kind, example) for kind, example in ours if kind == "away"]
    streaming = [talk_name(kind, example) for kind, example in ours if kind != "away" and example.streams]
    plain = [talk_name(kind, example) for kind, example in ours if kind != "away" and not example.streams]
    return sandbox_chat.script(streaming, plain, away)


@pytest.fixture
def played(play: tuple[str, str], plays: Plays, bundles: dict[str, Path]) -> Played:
    """What was read in one of them; skipped where its widget could not be had."""
    needed = bundle_of(BY_NAME[play[1]])
    if needed and needed not in bundles:
        pytest.skip(f"NOT TESTED against the real widget {needed}: it could not be fetched")
    found = plays[play]
    if isinstance(found, Exception):
        raise found
    return found
