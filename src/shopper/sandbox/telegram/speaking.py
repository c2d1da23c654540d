"""What the company's side and a test do with the accounts, without any client: they speak, edit, read and answer."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from typing import Any

from telethon.tl import types

from .faults import TelegramFaults
from .pressing import Press, PressAnswer
from .pushing import Pushing
from .records import Account, Button, Message, Sent, Upload
from .rendering import keyboard
from .world import World

PressHandler = Callable[[Press], object]
Buttons = Sequence[Sequence[str | Button]]


class Speaking(Pushing):
    """To be called in the server's loop."""

    def __init__(self, world: World, faults: TelegramFaults) -> None:
        super().__init__(world, faults)
        self._press_handlers: dict[int, PressHandler] = {}
        self._presses: dict[int, Press] = {}
        self._told_block: set[tuple[int, int]] = set()

    def add_account(self, username: str, **facts: Any) -> Account:
        """A new account, or one brought up to date; facts as of `World.add_account`."""
        return self.world.add_account(username, **facts)

    def history(self, account: Account, peer: Account) -> list[Message]:
        """What lies in the account's box of its chat with the other, from old to new."""
        box = self.world.boxes[account.id]
        return [box.messages[id_] for id_ in box.chat(peer.id).ids]

    def received(self, account: Account) -> list[Message]:
        """Everything that ever came to the account, from old to new."""
        messages = self.world.boxes[account.id].messages
        return [messages[id_] for id_ in sorted(messages) if not messages[id_].out]

    # the company speaks
    def say(
        self, sender: Account, peer: Account, text: str = "", *, reply_to: int = 0, buttons: Buttons = (),
        kind: str = "inline", photo: bytes = b"", voice: bytes = b"", document: Upload | None = None, group: int = 0,
    ) -> Sent:  # fmt: skip
        """Say it now. kind: of the keyboard, inline or reply. Raises Refused, with what a client would be told."""
        if photo:
            document = Upload(photo, "photo", "photo.jpg", "image/jpeg")
        elif voice:
            document = Upload(voice, "voice", "voice.ogg", "audio/ogg", duration=3)
        file = self.world.keep(document) if document else 0
        message = self.world.say(
            sender, peer, text, reply_to=reply_to, file=file, group=group, keyboard=keyboard(buttons, kind)
        )
        return Sent(sender.id, peer.id, message.id, message.theirs, *self.last_push(peer.id if message.theirs else 0))

    def album(self, sender: Account, peer: Account, photos: Sequence[bytes], text: str = "") -> list[Sent]:
        """Photos in groups of ten, as clients send them; the text is the first one's."""
        groups = [self.new_group() for _ in photos[::10]]
        return [
            self.say(sender, peer, text if n == 0 else "", photo=photo, group=groups[n // 10])
            for n, photo in enumerate(photos)
        ]

    def new_group(self) -> int:
        return int.from_bytes(os.urandom(7), "little") | 1

    def edit(self, sent: Sent, text: str | None = None, buttons: Buttons = (), *, kind: str = "inline") -> Sent:
        sender = self.world.account(sent.sender)
        self.world.edit(sender, sent.id, text, keyboard(buttons, kind))
        return Sent(sent.sender, sent.peer, sent.id, sent.theirs, *self.last_push(sent.peer))

    def delete(self, sent: Sent) -> None:
        self.world.delete(self.world.account(sent.sender), [sent.id])

    def typing(self, sender: Account, peer: Account) -> None:
        self.world.typing(peer, sender, types.SendMessageTypingAction())

    def read(self, reader: Account, peer: Account) -> None:
        """The reader has read all that the other wrote."""
        self.world.read(reader, peer, 0)

    def block(self, account: Account, whom: Account, *, told: bool = True) -> None:
        """Nothing comes from `whom` any more. told: who writes gets USER_IS_BLOCKED, else it looks as if sent."""
        if whom.id not in account.blocks:
            account.blocks.append(whom.id)
            self.world.save(account)
        if told:
            self._told_block.add((account.id, whom.id))

    def unblock(self, account: Account, whom: Account) -> None:
        account.blocks = [id_ for id_ in account.blocks if id_ != whom.id]
        self._told_block.discard((account.id, whom.id))
        self.world.save(account)

    def is_blocked(self, sender: Account, peer: Account) -> bool:
        return (peer.id, sender.id) in self._told_block

    # buttons
    def on_press(self, bot: Account, handler: PressHandler) -> None:
        """Call this with every press of a button below the bot's messages; it, or somebody later, answers the press."""
        self._press_handlers[bot.id] = handler

    async def press(self, press: Press) -> PressAnswer | None:
        """The bot's answer; None if it gives none in time."""
        self._presses[press.query_id] = press
        try:
            if (handler := self._press_handlers.get(press.bot)) is not None:
                handler(press)
            else:
                self._push_press(press)
            return await asyncio.wait_for(press.answered, self.faults.press_timeout or None)
        except TimeoutError:
            return None
        finally:
            del self._presses[press.query_id]

    def _push_press(self, press: Press) -> None:
        bot = self.world.account(press.bot)
        update = types.UpdateBotCallbackQuery(
            press.query_id, press.viewer, types.PeerUser(press.viewer), press.theirs, 0, data=press.data.encode()
        )
        if self._ready(bot):
            self._push(bot, bytes(self.renderer.updates(bot, [update], {press.viewer})))

    def answer_press(self, query_id: int, text: str, alert: bool, url: str) -> bool:
        press = self._presses.get(query_id)
        if press is not None:
            press.answer(text, alert=alert, url=url)
        return press is not None
