"""One call at a provider: what has become of it is asked for, and its recording is heard when it is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from shopper.engine.probe import Host
from shopper.errors import OurFault
from shopper.model import Stamp

from .._provider.client import Answer, Overloaded, RefusedByProvider, RestClient, Unanswered
from .._provider.moments import date_of
from .line import By, Happening, How, Played, Sound, What
from .rest_moments import between
from .rest_recording import Recorded, fetch, sounds_of

_log = logging.getLogger(__name__)
_OVER = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
_LOOK_S = 1.0  # between two looks while a call goes on, at most
_LOST_S = 60.0  # a provider that is away for so long has lost the call for us
_SPEECHLESS = (
    "A line at a provider cannot speak into a call; give the persona a SIP account (personas.….phone.sip), or shop the "
    "hotline without lines."
)


class RestCall:
    """See line.Call. Its course is one of looks: an instant between two of them may be missing."""

    def __init__(
        self, client: RestClient, host: Host, raw: Mapping[str, Any], began: Stamp, *, incoming: bool, recorded: bool
    ) -> None:
        self._client, self._host = client, host
        self.id, self.incoming, self.began, self.name = str(raw["sid"]), incoming, began, ""
        number = str(raw.get("from" if incoming else "to") or "")
        self.number = number if number.startswith("+") else ""  # withheld ones are written as names
        self._every_s = min(_LOOK_S, client.account.poll)
        self._recorded, self._kept = recorded, recorded
        self._seen = began  # the last look that was answered
        self._failing: Stamp | None = None
        self._answered: Stamp | None = None
        self._rang = incoming
        self._hung_up = False
        self._recording: Recorded | None = None
        self._course: asyncio.Queue[Happening | Sound] = asyncio.Queue()
        self._following: asyncio.Task[None] | None = None
        self._look = asyncio.Event()

    def begin(self, over: Callable[[], None]) -> None:
        """Follow it from now on; over: called when it has ended."""
        self._following = asyncio.create_task(self._follow())
        self._following.add_done_callback(lambda task: over())

    async def aclose(self) -> None:
        """Hang up, if it goes on, and let go."""
        task = self._following
        if task is not None and not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if not self.incoming:
                await self.hang_up()

    # -- as the probe sees it ----------------------------------------------------------------------------------------
    async def happenings(self) -> AsyncIterator[Happening | Sound]:
        """All that happens, in order, until it has ended; what was said comes right before the end."""
        while True:
            one = await self._course.get()
            yield one
            if isinstance(one, Happening) and one.what is What.ENDED:
                return

    async def answer(self) -> None:
        """The number answers by itself, as it was set up at the provider."""

    async def reject(self) -> None:
        await self.hang_up()

    async def hang_up(self) -> None:
        """End it. Raises nothing: one that cannot be ended is followed to its end."""
        self._hung_up = True
        for _ in range(3):
            try:
                await self._client.post(f"Calls/{self.id}.json", {"Status": "completed"})
                break
            except (Overloaded, Unanswered) as error:
                _log.warning("the call %s could not be ended: %s", self.id, error)
                await asyncio.sleep(self._every_s)
            except (RefusedByProvider, OurFault) as error:
                _log.warning("the call %s could not be ended: %s", self.id, error)
                break
        self._look.set()

    async def play(self, pcm: bytes) -> Played | None:
        raise OurFault(_SPEECHLESS, code="cannot_speak")

    async def press(self, digits: str) -> Stamp | None:
        """Press keys, by giving the call another document; None where it is over. Raises OurFault."""
        keys = "".join(d for d in digits if d in "0123456789*#wW")
        twiml = f'<Response><Play digits="{keys}"/><Pause length="3600"/></Response>'
        try:
            answer = await self._client.post(f"Calls/{self.id}.json", {"Twiml": twiml})
        except RefusedByProvider:
            return None  # a call that is over takes no document
        except (Overloaded, Unanswered) as error:
            raise self._client.fault_of(error) from error
        return between(answer.asked, answer.came, self._client.clock)

    def keep(self, path: Path) -> bool:
        """The provider records; from the answer on where it was not told so before."""
        self._kept = True
        return False

    async def recording(self) -> bytes | None:
        """After its end: WAV, customer left, company right; None where nothing was recorded, or was to be."""
        return self._recording.wav if self._recording is not None else None

    # -- following it ------------------------------------------------------------------------------------------------
    async def _follow(self) -> None:
        try:
            while not await self._step():
                try:
                    async with asyncio.timeout(self._every_s):
                        await self._look.wait()
                    self._look.clear()
                except TimeoutError:
                    pass
        except asyncio.CancelledError:
            self._end(self._host.stamp(), By.LOST, How.FAILED, "our side ended first")
            raise
        except Exception as error:
            _log.exception("the call %s could not be followed", self.id)
            self._end(self._host.stamp(), By.LOST, How.FAILED, type(error).__name__)

    async def _step(self) -> bool:
        """Look once; whether it is over."""
        try:
            answer = await self._client.get(f"Calls/{self.id}.json")
        except (Overloaded, Unanswered, RefusedByProvider, OurFault) as error:
            now = self._host.stamp()
            self._failing = self._failing or now
            if isinstance(error, OurFault) or now.seconds_since(self._failing) > _LOST_S:
                self._end(now, By.LOST, How.FAILED, str(error))
                return True
            return False
        before, self._seen, self._failing = self._seen, answer.asked, None
        return await self._judge(answer, before)

    async def _judge(self, answer: Answer, before: Stamp) -> bool:
        raw, status = answer.body, str(answer.body.get("status"))
        if status == "ringing" and not self._rang:
            self._rang = True
            self._tell(What.RINGING, between(before, answer.came, self._client.clock), before, answer)
        if self._answered is None and (status == "in-progress" or (status == "completed" and _length_s(raw) > 0)):
            date = _answer_date(raw) if status == "completed" else None
            self._answered = between(before, answer.came, self._client.clock, date)
            self._tell(What.ANSWERED, self._answered, before, answer)
            if status == "in-progress" and self._kept and not self._recorded and not self.incoming:
                await self._start_recording()
        if status not in _OVER:
            return False
        ended = between(before, answer.came, self._client.clock, date_of(raw.get("end_time")))
        if self._answered is not None and ended.wall_us < self._answered.wall_us:
            ended = Stamp(self._answered.wall_us, None, "", ended.clock, ended.accuracy_us)
        if self._answered is not None and self._kept:
            await self._listen()
        by, how = self._how(status)
        self._end(ended, by, how, status, self._between(before, answer))
        return True

    def _how(self, status: str) -> tuple[By, How]:
        if status == "completed":
            return (By.US if self._hung_up else By.THEM), How.HUNG_UP
        if self.incoming:
            return (By.US, How.FAILED) if status == "failed" else (By.THEM, How.GAVE_UP)
        match status:
            case "busy":
                return By.THEM, How.BUSY
            case "failed":
                return By.THEM, How.UNREACHABLE
            case _:
                return By.US, How.NO_ANSWER

    async def _start_recording(self) -> None:
        try:
            await self._client.post(f"Calls/{self.id}/Recordings.json", {"RecordingChannels": "dual"})
        except (Overloaded, Unanswered, RefusedByProvider) as error:
            _log.warning("the call %s is not recorded: %s", self.id, error)

    async def _listen(self) -> None:
        """Fetch what was recorded, and hand on what the other side said."""
        assert self._answered is not None
        try:
            self._recording = await fetch(self._client, self.id)
        except OurFault as fault:
            _log.warning("the recording of %s could not be fetched: %s", self.id, fault)
        if self._recording is not None:
            for sound in sounds_of(self._recording.theirs, self._answered):
                self._course.put_nowait(sound)

    def _tell(self, what: What, at: Stamp, before: Stamp, answer: Answer) -> None:
        self._course.put_nowait(Happening(what, at, data=self._between(before, answer)))

    def _end(self, at: Stamp, by: By, how: How, status: str, data: dict[str, Any] | None = None) -> None:
        self._course.put_nowait(Happening(What.ENDED, at, by=by, how=how, status=status, data=data or {}))

    def _between(self, before: Stamp, answer: Answer) -> dict[str, Any]:
        """For the evidence: the two looks between which it happened (UTC µs), and how far apart looks are."""
        return {"between_us": [before.wall_us, answer.came.wall_us], "looked_every_s": self._every_s}


def _length_s(raw: Mapping[str, Any]) -> int:
    try:
        return int(raw.get("duration") or 0)
    except (TypeError, ValueError):
        return 0


def _answer_date(raw: Mapping[str, Any]) -> datetime | None:
    """When a call that is over was answered: its length counts from there."""
    end = date_of(raw.get("end_time"))
    return end - timedelta(seconds=_length_s(raw)) if end is not None else None
