"""FETCH (RFC 3501 §6.4.5): the items that are asked for, and their answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ..mailboxes import Message
from .lexer import BadSyntax, Token, text_of

_BODY = re.compile(r"BODY(?P<peek>\.PEEK)?\[(?P<section>[^\]]*)\](?:<(?P<from>\d+)\.(?P<count>\d+)>)?$", re.IGNORECASE)
_FIELDS = re.compile(r"HEADER\.FIELDS(?P<no>\.NOT)? \((?P<names>[^)]*)\)$", re.IGNORECASE)
_OLD_NAMES = {"RFC822": "BODY[]", "RFC822.HEADER": "BODY.PEEK[HEADER]", "RFC822.TEXT": "BODY[TEXT]"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIMPLE = ("UID", "FLAGS", "INTERNALDATE", "RFC822.SIZE")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to fetch. label: how the answer names it. section: None for what is no part of the text."""

    label: str
    section: str | None = None
    peek: bool = True
    start: int | None = None
    count: int = 0


def parse_items(token: Token) -> list[Item]:
    """What a FETCH asks for. Raises BadSyntax for what this server does not have."""
    if not isinstance(token, list) and text_of(token).upper() == "FAST":
        return [Item("FLAGS"), Item("INTERNALDATE"), Item("RFC822.SIZE")]
    return [_item(text_of(t)) for t in (token if isinstance(token, list) else [token])]


def _item(name: str) -> Item:
    if name.upper() in _SIMPLE:
        return Item(name.upper())
    body = _BODY.match(_OLD_NAMES.get(name.upper(), name))
    if body is None:
        raise BadSyntax(f"{name} cannot be fetched here")
    section = body["section"].upper()
    if section not in ("", "HEADER", "TEXT") and not _FIELDS.match(body["section"]):
        raise BadSyntax(f"BODY[{body['section']}] cannot be fetched here")
    label = name.upper() if name.upper() in _OLD_NAMES else f"BODY[{body['section']}]"
    if body["from"] is None:
        return Item(label, body["section"], peek=body["peek"] is not None)
    start = int(body["from"])
    return Item(f"{label}<{start}>", body["section"], body["peek"] is not None, start, int(body["count"]))


def answer_items(items: list[Item], message: Message) -> bytes:
    """The parenthesised list of a FETCH response."""
    return b"(" + b" ".join(item.label.encode() + b" " + _value(item, message) for item in items) + b")"


def flags_of(message: Message) -> str:
    return "(" + " ".join(sorted(message.flags)) + ")"


def internal_date(at_us: int) -> str:
    """The date-time of RFC 3501, in UTC; whole seconds are all it can say."""
    when = datetime.fromtimestamp(at_us // 1_000_000, UTC)
    return f'"{when.day:2d}-{_MONTHS[when.month - 1]}-{when.year:04d} {when:%H:%M:%S} +0000"'


def _value(item: Item, message: Message) -> bytes:
    if item.section is None:
        simple = {
            "UID": str(message.uid),
            "FLAGS": flags_of(message),
            "INTERNALDATE": internal_date(message.at_us),
            "RFC822.SIZE": str(len(message.raw)),
        }
        return simple[item.label].encode()
    text = _section(item.section, message)
    if item.start is not None:
        text = text[item.start : item.start + item.count]
    return b"{%d}\r\n" % len(text) + text


def _section(section: str, message: Message) -> bytes:
    if section == "":
        return message.raw
    if section.upper() == "HEADER":
        return message.head
    if section.upper() == "TEXT":
        return message.body
    fields = _FIELDS.match(section)
    assert fields is not None
    names = {name.strip('"').lower() for name in fields["names"].split()}
    return _fields(message.head, names, wanted=not fields["no"])


def _fields(head: bytes, names: set[str], *, wanted: bool) -> bytes:
    kept, keeping = bytearray(), False
    for line in head.splitlines(keepends=True):
        if line in (b"\r\n", b"\n"):
            break
        if line[:1] not in (b" ", b"\t"):
            name = line.split(b":", 1)[0].decode("ascii", "replace").strip().lower()
            keeping = (name in names) is wanted
        if keeping:
            kept += line
    return bytes(kept) + b"\r\n"
