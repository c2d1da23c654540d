"""Presses a button that the company shows, and hears the few words with which a bot may answer the press."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from telethon import errors, functions, types

from shopper.engine.probe import Clues, Conversation, Incoming, Outgoing, Receipt
from shopper.errors import OurFault

from .chats import Chat, Talk
from .keyboards import Button, Does, find_button
from .reconciling import history

if TYPE_CHECKING:
    from .account import Account

_LOOKED_AT = 40  # newest messages among which a button is looked for
_ANSWER_S = 1.0  # so long a press may be refused before it counts as pressed


async def wanted_button(account: Account, chat: Chat, text: str) -> Button:
    """The button of that text. Raises OurFault "no_button"."""
    button = find_button(reversed(chat.messages.values()), text)
    if button is None:  # a new process has not seen what came before it
        try:
            newest = await history(account, chat, after=max(0, chat.newest - 10_000), most=_LOOKED_AT)
        except (errors.RPCError, OSError) as error:
            raise account.fault_of(error, chat) from error
        button = find_button((m for m in reversed(newest) if not m.out), text)
    if button is None:
        raise OurFault(f"The chat with {chat.shown or chat.name} shows no button “{text}”.", code="no_button")
    if button.does is Does.OPENS:
        raise OurFault(
            f"The button “{button.text}” opens the page {button.url}, which is no part of this chat.",
            code="no_button",
        )
    if button.does is Does.OTHER:
        raise OurFault(
            f"The button “{button.text}” shares, pays or opens something; such buttons are never pressed.",
            code="no_button",
        )
    return button


async def press(
    account: Account,
    chat: Chat,
    talk: Talk,
    conversation: Conversation,
    message: Outgoing,
    button: Button,
    attempting: Callable[[], Awaitable[None]],
) -> Receipt:
    request = functions.messages.GetBotCallbackAnswerRequest(peer_of(chat), button.message, data=button.data)
    talk.said.setdefault(message.id, 0)
    account.book.keep(chat)
    await attempting()
    before = account.host.stamp()
    talk.last_said, talk.first_heard_since = before, None
    pressing = asyncio.create_task(account.call(request, account.rhythm.answer * 3))
    key = f"{account.key(button.message)}/{message.id}"
    # The bot's answer to the press may take as long as it likes: that is what is measured, not waited for.
    done, _ = await asyncio.wait({pressing}, timeout=_ANSWER_S)
    if done and (error := pressing.exception()) is not None:
        if not isinstance(error, errors.BotResponseTimeoutError):
            raise account.fault_of(error, chat) from error
    else:
        account.goes_on(_answered(account, chat, conversation, key, pressing))
    return Receipt(at=before, key=key)


async def _answered(
    account: Account, chat: Chat, conversation: Conversation, key: str, pressing: asyncio.Task[Any]
) -> None:
    """A bot may answer a press by a few words that show for a moment."""
    try:
        answer = await pressing
    except (errors.RPCError, OSError):
        return  # no answer to the press; what the bot does besides comes as a message
    text = "\n".join(part for part in (answer.message, answer.url) if part)
    if text:
        account.host.heard(
            Incoming(
                visit=conversation.visit,
                line=account.line,
                key=f"{key}/answer",
                text=text,
                at=account.host.stamp(),
                sender=chat.shown,
                clues=Clues(references=(key,)),
                data={"bot": True, "alert": bool(answer.alert)},
            )
        )


def peer_of(chat: Chat) -> Any:
    """The other, as calls name them."""
    return types.InputPeerUser(chat.peer, chat.hash)
