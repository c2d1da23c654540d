"""HTML mail as the text a customer reads, by the standard library alone."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tr", "ul",
})  # fmt: skip
# An address that only the link's target holds is what the customer would click on, so the reader needs it in words.
_TELLING_LINKS = ("mailto:", "tel:", "sms:", "tg:", "viber:", "whatsapp:", "https://", "http://")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._silent = 0
        self._quoted = 0
        self._links: list[tuple[str, int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._new_line()
        elif tag in _BLOCKS:
            self._block()
            if tag == "blockquote":
                self._quoted += 1
            elif tag == "li":
                self._write("- ")
        elif tag in ("td", "th"):
            self._write(" ")
        elif tag == "a":
            target = dict(attrs).get("href") or ""
            self._links.append((target.strip(), len(self.lines) - 1, len(self.lines[-1])))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr"):
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a" and self._links:
            self._close_link(*self._links.pop())
        elif tag in _BLOCKS:
            self._block()
            if tag == "blockquote":
                self._quoted = max(0, self._quoted - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
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
            self.lines[-1] = "> " if self._quoted else ""
        self.lines[-1] += words

    def _new_line(self) -> None:
        self.lines.append("")

    def _block(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    def _close_link(self, target: str, line: int, column: int) -> None:
        lower = target.lower()
        scheme = next((s for s in _TELLING_LINKS if lower.startswith(s)), "")
        if not scheme:
            return
        shown = "".join([self.lines[line][column:], *self.lines[line + 1 :]]).strip()
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
    """The words of an HTML mail in lines; what stands in a blockquote begins with "> ". Never raises."""
    reader = _Reader()
    try:
        reader.feed(markup)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        # The standard parser gives up on some malformed declarations; what was read so far is kept.
        pass
    lines = [" ".join(line.split(" ")).rstrip() for line in reader.lines]
    kept: list[str] = []
    for line in lines:
        if line.strip(" >") or (kept and kept[-1]):
            kept.append(line if line.strip(" >") else "")
    return "\n".join(kept).strip()
