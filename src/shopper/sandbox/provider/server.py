"""The provider's API on loopback: who may ask, what goes wrong on purpose, and both resources."""

from __future__ import annotations

import asyncio
import base64
import hmac
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from ...settings.phone_rest import phone_number
from ..log import SandboxLog
from ..phone.lines import Lines
from ..staff import Staff
from ..storage import Storage
from . import sounds
from .calls import Calls
from .errors import Refused, not_found, of_status
from .faults import ProviderFaults
from .messages import Messages
from .orders import PATH as ORDER
from .orders import Orders
from .records import API, Call, new_sid, now_us
from .world import World

TOKEN = "sandbox"  # of every account; no secret: the server is on loopback only
_SID = re.compile(r"AC[0-9a-fA-F]{32}")
_LISTED = re.compile(r"(\d{5})?\s*(.*)", re.DOTALL)


class Provider:
    """Numbers, messages and calls. lines: who makes what is said in calls."""

    host = "127.0.0.1"

    def __init__(
        self, staff: Staff, storage: Storage, log: SandboxLog, faults: ProviderFaults, touched: Callable[[], None]
    ) -> None:
        self.staff, self.faults = staff, faults
        self.world = World(storage)
        self.lines = Lines()
        self._log, self._touched = log, touched
        self.requests: deque[tuple[str, str, int]] = deque(maxlen=10_000)  # method, path, status

    @property
    def skew_us(self) -> int:
        return round(self.faults.clock_skew * 1e6)

    def app(self) -> web.Application:
        """The API."""
        app = web.Application(middlewares=[self._middleware])
        app.add_routes([*Messages(self).routes(), *Calls(self).routes(), *Orders(self).routes()])
        return app

    def fate(self, number: str) -> tuple[int, str]:
        """What becomes of a message to a number: (error, its words), 0 where it arrives. Raises Refused."""
        desk = self.staff.sms.get(number)
        if desk is None:
            return 30005, "Unknown destination handset"
        if desk.refuses:
            code, words = _listed(desk.refuses, 21614)
            raise Refused(400, code, words)
        return _listed(desk.bounces, 30003) if desk.bounces else (0, "")

    def ring(
        self, sender: str, to: str, *, rings_s: float = 1.0, plays: Sequence[sounds.Sound] = (), taken: bool = True
    ) -> Call | None:
        """Call a customer's number now. With `taken` the number answers by itself after that time, and records until
        the caller hangs up; else nobody takes it. None where nobody has the number."""
        account = self.world.owner(to)
        if account is None:
            return None
        now = now_us()
        ends = now + int(rings_s * 1e6)
        call = Call(new_sid("CA"), account, sender, to, "inbound", now, now, None, ends, "no-answer")
        if taken:
            call.answered_us, call.ended_us = ends, ends + int(sounds.length_s(plays, self.lines) * 1e6)
            call.outcome, call.recorded, call.sounds = "completed", "dual", sounds.dump(plays)
        self.world.put_call(call)
        self.tell("out", sender, call.sid, f"call to {to}", sender, "call")
        return call

    def tell(self, direction: str, channel: str, key: str, text: str, sender: str, kind: str) -> None:
        """Write into the log, as of now."""
        self._touched()
        self._log.add(
            direction, channel, sender if direction == "in" else key, key, text=text, sender=sender, kind=kind
        )

    # -- every request -----------------------------------------------------------------------------------------------
    @web.middleware
    async def _middleware(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self._touched()
        faults, writes = self.faults, request.method == "POST"
        if faults.down:
            return self._cut(request)
        try:
            self._admit(request)
            due = faults.posts if writes else faults.gets
            if due:
                raise of_status(due.pop(0), faults.retry_after)
            response = await handler(request)
            if writes and faults.fail_after:
                faults.fail_after -= 1
                raise of_status(500, 0)
        except Refused as refused:
            response = refused.response()
        except web.HTTPNotFound:
            response = not_found(request.path).response()
        if writes and response.status < 400 and faults.lose_answers:
            faults.lose_answers -= 1
            return self._cut(request)
        if faults.answer_after:
            await asyncio.sleep(faults.answer_after)
        self.requests.append((request.method, request.path, response.status))
        response.headers["Date"] = time.strftime(
            "%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + faults.clock_skew)
        )
        return response

    def _cut(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.method, request.path, 0))
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _admit(self, request: web.Request) -> None:
        """Raises Refused for who is not the account's owner. A key's id may stand in place of the account's."""
        if request.path.endswith(ORDER):
            return  # the company's own door
        given = request.headers.get("Authorization", "").removeprefix("Basic ")
        try:
            user, _, token = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            user = token = ""
        account = request.path.partition(API + "/")[2].partition("/")[0]
        mine = user == account or user.startswith("SK")
        if (
            self.faults.refuse_login
            or not (_SID.fullmatch(account) and mine)
            or not hmac.compare_digest(token.encode(), TOKEN.encode())
        ):
            raise of_status(401, 0)


def _listed(text: str, otherwise: int) -> tuple[int, str]:
    match = _LISTED.fullmatch(text.strip())
    assert match is not None
    return int(match[1] or otherwise), match[2]


__all__ = ["TOKEN", "Provider", "phone_number"]
