"""SIP messages as text (RFC 3261 §7): read, changed and written by an exchange that knows no more than it must."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_COMPACT = {
    "v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact", "l": "content-length", "c": "content-type",
    "s": "subject", "k": "supported", "e": "content-encoding",
}  # fmt: skip
_LISTS = frozenset({"via", "route", "record-route", "contact"})
_COMMA = re.compile(r',(?=(?:[^"<>]|"(?:[^"\\]|\\.)*"|<[^>]*>)*$)')  # not in quotes, not in angle brackets
_URI = re.compile(r"sips?:(?:([^@;>\s]*)@)?(\[[^\]]+\]|[^:;>\s?]+)(?::(\d+))?", re.IGNORECASE)


OWN_TAG = "exchange"  # of what is answered here, not by the other side


class NotSip(ValueError):
    """What came in is no SIP message."""


@dataclass(frozen=True, slots=True)
class Uri:
    """Where a `sip:` address points. port: 5060 where it names none."""

    user: str
    host: str
    port: int


def uri_in(text: str) -> Uri:
    """The first SIP address in a header's value. Raises NotSip."""
    found = _URI.search(text)
    if found is None:
        raise NotSip(f"no SIP address in {text[:80]!r}")
    return Uri((found[1] or "").partition(":")[0], found[2].strip("[]"), int(found[3] or 5060))


def parameter(value: str, name: str) -> str | None:
    """A parameter behind the address of a header: parameter("<sip:a@b>;expires=60", "expires") is "60"; "" for one
    without a value, None where it is missing."""
    for part in value.rpartition(">")[2].split(";")[1:]:
        key, _, given = part.partition("=")
        if key.strip().lower() == name:
            return given.strip()
    return None


@dataclass
class SipMessage:
    """A request or a response. first: its first line. headers: (name in small letters, value), in order."""

    first: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    @property
    def status(self) -> int:
        """A response's code; 0 for a request."""
        return int(self.first.split(" ", 2)[1]) if self.first.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        """Of a request, and of the request that a response answers."""
        return self["cseq"].split()[-1] if self.status else self.first.partition(" ")[0]

    @property
    def target(self) -> str:
        """A request's address."""
        return self.first.split(" ")[1]

    def __getitem__(self, name: str) -> str:
        """The first value of a header; "" where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    def replace(self, name: str, values: Iterable[str]) -> None:
        """All values of a header anew, in the place of its first one, or before all headers."""
        at = next((n for n, (key, _) in enumerate(self.headers) if key == name), 0)
        kept = [header for header in self.headers if header[0] != name]
        at = sum(1 for header in self.headers[:at] if header[0] != name)
        self.headers = [*kept[:at], *((name, value) for value in values), *kept[at:]]

    def encode(self) -> bytes:
        self.replace("content-length", [str(len(self.body))])
        lines = [self.first, *(f"{_written(name)}: {value}" for name, value in self.headers)]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


def read_sip(data: bytes) -> SipMessage:
    """Raises NotSip for what is none: a keep-alive, a scanner's rubbish, a message cut short."""
    head, separator, body = data.partition(b"\r\n\r\n")
    try:
        text = re.sub(r"\r\n[ \t]+", " ", head.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotSip("not UTF-8") from error
    first, *lines = text.split("\r\n")
    words = first.split(" ")
    response = words[0] == "SIP/2.0" and len(words) >= 2 and words[1].isascii() and words[1].isdigit()
    request = len(words) == 3 and words[2] == "SIP/2.0"
    if not separator or not (response or request):
        raise NotSip(f"not SIP: {first[:60]!r}")
    message = SipMessage(first, body=body)
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise NotSip(f"no header: {line[:60]!r}")
        key = name.strip().lower()
        key = _COMPACT.get(key, key)
        values = _COMMA.split(value) if key in _LISTS else [value]
        message.headers += [(key, each.strip()) for each in values]
    if not (message["via"] and message["call-id"] and len(message["cseq"].split()) == 2):
        raise NotSip("Via, Call-ID or CSeq is missing")
    return message


def answer_to(request: SipMessage, status: int, reason: str, *more: tuple[str, str]) -> SipMessage:
    """A response made here (RFC 3261 §8.2.6)."""
    response = SipMessage(f"SIP/2.0 {status} {reason}")
    for name in ("via", "from", "to", "call-id", "cseq"):
        for value in request.all(name):
            tagless = name == "to" and "tag=" not in value
            response.headers.append((name, f"{value};tag={OWN_TAG}" if tagless else value))
    response.headers += more
    return response


def _written(name: str) -> str:
    special = {
        "call-id": "Call-ID",
        "cseq": "CSeq",
        "www-authenticate": "WWW-Authenticate",
        "mime-version": "MIME-Version",
    }
    return special.get(name) or "-".join(part.capitalize() for part in name.split("-"))
