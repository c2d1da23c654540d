"""Mail about a mail: could not be delivered, not yet, was delivered, was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from .headers import MESSAGE_ID, addresses, message_ids, raw
from .parts import all_parts, media_type, text_of

_MAILERS = ("mailer-daemon", "mail-daemon", "mail.daemon", "mailerdaemon")
_POSTMASTERS = ("postmaster", "mailer", "mail-system", "bounce", "bounces")
_FAILED_SUBJECT = re.compile(
    r"undeliver|not delivered|delivery (?:status notification \(failure|fail)|returned mail|returning message to "
    r"sender|"
    r"failure notice|mail (?:delivery )?fail|delivery error|could not be delivered|"
    r"не ?доставлен|не вдалося доставити|не удалось доставить|помилка доставки|ошибка доставки|"
    r"niedostarczon|nie (?:została )?dostarczon|błąd dostarcz|nie można dostarczyć",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\bwarning\b|\bdelay(?:ed)?\b|not yet been\s+delivered|still undelivered|will be tried again|will continue to try|"
    r"затрим|задерж|ще не доставлен|еще не доставлен|ещё не доставлен|opóźni|jeszcze nie (?:została )?dostarczon",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(action|status|final-recipient|original-recipient|diagnostic-code)[ \t]*:[ \t]*(.*)$", re.I | re.M
)
_ENHANCED = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")
_ADDRESS = re.compile(r"[\w.+'=-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100}){1,10}")
_ID_IN_BODY = re.compile(r"^[ \t>]*message-id:\s*(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE)
_COPY = re.compile(
    r"^[ \t>]*-{2,50} ?(?:this is a copy of|below this line is a copy|original message|the original message|returned "
    r"message|"
    r"копия|копія|kopia)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail says of another.

    reason: "bounce", or "delivery report" for what is no failure (yet), or "receipt". status: the enhanced code
    (RFC 3463), as 5.0.0 where only the kind of failure is told. recipient: whom it did not reach, in lower case.
    """

    reason: str
    status: str = ""
    recipient: str = ""

    @property
    def failed(self) -> bool:
        return self.reason == "bounce"


def read_report(message: Message, sender: str, subject: str, body: str) -> Report | None:
    """None where the mail is about itself, as most are."""
    content_type = raw(message, "Content-Type").lower()
    if "multipart/report" in content_type or _status_parts(message):
        if "disposition-notification" in content_type:
            return Report("receipt")
        return _machine_readable(message, "delivery-status" in content_type, body)
    told = [address for _, address in addresses(message, "X-Failed-Recipients")]
    local = sender.partition("@")[0]
    null_path = raw(message, "Return-Path").strip() in ("", "<>")
    by_mailer = local in _MAILERS and null_path
    by_postmaster = local in _POSTMASTERS and null_path and _FAILED_SUBJECT.search(subject)
    if not (told or by_mailer or by_postmaster):
        return None
    words = without_copy(body)
    if not told and (_NOT_YET.search(subject) or _NOT_YET.search(words[:4_000])):
        return Report("delivery report")
    named = next((a for a in _ADDRESS.findall(words[:10_000].lower()) if a != sender), "")
    return Report("bounce", _status_in(words), told[0] if told else named)


def _status_parts(message: Message) -> bool:
    children = message.get_payload()
    return isinstance(children, list) and any(
        isinstance(p, Message) and media_type(p) == "message/delivery-status" for p in children[:10]
    )


def _machine_readable(message: Message, said_so: bool, body: str) -> Report:
    """The groups of fields, one for each recipient (RFC 3464 §2): the first that failed is told."""
    groups: list[dict[str, str]] = []
    for part in all_parts(message):
        if media_type(part) == "message/delivery-status":
            for block in re.split(r"\n[ \t]*\n", text_of(part).replace("\r\n", "\n")):
                found = {name.lower(): value.strip() for name, value in _FIELD.findall(block)}
                if found:
                    groups.append(found)
    # RFC 3464 §2.3.3: "delayed", "delivered", "relayed" and "expanded" are no failures.
    failed = [g for g in groups if g.get("action", "").lower().startswith("fail")]
    if not failed:
        if any(g.get("action") for g in groups) or not said_so:
            return Report("delivery report")
        failed = groups
    first = failed[0] if failed else {}
    status = next(iter(_ENHANCED.findall(first.get("status", ""))), "")
    if not status or status.endswith(".0.0"):
        closer = _ENHANCED.findall(first.get("diagnostic-code", ""))
        status = next((code for code in closer if not code.endswith(".0.0")), status) or _status_in(body)
    named = first.get("final-recipient") or first.get("original-recipient") or ""
    address = named.rpartition(";")[2].strip().strip("<>").lower()
    return Report("bounce", status, address)


def _status_in(words: str) -> str:
    """The enhanced code in plain words; of a reply code of SMTP its class only; 5.0.0 where nothing is told."""
    words = words[:10_000]
    if enhanced := _ENHANCED.search(words):
        return enhanced[1]
    code = _REPLY_CODE.search(words)
    return f"{code[1]}.0.0" if code else "5.0.0"


def without_copy(body: str) -> str:
    """A report in plain words without the letter that it gives back."""
    copy = _COPY.search(body)
    return body[: copy.start()].rstrip() if copy and body[: copy.start()].strip() else body


def reported_ids(message: Message, body: str) -> list[str]:
    """Message-IDs of the mail that it is about: from the part that returns it, else from the words."""
    found: list[str] = []
    for part in all_parts(message):
        if media_type(part) == "text/rfc822-headers" or (part is not message and raw(part, "Message-ID")):
            found += message_ids(part, "Message-ID") or _ID_IN_BODY.findall(text_of(part))
        elif media_type(part) == "message/disposition-notification":
            found += [
                i
                for line in re.findall(r"(?im)^original-message-id:.*$", text_of(part))
                for i in MESSAGE_ID.findall(line)
            ]
    return found or _ID_IN_BODY.findall(body)
