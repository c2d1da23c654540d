"""The resources Calls and Recordings (www.twilio.com/docs/voice/api/call-resource, …/recording)."""

from __future__ import annotations

import asyncio
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from aiohttp import web

from ...settings.phone_rest import phone_number
from . import sounds
from .errors import Refused, not_found
from .paging import in_time, page
from .records import API, Call, new_sid, now_us
from .script import CallDesk

if TYPE_CHECKING:
    from .server import Provider

_DIALLED_US = 150_000  # from the request until it rings
_WORDS_A_SECOND = 2.5
_MOST_S = 4 * 3600.0


class Calls:
    """What customers' programs do with calls."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def routes(self) -> list[web.RouteDef]:
        account, one = API + "/{account}", API + "/{account}/Calls/{sid}"
        return [
            web.post(account + "/Calls.json", self._post),
            web.get(account + "/Calls.json", self._list),
            web.get(one + ".json", self._one),
            web.post(one + ".json", self._change),
            web.get(one + "/Recordings.json", self._recordings),
            web.post(one + "/Recordings.json", self._record),
            web.get(account + "/Recordings/{recording}.json", self._recording),
            web.get(account + "/Recordings/{recording}.wav", self._wav),
        ]

    async def _post(self, request: web.Request) -> web.StreamResponse:
        provider, account = self._provider, request.match_info["account"]
        form = await request.post()
        to, sender = str(form.get("To", "")), str(form.get("From", ""))
        if not to:
            raise Refused(400, 21201, "No 'To' number is specified")
        if phone_number(to) != to:
            raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
        if not sender:
            raise Refused(400, 21213, "No 'From' number is specified")
        if phone_number(sender) != sender or not provider.world.claims(sender, account):
            raise Refused(400, 21210, f"The source phone number provided, {sender}, is not yet verified")
        twiml = str(form.get("Twiml", ""))
        if not twiml:
            raise Refused(400, 21205, "Url parameter is required.")
        try:
            timeout_s = int(str(form.get("Timeout", "60")))
            ours_s = _played_s(twiml)
        except (ValueError, ET.ParseError):
            raise Refused(400, 12100, "Document parse failure") from None
        recorded = str(form.get("RecordingChannels", "mono")) if str(form.get("Record", "")) == "true" else ""
        desk = provider.staff.calls.get(to)
        theirs_s = await asyncio.to_thread(sounds.length_s, desk.plays, provider.lines) if desk is not None else 0.0
        call = _planned(desk, theirs_s, account, sender, to, recorded, timeout_s, ours_s)
        provider.world.put_call(call)
        provider.tell("in", to, call.sid, f"call from {sender}", sender, "call")
        return web.json_response(call.shown(provider.skew_us), status=201)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        provider, account, query = self._provider, request.match_info["account"], request.query
        if to := query.get("To"):
            provider.world.claims(to, account)
        latest_us = now_us() - int(provider.faults.list_lag * 1e6)
        found = [
            c
            for c in provider.world.calls.values()
            if c.account == account
            and c.made_us <= latest_us
            and query.get("To", c.to) == c.to
            and query.get("From", c.sender) == c.sender
            and query.get("Status", c.status(latest_us)) == c.status(latest_us)
            and in_time(query, "StartTime", c.made_us + provider.skew_us)
        ]
        found.sort(key=lambda c: c.made_us, reverse=True)
        return web.json_response(
            page(
                request.path, query, found, lambda c: c.shown(provider.skew_us), name="calls",
                largest=provider.faults.page_size,
            )
        )  # fmt: skip

    def _found(self, request: web.Request) -> Call:
        call = self._provider.world.calls.get(request.match_info["sid"])
        if call is None or call.account != request.match_info["account"]:
            raise not_found(request.path)
        return call

    async def _one(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._found(request).shown(self._provider.skew_us))

    async def _change(self, request: web.Request) -> web.StreamResponse:
        call, form = self._found(request), await request.post()
        if twiml := str(form.get("Twiml", "")):
            return self._redirected(call, twiml)
        wanted = str(form.get("Status", ""))
        if wanted not in ("completed", "canceled"):
            raise Refused(400, 21218, f"Invalid status: {wanted}")
        now = now_us()
        if now < call.ended_us:
            answered = call.answered_us is not None and now >= call.answered_us
            call.outcome = "completed" if answered else "canceled"
            call.answered_us = call.answered_us if answered else None
            call.ended_us = now
            self._provider.world.put_call(call)
            self._provider.tell("in", call.to, call.sid, "hung up", call.sender, "hung up")
        return web.json_response(call.shown(self._provider.skew_us))

    def _redirected(self, call: Call, twiml: str) -> web.StreamResponse:
        """Another document for a call that goes on: what it presses is logged."""
        if call.status(now_us()) != "in-progress":
            raise Refused(400, 21220, "Call is not in-progress. Cannot redirect.")
        try:
            pressed = "".join(verb.get("digits") or "" for verb in ET.fromstring(twiml))
        except ET.ParseError:
            raise Refused(400, 12100, "Document parse failure") from None
        self._provider.tell("in", call.to, call.sid, pressed, call.sender, "pressed")
        return web.json_response(call.shown(self._provider.skew_us))

    async def _record(self, request: web.Request) -> web.StreamResponse:
        call, form = self._found(request), await request.post()
        if call.status(now_us()) != "in-progress":
            raise Refused(400, 21220, "Requested resource is not eligible for recording")
        call.recorded = str(form.get("RecordingChannels", "mono"))
        self._provider.world.put_call(call)
        return web.json_response(call.recording_shown(self._provider.skew_us), status=201)

    async def _recordings(self, request: web.Request) -> web.StreamResponse:
        call = self._found(request)
        there = [call] if self._has_recording(call) else []
        skew_us = self._provider.skew_us
        shown = page(
            request.path, request.query, there, lambda c: c.recording_shown(skew_us), name="recordings", largest=1000
        )
        return web.json_response(shown)

    @staticmethod
    def _has_recording(call: Call) -> bool:
        return bool(call.recorded) and call.answered_us is not None and now_us() >= call.answered_us

    def _recorded(self, request: web.Request) -> Call:
        call = self._provider.world.calls.get("CA" + request.match_info["recording"][2:])
        if call is None or call.account != request.match_info["account"] or not self._has_recording(call):
            raise not_found(request.path)
        return call

    async def _recording(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._recorded(request).recording_shown(self._provider.skew_us))

    async def _wav(self, request: web.Request) -> web.StreamResponse:
        call = self._recorded(request)
        if now_us() < call.ended_us:
            raise not_found(request.path)
        assert call.answered_us is not None
        both = call.recorded == "dual" and request.query.get("RequestedChannels") == "2"
        lasts_s = (call.ended_us - call.answered_us) / 1e6
        data = await asyncio.to_thread(
            sounds.recording, sounds.load(call.sounds), self._provider.lines, lasts_s=lasts_s, channels=2 if both else 1
        )
        return web.Response(body=data, content_type="audio/x-wav")


def _played_s(twiml: str) -> float | None:
    """How long our side stays on the line by a TwiML document; None where it waits for the other's end (<Record>)."""
    root = ET.fromstring(twiml)
    if root.tag != "Response":
        raise ValueError(root.tag)
    seconds = 0.0
    for verb in root:
        match verb.tag:
            case "Pause":
                seconds += float(verb.get("length", "1"))
            case "Say":
                seconds += len((verb.text or "").split()) / _WORDS_A_SECOND
            case "Play":
                seconds += 0.5 * (verb.get("digits") or "").count("w") + 0.3 * len(
                    (verb.get("digits") or "").strip("w")
                )
            case "Record":
                return None
            case "Hangup":
                return seconds
    return seconds


def _planned(
    desk: CallDesk | None,
    theirs_s: float,
    account: str,
    sender: str,
    to: str,
    recorded: str,
    timeout_s: float,
    ours_s: float | None,
) -> Call:
    """A call with all its moments. theirs_s: how long the desk plays. ours_s: how long the caller stays, None: for
    ever."""
    made = now_us()
    rings = made + _DIALLED_US
    call = Call(new_sid("CA"), account, sender, to, "outbound-api", made, rings, None, rings, "failed", recorded)
    if desk is None or desk.outcome == "failed":
        return call
    if desk.outcome == "busy":
        call.outcome = "busy"
    elif desk.outcome == "no-answer" or desk.rings > timeout_s:
        call.outcome, call.ended_us = "no-answer", rings + int(timeout_s * 1e6)
    else:
        call.answered_us = rings + int(desk.rings * 1e6)
        lasts_s = min(theirs_s if desk.hangs_up else _MOST_S, _MOST_S if ours_s is None else ours_s)
        call.outcome, call.ended_us = "completed", call.answered_us + int(lasts_s * 1e6)
        call.sounds = sounds.dump(desk.plays)
    return call
