"""Cuts off what stands below a letter's words: the signature, “sent from my telephone”, the lawyers' paragraph."""

from __future__ import annotations

import re
from itertools import islice

_CLOSING = re.compile(
    r"^\W{0,2}(?:(?:with )?(?:(?:my |our )?(?:best|kind|kindest|warm|warmest|many) )+(?:regards|wishes|thanks)|"
    r"regards|thanks (?:and|&) (?:best |kind )?regards|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|"
    r"respectfully(?: yours)?|brgds|"
    r"з(?:і)? (?:найкращими |найщирішими |щирими )?(?:глибокою |щирою |великою |найглибшою )?"
    r"(?:повагою|побажаннями|вдячністю)(?: до вас)?(?: (?:та|і|й) [^\W\d]{3,20}(?: [^\W\d]{2,20}){0,2})?|"
    r"щиро (?:ваш[іа]?|дякуємо)|(?:всього|усього) (?:найкращого|доброго)|з пов\.|"
    r"с (?:наилучшими |лучшими |большим |глубоким |искренним )?(?:уважением|пожеланиями|благодарностью)(?: к вам)?"
    r"(?: и [^\W\d]{3,20}(?: [^\W\d]{2,20}){0,2})?|искренне ваш[иа]?|всего (?:доброго|хорошего|наилучшего)|с ув\.|"
    r"(?:z góry )?(?:dziękuj\w+ i )?(?:serdecznie |gorąco )?pozdrawia(?:m|my)(?: serdecznie| ciepło| gorąco)?|pozdr\.|"
    r"(?:z |łączę |przesyłam |łączymy )(?:wyrazami |wyrazy )?"
    r"(?:poważani(?:em|a)|szacunk(?:iem|u)|(?:serdeczn\w+ )?pozdrowieni(?:a|ami))|serdeczności)(?=$|[\s,.!;—–-])",
    re.IGNORECASE,
)
# Words that end a letter, and begin many a sentence: a signature only with a short name, or above one.
_WEAK_CLOSING = re.compile(
    r"^\W{0,2}(?:cheers|best|br|thanks|thank you|thx|дякую|дякуємо|спасибо|благодарю|благодарим|dziękuję|dziękujemy)"
    r"\s?[,.!]?\s*$",
    re.IGNORECASE,
)
_NAME_LIMIT = 7  # words beside a closing phrase
_CARD_LIMIT = 16  # … where a comma sets them off: name, post, company, telephone
_WEAK_LINES, _WEAK_WORDS = 4, 5
_POSTSCRIPT = re.compile(
    r"^\W{0,2}(?:p\. ?\s?s\.?|ps\b|п\. ?\s?с\.?|пс\b|з\. ?ы\.?|зы\b|постскриптум)\s*[.:,—–-]?\s*\S", re.IGNORECASE
)
_SENT_FROM = re.compile(
    r"^\W{0,3}(?:sent (?:from|via|with)|get outlook|надіслано (?:з|за|із|через)|відправлено (?:з|із|через)|"
    r"отримати outlook|отримайте outlook|завантаж\w+ outlook|отправлено (?:с|из|через)|скачать outlook|получить "
    r"outlook|"
    r"получите outlook|wysłan[eoya] (?:z|za)|pobierz (?:aplikację )?outlook|uzyskaj (?:aplikację )?outlook)\b",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?i:iphone|ipad|android|galaxy|samsung|xiaomi|redmi|huawei|honor|pixel|nokia|motorola|outlook|gmail|yahoo|proton|"
    r"телефон|смартфон|мобільн|мобильн|яндекс|yandex|ukr\.net|telefon|smartfon|urządzeni|\bphone|\bdevice|blackberry|"
    r"aplikacj|tablet|планшет|thunderbird|\bonet)|\b(?:Mail|Пошт|Почт|Poczt|Windows|Spark|WP|Aqua)"
)
_LONG_NUMBER = re.compile(r"\d{5}")
_SENT_FROM_LIMIT = 140
_SECRET = re.compile(r"confidential|privileged|конфіденційн|конфиденциальн|poufn", re.IGNORECASE)
_LAWYER = re.compile(
    r"intended|addressee|in error|disclos|privileged|unauthori[sz]ed|призначен|адресован|адресат|помилк|розголош|"
    r"предназначен|"
    r"ошиб|разглаш|przeznaczon|adresat|omyłk|ujawni",
    re.IGNORECASE,
)
_PRINTING = re.compile(
    r"before printing|consider the environment|перед друком|перш ніж друкувати|перед печатью|прежде чем (?:печатать|"
    r"распечат)|"
    r"przed wydrukowaniem|zanim wydrukujesz",
    re.IGNORECASE,
)
_CARD_LINES = 12
_RULE = re.compile(r"^\s*[-_=*~—–]{2,}\s*$")
_LONG_RULE = re.compile(r"^\s*_{20,}\s*$")
_DASHES = re.compile(r"^\s*(?:--|—|––)\s*$")
_PGP_BEGINS = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]{1,30}: [^\n]{0,200}\n){0,10}\n?", re.MULTILINE
)
_PGP_ENDS = re.compile(r"^-----BEGIN PGP SIGNATURE-----$", re.MULTILINE)


def without_signature(text: str) -> str:
    """The letter's own words; a postscript below the signature is one of them."""
    lines = _unarmoured(text).split("\n")
    end = _signature(lines)
    kept = lines[:end] + _postscript(lines[end:])
    while kept and (not kept[-1].strip() or _is_sent_from(kept[-1]) or (end < len(lines) and _RULE.match(kept[-1]))):
        kept.pop()
    for n, line in enumerate(kept[:-1]):
        # Above a quotation that was cut out of the middle it stands alone, with an answer below.
        if _is_sent_from(line) and (not n or not kept[n - 1].strip()) and not kept[n + 1].strip():
            kept[n] = ""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _unarmoured(text: str) -> str:
    begins = _PGP_BEGINS.search(text)
    if not begins:
        return text
    ends = _PGP_ENDS.search(text, begins.end())
    return text[: begins.start()] + text[begins.end() : ends.start() if ends else len(text)]


def _signature(lines: list[str]) -> int:
    """The line at which the signature begins; the number of lines where there is none."""
    for at, line in enumerate(lines):
        if line == "-- ":
            return at
        if _DASHES.match(line) and _is_card(lines, at):
            return at
        if _LONG_RULE.match(line) and _is_card(lines, at):
            return at
        if _is_closing(lines, at):
            return at
        if (_SECRET.search(line) and _is_lawyers(lines, at)) or (_PRINTING.search(line) and len(line) < 200):
            return at
    return len(lines)


def _is_closing(lines: list[str], at: int) -> bool:
    """A closing phrase alone in its line, or with a name: not the beginning of a sentence."""
    line = lines[at].rstrip()
    if _WEAK_CLOSING.match(line):
        below = _next_lines(lines, at, _WEAK_LINES + 1)
        return 0 < len(below) <= _WEAK_LINES and all(_is_name(x) for x in below)
    found = _CLOSING.match(line)
    if not found:
        return False
    rest = line[found.end() :].strip(" ,.!;—–-\t")
    if not rest:
        return True
    size = len(rest.split())
    if line[found.end() :].lstrip()[:1] in (",", "—", "–", "-") and size <= _CARD_LIMIT and line[-1] not in ".!?:":
        return True
    if re.search(r"[.!?:;](?:\s|$)", rest) or size > _NAME_LIMIT:
        return False
    return rest[0].isupper() or (size <= 4 and line[-1] not in ".!?")


def _next_lines(lines: list[str], at: int, most: int) -> list[str]:
    """The lines below `at` that say something, at most so many."""
    return list(islice((lines[n].strip() for n in range(at + 1, len(lines)) if lines[n].strip()), most))


def _is_name(line: str) -> bool:
    return len(line.split()) <= _WEAK_WORDS and line[0].isupper() and not line.endswith((".", "!", "?", ":", ";"))


def _is_card(lines: list[str], at: int) -> bool:
    """Whether what is below is who, where and which number, and no sentence."""
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    below = _next_lines(lines, at, _CARD_LINES + 1)
    if above.rstrip().endswith(":") or not below or len(below) > _CARD_LINES:
        return not below and not above.rstrip().endswith(":")
    return not any(
        len(line) > 120 or (line.endswith((".", "!", "?", "…")) and len(line.split()) >= 3) for line in below
    )


def _is_lawyers(lines: list[str], at: int) -> bool:
    """Whether the paragraph at `at` says that the mail is for its addressee only."""
    paragraph = []
    for line in lines[at : at + 30]:
        if not line.strip():
            break
        paragraph.append(line)
    return len(set(_LAWYER.findall(" ".join(paragraph)[:4_000].lower()))) >= 2


def _is_sent_from(line: str) -> bool:
    if len(line) > _SENT_FROM_LIMIT or not _SENT_FROM.match(line):
        return False
    return bool(_DEVICE.search(line)) and not _LONG_NUMBER.search(line.partition("<")[0])


def _postscript(lines: list[str]) -> list[str]:
    """The postscript among the lines of a signature, after an empty line, to the next empty line."""
    for at, line in enumerate(lines):
        if _POSTSCRIPT.match(line):
            end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
            return ["", *lines[at:end]]
    return []
