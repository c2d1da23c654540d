"""Writes mail byte by byte, as mail programs do: the standard library would tidy what must stay as they write it."""

from __future__ import annotations

import base64
import quopri
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

CUSTOMER = "olena@customer.example"
SHOP = "help@brightshop.example"
DATE = "Mon, 16 Nov 2026 11:42:07 +0200"
OURS = "<t17.1@customer.example>"


@dataclass(frozen=True)
class Made:
    """One mail and what is true of it.

    kind: message, auto, survey or bounce. form: the row of the table that it counts in. status and recipient: what a
    bounce reports.
    """

    name: str
    form: str
    raw: bytes
    text: str
    kind: str = "message"
    subject: str = ""
    sender_name: str = ""
    status: str = ""
    recipient: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of MIME, ready to be put anywhere: its own header lines and its body."""

    headers: tuple[str, ...]
    body: bytes


def word(text: str, charset: str = "utf-8", encoding: str = "B") -> str:
    """An encoded word of RFC 2047, or the plain text where ASCII does."""
    if text.isascii():
        return text
    data = text.encode(charset)
    if encoding == "B":
        return f"=?{charset}?B?{base64.b64encode(data).decode()}?="
    quoted = "".join(chr(b) if chr(b).isalnum() and b < 128 else "_" if b == 32 else f"={b:02X}" for b in data)
    return f"=?{charset}?Q?{quoted}?="


def encode(text: str, charset: str = "utf-8", cte: str = "8bit") -> bytes:
    data = text.replace("\n", "\r\n").encode(charset)
    if cte == "base64":
        return b"\r\n".join(re.findall(rb".{1,76}", base64.b64encode(data))) + b"\r\n"
    if cte == "quoted-printable":
        return quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return data


def text_part(
    text: str, charset: str = "utf-8", cte: str = "8bit", subtype: str = "plain", more: str = "", declared: str = ""
) -> Part:
    return Part(
        (
            f'Content-Type: text/{subtype}; charset="{declared or charset}"{more}',
            f"Content-Transfer-Encoding: {cte}",
        ),
        encode(text, charset, cte),
    )


def html_part(markup: str, charset: str = "utf-8", cte: str = "quoted-printable") -> Part:
    return text_part(markup, charset, cte, "html")


def attachment(name: str, media: str, data: bytes, *, inline: str = "") -> Part:
    disposition = f"inline; filename={name}" if inline else f'attachment; filename="{name}"'
    headers = [f'Content-Type: {media}; name="{name}"', "Content-Transfer-Encoding: base64"]
    headers += [f"Content-Disposition: {disposition}"] + ([f"Content-ID: <{inline}>"] if inline else [])
    return Part(tuple(headers), b"\r\n".join(re.findall(rb".{1,76}", base64.b64encode(data))) + b"\r\n")


def bunch(kind: str, parts: Sequence[Part], boundary: str = "000000000000a1b2c306412f", more: str = "") -> Part:
    """A multipart; the boundary must differ from the one around it."""
    mark = boundary.encode()
    body = b"".join(
        b"--" + mark + b"\r\n" + "".join(f"{h}\r\n" for h in p.headers).encode() + b"\r\n" + p.body + b"\r\n"
        for p in parts
    )
    return Part((f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}',), body + b"--" + mark + b"--\r\n")


def both(plain: str, markup: str, charset: str = "utf-8", cte: str = "quoted-printable") -> Part:
    return bunch("alternative", [text_part(plain, charset, cte), text_part(markup, charset, cte, "html")])


def mail(
    part: Part,
    *,
    subject: str,
    name: str = "",
    sender: str = SHOP,
    charset: str = "utf-8",
    encoding: str = "B",
    headers: Sequence[str] = (),
    answers: bool = True,
    number: str = "1",
) -> bytes:
    """The whole mail; `headers` come first, as those of the servers it went through do."""
    shown = f"{word(name, charset, encoding)} <{sender}>" if name else sender
    lines = [
        *headers,
        f"From: {shown}",
        f"To: =?UTF-8?B?0J7Qu9C10L3QsCDQmtC+0LLQsNC70Yw=?= <{CUSTOMER}>",
        f"Subject: {word(subject, charset, encoding)}",
        f"Date: {DATE}",
        f"Message-ID: <{number}.reply@brightshop.example>",
        *([f"In-Reply-To: {OURS}", f"References: {OURS}"] if answers else []),
        "MIME-Version: 1.0",
        *part.headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + part.body


def marked(text: str, mark: str = "> ") -> str:
    """Lines as a program quotes them."""
    return "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))


def markup(text: str) -> str:
    """`text` as HTML lines."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br>\n")


def flowed(text: str, *, delsp: bool = False) -> str:
    """`text` in format=flowed (RFC 3676): lines that go on end with a space, which with delsp is one more."""
    done = []
    for line in text.split("\n"):
        if line == "-- ":
            done.append(line)
            continue
        pieces = textwrap.wrap(line, 60, break_long_words=False) or [""]
        soft = "  " if delsp else " "
        done += [piece + soft for piece in pieces[:-1]] + [(" " if pieces[-1][:1] in (" ", ">") else "") + pieces[-1]]
    return "\n".join(done)
