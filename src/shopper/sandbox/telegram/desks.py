"""The company's desks on Telegram: the office's outlet there, and the office's ear.

A chat on Telegram never ends, but staff do not remember for ever: after a pause a customer's next message begins a new
conversation. Its name is the customer's name and a number: olena/2.
"""

from __future__ import annotations

import base64
import json
import logging
import time
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

from ...settings.telegram import sandbox_auth_key
from ..log import SandboxLog
from ..office import Office
from ..storage import Storage
from ..tongues import TONGUES
from .faults import TelegramFaults
from .numbers import server_key
from .pressing import Press
from .records import Account, Message, Sent, Upload
from .server import TelegramServer
from .world import Refused

_LOG = logging.getLogger(__name__)
Body = dict[str, Any]

# What staff attach: the smallest PNG there is, and stand-ins for a voice note and a paper.
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_ATTACHED = {
    "photo": Upload(_PICTURE, "photo", "photo.png", "image/png", width=1, height=1),
    "voice": Upload(b"OggS" + bytes(60), "voice", "voice.ogg", "audio/ogg", duration=3),
    "document": Upload(b"Aurora: 1,299 UAH\n", "document", "price.txt", "text/plain"),
}


class TelegramDesks:
    """All desks that the script has on Telegram, as accounts of a server."""

    def __init__(self, server: TelegramServer, office: Office, storage: Storage, log: SandboxLog) -> None:
        self.server = server
        self._office = office
        self._storage = storage
        self._log = log
        staff = office.staff
        self._desks: dict[str, Account] = {}
        for channel, desk in staff.telegram.items():
            account = server.add_account(channel[1:], first_name=desk.name or staff.company, bot=desk.bot)
            self._desks[channel] = account
            server.on_message(account, partial(self._hear, channel))
            server.on_press(account, partial(self._pressed, channel))
        for n, name in enumerate(staff.telegram_customers, 1):
            customer = server.add_account(name, first_name=name.capitalize(), phone=f"+38050000{n:04}")
            server.authorise(customer, sandbox_auth_key(name))

    # what customers say
    def _hear(self, channel: str, message: Message) -> None:
        customer = self.server.world.account(message.peer)
        skew_us = int(self.server.faults.clock_skew * 1e6)  # the log tells the true time
        self._heard(
            channel, customer, message.theirs, message.text, f"{customer.username}:{message.theirs}", "message",
            (message.at_us - skew_us, message.mono_ns),
        )  # fmt: skip

    def _pressed(self, channel: str, press: Press) -> None:
        customer = self.server.world.account(press.viewer)
        press.answer()
        at = (time.time_ns() // 1000, time.monotonic_ns())
        key = f"{customer.username}:{press.message_id}:press{press.query_id}-{at[0]}"
        self._heard(channel, customer, press.message_id, press.text, key, "press", at)

    def _heard(
        self, channel: str, customer: Account, message: int, text: str, key: str, kind: str, at: tuple[int, int]
    ) -> None:
        starts = self._desks[channel].bot and text.split(" ", maxsplit=1)[0] == "/start"
        conversation = self._conversation(channel, customer, at[0], anew=starts)
        self._log.add(
            "in", channel, conversation, key, text=text, sender=customer.username, kind=kind, at=at, message=message
        )
        language = customer.language if customer.language in TONGUES else "en"
        self._office.hear(channel, conversation, text, at[0], key=key, about={"contact": ""}, language=language)

    def _conversation(self, channel: str, customer: Account, at_us: int, *, anew: bool = False) -> str:
        desk = self._desks[channel]
        rows = dict(self._storage.telegram("conversation", desk.id))
        number, last_us = json.loads(rows[customer.id]) if customer.id in rows else (0, 0)
        pause_us = int(self._office.desk(channel).forgets * 1e6)
        if anew or not number or at_us - last_us > pause_us:
            number += 1
        self._touch(desk, customer, number, at_us)
        return f"{customer.username}/{number}"

    def _touch(self, desk: Account, customer: Account, number: int, at_us: int) -> None:
        self._storage.put_telegram("conversation", desk.id, customer.id, json.dumps([number, at_us]))

    # the office's outlet
    def deliver(self, key: str, body: Body) -> None:
        """Say it now; the customer's client is told if it is there, and finds it in the chat when it comes."""
        desk, customer = self._both(body)
        if "edit_of" in body:
            self._edit(key, body, desk, customer)
            return
        with self._storage.together():
            self._storage.forget_due(key)
            try:
                self.server.read(desk, customer)
                sent = self.server.say(
                    desk, customer, body["text"], buttons=[[button] for button in body["buttons"]],
                    kind=body["keyboard"], document=_ATTACHED.get(body["attach"]),
                )  # fmt: skip
            except Refused as refused:
                _LOG.warning("%s to %s: %s", body["channel"], customer.username, refused.name)
                return
            number = int(body["conversation"].rpartition("/")[2])
            self._touch(desk, customer, number, sent.at_us)
            self._logged(body, customer, sent, "auto" if body["bot"] or desk.bot else "message")
            if body["edit"]:
                at_us = time.time_ns() // 1000 + int(body["edit"]["after"] * 1e6)
                changed = {**body, "text": body["edit"]["text"], "edit": None, "edit_of": sent.id, "typing": 0}
                self._office.say_later(f"{key}/edit", at_us, changed)

    def _edit(self, key: str, body: Body, desk: Account, customer: Account) -> None:
        with self._storage.together():
            self._storage.forget_due(key)
            first = self.server.world.boxes[desk.id].messages.get(body["edit_of"])
            if first is None:
                return
            sent = Sent(desk.id, customer.id, first.id, first.theirs, 0, 0)
            buttons = [[button] for button in body["buttons"]]
            self._logged(body, customer, self.server.edit(sent, body["text"], buttons, kind=body["keyboard"]), "edit")

    def typing(self, body: Body) -> None:
        desk, customer = self._both(body)
        self.server.read(desk, customer)
        self.server.typing(desk, customer)

    def _both(self, body: Body) -> tuple[Account, Account]:
        customer = self.server.world.named(body["conversation"].rpartition("/")[0])
        if customer is None:
            raise LookupError(f"there is no account of {body['conversation']}")
        return self._desks[body["channel"]], customer

    def _logged(self, body: Body, customer: Account, sent: Sent, kind: str) -> None:
        self._log.add(
            "out", body["channel"], body["conversation"], f"{customer.username}:{sent.theirs}", text=body["text"],
            sender=body["name"], kind=kind, at=(sent.at_us, sent.mono_ns), message=sent.theirs, pushed=sent.pushed,
        )  # fmt: skip


async def open_desks(
    opening: AsyncExitStack, office: Office, storage: Storage, log: SandboxLog, faults: TelegramFaults, folder: Path,
    port: int,
) -> tuple[TelegramDesks, Path]:  # fmt: skip
    """The desks, open until `opening` closes, and the file of the server's public key."""
    server = TelegramServer(
        storage=storage, key=server_key(folder / "telegram.pem"), port=port, faults=faults, touched=office.touched
    )
    await opening.enter_async_context(server)
    public = folder / "telegram-public.pem"
    public.write_text(server.public_key, encoding="ascii")
    return TelegramDesks(server, office, storage, log), public
