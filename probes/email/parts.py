"""A mail's parts, and the words in them: what a customer reads when opening it."""

from __future__ import annotations

import base64
import binascii
import copy
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32

from .charsets import clean, declared_in_html, decode
from .headers import encoded_words, raw, unsurrogated
from .html_text import text_of_html
from .invitations import text_of_invitation

TEXT_LIMIT = 200_000  # characters; nobody reads more, and patterns stay quick
_DEPTH = 40  # no sane mail goes deeper; what is below is read as it comes
_MANY = 2_000  # parts that are looked at
# Attachments are evidence, not words: of a long run of base64 only the beginning is parsed.
_LONG_RUN = re.compile(rb"^((?:[A-Za-z0-9+/]{40,200}\r?\n){8000})(?:[A-Za-z0-9+/]{40,200}\r?\n)+", re.MULTILINE)
_EMPTY_RUN = re.compile(rb"[\r\n]{1000,}")
# The library reads a field of many parameters in quadratic time.
_LONG_FIELD = re.compile(
    rb"^(content-[a-z-]{1,40}:[^\n]{0,4000}(?:\n[ \t][^\n]{0,1000}){0,40})[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M
)
_LARGE = 300_000  # bytes from which on it is worth shortening
_WHOLE_LIMIT = 6_000_000  # bytes that are parsed of what is no such run
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]*={0,2}[ \t]*")
_ESCAPED_LETTER = re.compile(rb"=[89A-Fa-f][0-9A-Fa-f]")
_UUENCODED = re.compile(r"^begin [0-7]{3} [^\n]{1,200}\n(?:[ -`]{1,90}\n){0,100000}end[ \t]*$", re.MULTILINE)
_SCAFFOLD = re.compile(rb"^(?:--[^\n]*|content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*)\n", re.IGNORECASE | re.MULTILINE)
_MBOX_LINE = re.compile(rb">?From [^\r\n]{1,200}\r?\n")
# Plain parts that say only that there is nothing in them.
_STUB = re.compile(
    r"(?:mail|поч|пошт|klient|program|client|браузер|browser|message|письмо|лист|wiadomo)[^\n]{0,120}\bhtml\b|"
    r"\bhtml\b[^\n]{0,120}(?:mail|поч|пошт|klient|program|client|браузер|browser|message|письмо|лист|wiadomo)",
    re.IGNORECASE,
)
_STUB_LIMIT = 300


def parse(data: bytes) -> Message:
    """The mail as the standard parser sees it; no deeper, and no longer, than a person would read. Never raises."""
    mbox = _MBOX_LINE.match(data)
    data = data[mbox.end() if mbox else 0 :]
    if len(data) > _LARGE:
        data = _LONG_RUN.sub(rb"\1", _EMPTY_RUN.sub(b"\n\n", data))[:_WHOLE_LIMIT]
    data = _LONG_FIELD.sub(rb"\1", data)
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except (
        Exception
    ):  # nested deeper than the parser goes, or broken as nobody thought of: its header can still be read
        return _barely_parsed(data[: 2 * TEXT_LIMIT])


def _barely_parsed(data: bytes) -> Message:
    try:
        message = BytesHeaderParser(policy=compat32).parsebytes(data)
    except Exception:
        message = Message()
    words = _SCAFFOLD.sub(b"", data.replace(b"\r\n", b"\n").partition(b"\n\n")[2])
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del message[name]
    message.set_payload(words.decode("ascii", "surrogateescape"))
    return message


def media_type(part: Message) -> str:
    try:
        return part.get_content_type()
    except Exception:  # a Content-Type that the library itself cannot read
        return "text/plain"


def parameter(part: Message, name: str) -> str:
    """A parameter of the Content-Type in lower case, "" where there is none."""
    try:
        value = part.get_param(name)
    except Exception:
        return ""
    return value.strip().lower() if isinstance(value, str) else ""


def all_parts(message: Message) -> Iterator[Message]:
    """Every part, the message first, also inside returned messages; as many as a sane mail has."""
    pending = [message]
    for _ in range(_MANY):
        if not pending:
            return
        part = pending.pop()
        yield part
        payload = part.get_payload()
        if isinstance(payload, list):
            pending += [p for p in reversed(payload[:_MANY]) if isinstance(p, Message)]


def text_of(part: Message) -> str:
    """The decoded words of a part that is not multipart (or the fields of parts such as delivery-status)."""
    payload = part.get_payload()
    if isinstance(payload, list):
        # message/delivery-status is a list of blocks of fields.
        blocks = [p for p in payload if isinstance(p, Message)]
        return "\n\n".join("\n".join(f"{k}: {unsurrogated(str(v))}" for k, v in b.raw_items()) for b in blocks)
    written = _as_sent(part)[: 8 * TEXT_LIMIT]
    data = _unpacked(written, raw(part, "Content-Transfer-Encoding").strip().lower())
    try:
        charset = part.get_content_charset()
    except Exception:  # RFC 2231 parameters with an unknown character set
        charset = None
    if charset is None and media_type(part) == "text/html":
        charset = declared_in_html(data)
    return decode(data, charset)


def _as_sent(part: Message) -> bytes:
    """The body's bytes with their transfer encoding on: the library gives bytes only of a part that has none."""
    bare = copy.copy(part)
    del bare["Content-Transfer-Encoding"]
    try:
        data = bare.get_payload(decode=True)
    except Exception:  # a body that cannot be bytes again
        data = None
    return data if isinstance(data, bytes) else str(part.get_payload() or "").encode("utf-8", "replace")


def _unpacked(written: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        # What holds raw letters and no escaped ones only claims to be encoded: its "=17" is part of an address.
        raw_letters = not written.isascii() and not _ESCAPED_LETTER.search(written)
        return written if raw_letters else binascii.a2b_qp(written)
    if encoding == "base64":
        return _from_base64(written)
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        message = Message()
        message["Content-Transfer-Encoding"] = encoding
        message.set_payload(written.decode("latin-1"))
        try:
            data = message.get_payload(decode=True)
        except Exception:
            return written
        return data if isinstance(data, bytes) else written
    return written


def _from_base64(written: bytes) -> bytes:
    """What base64 holds; where somebody added plain lines below it (a mailing list does), they are not read; and words
    that only claim to be base64 are read as they are."""
    packed: list[bytes] = []
    for line in written.split(b"\n"):
        bare = line.strip()
        if not _BASE64_LINE.fullmatch(bare):
            if not packed:
                return written
            break
        packed.append(bare.rstrip(b"= \t"))
    joined = b"".join(packed)
    joined = joined[: len(joined) - (len(joined) % 4 == 1)]
    try:
        return base64.b64decode(joined + b"=" * (-len(joined) % 4))
    except binascii.Error:
        return written


def attachment_names(message: Message) -> list[str]:
    """What is attached, by name: pictures that the words hold, and signatures, are none."""
    found = []
    for part in all_parts(message):
        if isinstance(part.get_payload(), list) or not _attached(part) or raw(part, "Content-ID"):
            continue
        if not media_type(part).endswith("-signature"):
            try:
                name = part.get_filename()
            except Exception:
                name = None
            found.append(encoded_words(name) if name else media_type(part))
    return found[:20]


def _attached(part: Message) -> bool:
    disposition = raw(part, "Content-Disposition").strip().lower()
    return disposition.startswith("attachment") or "filename" in disposition


def body_of(message: Message) -> str:
    """All that a person would read in it, quotations included; lines end with "\\n"."""
    whole = _text_below(message, 0).replace("\r\n", "\n").replace("\r", "\n")
    return _UUENCODED.sub("", whole[:TEXT_LIMIT]).strip("\n")


def _text_below(part: Message, depth: int) -> str:
    kind = media_type(part)
    payload = part.get_payload()
    if isinstance(payload, list) and kind.startswith("multipart/"):
        if depth >= _DEPTH:
            leaves = (p for p in all_parts(part) if media_type(p) == "text/plain" and not p.is_multipart())
            return next((words for p in leaves if (words := text_of(p)).strip()), "")
        children = [p for p in payload[:_MANY] if isinstance(p, Message)]
        if kind == "multipart/report":
            children = children[:1]  # the words for people; the rest is for programs
        if kind == "multipart/alternative":
            return _best_alternative(children, depth)
        read = [(p, words) for p in children if (words := _text_below(p, depth + 1)).strip()]
        # An invitation beside words says what they say.
        found = [words for p, words in read if not _is_calendar(p)] or [words for _, words in read]
        # Where the parts are broken, what stands around them is all there is.
        if found or depth:
            return "\n\n".join(found)
        return "\n\n".join(filter(None, (_around(part.preamble), _around(part.epilogue))))
    if depth and _attached(part):
        return ""
    if kind == "text/html":
        return text_of_html(text_of(part)[: 5 * TEXT_LIMIT])
    if kind == "text/calendar":
        return text_of_invitation(text_of(part)[:TEXT_LIMIT])
    if kind == "text/plain" or (not depth and not kind.startswith(("image/", "audio/", "video/", "application/"))):
        words = text_of(part)
        if parameter(part, "format") == "flowed":
            return unflowed(words[:TEXT_LIMIT], joined=parameter(part, "delsp") == "yes")
        return words
    return ""


def _is_calendar(part: Message) -> bool:
    return media_type(part) == "text/calendar"


def _around(words: object) -> str:
    return clean(unsurrogated(words)).strip() if isinstance(words, str) else ""


def _best_alternative(children: list[Message], depth: int) -> str:
    """The plain one of several forms where it says anything, else the richest that does (the last: RFC 2046 §5.1.4)."""
    stub = ""
    for child in children:
        if media_type(child) == "text/plain" and (words := _text_below(child, depth + 1)).strip():
            if len(words) > _STUB_LIMIT or not _STUB.search(words):
                return words
            stub = words
    richest_first = [c for c in reversed(children) if media_type(c) != "text/plain"]
    for child in sorted(richest_first, key=_is_calendar):
        if (words := _text_below(child, depth + 1)).strip():
            return words
    return stub


def unflowed(text: str, *, joined: bool = False) -> str:
    """Paragraphs of format=flowed (RFC 3676): a line that ends with a space goes on in the next of the same depth.

    joined: "delsp=yes", the space at the end is no part of the words.
    """
    lines: list[str] = []
    open_depth = -1  # how deep the line that goes on is quoted; -1 = none goes on
    for written in text.replace("\r\n", "\n").split("\n"):
        bare = written.lstrip(">")
        depth = len(written) - len(bare)
        bare = bare.removeprefix(" ")
        soft = bare.endswith(" ") and bare != "-- "
        words = bare[:-1] if soft and joined else bare
        if open_depth == depth and bare != "-- ":
            lines.append(words)
        else:
            lines.append(("\n" if lines else "") + (">" * depth + " " if depth else "") + words)
        open_depth = depth if soft else -1
    return "".join(lines)
