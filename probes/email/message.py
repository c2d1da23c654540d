"""Reads what a mailbox holds: any bytes become a record, however broken they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses

from shopper.engine.probe import Clues
from shopper.model import TurnKind

from .charsets import clean, decode
from .html_text import text_of_html
from .quoting import without_quotes

TEXT_LIMIT = 200_000  # characters; nobody reads more, and patterns stay quick
MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
_DEPTH = 20
_ACTION = re.compile(r"^action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_ID_IN_BODY = re.compile(r"^[\s>]*message-id:\s*(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE)
_RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as read.

    message_id: "" where it has none. text: what is new in it, quotations cut off. why: the header that says it was
    sent by a program ("" if none does). recipients: every address that it was sent to, in lower case.
    """

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    kind: TurnKind
    why: str
    clues: Clues
    recipients: tuple[str, ...]


def read_mail(raw: bytes, own_addresses: tuple[str, ...] = ()) -> Mail:
    """The mail in `raw`; a plus-tag is taken only from one of `own_addresses` where they are given. Never raises."""
    message = BytesParser(policy=compat32).parsebytes(raw)
    sender_name, sender = _sender(message)
    subject = _words(message, "Subject")
    recipients = tuple(dict.fromkeys(a for name in _RECIPIENT_HEADERS for _, a in _addresses(message, name)))
    whole = _body(message)[:TEXT_LIMIT]
    kind, why = _kind(message, sender)
    references = _references(message)
    if kind is TurnKind.BOUNCE:
        references += _bounced_ids(message, whole)
    clues = Clues(
        references=tuple(dict.fromkeys(references)),
        tag=_tag(recipients, own_addresses),
        sender=sender,
        subject=subject,
    )
    ids = MESSAGE_ID.findall(_raw(message, "Message-ID"))
    return Mail(
        message_id=ids[0] if ids else "",
        sender=sender,
        sender_name=sender_name,
        subject=subject,
        text=without_quotes(whole),
        kind=kind,
        why=why,
        clues=clues,
        recipients=recipients,
    )


def plus_address(address: str, tag: str) -> str:
    """`name+tag@domain`: the subaddress of RFC 5233 in its usual form."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{tag}@{domain}"


# --- headers


def _raw(message: Message, name: str) -> str:
    """All values of a header joined, as sent, with bytes outside ASCII read as text."""
    values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return " ".join(_unsurrogated(str(value)) for value in values)


def _unsurrogated(value: str) -> str:
    # The parser keeps raw 8-bit bytes of a header as surrogates.
    return decode(value.encode("utf-8", "surrogateescape")) if not value.isascii() else clean(value)


def _first(message: Message, name: str) -> str:
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return str(value)
    return ""


def _words(message: Message, name: str) -> str:
    """A header's text with its encoded words (RFC 2047) read."""
    return _encoded_words(_first(message, name))


def _encoded_words(value: str) -> str:
    unfolded = re.sub(r"\r?\n[ \t]?", " ", value)
    if "=?" not in unfolded:
        return " ".join(_unsurrogated(unfolded).split())
    try:
        pieces = decode_header(unfolded)
    except Exception:  # the parser of encoded words raises several kinds on broken ones; the raw words remain
        return " ".join(_unsurrogated(unfolded).split())
    read = [_unsurrogated(p) if isinstance(p, str) else decode(p, charset) for p, charset in pieces]
    return " ".join("".join(read).split())


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(name, address in lower case) of everyone in a header."""
    value = _raw(message, name)
    if not value:
        return []
    try:
        pairs = getaddresses([value[:20_000]])
    except Exception:  # a broken address list; the addresses can still be seen in it
        pairs = []
    found = [(_encoded_words(shown), address.strip().lower()) for shown, address in pairs if "@" in address]
    return found or [("", a.lower()) for a in re.findall(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+", value[:20_000])]


def _sender(message: Message) -> tuple[str, str]:
    for name in ("From", "Reply-To", "Sender", "Return-Path"):
        found = _addresses(message, name)
        if found:
            return found[0]
    return "", ""


def _references(message: Message) -> list[str]:
    """Message-IDs that it answers, the nearest first: In-Reply-To, then References from the last (RFC 5322 §3.6.4)."""
    return MESSAGE_ID.findall(_raw(message, "In-Reply-To")) + MESSAGE_ID.findall(_raw(message, "References"))[::-1]


def _tag(recipients: tuple[str, ...], own_addresses: tuple[str, ...]) -> str:
    own = [address.lower().rpartition("@") for address in own_addresses]
    for recipient in recipients:
        local, _, domain = recipient.rpartition("@")
        base, plus, tag = local.rpartition("+")
        if plus and base and tag and (not own or any(base == o[0] and domain == o[2] for o in own)):
            return tag
    return ""


# --- what kind it is


def _kind(message: Message, sender: str) -> tuple[TurnKind, str]:
    content_type = _raw(message, "Content-Type").lower()
    if "multipart/report" in content_type:
        statuses = [_text_of(p) for p in _parts(message) if _type(p) == "message/delivery-status"]
        actions = {action.lower() for status in statuses for action in _ACTION.findall(status)}
        # RFC 3464 §2.3.3: "delayed", "delivered", "relayed" and "expanded" are no failures. RFC 8098 receipts are none.
        failed = "failed" in actions or (not actions and "delivery-status" in content_type)
        return (TurnKind.BOUNCE if failed else TurnKind.AUTO), "multipart/report"
    failed_recipients = _raw(message, "X-Failed-Recipients")
    from_mailer = sender.partition("@")[0] in ("mailer-daemon", "mail-daemon")
    if failed_recipients or (from_mailer and _raw(message, "Return-Path").strip() in ("", "<>")):
        return TurnKind.BOUNCE, "X-Failed-Recipients" if failed_recipients else "MAILER-DAEMON"
    # RFC 3834 §5; the field may carry parameters after a semicolon.
    automatic = _raw(message, "Auto-Submitted").split(";")[0].strip().lower()
    if automatic and automatic != "no":
        return TurnKind.AUTO, f"Auto-Submitted: {automatic}"
    if _raw(message, "Precedence").strip().lower() in ("auto_reply", "auto-reply"):
        return TurnKind.AUTO, "Precedence: auto_reply"
    for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder"):
        value = _raw(message, name).strip().lower()
        if value and value not in ("no", "false"):
            return TurnKind.AUTO, name
    return TurnKind.MESSAGE, ""


def _bounced_ids(message: Message, text: str) -> list[str]:
    """Message-IDs of the mail that could not be delivered: from the part that returns it, else from the words."""
    found: list[str] = []
    for part in _parts(message):
        if _type(part) == "text/rfc822-headers" or (part is not message and _raw(part, "Message-ID")):
            found += MESSAGE_ID.findall(_raw(part, "Message-ID")) or _ID_IN_BODY.findall(_text_of(part))
    return found or _ID_IN_BODY.findall(text)


# --- bodies


def _type(part: Message) -> str:
    try:
        return part.get_content_type()
    except Exception:  # a Content-Type that the library itself cannot read
        return "text/plain"


def _parts(message: Message) -> Iterator[Message]:
    """Every part, the message first, also inside returned messages; no deeper than a sane mail goes."""
    pending = [(message, 0)]
    while pending:
        part, depth = pending.pop()
        yield part
        payload = part.get_payload()
        if isinstance(payload, list) and depth < _DEPTH:
            pending += [(p, depth + 1) for p in reversed(payload) if isinstance(p, Message)]


def _text_of(part: Message) -> str:
    """The decoded words of a part that is not multipart (or the headers of parts such as delivery-status)."""
    payload = part.get_payload()
    if isinstance(payload, list):
        # message/delivery-status is a list of header blocks.
        blocks = [p for p in payload if isinstance(p, Message)]
        return "\n".join(f"{key}: {_unsurrogated(str(value))}" for b in blocks for key, value in b.raw_items())
    try:
        data = part.get_payload(decode=True)
    except Exception:  # a transfer encoding that cannot be undone; the raw words are shown then
        data = None
    if not isinstance(data, bytes):
        data = str(payload or "").encode("utf-8", "surrogateescape")
    try:
        charset = part.get_content_charset()
    except Exception:  # RFC 2231 parameters with an unknown character set
        charset = None
    return decode(data, charset)


def _attached(part: Message) -> bool:
    disposition = _raw(part, "Content-Disposition").strip().lower()
    return disposition.startswith("attachment") or "filename" in disposition


def _body(message: Message) -> str:
    return _text_below(message, 0).replace("\r\n", "\n").replace("\r", "\n").strip()


def _text_below(part: Message, depth: int) -> str:
    kind = _type(part)
    payload = part.get_payload()
    if isinstance(payload, list) and kind.startswith("multipart/"):
        if depth >= _DEPTH:
            return ""
        children = [p for p in payload if isinstance(p, Message)]
        if kind == "multipart/report":
            children = children[:1]  # the words for people; the rest is for programs
        if kind == "multipart/alternative":
            return _best_alternative(children, depth)
        words = "\n\n".join(words for words in (_text_below(p, depth + 1) for p in children) if words.strip())
        # Where the parts are broken, what stands around them is all there is.
        if words or depth:
            return words
        return "\n\n".join(filter(None, (_around(part.preamble), _around(part.epilogue))))
    if depth and _attached(part):
        return ""
    if kind == "text/html":
        return text_of_html(_text_of(part)[: 5 * TEXT_LIMIT])
    if kind == "text/plain" or (not depth and not kind.startswith(("image/", "audio/", "video/", "application/"))):
        return _text_of(part)
    return ""


def _around(words: object) -> str:
    return _unsurrogated(words).strip() if isinstance(words, str) else ""


def _best_alternative(children: list[Message], depth: int) -> str:
    """The plain one of several forms where it says anything, else the richest that does (the last: RFC 2046 §5.1.4)."""
    for child in children:
        if _type(child) == "text/plain" and (words := _text_below(child, depth + 1)).strip():
            return words
    for child in reversed(children):
        if (words := _text_below(child, depth + 1)).strip():
            return words
    return ""
