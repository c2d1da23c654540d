"""Saying, reading, changing: https://core.telegram.org/methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telethon.tl import functions, types

from .calling import NO_ANSWER, Call, answers
from .calls_files import file_of
from .calls_people import peer_of
from .calls_updates import state
from .pressing import Press
from .records import Account, Happening, Message
from .rendering import kept_markup, moment
from .world import Refused

f = functions


# saying
@answers(f.messages.SendMessageRequest)
def _send(call: Call, request: Any) -> Any:
    peer = peer_of(call, request.peer)
    message = _said(call, peer, request.message, request)
    if call.server.lose_answer(call.session):
        return NO_ANSWER
    pts = call.server.world.boxes[call.account.id].account.pts
    return types.UpdateShortSentMessage(message.id, pts, 1, moment(message.at_us), out=True)


@answers(f.messages.StartBotRequest)
def _start_bot(call: Call, request: Any) -> Any:
    bot = peer_of(call, request.bot)
    if not bot.bot:
        raise Refused("BOT_INVALID")
    message = _said(call, bot, f"/start {request.start_param}".strip(), request)
    return _new(call, [message])


@answers(f.messages.SendMediaRequest)
def _send_media(call: Call, request: Any) -> Any:
    peer = peer_of(call, request.peer)
    message = _said(call, peer, request.message, request, file=file_of(call, request.media))
    return NO_ANSWER if call.server.lose_answer(call.session) else _new(call, [message])


@answers(f.messages.SendMultiMediaRequest)
def _send_album(call: Call, request: Any) -> Any:
    if len(request.multi_media) > 10:
        raise Refused("MULTI_MEDIA_TOO_LONG")
    peer, group = peer_of(call, request.peer), call.server.new_group()
    files = [(single, file_of(call, single.media)) for single in request.multi_media]
    return _new(call, [_said(call, peer, one.message, one, file=file, group=group) for one, file in files])


def _said(call: Call, peer: Account, text: str, request: Any, *, file: int = 0, group: int = 0) -> Message:
    me = call.account
    if call.server.is_blocked(me, peer):
        raise Refused("USER_IS_BLOCKED")
    reply_to = getattr(getattr(request, "reply_to", None), "reply_to_msg_id", None) or 0
    markup = kept_markup(getattr(request, "reply_markup", None)) if me.bot else None
    with call.server.answering(call.session):  # the sender's own session learns of it by the answer
        return call.server.world.say(
            me, peer, text, random_id=request.random_id or 0, reply_to=reply_to, file=file, group=group, keyboard=markup
        )


def _new(call: Call, messages: Sequence[Message]) -> Any:
    me, box = call.account, call.server.world.boxes[call.account.id]
    updates: list[Any] = [types.UpdateMessageID(message.id, message.random_id) for message in messages]
    ids = {message.id for message in messages}
    fresh = [h for h in box.since(me.pts - 2 * len(ids)) if h.kind == "new" and h.ids[0] in ids]
    updates += [call.server.renderer.update(me, happening) for happening in fresh]
    return call.server.renderer.updates(me, updates, {message.peer for message in messages})


# reading
@answers(f.messages.GetHistoryRequest)
def _history(call: Call, request: Any) -> Any:
    return _page(call, request, peer_of(call, request.peer))


@answers(f.messages.SearchRequest)
def _search(call: Call, request: Any) -> Any:
    if request.q:
        raise Refused("SEARCH_QUERY_INVALID")
    return _page(call, request, peer_of(call, request.peer))


def _page(call: Call, request: Any, peer: Account) -> Any:
    before = getattr(request, "offset_date", None) or getattr(request, "max_date", None)
    found, count = call.server.world.boxes[call.account.id].page(
        peer.id,
        offset_id=request.offset_id,
        before_us=int(before.timestamp() * 1e6) if before else 0,
        add_offset=request.add_offset,
        limit=min(request.limit or 100, 100),
        max_id=request.max_id,
        min_id=request.min_id,
    )
    shown, users = _shown(call, found)
    if len(found) == count:
        return types.messages.Messages(messages=shown, topics=[], chats=[], users=users)
    return types.messages.MessagesSlice(count=count, messages=shown, topics=[], chats=[], users=users)


def _shown(call: Call, messages: Sequence[Message]) -> tuple[list[Any], list[Any]]:
    me, renderer = call.account.id, call.server.renderer
    return [renderer.message(me, message) for message in messages], renderer.users_of(me, messages)


@answers(f.messages.GetMessagesRequest)
def _get_messages(call: Call, request: Any) -> Any:
    box = call.server.world.boxes[call.account.id]
    asked = [getattr(one, "id", one) for one in request.id]
    there = [box.messages[id_] for id_ in asked if id_ in box.messages]
    shown = {message.id: message for message in _shown(call, there)[0]}
    users = call.server.renderer.users_of(call.account.id, there)
    found = [shown.get(id_) or types.MessageEmpty(id=id_, peer_id=None) for id_ in asked]
    return types.messages.Messages(messages=found, topics=[], chats=[], users=users)


@answers(f.messages.GetDialogsRequest)
def _dialogs(call: Call, request: Any) -> Any:
    box = call.server.world.boxes[call.account.id]
    newest = sorted(((chat.ids[-1], chat.peer) for chat in box.chats.values() if chat.ids), reverse=True)
    rest = [(id_, peer) for id_, peer in newest if not request.offset_id or id_ < request.offset_id]
    chosen = [peer for _, peer in rest[: min(request.limit or 100, 100)]]
    dialogs, messages, users = _dialog_parts(call, chosen)
    if len(chosen) == len(newest):
        return types.messages.Dialogs(dialogs, messages, [], users)
    return types.messages.DialogsSlice(len(newest), dialogs, messages, [], users)


@answers(f.messages.GetPeerDialogsRequest)
def _peer_dialogs(call: Call, request: Any) -> Any:
    peers = [peer_of(call, asked.peer).id for asked in request.peers]
    dialogs, messages, users = _dialog_parts(call, peers)
    return types.messages.PeerDialogs(dialogs, messages, [], users, state(call, call.account))


@answers(f.messages.GetPinnedDialogsRequest)
def _pinned(call: Call, request: Any) -> Any:
    return types.messages.PeerDialogs([], [], [], [], state(call, call.account))


def _dialog_parts(call: Call, peers: Sequence[int]) -> tuple[list[Any], list[Any], list[Any]]:
    box = call.server.world.boxes[call.account.id]
    dialogs, as_ever = [], types.PeerNotifySettings()
    last = []
    for peer in peers:
        chat = box.chat(peer)
        top = chat.ids[-1] if chat.ids else 0
        last += [box.messages[top]] if top else []
        unread = box.unread(peer)
        dialogs.append(types.Dialog(types.PeerUser(peer), top, chat.read_in, chat.read_out, unread, 0, 0, 0, as_ever))
    messages, _ = _shown(call, last)
    return dialogs, messages, call.server.renderer.users(call.account.id, {call.account.id, *peers})


@answers(f.messages.ReadHistoryRequest)
def _read(call: Call, request: Any) -> Any:
    with call.server.answering(call.session):
        happened = call.server.world.read(call.account, peer_of(call, request.peer), request.max_id)
    return _affected(call, happened)


@answers(f.messages.ReadMessageContentsRequest)
def _read_contents(call: Call, request: Any) -> Any:
    return _affected(call, None)


@answers(f.messages.DeleteMessagesRequest)
def _delete(call: Call, request: Any) -> Any:
    with call.server.answering(call.session):
        happened = call.server.world.delete(call.account, request.id, revoke=bool(request.revoke))
    return _affected(call, happened)


def _affected(call: Call, happened: Happening | None) -> Any:
    if happened is None:
        return types.messages.AffectedMessages(call.account.pts, 0)
    return types.messages.AffectedMessages(happened.pts, happened.count)


# changing
@answers(f.messages.EditMessageRequest)
def _edit(call: Call, request: Any) -> Any:
    me = call.account
    with call.server.answering(call.session):
        message = call.server.world.edit(me, request.id, request.message, kept_markup(request.reply_markup))
    happening = call.server.world.boxes[me.id].happened[-1]
    return call.server.renderer.updates(me, [call.server.renderer.update(me, happening)], {message.peer})


@answers(f.messages.SetTypingRequest)
def _typing(call: Call, request: Any) -> Any:
    call.server.world.typing(peer_of(call, request.peer), call.account, request.action)
    return True


# pressing
@answers(f.messages.GetBotCallbackAnswerRequest)
async def _press(call: Call, request: Any) -> Any:
    me, bot = call.account, peer_of(call, request.peer)
    message = call.server.world.boxes[me.id].messages.get(request.msg_id)
    data = (request.data or b"").decode(errors="replace")
    rows = message.keyboard["rows"] if message and message.keyboard and message.keyboard["kind"] == "inline" else []
    texts = [button["text"] for row in rows for button in row if button["data"] == data and not button["url"]]
    if message is None:
        raise Refused("MESSAGE_ID_INVALID")
    if not texts:
        raise Refused("DATA_INVALID")
    answer = await call.server.press(Press(me.id, bot.id, message.id, message.theirs, data, texts[0]))
    if answer is None:
        raise Refused("BOT_RESPONSE_TIMEOUT")
    return types.messages.BotCallbackAnswer(
        cache_time=0, alert=answer.alert or None, message=answer.text or None, url=answer.url or None
    )


@answers(f.messages.SetBotCallbackAnswerRequest)
def _answer_press(call: Call, request: Any) -> Any:
    if not call.server.answer_press(request.query_id, request.message or "", bool(request.alert), request.url or ""):
        raise Refused("QUERY_ID_INVALID")
    return True
