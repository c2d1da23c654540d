"""The REST engine: a number at a provider whose calls are seen by asking, and heard when their recording is there.

Coarse: an instant lies between two looks, and its stamp says so. Nothing can be spoken into a call; keys can be
pressed. The number itself answers calls that come in, as its owner set it up at the provider.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from shopper.engine.probe import Host
from shopper.errors import OurFault
from shopper.model import Stamp
from shopper.settings.phone_rest import RestAccount, phone_number

from .._provider.client import Answer, Overloaded, RefusedByProvider, RestClient, Unanswered
from .._provider.moments import date_of
from .line import Interval, OnCall
from .rest_call import RestCall
from .rest_moments import between

_log = logging.getLogger(__name__)
_PAGE = "50"
_READ_S = 20.0
_REACH_S = 30.0
_LOOK_S = 2.0
_SETTLE_S = 20.0
# Our side stays on the line, silent; who ends the call is the other side, or we by `hang_up`.
TWIML = '<Response><Pause length="3600"/></Response>'


class RestLine:
    """A persona's number; see line.PhoneLine. settle_s: how long a call that may have been made is looked for."""

    live = False

    def __init__(
        self, account: RestAccount, host: Host, on_call: OnCall, *, where: str, settle_s: float = _SETTLE_S
    ) -> None:
        self.number, self.account, self._host = account.number, account, host
        self.client = RestClient(account, host, where)
        self._on_call, self._where, self._settle_s = on_call, where, settle_s
        self._known: set[str] = set()
        self._last: Answer | None = None  # the newest look that succeeded
        self._deaf: tuple[int, str] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._calls: set[RestCall] = set()
        self._looking = asyncio.Lock()

    # -- life --------------------------------------------------------------------------------------------------------
    async def start(self) -> None:
        """Ask for what is there already, which is none of ours; then watch. Raises OurFault."""
        if self._watch is not None:
            return
        await self.client.open()
        answer = await self.client.read("Calls.json", self._query, for_s=_READ_S)
        self._known = {str(raw.get("sid")) for raw in calls_of(answer.body)}
        self._last = answer
        self._watch = asyncio.create_task(self._keep_watch())

    async def aclose(self) -> None:
        """Never raises. Calls that go on are ended: nobody would hear them."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await asyncio.gather(*(call.aclose() for call in self._calls), return_exceptions=True)
        with contextlib.suppress(Exception):
            await self.client.aclose()

    @property
    def _query(self) -> dict[str, str]:
        return {"To": self.number, "PageSize": _PAGE}

    # -- being rung --------------------------------------------------------------------------------------------------
    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(self.account.poll)
            try:
                await self._look()
            except OurFault as fault:
                since = self._last.asked.wall_us if self._last is not None else self._host.stamp().wall_us
                if self._deaf is None:
                    _log.warning("%s: %s", self._where, fault)
                self._deaf = self._deaf or (since, str(fault))
                if fault.code == "login":
                    return
            except Exception:  # nobody else would notice that the watch ended
                _log.exception("the watch over %s stumbled", self.number)

    async def _look(self) -> None:
        async with self._looking:
            before, first = self._last, None
            new: list[tuple[Mapping[str, Any], Answer]] = []
            async for answer in self.client.pages("Calls.json", self._query, for_s=_READ_S):
                first = first or answer
                found = [raw for raw in calls_of(answer.body) if str(raw.get("sid")) not in self._known]
                new += [(raw, answer) for raw in found]
                if not found:
                    break
            self._last, self._deaf = first, None
            for raw, answer in reversed(new):
                self._known.add(str(raw["sid"]))
                if raw.get("direction") == "inbound":
                    date = date_of(raw.get("date_created"))
                    began = between(before.asked if before else answer.asked, answer.came, self.client.clock, date)
                    self._on_call(self._call(raw, began, incoming=True))

    async def prove(self) -> bool:
        """Whether the provider answers for this number now: it keeps every call for us, also while we are away. Raises
        OurFault (code "line_down") where it does not."""
        try:
            await self._look()
        except OurFault as fault:
            raise OurFault(
                f"{self._where}: it is not known whether anybody calls ({fault})", code="line_down"
            ) from fault
        return True

    def down(self, since_us: int) -> Sequence[Interval]:
        """Since when the provider does not answer; once it does, it has told of all calls that came meanwhile."""
        if self._deaf is None:
            return ()
        began_us, why = self._deaf
        return (Interval(max(began_us, since_us), None, why),)

    # -- ringing others ----------------------------------------------------------------------------------------------
    async def dial(self, number: str, *, within_s: float, language: str, record: bool = False) -> RestCall:
        """Call a number; returns when the provider has taken the order. record: the provider records both sides, from
        the first moment. Raises OurFault."""
        to = phone_number(number)
        if to is None:
            raise OurFault(
                f"{self._where}: “{number}” cannot be called by a provider; it must be a phone number with its country",
                code="no_number",
            )
        form = {"To": to, "From": self.number, "Twiml": TWIML, "Timeout": str(max(1, min(600, round(within_s))))}
        if record:
            form |= {"Record": "true", "RecordingChannels": "dual"}
        asked = self._host.stamp()
        raw, came = await self._make(form, asked)
        self._known.add(str(raw["sid"]))
        return self._call(raw, came, incoming=False, recorded=record)

    async def _make(self, form: dict[str, str], asked: Stamp) -> tuple[Mapping[str, Any], Stamp]:
        """Order a call, once; where the provider does not say whether it took it, it is looked for."""
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + _REACH_S, 0.5
        while True:
            wait = pause
            try:
                answer = await self.client.post("Calls.json", form)
                if isinstance(answer.body.get("sid"), str):
                    return answer.body, answer.came
                error: Exception = Unanswered("the answer names no call", sent=True)
            except RefusedByProvider as refused:
                raise self.client.fault_of(refused) from refused
            except (Overloaded, Unanswered) as failed:
                error = failed
            doubtful = error.done if isinstance(error, Overloaded) else isinstance(error, Unanswered) and error.sent
            if doubtful:
                return await self._made_all_the_same(form, asked)
            if isinstance(error, Overloaded) and error.after_s is not None:
                wait = max(wait, error.after_s)
            if loop.time() + wait > until:
                raise self.client.fault_of(error)
            await asyncio.sleep(wait)
            pause *= 2

    async def _made_all_the_same(self, form: dict[str, str], asked: Stamp) -> tuple[Mapping[str, Any], Stamp]:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._settle_s
        since = self.client.clock.there(asked) - 2.0  # dates are cut to seconds
        while True:
            answer = await self.client.read(
                "Calls.json", {"From": form["From"], "To": form["To"], "PageSize": _PAGE}, for_s=_READ_S
            )
            for raw in calls_of(answer.body):
                date = date_of(raw.get("date_created"))
                if raw.get("sid") not in self._known and date is not None and date.timestamp() >= since:
                    return raw, between(asked, answer.came, self.client.clock, date)
            if loop.time() >= until:
                raise OurFault(
                    f"{self._where}: the provider did not say whether it made a call, and it is not among those that "
                    "were made; it is not made again, since the telephone there could ring twice",
                    code="unknown_send",
                )
            await asyncio.sleep(min(_LOOK_S, self._settle_s / 4))

    def _call(self, raw: Mapping[str, Any], began: Stamp, *, incoming: bool, recorded: bool = False) -> RestCall:
        call = RestCall(self.client, self._host, raw, began, incoming=incoming, recorded=recorded)
        self._calls.add(call)
        call.begin(lambda: self._calls.discard(call))
        return call


def calls_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The calls of a page that have an id."""
    entries = body.get("calls")
    return [e for e in entries if isinstance(e, dict) and e.get("sid")] if isinstance(entries, list) else []


__all__ = ["TWIML", "RestLine"]
