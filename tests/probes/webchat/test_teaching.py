"""An owner clicks the parts of a chat, and gets hints by which they are found again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from aiohttp import web

from shopper.programme.loading import load_stock
from shopper.settings.chat_hints import ChatHints
from shopper.words import Words

WIDGET = """
<!doctype html><title>Shop</title>
<button>Buy</button><input placeholder="Search">
<div class="css-1x9kd2 chat-toggle" style="position:fixed;right:9px;bottom:9px;width:60px;height:60px;cursor:pointer"><svg width=30 height=30><circle r=15 /></svg></div>
<script>
  document.querySelector(".chat-toggle").onclick = () => {
    if (document.querySelector(".panel")) return;
    document.body.insertAdjacentHTML("beforeend", `<div class="panel" style="position:fixed;right:9px;bottom:90px;width:300px;height:400px">
      <button class="sc-bdVaJa start">New conversation</button></div>`);
    document.querySelector(".start").onclick = () => {
      document.querySelector(".panel").innerHTML = `<div class="messages" style="height:300px;overflow-y:auto">
        <div class="row_a8Kd2 from-shop"><p class="bubble" style="background:#eee">Hello!</p><time>10:00</time></div>
        <div class="row_a8Kd2 from-shop"><p class="bubble" style="background:#eee">How can we help?</p><time>10:01</time></div>
        <div class="row_a8Kd2 from-me"><p class="bubble" style="background:#cef">A kettle</p></div></div>
        <textarea id=":r1:" name="message-text"></textarea><button>Send</button>`;
    };
  };
</script>
"""  # noqa: E501
SHADOW = """
<!doctype html><title>Shop</title><shop-talk></shop-talk>
<script>
  const root = document.querySelector("shop-talk").attachShadow({ mode: "open" });
  root.innerHTML = `<button aria-label="Chat">?</button><talk-panel hidden></talk-panel>`;
  const inner = root.querySelector("talk-panel").attachShadow({ mode: "open" });
  inner.innerHTML = `<div role="log"><div data-testid="agent-message">Hi</div><div data-testid="own-message">Hi</div></div>
    <div role="textbox" contenteditable="true" data-testid="composer" style="height:40px;width:200px">&nbsp;</div>`;
  root.querySelector("button").onclick = () => root.querySelector("talk-panel").hidden = false;
</script>
"""  # noqa: E501


class Owner:
    """Clicks in the browser that the lesson shows."""

    def __init__(self, page: Any) -> None:
        self.page = page

    async def asked(self, stage: str) -> None:
        """Wait until the panel asks for this."""
        await self.page.locator("shopper-panel p").filter(has_text=Words("en", "look")(f"teach_{stage}")).wait_for()

    async def panel(self, button: str) -> None:
        await self.page.locator("shopper-panel button").filter(has_text=Words("en", "look")(f"teach_{button}")).click()


async def begun(browser: Any, address: str) -> tuple[Any, Owner]:
    """A whole lesson that has begun, and the owner at its page."""
    teaching = load_stock("probes.webchat.teaching")
    before = len(browser.contexts)
    learning = asyncio.ensure_future(teaching.teach(browser, address, words=Words("en", "look")))
    while len(browser.contexts) == before or not browser.contexts[-1].pages:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.01)
    return learning, Owner(browser.contexts[-1].pages[0])


@pytest.fixture
def teach(runner: asyncio.Runner, plain_browser: Any, serve: Callable[..., str]) -> Callable[..., Any]:
    teaching = load_stock("probes.webchat.teaching")

    def go(page: str, clicks: Callable[[Owner], Any], **more: str) -> tuple[Any, Any, str]:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(text=more.get(request.path, page), content_type="text/html")

        address = serve(answer)

        async def lesson() -> tuple[Any, Any, str]:
            browser = plain_browser
            context = await browser.new_context()
            context.set_default_timeout(15_000)
            try:
                teacher = teaching.Teacher(Words("en", "look"))
                owner = Owner(await teacher.begin(context, address))
                await owner.asked("launcher")
                await clicks(owner)
                hints = await teacher.hints()
            finally:
                await context.close()
            why = "" if hints is None else await teaching.missing(browser, address, hints, within_s=5)
            return teacher, hints, why

        return runner.run(asyncio.wait_for(lesson(), 60))

    return go


def test_what_was_clicked_is_found_again_by_names_that_last(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.page.locator("svg").click()
        await owner.asked("box")
        await owner.page.locator(".start").click()
        await owner.page.locator("textarea").click()
        await owner.asked("pause")
        await owner.panel("next")
        await owner.asked("theirs")
        await owner.page.get_by_text("How can we help?").click()
        await owner.asked("ours")
        await owner.page.get_by_text("A kettle").click()
        await owner.asked("done")

    teacher, hints, why = teach(WIDGET, clicks)
    assert hints == ChatHints(
        launcher="div.chat-toggle",
        steps=("button.start",),
        box='textarea[name="message-text"]',
        list="div.messages",
        theirs="div.from-shop p.bubble",
        ours="div.from-me p.bubble",
    )
    assert teacher.frail == []
    assert why == ""


def test_parts_inside_shadow_roots_are_named_within_their_own_root(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.page.get_by_role("button", name="Chat").click()
        await owner.page.get_by_test_id("composer").click()
        await owner.asked("pause")
        await owner.panel("next")
        await owner.page.get_by_test_id("agent-message").click()
        await owner.page.get_by_test_id("own-message").click()
        await owner.asked("done")

    _, hints, why = teach(SHADOW, clicks)
    assert (hints.launcher, hints.box) == ('button[aria-label="Chat"]', '[data-testid="composer"]')
    assert (hints.theirs, hints.ours) == ('[data-testid="agent-message"]', '[data-testid="own-message"]')
    assert why == ""


def test_parts_inside_a_frame_are_shown_like_any_other(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        frame = owner.page.frame_locator("iframe")
        await frame.get_by_role("button", name="Chat").click()
        await owner.asked("box")
        await frame.get_by_test_id("composer").click()
        await owner.asked("pause")
        await owner.panel("next")
        await owner.asked("theirs")
        await frame.get_by_test_id("agent-message").click()
        await owner.asked("ours")
        await owner.panel("skip")
        await owner.asked("done")

    frame = '<!doctype html><title>Shop</title><iframe src="/chat" width="400" height="300"></iframe>'
    _, hints, why = teach(frame, clicks, **{"/chat": SHADOW})
    assert (hints.box, hints.theirs, hints.ours) == ('[data-testid="composer"]', '[data-testid="agent-message"]', "")
    assert why == ""


def test_a_chat_that_is_open_already_needs_no_launcher_and_no_message(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.panel("skip")
        await owner.asked("box")
        await owner.page.locator("textarea").click()
        await owner.asked("pause")
        await owner.panel("next")
        await owner.asked("theirs")
        await owner.panel("skip")
        await owner.asked("done")

    _, hints, why = teach("<!doctype html><title>Chat</title><textarea id='ask-us'></textarea>", clicks)
    assert hints == ChatHints(box="#ask-us")
    assert why == ""


def test_a_cookie_bar_that_is_agreed_to_is_not_taken_for_the_launcher(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.page.get_by_role("button", name="Accept all").click()
        await owner.page.get_by_role("button", name="Talk").click()
        await owner.asked("box")

    page = "<!doctype html><title>Shop</title><button>Accept all</button><button id='talk'>Talk</button>"
    teacher, hints, _ = teach(page, clicks)
    assert teacher._launcher == "#talk"
    assert hints is None


def test_a_wrong_click_can_be_taken_back(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.page.get_by_role("button", name="Buy").click()
        await owner.asked("box")
        await owner.panel("again")
        await owner.asked("launcher")
        await owner.page.locator("svg").click()
        await owner.asked("box")

    teacher, _, _ = teach(WIDGET, clicks)
    assert teacher._launcher == "div.chat-toggle"


def test_the_panel_can_be_moved_out_of_the_way(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.panel("move")
        await owner.page.get_by_role("button", name="Talk").click()
        await owner.asked("box")

    page = "<!doctype html><button id=talk style='position:fixed;left:40px;bottom:40px'>Talk</button>"
    teacher, _, _ = teach(page, clicks)
    assert teacher._launcher == "#talk"


def test_a_part_without_a_lasting_name_is_taken_by_its_place_and_said_to_be_frail(teach: Any) -> None:
    async def clicks(owner: Owner) -> None:
        await owner.panel("skip")
        await owner.asked("box")
        await owner.page.locator("textarea").nth(1).click()
        await owner.asked("pause")

    page = "<!doctype html><div class='css-1abc2'><textarea></textarea></div><div><textarea></textarea></div>"
    teacher, hints, why = teach(page, clicks)
    assert teacher.frail == [("box", hints.box)]
    assert "nth-of-type" in hints.box
    assert why == ""


def test_a_lesson_ends_with_hints_by_which_a_run_reads_the_chat(
    runner: asyncio.Runner, plain_browser: Any, serve: Any
) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=WIDGET, content_type="text/html")

    address = serve(page)

    async def lesson() -> Any:
        learning, owner = await begun(plain_browser, address)
        await owner.asked("launcher")
        await owner.page.locator("svg").click()
        await owner.asked("box")
        await owner.page.locator(".start").click()
        await owner.page.locator("textarea").click()
        await owner.asked("pause")
        await owner.panel("next")
        await owner.asked("theirs")
        await owner.page.get_by_text("How can we help?").click()
        await owner.asked("ours")
        await owner.panel("skip")
        return await learning

    done = runner.run(asyncio.wait_for(lesson(), 90))
    assert (done.verified, done.why, done.frail) == (True, "", ())
    assert done.hints.theirs in ("p.bubble", "div.from-shop p.bubble")


def test_a_window_that_is_closed_too_early_gives_no_hints(
    runner: asyncio.Runner, plain_browser: Any, serve: Any
) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=WIDGET, content_type="text/html")

    address = serve(page)

    async def lesson() -> Any:
        learning, owner = await begun(plain_browser, address)
        await owner.asked("launcher")
        await owner.page.close()
        return await learning

    assert runner.run(asyncio.wait_for(lesson(), 60)).hints is None


def test_hints_that_find_nothing_are_said_to(runner: asyncio.Runner, plain_browser: Any, serve: Any) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(
            text="<!doctype html><title>Shop</title><button id=a>Chat</button>", content_type="text/html"
        )

    teaching = load_stock("probes.webchat.teaching")
    address = serve(page)
    hints = ChatHints(launcher="#a", box="#none")
    why = runner.run(teaching.missing(plain_browser, address, hints, within_s=0.5))
    assert why == "box: #none"


def test_the_block_to_paste_is_yaml_that_the_config_takes() -> None:
    teaching = load_stock("probes.webchat.teaching")
    hints = ChatHints(launcher='button[aria-label="Чат"]', steps=("#new",), box="#box")
    assert ChatHints(**yaml.safe_load(teaching.block(hints))["hints"]) == hints


@pytest.mark.parametrize(
    ("name", "lasts"),
    [
        *(
            (n, True)
            for n in ("chat-toggle", "chatInput", "message_list", "crisp-client", "bs-launcher", "chat24-root")
        ),
        *((n, False) for n in ("css-1x9kd2", "sc-bdVaJa", "row_a8Kd2", "Button_root__3fG7h", "jss123", "_3xYz9", "ab")),
    ],
)
def test_a_name_that_a_build_makes_up_is_never_used(
    runner: asyncio.Runner, plain_browser: Any, name: str, lasts: bool
) -> None:
    teaching = load_stock("probes.webchat.teaching")
    names = (teaching._PAGE / "teaching_names.js").read_text("utf-8")

    async def ask() -> bool:
        context = await plain_browser.new_context()
        try:
            page = await context.new_page()
            return bool(await page.evaluate(f"name => {{ {names}; return lasting(name); }}", name))
        finally:
            await context.close()

    assert runner.run(ask()) is lasts
