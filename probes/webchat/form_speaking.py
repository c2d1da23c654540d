"""Speaks where a form stands instead of a conversation: says who it is, or leaves its words where nobody is."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from playwright.async_api import Error, Page

from shopper.engine.probe import Conversation, Host, Incoming, Outgoing, Receipt
from shopper.errors import OurFault
from shopper.model import Stamp, TurnKind

from .entry import Form
from .filling import fill
from .form import TAKEN_S, Outcome, complaints, fill_in, submit_button, what_became
from .opening import Box, box_there, evaluate, find_box, find_entry, wait_for_change
from .speaking import PROMPT_US, ChatSpeaker

ASKED_S = 15.0  # how long after the first message a chat may ask who wrote it
_LOOK_AGAIN_S = 0.4
_FORMS = 2  # a chat that asks who we are a third time does not let us in


class FormSpeaker(ChatSpeaker):
    """Fills what stands before the conversation. _form: the form that will take our words, while there is one."""

    def __init__(self, conversation: Conversation, host: Host) -> None:
        super().__init__(conversation, host)
        self._form: Form | None = None
        self._introduced = False  # it was told who writes
        self._hands = asyncio.Lock()

    async def _enter(self, page: Page, **how: Any) -> Box | None:
        """The message box, once a form that only asks who we are has been filled; None where the form takes our words
        (`_form`). Raises OurFault."""
        self._form = None
        for _ in range(_FORMS):
            entry = await find_entry(page, self._stir, **how)
            if isinstance(entry, Box):
                return entry
            if entry.takes_words:
                self._form = entry
                return None
            await self._introduce(page, entry)
        raise OurFault(
            "The chat asked again and again who we are, and did not open. Try it by hand.", code="chat_not_found"
        )

    async def _introduce(self, page: Page, form: Form) -> None:
        self._introduced = True
        await fill_in(form, fill(form, self.conversation, ""), pace=self.conversation.persona.pace, seed="introduction")
        button = await submit_button(form)
        await button.click(timeout=3000, no_wait_after=True)
        if await what_became(form, self._stir, lambda: box_there(page)) is None:
            raise await self._not_taken(form)

    async def _introduce_when_asked(self) -> None:
        """Some chats ask who writes once they have the first message, by fields among the messages."""
        until = time.monotonic() + ASKED_S
        while self._box is not None and not self._closed and not self._introduced and time.monotonic() < until:
            frame = self._box.frame
            self._stir.clear()
            await evaluate(frame, "() => __shopper.stir()")
            form = Form.of(frame, await evaluate(frame, "() => __shopper.form()"))
            if form is not None and not form.takes_words:
                self._introduced = True
                async with self._hands:
                    with contextlib.suppress(OurFault, Error):  # it goes on without
                        await self._introduce(frame.page, form)
                return
            await wait_for_change(self._stir, ASKED_S)
            await asyncio.sleep(_LOOK_AGAIN_S)  # some pages never stop changing

    async def _write(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        if self._state.form == "sent":
            raise OurFault(
                "Nobody is in this chat: it took one message by its form and shows no conversation, so nothing more can"
                " be said in it.",
                code="offline_form",
            )
        if self._form is None or self._page is None:
            async with self._hands:
                receipt = await super()._write(message, attempting)
            if not self._introduced:
                self._start(self._introduce_when_asked())
            return receipt
        box = await self._enter(self._page)
        if box is not None:  # somebody came meanwhile
            self._box = box
            await self._watch(history=False)
            return await super()._write(message, attempting)
        return await self._leave(self._page, self._form, message, attempting)

    async def _leave(
        self, page: Page, form: Form, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        filled = fill(form, self.conversation, message.text)
        seen = self._host.stamp()
        if self._traffic is not None:
            self._traffic.writing(message.text)
        await fill_in(form, filled, pace=self.conversation.persona.pace, seed=message.id)
        button = await submit_button(form)
        picture = await self._picture(f"form-{message.id}")
        self._state.pending, self._state.form = (message.id, message.text), "filled"
        self._put_turns()
        await attempting()
        if self._traffic is not None:
            self._traffic.pressed()
        self._spoken = True
        pressed = self._host.stamp()
        await button.click(timeout=3000, no_wait_after=True)
        outcome = await what_became(form, self._stir, lambda: box_there(page))
        if outcome is None:
            raise await self._not_taken(form)
        at = _between(pressed, self._host.stamp())
        receipt = Receipt(at=at, key=f"own-{message.id}", evidence=picture)
        self._form = None
        self._state.form = "" if outcome.chat else "sent"
        self._now_said(message, receipt, shown=False)
        if outcome.chat:
            self._box = await find_box(page, self._stir)
            await self._watch(history=False)
        else:
            await self._nobody_there(form, outcome, seen)
        await self._save()
        return receipt

    async def _nobody_there(self, form: Form, outcome: Outcome, seen: Stamp) -> None:
        """Tell the journal that a form took our words, and what was said to that."""
        said = f"offline form: {form.intro}" if form.intro else "offline form"
        self._tell(said, seen, TurnKind.SYSTEM)
        if outcome.said:
            evidence = await self._picture("form-sent")
            self._tell(outcome.said, self._host.stamp(), TurnKind.AUTO, evidence=evidence)

    def _tell(self, text: str, at: Stamp, kind: TurnKind, **more: Any) -> None:
        self._host.heard(
            Incoming(
                visit=self.conversation.visit,
                line=f"{self.conversation.persona_id}/webchat",
                key=self._state.new_key(),
                text=text,
                at=at,
                kind=kind,
                data={"offline_form": True},
                **more,
            )
        )

    async def _not_taken(self, form: Form) -> OurFault:
        """What to say of a form that still stands there: whether it went out is told by what left the page."""
        said = "; ".join(await complaints(form))
        because = f" It says: {said}." if said else ""
        if self._traffic is not None and self._traffic.anything_out:
            return await self._with_picture(
                OurFault(
                    f"The chat's form was sent off, and did not say within {TAKEN_S:.0f} s that it was taken.{because}"
                    " Whether the company got it cannot be known, so it was not sent again.",
                    code="not_shown",
                )
            )
        return await self._with_picture(
            OurFault(f"The chat's form was filled and is not taken.{because} Try it by hand.", code="form_refused")
        )


def _between(pressed: Stamp, taken: Stamp) -> Stamp:
    """When the company could see a form: at the press, or once it was taken where that came much later."""
    if taken.wall_us - pressed.wall_us > PROMPT_US:
        return taken
    return replace(pressed, accuracy_us=pressed.accuracy_us + max(0, taken.wall_us - pressed.wall_us))
