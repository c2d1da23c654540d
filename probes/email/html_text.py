"""HTML mail as the text a customer reads."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from .markup import Tag, pieces

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tr", "ul",
})  # fmt: skip
# An address that only the link's target holds is what the customer would click on, so the reader needs it in words.
_TELLING_LINKS = ("mailto:", "tel:", "sms:", "tg:", "viber:", "whatsapp:", "https://", "http://")
# How mail programs name the box that holds a signature, and the one that holds what is quoted.
_SIGNATURE = re.compile(
    r"gmail_signature|moz-signature|ms-outlook-mobile-signature|applemailsignature|zmail_signature|zimbra_signature|"
    r"^_rc_sig$|^signature$|^tutanota_signature$|protonmail_signature_block"
)
_QUOTED = re.compile(
    r"^gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|freshdesk_quote|zmail_extra|protonmail_quote|^reply-intro$|"
    r"^isforwardcontent$|wiadomosc_cytat"
)
_REPLIED_BELOW = frozenset({"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
)
_LIMIT = 200_000  # characters; nobody reads more
DIVIDER = "----- Original message -----"


class _Reader:
    def __init__(self) -> None:
        self.lines: list[str] = [""]
        self._open: list[tuple[str, str]] = []  # (tag, what it does to its words)
        self._tags: Counter[str] = Counter()
        self._does: Counter[str] = Counter()
        self._link: tuple[str, int, int] | None = None  # links do not nest
        self._size = 0

    def read(self, markup: str) -> None:
        for piece in pieces(markup):
            if self._size > _LIMIT:
                return
            if isinstance(piece, str):
                self._words(piece)
            elif piece.closes:
                self._closed(piece.name)
            else:
                self._opened(piece)

    def _opened(self, piece: Tag) -> None:
        tag, named = piece.name, piece.attributes
        if tag == "br":
            self._new_line()
        elif tag in _BLOCKS:
            self._block()
            if tag == "li":
                self._write("- ")
        elif tag in ("td", "th"):
            self._write(" ")
        elif tag == "a":
            target = named.get("href", "").strip()
            self._link = (target, len(self.lines) - 1, len(self.lines[-1]))
        if tag not in _VOID:
            does = self._effect(tag, named)
            self._open.append((tag, does))
            self._tags[tag] += 1
            self._does[does] += 1

    def _effect(self, tag: str, named: dict[str, str]) -> str:
        style = named.get("style", "").lower()
        if tag in _SILENT or (style and _HIDDEN.search(style)) or "hidden" in named:
            return "silent"
        names = [*named.get("class", "").lower().split(), named.get("id", "").lower()]
        if any(name in _REPLIED_BELOW for name in names) and not self._does["quoted"]:
            self._block()
            self._write(DIVIDER)
            self._new_line()
        if tag == "blockquote" or any(_QUOTED.search(name) for name in names):
            self._block()
            return "quoted"
        if any(_SIGNATURE.search(name) for name in names) and not self._does["quoted"]:
            return "silent"
        return "pre" if tag == "pre" else ""

    def _closed(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self._close_link(*self._link)
            self._link = None
        elif tag in _BLOCKS:
            self._block()
        if not self._tags[tag]:
            return
        while self._open:
            name, does = self._open.pop()
            self._tags[name] -= 1
            self._does[does] -= 1
            if name == tag:
                return

    def _words(self, data: str) -> None:
        if self._does["silent"]:
            return
        if self._does["pre"]:
            for n, line in enumerate(data.split("\n")):
                if n:
                    self._new_line()
                self._write(line)
            return
        words = " ".join(data.split())
        if data[:1].isspace():
            words = " " + words
        if data[-1:].isspace() and words.strip():
            words += " "
        self._write(words)

    def _write(self, words: str) -> None:
        if not self.lines[-1]:
            words = words.lstrip() if words != "- " else words
            if not words:
                return
            self.lines[-1] = "> " if self._does["quoted"] else ""
        elif words.startswith(" ") and self.lines[-1].endswith(" "):
            words = words.lstrip(" ")
        self.lines[-1] += words
        self._size += len(words)

    def _new_line(self) -> None:
        self.lines.append("")

    def _block(self) -> None:
        if self.lines[-1].strip(" >") and self.lines[-1] != "- ":
            self.lines.append("")

    def _close_link(self, target: str, line: int, column: int) -> None:
        lower = target.lower()
        scheme = next((s for s in _TELLING_LINKS if lower.startswith(s)), "")
        if not scheme or self._does["silent"]:
            return
        shown = "".join([self.lines[line][column:], *self.lines[line + 1 : line + 50]]).strip()
        if scheme.startswith("http"):
            told = target.split("?", 1)[0].split("#", 1)[0]
            bare = told.split("//", 1)[1].strip("/")
            if not shown or bare.lower() in shown.lower():
                return
        else:
            told = unquote(target[len(scheme) :].split("?", 1)[0]).strip("/ ")
            if not told or _squeezed(told) in _squeezed(shown):
                return
        self._write(f" ({told})" if shown else told)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() or c == "@")


def text_of_html(markup: str) -> str:
    """The words of an HTML mail in lines, signatures left out where the mail program marks them; what is quoted
    begins with "> ". Never raises."""
    reader = _Reader()
    reader.read(markup)
    kept: list[str] = []
    for written in reader.lines:
        line = written.replace("\u200b", "").replace("\u200c", "").replace("\ufeff", "").replace("\u00ad", "")
        line = line if line == "-- " else line.rstrip()
        if line.strip(" >\u00a0") or (kept and kept[-1]):
            kept.append(line if line.strip(" >\u00a0") else "")
    return "\n".join(kept).strip("\n\u00a0")
