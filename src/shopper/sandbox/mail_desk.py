"""The mail room: letters to the company reach its staff, letters to customers reach their mailboxes."""

from __future__ import annotations

import logging
import time
from typing import Any

from .answering import worded
from .desk import Desk
from .letters import Draft, Letter, read_letter, reply_id, status_of, write_bounce, write_letter
from .log import SandboxLog
from .mailboxes import FOLDERS, Mailboxes, plain_address
from .office import Office
from .storage import Storage

_LOG = logging.getLogger(__name__)
_NOBODY = "there is no such address here"
_FOLDERS = {name.lower(): name for name in FOLDERS}
_FOLLOW_UP = {
    "en": "Your question to {company}",
    "uk": "Ваше запитання до {company}",
    "ru": "Ваш вопрос к {company}",
    "pl": "Pytanie do {company}",
}


class MailDesk:
    """Takes letters from SMTP, and is the office's outlet for mail."""

    def __init__(self, office: Office, mailboxes: Mailboxes, storage: Storage, log: SandboxLog) -> None:
        self._office = office
        self._mailboxes = mailboxes
        self._storage = storage
        self._log = log

    def is_ours(self, address: str) -> bool:
        """Whether the address belongs to the company's domain."""
        return plain_address(address).endswith("@" + self._office.staff.domain)

    def refuses(self, address: str) -> str:
        """What SMTP answers to a recipient that it does not take; "" for a desk of the company and for any customer."""
        staff = self._office.staff
        if not self.is_ours(address):
            return ""
        desk = staff.mail.get(plain_address(address))
        if desk is None:
            return "" if staff.unknown == "bounced" else f"550 5.1.1 <{address}>: {_NOBODY}"
        return "550 {0} <{2}>: {1}".format(*status_of(desk.refuses), address) if desk.refuses else ""

    def accepted(self, raw: bytes, sender: str, recipients: list[str], at: tuple[int, int]) -> None:
        """A letter was accepted for delivery; `at` is when SMTP's 250 was written (UTC µs, monotonic ns)."""
        for recipient in recipients:
            if self.is_ours(recipient):
                self._to_staff(raw, sender, recipient, at)
            else:
                self._mailboxes.inbox(recipient).add(_stamped(raw, recipient, sender))

    def _to_staff(self, raw: bytes, sender: str, recipient: str, at: tuple[int, int]) -> None:
        address = plain_address(recipient)
        letter = read_letter(raw, sender, address)
        conversation = self._conversation_of(letter)
        desk = self._office.staff.mail.get(address) or Desk(bounces=_NOBODY)
        self._log.add(
            "in",
            address,
            conversation,
            letter.message_id,
            text=letter.text,
            sender=letter.sender,
            at=at,
            subject=letter.subject,
        )
        about: dict[str, Any] = {"letter": letter.as_json(), "contact": letter.sender, "automatic": letter.automatic}
        with self._storage.together():
            self._storage.put_thread(letter.message_id, conversation)
            if desk.bounces:
                body = {"outlet": "mail", "channel": address, "conversation": conversation, "about": about}
                self._office.say_later(f"{letter.message_id}/bounce", at[0], {**body, "bounce": desk.bounces})
                return
            text = f"{letter.subject}\n{letter.text}"
            self._office.hear(address, conversation, text, at[0], key=letter.message_id, about=about)

    def _conversation_of(self, letter: Letter) -> str:
        for reference in reversed(letter.references):
            known = self._storage.thread(reference)
            if known:
                return known
        return letter.message_id

    # the office's outlet
    def deliver(self, key: str, body: dict[str, Any]) -> None:
        """Write the letter and put it into the customer's mailbox."""
        data = body["about"].get("letter")
        letter = Letter.from_json(data) if data else None
        domain = self._office.staff.domain
        message_id = reply_id(key, domain=domain)
        kind = "auto" if body.get("bot") else "message"
        if "bounce" in body and letter is not None:
            to, raw, kind = letter.sender, write_bounce(message_id, letter, body["bounce"], domain), "bounce"
            body = {**body, "text": body["bounce"], "name": "Mail Delivery System"}
        else:
            to = body.get("contact") or (letter.sender if letter else "")
            raw = self._letter(message_id, to, body, letter)
        with self._storage.together():
            self._storage.forget_due(key)
            self._storage.put_thread(message_id, body["conversation"])
            folder = _FOLDERS[body.get("lands", "inbox")]
            self._mailboxes.folders(to)[folder].add(_stamped(raw, to, body["channel"]))
        self._log.add(
            "out",
            body["channel"],
            body["conversation"],
            message_id,
            text=body["text"],
            sender=body["name"],
            kind=kind,
            to=to,
        )

    def typing(self, body: dict[str, Any]) -> None:
        """Nobody sees staff typing a letter."""

    def _letter(self, message_id: str, to: str, body: dict[str, Any], letter: Letter | None) -> bytes:
        company = self._office.staff.company
        memory = self._office.memory(body["channel"], body["conversation"], body["language"])
        signature = worded(self._office.desk(body["channel"]).signature, memory, company)
        own_subject = body["subject"]
        if body.get("crossed") and not own_subject:
            own_subject = _FOLLOW_UP.get(body["language"], _FOLLOW_UP["en"]).replace("{company}", company)
        crossed_mail = bool(body.get("crossed")) and letter is not None
        address = body.get("from") or body["channel"]
        draft = Draft(
            id=message_id, company=company, address=address, name=body["name"], to=to, text=body["text"],
            signature=signature, subject="" if crossed_mail and not body["subject"] else own_subject, bot=body["bot"],
            html=body["html"], threaded=body["threaded"], quote=body["quote"], language=body["language"],
        )  # fmt: skip
        return write_letter(draft, letter)


def _stamped(raw: bytes, recipient: str, sender: str) -> bytes:
    """The letter as a mail server delivers it: with the envelope's addresses in front (RFC 5321 §4.4)."""
    seconds = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
    trace = (
        f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n"
        f"Received: from localhost by sandbox.invalid for <{recipient}>; {seconds}\r\n"
    )
    return trace.encode("utf-8", "replace") + _crlf(raw)


def _crlf(raw: bytes) -> bytes:
    return raw if b"\r\n" in raw else raw.replace(b"\n", b"\r\n")
