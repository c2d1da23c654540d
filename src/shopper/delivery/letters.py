"""The letter of a wave as it goes over the wire: headers, plain text, HTML, and the page attached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

from ..settings.delivery import MailDelivery

PAGE = "scorecard.html"


@dataclass(frozen=True, slots=True)
class Told:
    """A wave's letter, as the renderers in reports/ wrote it."""

    subject: str
    plain: str
    html: str
    page: bytes | None


def compose(
    told: Told, to: str, mail: MailDelivery, scorecard: Mapping[str, Any], *, revision: int, at: datetime
) -> EmailMessage:
    """One recipient's letter. revision: 0 for the first; each that is sent again on purpose has the next one, and so a
    Message-ID of its own, while the same letter that is tried again keeps the same."""
    letter = EmailMessage()
    letter["Subject"] = told.subject
    letter["From"] = _address(mail.sender)
    letter["To"] = _address(to)
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = message_id(mail.address, to, scorecard, revision)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5.1: no “out of office” comes back from those who heed it
    letter["X-Auto-Response-Suppress"] = "All"  # … and from Exchange, which heeds this one (MS-OXCMAIL)
    letter["List-ID"] = _list_id(mail.address, scorecard["company"]["name"])  # RFC 2919: what filters sort by
    letter.set_content(told.plain, cte="quoted-printable" if told.plain.isascii() else "base64")
    letter.add_alternative(told.html, subtype="html", cte="base64")
    if told.page is not None:
        letter.add_attachment(told.page, maintype="text", subtype="html", filename=PAGE, params={"charset": "utf-8"})
    letter["Content-Language"] = str(scorecard.get("language", "en"))
    return letter


def message_id(sender: str, to: str, scorecard: Mapping[str, Any], revision: int) -> str:
    """The same for the same letter, so that a mail system which sees it twice may drop one."""
    named = "\0".join([scorecard["company"]["name"], scorecard["wave"]["name"], str(scorecard["wave"]["began"])])
    digest = hashlib.sha256(f"{named}\0{to}\0{revision}".encode()).hexdigest()[:32]
    return f"<shopper.{digest}@{_domain(sender)}>"


def _list_id(sender: str, company: str) -> str:
    label = hashlib.sha256(company.encode()).hexdigest()[:12]
    return f"<{label}.shopper.{_domain(sender)}>"


def _domain(sender: str) -> str:
    domain = sender.rpartition("@")[2]
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return re.sub(r"[^A-Za-z0-9.-]", "-", domain)


def _address(text: str) -> Address:
    name, bare = parseaddr(text)
    user, _, domain = bare.rpartition("@")
    return Address(display_name=name, username=user, domain=domain)
