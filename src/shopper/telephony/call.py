"""One call of a line, in or out."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from .events import AudioChunk, By, Closed, Played
from .faults import LineFault
from .moments import Moment
from .recording import StereoRecorder

if TYPE_CHECKING:
    from .sip_client import SipProcess

Sink = Callable[[AudioChunk], None]
State = Literal["ringing", "early", "talking", "over"]

_KEPT_CHUNKS = 100  # about two seconds


class Call:
    """A call. Its moments are None until they come; what is done to a call that is over does nothing.

    id: of no other call of this line. direction: "in" or "out".
    peer: their SIP address; number: its user part (a telephone number, mostly); name: the name they show, or "".
    dialled: when our INVITE went out. rang: when our telephone rang, or theirs (180). early: when sound could come
    before the answer (183). answered; ended.
    stats: what the stack counted of the voice packets, once the call is over.
    """

    def __init__(self, process: SipProcess, number: int, direction: Literal["in", "out"], peer: str, name: str = ""):
        self.id = number
        self.direction = direction
        self.peer, self.name = peer, name
        self.sip_call_id = ""
        self.headers: dict[str, str] = {}
        self.dialled: Moment | None = None
        self.rang: Moment | None = None
        self.early: Moment | None = None
        self.answered: Moment | None = None
        self.closed: Closed | None = None
        self.stats: dict[str, Any] = {}
        self._process = process
        self._why_we_end = "hung up"
        self._told_ahead: deque[AudioChunk] = deque(maxlen=_KEPT_CHUNKS)
        self._on_audio: Sink | None = None
        self.on_sent: Sink | None = None
        self._recorder: StereoRecorder | None = None
        self._saying: dict[int, bytes] = {}
        loop = asyncio.get_running_loop()
        self._is_answered: asyncio.Future[bool] = loop.create_future()
        self._is_closed: asyncio.Future[Closed] = loop.create_future()
        self._patience: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"<Call {self.direction} {self.peer} {self.state}>"

    @property
    def number(self) -> str:
        return number_of(self.peer)

    @property
    def ended(self) -> Moment | None:
        return self.closed.at if self.closed else None

    @property
    def state(self) -> State:
        if self.closed:
            return "over"
        if self.answered:
            return "talking"
        return "early" if self.early else "ringing"

    # -- doing

    async def answer(self) -> None:
        """Pick up. Raises LineFault when the stack refuses."""
        await self._do("answer")

    async def reject(self) -> None:
        """Tell the caller that we are busy (486)."""
        await self._do("reject")

    async def hang_up(self, why: str = "hung up") -> None:
        """End the call, or give up calling. why: our reason, told in Closed."""
        self._why_we_end = why
        await self._do("hang_up")

    async def press(self, digits: str) -> Moment | None:
        """Press keys (0-9 * # A-D) one after another (RFC 4733); when the first was pressed, None if the call is over.

        Raises LineFault for what is no key."""
        if not digits or any(digit not in "0123456789*#ABCDabcd" for digit in digits):
            raise LineFault(f"“{digits}” cannot be pressed on a telephone: the keys are 0-9, * and #")
        if self.closed:
            return None
        return _moment(
            (await self._process.ask("press", timeout_s=10 + len(digits), call=self.id, digits=digits))["at"]
        )

    async def play(self, pcm: bytes) -> Played:
        """Say mono pcm16, 8 kHz; back when its last 20 ms went out, or the call is over, or it was stopped.

        Pieces are said one after another. Cancelling it stops the sound."""
        if self.closed or len(pcm) < 2:
            return Played(None, None, 0, not pcm)
        pcm = pcm[: len(pcm) // 2 * 2]
        number = max(self._saying, default=0) + 1
        self._saying[number] = pcm
        try:
            said = await self._process.ask("say", timeout_s=None, pcm=pcm, call=self.id, piece=number)
        except asyncio.CancelledError:
            self.stop_playing()
            raise
        except LineFault:
            if self.closed:
                return Played(None, None, 0, False)
            raise
        finally:
            self._saying.pop(number, None)
        count = said["samples"]
        return Played(_moment(said["first"]), _moment(said["last"]), count, count == len(pcm) // 2)

    def stop_playing(self) -> None:
        """Fall silent at once: what is being said is cut, and what waits to be said is not."""
        if not self.closed:
            self._process.tell("hush", call=self.id)

    def record(self, path: Path) -> StereoRecorder:
        """Record both sides from now on: customer (us) left, company (them) right. It is closed with the call."""
        if self._recorder is not None:
            raise LineFault(f"this call is being recorded already, to {self._recorder.path}")
        self._recorder = StereoRecorder(path, Moment.now())
        if self.closed:
            self._recorder.close(self.closed.at)
        return self._recorder

    @property
    def on_audio(self) -> Sink | None:
        """Called with everything that is heard. What came before it was set (two seconds of it) is delivered first."""
        return self._on_audio

    @on_audio.setter
    def on_audio(self, sink: Sink | None) -> None:
        self._on_audio = sink
        while sink is not None and self._told_ahead:
            sink(self._told_ahead.popleft())

    # -- waiting

    async def wait_answered(self, timeout_s: float | None = None) -> bool:
        """Whether the call was answered, in so many seconds: False when it is over, or rings on."""
        done, _ = await asyncio.wait([self._is_answered], timeout=timeout_s)
        return bool(done) and self._is_answered.result()

    async def wait_closed(self, timeout_s: float | None = None) -> Closed:
        """How it ended. Raises TimeoutError."""
        return await asyncio.wait_for(asyncio.shield(self._is_closed), timeout_s)

    async def _do(self, what: str) -> None:
        if self.closed is None:
            try:
                await self._process.ask(what, call=self.id)
            except LineFault:
                # It may have ended while we asked; that is told by its own event.
                await asyncio.wait([self._is_closed], timeout=0.2)
                if self.closed is None:
                    raise

    # -- what the line tells us

    def _was_answered(self, at: Moment) -> None:
        self.answered = at
        self._stop_patience()
        if not self._is_answered.done():
            self._is_answered.set_result(True)

    def _was_closed(self, at: Moment, status: int | None, reason: str, by: By) -> Closed:
        self.closed = Closed(at, self, status, reason, by)
        self._stop_patience()
        if self._recorder is not None:
            self._recorder.close(at)
        if not self._is_answered.done():
            self._is_answered.set_result(False)
        if not self._is_closed.done():
            self._is_closed.set_result(self.closed)
        return self.closed

    def _give_up_after(self, seconds: float, give_up: Callable[[], object]) -> None:
        if not self.answered and not self.closed:
            self._patience = asyncio.get_running_loop().call_later(seconds, give_up)

    def _stop_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _heard(self, chunk: AudioChunk) -> None:
        if self._recorder is not None:
            self._recorder.company(chunk)
        if self._on_audio is not None:
            self._on_audio(chunk)
        else:
            self._told_ahead.append(chunk)

    def _sent(self, piece: int, first_sample: int, count: int, at: Moment) -> None:
        pcm = self._saying.get(piece, b"")[2 * first_sample : 2 * (first_sample + count)]
        chunk = AudioChunk(first_sample, at, pcm)
        if self._recorder is not None:
            self._recorder.customer(chunk)
        if self.on_sent is not None:
            self.on_sent(chunk)


def number_of(uri: str) -> str:
    """The user part of a SIP address: mostly a telephone number."""
    rest = uri.partition(":")[2] if uri.lower().startswith(("sip:", "sips:")) else uri
    return unquote(rest.partition("@")[0].partition(";")[0])


def name_in(header: str) -> str:
    """The name shown in a From header: "Anna" <sip:…> or Anna <sip:…>; "" without one."""
    found = re.match(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<', header)
    return re.sub(r"\\(.)", r"\1", found[1] if found[1] is not None else found[2]) if found else ""


def _moment(pair: list[int] | None) -> Moment | None:
    return None if pair is None else Moment(*pair)
