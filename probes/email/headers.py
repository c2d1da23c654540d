"""A mail's header fields as words and addresses, however they were written."""

from __future__ import annotations

import base64
import binascii
import re
from email.message import Message
from email.utils import getaddresses

from .charsets import clean, decode

MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
_FIELD_LIMIT = 20_000  # characters of a field that are read; a list of recipients can be a megabyte
_ID_LIMIT = 100
# RFC 2047 §2, and what programs make of it: spaces inside the words, a language after the set (RFC 2231 §5), no "?=".
_ENCODED = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\r\n]{0,2000})\?=", re.IGNORECASE)
_IN_QUOTES = re.compile(r"\"=\?[^\"]*\?=\"")
_BARE_ADDRESS = re.compile(r"[^\s<>,;:\"()]{1,200}@[^\s<>,;:\"()]{1,200}")


def raw(message: Message, name: str) -> str:
    """All values of a field joined, as sent, with bytes outside ASCII read as text."""
    values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return " ".join(unsurrogated(str(value)) for value in values)[:_FIELD_LIMIT]


def unsurrogated(value: str) -> str:
    """Text of what the standard parser gives, which keeps bytes outside ASCII as lone surrogates."""
    return clean(value) if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))


def words(message: Message, name: str) -> str:
    """A field's text, its encoded words (RFC 2047) read."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return encoded_words(str(value)[:_FIELD_LIMIT])
    return ""


def encoded_words(value: str) -> str:
    """`value` with its encoded words read. Never raises: what cannot be read stays as it was written."""
    unfolded = re.sub(r"\r?\n[ \t]?", " ", value).strip()
    if _IN_QUOTES.fullmatch(unfolded):
        unfolded = unfolded[1:-1]
    pieces: list[tuple[str, bytes]] = []  # (set, bytes); neighbours of one set are one text, cut where it fell
    done: list[str] = []
    at = 0
    for match in _ENCODED.finditer(unfolded):
        between = unfolded[at : match.start()]
        data = _bytes_of(match[2].lower(), match[3])
        if pieces and between.strip():
            done.append(_text_of(pieces))
            pieces = []
        if between.strip() or not (pieces or at):
            done.append(unsurrogated(between))
        if data is None:
            done.append(_text_of(pieces) + match[0])
            pieces = []
        elif pieces and pieces[-1][0] == match[1].lower():
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + data)
        else:
            pieces.append((match[1].lower(), data))
        at = match.end()
    done += [_text_of(pieces), unsurrogated(unfolded[at:])]
    return " ".join("".join(done).split())


def _text_of(pieces: list[tuple[str, bytes]]) -> str:
    return "".join(decode(data, charset) for charset, data in pieces)


def _bytes_of(encoding: str, written: str) -> bytes | None:
    data = written.encode("utf-8", "surrogateescape")
    if encoding == "q":
        return binascii.a2b_qp(data.replace(b"_", b" "))
    bare = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    try:
        return base64.b64decode(bare + b"=" * (-len(bare) % 4))
    except binascii.Error:
        return None


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(name, address in lower case) of everyone in a field."""
    value = raw(message, name)
    if not value:
        return []
    try:
        pairs = getaddresses([value])
    except Exception:  # a broken list; the addresses can still be seen in it
        pairs = []
    found = [(encoded_words(shown), address.strip().lower()) for shown, address in pairs if "@" in address]
    return found or [("", a.lower()) for a in _BARE_ADDRESS.findall(value)]


def sender_of(message: Message) -> tuple[str, str]:
    """(name, address) of who wrote it, by the first field that names one; ("", "") where none does."""
    for name in ("From", "Reply-To", "Sender", "Return-Path"):
        found = addresses(message, name)
        if found:
            return found[0]
    return "", ""


def message_ids(message: Message, name: str) -> list[str]:
    return MESSAGE_ID.findall(raw(message, name))[:_ID_LIMIT]
