"""Reads open chats anew after a break: what was missed, and what was changed meanwhile, is handed in once.

Telethon asks for nothing after it has connected anew, forgets changes in what it fetches, and jumps over a long outage;
the chat's own history holds all of it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telethon import functions, types

from .chats import Chat, floor_of

if TYPE_CHECKING:
    from .account import Account

_PAGE = 100
_MOST = 3_000  # messages of one chat; nobody's answer lies deeper
_AT_ONCE = 6


async def reconcile(account: Account, chats: list[Chat]) -> None:
    """Hand in whatever these chats hold that was not handed in. Raises what Telethon raises."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def one(chat: Chat) -> None:
        async with places:
            floor = floor_of(chat.open.values())
            if floor is None:
                return
            messages = await history(account, chat, after=floor)
            at = account.host.stamp()
            for message in messages:
                if not message.out:
                    account.receiving.found(message, at)

    done = await asyncio.gather(*(one(chat) for chat in chats), return_exceptions=True)
    for error in done:
        if isinstance(error, BaseException):
            raise error
    await account.receiving.settled()


async def history(account: Account, chat: Chat, *, after: int = 0, most: int = _MOST) -> list[Any]:
    """The chat's messages with a higher id, ours and theirs, oldest first."""
    found: dict[int, Any] = {}
    offset = 0
    while len(found) < most:
        limit = min(_PAGE, most - len(found))
        page = await account.call(
            functions.messages.GetHistoryRequest(
                peer=types.InputPeerUser(chat.peer, chat.hash),
                offset_id=offset,
                offset_date=None,
                add_offset=0,
                limit=limit,
                max_id=0,
                min_id=after,
                hash=0,
            )
        )
        messages = [m for m in getattr(page, "messages", ()) if not isinstance(m, types.MessageEmpty) and m.id > after]
        new = [m for m in messages if m.id not in found]
        found.update((m.id, m) for m in new)
        if len(messages) < limit or not new:
            break
        offset = min(m.id for m in messages)
    return [found[key] for key in sorted(found)]
