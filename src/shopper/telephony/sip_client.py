"""Starts a line's process and speaks with it."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .faults import LineFault
from .frames import Frame, Heard, ToSay, Unpacker, pack

_ANSWER_S = 20.0
_END_S = 4.0


class SipProcess:
    """One process of a line, from its start to its end. on_gone is called once, if it ended unasked when it was up."""

    def __init__(self, on_frame: Callable[[Frame], None], on_gone: Callable[[str], None]) -> None:
        self._on_frame, self._on_gone = on_frame, on_gone
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ending = self._begun = False

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    async def start(self, told: dict[str, Any]) -> dict[str, Any]:
        """Raises LineFault when it does not come up."""
        if find_spec("baresip") is None:
            raise LineFault(
                "telephone calls need the SIP stack: pip install 'mystery-shopper[phone]' (there is none for Windows)"
            )
        ours, its = socket.socketpair()
        try:
            self._process = subprocess.Popen(  # noqa: ASYNC220 - a start is quick, and its end is seen by the socket
                [sys.executable, "-m", "shopper.telephony.sip_process", "--fd", str(its.fileno())],
                pass_fds=[its.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": _path()},
            )  # fmt: skip
        finally:
            its.close()
        reader, self._writer = await asyncio.open_connection(sock=ours)
        self._reading = asyncio.get_running_loop().create_task(self._read(reader))
        try:
            answer = await self.ask("start", timeout_s=3 * _ANSWER_S, **told)
        except BaseException:
            await self.end()
            raise
        self._begun = True
        return answer

    async def ask(
        self, do: str, *, timeout_s: float | None = _ANSWER_S, pcm: bytes | None = None, **more: Any
    ) -> dict[str, Any]:
        """Have it do something; its answer. Raises LineFault when it can't, is gone, or does not answer."""
        number = next(self._numbers)
        if self._writer is None or self._writer.is_closing():
            raise LineFault("the SIP process of this line is gone")
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        if pcm is not None:
            self._writer.write(pack(ToSay(number, pcm)))
        self._writer.write(pack({"do": do, "number": number, **more}))
        try:
            return await asyncio.wait_for(answer, timeout_s)
        except TimeoutError:
            raise LineFault(f"the SIP process of this line does not answer ({do})") from None
        finally:
            self._asked.pop(number, None)

    def tell(self, do: str, **more: Any) -> None:
        """Have it do something, if it is there."""
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(pack({"do": do, "number": 0, **more}))

    async def end(self) -> None:
        """Hang up, unregister, end; killed if it does not."""
        self._ending = True
        if self._writer is not None:
            if self._writer.can_write_eof():
                self._writer.write_eof()
            await self._gone()
            self._writer.close()
            self._writer = None

    async def _gone(self) -> None:
        """Wait until the process is gone."""
        assert self._process is not None
        if self._reading is not None:
            await asyncio.wait([self._reading], timeout=_END_S)
        if self._process.poll() is None:
            try:
                await asyncio.to_thread(self._process.wait, 1.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
                await asyncio.to_thread(self._process.wait)
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])

    async def _read(self, reader: asyncio.StreamReader) -> None:
        unpacker = Unpacker()
        why = "it ended"
        try:
            while data := await reader.read(1 << 16):
                for frame in unpacker.feed(data):
                    self._take(frame)
        except (OSError, ValueError) as error:
            why = str(error)
        if not self._ending:
            self._ending = True
            await self._bury(why)

    def _take(self, frame: Frame) -> None:
        if isinstance(frame, dict) and "re" in frame:
            answer = self._asked.get(frame["re"])
            if answer is not None and not answer.done():
                if "error" in frame:
                    answer.set_exception(LineFault(f"the telephone line: {frame['error']}"))
                else:
                    answer.set_result(frame)
        elif isinstance(frame, dict | Heard):
            self._on_frame(frame)

    async def _bury(self, why: str) -> None:
        """It ended unasked: nobody waits for its answers any longer, and who uses it is told."""
        assert self._process is not None and self._writer is not None
        self._writer.close()
        if self._process.poll() is None:
            self._process.kill()
        code = await asyncio.to_thread(self._process.wait)
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(LineFault(f"the SIP process of this line died ({code}: {why})"))
        if self._begun:
            self._on_gone(f"our SIP process died ({code})")


def _path() -> str:
    """Where the new process finds this package: a bare clone is not on its path by itself."""
    source = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")]))
