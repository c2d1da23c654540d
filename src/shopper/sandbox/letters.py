"""Letters: what staff read in an incoming one, and how they write theirs (RFC 5322, 3834 for automatic ones)."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import asdict, dataclass
from email import message_from_bytes, message_from_string, policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr, formatdate, parseaddr
from typing import Any

_ID = re.compile(r"<[^<>\s]+>")
_QUOTE_INTRO = re.compile(
    r"^(on .+ wrote:|.+ пише:|.+ написав(ла)?:|.+ пишет:|.+ napisał\(a\):|-{2,} ?original message ?-{2,})\s*$",
    re.IGNORECASE,
)

# What is said for a letter without a date, and the line above a quotation.
_QUOTING = {
    "en": ("an earlier day", "On {when}, {who} wrote:"),
    "uk": ("раніше", "{when}, {who} пише:"),
    "ru": ("ранее", "{when}, {who} пишет:"),
    "pl": ("wcześniej", "{when}, {who} napisał(a):"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """An incoming letter as staff read it. sender: where replies go. text: the customer's own words, without quotes."""

    message_id: str
    sender: str
    name: str
    to: str
    subject: str
    date: str
    references: tuple[str, ...]
    text: str
    automatic: bool

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "references": list(self.references)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Letter:
        return cls(**{**data, "references": tuple(data["references"])})


def read_letter(raw: bytes, envelope_sender: str, to: str) -> Letter:
    """Read what came by SMTP. Never raises: what cannot be parsed is taken as it is."""
    message = message_from_bytes(raw, policy=policy.compat32)
    parsed = message_from_bytes(raw, policy=policy.default)

    def header(name: str) -> str:
        try:
            return str(parsed.get(name, ""))
        except Exception:
            return str(message.get(name, ""))

    name, sender = parseaddr(header("Reply-To") or header("From"))
    auto = header("Auto-Submitted").strip().lower()
    return Letter(
        message_id=(_ID.findall(header("Message-ID")) or [f"<{hashlib.sha256(raw).hexdigest()[:24]}@no-id.invalid>"])[
            0
        ],
        sender=sender or envelope_sender,
        name=name,
        to=to,
        subject=" ".join(header("Subject").split()),
        date=header("Date"),
        references=tuple(dict.fromkeys(_ID.findall(header("References")) + _ID.findall(header("In-Reply-To")))),
        text=own_words(_plain_text(parsed)),
        automatic=not envelope_sender or auto not in ("", "no"),
    )


def _plain_text(message: Any) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        text = str(part.get_content()) if part is not None else ""
        if part is not None and part.get_content_subtype() == "html":
            text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    except Exception:
        payload = message.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return text.replace("\r\n", "\n")


def own_words(text: str) -> str:
    """The text without what it quotes: lines that begin with ">", the line that introduces them, a signature."""
    kept: list[str] = []
    for line in text.split("\n"):
        if line.rstrip("\r") == "-- ":
            break
        if line.startswith(">") or _QUOTE_INTRO.match(line.strip()):
            continue
        kept.append(line)
    return "\n".join(kept).strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """What staff write: a reply to `answering`, or a letter of its own when that is None."""

    id: str
    company: str
    address: str
    name: str
    to: str
    text: str
    signature: str = ""
    subject: str = ""
    bot: bool = False
    html: bool = False
    threaded: bool = True
    quote: bool = True
    language: str = "en"


def reply_id(*parts: object, domain: str) -> str:
    """A Message-ID that follows from what it replies to, so that a reply sent again after a crash has the same one."""
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return f"<{digest[:24]}@{domain}>"


def write_letter(draft: Draft, answering: Letter | None) -> bytes:
    """The letter as bytes with CRLF lines."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = formataddr((draft.name or draft.company, draft.address)) if _ascii(draft.name) else _from(draft)
    message["To"] = draft.to
    message["Subject"] = draft.subject or _re(answering.subject if answering else "")
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = draft.id
    if answering is not None and draft.threaded:
        message["In-Reply-To"] = answering.message_id
        chain = [*answering.references, answering.message_id]
        message["References"] = " ".join(dict.fromkeys(chain[:1] + chain[-20:]))
    if draft.bot:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    words = draft.text.strip()
    signature = f"\n\n-- \n{draft.signature.strip()}" if draft.signature.strip() else ""
    quoted = _quoted(answering, draft.language) if answering is not None and draft.quote and not draft.bot else ""
    message.set_content(f"{words}{quoted}{signature}\n", cte="quoted-printable")
    if draft.html:
        message.add_alternative(_as_html(words, quoted, draft.signature), subtype="html", cte="quoted-printable")
    return message.as_bytes()


def _ascii(name: str) -> bool:
    return name.isascii()


def _from(draft: Draft) -> Address:
    return Address(draft.name or draft.company, addr_spec=draft.address)


def _re(subject: str) -> str:
    return subject if re.match(r"\s*(re|відп)\s*:", subject, re.IGNORECASE) else f"Re: {subject}".strip()


def _quoted(letter: Letter, language: str) -> str:
    who = letter.name or letter.sender
    earlier, wrote = _QUOTING.get(language, _QUOTING["en"])
    intro = wrote.format(when=letter.date or earlier, who=who)
    return "\n\n" + intro + "\n" + "\n".join(f"> {line}".rstrip() for line in letter.text.split("\n"))


def _as_html(words: str, quoted: str, signature: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in words.split("\n\n"))
    old = f"<blockquote>{html.escape(quoted.strip())}</blockquote>".replace("\n", "<br>") if quoted else ""
    signed = f"<p>{html.escape(signature.strip())}</p>".replace("\n", "<br>") if signature.strip() else ""
    return f"<!doctype html><html><body>{paragraphs}{old}{signed}</body></html>"


def status_of(reason: str) -> tuple[str, str]:
    """(enhanced status code, words) of a reason in the script; an unknown user's code where it names none."""
    code, _, words = reason.partition(" ")
    return (code, words) if re.fullmatch(r"5\.\d+\.\d+", code) else ("5.1.1", reason)


def write_bounce(key: str, letter: Letter, reason: str, domain: str) -> bytes:
    """A delivery status notification (RFC 3464): this letter could not be delivered."""
    code, reason = status_of(reason)
    notice = (
        f"This is the mail system at {domain}.\n\nYour message could not be delivered.\n\n<{letter.to}>: {reason}\n"
    )
    status: list[Message | str] = [
        message_from_string(f"Reporting-MTA: dns; {domain}\n"),
        message_from_string(
            f"Final-Recipient: rfc822; {letter.to}\nAction: failed\nStatus: {code}\n"
            f"Diagnostic-Code: smtp; 550 {code} {reason}\n"
        ),
    ]
    boundary = "=_" + hashlib.sha256(key.encode()).hexdigest()[:20]
    report = MIMEMultipart("report", boundary, report_type="delivery-status")
    report["From"] = formataddr(("Mail Delivery System", f"MAILER-DAEMON@{domain}"))
    report["To"] = letter.sender
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = formatdate(localtime=False)
    report["Message-ID"] = key
    report["Auto-Submitted"] = "auto-replied"
    report["In-Reply-To"] = letter.message_id
    report.attach(MIMEText(notice, "plain", "utf-8"))
    returned = (
        f"Message-ID: {letter.message_id}\nTo: {letter.to}\nSubject: {Header(letter.subject, 'utf-8').encode()}\n"
    )
    for kind, payload in (("message/delivery-status", status), ("text/rfc822-headers", returned)):
        part = Message()
        part["Content-Type"] = kind
        part.set_payload(payload)
        report.attach(part)
    return report.as_bytes(policy=policy.SMTP.clone(refold_source="none"))
