"""The scripted company's telephone: it calls customers who asked in a scripted channel.

Beside engine.scripted in a programme's own probes/, as `from shopper.engine.scripted_phone import PROBE`. An answer
that is written “0.5 s by phone: It costs 42 UAH.” is not given in the conversation: the company calls, from the address
of its first channel of kind `phone`. It calls whether anybody listens or not; a call that was missed is found in the
list of calls, as a telephone keeps it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

from ..errors import OurFault
from ..model import Clock, Stamp
from ..settings.models import Company, Persona
from .probe import Conversation, Host, Incoming, Outgoing, Receipt, Said

KIND = "phone"
_CALLS = "scripted-calls.jsonl"
_LOOK_S = 0.02


def call(folder: Path, company: Company, persona_id: str, key: str, text: str, due_us: int) -> None:
    """Have the company call a customer at that moment (UTC µs); once, however often this is said."""
    sender = next((c.address for c in company.channels.values() if c.kind == KIND), "")
    entry = {"key": key, "to": persona_id, "from": sender, "text": text, "at_us": due_us}
    if all(made["key"] != key for made in _calls(folder)):
        with (folder / _CALLS).open("a", encoding="utf-8") as calls:
            calls.write(json.dumps(entry, ensure_ascii=False) + "\n")


class ScriptedPhone:
    """A telephone that only rings."""

    kind: ClassVar[str] = KIND
    survives_detach: ClassVar[bool] = True
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def line(self, persona_id: str, persona: Persona) -> str:
        """The persona's number; raises OurFault (code "no_account") where they have none."""
        if "phone" not in persona.facts:
            raise OurFault(f"{persona_id} has no telephone", code="no_account")
        return f"{persona_id}:{KIND}"

    async def open(self, host: Host) -> None:
        self._host = host
        self._folder = Path(host.evidence_dir).parent

    async def listen(self, persona_id: str, persona: Persona) -> None:
        """Take the calls to this persona, those that were missed first."""
        line = self.line(persona_id, persona)
        if persona.facts["phone"].value == "cut off":
            raise OurFault(f"the telephone of {persona_id} is cut off", code="no_line")
        self._tasks.append(asyncio.ensure_future(self._take(line, persona_id)))

    async def _take(self, line: str, persona_id: str) -> None:
        began_us = self._host.stamp().wall_us
        while True:
            taken = set(self._host.get_state(line) or ())
            now = self._host.stamp()
            for made in _calls(self._folder):
                if made["to"] == persona_id and made["key"] not in taken and made["at_us"] <= now.wall_us:
                    taken.add(made["key"])
                    missed = Stamp(made["at_us"], None, "", Clock.SERVER, 1_000)
                    at = missed if made["at_us"] < began_us else now
                    message = Incoming("", line, made["key"], made["text"], at, sender=made["from"])
                    self._host.heard(message, cursor=(line, sorted(taken)))
            await asyncio.sleep(_LOOK_S)

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        raise OurFault("the scripted telephone only rings; nobody can be called with it", code="no_calls")

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        raise OurFault("the scripted telephone only rings; nobody can be called with it", code="no_calls")

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        return Said.NO, None

    async def detach(self, conversation: Conversation) -> None:
        """Nothing is held."""

    async def aclose(self) -> None:
        for task in self._tasks:
            task.cancel()


def _calls(folder: Path) -> list[dict[str, Any]]:
    path = folder / _CALLS
    if not path.exists():
        return []
    whole = path.read_text(encoding="utf-8").rpartition("\n")[0]  # the last line may be half written
    return [json.loads(line) for line in whole.splitlines()]


PROBE = ScriptedPhone
