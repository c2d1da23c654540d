"""Hearing and speaking in one call, inside the line's process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable

from baresip import AudioNotActive, AudioRestarted, Call, CallAudio, CallState

from .moments import Moment
from .timeline import PACKET, Piece, Timeline

_FRAME = 2 * PACKET  # bytes of 20 ms
_BYTES_PER_S = 16000
_NEAR = 15 * _FRAME  # by so many frames the moment of the first one is made out
_READ_S = 0.01
_WATCH_S = 0.001
_MOST_READ = 32768
_AHEAD = 16000  # bytes that wait in the stack: one second, so that a busy machine makes no holes


class Ear:
    """Reads what a call brings, every 10 ms, into a time line."""

    def __init__(self, call: Call, tell: Callable[[int, Moment, bytes, bool], None]) -> None:
        self._call, self._tell = call, tell
        self._audio = CallAudio(call.handle)
        self._line = Timeline()
        self._over = False

    def close(self) -> None:
        """The call is over."""
        self._over = True

    async def run(self) -> None:
        while not self._over:
            self._read()
            await asyncio.sleep(_READ_S)
        self._pass_on(self._line.end(), Moment.now())

    def _read(self) -> None:
        try:
            pcm = self._audio.read(_MOST_READ)
        except (AudioNotActive, AudioRestarted):
            pcm = b""
        now = Moment.now()
        if pcm:
            pieces = self._line.heard(now.mono_ns, pcm)
        else:
            if self._call.state is CallState.ESTABLISHED:
                self._line.begin(now.mono_ns)
            pieces = self._line.nothing(now.mono_ns)
        self._pass_on(pieces, now)

    def _pass_on(self, pieces: Iterable[Piece], now: Moment) -> None:
        for piece in pieces:
            at = Moment(now.wall_ns - now.mono_ns + piece.mono_ns, piece.mono_ns)
            self._tell(piece.first_sample, at, piece.pcm, piece.filled)


class Mouth:
    """Says sound into a call, and knows when it went out: one piece after another."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._audio, self._probe = CallAudio(call.handle), CallAudio(call.handle)
        self._turn = asyncio.Lock()
        self._hushes = 0
        self._over = False

    def close(self) -> None:
        """The call is over."""
        self._over = True

    def hush(self) -> None:
        """Stop what is being said, and what waits to be."""
        self._hushes += 1

    async def say(
        self, pcm: bytes, sent: Callable[[int, int, Moment], None]
    ) -> tuple[Moment | None, Moment | None, int]:
        """Moments of the first and the last frame that went out, and how many samples did.

        sent(first sample, how many, when the first of them went out) is called as they go.
        """
        hushes = self._hushes
        wanted = len(pcm) // 2
        pcm += bytes(-len(pcm) % _FRAME)
        async with self._turn:
            gone = written = 0
            first = last = None
            while gone < len(pcm) and self._hushes == hushes and not self._over:
                try:
                    waiting = self._waiting()
                    out = written - waiting
                    if out > gone:
                        last = Moment.now()
                        first = (
                            _earlier(first, last.plus((_FRAME - out) / _BYTES_PER_S)) if out <= _NEAR else first or last
                        )
                        sent(gone // 2, (min(out, 2 * wanted) - gone) // 2, first.plus(gone / _BYTES_PER_S))
                        gone = out
                    if written < len(pcm) and waiting < _AHEAD:
                        written += self._audio.write(pcm[written : written + _AHEAD - waiting])
                except AudioRestarted:
                    written = gone  # said again from what is known to be out
                except AudioNotActive:
                    written = gone
                    await asyncio.sleep(_READ_S)
                near_an_end = first is None or (written == len(pcm) and len(pcm) - gone <= 2 * _FRAME)
                await asyncio.sleep(_WATCH_S if near_an_end else _READ_S)
            if gone < len(pcm):
                self._drop()
            return first, last, min(gone // 2, wanted)

    def _waiting(self) -> int:
        info = self._probe.info()
        if not info.tx_ready:
            raise AudioNotActive("no audio yet")
        # A call that is negotiated anew gets new buffers, and what waited in the old ones is gone, unsaid.
        if self._audio._bound_epoch not in {None, self._probe._bound_epoch}:
            self._audio = CallAudio(self._call.handle)
            raise AudioRestarted("the call was negotiated anew")
        waiting: int = info.tx_buffered
        return waiting

    def _drop(self) -> None:
        with contextlib.suppress(AudioNotActive, AudioRestarted):
            self._audio.flush_tx()


def _earlier(first: Moment | None, seen: Moment) -> Moment:
    """A frame is seen to be gone some time after it went: the least delay of several is nearest to the truth."""
    return seen if first is None or seen.mono_ns < first.mono_ns else first
