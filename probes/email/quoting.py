"""Cuts the quoted earlier message off a reply, so that only what is new is read."""

from __future__ import annotations

import re

_VERB = (
    r"(?:\b(?:wrote|writes|schrieb|escribió|a écrit)|\b(?:написал|написала|написав|написала|пишет|пише|писав|писала|"
    r"писал|писали|пишете)(?:\s?\((?:а|ла)\))?|\b(?:napisał|napisała|pisze|napisana)(?:\(a\))?)"
)
# "On Mon, 3 Feb 2025 at 10:00, Olena <olena@x> wrote:" and its kin; mail programs may break it over two or three lines.
_WROTE = re.compile(_VERB + r"\s*:\s*$", re.IGNORECASE)
_WROTE_ANYWHERE = re.compile(_VERB, re.IGNORECASE)
_WROTE_START = re.compile(
    r"^\W{0,3}(?:On|Le|Am|El|W dniu|Dnia|Dn\.|Wiadomość|\d|[а-яіїєґ’']{2,12}[,.\s]|[a-zśćźżółęąń]{2,12}[,.]\s)",
    re.IGNORECASE,
)
_OPENING_WORD = re.compile(r"^\W{0,3}(?:On|Le|Am|El|W dniu|Dnia)\s", re.IGNORECASE)
_MOMENT = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b",
)
_ADDRESS = re.compile(r"[^\s<>@]{1,100}@[^\s<>@]{1,200}")
_DIVIDER = re.compile(
    r"^[\s>]*[-_]{2,}\s*(?:[\w-]+\s+){0,3}(?:message|mail|сообщени[ея]|повідомлення|лист|письмо|wiadomość|wiadomości|"
    r"nachricht|"
    r"oryginalna|przekazana)(?:\s+[\w-]+){0,2}\s*[-_]{2,}\s*$",
    re.IGNORECASE,
)
_REPLY_ABOVE = re.compile(
    r"(?:reply|response|comment|відпов\w+|ответ\w*|отвеч\w+|пишите|пишіть|odpowied\w+|wpisz\w*)\b[^\n]{0,40}\s"
    r"(?:above|over|над|вище|выше|powyżej|nad)\s[^\n]{0,12}\b"
    r"(?:line|рядк\w+|ліні\w+|рис\w+|линии|линией|лінією|строк\w+|черт\w+|lini\w+|wiersz\w+)|"
    r"^\W{0,4}##-.{5,120}-##\W{0,4}$",
    re.IGNORECASE,
)
_REPLY_ABOVE_LIMIT = 160  # characters: such a line says nothing else
# Outlook quotes under a block of fields, without any mark on the lines.
_HEADER_FROM = re.compile(
    r"^\s*\*?(?:From|Від(?: кого)?|Вiд|От(?: кого)?|Od|Von|Nadawca|Відправник|Отправитель)\s*:\*?\s+\S", re.IGNORECASE
)
_HEADER_NEXT = re.compile(
    r"^\s*\*?(?:Sent|Date|To|Subject|Cc|Надіслано|Відправлено|Дата|Кому|Тема|Копія|Отправлено|Копия|Wysłano|Wysłane|"
    r"Data|Do|"
    r"Temat|DW|UDW|Adresat)\s*:\*?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*(?:>|[A-ZА-ЯІЇЄҐ]{1,3}>(?:\s|$))")
_RULE = re.compile(r"^\s*[-_=*~—–]{2,}\s*$")
_FRAME_LIMIT = 200  # characters of a line that can be a frame of a quotation
_GAP = re.compile(r"\n{3,}")


def without_quotes(text: str) -> str:
    """What the sender wrote anew. Answers above, between and below quoted lines are kept.

    A mail that is nothing but a quotation is given back whole, since its words are then the message.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = _unmarked_quote(lines)
    kept: list[str] = []
    at = 0
    while at < end:
        if is_quoted(lines[at]) or is_reply_above(lines[at]):
            at += 1
            continue
        length, to_the_end = _attribution(lines, at, end)
        if to_the_end:
            break
        if length:
            at += length
            continue
        # "-- " tells where a signature begins, by its space (RFC 3676 §4.3).
        kept.append(lines[at] if lines[at] == "-- " else lines[at].rstrip())
        at += 1
    if at < len(lines):
        # The rule that a program draws above what it quotes.
        while kept and (not kept[-1].strip() or (_RULE.match(kept[-1]) and kept[-1] != "-- ")):
            kept.pop()
    new = _GAP.sub("\n\n", "\n".join(kept)).strip("\n")
    new = new if new.endswith("-- ") else new.strip()
    return new or text.strip()


def is_quoted(line: str) -> bool:
    """Marked with ">" or, as some programs do, with the initials of who wrote it ("OK> ")."""
    return bool(_QUOTED.match(line))


def is_reply_above(line: str) -> bool:
    """A help desk's line, above which a reply is to be written."""
    return len(line) < _REPLY_ABOVE_LIMIT and bool(_REPLY_ABOVE.search(line))


def _attribution(lines: list[str], at: int, end: int) -> tuple[int, bool]:
    """How many lines at `at` introduce a quotation (0 = none), and whether all that follows is the quotation, unmarked.

    An introduction stands before quoted lines or at the end of the mail; what tells the moment, the address and who
    wrote may also stand before a quotation that is not marked.
    """
    for length in (1, 2, 3):
        if at + length > end or not lines[at + length - 1].strip():
            return 0, False
        last = lines[at + length - 1]
        if length > 1 and is_quoted(last):
            return 0, False
        if not last.rstrip().endswith(":"):
            continue
        joined = " ".join(line.strip() for line in lines[at : at + length])
        if len(joined) > 400:
            return 0, False
        dated, wrote, named = _MOMENT.search(joined), _WROTE.search(joined), _ADDRESS.search(joined)
        if not wrote and not (dated and (named or _WROTE_ANYWHERE.search(joined))):
            continue
        if length > 1 and not _WROTE_START.match(lines[at]):
            return 0, False
        if any(_begins_by_itself(line) for line in lines[at + 1 : at + length]):
            return 0, False  # the introduction begins further down; this line still belongs to the answer
        after = next((lines[n] for n in range(at + length, end) if lines[n].strip()), None)
        if after is None or is_quoted(after):
            return length, False
        if dated and named and _WROTE_ANYWHERE.search(joined):
            return length, True
        if length < 3 and not wrote:
            continue
        return 0, False
    return 0, False


def _begins_by_itself(line: str) -> bool:
    """Whether an introduction begins with this line, which is not its second one ("Olena wrote:")."""
    return bool(_OPENING_WORD.match(line) or (_WROTE_START.match(line) and any(c.isdigit() for c in line)))


def _unmarked_quote(lines: list[str]) -> int:
    """The line at which everything that follows is a quotation without marks; the number of lines if there is none."""
    said = False
    for at, line in enumerate(lines):
        if len(line) < _FRAME_LIMIT and _DIVIDER.match(line):
            return at
        # Help desks put it on top of their own mail too: there it introduces what is new.
        if said and is_reply_above(line):
            return at
        if _HEADER_FROM.match(line):
            following = [x for x in lines[at + 1 : at + 8] if x.strip()][:4]
            if sum(1 for x in following if _HEADER_NEXT.match(x)) >= 2:
                return at
        said = said or (bool(line.strip()) and not _RULE.match(line) and not is_reply_above(line))
    return len(lines)
