"""Catching up with what was missed: https://core.telegram.org/api/updates#recovering-gaps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telethon.tl import functions, types

from .calling import Call, answers
from .records import Account, Happening

f = functions


@answers(f.updates.GetStateRequest)
def _state(call: Call, request: Any) -> Any:
    return state(call, call.account)


def state(call: Call, account: Account, pts: int | None = None) -> Any:
    now = datetime.fromtimestamp(call.server.now(), UTC)
    box = call.server.world.boxes[account.id]
    unread = sum(1 for peer in box.chats if box.unread(peer))
    return types.updates.State(account.pts if pts is None else pts, 0, now, 1, unread)


@answers(f.updates.GetDifferenceRequest)
def _difference(call: Call, request: Any) -> Any:
    me, faults = call.account, call.server.faults
    if request.pts > me.pts:  # it was told of another world, which was thrown away: it learns where this one stands
        return types.updates.DifferenceTooLong(me.pts)
    missed = call.server.world.boxes[me.id].since(request.pts)
    if not missed:
        return types.updates.DifferenceEmpty(datetime.fromtimestamp(call.server.now(), UTC), 1)
    if faults.diff_too_long and len(missed) > faults.diff_too_long:
        return types.updates.DifferenceTooLong(me.pts)
    limit = min(faults.diff_limit, request.pts_limit or faults.diff_limit)
    some = missed[:limit]
    messages, others, users = _told(call, me, some)
    if len(some) < len(missed):
        return types.updates.DifferenceSlice(messages, [], others, [], users, state(call, me, some[-1].pts))
    return types.updates.Difference(messages, [], others, [], users, state(call, me))


def _told(call: Call, me: Account, some: list[Happening]) -> tuple[list[Any], list[Any], list[Any]]:
    box, renderer = call.server.world.boxes[me.id], call.server.renderer
    new = [box.messages[h.ids[0]] for h in some if h.kind == "new" and h.ids[0] in box.messages]
    others = [renderer.update(me, happening) for happening in some if happening.kind != "new"]
    peers = {me.id, *(message.peer for message in new), *(happening.peer for happening in some if happening.peer)}
    shown = [renderer.message(me.id, message) for message in new]
    return shown, [update for update in others if update is not None], renderer.users(me.id, peers)
