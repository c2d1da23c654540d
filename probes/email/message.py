"""Reads what a mailbox holds: any bytes become a record, however broken they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from shopper.engine.probe import Clues
from shopper.model import TurnKind

from .desk_frames import without_frame
from .headers import addresses, message_ids, sender_of, words
from .kinds import robot_mark
from .parts import attachment_names, body_of, parse
from .quoting import without_quotes
from .reports import read_report, reported_ids, without_copy
from .signatures import without_signature
from .surveys import asks_for_a_mark

_RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_MANY = 500  # recipients that are looked at


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as read.

    message_id: "" where it has none. text: what is new in it; quotations, signatures and the frames of help desks are
    cut off. why: what says that it was sent by a program ("" if nothing does): a header field, "subject", "survey",
    "receipt", "bounce", "delivery report". recipients: every address that it was sent to, in lower case.
    data: for Incoming.data: "automatic" (= why), "status" and "recipient" of a bounce, "attachments" by name.
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
    data: Mapping[str, Any] = field(default_factory=dict)


def read_mail(raw: bytes, own_addresses: tuple[str, ...] = ()) -> Mail:
    """The mail in `raw`; a plus-tag is taken only from one of `own_addresses` where they are given. Never raises."""
    message = parse(raw)
    sender_name, sender = sender_of(message)
    subject = words(message, "Subject")
    to = tuple(dict.fromkeys(a for name in _RECIPIENT_HEADERS for _, a in addresses(message, name)[:_MANY]))
    body = body_of(message)
    kind, text, data = _told(message, sender, subject, body)
    references = _references(message)
    if kind is not TurnKind.MESSAGE:
        references += reported_ids(message, body)
    ids = message_ids(message, "Message-ID")
    attached = attachment_names(message)
    return Mail(
        message_id=ids[0] if ids else "",
        sender=sender,
        sender_name=sender_name,
        subject=subject,
        text=text,
        kind=kind,
        why=str(data.get("automatic", "")),
        clues=Clues(
            references=tuple(dict.fromkeys(references)),
            tag=_tag(to, own_addresses),
            sender=sender,
            subject=subject,
        ),
        recipients=to,
        data=data | ({"attachments": attached} if attached else {}),
    )


def plus_address(address: str, tag: str) -> str:
    """`name+tag@domain`: the subaddress of RFC 5233 in its usual form."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{tag}@{domain}"


def _told(message: Message, sender: str, subject: str, body: str) -> tuple[TurnKind, str, dict[str, Any]]:
    """What kind of mail it is, its words, and what is known of it besides."""
    report = read_report(message, sender, subject, body)
    if report is not None:
        # A server's words are all its own: what looks like a signature or an introduction there is part of them.
        text = without_copy(body).strip()
        if report.failed:
            told = {"automatic": "bounce", "status": report.status, "recipient": report.recipient}
            return TurnKind.BOUNCE, text, {key: value for key, value in told.items() if value}
        return TurnKind.AUTO, text, {"automatic": report.reason}
    new = without_frame(without_quotes(without_frame(body)))
    asked = asks_for_a_mark(new)
    mark = robot_mark(message, subject)
    if asked is not None and asked.alone:
        return TurnKind.AUTO, new.strip(), {"automatic": "survey"}
    text = without_signature(asked.before if asked is not None else new)
    if mark:
        return TurnKind.AUTO, text, {"automatic": mark}
    return TurnKind.MESSAGE, text, {}


def _references(message: Message) -> list[str]:
    """Message-IDs that it answers, the nearest first: In-Reply-To, then References from the last (RFC 5322 §3.6.4)."""
    return message_ids(message, "In-Reply-To") + message_ids(message, "References")[::-1]


def _tag(recipients: tuple[str, ...], own_addresses: tuple[str, ...]) -> str:
    own = [address.lower().rpartition("@") for address in own_addresses]
    for recipient in recipients:
        local, _, domain = recipient.rpartition("@")
        base, plus, tag = local.rpartition("+")
        if plus and base and tag and (not own or any(base == o[0] and domain == o[2] for o in own)):
            return tag
    return ""
