"""Cuts off what stands below a letter's words: the signature, “sent from my telephone”, the lawyers' paragraph."""

from __future__ import annotations

import re

_CLOSING = re.compile(
    r"^\W{0,2}(?:(?:with )?(?:(?:my |our )?(?:best|kind|kindest|warm|warmest|many) )+(?:regards|wishes|thanks)|best "
    r"regards|regards|"
    r"thanks (?:and|&) (?:best |kind )?regards|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|respectfully(?: "
    r"yours)?|"
    r"cheers|best|brgds|br|"
    r"з(?:і)? (?:найкращими |найщирішими |щирими )?(?:глибокою |щирою |великою |найглибшою )?(?:повагою|побажаннями|"
    r"вдячністю)"
    r"(?: та [^\W\d]{3,20}(?: [^\W\d]{3,20})?)?|"
    r"щиро (?:ваш[іа]?|дякуємо)|всього найкращого|усього найкращого|"
    r"с (?:наилучшими |лучшими |большим |глубоким |искренним )?(?:уважением|пожеланиями|благодарностью)|искренне "
    r"ваш[иа]?|"
    r"всего (?:доброго|хорошего|наилучшего)|"
    r"(?:serdecznie |gorąco )?pozdrawia(?:m|my)(?: serdecznie| ciepło| gorąco)?|"
    r"(?:z |łączę |przesyłam |łączymy )(?:wyrazami )?(?:poważani(?:em|a)|szacunk(?:iem|u)|(?:serdeczn\w+ "
    r")?pozdrowieni(?:a|ami))|"
    r"serdeczności)(?=$|[\s,.!;—–-])",
    re.IGNORECASE,
)
_NAME_LIMIT = 7  # words beside a closing phrase
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
    r"iphone|ipad|android|galaxy|samsung|xiaomi|redmi|huawei|honor|pixel|nokia|motorola|outlook|gmail|\bmail\b|"
    r"windows|yahoo|proton|"
    r"телефон|смартфон|мобільн|мобильн|пошт|почт|яндекс|yandex|ukr\.net|telefon|smartfon|urządzeni|poczt|phone|device|"
    r"blackberry|додатк|приложени|aplikacj|tablet|планшет|thunderbird|spark|\bwp\b|onet|aqua",
    re.IGNORECASE,
)
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
    while kept and (not kept[-1].strip() or _is_sent_from(kept[-1])):
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
        if _is_closing(line):
            return at
        if (_SECRET.search(line) and _is_lawyers(lines, at)) or (_PRINTING.search(line) and len(line) < 200):
            return at
    return len(lines)


def _is_closing(line: str) -> bool:
    """A closing phrase alone in its line, or with a name: not the beginning of a sentence."""
    found = _CLOSING.match(line)
    if not found:
        return False
    rest = line[found.end() :].strip(" ,.!;—–-\t")
    return (
        len(rest.split()) <= _NAME_LIMIT
        and not re.search(r"[.!?:;](?:\s|$)", rest.removesuffix(","))
        and (not rest or rest[0].isupper() or len(rest.split()) <= 4)
    )


def _is_card(lines: list[str], at: int) -> bool:
    """Whether what is below is who, where and which number, and no sentence."""
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    below = [line.strip() for line in lines[at + 1 :] if line.strip()][: _CARD_LINES + 1]
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
    return len(line) < _SENT_FROM_LIMIT and bool(_SENT_FROM.match(line)) and bool(_DEVICE.search(line))


def _postscript(lines: list[str]) -> list[str]:
    """The postscript among the lines of a signature, after an empty line, to the next empty line."""
    for at, line in enumerate(lines):
        if _POSTSCRIPT.match(line):
            end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
            return ["", *lines[at:end]]
    return []
