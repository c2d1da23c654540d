"""The resource Messages (www.twilio.com/docs/messaging/api/message-resource)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from ...settings.phone_rest import phone_number
from .errors import Refused, not_found
from .paging import in_time, page
from .records import API, now_us

if TYPE_CHECKING:
    from .server import Provider

LONGEST = 1600  # signs of one message


class Messages:
    """What customers' programs do with text messages."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def routes(self) -> list[web.RouteDef]:
        one = API + "/{account}/Messages/{sid}.json"
        return [
            web.post(API + "/{account}/Messages.json", self._post),
            web.get(API + "/{account}/Messages.json", self._list),
            web.get(one, self._one),
        ]

    async def _post(self, request: web.Request) -> web.StreamResponse:
        provider, account = self._provider, request.match_info["account"]
        form = await request.post()
        to, sender, body = (str(form.get(name, "")) for name in ("To", "From", "Body"))
        if not to:
            raise Refused(400, 21604, "A 'To' phone number is required.")
        if phone_number(to) != to:
            raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
        if not sender:
            raise Refused(400, 21603, "A 'From' phone number is required.")
        if phone_number(sender) != sender or not provider.world.claims(sender, account):
            raise Refused(400, 21660, f"Mismatch between the 'From' number {sender} and the account {account}")
        if not body:
            raise Refused(400, 21602, "Message body is required.")
        if len(body) > LONGEST:
            raise Refused(400, 21617, f"The concatenated message body exceeds the {LONGEST} character limit.")
        error, words = provider.fate(to)
        message = provider.world.send(account, sender, to, body, error=error, words=words)
        if not error:
            provider.world.on_message(message)
        return web.json_response(message.shown(provider.skew_us), status=201)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        provider, account, query = self._provider, request.match_info["account"], request.query
        if to := query.get("To"):
            provider.world.claims(to, account)
        latest_us = now_us() - int(provider.faults.list_lag * 1e6)
        found = [
            m
            for m in provider.world.messages.values()
            if m.account == account
            and m.at_us <= latest_us
            and query.get("To", m.to) == m.to
            and query.get("From", m.sender) == m.sender
            and in_time(query, "DateSent", m.at_us + provider.skew_us)
        ]
        found.sort(key=lambda m: m.at_us, reverse=True)
        return web.json_response(
            page(
                request.path, query, found, lambda m: m.shown(provider.skew_us), name="messages",
                largest=provider.faults.page_size,
            )
        )  # fmt: skip

    async def _one(self, request: web.Request) -> web.StreamResponse:
        message = self._provider.world.messages.get(request.match_info["sid"])
        if message is None or message.account != request.match_info["account"]:
            raise not_found(request.path)
        return web.json_response(message.shown(self._provider.skew_us))
