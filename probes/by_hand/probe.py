"""The probe of all channels that a person serves by hand: what the customer says becomes a task, what the person tells
becomes what was said and heard."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import ClassVar

from shopper.engine.probe import Conversation, Host, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault, ShopperError
from shopper.hand.tasks import PRESS, TASK, Press, Task, may_be_undone, press_of, task_of
from shopper.settings.by_hand import HAND_KINDS
from shopper.settings.models import Persona

from .handing import hand_in, hand_in_late
from .leading import Leading

_LOOK_S = 0.2
_KEPT_US = 7 * 86_400_000_000  # a closed task is known for so long: a telephone may deliver its presses days later


class ByHandProbe:
    """Tasks in the journal's file, served by `shopper hand` in another process; see shopper.engine.probe.Probe."""

    kind: ClassVar[str] = "by_hand"
    also: ClassVar[tuple[str, ...]] = HAND_KINDS
    survives_detach: ClassVar[bool] = True
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None
    say_within_s: float = 400 * 86_400.0  # what a person may take is the channel's `within`, and told better

    def __init__(self) -> None:
        self._host: Host | None = None
        self._leading: dict[str, Leading] = {}  # by the task's id
        self._looking: asyncio.Task[None] | None = None

    def line(self, persona_id: str, persona: Persona) -> str:
        """Every persona has a person's hand."""
        return f"{persona_id}:by_hand"

    async def open(self, host: Host) -> None:
        """Hand in what was told while nobody looked, of conversations that have closed."""
        self._host = host
        self._take_in(await asyncio.to_thread(host.states, PRESS))
        self._tidy()

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Begin to ask a person for this conversation, or go on with what was told meanwhile."""
        host = self._opened
        known = host.get_state(TASK + conversation.tag)
        leading = Leading(host, conversation, task_of(known) if known is not None else None)
        self._leading[conversation.tag] = leading
        if resumed:
            self._take_in(await asyncio.to_thread(host.states, PRESS))
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Ask the person to write it, and wait until they have. Raises OurFault where nobody did in time."""
        return await self._of(conversation).say(message, attempting)

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """What the person told of it. While they told nothing they are still asked: once more asking is no second
        message."""
        receipt = self._of(conversation).receipt(message.id)
        return (Said.NO, None) if receipt is None else (Said.YES, receipt)

    def says_later(self, conversation: Conversation, message: str) -> bool:
        """Once the person was asked for it, they may write it while we are away."""
        leading = self._leading.get(conversation.tag)
        return leading is not None and any(asked.id == message for asked in leading.task.messages)

    def silence(self, conversation: Conversation, until_us: int) -> int | None:
        """None once the person said that nobody answered until then; else when to ask again."""
        leading = self._leading.get(conversation.tag)
        if leading is None:
            return self._opened.stamp().wall_us + 1_000_000
        return leading.silence(until_us)

    async def detach(self, conversation: Conversation) -> None:
        """The visit has closed: nothing more is asked."""
        if (leading := self._leading.pop(conversation.tag, None)) is not None:
            leading.close()

    async def aclose(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking

    # -- what is told ------------------------------------------------------------------------------------------------
    async def _look(self) -> None:
        while self._leading:
            await asyncio.sleep(_LOOK_S)
            try:
                self._take_in(await asyncio.to_thread(self._opened.states, PRESS))
            except ShopperError as error:  # a journal that cannot be read is told by its writer
                self._opened.fault("", str(error), code=error.code)

    def _take_in(self, rows: list[tuple[str, object]]) -> None:
        host = self._opened
        closed: dict[str, Task | None] = {}
        presses = sorted((press_of(value) for _, value in rows), key=_in_order)  # type: ignore[arg-type]
        for press in presses:
            if (leading := self._leading.get(press.task)) is not None:
                of_task = (other for other in presses if other.task == press.task)
                if may_be_undone(press, of_task, leading.task.undo_s, host.stamp().wall_us):
                    continue  # it is looked at again until it counts
                if leading.learn(press):
                    hand_in(host, leading, press)
                continue
            if press.task not in closed:
                known = host.get_state(TASK + press.task)
                closed[press.task] = task_of(known) if known is not None else None
            task = closed[press.task]
            if task is None or task.closed_us:
                hand_in_late(host, task, press)

    def _tidy(self) -> None:
        """Forget tasks that were closed long ago."""
        now = self._opened.stamp().wall_us
        for key, value in self._opened.states(TASK):
            if 0 < task_of(value).closed_us < now - _KEPT_US:
                self._opened.put_state(key, None)

    @property
    def _opened(self) -> Host:
        if self._host is None:
            raise ShopperError("the probe for channels served by hand was used before it was opened")
        return self._host

    def _of(self, conversation: Conversation) -> Leading:
        leading = self._leading.get(conversation.tag)
        if leading is None:
            raise OurFault(f"nobody was asked to serve {conversation.channel_id} by hand", code="bug")
        return leading


def _in_order(press: Press) -> tuple[int, int, str]:
    return press.at_us, press.arrived_us, press.id


PROBE: type[Probe] = ByHandProbe
