"""HTML in pieces: tags and the words between them, in time linear in its length however broken it is.

The standard library's parser looks for the end of a comment or of a tag again and again, so that a mail of a million
“<” keeps it busy for half a minute; nor does mail need more of HTML than this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]{0,100})")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]{1,100})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*)))?")
# What these hold is no markup, to their end.
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "textarea")}
_QUOTE_LIMIT = 3_000  # characters that a ">" may stand inside quotes from where its tag began
_ATTRIBUTES = 40


class Tag:
    """A tag as written. attributes: by lower-case name, their values with references resolved."""

    __slots__ = ("attributes", "closes", "name")

    def __init__(self, name: str, closes: bool, attributes: dict[str, str]) -> None:
        self.name = name
        self.closes = closes
        self.attributes = attributes


def pieces(markup: str) -> Iterator[Tag | str]:
    """Tags, and the words between them with references resolved; comments and declarations are left out."""
    at, size = 0, len(markup)
    comments_end = True  # False once no comment ends any more
    words: list[str] = []
    while at < size:
        begins = markup.find("<", at)
        words.append(markup[at : size if begins < 0 else begins])
        if begins < 0:
            break
        if comments_end and markup.startswith("<!--", begins):
            end = markup.find("-->", begins + 4)
            if end >= 0:
                at = end + 3
                continue
            comments_end = False
        tag = _TAG.match(markup, begins)
        if not tag and not markup.startswith(("<!", "<?", "</"), begins):
            words.append("<")
            at = begins + 1
            continue
        end = _end_of_tag(markup, begins)
        if end < 0:
            if tag:  # cut off in the middle of a tag
                break
            words.append(markup[begins:])
            break
        at = end + 1
        if not tag:
            continue
        if said := unescape("".join(words)):
            yield said
        words = []
        name, closes = tag[1].lower(), markup[begins + 1] == "/"
        yield Tag(name, closes, {} if closes else _attributes(markup[tag.end() : end]))
        if name in _RAW and not closes:
            found = _RAW[name].search(markup, at)
            at = found.start() if found else size
    if said := unescape("".join(words)):
        yield said


def _end_of_tag(markup: str, begins: int) -> int:
    """Where the ">" of the tag at `begins` is, one inside a quoted value passed over; -1 if there is none."""
    end = markup.find(">", begins)
    within = markup[begins : end + 1] if 0 <= end < begins + _QUOTE_LIMIT else ""
    for quote in ('="', "='"):
        opened = within.rfind(quote)
        if opened >= 0 and quote[1] not in within[opened + 2 :]:
            closed = markup.find(quote[1], end, begins + _QUOTE_LIMIT)
            further = markup.find(">", closed, closed + _QUOTE_LIMIT) if closed >= 0 else -1
            if further >= 0 and "<" not in markup[closed:further]:
                return further
    return end


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written[:20_000]):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
        if len(found) >= _ATTRIBUTES:
            break
    return found
