"""Takes the frame of a help desk's notification off the words that an agent wrote into it."""

from __future__ import annotations

import re

from .quoting import is_reply_above

_MOMENT = r"[^\n]{0,30}?\d{1,4}[^\n]{0,24}?\d{1,2}[:.]\d{2}[^\n]{0,24}"
# "Iryna Bondar, Nov 16, 2026, 11:42 GMT+2", below a rule
_COMMENT_HEAD = re.compile(rf"^[^\n,:]{{2,60}}(?:\([^\n)]{{1,40}}\))?,\s{_MOMENT}$")
_MOMENT_LINE = re.compile(
    r"^\W?(?:[^\W\d]{2,12}\.?,?\s)?\d{1,4}[./\s-](?:\d{1,2}|[^\W\d]{3,12}\.?)[./\s,-]{1,2}\d{2,4}(?:\sр\.|\sг\.)?,?\s"
    r"(?:at\s|o\s|о\s|в\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?\(?(?:GMT|UTC|EET|EEST|CET|"
    r"CEST)?[+-]?[\d:]*\)?)?$"
)
_COMMENTED = re.compile(
    r"^[^\n:.!?]{2,60}\s(?:commented|added a comment|replied|додав(?:ла|\(-ла\)|\(ла\))? коментар|прокоментува(?:в|"
    r"ла)(?:\(-?ла\))?|"
    r"відпові(?:в|ла)(?:\(-?ла\))?|добавил(?:а|\(а\))? комментарий|прокомментировал(?:а|\(а\))?|ответил(?:а|\(а\))?|"
    r"doda(?:ł|ła|ł\(a\)) komentarz|skomentowa(?:ł|ła|ł\(a\))|odpowiedzia(?:ł|ła|ł\(a\)))\s*:$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*(?:[-—–=_*]{5,}|(?:—-){2,}—?)\s*$")
# What a desk says of its own mail, above the words.
_TOP = re.compile(
    r"to add (?:additional |more |a )?comments?\b|(?:your|the) (?:request|ticket) [^\n]{1,40} (?:has been|was) updated|"
    r"щоб додати (?:\w+ )?коментар|чтобы добавить (?:\w+ )?комментари|aby dodać (?:\w+ )?komentarz|"
    r"(?:запит|звернення|заявк\w)[^\n]{1,40} оновлен|(?:запрос|обращение|заявк\w)[^\n]{1,40} обновл|"
    r"zgłoszenie[^\n]{1,40} zaktualizowan|^<URL: ?https?://[^\s>]{1,300} ?>$",
    re.IGNORECASE,
)
# … and below them.
_BOTTOM = re.compile(
    r"^(?:\W?(?:powered by|delivered by|sent (?:via|with|by)|this (?:e-?mail|message) (?:is a service|was sent)|"
    r"надіслано за допомогою|працює на|цей лист (?:було )?надіслано|доставлено за допомогою|работает на|"
    r"отправлено (?:с помощью|через)|это письмо (?:было )?отправлено|доставлено с помощью|obsługiwane przez|"
    r"dostarczone przez|wysłano za pomocą|ta wiadomość (?:jest usługą|została wysłana))\b|"
    r"\W?(?:unsubscribe|відписатися|отписаться|wypisz się|zrezygnuj z)\b|"
    r"\W?(?:view|see|open) (?:this |your |the )?(?:request|ticket|conversation|issue)|"
    r"\W?(?:переглянути|відкрити) (?:запит|звернення|заявку)|\W?(?:просмотреть|посмотреть|открыть) (?:запрос|"
    r"обращение|заявку)|"
    r"\W?(?:wyświetl|zobacz|otwórz) zgłoszenie|"
    r"\W?this is shared with|\W?(?:це|это) (?:бачить|бачать|видит|видят) також|\W?(?:це|это) (?:видит|видят) также|"
    r"\W?to jest udostępnione|"
    r"\[[A-Z0-9]{5,8}-[A-Z0-9]{4,8}\]$|\{#HS:[^}\n]{1,60}\}$|\d{3,12}:\d{3,12}$|ref:_[\w.]{5,80}:ref$|"
    r"(?:(?:ticket|request|звернення|заявка|запрос|zgłoszenie)[^\n]{0,20}:\s*)?"
    r"https?://[^\s]{1,200}(?:ticket|request|helpdesk|issue|conversation)[^\s]{0,200}$)",
    re.IGNORECASE,
)
_BOTTOM_LIMIT = 200


def without_frame(text: str) -> str:
    """The newest comment that the notification holds; other mail as it is."""
    lines = text.split("\n")
    framed = any(is_reply_above(line) for line in lines[:8])
    lines = _newest_comment(lines, framed)
    top = 0
    while top < len(lines) and (
        not lines[top].strip()
        or is_reply_above(lines[top])
        or _TOP.search(lines[top])
        or (framed and _RULE.match(lines[top]))
    ):
        top += 1
    lines = lines[top:]
    taken = False
    while lines:
        line = lines[-1].strip()
        # A rule belongs to the footer that it stands above.
        if not line or (len(line) < _BOTTOM_LIMIT and _BOTTOM.match(line)) or (taken and _RULE.match(line)):
            taken = taken or bool(line)
            lines.pop()
        else:
            break
    return "\n".join(lines)


def _newest_comment(lines: list[str], framed: bool) -> list[str]:
    """Of a thread with heads and rules between its comments the first; desks put the newest first."""
    begins = next((n + 1 for n, line in enumerate(lines) if n < 30 and _is_head(lines, n, framed)), 0)
    if not begins:
        return lines
    said = False
    for end in range(begins, len(lines)):
        if said and _RULE.match(lines[end]):
            below = next((lines[n].strip() for n in range(end + 1, len(lines)) if lines[n].strip()), None)
            if below is None or _COMMENT_HEAD.match(below) or _BOTTOM.match(below):
                return lines[begins:end]
        said = said or bool(lines[end].strip())
    return lines[begins:]


def _is_head(lines: list[str], at: int, framed: bool) -> bool:
    line = lines[at].strip()
    above = next((x.strip() for x in reversed(lines[max(0, at - 3) : at]) if x.strip()), "")
    if _COMMENTED.match(line):
        return framed
    if _COMMENT_HEAD.match(line) and _RULE.match(above):
        return True
    # In HTML the name and the moment stand in lines of their own.
    return framed and bool(_MOMENT_LINE.match(line)) and 0 < len(above) <= 80
