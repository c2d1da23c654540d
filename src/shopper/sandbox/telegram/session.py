"""What one client and the server say to each other under a key: https://core.telegram.org/mtproto/service_messages.

Answers calls in the order in which they came, unless one must wait.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import struct
from collections.abc import Awaitable, Iterator
from typing import TYPE_CHECKING, Any

from telethon.errors import TypeNotFoundError
from telethon.extensions import BinaryReader
from telethon.tl import functions, types
from telethon.tl.core import GzipPacked

from .calling import METHODS, NO_ANSWER, OPEN, Call, method_name, on_the_wire
from .errors import code_of
from .records import Account
from .sealing import Opened, Unreadable, seal
from .transport import Wire
from .world import Refused

if TYPE_CHECKING:
    from .server import TelegramServer

_CONTAINER, _GZIP, _RESULT = 0x73F1F8DC, GzipPacked.CONSTRUCTOR_ID, 0xF35C6D01
_DEEPEST = 3  # a container, in it what is gzipped, and in that a message
_OLDEST_S, _NEWEST_S = 300, 30  # how far a client's clock may be behind and ahead
_LAYERS = (
    functions.InvokeWithLayerRequest,
    functions.InitConnectionRequest,
    functions.InvokeAfterMsgRequest,
    functions.InvokeAfterMsgsRequest,
    functions.InvokeWithoutUpdatesRequest,
)
_NEWS = (types.MsgsAck, types.MsgsAllInfo, types.MsgsStateInfo, types.HttpWait, types.MsgResendReq)
_NO_USE_OF_UPDATES = (functions.help.GetConfigRequest, functions.auth.BindTempAuthKeyRequest)


class Session:
    """One session of one key on one connection. ready: updates may be pushed to it."""

    def __init__(self, server: TelegramServer, wire: Wire, key: bytes, id_: int) -> None:
        self.server = server
        self.wire = wire
        self.key = key
        self.id = id_
        self.ready = False
        self.login: dict[str, Any] = {}
        self._language = ""  # of the app
        self._begun = False
        self._unique = struct.unpack("<q", os.urandom(8))[0]
        self._last_id = 0
        self._content = 0
        self._seen: dict[int, None] = {}
        self._hang_up: asyncio.TimerHandle | None = None

    @property
    def account(self) -> Account | None:
        return self.server.account_of(self.key)

    def close(self) -> None:
        self.ready = False
        if self._hang_up:
            self._hang_up.cancel()

    # what comes in
    def take(self, opened: Opened) -> None:
        """A packet of this session. Raises Unreadable."""
        if self.server.faults.mute:
            return
        if opened.salt != self.server.salt(self.key):
            salt = self.server.salt(self.key)
            self.send(types.BadServerSalt(opened.msg_id, opened.seq_no, 48, salt), content=False)
            return
        if (wrong := self._wrong_time(opened.msg_id)) is not None:
            self.send(types.BadMsgNotification(opened.msg_id, opened.seq_no, wrong), content=False)
            return
        if not self._begun:
            self._begun = True
            self.send(types.NewSessionCreated(opened.msg_id, self._unique, opened.salt))
        for msg_id, body in _messages(opened.msg_id, opened.body):
            self._one(msg_id, body)

    def _wrong_time(self, msg_id: int) -> int | None:
        """Codes of https://core.telegram.org/mtproto/service_messages_about_messages."""
        ahead = (msg_id >> 32) - self.server.now()
        if msg_id & 3:
            return 18
        return 16 if ahead < -_OLDEST_S else 17 if ahead > _NEWEST_S else None

    def _one(self, msg_id: int, body: bytes) -> None:
        if msg_id in self._seen:  # it was sent again, since our answer had not come yet: that one is on its way
            return
        self._seen[msg_id] = None
        if len(self._seen) > 2000:
            del self._seen[next(iter(self._seen))]
        try:
            with BinaryReader(body) as reader:
                request = reader.tgread_object()
        except TypeNotFoundError:
            self._refuse(msg_id, "INPUT_METHOD_INVALID")
            return
        except Exception as error:  # Telethon's reader has many ways to say that it cannot read
            raise Unreadable(f"no request: {error}") from error
        if not self._talk(msg_id, request):
            self._call(msg_id, request)

    def _talk(self, msg_id: int, request: Any) -> bool:
        """What is about the connection itself."""
        match request:
            case functions.PingRequest():
                self.send(types.Pong(msg_id, request.ping_id), content=False)
            case functions.PingDelayDisconnectRequest():
                self.send(types.Pong(msg_id, request.ping_id), content=False)
                if self._hang_up:
                    self._hang_up.cancel()
                loop = asyncio.get_running_loop()
                self._hang_up = loop.call_later(request.disconnect_delay, self.wire.cut)
            case functions.GetFutureSaltsRequest():
                now = self.server.now()
                salt = types.FutureSalt(int(now), int(now) + 1800, self.server.salt(self.key))
                self.send(types.FutureSalts(msg_id, int(now), [salt]), content=False)
            case functions.DestroySessionRequest():
                self.send(types.DestroySessionNone(request.session_id), content=False)
            case functions.RpcDropAnswerRequest():
                self._result(msg_id, bytes(types.RpcAnswerUnknown()))
            case types.MsgsStateReq():
                self.send(types.MsgsStateInfo(msg_id, b"\x04" * len(request.msg_ids)), content=False)
            case _ if isinstance(request, _NEWS):
                pass
            case _:
                return False
        return True

    # calls
    def _call(self, msg_id: int, request: Any) -> None:
        wants_updates = True
        while isinstance(request, _LAYERS):
            wants_updates &= not isinstance(request, functions.InvokeWithoutUpdatesRequest)
            if isinstance(request, functions.InitConnectionRequest):
                self._language = request.lang_code
            request = request.query
        if self.account is not None and self._language:
            self.account.language = self._language
        name = method_name(request)
        if (refusal := self.server.refusal(self, name, request)) is not None:
            self._refuse(msg_id, refusal)
            return
        method = METHODS.get(type(request))
        if method is None:
            self.server.unknown_methods.append(name)
            self._refuse(msg_id, "INPUT_METHOD_INVALID")
            return
        if self.account is None and type(request) not in OPEN:
            self._refuse(msg_id, "AUTH_KEY_UNREGISTERED")
            return
        if wants_updates and self.account is not None and not isinstance(request, _NO_USE_OF_UPDATES):
            self.ready = True
        self.server.touched()
        try:
            answer = method(Call(self.server, self), request)
        except Refused as refused:
            self._refuse(msg_id, refused.name)
        except Exception as error:  # a bug of this server must not look like something that Telegram said
            self._failed(msg_id, name, error)
        else:
            if inspect.isawaitable(answer):
                self.server.start(self._later(msg_id, name, answer))
            else:
                self._answer(msg_id, name, answer)

    async def _later(self, msg_id: int, name: str, answer: Awaitable[Any]) -> None:
        try:
            self._answer(msg_id, name, await answer)
        except Refused as refused:
            self._refuse(msg_id, refused.name)
        except Exception as error:
            self._failed(msg_id, name, error)

    def _answer(self, msg_id: int, name: str, answer: Any) -> None:
        if answer is NO_ANSWER or name in self.server.faults.never_answer:
            return
        self._result(msg_id, on_the_wire(answer))

    def _failed(self, msg_id: int, name: str, error: Exception) -> None:
        self.server.errors.append(error)
        self.server.log_bug(name, error)
        self._refuse(msg_id, "INTERNAL_SERVER_ERROR")

    def _refuse(self, msg_id: int, name: str) -> None:
        self._result(msg_id, bytes(types.RpcError(code_of(name), name)))

    def _result(self, msg_id: int, body: bytes) -> None:
        packed = bytes(GzipPacked(body)) if len(body) > 512 else body
        result = struct.pack("<Iq", _RESULT, msg_id) + (packed if len(packed) < len(body) else body)
        late = self.server.faults.answer_after
        if late:
            self.server.after(late, self.send_raw, result)
        else:
            self.send_raw(result)

    # what goes out
    def send(self, what: Any, *, content: bool = True) -> None:
        self.send_raw(bytes(what), content=content, push=isinstance(what, types.NewSessionCreated))

    def push(self, update: bytes) -> None:
        self.send_raw(update, push=True)

    def send_raw(self, body: bytes, *, content: bool = True, push: bool = False) -> None:
        """content: the client must acknowledge it. push: nobody asked for it."""
        if self.server.faults.mute:
            return
        seq_no = self._content * 2 + content
        self._content += content
        opened = Opened(self.server.salt(self.key), self.id, self._next_id(3 if push else 1), seq_no, body)
        self.wire.send(seal(self.key, opened))

    def _next_id(self, kind: int) -> int:
        """An id after all before, which is 1 mod 4 for an answer and 3 mod 4 for what nobody asked for."""
        self._last_id = max(self._last_id + 4 & ~3, int(self.server.now() * 2**32) & ~3) | kind
        return self._last_id


def _messages(msg_id: int, body: bytes, depth: int = 0) -> Iterator[tuple[int, bytes]]:
    """A message, or those of a container; what is gzipped is unpacked. Raises Unreadable."""
    kind = int.from_bytes(body[:4], "little")
    if len(body) < (8 if kind in (_CONTAINER, _GZIP) else 4):
        raise Unreadable(f"a message of {len(body)} bytes")
    if depth > _DEEPEST:
        raise Unreadable("containers in containers")
    if kind == _GZIP:
        yield from _messages(msg_id, _unpacked(body), depth + 1)
    elif kind == _CONTAINER:
        place = 8
        for _ in range(struct.unpack_from("<i", body, 4)[0]):
            if place + 16 > len(body):
                raise Unreadable("a container that ends too early")
            inner_id, _, length = struct.unpack_from("<qii", body, place)
            if length < 0:
                raise Unreadable(f"a message of {length} bytes")
            yield from _messages(inner_id, body[place + 16 : place + 16 + length], depth + 1)
            place += 16 + length
    else:
        yield msg_id, body


def _unpacked(body: bytes) -> bytes:
    try:
        with BinaryReader(body) as reader:
            return bytes(GzipPacked.read(reader))
    except Exception as error:  # Telethon's reader and gzip have many ways to say that it cannot be unpacked
        raise Unreadable(f"gzip: {error}") from error
