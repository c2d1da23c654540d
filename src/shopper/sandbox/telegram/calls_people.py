"""Who is who: names, numbers and access hashes."""

from __future__ import annotations

import re
from typing import Any

from telethon.tl import functions, types

from .calling import Call, answers
from .records import Account
from .world import Refused

f = functions
_USERNAME = re.compile(r"[A-Za-z]\w{3,31}", re.ASCII)


def peer_of(call: Call, peer: Any) -> Account:
    """Whom an InputPeer or InputUser means. Raises Refused: PEER_ID_INVALID also for another account's access hash."""
    me = call.account
    match peer:
        case types.InputPeerSelf() | types.InputUserSelf():
            return me
        case types.InputPeerUser() | types.InputUser():
            if peer.user_id == me.id:
                return me
            known = call.server.world.boxes.get(peer.user_id)
            # A bot may write by id alone to whoever has written to it.
            by_id = me.bot and not peer.access_hash and peer.user_id in call.server.world.boxes[me.id].chats
            if known is None or not (by_id or peer.access_hash == call.server.world.access_hash(me.id, peer.user_id)):
                raise Refused("PEER_ID_INVALID")
            return known.account
        case _:
            raise Refused("PEER_ID_INVALID")


@answers(f.users.GetUsersRequest)
def _users(call: Call, request: Any) -> Any:
    found: list[Any] = []
    for asked in request.id:
        try:
            found.append(call.server.renderer.user(call.account.id, peer_of(call, asked)))
        except Refused:
            found.append(types.UserEmpty(getattr(asked, "user_id", 0)))
    return found


@answers(f.users.GetFullUserRequest)
def _full_user(call: Call, request: Any) -> Any:
    account, me = peer_of(call, request.id), call.account
    full = types.UserFull(
        id=account.id,
        settings=types.PeerSettings(),
        notify_settings=types.PeerNotifySettings(),
        common_chats_count=0,
        blocked=account.id in me.blocks or None,
        about="",
        bot_info=types.BotInfo(user_id=account.id) if account.bot else None,
    )
    return types.users.UserFull(full, [], call.server.renderer.users(me.id, {me.id, account.id}))


@answers(f.contacts.ResolveUsernameRequest)
def _resolve(call: Call, request: Any) -> Any:
    if not _USERNAME.fullmatch(request.username):
        raise Refused("USERNAME_INVALID")
    return _resolved(call, call.server.world.named(request.username), "USERNAME_NOT_OCCUPIED")


@answers(f.contacts.ResolvePhoneRequest)
def _resolve_phone(call: Call, request: Any) -> Any:
    return _resolved(call, call.server.world.of_phone(request.phone), "PHONE_NOT_OCCUPIED")


def _resolved(call: Call, account: Account | None, else_: str) -> Any:
    if account is None:
        raise Refused(else_)
    users = [call.server.renderer.user(call.account.id, account)]
    return types.contacts.ResolvedPeer(types.PeerUser(account.id), [], users)


@answers(f.contacts.ImportContactsRequest)
def _import(call: Call, request: Any) -> Any:
    imported, users = [], []
    for contact in request.contacts:
        account = call.server.world.of_phone(contact.phone)
        if account is not None:
            imported.append(types.ImportedContact(account.id, contact.client_id))
            users.append(call.server.renderer.user(call.account.id, account))
    return types.contacts.ImportedContacts(imported, [], [], users)


@answers(f.contacts.GetContactsRequest)
def _contacts(call: Call, request: Any) -> Any:
    return types.contacts.Contacts([], 0, [])


@answers(f.contacts.BlockRequest)
def _block(call: Call, request: Any) -> Any:
    call.server.block(call.account, peer_of(call, request.id), told=False)
    return True


@answers(f.contacts.UnblockRequest)
def _unblock(call: Call, request: Any) -> Any:
    call.server.unblock(call.account, peer_of(call, request.id))
    return True


@answers(f.messages.GetPeerSettingsRequest)
def _peer_settings(call: Call, request: Any) -> Any:
    me = call.account
    users = call.server.renderer.users(me.id, {peer_of(call, request.peer).id})
    return types.messages.PeerSettings(types.PeerSettings(), [], users)
