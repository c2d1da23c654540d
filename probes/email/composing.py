"""Writes a mail as an ordinary mail program would: nothing in it tells that a shopper sent it."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shopper.engine.probe import Conversation, Outgoing
from shopper.errors import OurFault
from shopper.settings.models import MailAccount

from .charsets import clean
from .headers import MESSAGE_ID
from .known import message_id_of
from .message import plus_address

_POLICY = SMTP.clone(cte_type="7bit")
_REFERENCES_KEPT = 20  # the first and the newest ones; RFC 5322 §3.6.4 leaves trimming to the sender


def message_id(outgoing_id: str, address: str) -> str:
    """The Message-ID of an outgoing message: the same after a crash, and in the shape that mail programs give it."""
    digest = hashlib.sha256(f"{outgoing_id}\n{address.lower()}".encode()).digest()
    return f"<{uuid.UUID(bytes=digest[:16], version=4)}@{address.rpartition('@')[2]}>"


def recipient(conversation: Conversation) -> str:
    """The company's address, made fit for SMTP (a domain of other letters by IDNA). Raises OurFault if it is none."""
    address = parseaddr(conversation.channel.address.removeprefix("mailto:"))[1]
    return _mailable(address, f"company.channels.{conversation.channel_id}.address")


def sender(account: MailAccount, persona: str) -> str:
    """The persona's own address, made fit for SMTP. Raises OurFault if it is none."""
    return _mailable(account.address, f"personas.{persona}.email.address")


def _mailable(address: str, setting: str) -> str:
    local, at, domain = address.rpartition("@")
    try:
        if not (local and at and domain) or any(c.isspace() or c in "<>" for c in address):
            raise ValueError
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except ValueError:
        raise OurFault(
            f"“{address}” is not an e-mail address; write one such as name@shop.example in {setting}.",
            code="bad_address",
        ) from None


def compose(conversation: Conversation, outgoing: Outgoing, account: MailAccount, wall_us: int) -> bytes:
    """The mail's bytes with CRLF line ends. wall_us: the moment for its Date, UTC microseconds."""
    own = sender(account, conversation.persona_id)
    mail = EmailMessage(policy=_POLICY)
    mail["Date"] = format_datetime(_local_time(conversation, wall_us))
    mail["From"] = Address(_one_line(conversation.persona.name), addr_spec=own)
    if account.plus and conversation.tag:
        mail["Reply-To"] = Address(_one_line(conversation.persona.name), addr_spec=plus_address(own, conversation.tag))
    mail["To"] = Address(addr_spec=recipient(conversation))
    mail["Subject"] = _one_line(outgoing.subject)
    mail.set_content(clean(outgoing.text), charset="utf-8")
    # Written by hand: the standard library would fold a long identifier into an encoded word, and no mail program
    # would find the thread again.
    identity = [f"Message-ID: {message_id(outgoing.id, own)}"]
    answered, thread = _thread(outgoing)
    if answered:
        identity.append(f"In-Reply-To: {answered}")
    if thread:
        identity.append("References: " + "\r\n ".join(thread))
    return "\r\n".join(identity).encode("utf-8") + b"\r\n" + mail.as_bytes()


def _thread(outgoing: Outgoing) -> tuple[str, list[str]]:
    """(In-Reply-To, References): only what has the shape of a Message-ID; a mail that had none is left out."""
    reply_to = message_id_of(outgoing.reply_to)
    answered = reply_to if MESSAGE_ID.fullmatch(reply_to) else ""
    thread = dict.fromkeys(map(message_id_of, outgoing.references))
    named = [name for name in thread if MESSAGE_ID.fullmatch(name) and name != answered]
    if answered:
        named.append(answered)
    if len(named) > _REFERENCES_KEPT:
        named = [named[0], *named[1 - _REFERENCES_KEPT :]]
    return answered, named


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _local_time(conversation: Conversation, wall_us: int) -> datetime:
    utc = datetime.fromtimestamp(wall_us // 1_000_000, tz=UTC)
    try:
        return utc.astimezone(ZoneInfo(conversation.persona.zone or conversation.company.zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return utc.astimezone()
