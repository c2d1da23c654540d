"""Fills a chat's form as a person does, sends it once, and sees what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Error

from shopper.errors import OurFault

from .entry import Form
from .filling import Filling
from .opening import evaluate, wait_for_change
from .writing import raw, write

TAKEN_S = 15.0  # how long a form may take to say that it was sent
_GONE_S = 2.0  # a form that went away and left no chat for so long was taken


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form. said: what the window says now. chat: a box to write in came in its place."""

    said: str = ""
    chat: bool = False


async def fill_in(form: Form, filled: Sequence[Filling], *, pace: float, seed: str) -> None:
    """Fill the fields, at `pace` characters a second. Raises OurFault "form_refused" where the page takes them not."""
    await form.frame.evaluate("() => __shopper.fill()")
    for one in filled:
        element = await _field(form, one.field.index)
        if one.tick is not None:
            await _tick(element, one.tick)
        elif one.choose:
            await element.select_option(one.choose, timeout=3000)
        else:
            await _write(form, element, one, pace=pace, seed=seed)
    wrong = await evaluate(form.frame, "() => __shopper.wrong()") or []
    if wrong:
        raise OurFault(
            f"The chat's form does not take what the persona has: {'; '.join(map(str, wrong))}. Nothing was sent."
            " Correct the persona's facts in config/personas.yaml.",
            code="form_refused",
        )


async def submit_button(form: Form) -> ElementHandle:
    """The button that sends it. Raises OurFault "form_refused" where it cannot be pressed."""
    button = (await form.frame.evaluate_handle("() => __shopper.submit()")).as_element()
    with contextlib.suppress(Error):
        if button is not None:
            await button.click(timeout=3000, trial=True)
            return button
    raise OurFault(
        "The chat's form was filled, and its button cannot be pressed. Nothing was sent. Try the form by hand: does it"
        " want something else?",
        code="form_refused",
    )


async def what_became(form: Form, stir: asyncio.Event, chat_there: Callable[[], Awaitable[bool]]) -> Outcome | None:
    """Wait until the form is taken; None where it still stands after TAKEN_S. chat_there: whether there is a box
    to write in by now."""
    deadline = time.monotonic() + TAKEN_S
    gone_since: float | None = None
    while True:
        stir.clear()
        await evaluate(form.frame, "() => __shopper.stir()")
        now = time.monotonic()
        after = await evaluate(form.frame, "() => __shopper.formAfter()") or {
            "still": False,
            "thanks": "",
            "written": False,
        }
        if await chat_there():
            return Outcome(chat=True)
        if after["thanks"] and not (after["still"] and after["written"]):
            return Outcome(said=str(after["thanks"]))
        if after["still"]:
            gone_since = None
        elif gone_since is None:
            gone_since = now
        elif now - gone_since >= _GONE_S:
            return Outcome()
        if now >= deadline:
            return None
        await wait_for_change(stir, 0.5)


async def complaints(form: Form) -> list[str]:
    """What the form says against being sent."""
    after = await evaluate(form.frame, "() => __shopper.formAfter()") or {}
    return [str(line) for line in after.get("alerts", ())]


async def _field(form: Form, index: int) -> ElementHandle:
    element = (await form.frame.evaluate_handle("i => __shopper.field(i)", index)).as_element()
    if element is None:
        raise OurFault("The chat's form went away while it was being filled. Nothing was sent.", code="form_refused")
    return element


async def _tick(element: ElementHandle, on: bool) -> None:
    # A box that is drawn by its label cannot be pressed itself, and a press on the label may hit the link in it.
    with contextlib.suppress(Error):
        await element.set_checked(on, timeout=1500)
        return
    if await element.is_checked() is not on:
        await element.evaluate("e => e.click()")


async def _write(form: Form, element: ElementHandle, one: Filling, *, pace: float, seed: str) -> None:
    try:
        await write(form.frame.page, element, one.text, pace=pace, seed=f"{seed}:{one.field.index}")
    except OurFault:
        # A number's field may write it its own way: "+38 (050) 111-22-33".
        def digits(text: str) -> str:
            return "".join(c for c in text if c.isdigit())[-9:]

        if one.field.kind != "phone" or digits(await raw(element)) != digits(one.text):
            raise
