"""Cuts the quoted earlier message off a reply, so that only what is new is read."""

from __future__ import annotations

import re

# "On Mon, 3 Feb 2025 at 10:00, Olena <olena@x> wrote:" and its kin; mail programs may break it over two or three lines.
_WROTE = re.compile(
    r"(?:\b(?:wrote|writes|schrieb|escribió|a écrit)|\b(?:написал|написала|написав|написала|пишет|пише|писав|писала)"
    r"(?:\((?:а|ла)\))?|\b(?:napisał|napisała|pisze)(?:\(a\))?)\s*:\s*$",
    re.IGNORECASE,
)
_WROTE_START = re.compile(
    r"^\W{0,3}(?:On|Le|Am|El|W dniu|Dnia|Dn\.|\d|[а-яіїєґ’']{2,12}[,.\s]|[a-zśćźżółęąń]{2,12}[,.]\s)", re.IGNORECASE
)
_OPENING_WORD = re.compile(r"^\W{0,3}(?:On|Le|Am|El|W dniu|Dnia)\s", re.IGNORECASE)
_DIVIDER = re.compile(
    r"^[\s>]*[-_]{2,}\s*(?:original message|forwarded message|исходное сообщение|пересылаемое сообщение|"
    r"оригінальне повідомлення|вихідне повідомлення|переслане повідомлення|початкове повідомлення|"
    r"wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|ursprüngliche nachricht)\s*[-_]{2,}\s*$",
    re.IGNORECASE,
)
_REPLY_ABOVE = re.compile(
    r"(?:please (?:type|write) your reply above this line|reply above this line|"
    r"відповідайте над ц(?:ією|им) (?:лінією|рядком)|ответ пишите выше этой (?:линии|строки)|"
    r"odpowiedz powyżej tej linii)",
    re.IGNORECASE,
)
# Outlook quotes under a block of headers, without any mark on the lines.
_HEADER_FROM = re.compile(r"^\s*\*?(?:From|Від|Вiд|От|Od|Von)\s*:\*?\s+\S", re.IGNORECASE)
_HEADER_NEXT = re.compile(
    r"^\s*\*?(?:Sent|Date|To|Subject|Cc|Надіслано|Дата|Кому|Тема|Копія|Отправлено|Копия|Wysłano|Data|Do|Temat|DW|DO)"
    r"\s*:\*?",
    re.IGNORECASE,
)


def without_quotes(text: str) -> str:
    """What the sender wrote anew. Answers above, between and below quoted lines are kept.

    A mail that is nothing but a quotation is given back whole, since its words are then the message.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = _unmarked_quote(lines)
    kept: list[str] = []
    at = 0
    while at < end:
        if lines[at].lstrip().startswith(">") or _REPLY_ABOVE.search(lines[at]):
            at += 1
            continue
        length = _attribution(lines, at, end)
        if length:
            at += length
            continue
        kept.append(lines[at].rstrip())
        at += 1
    new = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return new or text.strip()


def _attribution(lines: list[str], at: int, end: int) -> int:
    """How many lines at `at` introduce a quotation (0 = none): only before quoted lines or the end of the mail."""
    if not _WROTE_START.match(lines[at]) and not _WROTE.search(lines[at]):
        return 0
    for length in (1, 2, 3):
        if at + length > end or not lines[at + length - 1].strip():
            return 0
        joined = " ".join(line.strip() for line in lines[at : at + length])
        if len(joined) > 400:
            return 0
        if _WROTE.search(joined):
            if any(_begins_by_itself(line) for line in lines[at + 1 : at + length]):
                return 0  # the introduction begins further down; this line still belongs to the answer
            after = next((line for line in lines[at + length : end] if line.strip()), None)
            return length if after is None or after.lstrip().startswith(">") else 0
    return 0


def _begins_by_itself(line: str) -> bool:
    """Whether an introduction begins with this line, which is not its second one ("Olena wrote:")."""
    return bool(_OPENING_WORD.match(line) or (_WROTE_START.match(line) and any(c.isdigit() for c in line)))


def _unmarked_quote(lines: list[str]) -> int:
    """The line at which everything that follows is a quotation without marks; the number of lines if there is none."""
    for at, line in enumerate(lines):
        if _DIVIDER.match(line):
            return at
        # Help desks put it on top of their own mail too: there it introduces what is new.
        if _REPLY_ABOVE.search(line) and any(earlier.strip() for earlier in lines[:at]):
            return at
        if _HEADER_FROM.match(line):
            following = [x for x in lines[at + 1 : at + 8] if x.strip()][:4]
            if sum(1 for x in following if _HEADER_NEXT.match(x)) >= 2:
                return at
    return len(lines)
