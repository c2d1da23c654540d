"""Calls of methods: which function answers which request, and what an answer looks like on the wire."""

from __future__ import annotations

import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from .records import Account
from .world import Refused

if TYPE_CHECKING:
    from .server import TelegramServer
    from .session import Session

Answer: TypeAlias = Any  # a TL object, a list of them or of numbers, or a bool
Method: TypeAlias = "Callable[[Call, Any], Answer | Awaitable[Answer]]"
NO_ANSWER = object()  # the method was carried out, and its answer is lost on its way
METHODS: dict[type, Method] = {}
OPEN: set[type] = set()  # may be called by those who are not logged in


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls. `account` of one who is not logged in raises Refused."""

    server: TelegramServer
    session: Session

    @property
    def account(self) -> Account:
        account = self.session.account
        if account is None:
            raise Refused("AUTH_KEY_UNREGISTERED")
        return account


def answers(*requests: type, logged_in: bool = True) -> Callable[[Method], Method]:
    """This function answers these requests. It may raise Refused."""

    def note(function: Method) -> Method:
        METHODS.update(dict.fromkeys(requests, function))
        if not logged_in:
            OPEN.update(requests)
        return function

    return note


def method_name(request: Any) -> str:
    """`messages.sendMessage`, as Telegram's documentation calls it."""
    kind = type(request)
    space = kind.__module__.rpartition("functions")[2].strip(".")
    name = kind.__name__.removesuffix("Request")
    name = name[:1].lower() + name[1:]
    return f"{space}.{name}" if space else name


def on_the_wire(answer: Answer) -> bytes:
    """Bool and Vector have no class of their own in Telethon."""
    if isinstance(answer, bool):
        return struct.pack("<I", 0x997275B5 if answer else 0xBC799737)
    if isinstance(answer, list):
        items = [struct.pack("<i", item) if isinstance(item, int) else bytes(item) for item in answer]
        return struct.pack("<Ii", 0x1CB5C415, len(items)) + b"".join(items)
    return bytes(answer)
