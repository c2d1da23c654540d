"""Listening on a persona's other lines: the answer to what was asked in one channel may come in another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from ..errors import OurFault, ShopperError
from ..settings.models import Persona
from .probe import Probe

_log = logging.getLogger(__name__)
# So long the first words wait for the lines to be listened on: what comes before that could be taken for older mail.
_HEAD_START_S = 10.0


class Elsewhere:
    """Asks every probe that can listen without a conversation to do so, once for each persona. Lives in the loop.

    opened: waits until a probe is open. take_line: leases a line, may block. told: what could not be listened on and
    why: (line, code, sentence); no fault of any visit.
    """

    def __init__(
        self,
        probes: Mapping[str, Probe],
        *,
        opened: Callable[[Probe], Awaitable[None]],
        take_line: Callable[[str], None],
        told: Callable[[str, str, str], None],
    ) -> None:
        self._probes = [p for p in dict.fromkeys(probes.values()) if hasattr(p, "listen")]
        self._opened, self._take_line, self._told = opened, take_line, told
        self._tasks: dict[str, list[asyncio.Task[None]]] = {}

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        return [task for tasks in self._tasks.values() for task in tasks]

    def listen(self, persona_id: str, persona: Persona) -> None:
        """Begin to listen on all lines of a persona, if that was not begun yet."""
        if persona_id not in self._tasks:
            loop = asyncio.get_running_loop()
            self._tasks[persona_id] = [
                loop.create_task(self._listen(probe, persona_id, persona)) for probe in self._probes
            ]

    async def begun(self, persona_id: str) -> None:
        """Wait a little until the persona's lines are listened on, or cannot be."""
        if tasks := [task for task in self._tasks.get(persona_id, ()) if not task.done()]:
            await asyncio.wait(tasks, timeout=_HEAD_START_S)

    async def _listen(self, probe: Probe, persona_id: str, persona: Persona) -> None:
        line = f"{persona_id}:{probe.kind}"
        try:
            line = probe.line(persona_id, persona)
            await self._opened(probe)
            await asyncio.to_thread(self._take_line, line)
            await probe.listen(persona_id, persona)  # type: ignore[attr-defined]
        except OurFault as fault:
            if fault.code == "no_account":
                _log.info("%s is not listened on: %s", line, fault)
            else:
                self._told(line, fault.code, str(fault))
        except ShopperError as error:
            self._told(line, "not_listening", str(error))
        except Exception as error:
            _log.exception("listening on %s failed", line)
            self._told(line, "bug", f"the {probe.kind} probe failed: {type(error).__name__}: {error}")
